/**
 * The store over Redis: values through unstorage's redis driver, the atomic parts as scripts on its own connection.
 * Every command touches one key, so that a cluster works too.
 */
import type { Driver, Storage } from 'unstorage'

import type { ListEntry, Store } from './store.ts'

/** The one command that is used of ioredis. */
interface RedisClient {
  eval(script: string, keyCount: number, ...args: (string | number)[]): Promise<unknown>
}

/** What unstorage mounts where. */
interface Mount {
  readonly driver: Driver
  readonly base: string
}

const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return holder end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]`

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const COUNT = `
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { count, left }`

const APPEND = `
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
if known then return tonumber(known) end
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local position = (tonumber(last[2]) or 0) + 1
redis.call('ZADD', KEYS[1], position, ARGV[1])
return position`

const DROP = `return redis.call('ZREM', KEYS[1], ARGV[1])`

const PAGE = `return redis.call('ZREVRANGEBYSCORE', KEYS[1], ARGV[1], '-inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])`

/** The driver's own connection, when it is unstorage's redis driver. */
export function redisClientOf(driver: Driver): RedisClient | undefined {
  if (driver.name !== 'redis') return undefined
  const client: unknown = driver.getInstance?.()
  return typeof client === 'object' && client !== null && 'eval' in client
    ? (client as RedisClient)
    : undefined
}

/** Where unstorage's redis driver puts a key: without the mount's part, with the driver's own `base`. */
const placeKeys = ({ driver, base: mount }: Mount): ((key: string) => string) => {
  const { base } = (driver.options ?? {}) as { base?: string }
  const prefix = (base ?? '').replace(/:$/, '')
  return (key) => (prefix === '' ? '' : `${prefix}:`) + key.slice(mount.length)
}

/** A store that holds over all servers on one Redis. */
export function createRedisStore(storage: Storage, mount: Mount, client: RedisClient): Store {
  const place = placeKeys(mount)
  const run = (script: string, key: string, ...args: (string | number)[]) =>
    client.eval(script, 1, place(key), ...args)
  return {
    get: (key) => storage.getItem<unknown>(key),
    // All on their way at once. `getItems` would be one command over the slots of a cluster.
    getMany: (keys) => Promise.all(keys.map((key) => storage.getItem<unknown>(key))),
    set: (key, value, { ttl } = {}) => storage.setItem(key, value, ttl === undefined ? {} : { ttl }),
    remove: (key) => storage.removeItem(key),
    take: async (key, token, ms) => String(await run(TAKE, key, token, ms)),
    release: async (key, token) => {
      await run(RELEASE, key, token)
    },
    count: async (key, seconds) => {
      const [count = 0, left = 0] = (await run(COUNT, key, seconds * 1000)) as number[]
      return { count, resetIn: left / 1000 }
    },
    append: async (list, id) => Number(await run(APPEND, list, id)),
    drop: async (list, { id }) => {
      await run(DROP, list, id)
    },
    page: async (list, count, before) => {
      const flat = (await run(PAGE, list, before === undefined ? '+inf' : `(${before}`, count)) as string[]
      const entries: ListEntry[] = []
      for (let at = 0; at < flat.length; at += 2)
        entries.push({ id: flat[at] ?? '', position: Number(flat[at + 1]) })
      return entries
    },
  }
}
