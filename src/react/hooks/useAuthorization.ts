/**
 * The time between Connect and the provider's yes: the provider's window, and the poll that decides.
 * Messages, focus and a window that seems closed only hurry the poll; none of them is believed.
 */
import { useEffect, useRef } from 'react'

import type { FlowState } from '../../core/flow.ts'
import type { LinkOutcome } from '../../core/link.ts'
import type { Ahead } from '../ahead.ts'
import type { FlowStore } from '../flowStore.ts'
import type * as Press from '../press/press.ts'
import type { ProviderWindow } from '../press/providerWindow.ts'
import { useLatest } from './useLatest.ts'

interface AuthorizationOptions {
  readonly store: FlowStore
  readonly state: FlowState
  readonly code: Ahead<Pick<typeof Press, 'createProviderWindow' | 'watchLink'>>
  /** Asks the endpoint for the status of a link. */
  readonly poll: (linkId: string, signal: AbortSignal) => Promise<LinkOutcome>
  readonly onOutcome: (attempt: number, outcome: LinkOutcome) => void
  readonly onBlocked: () => void
}

/** Gives the provider's window once the code of it is there: before a press nothing opens one. */
export function useAuthorization(options: AuthorizationOptions): () => ProviderWindow | undefined {
  const { store, state, code } = options
  const latest = useLatest(options)
  const made = useRef<ProviderWindow>(undefined)

  const linkId = state.name === 'authorizing' ? state.linkId : undefined
  useEffect(
    () => code.now()?.watchLink({ store, provider: made, latest }),
    [code, store, linkId, state.attempt, latest],
  )

  return () => (made.current ??= code.now()?.createProviderWindow(store, () => latest.current.onBlocked()))
}
