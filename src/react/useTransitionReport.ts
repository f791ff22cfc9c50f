/** What the host hears of each transition, once, and what a transition leaves behind. */
import { useEffect } from 'react'

import type { Guide } from '../core/guide.ts'
import type { GuideStep } from '../core/stepper.ts'
import type { FlowStore } from './flowStore.ts'
import { announceLinked } from './linkedSignal.ts'
import { notify, reportCallback } from './notify.ts'
import type { HubEvent, HubOptions } from './options.ts'
import { rememberStep } from './resume.ts'

interface TransitionReportOptions {
  readonly store: FlowStore
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
  latest,
  emit,
  guide,
  steps,
  clear,
  onDeciding,
}: TransitionReportOptions): void {
  useEffect(() => {
    store.onTransition = (before, after) => {
      const { onLinked, onError, confirmation } = latest.current
      if (after.name === before.name && after.name !== 'guide') return
      switch (after.name) {
        case 'guide': {
          const step = steps[after.step]
          if (step) emit({ type: 'step', step: step.id, number: after.step + 1 })
          if (latest.current.resume && guide) rememberStep(guide.provider, step?.id)
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
          if (after.url !== undefined) emit({ type: 'redirected', host: new URL(after.url).host })
          return
        case 'linked': {
          clear()
          if (guide) rememberStep(guide.provider, undefined)
          const { result } = after
          if (result.kind === 'linked') {
            notify('onLinked', onLinked, result.account)
            announceLinked()
            emit({ type: 'linked', account: result.account })
          } else emit({ type: 'already-linked', account: result.account })
          const decide = (wanted: boolean): void => {
            if (!wanted) store.send({ type: 'confirmed' })
          }
          const wanted = wantsConfirmation(confirmation)
          if (typeof wanted === 'boolean') decide(wanted)
          else {
            onDeciding(true)
            void wanted.catch(failed).then((late) => {
              decide(late)
              onDeciding(false)
            })
          }
          return
        }
        case 'done':
          return
      }
    }
  })
}

/** A host's function that throws has not taken the confirmation upon itself. */
function wantsConfirmation(confirmation: HubOptions['confirmation'] = true): boolean | Promise<boolean> {
  if (typeof confirmation !== 'function') return confirmation
  try {
    return confirmation()
  } catch (error) {
    return failed(error)
  }
}

function failed(error: unknown): true {
  reportCallback('confirmation', error)
  return true
}
