/**
 * The part of @tanstack/react-query that the widget calls, for the script alone: the build puts this in its place, as
 * preact/compat stands in for React. A test runs both through the same cases.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

import { useLatest } from '../../react/useLatest.ts'

interface FetchOptions<Data> {
  readonly queryKey: readonly unknown[]
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<Data>
  /** `online`, the default, waits for a connection; `always` tries without one. */
  readonly networkMode?: 'online' | 'always'
}

interface QueryOptions<Data> extends FetchOptions<Data> {
  readonly enabled?: boolean
  readonly initialData?: Data
  /** Milliseconds. */
  readonly refetchInterval?: number
  readonly refetchOnWindowFocus?: 'always'
  readonly refetchOnReconnect?: 'always'
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

  clear(): void {
    this.#ahead.clear()
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
  readonly data?: Data | undefined
  readonly error?: unknown
}

/**
 * Fetches when the key changes, unless there is initial data; then at each interval, and where asked, whenever the page
 * is seen again or comes back online. `refetch` gives up the fetch that is under way.
 */
export function useQuery<Data>(
  options: QueryOptions<Data>,
  client: QueryClient,
): {
  readonly data: Data | undefined
  readonly error: unknown
  readonly isError: boolean
  readonly refetch: () => Promise<void>
} {
  const {
    queryKey,
    enabled = true,
    initialData,
    refetchInterval,
    refetchOnWindowFocus,
    refetchOnReconnect,
  } = options
  const key = keyOf(queryKey)
  const latest = useLatest(options)
  const running = useRef<AbortController>(undefined)
  const [result, setResult] = useState<Result<Data>>({ key, data: initialData })

  const refetch = useCallback(async (): Promise<void> => {
    running.current?.abort()
    running.current = undefined
    const { queryFn, networkMode } = latest.current
    if (networkMode !== 'always' && !navigator.onLine) return
    const controller = new AbortController()
    running.current = controller
    // An error gives way to the new try; data stays until there is newer.
    setResult((now) => (now.key === key && now.data !== undefined ? now : { key }))
    const { signal } = controller
    const next: Result<Data> = await (
      (client.ahead(key) as Promise<Data> | undefined) ?? queryFn({ signal })
    ).then(
      (data) => ({ key, data }),
      (error: unknown) => ({ key, error }),
    )
    if (running.current !== controller) return
    running.current = undefined
    setResult((now) => (next.error === undefined || now.data === undefined ? next : now))
  }, [client, key, latest])

  useEffect(() => {
    if (!enabled) return
    const goOn = (): void => {
      if (!running.current) void refetch()
    }
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') goOn()
    }
    const signals = new AbortController()
    const { signal } = signals
    if (latest.current.initialData === undefined) goOn()
    const timer = refetchInterval === undefined ? undefined : setInterval(goOn, refetchInterval)
    if (refetchOnWindowFocus) window.addEventListener('visibilitychange', onVisible, { signal })
    if (refetchOnReconnect) window.addEventListener('online', goOn, { signal })
    return () => {
      clearInterval(timer)
      signals.abort()
      running.current?.abort()
      running.current = undefined
    }
  }, [enabled, refetchInterval, refetchOnWindowFocus, refetchOnReconnect, latest, refetch])

  const { data, error } = result.key === key ? result : { data: initialData, error: undefined }
  return { data, error, isError: error !== undefined, refetch }
}
