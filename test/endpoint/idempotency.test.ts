/**
 * One Idempotency-Key, one result: for repetitions, twins at the same time, and clocks that jump. `failures.test.ts` breaks
 * the storage meanwhile.
 */
import { randomUUID } from 'node:crypto'

import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { accountKey, leaseKey, tenantOf } from '../../src/endpoint/keys.ts'
import { createStore } from '../../src/endpoint/store/createStore.ts'
import { withStoreDeadline } from '../../src/endpoint/store/storeDeadline.ts'
import { locked, lockedAll, type Store } from '../../src/endpoint/store/store.ts'
import {
  bench,
  CANARY,
  elapse,
  linkRequest,
  newSecret,
  pausable,
  read,
  signal,
  slowly,
  slug,
  standIn,
  type Bench,
} from './harness.ts'

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

  test('for an account is a mismatch where it made one', async () => {
    const endpoint = bench()
    const key = randomUUID()
    const { body } = await endpoint.link(CANARY, {}, key)
    expect(slug(await endpoint.link(CANARY, { account: body.account.id }, key))).toBe('idempotency-mismatch')
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

  test('whose kept answer was moved there from another request is asked about again', async () => {
    const endpoint = bench()
    const [mine, theirs] = [randomUUID(), randomUUID()]
    const keys = async () => endpoint.storage.getKeys('hub-link:requests')
    const { body } = await endpoint.link('mine', {}, mine)
    const [myRecord = ''] = await keys()
    await endpoint.link('theirs', {}, theirs)
    const [theirRecord = ''] = (await keys()).filter((name) => name !== myRecord)
    const [my, their] = [
      await endpoint.storage.getItem<{ value: object }>(myRecord),
      await endpoint.storage.getItem<{ value: { reply: string } }>(theirRecord),
    ]
    await endpoint.storage.setItem(myRecord, { ...my, value: { ...my?.value, reply: their?.value.reply } })
    expect((await endpoint.link('mine', {}, mine)).body).toEqual(body)
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

  test('whose look came before the first had ended are told its answer', async () => {
    const [asked, answer] = [signal(), signal()]
    const { storage, watch, reached, goOn } = pausable('getItem', ':requests:')
    const jazz = standIn(async (apiKey) => {
      if (apiKey === 'old') return undefined
      asked.give()
      await answer.given
      return undefined
    })
    const endpoint = bench({ jazz, storage })
    const { body } = await endpoint.link('old')
    const [key, update] = [randomUUID(), { account: body.account.id }]
    const first = endpoint.link('new', update, key)
    await asked.given
    watch()
    const twin = endpoint.link('new', update, key)
    await reached
    answer.give()
    await first
    goOn()
    expect((await twin).body).toEqual((await first).body)
    expect(jazz.keys).toEqual(['old', 'new'])
  })

  test('are told to come back while the provider takes its 20 s, and it is asked once', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const jazz = standIn(async () => {
      await new Promise((done) => setTimeout(done, 19_000))
      return undefined
    })
    const endpoint = bench({ jazz })
    const key = randomUUID()
    const sent = [0, 5_000, 16_000].map(async (after) => {
      await new Promise((done) => setTimeout(done, after))
      const start = performance.now()
      const answer = await endpoint.link(CANARY, {}, key)
      return {
        is: slug(answer),
        retryAfter: answer.headers.get('retry-after'),
        ms: performance.now() - start,
      }
    })
    const [first, ...twins] = (await elapse(Promise.all(sent))).result
    expect(first?.is).toBe('linked')
    for (const { is, retryAfter, ms } of twins) {
      expect([is, retryAfter]).toEqual(['in-progress', '2'])
      expect(ms).toBeLessThan(10_000)
    }
    expect(jazz.keys).toHaveLength(1)
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

describe('a storage that takes seconds for each write', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const later = async <Result>(ms: number, work: () => Promise<Result>): Promise<Result> => {
    await new Promise((done) => setTimeout(done, ms))
    return work()
  }

  test('makes one account of a credential that comes again while the first is written', async () => {
    vi.useFakeTimers()
    const endpoint = bench({ storage: slowly(/:(marks|accounts):/) })
    const both = Promise.all([endpoint.link(), later(11_000, () => endpoint.link())])
    expect((await elapse(both)).result.map(slug)).toEqual(['linked', 'in-progress'])
    expect(slug(await endpoint.link())).toBe('already-linked')
    expect(await count(endpoint)).toBe(1)
  })

  test('has the provider asked once, however long the whole takes', async () => {
    vi.useFakeTimers()
    const jazz = standIn(() => later(8_000, () => Promise.resolve(undefined)))
    const endpoint = bench({ jazz, storage: slowly(/:(owner|marks|accounts):/) })
    const key = randomUUID()
    const link = () => endpoint.link(CANARY, {}, key)
    const { result, ms } = await elapse(Promise.all([link(), later(31_000, link)]))
    expect(ms).toBeGreaterThan(31_000)
    expect(result.map(slug)).toEqual(['linked', 'in-progress'])
    expect(jazz.keys).toHaveLength(1)
  })

  test.each(['resolves', 'rejects'] as const)('takes no lease again once the work %s', async (end) => {
    vi.useFakeTimers()
    const store = createStore(createStorage({ driver: memory() }), false, Date.now)
    const work = () =>
      later(15_000, () => (end === 'resolves' ? Promise.resolve() : Promise.reject(new Error())))
    const done = locked(store, 'k', work).catch(() => undefined)
    await vi.advanceTimersByTimeAsync(14_000)
    expect(await store.take('k', 'another', 1)).not.toBe('another')
    await vi.advanceTimersByTimeAsync(2_000)
    await done
    expect(await store.take('k', 'another', 1)).toBe('another')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await store.take('k', 'a third', 1)).toBe('a third')
  })
})

describe('a storage that hangs', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each(['getItem', 'setItem'] as const)(
    'in %s answers server within the widget’s 30 s',
    async (call) => {
      vi.useFakeTimers()
      const hanging = { ...memory(), [call]: () => new Promise<never>(() => undefined) } as Driver
      const endpoint = bench({ storage: createStorage({ driver: hanging }) })
      const { result, ms } = await elapse(endpoint.link())
      expect([result.status, slug(result)]).toEqual([500, 'server'])
      expect(ms).toBeLessThan(25_000)
      expect(endpoint.log.find(({ event }) => event === 'storage-failed')?.error?.code).toBe(
        'storage-timeout',
      )
    },
  )

  // Whatever is asked of it.
  const never = () => new Promise<never>(() => undefined)
  const hanging = {
    ...{ get: never, getMany: never, set: never, remove: never, take: never, release: never },
    ...{ count: never, append: never, drop: never, page: never },
  } satisfies Store
  test.each<[keyof Store, (store: Store) => Promise<unknown>]>([
    ['get', (store) => store.get('k')],
    ['getMany', (store) => store.getMany(['k'])],
    ['set', (store) => store.set('k', {})],
    ['remove', (store) => store.remove('k')],
    ['take', (store) => store.take('k', 't', 1)],
    ['release', (store) => store.release('k', 't')],
    ['count', (store) => store.count('k', 1)],
    ['append', (store) => store.append('k', 'i')],
    ['drop', (store) => store.drop('k', { position: 0, id: 'i' })],
    ['page', (store) => store.page('k', 1)],
  ])('fails in %s after 10 s', async (_, ask) => {
    vi.useFakeTimers()
    const asked = ask(withStoreDeadline(hanging)).catch((error: unknown) => error)
    const { result, ms } = await elapse(asked)
    expect(result).toMatchObject({ code: 'storage-timeout' })
    expect(ms).toBeLessThan(10_100)
  })

  test('is given back the lease that it may have given all the same', async () => {
    vi.useFakeTimers()
    const release = vi.fn<Store['release']>(() => Promise.resolve())
    const store = withStoreDeadline({ ...hanging, release })
    await elapse(store.take('k', 'mine', 60_000).catch(() => undefined))
    expect(release.mock.calls).toEqual([['k', 'mine']])
  })

  test('in giving a lock back holds up no failure, and is asked a second time where that fails', async () => {
    const locks = { ...hanging, take: (_: string, token: string) => Promise.resolve(token) }
    const work = () => Promise.reject(new Error('full'))
    await expect(locked(locks, 'k', work)).rejects.toThrow('full')
    const release = vi.fn<Store['release']>(() => Promise.reject(new Error('down')))
    expect(await locked({ ...locks, release }, 'k', () => Promise.resolve(1))).toBe(1)
    expect(release).toHaveBeenCalledTimes(2)
  })

  test('is not waited for once it has answered: no timer holds a process open', async () => {
    vi.useFakeTimers()
    expect(slug((await elapse(bench().link())).result)).toBe('linked')
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('a lock that stays taken is told as in-progress, with the time to come back', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const driver = memory()
  const storage = createStorage({ driver })
  const endpoint = bench({ storage })
  const { body } = await endpoint.link()
  const lock = leaseKey(await accountKey(await tenantOf('org_1'), body.account.id))
  await createStore(storage, false, Date.now).take(lock, 'a process that was killed', 60_000)
  const { result, ms } = await elapse(endpoint.post({ op: 'unlink', account: body.account.id }))
  expect([result.status, slug(result), result.headers.get('retry-after')]).toEqual([409, 'in-progress', '1'])
  expect(ms).toBeLessThan(6_000)
  expect(await count(endpoint)).toBe(1)
})

test('two that take the same locks do not wait for each other, in whichever order they name them', async () => {
  const store = createStore(createStorage({ driver: memory() }), false, Date.now)
  const orders = [
    ['a', 'b'],
    ['b', 'a'],
  ]
  const both = orders.map((keys) => lockedAll(store, keys, () => Promise.resolve(keys)))
  expect(await Promise.all(both)).toEqual(orders)
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

  test('keeps a result for 24 hours, and what it made for ever', async () => {
    let time = Date.now()
    const endpoint = bench({ now: () => time })
    const making = randomUUID()
    const made = await endpoint.link(CANARY, {}, making)
    const [key, update] = [randomUUID(), { account: made.body.account.id }]
    const again = () => endpoint.link('new', update, key)
    const first = await again()
    time += 24 * 60 * 60 * 1000 - 1000
    expect((await again()).body).toEqual(first.body)
    expect(endpoint.jazz.keys).toEqual([CANARY, 'new'])
    time += 1000
    // Forgotten: a change is asked about again.
    expect((await again()).body).toEqual(first.body)
    expect(endpoint.jazz.keys).toEqual([CANARY, 'new', 'new'])
    // The account itself knows the request that made it.
    expect((await endpoint.link('new', {}, making)).body).toEqual(made.body)
    time += 24 * 60 * 60 * 1000
    expect(slug(await endpoint.link('other', {}, making))).toBe('idempotency-mismatch')
    expect(endpoint.jazz.keys).toEqual([CANARY, 'new', 'new'])
    expect(await count(endpoint)).toBe(1)
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
