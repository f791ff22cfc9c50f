/**
 * Sessions for the hosted page: what a token is good for, when it ends, and that it links once.
 */
import { randomUUID } from 'node:crypto'

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { EndpointConfigError, jazzhr, type Provider } from '../../src/endpoint/index.ts'
import { breaker, guarded } from './failures.ts'
import { bench, CANARY, elapse, newSecret, slowly, slug, standIn, type Bench } from './harness.ts'

const acme: Provider = {
  key: 'acme',
  name: 'Acme',
  fields: [{ name: 'apiKey', required: true }],
  verify: () => Promise.resolve({ ok: true }),
}

const page = 'https://link.example/'
// Nobody is signed in at the host: only the token speaks.
const hosted = (more: Parameters<typeof bench>[0] = {}) =>
  bench({ owner: () => null, linkPage: page, providers: [jazzhr(), acme], ...more })

const tokenFor = async (endpoint: Bench, more: { expiresIn?: number; owner?: string } = {}) =>
  (await endpoint.createSession({ owner: 'org_1', provider: 'jazzhr', ...more })).token

const body = (apiKey = CANARY, provider = 'jazzhr') => ({
  op: 'link',
  provider,
  fields: { apiKey },
  locale: 'en',
})
const bearer = (token: string, key = randomUUID()) => ({
  authorization: `Bearer ${token}`,
  'idempotency-key': `"${key}"`,
  origin: 'https://link.example',
})

describe('an invitation', () => {
  test('is the link page with the token in its fragment', async () => {
    const { createSession } = hosted()
    const { url, token } = await createSession({ owner: 'org_1', provider: 'jazzhr' })
    expect(url).toBe(`${page}#session=${token}`)
    expect(token).toMatch(/^[\w.-]+$/)
    expect(url.length).toBeLessThan(600)
  })

  test('comes from the operation invite too, for five days', async () => {
    const endpoint = bench({ linkPage: page })
    const answer = await endpoint.post({ op: 'invite', provider: 'jazzhr' })
    expect(answer.body).toEqual({
      status: 'invited',
      url: expect.stringContaining(`${page}#session=`) as string,
      expiresIn: 432_000,
    })
    const token = answer.body.url.split('#session=')[1]!
    expect(slug(await endpoint.post(body(), bearer(token)))).toBe('linked')
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toHaveLength(1)
  })

  test('to an unknown provider is refused', async () => {
    const endpoint = hosted({ owner: () => ({ id: 'org_1' }) })
    expect(slug(await endpoint.post({ op: 'invite', provider: 'nope' }))).toBe('unsupported-provider')
    await expect(endpoint.createSession({ owner: 'org_1', provider: 'nope' })).rejects.toThrow(
      EndpointConfigError,
    )
  })

  test.each([0, -1, NaN, Infinity, 1e12])('for %d seconds is a mistake', async (expiresIn) => {
    await expect(hosted().createSession({ owner: 'org_1', provider: 'jazzhr', expiresIn })).rejects.toThrow(
      /session-invalid/,
    )
  })

  test('needs a link page', async () => {
    await expect(bench().createSession({ owner: 'org_1', provider: 'jazzhr' })).rejects.toThrow(
      /link-page-missing/,
    )
  })
})

describe('a session', () => {
  test('links for its owner', async () => {
    const endpoint = hosted()
    const answer = await endpoint.post(body(), bearer(await tokenFor(endpoint)))
    expect(slug(answer)).toBe('linked')
    expect(await endpoint.credentials({ owner: 'org_1', account: answer.body.account.id })).toEqual({
      apiKey: CANARY,
    })
  })

  test.each([
    ['another provider', body(CANARY, 'acme')],
    ['the accounts', { op: 'accounts' }],
    ['unlinking', { op: 'unlink', account: 'acc_1' }],
    ['inviting', { op: 'invite', provider: 'jazzhr' }],
  ])('is not good for %s', async (_, sent) => {
    const endpoint = hosted()
    const answer = await endpoint.post(sent, bearer(await tokenFor(endpoint)))
    expect([answer.status, slug(answer)]).toEqual([403, 'forbidden'])
  })

  test.each([
    ['status', 410, 'link-expired'],
    ['cancel', 200, 'cancelled'],
  ])('may ask for %s', async (op, status, expected) => {
    const endpoint = hosted()
    const answer = await endpoint.post({ op, linkId: 'lnk_x' }, bearer(await tokenFor(endpoint)))
    expect([answer.status, slug(answer)]).toEqual([status, expected])
  })

  test('ends with its time', async () => {
    let time = Date.now()
    const endpoint = hosted({ now: () => time })
    const token = await tokenFor(endpoint, { expiresIn: 60 })
    time += 59_000
    expect(slug(await endpoint.post({ op: 'status', linkId: 'x' }, bearer(token)))).toBe('link-expired')
    time += 2_000
    const answer = await endpoint.post(body(), bearer(token))
    expect([answer.status, slug(answer)]).toEqual([401, 'session-expired'])
  })

  test('is not used up by failures, and is by a success', async () => {
    const endpoint = hosted({
      jazz: standIn((key) => (key === 'bad' ? new Response('', { status: 401 }) : undefined)),
    })
    const token = await tokenFor(endpoint)
    for (let index = 0; index < 3; index += 1)
      expect(slug(await endpoint.post(body('bad'), bearer(token)))).toBe('credential-rejected')
    expect(slug(await endpoint.post(body('good-1'), bearer(token)))).toBe('linked')
    const answer = await endpoint.post(body('good-2'), bearer(token))
    expect([answer.status, slug(answer)]).toEqual([401, 'session-expired'])
    expect(endpoint.jazz.keys).not.toContain('good-2')
    // The hosted page asks for a link that is not there, before anybody goes to look for a key.
    const asked = await endpoint.post({ op: 'status', linkId: 'none' }, bearer(token))
    expect([asked.status, slug(asked)]).toEqual([401, 'session-expired'])
  })

  test('is not used up by a credential that is linked already', async () => {
    const endpoint = hosted({ owner: () => ({ id: 'org_1' }) })
    await endpoint.link('known')
    const token = await tokenFor(endpoint)
    expect(slug(await endpoint.post(body('known'), bearer(token)))).toBe('already-linked')
    expect(slug(await endpoint.post(body('new'), bearer(token)))).toBe('linked')
  })

  test('stays used up for as long as its token is good', async () => {
    let time = Date.now()
    const endpoint = hosted({ now: () => time })
    const token = await tokenFor(endpoint)
    await endpoint.post(body(), bearer(token))
    time += (5 * 24 * 60 * 60 - 1) * 1000
    expect(slug(await endpoint.post({ op: 'cancel', linkId: 'x' }, bearer(token)))).toBe('cancelled')
    expect(slug(await endpoint.post(body('another'), bearer(token)))).toBe('session-expired')
    expect(endpoint.jazz.keys).toEqual([CANARY])
  })

  test.each([
    ['makes', 'before', false],
    ['makes', 'after', false],
    ['renews', 'before', true],
    ['renews', 'after', true],
  ] as const)(
    'that %s an account is used up by that alone, whichever call of the storage fails %s its work',
    async (_, when, renews) => {
      for (let [at, reached] = [1, true]; reached; at += 1) {
        const { guard, breakAt, broken } = breaker()
        const driver = guarded(memory() as Required<Driver>, guard)
        const endpoint = hosted({ owner: () => ({ id: 'org_1' }), storage: createStorage({ driver }) })
        const account = renews && (await endpoint.link('old')).body.account.id
        const token = await tokenFor(endpoint)
        const send = (apiKey: string) =>
          endpoint.post({ ...body(apiKey), ...(account !== false && { account }) }, bearer(token))
        breakAt(at, when)
        const first = slug(await send('first'))
        reached = broken()
        breakAt(Infinity, when)
        const second = slug(await send('second'))
        const [there, ...more] = (await endpoint.post({ op: 'accounts' })).body.accounts
        const { apiKey } = await endpoint.credentials({ owner: 'org_1', account: there!.id })
        expect(more).toEqual([])
        expect([
          ['linked', 'session-expired', 'first'],
          ['server', 'session-expired', 'first'],
          ['server', 'linked', 'second'],
        ]).toContainEqual([first, second, apiKey])
      }
    },
  )

  test('tells its one success again to the same key', async () => {
    const endpoint = hosted()
    const token = await tokenFor(endpoint)
    const key = randomUUID()
    const first = await endpoint.post(body(), bearer(token, key))
    expect((await endpoint.post(body(), bearer(token, key))).body).toEqual(first.body)
  })

  test('links one account when it is used twice at once', async () => {
    const endpoint = hosted()
    const token = await tokenFor(endpoint)
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => endpoint.post(body(`key-${index}`), bearer(token))),
    )
    expect(answers.map(slug).sort()).toEqual(['linked', ...Array<string>(5).fill('session-expired')])
  })

  test('links one account when it is used again while a slow storage writes the first', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const endpoint = hosted({ owner: () => ({ id: 'org_1' }), storage: slowly(/:(marks|accounts):/) })
    const token = await tokenFor(endpoint)
    const [first, again] = [bearer(token), bearer(token)]
    const second = async () => {
      await new Promise((done) => setTimeout(done, 11_000))
      return slug(await endpoint.post(body('second'), again))
    }
    const both = Promise.all([endpoint.post(body('first'), first).then(slug), second()])
    expect((await elapse(both)).result).toEqual(['linked', 'in-progress'])
    expect(slug(await endpoint.post(body('second'), again))).toBe('session-expired')
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toHaveLength(1)
  })

  test('may renew one account, once', async () => {
    const endpoint = hosted()
    const first = await endpoint.post(body('old'), bearer(await tokenFor(endpoint)))
    const { account } = first.body as { account: { id: string } }
    const token = await tokenFor(endpoint)
    expect(slug(await endpoint.post({ ...body('new'), account: account.id }, bearer(token)))).toBe('linked')
    expect(slug(await endpoint.post({ ...body('newer'), account: account.id }, bearer(token)))).toBe(
      'session-expired',
    )
    expect(await endpoint.credentials({ owner: 'org_1', account: account.id })).toEqual({ apiKey: 'new' })
  })

  test('that has linked links no more once its account is unlinked, by the same key neither', async () => {
    const endpoint = hosted({ owner: () => ({ id: 'org_1' }) })
    const headers = bearer(await tokenFor(endpoint), randomUUID())
    const { account } = (await endpoint.post(body(), headers)).body
    await endpoint.post({ op: 'unlink', account: account.id })
    expect(slug(await endpoint.post(body(), headers))).toBe('session-expired')
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
  })

  test('that has linked stays used up where a retry is cut off and the account unlinked', async () => {
    let [time, works] = [Date.now(), true]
    const driver = memory()
    const setItem: Driver['setItem'] = (key, value, options) => {
      if (!works && key.includes(':accounts:')) throw new Error('no space')
      return driver.setItem?.(key, value, options)
    }
    const storage = createStorage({ driver: { ...driver, setItem } as Driver })
    const endpoint = hosted({ owner: () => ({ id: 'org_1' }), now: () => time, storage })
    const token = await tokenFor(endpoint)
    const headers = bearer(token)
    const { account } = (await endpoint.post(body(), headers)).body
    // Its answer is kept for a day; the retry then finds its account.
    time += 24 * 60 * 60 * 1000
    works = false
    expect(slug(await endpoint.post(body(), headers))).toBe('server')
    works = true
    await endpoint.post({ op: 'unlink', account: account.id })
    expect(slug(await endpoint.post(body('another'), bearer(token)))).toBe('session-expired')
  })

  test('that has renewed an account puts no other credential into it when its request is forgotten', async () => {
    let time = Date.now()
    const endpoint = hosted({ now: () => time })
    const { account } = (await endpoint.post(body('old'), bearer(await tokenFor(endpoint)))).body
    const headers = bearer(await tokenFor(endpoint), randomUUID())
    const renew = (apiKey: string) => endpoint.post({ ...body(apiKey), account: account.id }, headers)
    expect(slug(await renew('new'))).toBe('linked')
    const asked = endpoint.jazz.keys.length
    for (const [apiKey, expected] of [
      ['newer', 'idempotency-mismatch'],
      ['new', 'linked'],
    ] as const) {
      time += 24 * 60 * 60 * 1000
      expect(slug(await renew(apiKey))).toBe(expected)
    }
    expect(endpoint.jazz.keys).toHaveLength(asked)
    expect(await endpoint.credentials({ owner: 'org_1', account: account.id })).toEqual({ apiKey: 'new' })
  })

  test('signed with an older secret still opens', async () => {
    const [old, newest] = [newSecret(), newSecret()]
    const token = await tokenFor(hosted({ secrets: [old] }))
    expect(slug(await hosted({ secrets: [newest, old] }).post(body(), bearer(token)))).toBe('linked')
    expect(slug(await hosted({ secrets: [newest] }).post(body(), bearer(token)))).toBe('session-expired')
  })
})

describe('a forged token', () => {
  const claims = (payload: object) => Buffer.from(JSON.stringify(payload)).toString('base64url')
  const forgeries: [string, (token: string) => string][] = [
    ['with its signature cut off', (token) => token.split('.').slice(0, 2).join('.')],
    ['with an empty signature', (token) => `${token.split('.').slice(0, 2).join('.')}.`],
    ['with its end changed', (token) => `${token.slice(0, -4)}AAAA`],
    [
      'for another owner',
      (token) => {
        const [head, payload, signature] = token.split('.') as [string, string, string]
        const read = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
        return [head, claims({ ...read, sub: 'org_2' }), signature].join('.')
      },
    ],
    ['without an algorithm', (token) => [`ls_${claims({ alg: 'none' })}`, token.split('.')[1], ''].join('.')],
    ['that is nothing', () => 'ls_x'],
  ]
  test.each(forgeries)('%s is nobody’s, even where somebody is signed in', async (_, forge) => {
    const endpoint = bench({ linkPage: page })
    const answer = await endpoint.post(body(), bearer(forge(await tokenFor(endpoint))))
    expect([answer.status, slug(answer)]).toEqual([401, 'session-expired'])
    expect(endpoint.jazz.keys).toEqual([])
  })

  test('the host’s own bearer tokens stay the host’s', async () => {
    const endpoint = bench({
      owner: ({ headers }) => (headers.get('authorization') === 'Bearer host-token' ? { id: 'org_9' } : null),
    })
    expect((await endpoint.post({ op: 'accounts' }, { authorization: 'Bearer host-token' })).status).toBe(200)
    expect((await endpoint.post({ op: 'accounts' }, { authorization: 'Bearer other' })).status).toBe(401)
  })
})
