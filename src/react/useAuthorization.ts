/**
 * The time between Connect and the provider's yes: the provider's window, and the poll that decides.
 * Messages, focus and a window that seems closed only hurry the poll; none of them is believed.
 */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'

import type { FlowState, WindowState } from '../core/flow.ts'
import type { LinkOutcome } from '../core/link.ts'
import type { Ahead } from './ahead.ts'
import type { FlowStore } from './flowStore.ts'
import type * as Press from './press.ts'
import { useLatest } from './useLatest.ts'

interface AuthorizationOptions {
  readonly store: FlowStore
  readonly state: FlowState
  readonly code: Ahead<Pick<typeof Press, 'mayMend' | 'pollEvery' | 'watchLink'>>
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

export function useAuthorization(options: AuthorizationOptions): Authorization {
  const { store, state, client, code } = options
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
        if (!signal.aborted && !code.now()?.mayMend(outcome)) latest.current.onOutcome(attempt, outcome)
        return null
      },
      // The first poll waits its turn; then each follows the last. Offline they pause, and go on by themselves.
      initialData: null,
      staleTime: Infinity,
      refetchInterval: (authorizing && code.now()?.pollEvery(authorizing.pollAfter)) ?? false,
      refetchIntervalInBackground: true,
      refetchOnWindowFocus: 'always',
      refetchOnReconnect: 'always',
    },
    client,
  )

  useEffect(() => {
    if (linkId !== undefined) return code.now()?.watchLink(store, opened, () => void refetch())
  }, [code, store, linkId, attempt, refetch])

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
