/**
 * Values in an unstorage storage, with the failures that some drivers keep to themselves: a write that is dropped
 * because the driver only reads, an error handed out as a value, a file that could not be removed.
 */
import type { Driver, Storage } from 'unstorage'

/** What a driver may make of one write. */
export interface WriteOptions {
  readonly ttl?: number
  readonly durable: boolean
}

/** Plain reads and writes that succeed or throw. */
export interface Values {
  get(key: string): Promise<unknown>
  getMany(keys: readonly string[]): Promise<readonly unknown[]>
  set(key: string, value: object, options: WriteOptions): Promise<void>
  remove(key: string, options: WriteOptions): Promise<void>
}

/** Thrown when the storage says nothing and does nothing. */
class QuietStorageError extends Error {
  override readonly name = 'QuietStorageError'
  constructor(readonly code: 'storage-read-only' | 'storage-kept') {
    super(code === 'storage-read-only' ? 'the storage only reads' : 'the storage did not remove a value')
  }
}

/** Drivers that keep values in the folder `options.base`. */
export const FILE_DRIVERS: readonly (string | undefined)[] = ['file', 'fs', 'fs-lite']

const readsOnly = ({ name, options, setItem, removeItem }: Driver): boolean =>
  name === 'null' ||
  !setItem ||
  !removeItem ||
  (options as { readOnly?: boolean } | undefined)?.readOnly === true

const thrown = (value: unknown): unknown => {
  if (value instanceof Error) throw value
  return value
}

export function createValues(storage: Storage, driver: Driver): Values {
  const checkWritable = (): void => {
    if (readsOnly(driver)) throw new QuietStorageError('storage-read-only')
  }
  return {
    get: async (key) => thrown(await storage.getItem<unknown>(key)),
    getMany: async (keys) => {
      if (keys.length === 0) return []
      const found = await storage.getItems([...keys])
      return found.map(({ value }) => thrown(value))
    },
    set: async (key, value, options) => {
      checkWritable()
      await storage.setItem(key, value, options)
    },
    remove: async (key, options) => {
      checkWritable()
      await storage.removeItem(key, options)
      // A folder tells at once; elsewhere a look may be answered from a cache.
      if (FILE_DRIVERS.includes(driver.name) && (await storage.hasItem(key)))
        throw new QuietStorageError('storage-kept')
    },
  }
}
