/** What comes of an attempt: where each answer moves the flow, and what the host hears. Loaded with the press. */
import type { FlowState } from '../../core/flow.ts'
import type { Guide } from '../../core/guide.ts'
import type { LinkReply } from '../../core/link.ts'
import { gateRedirect } from '../../core/url.ts'
import { isCurrent } from '../../core/walk.ts'
import type { FlowStore } from '../flowStore.ts'
import { announceAccounts } from '../accountsSignal.ts'
import type { ProviderWindow } from './providerWindow.ts'
import { notify, reportCallback } from '../notify.ts'
import type { HubEvent, HubOptions } from '../options.ts'
import { rememberStep } from './resume.ts'

interface Following {
  readonly store: FlowStore
  readonly provider: ProviderWindow | undefined
  readonly guide: Guide | undefined
  readonly emit: (event: HubEvent) => void
  /** Tells the endpoint that nobody waits for a link any more. */
  readonly abandon: (linkId: string) => unknown
}

/** Takes an answer to an attempt to where it moves the flow. */
export function follow(
  { store, provider, guide, emit, abandon }: Following,
  attempt: number,
  reply: LinkReply,
): void {
  const waits = isCurrent(store.get(), attempt)
  switch (reply.status) {
    case 'redirect': {
      const gated = gateRedirect(reply.url, guide?.auth.kind === 'redirect' ? guide.auth.hosts : undefined)
      if (!gated.ok) {
        store.send({ type: 'failed', attempt, error: { code: 'redirect-rejected' } })
        provider?.dismiss()
        return
      }
      if (!waits) return void abandon(reply.linkId)
      const url = gated.value.href
      store.send({
        type: 'reply',
        attempt,
        reply: { ...reply, url },
        window: provider?.direct(url) ?? 'none',
      })
      return
    }
    case 'pending':
      provider?.dismiss()
      if (waits) store.send({ type: 'reply', attempt, reply })
      else if (reply.linkId !== undefined) void abandon(reply.linkId)
      return
    case 'linked':
      provider?.dismiss()
      if (!store.send({ type: 'reply', attempt, reply }))
        emit({ type: 'late-result', account: reply.account })
      return
    case 'denied':
    case 'expired':
    case 'failed':
      store.send({ type: 'reply', attempt, reply })
      return
    // `createAttempts` lets no reply to another operation through.
    case 'cancelled':
    case 'accounts':
    case 'unlinked':
    case 'invited':
      return
  }
}

interface Answered {
  readonly state: Extract<FlowState, { name: 'authorizing' | 'linked' | 'done' }>
  readonly options: HubOptions
  readonly guide: Guide | undefined
  readonly store: FlowStore
  readonly emit: (event: HubEvent) => void
  /** Empties the form. */
  readonly clear: () => void
  /** Told true while the host decides about the confirmation. */
  readonly onDeciding: (deciding: boolean) => void
}

/** Tells the host where an answer led; of a link it is asked about the confirmation too. */
export function tellAnswer({ state, options, guide, store, emit, clear, onDeciding }: Answered): void {
  if (state.name === 'authorizing' && state.url !== undefined)
    emit({ type: 'redirected', host: new URL(state.url).host })
  if (state.name !== 'linked') return
  const { result } = state
  clear()
  // The first look into a page's storage waits for another process.
  if (options.resume && guide) rememberStep(guide.provider, undefined)
  if (result.kind === 'linked') {
    notify('onLinked', options.onLinked, result.account)
    announceAccounts()
    emit({ type: 'linked', account: result.account })
  } else emit({ type: 'already-linked', account: result.account })
  const decide = (wanted: unknown): void => {
    if (wanted === false) store.send({ type: 'confirmed' })
  }
  const wanted = wantsConfirmation(options.confirmation)
  if (wanted instanceof Object) {
    onDeciding(true)
    void Promise.resolve(wanted)
      .catch(failed)
      .then((late) => {
        decide(late)
        onDeciding(false)
      })
  } else decide(wanted)
}

/** Only `false` takes the confirmation away: a host's function that throws, or answers nothing, has not shown its own. */
function wantsConfirmation(confirmation: HubOptions['confirmation']): unknown {
  try {
    return typeof confirmation === 'function' ? confirmation() : confirmation
  } catch (error) {
    failed(error)
    return true
  }
}

const failed = (error: unknown): void => reportCallback('confirmation', error)
