/**
 * The time between Connect and the provider's yes: the provider's window, and the poll that decides.
 * Messages, focus and a window that seems closed only hurry the poll; none of them is believed.
 */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import type { FlowState } from '../core/flow.ts'
import type { LinkOutcome } from '../core/link.ts'
import type { Ahead } from './ahead.ts'
import type { FlowStore } from './flowStore.ts'
import type * as Press from './press.ts'
import type { ProviderWindow } from './providerWindow.ts'
import { useLatest } from './useLatest.ts'

interface AuthorizationOptions {
  readonly store: FlowStore
  readonly state: FlowState
  readonly code: Ahead<Pick<typeof Press, 'createProviderWindow' | 'mayMend' | 'pollEvery' | 'watchLink'>>
  /** Asks the endpoint for the status of a link. */
  readonly poll: (linkId: string, signal: AbortSignal) => Promise<LinkOutcome>
  readonly onOutcome: (attempt: number, outcome: LinkOutcome) => void
  readonly onBlocked: () => void
  readonly client: QueryClient
}

/** Gives the provider's window once the code of it is there: before a press nothing opens one. */
export function useAuthorization(options: AuthorizationOptions): () => ProviderWindow | undefined {
  const { store, state, client, code } = options
  const latest = useLatest(options)
  const made = useRef<ProviderWindow>(undefined)
  const provider = (): ProviderWindow | undefined =>
    (made.current ??= code.now()?.createProviderWindow(store, () => latest.current.onBlocked()))

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
    if (linkId !== undefined) return code.now()?.watchLink(store, made, () => void refetch())
  }, [code, store, linkId, attempt, refetch])

  return provider
}
