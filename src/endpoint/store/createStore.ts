/**
 * Chooses the store for a storage: Redis where it can be shared by several servers, else one process.
 */
import type { Storage } from 'unstorage'

import { EndpointConfigError } from '../errors.ts'
import { ROOT } from '../keys.ts'
import { createLocalStore } from './localStore.ts'
import { createRedisStore, redisClientOf } from './redisStore.ts'
import type { Store } from './store.ts'

/** Drivers that make room by letting go of what was written before. */
const CACHES: readonly (string | undefined)[] = ['lru-cache', 'vercel-runtime-cache']

/**
 * The store. Throws `storage-missing`, `storage-unsupported` for a driver that lets everything end, or
 * `storage-not-shared` when `shared` is asked of a driver without an atomic claim.
 */
export function createStore(storage: Storage, shared: boolean, now: () => number): Store {
  if (typeof (storage as Partial<Storage> | undefined)?.getMount !== 'function')
    throw new EndpointConfigError(
      'storage-missing',
      'storage is not an unstorage storage.',
      'Accounts would be lost.',
      "Give storage: createStorage({ driver }) from 'unstorage'.",
    )
  const { driver, base } = storage.getMount(ROOT)
  const { ttl } = (driver.options ?? {}) as { ttl?: unknown }
  if (ttl !== undefined)
    throw new EndpointConfigError(
      'storage-unsupported',
      `The storage driver ${JSON.stringify(driver.name ?? 'unknown')} has a ttl.`,
      'Every account would vanish after it.',
      'Leave ttl out of the driver’s options: what may end is given a time of its own.',
    )
  if (CACHES.includes(driver.name))
    throw new EndpointConfigError(
      'storage-unsupported',
      `The storage driver ${JSON.stringify(driver.name)} is a cache.`,
      'Accounts would vanish when it needs their room.',
      'Use a driver that keeps what it is given: fileDriver, or one for Redis or a database.',
    )
  const client = redisClientOf(driver)
  if (client) return createRedisStore(storage, { driver, base }, client)
  if (!shared) return createLocalStore(storage, driver, ROOT, now)
  throw new EndpointConfigError(
    'storage-not-shared',
    `shared is true, but the storage driver ${JSON.stringify(driver.name ?? 'unknown')} has no atomic claim.`,
    'Two servers could link the same request twice, or lose an account.',
    "Use unstorage's redis driver (unstorage/drivers/redis), or run one process and leave shared out.",
  )
}
