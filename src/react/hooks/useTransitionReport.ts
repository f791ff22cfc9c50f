/** What the host hears of each transition, once, and what a transition leaves behind. */
import { useEffect } from 'react'

import type { Guide } from '../../core/guide.ts'
import type { GuideStep } from '../../core/stepper.ts'
import type { Ahead } from '../ahead.ts'
import type { FlowStore } from '../flowStore.ts'
import { notify } from '../notify.ts'
import type { HubEvent, HubOptions } from '../options.ts'
import type * as Press from '../press/press.ts'

interface TransitionReportOptions {
  readonly store: FlowStore
  readonly code: Ahead<Pick<typeof Press, 'rememberStep' | 'tellAnswer'>>
  /** The host's callbacks of the last render. */
  readonly latest: { readonly current: HubOptions }
  readonly emit: (event: HubEvent) => void
  readonly guide: Guide | undefined
  readonly steps: readonly GuideStep[]
  /** Empties the form. */
  readonly clear: () => void
  /** Told true while the host decides about the confirmation. */
  readonly onDeciding: (deciding: boolean) => void
}

export function useTransitionReport({
  store,
  code,
  latest,
  emit,
  guide,
  steps,
  clear,
  onDeciding,
}: TransitionReportOptions): void {
  useEffect(() => {
    store.onTransition = (before, after) => {
      const { onError } = latest.current
      if (after.name === before.name && after.name !== 'guide') return
      switch (after.name) {
        case 'guide': {
          const step = steps[after.step]
          if (step) emit({ type: 'step', step: step.id, number: after.step + 1 })
          if (latest.current.resume && guide) code.now()?.rememberStep(guide.provider, step?.id)
          return
        }
        case 'form':
          if (after.error) {
            notify('onError', onError, after.error)
            emit({ type: 'failed', error: after.error })
          } else if (before.name === 'guide') emit({ type: 'form' })
          return
        case 'linking':
          emit({ type: 'submitted', attempt: after.attempt })
          return
        case 'authorizing':
        case 'linked':
        case 'done':
          // What brought the flow here came with the code that tells of it.
          code
            .now()
            ?.tellAnswer({ state: after, options: latest.current, guide, store, emit, clear, onDeciding })
      }
    }
    // A widget that is gone, or hidden (Activity), calls nobody.
    return () => {
      store.onTransition = () => undefined
    }
  })
}
