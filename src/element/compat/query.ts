/**
 * The part of @tanstack/react-query that the widget calls, for the script alone: the build puts this in its place, as
 * a page of code does for React. `test/browser/poll.test.tsx` holds both to the same polling, the walks through the built
 * script to the rest.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { useLatest } from '../../react/hooks/useLatest.ts'

interface FetchOptions<Data> {
  readonly queryKey: readonly unknown[]
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<Data>
}

const keyOf = (key: readonly unknown[]): string => JSON.stringify(key)

/** Keeps what was fetched ahead, for as long as it is asked to, and nothing else. */
export class QueryClient {
  readonly #ahead = new Map<string, Promise<unknown>>()

  mount(): void {
    return undefined
  }

  unmount(): void {
    return undefined
  }

  /** Fetches before anybody asks. `gcTime` in milliseconds. */
  query<Data>({
    queryKey,
    queryFn,
    gcTime,
  }: FetchOptions<Data> & { readonly gcTime: number }): Promise<unknown> {
    const key = keyOf(queryKey)
    const known = this.#ahead.get(key)
    if (known) return known
    const promise = queryFn({ signal: new AbortController().signal })
    const forget = (): void => void this.#ahead.delete(key)
    this.#ahead.set(key, promise)
    promise.catch(forget)
    setTimeout(forget, gcTime)
    return promise
  }

  /** What was fetched ahead under a key, or is on its way. */
  ahead(key: string): Promise<unknown> | undefined {
    return this.#ahead.get(key)
  }
}

/** What one key has come to. */
interface Result<Data> {
  readonly key: string
  readonly data: Data | undefined
  readonly error: unknown
}

// As own properties: a page may add to `Object.prototype`, and an inherited error would be told.
const NOTHING = { data: undefined, error: undefined }

/** Fetches when the key changes, online or not. `refetch` gives up the fetch that is under way. */
export function useQuery<Data>(
  options: FetchOptions<Data> & { readonly enabled: boolean },
  client: QueryClient,
): {
  readonly data: Data | undefined
  readonly error: unknown
  readonly refetch: () => Promise<void>
} {
  const { queryKey, enabled } = options
  const key = keyOf(queryKey)
  const latest = useLatest(options)
  const running = useRef<AbortController>(undefined)
  const [result, setResult] = useState<Result<Data>>({ key, ...NOTHING })

  const refetch = useCallback(async (): Promise<void> => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    // An error gives way to the new try; data stays until there is newer.
    setResult((now) => (now.key === key && now.data !== undefined ? now : { key, ...NOTHING }))
    const next: Result<Data> = await (
      (client.ahead(key) as Promise<Data> | undefined) ?? latest.current.queryFn(controller)
    ).then(
      (data) => ({ key, data, error: undefined }),
      (error: unknown) => ({ key, data: undefined, error }),
    )
    if (running.current === controller)
      setResult((now) => (next.error === undefined || now.data === undefined ? next : now))
  }, [client, key, latest])

  useEffect(() => {
    if (!enabled) return
    void refetch()
    return () => {
      running.current?.abort()
      running.current = undefined
    }
  }, [enabled, refetch])

  const { data, error } = result.key === key ? result : NOTHING
  return { data, error, refetch }
}

interface PollOptions {
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<unknown>
  /** Milliseconds from one answer to the next question. */
  readonly refetchInterval: () => number | false
}

/** Asks again after each answer; at once when the page comes back online, or `refetch` is called. */
export class QueryObserver {
  readonly #options: PollOptions
  #running: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(_client: QueryClient, options: PollOptions) {
    this.#options = options
  }

  subscribe(_listener: () => void): () => void {
    const signals = new AbortController()
    const goOn = (): void => {
      if (!this.#running) void this.refetch()
    }
    window.addEventListener('online', goOn, signals)
    this.#wait()
    return () => {
      signals.abort()
      this.#giveUp()
    }
  }

  /** Gives up the question that is under way. Offline none is asked. */
  async refetch(): Promise<void> {
    this.#giveUp()
    if (navigator.onLine) {
      const controller = new AbortController()
      this.#running = controller
      await this.#options.queryFn(controller)
      if (this.#running !== controller) return
      this.#running = undefined
    }
    this.#wait()
  }

  #giveUp(): void {
    clearTimeout(this.#timer)
    this.#running?.abort()
    this.#running = undefined
  }

  #wait(): void {
    const pause = this.#options.refetchInterval()
    if (pause) this.#timer = setTimeout(() => void this.refetch(), pause)
  }
}
