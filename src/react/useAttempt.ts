/** One press of Connect: one request, its outcome, and nothing kept of it. React Query only carries it. */
import { type QueryClient, useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import type { LinkOutcome } from '../core/link.ts'
import type { PressRequest } from '../http/createAttempts.ts'
import { useLatest } from './useLatest.ts'

interface AttemptOptions {
  readonly send: (request: PressRequest, signal: AbortSignal) => Promise<LinkOutcome>
  /** Called with the outcome of each press; `aborted` where the component was taken away, or only hidden (Activity). */
  readonly onOutcome: (attempt: number, outcome: LinkOutcome) => void
  readonly client: QueryClient
  /** Ends with the component: what is under way is aborted. */
  readonly lifetime: Lifetime
}

/** A signal for as long as a component is mounted. */
export interface Lifetime {
  readonly current: AbortController | undefined
}

/** Answers a function that sends the request of an attempt. */
export function useAttempt({
  client,
  lifetime,
  ...options
}: AttemptOptions): (attempt: number, request: PressRequest) => void {
  const latest = useLatest(options)
  const request = useRef<PressRequest>(undefined)

  const { mutate } = useMutation(
    {
      // Query core keeps a mutation's variable and result: the one is a number, the other nothing.
      mutationFn: async (attempt: number): Promise<void> => {
        const body = request.current
        request.current = undefined
        const signal = lifetime.current?.signal
        if (!body || !signal) return
        latest.current.onOutcome(attempt, await latest.current.send(body, signal))
      },
    },
    client,
  )
  return (attempt, body) => {
    request.current = body
    mutate(attempt)
  }
}

/** An abort controller for as long as the component is mounted. The effect makes and ends its own, as StrictMode asks. */
export function useLifetime(): Lifetime {
  const ref = useRef<AbortController>(undefined)
  useEffect(() => {
    const controller = new AbortController()
    ref.current = controller
    return () => controller.abort()
  }, [])
  return ref
}
