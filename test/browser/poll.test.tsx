/** Polling by React Query, and by what the script has in its place: both ask alike. */
import * as query from '@tanstack/react-query'
import { beforeEach, describe, expect, test, vi } from 'vitest'

import * as standIn from '../../src/element/compat/query.ts'

/** The part that both have. */
interface Library {
  readonly QueryClient: new () => { mount(): void; unmount(): void }
  readonly QueryObserver: new (
    client: never,
    options: object,
  ) => { subscribe(listener: () => void): () => void; refetch(): Promise<unknown> }
}

describe.each([
  ['React Query', query as unknown as Library],
  ['the script', standIn as unknown as Library],
])('%s', (_name, { QueryClient, QueryObserver }) => {
  /** Signals of what was asked, and how to answer the last. */
  let asked: AbortSignal[]
  let answer: () => void
  let interval: number | false

  beforeEach(() => {
    vi.useFakeTimers()
    asked = []
    interval = 1000
  })

  function poll() {
    const client = new QueryClient()
    client.mount()
    const observer = new QueryObserver(client as never, {
      queryKey: ['status'],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        asked.push(signal)
        return new Promise((resolve) => (answer = () => resolve(null)))
      },
      initialData: null,
      staleTime: Infinity,
      refetchInterval: () => interval,
      refetchIntervalInBackground: true,
      refetchOnReconnect: 'always',
    })
    const stop = observer.subscribe(() => undefined)
    return {
      hurry: () => void observer.refetch(),
      stop: () => {
        stop()
        client.unmount()
      },
    }
  }
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  const aborted = () => asked.map((signal) => signal.aborted)

  test('waits its turn, then asks again after each answer', async () => {
    const { stop } = poll()
    await pass(900)
    expect(asked).toHaveLength(0)
    await pass(200)
    expect(asked).toHaveLength(1)
    answer()
    await pass(900)
    expect(asked).toHaveLength(1)
    await pass(200)
    expect(asked).toHaveLength(2)
    stop()
  })

  test('takes the pause that the last answer brought', async () => {
    const { stop } = poll()
    await pass(1100)
    interval = 5000
    answer()
    await pass(4000)
    expect(asked).toHaveLength(1)
    await pass(1100)
    expect(asked).toHaveLength(2)
    stop()
  })

  test('can be hurried, which gives up what is under way', async () => {
    const { hurry, stop } = poll()
    hurry()
    await pass(0)
    expect(asked).toHaveLength(1)
    hurry()
    await pass(0)
    expect(aborted()).toEqual([true, false])
    answer()
    await pass(1100)
    expect(asked).toHaveLength(3)
    stop()
  })

  test('asks when the page is online again', async () => {
    const { stop } = poll()
    window.dispatchEvent(new Event('offline'))
    window.dispatchEvent(new Event('online'))
    await pass(0)
    expect(asked).toHaveLength(1)
    stop()
  })

  test('ends where there is nothing more to ask', async () => {
    const { stop } = poll()
    await pass(1100)
    interval = false
    answer()
    await pass(60_000)
    expect(asked).toHaveLength(1)
    stop()
  })

  test('stops for good, and gives up what is under way', async () => {
    const { stop } = poll()
    await pass(1100)
    stop()
    expect(aborted()).toEqual([true])
    answer()
    await pass(60_000)
    window.dispatchEvent(new Event('online'))
    await pass(0)
    expect(asked).toHaveLength(1)
  })
})
