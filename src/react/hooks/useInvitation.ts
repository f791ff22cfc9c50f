/**
 * "Send this to an admin": a link to the hosted page, for whoever can see the key. Nothing is asked of the endpoint until
 * the person asks; one that makes no such links says so then.
 */
import { useRef, useState } from 'react'

import type { Invitation } from '../../http/readInvitation.ts'
import { notify } from '../notify.ts'
import type { HubEvent, HubOptions } from '../options.ts'

interface InvitationOptions {
  /** Asks the endpoint; undefined where no invitation is offered. */
  readonly ask: ((signal: AbortSignal) => Promise<Invitation>) | undefined
  /** Ends with the component. */
  readonly lifetime: { readonly current: AbortController | undefined }
  readonly latest: { readonly current: Pick<HubOptions, 'onError'> }
  readonly emit: (event: HubEvent) => void
}

const OFFERED = { name: 'offered', error: undefined } as const

/** `forget` takes the link out of memory; what the endpoint refused stays refused. */
export function useInvitation({ ask, lifetime, latest, emit }: InvitationOptions): {
  readonly invitation: Invitation | undefined
  readonly invite: () => void
  readonly forget: () => void
} {
  const [invitation, setInvitation] = useState<Invitation>(OFFERED)
  // A ref, because several clicks can come in one task.
  const now = useRef(invitation)
  const move = (next: Invitation): void => {
    now.current = next
    setInvitation(next)
  }

  return {
    invitation: ask && invitation,
    invite: () => {
      const signal = lifetime.current?.signal
      if (!ask || !signal || now.current.name !== 'offered') return
      const asking = { ...OFFERED, name: 'asking' } as const
      move(asking)
      void ask(signal).then((next) => {
        // Closed meanwhile: nobody waits for it any more.
        if (now.current !== asking) return
        // Gone: nobody hears of it. Only hidden (Activity): it can be asked for again.
        move(signal.aborted ? OFFERED : next)
        if (signal.aborted) return
        if (next.error) notify('onError', latest.current.onError, next.error)
        else emit({ type: 'invited' })
      })
    },
    forget: () => {
      if (now.current.name !== 'refused') move(OFFERED)
    },
  }
}
