/**
 * What the endpoint asks of a storage: values by key, leases and counters that are atomic for all who share it,
 * and ordered lists that page. `redisStore` gives them over several servers, `localStore` within one process.
 */

/** An entry of a list. Positions grow; they are unique in their list. */
export interface ListEntry {
  readonly position: number
  readonly id: string
}

/** Storage with the atomic parts that unstorage leaves out. Values are JSON. */
export interface Store {
  /** Whether leases, counters and lists hold over several servers. */
  readonly reach: 'process' | 'servers'
  /** `null` when there is none; anything at all when the record was damaged. */
  get(key: string): Promise<unknown>
  getMany(keys: readonly string[]): Promise<readonly unknown[]>
  /** `ttl` in seconds; without one the value stays. */
  set(key: string, value: object, ttl?: number): Promise<void>
  remove(key: string): Promise<void>
  /** Takes the lease for `token` unless somebody holds it; answers who holds it now. Ends by itself after `ms`. */
  take(key: string, token: string, ms: number): Promise<string>
  /** Gives a lease back. Nothing happens when it is no longer the token's. */
  release(key: string, token: string): Promise<void>
  /** Counts one more in the current window of `seconds`; `resetIn` in seconds. */
  count(key: string, seconds: number): Promise<{ readonly count: number; readonly resetIn: number }>
  /** Adds an id at the end of a list and answers its position. */
  append(list: string, id: string): Promise<number>
  drop(list: string, entry: ListEntry): Promise<void>
  /** Up to `count` entries before the position, the last first; from the end without one. */
  page(list: string, count: number, before?: number): Promise<readonly ListEntry[]>
}

/** Thrown when a lock stays taken; the request may come again. */
export class LockBusyError extends Error {
  override readonly name = 'LockBusyError'
}

const LOCK_MS = 30_000
const LOCK_WAIT_MS = 5_000

/** Waits. */
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Runs `work` while nobody else holds `key`. Throws {@link LockBusyError} after five seconds of waiting. */
export async function locked<Result>(
  store: Store,
  key: string,
  token: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const giveUp = performance.now() + LOCK_WAIT_MS
  for (let wait = 2; (await store.take(key, token, LOCK_MS)) !== token; wait = Math.min(wait * 2, 100)) {
    if (performance.now() > giveUp) throw new LockBusyError(`busy: ${key}`)
    await pause(wait)
  }
  try {
    return await work()
  } finally {
    await store.release(key, token)
  }
}
