/** What carries a press to the endpoint, before the code of it is there. */
import type { LinkError, LinkFunction, LinkOutcome } from '../core/link.ts'
import type { Attempts, AttemptsOptions } from '../http/createAttempts.ts'
import type { HttpLinkOptions } from '../http/createHttpLink.ts'
import type * as Press from './press/press.ts'
import { type Ahead, httpLink, once } from './ahead.ts'
import type { HubOptions } from './options.ts'

/** The attempts of one form, as `createAttempts` makes them once it is there. A load that fails is told as `network`. */
export function lazyAttempts(
  press: Ahead<Pick<typeof Press, 'createAttempts'>>,
  options: AttemptsOptions,
): Attempts {
  const make = once(async () => (await press.load()).createAttempts(options))
  const through = async (exchange: (attempts: Attempts) => Promise<LinkOutcome>): Promise<LinkOutcome> => {
    const attempts = await make().catch(() => undefined)
    return attempts ? exchange(attempts) : UNSENT
  }
  return {
    send: (request, signal) => through((attempts) => attempts.send(request, signal)),
    call: (request, signal) => through((attempts) => attempts.call(request, signal)),
    invite: (provider, signal) =>
      make().then(
        (attempts) => attempts.invite(provider, signal),
        () => ({ name: 'offered', error: NOT_SENT }),
      ),
    edited: () => {
      make().then(
        (attempts) => attempts.edited(),
        () => undefined,
      )
    },
  }
}

/** Asks the host of the last render to renew the session. Without its callback there is no renewal: it hears of an error. */
export const renewalBy =
  (latest: { readonly current: Pick<HubOptions, 'onSessionExpired'> }) => (): unknown => {
    const renew = latest.current.onSessionExpired
    if (!renew) throw new Error('no renewal')
    return renew()
  }

/** The fetch, as `createHttpLink` makes it once it is there. */
export function lazyHttpLink(options: HttpLinkOptions): LinkFunction {
  const make = once(async () => (await httpLink.load()).createHttpLink(options))
  return async (request, context) => {
    const link = await make().catch(() => undefined)
    return link ? link(request, context) : UNSENT
  }
}

// Without the code that sends it, nothing was sent.
const NOT_SENT: LinkError = { code: 'network' }

/** The outcome where the code that sends does not come. */
export const UNSENT: LinkOutcome = { ok: false, error: NOT_SENT }
