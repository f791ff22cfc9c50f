/**
 * A store whose every answer comes in time: a storage that hangs is a failure that a client can retry.
 */
import { inTime } from '../inTime.ts'
import type { Store } from './store.ts'

/** Thrown when the storage did not answer. What was asked may still happen. */
class StorageTimeoutError extends Error {
  override readonly name = 'StorageTimeoutError'
  readonly code = 'storage-timeout'
}

/** Rejects after `ms`, ten seconds by default, whatever the storage does then. */
export const storedInTime = <Result>(work: Promise<Result>, ms = 10_000): Promise<Result> =>
  inTime(work, () => new StorageTimeoutError(`the storage did not answer in ${ms / 1000} s`), ms)

/** The same store under the deadline. */
export const withStoreDeadline = (store: Store): Store => ({
  get: (...args) => storedInTime(store.get(...args)),
  getMany: (...args) => storedInTime(store.getMany(...args)),
  set: (...args) => storedInTime(store.set(...args)),
  remove: (...args) => storedInTime(store.remove(...args)),
  take: async (key, token, ms) => {
    try {
      return await storedInTime(store.take(key, token, ms))
    } catch (error) {
      // It may be ours all the same: nobody should wait until it ends.
      void store.release(key, token).catch(() => undefined)
      throw error
    }
  },
  release: (...args) => storedInTime(store.release(...args)),
  count: (...args) => storedInTime(store.count(...args)),
  append: (...args) => storedInTime(store.append(...args)),
  drop: (...args) => storedInTime(store.drop(...args)),
  page: (...args) => storedInTime(store.page(...args)),
})
