/**
 * Accounts: linked, listed, changed, removed, and given to the host's own jobs.
 */
import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { UnknownAccountError, type Provider } from '../../src/endpoint/index.ts'
import { accountListKey, tenantOf } from '../../src/endpoint/keys.ts'
import { replySchema } from '../../src/core/link.ts'
import { bench, CANARY, dump, pausable, signal, slug, standIn, type Bench } from './harness.ts'

const acme: Provider = {
  key: 'acme',
  name: 'Acme',
  fields: [
    { name: 'user', required: true, maxLength: 5 },
    { name: 'password', required: true },
    { name: 'site', required: false },
  ],
  verify: ({ user }) => Promise.resolve({ ok: true, name: `  Acme\u202e of\n${user ?? ''} ` }),
}

const list = async (endpoint: Bench, headers = {}) => {
  const { body } = await endpoint.post({ op: 'accounts' }, headers)
  return body.accounts
}

describe('a linked account', () => {
  test('is told as the wire says, and nothing more', async () => {
    const endpoint = bench()
    const { status, body } = await endpoint.link()
    expect(status).toBe(200)
    expect(replySchema.parse(body)).toEqual(body)
    expect(body).toEqual({
      status: 'linked',
      account: { id: expect.stringMatching(/^acc_[0-9a-f]{32}$/) as string, provider: 'jazzhr' },
    })
  })

  test('is listed with its state and when it was linked, in UTC', async () => {
    const endpoint = bench({ now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) })
    const { account } = (await endpoint.link()).body
    expect((await endpoint.post({ op: 'accounts' })).body).toEqual({
      status: 'accounts',
      accounts: [{ ...account, state: 'active', linkedAt: '2026-01-02T03:04:05.006Z' }],
    })
  })

  test('has the provider’s name, cleaned', async () => {
    const endpoint = bench({ providers: [acme] })
    const { body } = await endpoint.post({
      op: 'link',
      provider: 'acme',
      fields: { user: 'ann', password: 'p' },
    })
    expect(body.account.name).toBe('Acme of ann')
  })

  test('has no longer a name than a page of the list has room for', async () => {
    const endless: Provider = { ...acme, verify: () => Promise.resolve({ ok: true, name: 'n'.repeat(201) }) }
    const fields = { user: 'ann', password: 'p' }
    const { body } = await bench({ providers: [endless] }).post({ op: 'link', provider: 'acme', fields })
    expect(body.account.name).toBe('n'.repeat(200))
  })

  test('never has a name that echoes a field', async () => {
    const echo: Provider = {
      ...acme,
      verify: ({ password }) => Promise.resolve({ ok: true, name: `Hi ${password}` }),
    }
    const endpoint = bench({ providers: [echo] })
    const { body } = await endpoint.post({
      op: 'link',
      provider: 'acme',
      fields: { user: 'ann', password: CANARY },
    })
    expect(body.account).not.toHaveProperty('name')
  })

  test('gives its credential to the host, without fields that were left empty', async () => {
    const endpoint = bench({ providers: [acme] })
    const { body } = await endpoint.post({
      op: 'link',
      provider: 'acme',
      fields: { user: 'ann', password: CANARY, site: '' },
    })
    expect(await endpoint.credentials({ owner: 'org_1', account: body.account.id })).toEqual({
      user: 'ann',
      password: CANARY,
    })
  })

  test('is nobody else’s', async () => {
    const endpoint = bench()
    const { body } = await endpoint.link()
    const { id } = body.account as { id: string }
    expect(await list(endpoint, { 'x-owner': 'org_2' })).toEqual([])
    await expect(endpoint.credentials({ owner: 'org_2', account: id })).rejects.toThrow(UnknownAccountError)
    await expect(endpoint.credentials({ owner: 'org_1', account: 'acc_x' })).rejects.toThrow(
      UnknownAccountError,
    )
    expect(slug(await endpoint.post({ op: 'unlink', account: id }, { 'x-owner': 'org_2' }))).toBe('unlinked')
    expect(await list(endpoint)).toHaveLength(1)
  })

  test.each(['../../etc', 'org:1', 'a/b', '\u0000', '__proto__', 'ORG_1'])(
    'belongs to an owner of any name: %j',
    async (owner) => {
      const endpoint = bench({ owner: () => ({ id: owner }) })
      const { body } = await endpoint.link()
      expect(await endpoint.credentials({ owner, account: body.account.id })).toEqual({ apiKey: CANARY })
    },
  )
})

describe('the same credential again', () => {
  test('by the same owner is already linked, with the account', async () => {
    const endpoint = bench()
    const first = await endpoint.link()
    const second = await endpoint.link()
    expect([second.status, slug(second)]).toEqual([409, 'already-linked'])
    expect(second.body.account).toEqual(first.body.account)
    expect(await list(endpoint)).toHaveLength(1)
  })

  test('by another owner is an account of its own', async () => {
    const endpoint = bench()
    const first = await endpoint.link()
    const body = { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } }
    const second = await endpoint.post(body, { 'x-owner': 'org_2' })
    expect(slug(second)).toBe('linked')
    expect(second.body.account.id).not.toBe(first.body.account.id)
  })

  test('sent twice at once makes one account', async () => {
    const endpoint = bench()
    const answers = await Promise.all(Array.from({ length: 8 }, () => endpoint.link()))
    expect(answers.map(slug).sort()).toEqual([...Array<string>(7).fill('already-linked'), 'linked'])
    expect(await list(endpoint)).toHaveLength(1)
  })

  test('after it was unlinked is linked anew', async () => {
    const endpoint = bench()
    const { body } = await endpoint.link()
    expect(slug(await endpoint.post({ op: 'unlink', account: body.account.id }))).toBe('unlinked')
    expect(await list(endpoint)).toEqual([])
    expect(slug(await endpoint.link())).toBe('linked')
  })

  test.each<
    [string, ...Parameters<typeof pausable>, leave: (endpoint: Bench, account: string) => Promise<unknown>]
  >([
    [
      'is unlinked',
      'removeItem',
      ':accounts:',
      (endpoint, account) => endpoint.post({ op: 'unlink', account }),
    ],
    ['is forgotten', 'getItem', ':marks:', (endpoint, account) => endpoint.post({ op: 'unlink', account })],
    ['gets another', 'getItem', ':marks:', (endpoint, account) => endpoint.link('another', { account })],
  ])('linked while the account that had it %s is known from then on', async (_, call, part, leave) => {
    const { storage, watch, reached, goOn } = pausable(call, part)
    const endpoint = bench({ storage })
    const { body } = await endpoint.link()
    watch()
    const leaving = leave(endpoint, body.account.id)
    await reached
    const linking = endpoint.link()
    await Promise.race([linking, new Promise((done) => setTimeout(done, 50))])
    goOn()
    await leaving
    expect(slug(await linking)).toBe('linked')
    expect(slug(await endpoint.link())).toBe('already-linked')
  })

  test('leaves no trace in the storage where it was replaced or unlinked', async () => {
    const endpoint = bench()
    const marks = async () => (await endpoint.storage.getKeys()).filter((key) => key.includes(':marks:'))
    const { body } = await endpoint.link('old')
    await endpoint.link('new', { account: body.account.id })
    expect(await marks()).toHaveLength(1)
    expect(await dump(endpoint.storage)).toContain(body.account.id)
    await endpoint.post({ op: 'unlink', account: body.account.id })
    expect(await marks()).toEqual([])
    expect(await dump(endpoint.storage)).not.toContain(body.account.id)
  })

  test('that an update could not keep is linked to no account', async () => {
    const driver = memory()
    let full = false
    const setItem: Driver['setItem'] = (key, value, options) => {
      if (full && key.includes(':accounts:')) throw new Error('no space')
      return driver.setItem?.(key, value, options)
    }
    const endpoint = bench({ storage: createStorage({ driver: { ...driver, setItem } as Driver }) })
    const { body } = await endpoint.link('old')
    full = true
    expect(slug(await endpoint.link('new', { account: body.account.id }))).toBe('server')
    full = false
    const { body: linked } = await endpoint.link('new')
    expect([linked.status, linked.account.id === body.account.id]).toEqual(['linked', false])
  })

  test('that the provider no longer takes is rejected, not already linked', async () => {
    let good = true
    const endpoint = bench({ jazz: standIn(() => (good ? undefined : new Response('', { status: 401 }))) })
    await endpoint.link()
    good = false
    expect(slug(await endpoint.link())).toBe('credential-rejected')
  })
})

describe('an update', () => {
  test('replaces the credential of the account and keeps the rest', async () => {
    const endpoint = bench()
    const { body } = await endpoint.link('old-key')
    const [before] = await list(endpoint)
    const { id } = body.account as { id: string }
    const updated = await endpoint.link('new-key', { account: id })
    expect(updated.body).toEqual({ status: 'linked', account: body.account })
    expect(await endpoint.credentials({ owner: 'org_1', account: id })).toEqual({ apiKey: 'new-key' })
    expect(await list(endpoint)).toEqual([before])
    expect(slug(await endpoint.link('old-key'))).toBe('linked')
    expect(slug(await endpoint.link('new-key'))).toBe('already-linked')
  })

  test('with the same credential is fine', async () => {
    const endpoint = bench()
    const { body } = await endpoint.link()
    expect(slug(await endpoint.link(CANARY, { account: body.account.id }))).toBe('linked')
  })

  test('with the credential of another account names that one and changes nothing', async () => {
    const endpoint = bench()
    const first = await endpoint.link('key-1')
    const second = await endpoint.link('key-2')
    const answer = await endpoint.link('key-1', { account: second.body.account.id })
    expect([slug(answer), answer.body.account.id]).toEqual(['already-linked', first.body.account.id])
    expect(await endpoint.credentials({ owner: 'org_1', account: second.body.account.id })).toEqual({
      apiKey: 'key-2',
    })
  })

  test('that is rejected keeps the old credential', async () => {
    const endpoint = bench({
      jazz: standIn((key) => (key === 'bad' ? new Response('', { status: 401 }) : undefined)),
    })
    const { body } = await endpoint.link('good')
    expect(slug(await endpoint.link('bad', { account: body.account.id }))).toBe('credential-rejected')
    expect(await endpoint.credentials({ owner: 'org_1', account: body.account.id })).toEqual({
      apiKey: 'good',
    })
  })

  test('of an account that is unlinked while the provider is asked makes none', async () => {
    const [asked, answer] = [signal(), signal()]
    const endpoint = bench({
      jazz: standIn(async (key) => {
        if (key === 'old') return undefined
        asked.give()
        await answer.given
        return undefined
      }),
    })
    const { body } = await endpoint.link('old')
    const updating = endpoint.link('new', { account: body.account.id })
    await asked.given
    await endpoint.post({ op: 'unlink', account: body.account.id })
    answer.give()
    expect(slug(await updating)).toBe('unknown-account')
    expect(await list(endpoint)).toEqual([])
  })

  test('of a foreign account, or of another provider’s, is an unknown account', async () => {
    const endpoint = bench({ providers: [acme, (await import('../../src/endpoint/index.ts')).jazzhr()] })
    const { body } = await endpoint.link()
    const { id } = body.account as { id: string }
    const fields = { apiKey: 'stolen' }
    const foreign = await endpoint.post(
      { op: 'link', provider: 'jazzhr', fields, account: id },
      { 'x-owner': 'org_2' },
    )
    const other = await endpoint.post({
      op: 'link',
      provider: 'acme',
      fields: { user: 'a', password: 'b' },
      account: id,
    })
    for (const answer of [foreign, other])
      expect([answer.status, slug(answer)]).toEqual([404, 'unknown-account'])
    expect(await endpoint.credentials({ owner: 'org_1', account: id })).toEqual({ apiKey: CANARY })
  })
})

describe('a provider of the host’s own', () => {
  const withVerdict = (verify: Provider['verify']) =>
    bench({ providers: [{ ...acme, verify }] }).post({
      op: 'link',
      provider: 'acme',
      fields: { user: 'ann', password: CANARY },
    })

  test.each([
    ['credential-rejected', 422],
    ['insufficient-permission', 422],
    ['provider-unavailable', 502],
    ['invalid-fields', 422],
    ['rate-limited', 429],
  ] as const)('may say %s', async (problem, status) => {
    const answer = await withVerdict(() => Promise.resolve({ ok: false, problem }))
    expect([answer.status, slug(answer)]).toEqual([status, problem])
    expect(answer.headers.get('retry-after')).toBe(problem === 'rate-limited' ? '30' : null)
    expect(answer.body.errors).toEqual(problem === 'invalid-fields' ? [] : undefined)
  })

  test('may name the wrong fields', async () => {
    const { body } = await withVerdict(() =>
      Promise.resolve({ ok: false, problem: 'invalid-fields', fields: [{ name: 'user', code: 'pattern' }] }),
    )
    expect(body.errors).toEqual([{ pointer: '#/fields/user', code: 'pattern' }])
  })

  test.each([
    ['throws', () => Promise.reject(new Error(CANARY))],
    [
      'throws at once',
      () => {
        throw new Error(CANARY)
      },
    ],
    ['answers nothing', () => Promise.resolve(undefined)],
    ['answers a word of its own', () => Promise.resolve({ ok: false, problem: 'teapot' })],
    ['answers yes in another shape', () => Promise.resolve({ ok: 'yes' })],
  ])('that %s is unavailable, never linked', async (_, verify) => {
    const answer = await withVerdict(verify as Provider['verify'])
    expect(slug(answer)).toBe('provider-unavailable')
    expect(answer.text).not.toContain(CANARY)
  })

  test.each([
    [NaN, '30'],
    [Infinity, '30'],
    [-3, '1'],
    [1.2, '2'],
    [1e12, '86400'],
  ])('that asks to wait %d seconds is held to reason', async (retryAfter, seconds) => {
    const { headers } = await withVerdict(() =>
      Promise.resolve({ ok: false, problem: 'rate-limited', retryAfter }),
    )
    expect(headers.get('retry-after')).toBe(seconds)
  })

  test('cannot change the fields that are kept', async () => {
    const meddler: Provider = {
      ...acme,
      verify: (fields) => {
        ;(fields as Record<string, string>)['password'] = 'changed'
        return Promise.resolve({ ok: true })
      },
    }
    const endpoint = bench({ providers: [meddler] })
    const { body } = await endpoint.post({
      op: 'link',
      provider: 'acme',
      fields: { user: 'ann', password: CANARY },
    })
    expect(await endpoint.credentials({ owner: 'org_1', account: body.account.id })).toMatchObject({
      password: CANARY,
    })
  })
})

describe('many accounts', () => {
  test('come in pages under 64 KiB, the newest first, each once', async () => {
    const named: Provider = { ...acme, verify: () => Promise.resolve({ ok: true, name: '名'.repeat(200) }) }
    const endpoint = bench({ providers: [named] })
    const made: string[] = []
    for (let index = 0; index < 260; index += 1) {
      const { body } = await endpoint.post({
        op: 'link',
        provider: 'acme',
        fields: { user: 'ann', password: `p${index}` },
      })
      made.push(body.account.id)
    }
    const removed = made.splice(100, 30)
    for (const account of removed) await endpoint.post({ op: 'unlink', account })

    const seen: string[] = []
    let after: string | undefined
    let pages = 0
    do {
      const { body, text } = await endpoint.post({ op: 'accounts', ...(after && { after }) })
      expect(new TextEncoder().encode(text).length).toBeLessThan(64 * 1024)
      seen.push(...body.accounts.map(({ id }) => id))
      after = body.next
      pages += 1
    } while (after !== undefined)
    expect(seen).toEqual(made.reverse())
    expect(pages).toBeGreaterThan(2)
  })

  test('with short names come a hundred to a page, and the rest', async () => {
    const endpoint = bench()
    for (let index = 0; index < 101; index += 1) await endpoint.link(`key-${index}`)
    const { body } = await endpoint.post({ op: 'accounts' })
    const rest = await endpoint.post({ op: 'accounts', after: body.next })
    expect([body.accounts.length, rest.body.accounts.length, rest.body.next]).toEqual([100, 1, undefined])
  })

  test('are listed once where a crash left an entry more', async () => {
    const endpoint = bench()
    const { id } = (await endpoint.link()).body.account
    await endpoint.storage.setItem(`${accountListKey(await tenantOf('org_1'))}:0`, [
      [0, id],
      [1, id],
    ])
    expect((await list(endpoint)).map((account) => account.id)).toEqual([id])
  })
})

test('an endpoint’s functions work apart from it', async () => {
  const { fetch, credentials, createSession, reseal } = bench({ linkPage: 'https://link.example/' })
  expect((await fetch(new Request('https://app.example/'))).status).toBe(405)
  await expect(credentials({ owner: 'o', account: randomUUID() })).rejects.toThrow(UnknownAccountError)
  expect((await createSession({ owner: 'o', provider: 'jazzhr' })).token).toBeTruthy()
  expect(await reseal()).toEqual({ resealed: 0, failed: 0 })
})
