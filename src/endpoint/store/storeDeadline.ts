/**
 * A store whose every answer comes in time: a storage that hangs is a failure that a client can retry.
 */
import type { Store } from './store.ts'

// Well within the widget's 30 s, so that it hears `server` and not silence.
const DEADLINE_MS = 10_000

/** Thrown when the storage did not answer. What was asked may still happen. */
class StorageTimeoutError extends Error {
  override readonly name = 'StorageTimeoutError'
  readonly code = 'storage-timeout'
}

/** Rejects after ten seconds, whatever the work does then. */
export async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new StorageTimeoutError('the storage did not answer in 10 s')),
      DEADLINE_MS,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The same store under the deadline. */
export const withStoreDeadline = (store: Store): Store => ({
  get: (...args) => inTime(store.get(...args)),
  getMany: (...args) => inTime(store.getMany(...args)),
  set: (...args) => inTime(store.set(...args)),
  remove: (...args) => inTime(store.remove(...args)),
  take: async (key, token, ms) => {
    try {
      return await inTime(store.take(key, token, ms))
    } catch (error) {
      // It may be ours all the same: nobody should wait until it ends.
      void store.release(key, token).catch(() => undefined)
      throw error
    }
  },
  release: (...args) => inTime(store.release(...args)),
  count: (...args) => inTime(store.count(...args)),
  append: (...args) => inTime(store.append(...args)),
  drop: (...args) => inTime(store.drop(...args)),
  page: (...args) => inTime(store.page(...args)),
})
