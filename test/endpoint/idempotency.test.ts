/**
 * One Idempotency-Key, one result: for repetitions, twins at the same time, crashes and failing storages.
 */
import { randomUUID } from 'node:crypto'

import { describe, expect, test } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { bench, CANARY, linkRequest, newSecret, read, signal, slug, standIn, type Bench } from './harness.ts'

const count = async (endpoint: Bench): Promise<number> => {
  const { body } = await endpoint.post({ op: 'accounts' })
  return body.accounts.length
}

describe('the same key', () => {
  test('again gives the same account and asks the provider once', async () => {
    const endpoint = bench()
    const key = randomUUID()
    const first = await endpoint.link(CANARY, {}, key)
    const again = await endpoint.link(CANARY, {}, key.toUpperCase())
    expect(again.body).toEqual(first.body)
    expect([first.status, again.status, endpoint.jazz.keys.length]).toEqual([200, 200, 1])
  })

  test.each([
    ['another credential', { fields: { apiKey: 'other' } }],
    ['other scopes', { scopes: ['a'] }],
    ['another locale', { locale: 'de' }],
  ])('with %s is a mismatch', async (_, other) => {
    const endpoint = bench()
    const key = randomUUID()
    await endpoint.link(CANARY, {}, key)
    const answer = await endpoint.link(CANARY, other, key)
    expect([answer.status, slug(answer)]).toEqual([422, 'idempotency-mismatch'])
    expect(endpoint.jazz.keys).toHaveLength(1)
  })

  test('is a mismatch after a refusal too', async () => {
    const endpoint = bench({ jazz: standIn(() => new Response('', { status: 401 })) })
    const key = randomUUID()
    await endpoint.link('one', {}, key)
    expect(slug(await endpoint.link('two', {}, key))).toBe('idempotency-mismatch')
  })

  test('belongs to its owner', async () => {
    const endpoint = bench()
    const headers = { 'idempotency-key': `"${randomUUID()}"` }
    const body = { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } }
    const first = await endpoint.post(body, headers)
    const second = await endpoint.post(
      { ...body, fields: { apiKey: 'other' } },
      { ...headers, 'x-owner': 'org_2' },
    )
    expect([slug(first), slug(second)]).toEqual(['linked', 'linked'])
    expect(first.body.account.id).not.toBe(second.body.account.id)
  })

  test.each([
    ['credential-rejected', () => new Response('', { status: 401 })],
    ['insufficient-permission', () => new Response('', { status: 403 })],
    ['rate-limited', () => new Response('', { status: 429 })],
    ['provider-unavailable', () => new Response('', { status: 503 })],
  ])('after %s asks the provider again', async (problem, answer) => {
    let fails = true
    const endpoint = bench({ jazz: standIn(() => (fails ? answer() : undefined)) })
    const key = randomUUID()
    expect(slug(await endpoint.link(CANARY, {}, key))).toBe(problem)
    fails = false
    expect(slug(await endpoint.link(CANARY, {}, key))).toBe('linked')
    expect(endpoint.jazz.keys).toHaveLength(2)
  })

  test('of an account that was unlinked since links it again: what is said is true', async () => {
    const endpoint = bench()
    const key = randomUUID()
    const { body } = await endpoint.link(CANARY, {}, key)
    await endpoint.post({ op: 'unlink', account: body.account.id })
    expect(slug(await endpoint.link(CANARY, {}, key))).toBe('linked')
    expect(await count(endpoint)).toBe(1)
  })

  test('of an update is told again without asking again', async () => {
    const endpoint = bench()
    const { body } = await endpoint.link('old')
    const key = randomUUID()
    const update = () => endpoint.link('new', { account: body.account.id }, key)
    expect((await update()).body).toEqual((await update()).body)
    expect(endpoint.jazz.keys).toEqual(['old', 'new'])
  })
})

describe('twins at the same time', () => {
  test('over two endpoints on one storage give one call and one account', async () => {
    const storage = createStorage({ driver: memory() })
    const secrets = [newSecret()]
    const jazz = standIn(async () => {
      await new Promise((done) => setTimeout(done, 30))
      return undefined
    })
    const servers = [bench({ storage, secrets, jazz }), bench({ storage, secrets, jazz })] as const
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => servers[index % 2]!.link(CANARY, {}, key)),
    )
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers.map(slug)).toEqual(Array(10).fill('linked'))
    expect(jazz.keys).toHaveLength(1)
    expect(await count(servers[0])).toBe(1)
  })

  test('share a refusal that they waited for', async () => {
    const jazz = standIn(async () => {
      await new Promise((done) => setTimeout(done, 30))
      return new Response('', { status: 401 })
    })
    const endpoint = bench({ jazz })
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 6 }, () => endpoint.link(CANARY, {}, key)))
    expect(answers.map(slug)).toEqual(Array(6).fill('credential-rejected'))
    expect(jazz.keys).toHaveLength(1)
  })

  test('with another body are a mismatch while the first still runs', async () => {
    const [asked, answer] = [signal(), signal()]
    const endpoint = bench({
      jazz: standIn(async () => {
        asked.give()
        await answer.given
        return undefined
      }),
    })
    const key = randomUUID()
    const first = endpoint.link(CANARY, {}, key)
    await asked.given
    expect(slug(await endpoint.link('other', {}, key))).toBe('idempotency-mismatch')
    answer.give()
    expect(slug(await first)).toBe('linked')
  })

  test('are told to come back when the first takes long', async () => {
    const [asked, answer] = [signal(), signal()]
    const endpoint = bench({
      jazz: standIn(async () => {
        asked.give()
        await answer.given
        return undefined
      }),
    })
    const key = randomUUID()
    const first = endpoint.link(CANARY, {}, key)
    await asked.given
    const twin = await endpoint.link(CANARY, {}, key)
    expect([twin.status, slug(twin)]).toEqual([409, 'in-progress'])
    expect(Number(twin.headers.get('retry-after'))).toBeGreaterThan(0)
    answer.give()
    expect((await endpoint.link(CANARY, {}, key)).body).toEqual((await first).body)
  })
})

/** A memory that fails at one of its writes, once. */
function failing(at: number) {
  const driver = memory() as Driver
  const state = { writes: 0, at }
  const guard =
    <Args extends unknown[]>(work: ((...args: Args) => unknown) | undefined) =>
    (...args: Args) => {
      state.writes += 1
      if (state.writes === state.at)
        throw Object.assign(new Error(`ENOSPC: no space left on device ${CANARY}`), { code: 'ENOSPC' })
      return work?.(...args)
    }
  const failingDriver = {
    ...driver,
    setItem: guard(driver.setItem),
    removeItem: guard(driver.removeItem),
  } as Driver
  return { storage: createStorage({ driver: failingDriver }), state }
}

describe('a storage that fails at any one write', () => {
  const writes = async (
    run: (endpoint: Bench) => Promise<unknown>,
    prepare?: (endpoint: Bench) => Promise<unknown>,
  ) => {
    const { storage, state } = failing(Infinity)
    const endpoint = bench({ storage })
    await prepare?.(endpoint)
    state.writes = 0
    await run(endpoint)
    return state.writes
  }

  test('answers server, leaves the whole account or none, and the retry mends it', async () => {
    const total = await writes((endpoint) => endpoint.link())
    expect(total).toBeGreaterThan(3)
    for (let at = 1; at <= total; at += 1) {
      const { storage } = failing(at)
      const endpoint = bench({ storage })
      const key = randomUUID()
      const answer = await endpoint.link(CANARY, {}, key)
      // Housekeeping may fail unseen.
      if (slug(answer) !== 'linked') {
        expect([at, answer.status, slug(answer)]).toEqual([at, 500, 'server'])
        expect(answer.text).not.toMatch(/ENOSPC|Error|stack/)
      }
      const { body } = await endpoint.post({ op: 'accounts' })
      for (const { id, state } of body.accounts) {
        expect(state).toBe('active')
        expect(await endpoint.credentials({ owner: 'org_1', account: id })).toEqual({ apiKey: CANARY })
      }
      expect([at, slug(await endpoint.link(CANARY, {}, key))]).toEqual([at, 'linked'])
      expect([at, await count(endpoint)]).toEqual([at, 1])
      expect(JSON.stringify(endpoint.log)).not.toContain(CANARY)
    }
  })

  test('never loses an account on update', async () => {
    const prepare = (endpoint: Bench) => endpoint.link('old')
    const update = async (endpoint: Bench, key = randomUUID()) => {
      const { body } = await endpoint.post({ op: 'accounts' })
      return endpoint.link('new', { account: body.accounts[0]!.id }, key)
    }
    const total = await writes(update, prepare)
    for (let at = 1; at <= total; at += 1) {
      const { storage, state } = failing(Infinity)
      const endpoint = bench({ storage })
      const { body } = await prepare(endpoint).then(() => endpoint.post({ op: 'accounts' }))
      const account = body.accounts[0]!.id
      state.writes = 0
      state.at = at
      const key = randomUUID()
      await update(endpoint, key)
      expect(['old', 'new']).toContain((await endpoint.credentials({ owner: 'org_1', account }))['apiKey'])
      expect([at, slug(await update(endpoint, key))]).toEqual([at, 'linked'])
      expect(await endpoint.credentials({ owner: 'org_1', account })).toEqual({ apiKey: 'new' })
      expect(await count(endpoint)).toBe(1)
    }
  })

  test('lets an unlink be repeated until it is done', async () => {
    const prepare = (endpoint: Bench) => endpoint.link()
    const unlink = async (endpoint: Bench, account: string) => endpoint.post({ op: 'unlink', account })
    for (let at = 1; at <= 3; at += 1) {
      const { storage, state } = failing(Infinity)
      const endpoint = bench({ storage })
      const { body } = await prepare(endpoint)
      state.writes = 0
      state.at = at
      await unlink(endpoint, body.account.id)
      expect(slug(await unlink(endpoint, body.account.id))).toBe('unlinked')
      expect(await count(endpoint)).toBe(0)
      expect(slug(await endpoint.link())).toBe('linked')
    }
  })
})

describe('a storage that cannot be read', () => {
  test('answers server to everything', async () => {
    const driver = { ...memory(), getItem: () => Promise.reject(new Error('down')) } as Driver
    const endpoint = bench({ storage: createStorage({ driver }) })
    for (const body of [
      { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } },
      { op: 'accounts' },
      { op: 'status', linkId: 'x' },
      { op: 'unlink', account: 'x' },
    ])
      expect((await endpoint.post(body)).status).toBe(500)
  })
})

describe('a clock that jumps', () => {
  test.each([
    ['forward', 3 * 24 * 60 * 60 * 1000],
    ['back', -3 * 24 * 60 * 60 * 1000],
  ])('%s by three days between a press and its retry doubles nothing', async (_, jump) => {
    let time = Date.now()
    const endpoint = bench({ now: () => time })
    const key = randomUUID()
    const first = await endpoint.link(CANARY, {}, key)
    time += jump
    expect((await endpoint.link(CANARY, {}, key)).body).toEqual(first.body)
    expect(await count(endpoint)).toBe(1)
    expect(slug(await endpoint.link('other', {}, key))).toBe('idempotency-mismatch')
  })

  test('keeps a kept result for 24 hours, and what it made for ever', async () => {
    let time = Date.now()
    const endpoint = bench({ now: () => time })
    const key = randomUUID()
    await endpoint.link(CANARY, {}, key)
    time += 24 * 60 * 60 * 1000 - 1000
    expect(slug(await endpoint.link(CANARY, {}, key))).toBe('linked')
    expect(endpoint.jazz.keys).toHaveLength(1)
  })
})

test('a request may leave before its answer: the work goes on', async () => {
  const [asked, answer] = [signal(), signal()]
  const endpoint = bench({
    jazz: standIn(async () => {
      asked.give()
      await answer.given
      return undefined
    }),
  })
  const controller = new AbortController()
  const key = randomUUID()
  const request = linkRequest(
    { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY }, locale: 'en' },
    { 'idempotency-key': `"${key}"` },
  )
  const gone = endpoint.fetch(new Request(request, { signal: controller.signal }))
  await asked.given
  controller.abort()
  answer.give()
  expect(slug(await read(await gone))).toBe('linked')
  expect(slug(await endpoint.link(CANARY, {}, key))).toBe('linked')
  expect(endpoint.jazz.keys).toHaveLength(1)
})
