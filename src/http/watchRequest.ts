/**
 * What the developer is told of a request that got no answer. The browser tells a page nothing of the cause,
 * but a content security policy names itself in an event.
 */
import { reportUsage } from '../core/usage.ts'

/** One request that is watched, from before the fetch. Call one of the two. */
export interface WatchedRequest {
  /** It was answered, stopped, or the cause is known. */
  end(): void
  /** It failed for no known reason: says the likely ones on the console, once for an endpoint. */
  explain(): void
}

/** Watches one request to `url`; `hostNames` are the host's own headers, which a cross-origin endpoint must allow too. */
export function watchRequest(url: URL, hostNames: readonly string[], signal: AbortSignal): WatchedRequest {
  let directive = ''
  const listen = (event: SecurityPolicyViolationEvent): void => {
    if (event.disposition === 'enforce' && event.blockedURI.startsWith(url.origin))
      directive = event.effectiveDirective
  }
  // On the window: no element of the page's stands in front of its methods, and nobody can stop the event before.
  const { window } = globalThis as { window?: Window }
  window?.addEventListener('securitypolicyviolation', listen, { signal, capture: true })
  const end = (): void => window?.removeEventListener('securitypolicyviolation', listen, true)
  const explain = (): void => {
    // The event comes after the rejection (measured: in the next task in Chromium).
    setTimeout(() => {
      end()
      let cause = ''
      if (directive) cause = ` (refused by ${directive} of the page’s content security policy)`
      else if (hostNames.length > 0) cause = ` (which also carries ${hostNames.join(', ')})`
      reportUsage('network-blocked', addressOf(url) + cause, 'warn')
    }, 100)
  }
  return { end, explain }
}

/** What the console may hold of an endpoint's address. Without the query: it may hold a token of the host's. */
export const addressOf = (url: URL): string => url.origin + url.pathname
