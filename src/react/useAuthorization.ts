/**
 * The time between Connect and the provider's yes: the provider's window, and the poll that decides.
 * Messages, focus and a window that seems closed only hurry the poll; none of them is believed.
 */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'

import type { FlowState, WindowState } from '../core/flow.ts'
import { HINT_CHANNEL, isHint } from '../core/hint.ts'
import type { LinkOutcome } from '../core/link.ts'
import { PASSING } from '../core/passing.ts'
import type { FlowStore } from './flowStore.ts'
import { useLatest } from './useLatest.ts'

interface AuthorizationOptions {
  readonly store: FlowStore
  readonly state: FlowState
  /** Asks the endpoint for the status of a link. */
  readonly poll: (linkId: string, signal: AbortSignal) => Promise<LinkOutcome>
  readonly onOutcome: (attempt: number, outcome: LinkOutcome) => void
  readonly onBlocked: () => void
  readonly client: QueryClient
}

/** What the views and Connect do with the provider's window. */
export interface Authorization {
  /** Opens an empty window in the same task as the press, for a provider that is sure to need one. */
  readonly prepare: () => void
  /** Sends the prepared window on its way; answers where it stands. */
  readonly direct: (url: string) => WindowState
  /** Closes a prepared window that is not needed after all. */
  readonly dismiss: () => void
  /** Opens the provider's page; called in the click. */
  readonly open: () => void
}

const POPUP = 'popup,width=560,height=720'
const MIN_POLL_SECONDS = 1
const MAX_POLL_SECONDS = 60
const CLOSED_CHECK_MS = 1000

export function useAuthorization(options: AuthorizationOptions): Authorization {
  const { store, state, client } = options
  const latest = useLatest(options)
  const opened = useRef<Window | null>(null)
  // Set while Connect waits for its reply with a window in hand, or with none because it was blocked.
  const prepared = useRef(false)

  const authorizing = state.name === 'authorizing' ? state : undefined
  const linkId = authorizing?.linkId
  const attempt = state.attempt

  const { refetch } = useQuery(
    {
      queryKey: ['status', attempt, linkId],
      enabled: linkId !== undefined,
      queryFn: async ({ signal }) => {
        if (linkId === undefined) return null
        const outcome = await latest.current.poll(linkId, signal)
        // What the next poll may mend goes on; any other failure ends the wait.
        if (!signal.aborted && (outcome.ok || !PASSING.has(outcome.error.code)))
          latest.current.onOutcome(attempt, outcome)
        return null
      },
      // The first poll waits its turn; then each follows the last. Offline they pause, and go on by themselves.
      initialData: null,
      staleTime: Infinity,
      refetchInterval:
        1000 * Math.min(Math.max(authorizing?.pollAfter ?? 0, MIN_POLL_SECONDS), MAX_POLL_SECONDS),
      refetchIntervalInBackground: true,
      refetchOnWindowFocus: 'always',
      refetchOnReconnect: 'always',
    },
    client,
  )

  useEffect(() => {
    if (linkId === undefined) return
    const hurry = (): void => void refetch()
    const onMessage = (event: MessageEvent): void => {
      // Same origin only: the endpoint's callback page. What it says is a hint, whoever forged it.
      if (event.origin === location.origin && isHint(event.data, linkId)) hurry()
    }
    const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(HINT_CHANNEL) : undefined
    channel?.addEventListener('message', onMessage)
    window.addEventListener('message', onMessage)
    window.addEventListener('focus', hurry)
    window.addEventListener('pageshow', hurry)
    return () => {
      channel?.close()
      window.removeEventListener('message', onMessage)
      window.removeEventListener('focus', hurry)
      window.removeEventListener('pageshow', hurry)
    }
  }, [linkId, refetch])

  const expiresIn = authorizing?.expiresIn
  useEffect(() => {
    if (linkId === undefined || expiresIn === undefined) return
    // The server says when a link has expired; this ends the wait where it cannot be asked.
    const timer = setTimeout(
      () => store.send({ type: 'failed', attempt, error: { code: 'expired' } }),
      Math.min((expiresIn + MAX_POLL_SECONDS) * 1000, 2 ** 31 - 1),
    )
    return () => clearTimeout(timer)
  }, [store, linkId, attempt, expiresIn])

  const windowOpen = authorizing?.window === 'open'
  useEffect(() => {
    if (!windowOpen) return
    const timer = setInterval(() => {
      if (opened.current?.closed !== true) return
      store.send({ type: 'window', window: 'closed' })
      void refetch()
    }, CLOSED_CHECK_MS)
    return () => clearInterval(timer)
  }, [store, windowOpen, refetch])

  const openWindow = useCallback(
    (url: string): WindowState => {
      opened.current = window.open(url, '_blank', POPUP)
      if (!opened.current) {
        latest.current.onBlocked()
        return 'blocked'
      }
      sever(opened.current)
      return 'open'
    },
    [latest],
  )

  return {
    prepare: () => {
      openWindow('about:blank')
      prepared.current = true
    },
    direct: (url) => {
      if (!prepared.current) return 'none'
      prepared.current = false
      if (!opened.current) return 'blocked'
      opened.current.location.replace(url)
      return 'open'
    },
    dismiss: () => {
      if (prepared.current) opened.current?.close()
      prepared.current = false
    },
    open: () => {
      const now = store.get()
      if (now.name !== 'authorizing' || now.url === undefined) return
      store.send({ type: 'window', window: openWindow(now.url) })
    },
  }
}

/** The provider's page must not reach back into the host's (reverse tabnabbing). */
function sever(opened: Window): void {
  try {
    opened.opener = null
  } catch {
    // Under COOP the handle is already cut, which is what was wanted.
  }
}
