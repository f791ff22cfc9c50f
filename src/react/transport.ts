/**
 * What carries a press to the endpoint. Nothing of it is needed to draw, so it is loaded ahead, after the first render,
 * and not before it.
 */
import type { LinkFunction, LinkOutcome } from '../core/link.ts'
import type { Attempts, AttemptsOptions } from '../http/createAttempts.ts'
import type { HttpLinkOptions } from '../http/createHttpLink.ts'

/** The attempts of one form, as `createAttempts` makes them once it is there. A load that fails is told as `network`. */
export function lazyAttempts(options: AttemptsOptions): Attempts {
  const make = once(async () => (await loadAttempts()).createAttempts(options))
  const through = async (exchange: (attempts: Attempts) => Promise<LinkOutcome>): Promise<LinkOutcome> => {
    const attempts = await make().catch(() => undefined)
    return attempts ? exchange(attempts) : UNSENT
  }
  return {
    send: (request, signal) => through((attempts) => attempts.send(request, signal)),
    call: (request, signal) => through((attempts) => attempts.call(request, signal)),
    edited: () => {
      make().then(
        (attempts) => attempts.edited(),
        () => undefined,
      )
    },
  }
}

/** The fetch, as `createHttpLink` makes it once it is there. A host's own link function never loads it. */
export function lazyHttpLink(options: HttpLinkOptions): LinkFunction {
  const make = once(async () => (await loadHttpLink()).createHttpLink(options))
  return async (request, context) => {
    const link = await make().catch(() => undefined)
    return link ? link(request, context) : UNSENT
  }
}

/** Begins to load. What fails here is tried again by the press, and told there. */
export function loadAhead(byHttp: boolean): void {
  loadAttempts().catch(() => undefined)
  if (byHttp) loadHttpLink().catch(() => undefined)
}

/** Runs `load` once and keeps its promise, unless it fails: then the next call tries again. */
function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    }))
}

const loadAttempts = once(() => import('../http/createAttempts.ts'))
const loadHttpLink = once(() => import('../http/createHttpLink.ts'))

// Without the code that sends it, nothing was sent.
const UNSENT: LinkOutcome = { ok: false, error: { code: 'network' } }
