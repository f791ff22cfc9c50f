/**
 * Credentials at rest: sealed, bound to their owner and account, open to older secrets, sealed anew on demand.
 */
import { describe, expect, test } from 'vitest'

import { createStorage, type Storage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { EndpointConfigError, UnreadableAccountError } from '../../src/endpoint/index.ts'
import { createKeyring } from '../../src/endpoint/sealing.ts'
import { bench, CANARY, dump, newSecret, slug } from './harness.ts'

const states = async (endpoint: ReturnType<typeof bench>) => {
  const { body } = await endpoint.post({ op: 'accounts' })
  return body.accounts.map(({ state }) => state)
}

const keysOf = async (storage: Storage, part: string) =>
  (await storage.getKeys()).filter((key) => key.includes(`:${part}:`))

describe('what is stored', () => {
  test('holds a JWE with A256GCM and no credential', async () => {
    const endpoint = bench()
    await endpoint.link()
    const stored = await dump(endpoint.storage)
    expect(stored).not.toContain(CANARY)
    expect(stored).not.toContain(Buffer.from(CANARY).toString('base64url').slice(0, 20))
    const [jwe] = /eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/.exec(stored)!
    expect(JSON.parse(Buffer.from(jwe.split('.')[0]!, 'base64url').toString())).toMatchObject({
      alg: 'dir',
      enc: 'A256GCM',
    })
  })

  test('does not open for another account or owner', async () => {
    const endpoint = bench()
    const first = await endpoint.link('key-1')
    const second = await endpoint.link('key-2')
    await endpoint.post(
      { op: 'link', provider: 'jazzhr', fields: { apiKey: 'key-3' } },
      { 'x-owner': 'org_2' },
    )
    const keys = await keysOf(endpoint.storage, 'accounts')
    const stolen = keys.find((key) => key.includes(first.body.account.id))!
    const record = await endpoint.storage.getItem<{ value: { sealed: string } }>(stolen)
    for (const key of keys) {
      const own = await endpoint.storage.getItem<{ value: object }>(key)
      await endpoint.storage.setItem(key, { value: { ...own!.value, sealed: record!.value.sealed } })
    }
    expect((await states(endpoint)).sort()).toEqual(['active', 'error'])
    await expect(endpoint.credentials({ owner: 'org_1', account: second.body.account.id })).rejects.toThrow(
      UnreadableAccountError,
    )
  })
})

describe('a new secret', () => {
  const storage = () => createStorage({ driver: memory() })
  const [old, newest] = [newSecret(), newSecret()] as const

  test('seals from then on, and the old one still opens', async () => {
    const shared = storage()
    const before = bench({ storage: shared, secrets: [old] })
    const { body } = await before.link('key-1')
    const after = bench({ storage: shared, secrets: [newest, old] })
    expect(await states(after)).toEqual(['active'])
    expect(await after.credentials({ owner: 'org_1', account: body.account.id })).toEqual({ apiKey: 'key-1' })
    await after.link('key-2')
    expect((await states(bench({ storage: shared, secrets: [newest] }))).sort()).toEqual(['active', 'error'])
  })

  test('still knows the credentials that were linked under the old one', async () => {
    const shared = storage()
    await bench({ storage: shared, secrets: [old] }).link()
    expect(slug(await bench({ storage: shared, secrets: [newest, old] }).link())).toBe('already-linked')
  })

  test('replays and compares what the old one wrote', async () => {
    const shared = storage()
    const key = crypto.randomUUID()
    const first = await bench({ storage: shared, secrets: [old] }).link(CANARY, {}, key)
    const after = bench({ storage: shared, secrets: [newest, old] })
    expect((await after.link(CANARY, {}, key)).body).toEqual(first.body)
    expect(slug(await after.link('other', {}, key))).toBe('idempotency-mismatch')
  })

  test('may stand in any order on each server: all open, replay, invite and compare alike', async () => {
    const shared = storage()
    const options = { storage: shared, linkPage: 'https://link.example/' }
    const [one, other] = [
      bench({ ...options, secrets: [newest, old] }),
      bench({ ...options, secrets: [old, newest] }),
    ] as const
    const key = crypto.randomUUID()
    const { body } = await one.link('key-1', {}, key)
    expect((await other.link('key-1', {}, key)).body).toEqual(body)
    expect(slug(await other.link('key-1'))).toBe('already-linked')
    expect(await other.credentials({ owner: 'org_1', account: body.account.id })).toEqual({ apiKey: 'key-1' })
    const { token } = await one.createSession({ owner: 'org_1', provider: 'jazzhr' })
    expect(slug(await other.post({ op: 'status', linkId: 'x' }, { authorization: `Bearer ${token}` }))).toBe(
      'link-expired',
    )
    // At the same time, too.
    const answers = await Promise.all([one, other, one, other].map((server) => server.link('key-2')))
    expect(answers.map(slug).sort()).toEqual([...Array<string>(3).fill('already-linked'), 'linked'])
  })

  test('finds on reseal who linked after the storage was emptied beneath a running server', async () => {
    const shared = storage()
    const server = bench({ storage: shared, secrets: [old] })
    await server.link('key-1')
    await shared.clear()
    await server.link('key-2')
    expect(await bench({ storage: shared, secrets: [newest, old] }).reseal()).toEqual({
      resealed: 1,
      failed: 0,
    })
  })

  test('takes over everything on reseal, so that the old one can go', async () => {
    const shared = storage()
    const before = bench({ storage: shared, secrets: [old] })
    const { body } = await before.link()
    for (const owner of ['org_2', 'org_3'])
      await before.post({ op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } }, { 'x-owner': owner })
    const during = bench({ storage: shared, secrets: [newest, old] })
    expect(await during.reseal({ owner: 'org_1' })).toEqual({ resealed: 1, failed: 0 })
    expect(await during.reseal()).toEqual({ resealed: 2, failed: 0 })
    expect(await during.reseal()).toEqual({ resealed: 0, failed: 0 })
    const after = bench({ storage: shared, secrets: [newest] })
    expect(await states(after)).toEqual(['active'])
    expect(await after.credentials({ owner: 'org_1', account: body.account.id })).toEqual({ apiKey: CANARY })
    expect(slug(await after.link())).toBe('already-linked')
  })
})

describe('a record that does not open', () => {
  test('is listed as an error, reported, counted by reseal, kept, and can be updated or unlinked', async () => {
    const shared = createStorage({ driver: memory() })
    const { body } = await bench({ storage: shared }).link('key-1')
    await bench({ storage: shared }).link('key-2')
    const { id } = body.account as { id: string }
    const endpoint = bench({ storage: shared })
    const before = await dump(shared)
    expect(await states(endpoint)).toEqual(['error', 'error'])
    expect(await endpoint.reseal()).toEqual({ resealed: 0, failed: 2 })
    expect(endpoint.log.some(({ event, account }) => event === 'record-unreadable' && account === id)).toBe(
      true,
    )
    await expect(endpoint.credentials({ owner: 'org_1', account: id })).rejects.toThrow(
      UnreadableAccountError,
    )
    expect(await dump(shared)).toBe(before)
    expect(slug(await endpoint.link('key-3', { account: id }))).toBe('linked')
    expect((await states(endpoint)).sort()).toEqual(['active', 'error'])
  })

  test.each(['', 'torn {"val', '[]', '7', '{"value":{}}', '{"value":{"sealed":"x"}}'])(
    'and is damaged, as %j, is reported, skipped and kept',
    async (damage) => {
      const endpoint = bench()
      const { body } = await endpoint.link('key-1')
      await endpoint.link('key-2')
      const key = (await keysOf(endpoint.storage, 'accounts')).find((name) => name.includes(body.account.id))!
      await endpoint.storage.setItemRaw(key, damage)
      expect(await states(endpoint)).toEqual(['active'])
      expect(await endpoint.reseal()).toEqual({ resealed: 0, failed: 0 })
      if (damage !== '') expect(endpoint.log.some(({ event }) => event === 'record-damaged')).toBe(true)
      expect(await endpoint.storage.getItemRaw(key)).toBe(damage)
    },
  )
})

describe('the keyring', () => {
  test.each([
    ['none', [], 'secrets-missing'],
    ['a short one', [Buffer.alloc(31, 1).toString('base64')], 'secret-weak'],
    ['a password', ['correct horse battery staple!'], 'secret-weak'],
    ['a good one before a bad one', [newSecret(), ''], 'secret-weak'],
  ])('refuses %s at the start', (_, secrets, code) => {
    expect(() => createKeyring(secrets)).toThrow(EndpointConfigError)
    expect(() => createKeyring(secrets)).toThrow(new RegExp(code))
  })

  test('never tells a secret in its refusal', () => {
    const weak = Buffer.from('canary-secret').toString('base64')
    expect(() => createKeyring([weak])).toThrow(expect.not.stringContaining(weak) as Error)
  })

  test('takes base64url and padding or none', async () => {
    const bytes = Buffer.alloc(33, 0xfb)
    const forms = [bytes.toString('base64'), bytes.toString('base64url'), `${bytes.toString('base64')}\n`]
    const sealed = await createKeyring([forms[0]!]).seal(['a'], { k: 'v' })
    for (const form of forms)
      expect((await createKeyring([form]).open(['a'], sealed))?.value).toEqual({ k: 'v' })
  })

  test('opens only in the context that it was sealed in, and nothing that was changed', async () => {
    const keyring = createKeyring([newSecret()])
    const sealed = await keyring.seal(['a', 'b'], { k: 'v' })
    expect(await keyring.open(['a', 'b'], sealed)).toEqual({ value: { k: 'v' }, stale: false })
    for (const context of [['ab'], ['a', 'c'], ['a'], []])
      expect(await keyring.open(context, sealed)).toBeUndefined()
    // A letter in the middle of the tag: the last one carries unused bits.
    const changed = sealed.replace(/.(?=.{9}$)/, (letter) => (letter === 'A' ? 'Q' : 'A'))
    for (const broken of ['', 'x', sealed.slice(0, -2), changed])
      expect(await keyring.open(['a', 'b'], broken)).toBeUndefined()
  })
})
