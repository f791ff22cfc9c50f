/**
 * One press after another, over any link function: which idempotency key goes with it, when it is sent again by
 * itself, and when the session is renewed. Keeps the key between presses, and never the request.
 */
import {
  badResponse,
  parseOutcome,
  type LinkContext,
  type LinkFunction,
  type LinkOutcome,
  type LinkReply,
  type LinkRequest,
  type Operation,
} from '../core/link.ts'
import { UNDECIDED } from '../core/passing.ts'
import { reportUsage } from '../core/usage.ts'
import { asRecord, ownCopy } from './foreign.ts'
import { type Invitation, readInvitation } from './readInvitation.ts'
import { clampDelay } from './retryDelay.ts'
import { retryHint, type RetryHint } from './retryHint.ts'
import { untilAborted, wait, withDeadline } from './withDeadline.ts'

/** What attempts are made over. */
export interface AttemptsOptions {
  /** That of `createHttpLink`, or the host's own, whose throws and odd values become `bad-response`. */
  readonly link: LinkFunction
  /**
   * Renews the host's session; called once per press at most. When it fulfils, the attempt is sent again under the
   * same key; when it throws or rejects, the press ends as `session-expired`.
   */
  readonly onSessionExpired: () => unknown
  /** A good reply that came after its exchange was aborted or timed out: it moves nothing, but it happened. */
  readonly onLateReply?: ((reply: LinkReply) => void) | undefined
}

/** The request of one press. */
export type PressRequest = Extract<LinkRequest, { op: 'link' }>

/** The life of one form's attempts. */
export interface Attempts {
  /**
   * One press: sends `request` under the key of this attempt, and again by itself where the contract says so.
   * Never rejects; `aborted` as soon as the signal is.
   */
  send(request: PressRequest, signal: AbortSignal): Promise<LinkOutcome>
  /**
   * Another operation: one request, and another where the session was renewed, once as for a press. Giving a link up is
   * worth no renewal. Never rejects.
   */
  call(request: Exclude<LinkRequest, PressRequest>, signal: AbortSignal): Promise<LinkOutcome>
  /** Asks for an invitation to link this provider. Never rejects. */
  invite(provider: string, signal: AbortSignal): Promise<Invitation>
  /** Something in the form changed: the next press is another attempt, with another key. */
  edited(): void
}

/**
 * Begins the attempts of one form.
 *
 * `const attempts = createAttempts({ link: createHttpLink({ endpoint: '/api/link' }) })`
 */
export function createAttempts({ link, onSessionExpired, onLateReply }: AttemptsOptions): Attempts {
  let key: string | undefined
  // What the key is for: an account or scopes that the host changes make another attempt, though nothing was edited.
  let subject = ''

  const exchange = async (request: LinkRequest, idempotencyKey: string, signal: AbortSignal) => {
    const { op } = request
    const value = await withDeadline<unknown>(
      signal,
      (stop) => callLink(link, request, { signal: stop, idempotencyKey }),
      (late) => {
        const { outcome } = readAnswer(op, late)
        if (outcome.ok) onLateReply?.(outcome.reply)
      },
    )
    return readAnswer(op, value)
  }

  // One for polls and lists that meet the end of the session at once: nobody is asked to sign in twice.
  let renewal: Promise<unknown> | undefined
  const call: Attempts['call'] = async (request, signal) => {
    const ask = async () => (await exchange(request, createKey(), signal)).outcome
    const outcome = await ask()
    if (outcome.ok || outcome.error.code !== 'session-expired' || request.op === 'cancel') return outcome
    const renewOnce = (): Promise<unknown> =>
      (renewal ??= Promise.resolve(onSessionExpired()).finally(() => {
        renewal = undefined
      }))
    return (await renew(renewOnce, outcome, signal)) ?? ask()
  }

  return {
    async send(request, signal) {
      const spent: Spent = { mismatches: 0, renewals: 0, waits: 0 }
      const { provider, account, scopes } = request
      const about = JSON.stringify([provider, account, scopes])
      if (about !== subject) key = undefined
      subject = about
      let mine = (key ??= createKey())
      for (;;) {
        const answer = await exchange(request, mine, signal)
        const { outcome, hint } = answer
        if (hint?.kind === 'new-key') {
          const fresh = createKey()
          // An edit meanwhile has made the next press another attempt already.
          if (key === mine) key = fresh
          mine = fresh
        }
        const pause = beforeResend(answer, spent, onSessionExpired, signal)
        if (!pause) {
          if (key === mine && (outcome.ok || !UNDECIDED.has(outcome.error.code))) key = undefined
          return outcome
        }
        const stopped = await pause
        if (stopped) return stopped
      }
    },
    call,
    invite: async (provider, signal) => readInvitation(await call({ op: 'invite', provider }, signal)),
    edited() {
      key = undefined
    },
  }
}

/** What came of one exchange. */
interface Answer {
  readonly outcome: LinkOutcome
  readonly hint: RetryHint | undefined
}

/** How often one press has been sent again, by reason. */
interface Spent {
  mismatches: number
  renewals: number
  waits: number
}

/** Milliseconds before each repeat of an attempt that is in progress. */
const WAITS = [1000, 2000, 4000] as const
/** The longest that a person watches a spinner because the endpoint asked to wait. */
const LONGEST_WAIT = 30_000

/**
 * What to wait for before the press is sent again by itself; undefined where it ends with this answer. The wait
 * gives undefined, or the outcome that ends the press after all.
 */
function beforeResend(
  { outcome, hint }: Answer,
  spent: Spent,
  onSessionExpired: AttemptsOptions['onSessionExpired'],
  signal: AbortSignal,
): Promise<LinkOutcome | undefined> | undefined {
  if (outcome.ok) return undefined
  if (hint?.kind === 'new-key') return spent.mismatches++ === 0 ? Promise.resolve(undefined) : undefined
  switch (outcome.error.code) {
    case 'in-progress': {
      const pause = WAITS[spent.waits++]
      return pause && wait(Math.min(Math.max(pause, hint?.ms ?? 0), LONGEST_WAIT), signal)
    }
    case 'session-expired':
      return spent.renewals++ === 0 ? renew(onSessionExpired, outcome, signal) : undefined
    default:
      return undefined
  }
}

/** Renews the session; gives `expired` where that is refused. It may take as long as a person needs to sign in. */
const renew = (
  onSessionExpired: () => unknown,
  expired: LinkOutcome,
  signal: AbortSignal,
): Promise<LinkOutcome | undefined> =>
  untilAborted<LinkOutcome | undefined>(signal, (settle) => {
    void Promise.resolve()
      .then(() => onSessionExpired())
      .then(
        () => settle(undefined),
        () => settle(expired),
      )
    return () => undefined
  })

async function callLink(link: LinkFunction, request: LinkRequest, context: LinkContext): Promise<unknown> {
  try {
    return await link(request, context)
  } catch {
    // An error of an HTTP client often holds the request, and with it the key: it goes nowhere.
    if (!context.signal.aborted) reportUsage('link-failed', 'threw')
    return badResponse('empty')
  }
}

function readAnswer(op: Operation, value: unknown): Answer {
  const own = ownCopy(value)
  const outcome = parseOutcome(op, own)
  if (isBadResponse(outcome) && !isBadResponse(own)) reportUsage('link-failed', 'settled with another shape')
  if (!outcome.ok && outcome.error.code === 'rate-limited') {
    const now = Date.now()
    outcome.error.retryAt = now + clampDelay(outcome.error.retryAt - now)
  }
  return { outcome, hint: retryHint(value) }
}

const isBadResponse = (outcome: unknown): boolean =>
  asRecord(asRecord(outcome)['error'])['code'] === 'bad-response'

/** A random UUID (RFC 9562, version 4). Pages on plain http have no `crypto.randomUUID`. */
function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, index) => {
    if (index === 6) byte = (byte & 0x0f) | 0x40
    if (index === 8) byte = (byte & 0x3f) | 0x80
    return byte.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
