/** The wait for the provider's yes: the poll that decides, and what hurries it. Loaded with the press. */
import { QueryClient, QueryObserver } from '@tanstack/react-query'

import { HINT_CHANNEL, isHint } from '../../core/hint.ts'
import type { LinkOutcome } from '../../core/link.ts'
import { PASSING } from '../../core/passing.ts'
import type { FlowStore } from '../flowStore.ts'
import type { ProviderWindow } from './providerWindow.ts'

const MAX_POLL_SECONDS = 60
const CLOSED_CHECK_MS = 1000

interface Watched {
  readonly store: FlowStore
  readonly provider: { readonly current: ProviderWindow | undefined }
  /** The callbacks of the last render. */
  readonly latest: {
    readonly current: {
      /** Asks the endpoint for the status of a link. Never rejects. */
      readonly poll: (linkId: string, signal: AbortSignal) => Promise<LinkOutcome>
      /** Called with what ends the wait or changes it. */
      readonly onOutcome: (attempt: number, outcome: LinkOutcome) => void
    }
  }
}

/** True for what the next poll may mend: the wait goes on. */
const mayMend = (outcome: LinkOutcome): boolean => !outcome.ok && PASSING.has(outcome.error.code)

/**
 * Polls while a link waits for the provider's yes, sooner when a message, the focus or a window that seems closed hints
 * that it has settled, and ends the wait where the endpoint cannot. Answers how to stop.
 */
export function watchLink({ store, provider, latest }: Watched): (() => void) | undefined {
  const state = store.get()
  if (state.name !== 'authorizing') return undefined
  const { linkId, attempt, expiresIn } = state

  const client = new QueryClient()
  client.mount()
  const observer = new QueryObserver(client, {
    queryKey: ['status'],
    queryFn: async ({ signal }) => {
      const outcome = await latest.current.poll(linkId, signal)
      if (!signal.aborted && !mayMend(outcome)) latest.current.onOutcome(attempt, outcome)
      return null
    },
    gcTime: 0,
    // The first poll waits its turn; then each follows the last. Offline they pause, and go on by themselves.
    initialData: null,
    staleTime: Infinity,
    refetchInterval: () => {
      const now = store.get()
      return now.name === 'authorizing' && 1000 * Math.min(Math.max(now.pollAfter, 1), MAX_POLL_SECONDS)
    },
    refetchIntervalInBackground: true,
    refetchOnReconnect: 'always',
  })
  const stop = observer.subscribe(() => undefined)
  const hurry = (): void => void observer.refetch()

  const onMessage = (event: MessageEvent): void => {
    // Same origin only: the endpoint's callback page. What it says is a hint, whoever forged it.
    if (event.origin === location.origin && isHint(event.data, linkId)) hurry()
  }
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(HINT_CHANNEL) : undefined
  channel?.addEventListener('message', onMessage)
  const signals = new AbortController()
  window.addEventListener('message', onMessage, signals)
  window.addEventListener('focus', hurry, signals)
  // Captured, so that nobody between the document and the window keeps it from us.
  window.addEventListener('visibilitychange', () => !document.hidden && hurry(), {
    signal: signals.signal,
    capture: true,
  })
  window.addEventListener('pageshow', hurry, signals)
  // The server says when a link has expired; this ends the wait where it cannot be asked.
  const end = setTimeout(
    () => store.send({ type: 'failed', attempt, error: { code: 'expired' } }),
    Math.min((expiresIn + MAX_POLL_SECONDS) * 1000, 2 ** 31 - 1),
  )
  const check = setInterval(() => {
    const now = store.get()
    if (now.name !== 'authorizing' || now.window !== 'open' || provider.current?.seemsClosed() !== true)
      return
    store.send({ type: 'window', window: 'closed' })
    hurry()
  }, CLOSED_CHECK_MS)
  return () => {
    stop()
    client.unmount()
    channel?.close()
    signals.abort()
    clearTimeout(end)
    clearInterval(check)
  }
}
