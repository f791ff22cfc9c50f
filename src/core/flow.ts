/**
 * The flow of one widget, from the guide to the confirmation: a pure reducer that no framework knows of.
 * No state and no event holds what the person typed. An event that does not apply gives back the same object.
 */
import type { Account, LinkError, LinkReply } from './link.ts'
import { isCurrent, type Waiting, walk } from './walk.ts'

/** Where the provider's window stands, as far as can be known. Under COOP `closed` may be said of an open one. */
export type WindowState = 'none' | 'open' | 'blocked' | 'closed'

/** What every state remembers: the step that is open (its count when all are walked) and the number of the last attempt. */
interface Position {
  readonly step: number
  readonly attempt: number
  /** The last failure, told until another attempt begins. */
  readonly error: LinkError | undefined
}

/** The states of an attempt, and after it: the last failure is told no more. */
interface Attempted extends Position {
  readonly error: undefined
}

/** How an attempt ended well: a new account, or one that was there before. */
export type LinkedResult =
  | { readonly kind: 'linked'; readonly account: Account }
  | { readonly kind: 'already-linked'; readonly account: Account | undefined }

/** The states. */
export type FlowState =
  | (Position & { readonly name: 'guide' })
  | (Position & { readonly name: 'form' })
  | (Attempted & { readonly name: 'linking' })
  | (Attempted & {
      readonly name: 'authorizing'
      readonly linkId: string
      /** Where the person is sent, checked; absent when there is nothing to open and only the poll decides. */
      readonly url: string | undefined
      /** Seconds between polls. */
      readonly pollAfter: number
      /** Seconds after which nobody will finish it any more. */
      readonly expiresIn: number
      readonly window: WindowState
    })
  | (Attempted & { readonly name: 'linked'; readonly result: LinkedResult })
  | (Attempted & { readonly name: 'done'; readonly result: LinkedResult })

/** The name of a state. */
export type FlowName = FlowState['name']

/** A reply that moves the flow. A `redirect` must have passed the URL gate. */
export type FlowReply = Extract<
  LinkReply,
  { status: 'linked' | 'redirect' | 'pending' | 'denied' | 'expired' | 'failed' }
>

/** What can happen. */
export type FlowEvent =
  /** A step is opened; the count of steps, or more, opens none. */
  | { readonly type: 'step'; readonly step: number }
  /** The person turns to the form; with `walked` the guide is behind them. */
  | { readonly type: 'form'; readonly walked?: number }
  /** Connect was pressed and the form is valid. */
  | { readonly type: 'connect' }
  | {
      readonly type: 'reply'
      readonly attempt: number
      readonly reply: FlowReply
      readonly window?: WindowState
    }
  | { readonly type: 'failed'; readonly attempt: number; readonly error: LinkError }
  | { readonly type: 'window'; readonly window: WindowState }
  | { readonly type: 'cancel' }
  /** The confirmation was closed. */
  | { readonly type: 'confirmed' }
  | { readonly type: 'restart'; readonly steps: number }

/** Seconds between polls where the endpoint names none. */
export const DEFAULT_POLL_AFTER = 2

/** Seconds to wait for a pending link whose endpoint names no end. */
export const DEFAULT_EXPIRES_IN = 1800

/** The next state. Pure and total: every state takes every event. */
export function flow(state: FlowState, event: FlowEvent): FlowState {
  switch (event.type) {
    case 'reply':
      return isCurrent(state, event.attempt) ? onReply(state, event.reply, event.window) : state
    case 'window':
      if (state.name !== 'authorizing' || state.window === event.window) return state
      return { ...state, window: event.window }
    case 'cancel':
      return state.name === 'linking' || state.name === 'authorizing'
        ? { name: 'form', step: state.step, attempt: state.attempt, error: undefined }
        : state
    case 'confirmed':
      return state.name === 'linked' ? { ...state, name: 'done' } : state
    default:
      return walk(state, event)
  }
}

function onReply(state: Waiting, reply: FlowReply, window: WindowState = 'none'): FlowState {
  const { step, attempt, error } = state
  switch (reply.status) {
    case 'linked':
      return { name: 'linked', step, attempt, error, result: { kind: 'linked', account: reply.account } }
    case 'redirect':
      // Only the answer to a link sends a person on; a poll never does.
      if (state.name !== 'linking') return state
      return {
        name: 'authorizing',
        step,
        attempt,
        error,
        linkId: reply.linkId,
        url: reply.url,
        pollAfter: DEFAULT_POLL_AFTER,
        expiresIn: reply.expiresIn,
        window,
      }
    case 'pending': {
      const pollAfter = reply.pollAfter ?? DEFAULT_POLL_AFTER
      if (state.name === 'authorizing') return state.pollAfter === pollAfter ? state : { ...state, pollAfter }
      if (reply.linkId === undefined) return state
      return {
        name: 'authorizing',
        step,
        attempt,
        error,
        linkId: reply.linkId,
        url: undefined,
        pollAfter,
        expiresIn: DEFAULT_EXPIRES_IN,
        window: 'none',
      }
    }
    case 'denied':
      return walk(state, { type: 'failed', attempt, error: { code: 'authorization-denied' } })
    case 'expired':
      return walk(state, { type: 'failed', attempt, error: { code: 'expired' } })
    case 'failed':
      return walk(state, { type: 'failed', attempt, error: { code: 'provider-unavailable' } })
  }
}
