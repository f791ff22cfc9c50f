/**
 * Several servers over one real Redis: one result for one key, one limit, one use of a session, through restarts.
 */
import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Redis } from 'ioredis'
import { createStorage, prefixStorage, type Driver, type Storage, type StorageValue } from 'unstorage'
import memory from 'unstorage/drivers/memory'
import redisDriver, { type RedisOptions } from 'unstorage/drivers/redis'

import { createStore } from '../../../src/endpoint/store/createStore.ts'
import type { ListEntry } from '../../../src/endpoint/store/store.ts'
import { breakEachCall, breaker, BREAKS, guarded } from '../failures.ts'
import { expectOrderAfterHammering } from '../hammer.ts'
import { bench, CANARY, newSecret, signal, slug, standIn } from '../harness.ts'
import { hasRedis, sayWithoutRedis, startRedis, type RedisServer } from './redisServer.ts'
import {
  allAccounts,
  buildServer,
  send,
  sendLink,
  startJazz,
  startServer,
  type Program,
  type ServerProcess,
} from './servers.ts'

sayWithoutRedis('the tests of several servers over one Redis')

describe.skipIf(!hasRedis)('over one Redis', () => {
  let redis: RedisServer
  const opened: Storage[] = []

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(async () => {
    await Promise.all(opened.map((storage) => storage.dispose()))
    await redis.dispose()
  })
  beforeEach(async () => {
    await redis.client.flushall()
  })

  const storage = (base?: string): Storage => {
    const made = createStorage({
      driver: redisDriver({ url: redis.url, ...(base !== undefined && { base }) }),
    })
    opened.push(made)
    return made
  }

  describe('two processes', () => {
    let program: Program
    const servers: ServerProcess[] = []
    const secret = newSecret()

    beforeAll(async () => {
      program = await buildServer()
    }, 60_000)
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.kill()))
      program.dispose()
    })

    const start = async (env: Record<string, string>) => {
      const pair = await Promise.all(
        [1, 2].map(() => startServer(program, { REDIS_URL: redis.url, SECRET: secret, ...env })),
      )
      servers.push(...pair)
      return pair.map(({ url }) => url)
    }

    test('500 parallel requests with 50 keys give 50 accounts and 50 provider calls', async () => {
      const jazz = await startJazz(() => 50 + Math.random() * 100)
      const urls = await start({ JAZZ: jazz.url })
      const presses = Array.from({ length: 50 }, (_, index) => ({
        key: randomUUID(),
        apiKey: `${CANARY}-${index}`,
      }))
      const answers = await Promise.all(
        Array.from({ length: 500 }, async (_, index) => {
          const { key, apiKey } = presses[index % 50]!
          const url = urls[Math.floor(index / 50) % 2]!
          let answer = await sendLink(url, apiKey, key)
          // A machine that is busy elsewhere: a twin that takes long is to be asked about again, as the widget does.
          for (let tries = 0; tries < 3 && slug(answer) === 'in-progress'; tries += 1) {
            await new Promise((done) => setTimeout(done, 1000))
            answer = await sendLink(url, apiKey, key)
          }
          return { key, answer }
        }),
      )
      const ids = new Map<string, Set<string>>()
      for (const { key, answer } of answers) {
        expect([answer.status, slug(answer)]).toEqual([200, 'linked'])
        ids.set(key, (ids.get(key) ?? new Set()).add(answer.body.account.id))
      }
      expect([...ids.values()].map(({ size }) => size)).toEqual(Array(50).fill(1))
      const accounts = await allAccounts(urls[1]!)
      expect(new Set(accounts.map(({ id }) => id)).size).toBe(50)
      expect(accounts).toHaveLength(50)
      expect([jazz.calls.size, jazz.total()]).toEqual([50, 50])
      await jazz.dispose()
    }, 60_000)

    test('count one limit together', async () => {
      const jazz = await startJazz(() => 0)
      const urls = await start({ JAZZ: jazz.url, LIMIT: '20' })
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => send(urls[index % 2]!, { op: 'accounts' })),
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
      const refused = answers.filter(({ status }) => status === 429)
      expect(refused).toHaveLength(30)
      for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      await jazz.dispose()
    }, 30_000)

    test('keep every account through a restart of Redis', async () => {
      const jazz = await startJazz(() => 5)
      const urls = await start({ JAZZ: jazz.url })
      const presses = Array.from({ length: 40 }, (_, index) => ({ key: randomUUID(), apiKey: `k-${index}` }))
      const outcomes = presses.map(async ({ key, apiKey }, index) => {
        await new Promise((done) => setTimeout(done, index * 50))
        for (let attempt = 0; attempt < 60; attempt += 1) {
          const answer = await sendLink(urls[index % 2]!, apiKey, key)
          if (answer.status === 200) return answer.body.account.id
          expect(['server', 'in-progress']).toContain(slug(answer))
          await new Promise((done) => setTimeout(done, 1000))
        }
        throw new Error('never linked')
      })
      await new Promise((done) => setTimeout(done, 700))
      await redis.stop()
      await new Promise((done) => setTimeout(done, 1500))
      await redis.start()
      const ids = await Promise.all(outcomes)
      expect(new Set(ids).size).toBe(40)
      expect((await allAccounts(urls[0]!)).map(({ id }) => id).sort()).toEqual([...ids].sort())
      await jazz.dispose()
    }, 120_000)
  })

  test('a session links once, whichever server it is shown to', async () => {
    const options = { linkPage: 'https://link.example/', owner: () => null, secrets: [newSecret()] }
    const servers = [
      bench({ ...options, storage: storage() }),
      bench({ ...options, storage: storage() }),
    ] as const
    const { token } = await servers[0].createSession({ owner: 'org_1', provider: 'jazzhr' })
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        servers[index % 2]!.post(
          { op: 'link', provider: 'jazzhr', fields: { apiKey: `k-${index}` } },
          { authorization: `Bearer ${token}` },
        ),
      ),
    )
    expect(answers.map(slug).sort()).toEqual(['linked', ...Array<string>(7).fill('session-expired')])
  })

  test('the same credential sent to two servers at once is one account', async () => {
    const secrets = [newSecret()]
    const servers = [bench({ secrets, storage: storage() }), bench({ secrets, storage: storage() })] as const
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => servers[index % 2]!.link()))
    expect(answers.map(slug).sort()).toEqual([...Array<string>(7).fill('already-linked'), 'linked'])
    expect((await servers[0].post({ op: 'accounts' })).body.accounts).toHaveLength(1)
  })

  test('a twin on the other server waits, and is told to come back when it takes long', async () => {
    const secrets = [newSecret()]
    const [asked, answer] = [signal(), signal()]
    const jazz = standIn(async () => {
      asked.give()
      await answer.given
      return undefined
    })
    const servers = [
      bench({ secrets, jazz, storage: storage() }),
      bench({ secrets, jazz, storage: storage() }),
    ] as const
    const key = randomUUID()
    const first = servers[0].link(CANARY, {}, key)
    await asked.given
    const [lease] = await redis.client.keys('*:requests:*:lease')
    const left = await redis.client.pttl(lease!)
    expect(left).toBeGreaterThan(20_000)
    expect(left).toBeLessThanOrEqual(30_000)
    const twin = await servers[1].link(CANARY, {}, key)
    expect([slug(twin), Number(twin.headers.get('retry-after')) > 0]).toEqual(['in-progress', true])
    expect(slug(await servers[1].link('other', {}, key))).toBe('idempotency-mismatch')
    const waiting = servers[1].link(CANARY, {}, key)
    answer.give()
    expect((await waiting).body).toEqual((await first).body)
    expect(jazz.keys).toHaveLength(1)
  })

  test('reseal finds every owner', async () => {
    const [old, newest] = [newSecret(), newSecret()]
    const before = bench({ storage: storage(), secrets: [old] })
    for (const owner of ['a', 'b', 'c'])
      await before.post({ op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } }, { 'x-owner': owner })
    expect(await bench({ storage: storage(), secrets: [newest, old] }).reseal()).toEqual({
      resealed: 3,
      failed: 0,
    })
  })

  test('the key is nowhere in the dump', async () => {
    const endpoint = bench({
      storage: storage(),
      jazz: standIn((key) => (key.includes('bad') ? new Response('', { status: 401 }) : undefined)),
    })
    await endpoint.link()
    await endpoint.link(`${CANARY}-bad`)
    await endpoint.link()
    const dump = await redis.dump()
    expect(dump).toContain('hub-link')
    expect(dump).not.toContain(CANARY)
    expect(dump).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 24))
  })

  test.each(BREAKS)('$name, broken $when each command in turn', async ({ flow, when }) => {
    const driver = redisDriver({ url: redis.url }) as Required<Driver<RedisOptions, Redis>>
    const client = driver.getInstance()
    const { guard, ...control } = breaker()
    const breakable = createStorage({
      driver: {
        ...guarded(driver as Required<Driver>, guard),
        getInstance: () => ({ eval: guard(client.eval.bind(client)) }),
      } as unknown as Driver,
    })
    opened.push(breakable)
    const make = async () => {
      await redis.client.flushall()
      return { storage: breakable, ...control }
    }
    expect(await breakEachCall(flow, make, when)).toBeGreaterThan(2)
  })

  test('kept results and used sessions end by themselves, accounts do not', async () => {
    const endpoint = bench({
      storage: storage(),
      linkPage: 'https://link.example/',
      owner: () => null,
      limit: { requests: 9, seconds: 60 },
    })
    const { token } = await endpoint.createSession({ owner: 'org_1', provider: 'jazzhr' })
    await endpoint.post(
      { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } },
      { authorization: `Bearer ${token}` },
    )
    const hours: Record<string, number> = {}
    for (const key of await redis.client.keys('*'))
      hours[key.split(':')[1]!] = Math.ceil(Math.max(0, await redis.client.ttl(key)) / 3600)
    const [forEver, day] = [0, 24]
    expect(hours).toEqual({
      accounts: forEver,
      list: forEver,
      marks: forEver,
      owner: forEver,
      owners: forEver,
      requests: day,
      // A day more than the token is good for.
      sessions: 5 * day + day,
      limit: 1,
    })
  })

  test.each([
    ['a base of the driver', /^my:app:hub-link:[a-z]/, () => storage('my:app')],
    ['a base that ends in a colon', /^my:app:hub-link:[a-z]/, () => storage('my:app:')],
    [
      'a mount',
      /^m:(?!hub-link)[a-z]/,
      () => createStorage().mount('hub-link', redisDriver({ url: redis.url, base: 'm' })),
    ],
  ])('lies under %s alone', async (_, place, make) => {
    const under = make()
    opened.push(under)
    const endpoint = bench({ storage: under, shared: true, limit: { requests: 9, seconds: 60 } })
    const { body } = await endpoint.link()
    const keys = await redis.client.keys('*')
    expect(keys.every((key) => place.test(key))).toBe(true)
    expect((await endpoint.post({ op: 'accounts' })).body.accounts.map(({ id }) => id)).toEqual([
      body.account.id,
    ])
    await endpoint.post({ op: 'unlink', account: body.account.id })
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
  })

  test('a cluster serves too: no command touches keys of two slots', async () => {
    const node = await startRedis({ cluster: true })
    const { hostname, port } = new URL(node.url)
    const clustered = createStorage({
      driver: redisDriver({ cluster: [{ host: hostname, port: Number(port) }] }),
    })
    onTestFinished(async () => {
      await clustered.dispose()
      await node.dispose()
    })
    const [old, newest] = [newSecret(), newSecret()]
    const endpoint = bench({ storage: clustered, shared: true, secrets: [old] })
    const made = await Promise.all(['1', '2', '3', '4', '5'].map((apiKey) => endpoint.link(apiKey)))
    expect(made.map(slug)).toEqual(Array(5).fill('linked'))
    const [first, second] = made.map(({ body }) => body.account.id)
    expect(slug(await endpoint.link('6', { account: first }))).toBe('linked')
    expect(slug(await endpoint.post({ op: 'unlink', account: second }))).toBe('unlinked')
    const after = bench({ storage: clustered, shared: true, secrets: [newest, old] })
    expect(await after.reseal()).toEqual({ resealed: 4, failed: 0 })
    const { accounts } = (await after.post({ op: 'accounts' })).body
    expect(accounts.map(({ state }) => state)).toEqual(Array(4).fill('active'))
    // Nor did any look through all keys.
    const commands = await node.client.info('commandstats')
    expect(commands).toContain('cmdstat_eval:')
    expect(commands).not.toMatch(/cmdstat_(scan|keys):/)
  })

  test('many hands on the same accounts at once leave each credential in one account at most', async () => {
    await expectOrderAfterHammering(storage)
  })

  test('a Redis that is mounted elsewhere does not count as shared', () => {
    const elsewhere = createStorage({ driver: memory() }).mount('other', redisDriver({ url: redis.url }))
    opened.push(elsewhere)
    expect(() => createStore(elsewhere, true, Date.now)).toThrow(/storage-not-shared/)
    expect(() => createStore(prefixStorage<StorageValue>(elsewhere, 'p'), true, Date.now)).toThrow(
      /storage-not-shared/,
    )
  })

  test('a list is a list, whatever is added, dropped and paged', async () => {
    const store = createStore(storage(), true, Date.now)
    const steps = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant('append' as const) },
        { weight: 1, arbitrary: fc.nat(99).map((drop) => ({ drop })) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }).map((page) => ({ page })) },
      ),
      { maxLength: 60 },
    )
    let run = 0
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const name = `test:${(run += 1)}`
        let model: ListEntry[] = []
        let made = 0
        for (const step of list) {
          if (step === 'append') {
            const id = `id${(made += 1)}`
            const position = await store.append(name, id)
            expect(await store.append(name, id)).toBe(position)
            model.push({ id, position })
          } else if ('drop' in step) {
            const entry = model[step.drop % Math.max(1, model.length)]
            if (!entry) continue
            await store.drop(name, entry)
            model = model.filter((other) => other !== entry)
          } else {
            const first = await store.page(name, step.page)
            const second = await store.page(name, step.page, first.at(-1)?.position ?? 0)
            const newest = [...model].reverse()
            expect(first).toEqual(newest.slice(0, step.page))
            expect(second).toEqual(newest.slice(step.page, step.page * 2))
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  test('a window is as long as it was asked, from its first request on', async () => {
    const store = createStore(storage(), true, Date.now)
    const near = async (count: number, seconds: number) => {
      const window = await store.count('w', 60)
      expect(window.count).toBe(count)
      expect(window.resetIn).toBeLessThanOrEqual(seconds)
      expect(window.resetIn).toBeGreaterThan(seconds - 10)
      expect(Math.abs((await redis.client.pttl('w')) / 1000 - window.resetIn)).toBeLessThan(10)
    }
    await near(1, 60)
    await redis.client.pexpire('w', 20_000)
    await near(2, 20)
    // One that would never end: a restore of the storage, say, that lost its time.
    await redis.client.persist('w')
    await near(3, 60)
  })

  test('a lease is one holder’s until it is given back or ends', async () => {
    const store = createStore(storage(), true, Date.now)
    expect(await Promise.all(['a', 'b', 'c'].map((token) => store.take('l', token, 200)))).toEqual([
      'a',
      'a',
      'a',
    ])
    await store.release('l', 'b')
    expect(await store.take('l', 'b', 200)).toBe('a')
    await store.release('l', 'a')
    expect(await store.take('l', 'b', 100)).toBe('b')
    await new Promise((done) => setTimeout(done, 150))
    expect(await store.take('l', 'c', 5_000)).toBe('c')
    // Taken again it lasts longer: the holder still works.
    expect(await store.take('l', 'c', 60_000)).toBe('c')
    expect(await redis.client.pttl('l')).toBeGreaterThan(30_000)
  })
})
