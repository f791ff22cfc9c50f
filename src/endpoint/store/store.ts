/**
 * What the endpoint asks of a storage: values by key, leases and counters that are atomic for all who share it,
 * and ordered lists that page. `redisStore` gives them over several servers, `localStore` within one process.
 */

import { randomId } from '../bytes.ts'

/** An entry of a list. Positions grow; they are unique in their list. */
export interface ListEntry {
  readonly position: number
  readonly id: string
}

/** How long a value stays, and how surely. */
export interface SetOptions {
  /** Seconds; without it the value stays. */
  readonly ttl?: number
  /**
   * Whether the value must outlive a power cut where the driver can see to it (`fileDriver`).
   * By default what stays must, and what ends need not.
   */
  readonly durable?: boolean
}

/** Storage with the atomic parts that unstorage leaves out. Values are JSON. */
export interface Store {
  /** `null` when there is none; anything at all when the record was damaged. */
  get(key: string): Promise<unknown>
  getMany(keys: readonly string[]): Promise<readonly unknown[]>
  set(key: string, value: object, options?: SetOptions): Promise<void>
  remove(key: string): Promise<void>
  /**
   * Takes the lease for `token` unless another holds it; answers who holds it now. Ends by itself `ms` after it was taken, or
   * taken again.
   */
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

// Short enough to wait out after a crash; whoever lives takes it again meanwhile.
const LOCK_MS = 10_000
const WAIT_MS = 5_000

/** How long to wait for a lock under which a provider is asked, in milliseconds: it has 20 s. */
export const PROVIDER_WAIT_MS = 25_000

/** Waits. */
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Runs `work` while nobody else holds `key`. Throws {@link LockBusyError} when it stays taken for `wait` milliseconds. */
export async function locked<Result>(
  store: Store,
  key: string,
  work: () => Promise<Result>,
  wait = WAIT_MS,
): Promise<Result> {
  const token = randomId()
  const giveUp = performance.now() + wait
  for (let rest = 2; (await store.take(key, token, LOCK_MS)) !== token; rest = Math.min(rest * 2, 100)) {
    if (performance.now() > giveUp) throw new LockBusyError(`busy: ${key}`)
    await pause(rest)
  }
  return holding(store, { key, token, ms: LOCK_MS }, work)
}

/**
 * Runs `work` under a lease that `token` has taken for `ms`, and gives it back. One that cannot be given back at the second try
 * ends by itself: that changes nothing of what was done.
 */
export async function holding<Result>(
  store: Store,
  { key, token, ms }: { readonly key: string; readonly token: string; readonly ms: number },
  work: () => Promise<Result>,
): Promise<Result> {
  // On a storage that takes seconds for each call the work outlasts any lease that is short enough to wait out after a crash.
  const extending = setInterval(() => void store.take(key, token, ms).catch(() => undefined), ms / 3)
  const again = () => void store.release(key, token).catch(() => undefined)
  const release = () => {
    clearInterval(extending)
    return store.release(key, token).catch(again)
  }
  try {
    const result = await work()
    await release()
    return result
  } catch (error) {
    // Not waited for: where the storage hangs, each lease would hold up the failure once more.
    void release()
    throw error
  }
}

/** Runs `work` while nobody else holds any of the keys. They are taken in one order, so that two cannot wait for each other. */
export const lockedAll = <Result>(
  store: Store,
  keys: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> => [...keys].sort().reduceRight((inner, key) => () => locked(store, key, inner), work)()
