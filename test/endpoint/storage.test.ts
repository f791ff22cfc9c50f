/**
 * The storages for one process: the list in pages, values that end, and files that are never torn.
 */
import {
  existsSync,
  mkdtempSync,
  promises,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStorage, type Driver, type Storage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { fileDriver } from '../../src/endpoint/index.ts'
import { accountListKey, tenantOf } from '../../src/endpoint/keys.ts'
import { createStore } from '../../src/endpoint/store/createStore.ts'
import { createLocalStore } from '../../src/endpoint/store/localStore.ts'
import type { ListEntry } from '../../src/endpoint/store/store.ts'
import { withStoreDeadline } from '../../src/endpoint/store/storeDeadline.ts'
import { expectOrderAfterHammering } from './hammer.ts'
import { bench, CANARY, elapse, slowly, slug } from './harness.ts'

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'link-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('a list in pages', () => {
  const local = () => {
    const driver = memory()
    return createLocalStore(createStorage({ driver }), driver, 'r', Date.now)
  }

  test('is a list: whatever is added, dropped and paged', async () => {
    const operations = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant('append' as const) },
        { weight: 2, arbitrary: fc.nat(400).map((at) => ({ drop: at })) },
        { weight: 1, arbitrary: fc.nat(300).map((size) => ({ page: size + 1 })) },
      ),
      { maxLength: 400, size: 'max' },
    )
    await fc.assert(
      fc.asyncProperty(operations, async (steps) => {
        const store = local()
        let model: ListEntry[] = []
        let made = 0
        for (const step of steps) {
          if (step === 'append') {
            const id = `id${(made += 1)}`
            const position = await store.append('list', id)
            expect(position).toBeGreaterThan(model.at(-1)?.position ?? -1)
            model.push({ id, position })
          } else if ('drop' in step) {
            const entry = model[step.drop % Math.max(1, model.length)]
            if (!entry) continue
            await store.drop('list', entry)
            model = model.filter((other) => other !== entry)
          } else {
            const seen: ListEntry[] = []
            for (let before: number | undefined; ;) {
              const page = await store.page('list', step.page, before)
              seen.push(...page)
              before = page.at(-1)?.position
              if (before === undefined) break
            }
            expect(seen).toEqual([...model].reverse())
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('loses nothing when many add at once', async () => {
    const store = local()
    await Promise.all(Array.from({ length: 300 }, (_, index) => store.append('list', `id${index}`)))
    const all = await store.page('list', 1000)
    expect(new Set(all.map(({ id }) => id)).size).toBe(300)
    expect(new Set(all.map(({ position }) => position)).size).toBe(300)
  })

  test('loses nothing when some come while others are on their way', async () => {
    const { getItem, ...driver } = memory()
    const slow: Driver = {
      ...driver,
      getItem: async (key) => {
        const found = await getItem(key)
        await new Promise((done) => setTimeout(done, 2))
        return found
      },
    }
    const store = createLocalStore(createStorage({ driver: slow }), slow, 'r', Date.now)
    const adding = Array.from({ length: 30 }, async (_, index) => {
      await new Promise((done) => setTimeout(done, index))
      return store.append('list', `id${index}`)
    })
    expect(new Set(await Promise.all(adding)).size).toBe(30)
    expect(await store.page('list', 100)).toHaveLength(30)
  })

  test('loses nothing on a storage that is slow, whoever gave up waiting for it', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const driver = memory()
    const storage = slowly(/^l:/, driver)
    const store = withStoreDeadline(createLocalStore(storage, driver, 'r', Date.now))
    const append = async (id: string, after: number) => {
      await new Promise((done) => setTimeout(done, after))
      return store.append('l', id).catch((error: unknown) => (error as { code?: unknown }).code)
    }
    const both = Promise.all([append('first', 0), append('second', 10_500)])
    expect((await elapse(both)).result).toContain('storage-timeout')
    await elapse(new Promise((done) => setTimeout(done, 20_000)))
    expect((await store.page('l', 9)).map(({ id }) => id)).toEqual(['second', 'first'])
  })

  const damages = [7, '', 'x', {}, [['x', 1]], [[0]], [null]]
  describe.each(['pages', '0'])('whose part %j is damaged', (part) => {
    test.each(damages)(
      'as %j is told and left as it is, and answers server until it is mended',
      async (damage) => {
        const endpoint = bench()
        await endpoint.link()
        const key = `${accountListKey(await tenantOf('org_1'))}:${part}`
        const whole = await endpoint.storage.getItem(key)
        await endpoint.storage.setItem(key, damage)
        const ask = async () => [
          slug(await endpoint.post({ op: 'accounts' })),
          slug(await endpoint.link('another')),
        ]
        expect(await ask()).toEqual(['server', 'server'])
        const told = endpoint.log.filter(({ error }) => error?.code === 'list-damaged')
        expect(told.map(({ error }) => error?.message?.split(' ')[0])).toEqual([key, key])
        await expect(endpoint.reseal()).rejects.toMatchObject({ code: 'list-damaged' })
        expect(await endpoint.storage.getItem(key)).toEqual(damage)
        await endpoint.storage.setItem(key, whole)
        expect(await ask()).toEqual(['accounts', 'linked'])
        expect((await endpoint.post({ op: 'accounts' })).body.accounts).toHaveLength(2)
      },
    )

    test.each(damages)('as %j, where it is that of what is to be swept, holds up nobody', async (damage) => {
      const endpoint = bench()
      await endpoint.link()
      expect(await endpoint.storage.hasItem(`hub-link:expiring:${part}`)).toBe(true)
      await endpoint.storage.setItem(`hub-link:expiring:${part}`, damage)
      expect(slug(await endpoint.link('another'))).toBe('linked')
    })
  })
})

describe('a value that ends', () => {
  const local = (driver = memory() as Driver, time = { now: 0 }) => {
    const storage = createStorage({ driver })
    return { storage, store: createLocalStore(storage, driver, 'r', () => time.now), time }
  }

  /** Another process finds what this one left, and sweeps it. What is then left of the keys that begin with `v:`. */
  const sweptElsewhere = async (left: Storage, now: number): Promise<readonly string[]> => {
    const { storage, store } = local(memory() as Driver, { now })
    for (const key of await left.getKeys()) await storage.setItem(key, await left.getItem(key))
    await store.set('new', {}, { ttl: 60 })
    await vi.waitFor(async () => expect(await storage.hasItem('v:dead')).toBe(false))
    return storage.getKeys('v')
  }

  test('is gone after its time, and swept from the storage, whatever lives before it', async () => {
    const { storage, store, time } = local()
    for (let index = 0; index < 150; index += 1) await store.set(`v:${index}`, { index }, { ttl: 3600 })
    for (let index = 150; index < 300; index += 1) await store.set(`v:${index}`, { index }, { ttl: 60 })
    await store.set('v:dead', {}, { ttl: 60 })
    expect(await store.get('v:200')).toEqual({ index: 200 })
    time.now = 61_000
    expect(await store.get('v:200')).toBeNull()
    expect(await store.getMany(['v:200', 'v:7'])).toEqual([null, { index: 7 }])
    const left = await sweptElsewhere(storage, time.now)
    expect(left.map((key) => Number(key.slice(2))).sort((a, b) => a - b)).toEqual([...Array(150).keys()])
  })

  test('is swept as often as it ends, and leaves no trace', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { storage, store, time } = local()
    for (let minute = 0; minute < 3; minute += 1) {
      await store.set('v:dead', {}, { ttl: 60 })
      await vi.advanceTimersByTimeAsync(61_000)
      time.now += 61_000
      await store.set(`tick:${minute}`, {}, { ttl: 3600 })
      await vi.advanceTimersByTimeAsync(1_000)
      const keys = await storage.getKeys()
      expect(keys).not.toContain('v:dead')
      for (const key of keys) expect(JSON.stringify(await storage.getItem(key))).not.toContain('v:dead')
    }
  })

  test('is swept in its time when it was still on its way to the storage as that was swept', async () => {
    const driver = memory() as Driver
    const setItem: Driver['setItem'] = async (key, value, options) => {
      if (key === 'v:dead') await new Promise((done) => setTimeout(done, 20))
      return driver.setItem?.(key, value, options)
    }
    const { storage, store } = local({ ...driver, setItem })
    // The first to end also starts the sweeping.
    await store.set('v:dead', {}, { ttl: 60 })
    await new Promise((done) => setTimeout(done, 20))
    expect(await store.get('v:dead')).toEqual({})
    expect(await sweptElsewhere(storage, 61_000)).toEqual([])
  })
})

describe('the file driver', () => {
  const values = () => {
    const base = folder()
    return { base, storage: createStorage({ driver: fileDriver({ base }) }) }
  }

  test('does what unstorage asks of a driver', async () => {
    const { base, storage } = values()
    expect(await storage.getItem('a:b')).toBeNull()
    expect(await storage.hasItem('a:b')).toBe(false)
    await storage.setItem('a:b', { x: 1 })
    await storage.setItem('a:c:d', 'text')
    await storage.setItem('e', [1])
    expect(await storage.getItem('a:b')).toEqual({ x: 1 })
    expect(await storage.hasItem('a:b')).toBe(true)
    expect(await storage.hasItem('a')).toBe(false)
    expect((await storage.getKeys()).sort()).toEqual(['a:b', 'a:c:d', 'e'])
    expect(await storage.getKeys('a')).toEqual(expect.arrayContaining(['a:b', 'a:c:d']))
    await storage.removeItem('a:b')
    await storage.removeItem('a:b')
    expect(await storage.getItem('a:b')).toBeNull()
    await storage.clear()
    expect(await storage.getKeys()).toEqual([])
    await storage.setItem('again', 1)
    expect(await createStorage({ driver: fileDriver({ base }) }).getItem('again')).toBe(1)
  })

  test('lets nobody else read', async () => {
    const { base, storage } = values()
    await storage.setItem('a:b', 1)
    expect(statSync(join(base, 'a', 'b')).mode & 0o777).toBe(0o600)
    for (const name of ['a', '.aside']) expect(statSync(join(base, name)).mode & 0o777).toBe(0o700)
  })

  test.each(['..', 'a:..:b', 'a/../../b', '/etc/x', 'a:', 'a\\b', 'a\0b', ''])(
    'refuses the key %j',
    async (key) => {
      const driver = fileDriver({ base: folder() })
      await expect(async () => driver.setItem!(key, 'x', {})).rejects.toThrow(TypeError)
    },
  )

  test('shows either the old or the new value to whoever reads while it writes', async () => {
    const { storage } = values()
    const [small, big] = ['s'.repeat(10), 'b'.repeat(2_000_000)]
    await storage.setItem('k', small)
    const writing = (async () => {
      for (let index = 0; index < 20; index += 1) await storage.setItem('k', index % 2 ? small : big)
    })()
    let reads = 0
    for (let done = false; !done; reads += 1) {
      done = await Promise.race([
        writing.then(() => true),
        new Promise<false>((r) => setTimeout(() => r(false), 1)),
      ])
      expect([small, big]).toContain(await storage.getItem('k'))
    }
    expect(reads).toBeGreaterThan(5)
  })

  test('leaves nothing aside, and removes what a killed process left there long ago', async () => {
    const { base, storage } = values()
    mkdirSync(join(base, '.aside'))
    writeFileSync(join(base, '.aside', 'old'), 'x')
    writeFileSync(join(base, '.aside', 'young'), 'x')
    utimesSync(join(base, '.aside', 'old'), 1, 1)
    await storage.setItem('k', 1)
    expect(readdirSync(join(base, '.aside'))).toEqual(['young'])
    expect(await storage.getKeys()).toEqual(['k'])
  })

  /** The names of what is flushed from now on; a folder's is its path below the base. */
  const flushes = (base: string): Set<string> => {
    const flushed = new Set<string>()
    const { open } = promises
    const spy = vi.spyOn(promises, 'open').mockImplementation(async (file, flags, mode) => {
      const handle = await open(file, flags, mode)
      const sync = handle.sync.bind(handle)
      handle.sync = () => {
        flushed.add(flags === 'wx' ? 'the file' : relative(base, String(file)))
        return sync()
      }
      return handle
    })
    onTestFinished(() => spy.mockRestore())
    return flushed
  }

  test.each([true, false])(
    'flushes a folder that it makes, for a value with durable: %s too',
    async (durable) => {
      const base = folder()
      const flushed = flushes(base)
      await fileDriver({ base }).setItem!('a:b:c', 'x', { durable })
      expect([...flushed].sort()).toEqual(durable ? ['', 'a', 'a/b', 'the file'] : ['', 'a'])
    },
  )

  test.each([true, false])('flushes a removal with durable: %s only if so', async (durable) => {
    const base = folder()
    const driver = fileDriver({ base })
    await driver.setItem!('a:b', 'x', {})
    const flushed = flushes(base)
    await driver.removeItem!('a:b', { durable })
    expect([...flushed]).toEqual(durable ? ['a'] : [])
  })

  test('tells what it cannot read or write from what is not there, and leaves nothing behind', async () => {
    const { base, storage } = values()
    await storage.setItem('a:b', 1)
    await expect(storage.getItem('a')).rejects.toThrow(/EISDIR/)
    await expect(storage.setItem('a', 2)).rejects.toThrow()
    expect(readdirSync(join(base, '.aside'))).toEqual([])
    expect(await storage.getItem('a:b:c')).toBeNull()
  })

  test('goes on once its folder can be made', async () => {
    const base = join(folder(), 'data')
    writeFileSync(base, 'in the way')
    const storage = createStorage({ driver: fileDriver({ base }) })
    await expect(storage.setItem('k', 1)).rejects.toThrow()
    rmSync(base)
    await storage.setItem('k', 2)
    expect(await storage.getItem('k')).toBe(2)
  })

  test('goes on when its folder is taken away', async () => {
    const { base, storage } = values()
    await storage.setItem('k', 1)
    rmSync(base, { recursive: true })
    await storage.setItem('k', 2)
    expect(await storage.getItem('k')).toBe(2)
  })
})

test('accounts on files survive a restart, and no file holds the key', async () => {
  const base = folder()
  const secrets = [Buffer.alloc(32, 5).toString('base64')]
  const start = () => bench({ secrets, storage: createStorage({ driver: fileDriver({ base }) }) })
  const { body } = await start().link()
  const again = start()
  expect((await again.post({ op: 'accounts' })).body.accounts).toHaveLength(1)
  expect(await again.credentials({ owner: 'org_1', account: body.account.id })).toEqual({ apiKey: CANARY })
  expect(slug(await again.link())).toBe('already-linked')
  const { execFileSync } = await import('node:child_process')
  expect(() => execFileSync('grep', ['-ra', CANARY, base])).toThrow()
  expect(existsSync(join(base, 'hub-link', 'accounts'))).toBe(true)
})

test('two file drivers on one folder are one storage', async () => {
  const base = folder()
  const secrets = [Buffer.alloc(32, 5).toString('base64')]
  const servers = [1, 2].map(() =>
    bench({ secrets, storage: createStorage({ driver: fileDriver({ base }) }) }),
  )
  const answers = await Promise.all(servers.map((server) => server.link()))
  expect(answers.map(slug).sort()).toEqual(['already-linked', 'linked'])
})

test('many hands on the same accounts at once leave each credential in one account at most', async () => {
  const storage = createStorage({ driver: memory() })
  await expectOrderAfterHammering(() => storage)
})

test('no operation looks through all keys', async () => {
  const getKeys = vi.fn<Driver['getKeys']>(() => [])
  const storage = createStorage({ driver: { ...memory(), getKeys } as Driver })
  const endpoint = bench({ storage, linkPage: 'https://link.example/' })
  const { body } = await endpoint.link()
  for (const op of ['accounts', 'status', 'cancel', 'invite', 'unlink'])
    await endpoint.post({
      op,
      ...(op === 'invite' && { provider: 'jazzhr' }),
      ...(op === 'unlink' && { account: body.account.id }),
      ...((op === 'status' || op === 'cancel') && { linkId: 'lnk_x' }),
    })
  await endpoint.reseal()
  expect(getKeys).not.toHaveBeenCalled()
})

describe('a driver that fails quietly', () => {
  test('because it hands out an error as an account lists none as missing', async () => {
    const { getItem, ...driver } = memory() as Driver
    const storage = createStorage({
      driver: {
        ...driver,
        getItem: (key, options) =>
          key.includes(':accounts:') && broken ? new Error('EIO') : getItem(key, options),
      },
    })
    let broken = false
    const endpoint = bench({ storage })
    await endpoint.link()
    broken = true
    expect(slug(await endpoint.post({ op: 'accounts' }))).toBe('server')
  })

  const quiet: [string, Partial<Driver>][] = [
    ['only reads, by its options', { options: { readOnly: true } }],
    ['only reads, by what it lacks', { setItem: undefined } as unknown as Partial<Driver>],
    ['removes nothing, by what it lacks', { removeItem: undefined } as unknown as Partial<Driver>],
    ['keeps nothing', { name: 'null' }],
    ['hands out errors as values', { getItem: () => new Error('EIO') }],
    ['leaves a file where it is', { name: 'fs', options: { base: 'x' }, removeItem: () => undefined }],
  ]
  test.each(quiet)('because it %s answers server, and says nothing that is not true', async (_, part) => {
    const driver = memory() as Driver
    const storage = createStorage({ driver })
    const secrets = [Buffer.alloc(32, 5).toString('base64')]
    const { body } = await bench({ storage, secrets }).link()
    const faulty = bench({ secrets, storage: createStorage({ driver: { ...driver, ...part } }) })
    const unlinked = await faulty.post({ op: 'unlink', account: body.account.id })
    expect([unlinked.status, slug(unlinked)]).toEqual([500, 'server'])
    const linked = await faulty.link('another')
    if (part.removeItem === undefined) expect([linked.status, slug(linked)]).toEqual([500, 'server'])
    expect(
      await bench({ storage, secrets }).credentials({ owner: 'org_1', account: body.account.id }),
    ).toEqual({
      apiKey: CANARY,
    })
  })
})

describe('a driver that only looks like Redis is for one process', () => {
  const evaluates = { eval: () => Promise.resolve('') }
  test.each<[string, Partial<Driver>]>([
    ['by its name', { name: 'redis' }],
    ['by its name, with a client of another kind', { name: 'redis', getInstance: () => ({}) }],
    ['by its name, with no client', { name: 'redis', getInstance: () => null }],
    ['by a client that runs scripts', { name: 'upstash', getInstance: () => evaluates }],
  ])('%s', async (_, part) => {
    const storage = createStorage({ driver: { ...memory(), ...part } as Driver })
    expect(() => createStore(storage, true, Date.now)).toThrow(/storage-not-shared/)
    expect(slug(await bench({ storage }).link())).toBe('linked')
  })
})
