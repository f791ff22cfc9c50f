/**
 * The whole flow without a single element: for hosts that bring their own markup, and for `<Hub>` itself.
 */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'

import type { Values } from '../core/fields.ts'
import type { FlowState } from '../core/flow.ts'
import type { Guide, Section } from '../core/guide.ts'
import type { LinkOutcome } from '../core/link.ts'
import type { GuideStep } from '../core/stepper.ts'
import { initialFlow } from '../core/walk.ts'
import type { Invitation } from '../http/readInvitation.ts'
import { type Ahead, loadAhead, press } from './ahead.ts'
import type * as Press from './press/press.ts'
import { createFlowStore } from './flowStore.ts'
import { given } from './given.ts'
import { notify } from './notify.ts'
import type { HubEvent, HubOptions } from './options.ts'
import { lazyAttempts, renewalBy, UNSENT } from './transport.ts'
import { useLifetime } from './hooks/useLifetime.ts'
import { useAuthorization } from './hooks/useAuthorization.ts'
import { useGuide } from './hooks/useGuide.ts'
import { type HubForm, useHubForm } from './hooks/useHubForm.ts'
import { useInvitation } from './hooks/useInvitation.ts'
import { useLatest } from './hooks/useLatest.ts'
import { useLeaving } from './hooks/useLeaving.ts'
import { useLink } from './hooks/useLink.ts'
import { type Misuse, useMisuse } from './hooks/useMisuse.ts'
import { timeLeft } from './hooks/useSecondsUntil.ts'
import { useTransitionReport } from './hooks/useTransitionReport.ts'

/** All that a widget draws, and all that a person can do. Every action is safe at any time: one that does not apply does nothing. */
export interface HubHandle {
  /** The state of the flow; `switch (state.name)`. */
  readonly state: FlowState
  /** Undefined where the guide cannot be used; then `misuse` is set. */
  readonly guide: Guide | undefined
  /** The steps that show, in order; `state.step` is the place of the open one. */
  readonly steps: readonly GuideStep[]
  /** Sections of help beside the form. */
  readonly help: readonly Section[]
  /** A mistake of the developer that leaves nothing to link with. Told on the console. */
  readonly misuse: Misuse | undefined
  /** "Send this to an admin", as it stands; undefined where it is not offered. */
  readonly invitation: Invitation | undefined
  /** The fields to draw, and what can be done with them. */
  readonly form: HubForm
  /** Opens a step by its place, from 0. */
  readonly goTo: (step: number) => void
  /** Opens the next step; after the last, turns to the form. */
  readonly next: () => void
  /** Opens the step before. */
  readonly back: () => void
  /** Turns to the form, without walking the guide. */
  readonly toForm: () => void
  /** Checks the form and sends it: one request for each press, whatever the clicks. Call it in the click itself. */
  readonly connect: () => void
  /** Opens the provider's window; call it in the click itself. */
  readonly openWindow: () => void
  /** Stops waiting for the endpoint or the provider. What was typed stays. */
  readonly cancel: () => void
  /** True while the host's own `confirmation` has not answered: the popup waits for it. */
  readonly deciding: boolean
  /** True when the last press was to replace the credential of an account. */
  readonly updating: boolean
  /** Asks the endpoint for a link to send to an admin; what comes of it is `invitation`. */
  readonly invite: () => void
  /** Closes the confirmation. */
  readonly confirm: () => void
  /** Gives up what is under way and empties the form, for a host that takes the widget away. */
  readonly close: () => void
  /** Back to the first step. What was typed stays, unless the link was made. */
  readonly restart: () => void
}

/**
 * Runs the flow of one widget.
 *
 * `const hub = useHub({ guide: jazzhr, endpoint: '/api/link', onLinked })`
 */
export const useHub = (options: HubOptions): HubHandle => useHubWith(given(options), press)

/** The same, with the code of a press in the part that the caller loads. */
export function useHubWith(options: HubOptions, code: Ahead<typeof Press>): HubHandle {
  const { guide: input, scopes, whiteLabel, locale = 'en', resume } = options
  const latest = useLatest(options)
  const { guide, steps, help, misuse: guideMisuse } = useGuide(input, scopes, whiteLabel)
  const { link, misuse: linkMisuse } = useLink(options)
  const misuse = useMisuse([guideMisuse, linkMisuse, accountMisuse(options)], options.onError)

  const [store] = useState(() => createFlowStore(initialFlow(steps.length), code))
  const state = useSyncExternalStore(store.subscribe, store.get, store.get)
  const lifetime = useLifetime()
  // A widget that is gone calls nobody any more.
  const isGone = useCallback(() => lifetime.current?.signal.aborted !== false, [lifetime])
  const toForm = useCallback(() => void store.send({ type: 'form' }), [store])
  const emit = useCallback((event: HubEvent) => notify('onEvent', latest.current.onEvent, event), [latest])

  const attempts = useMemo(
    () =>
      lazyAttempts(code, {
        link,
        onSessionExpired: renewalBy(latest),
        onLateReply: (reply) => {
          if (reply.status === 'linked' && !isGone()) emit({ type: 'late-result', account: reply.account })
        },
      }),
    [code, link, latest, isGone, emit],
  )
  const form = useHubForm(
    guide?.fields ?? [],
    () => {
      attempts.edited()
      // Who types has turned to the form. Before the code of a press is there, the focus would be moved on.
      if (code.now()) toForm()
    },
    code,
  )

  const onOutcome = (attempt: number, outcome: LinkOutcome): void => {
    if (!outcome.ok) {
      store.send({ type: 'failed', attempt, error: outcome.error })
      providerWindow()?.dismiss()
      return
    }
    // What carried the reply here came with the code that follows it.
    code.now()?.follow({ store, provider: providerWindow(), guide, emit, abandon }, attempt, outcome.reply)
  }

  /** Tells the endpoint that nobody waits for a link any more. What it answers changes nothing here. */
  const abandon = (linkId: string) => {
    const signal = lifetime.current?.signal
    return signal && attempts.call({ op: 'cancel', linkId }, signal)
  }

  const providerWindow = useAuthorization({
    store,
    state,
    code,
    onOutcome,
    poll: (linkId, signal) => attempts.call({ op: 'status', linkId }, signal),
    onBlocked: () => notify('onError', latest.current.onError, { code: 'popup-blocked' }),
  })

  // Of the last press, whatever account the host names since.
  const updating = useRef(false)
  const submit = (values: Values): void => {
    const signal = lifetime.current?.signal
    if (!guide || !signal || !store.send({ type: 'connect' })) return
    const { attempt } = store.get()
    const { account } = latest.current
    updating.current = account !== undefined
    void attempts
      .send(
        {
          op: 'link',
          provider: guide.provider,
          fields: values,
          ...(scopes && scopes.length > 0 && { scopes }),
          ...(account && { account: account.id }),
          locale,
        },
        signal,
      )
      .then((outcome) => onOutcome(attempt, outcome))
  }

  // A ref, because several clicks can come in one task, before any state of React changes.
  const busy = useRef(false)
  const connect = (): void => {
    if (!guide || misuse || busy.current || !canConnect(store.get())) return
    busy.current = true
    if (guide.auth.kind === 'redirect' && form.isReady()) providerWindow()?.prepare()
    const carried = code.load().then(
      (loaded) => {
        if (isGone()) return undefined
        toForm()
        return form.submit(loaded, submit)
      },
      () => {
        // What was typed could not even be looked at: the same as a request that got nowhere.
        if (!isGone() && store.send({ type: 'connect' })) onOutcome(store.get().attempt, UNSENT)
      },
    )
    void carried.finally(() => {
      busy.current = false
      if (store.get().name !== 'linking') providerWindow()?.dismiss()
    })
  }

  const provider = guide?.provider
  const offersInvite = guide && !misuse && options.invite !== false && !options.account
  const { invitation, invite, forget } = useInvitation({
    ask: offersInvite ? (signal) => attempts.invite(guide.provider, signal) : undefined,
    lifetime,
    latest,
    emit,
  })
  /** Takes what was typed, and the link that was made, out of the page. */
  const clear = (): void => {
    form.clear()
    forget()
  }

  // A ref, because the popup must not be drawn with the very transition that brings the question.
  const deciding = useRef(false)
  const [, setDecided] = useState(0)
  useTransitionReport({
    store,
    code,
    latest,
    emit,
    guide,
    steps,
    clear,
    onDeciding: (now) => {
      deciding.current = now
      if (!now) setDecided((times) => times + 1)
    },
  })

  // The same from one drawing to the next, so that the guide need not be drawn anew with each.
  const goTo = useCallback(
    (step: number): void => {
      if (step >= steps.length) store.send({ type: 'form', walked: steps.length })
      else store.send({ type: 'step', step })
    },
    [store, steps],
  )

  const recalled = useRef(false)
  useEffect(() => {
    if (!guide) return
    const before = store.get()
    loadAhead(code, ({ tellPatterns, recallStep }) => {
      tellPatterns(guide)
      // Who has gone on by then stays there.
      if (!resume || recalled.current || isGone() || store.get() !== before) return
      recalled.current = true
      const step = steps.findIndex(({ id }) => id === recallStep(guide.provider))
      if (step > 0) store.send({ type: 'step', step })
    })
  }, [code, resume, guide, steps, store, isGone])

  const shown = useRef({ provider, steps })
  useEffect(() => {
    const before = shown.current
    shown.current = { provider, steps }
    if (before.provider !== provider) {
      clear()
      store.send({ type: 'restart', steps: steps.length })
      return
    }
    const now = store.get()
    if (before.steps === steps || now.name !== 'guide') return
    // Other scopes show other steps: the one that is open stays so, under its new number.
    const open = steps.findIndex(({ id }) => id === before.steps[now.step]?.id)
    goTo(open < 0 ? Math.min(now.step, Math.max(steps.length - 1, 0)) : open)
  })

  useLeaving({ clear, mask: form.mask })

  const cancel = (): void => {
    const before = store.get()
    if (!store.send({ type: 'cancel' })) return
    providerWindow()?.dismiss()
    emit({ type: 'cancelled' })
    if (before.name === 'authorizing') void abandon(before.linkId)
  }
  return {
    state,
    guide,
    steps,
    help,
    misuse,
    form,
    invitation,
    goTo,
    next: () => goTo(state.step + 1),
    back: () => goTo(Math.max(0, Math.min(state.step, steps.length) - 1)),
    toForm,
    connect,
    openWindow: () => providerWindow()?.open(),
    cancel,
    invite,
    close: () => {
      cancel()
      clear()
      emit({ type: 'closed' })
    },
    deciding: deciding.current,
    updating: updating.current,
    confirm: () => store.send({ type: 'confirmed' }),
    restart: () => store.send({ type: 'restart', steps: steps.length }),
  }
}

/** An account without its id, as plain JavaScript may give one, would be linked anew in place of being updated. */
const accountMisuse = ({ account }: HubOptions): Misuse | undefined =>
  account === undefined || (account.id as { trim?: () => string } | undefined)?.trim?.()
    ? undefined
    : { code: 'account-invalid', fatal: true }

/** False while an attempt is under way, and while a rate limit holds the next one. */
function canConnect(state: FlowState): boolean {
  if (state.name !== 'guide' && state.name !== 'form') return false
  return state.error?.code !== 'rate-limited' || timeLeft(state.error) <= 0
}
