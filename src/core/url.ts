/**
 * The URL gate: which addresses a guide may link to, a key may be sent to, and a person may be sent to.
 * Every gate parses with the platform's own parser and answers with a reason, never a throw.
 */
import type { RefusalCode } from './refusals.ts'

/** Why a gate refuses an address. `refusalText` says it in words; `detail` is a part of the address. */
export interface Refusal {
  readonly code: RefusalCode
  readonly detail?: string | undefined
}

/** What a gate answers. */
export type Gated<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Refusal }

/** A link that a person may follow. `label` is the real host (punycode) or the mail address. */
export interface GatedLink {
  readonly kind: 'web' | 'mail'
  readonly href: string
  readonly label: string
}

const refuse = (code: RefusalCode, detail?: string) => ({ ok: false, reason: { code, detail } }) as const
const allow = <Value>(value: Value) => ({ ok: true, value }) as const

/** As `URL.parse`, which Node 20 lacks. */
export const parseUrl = (address: string, base?: string): URL | undefined => {
  try {
    return new URL(address, base)
  } catch {
    return undefined
  }
}

export const hasUserInfo = (url: URL): boolean => url.username !== '' || url.password !== ''

/** True for the hosts that never leave the machine: localhost and names below it, 127.0.0.0/8, ::1. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)

/** A link in a guide: absolute https without userinfo, or mailto. */
export function gateLink(href: string): Gated<GatedLink> {
  const url = parseUrl(href)
  if (!url) return refuse('relative')
  if (url.protocol === 'mailto:') {
    const address = url.pathname
    return address === '' ? refuse('nobody') : allow({ kind: 'mail', href: url.href, label: address })
  }
  if (url.protocol !== 'https:') return refuse('scheme', url.protocol)
  if (hasUserInfo(url)) return refuse('user')
  return allow({ kind: 'web', href: url.href, label: url.host })
}

const ANY_ORIGIN = 'https://host.invalid'

/** An image of a guide or brand: absolute https without userinfo, or a path on the page's own host (`/a.png`). */
export function gateImage(src: string): Gated<string> {
  if (src.startsWith('/')) {
    // The parser drops tabs, line breaks and dots, so that "/<tab>/host" is another host's, and "/.//host" would be.
    const local = parseUrl(src, ANY_ORIGIN)
    const path = local?.origin === ANY_ORIGIN ? local.href.slice(ANY_ORIGIN.length) : '//'
    if (!path.startsWith('//')) return allow(path)
  }
  const url = parseUrl(src)
  if (!url) return refuse('place')
  if (url.protocol !== 'https:') return refuse('scheme', url.protocol)
  if (hasUserInfo(url)) return refuse('user')
  return allow(url.href)
}

/**
 * The endpoint, before any key goes to it. `page` is the address of the page itself, not of `<base>`.
 * Https, or http where the host is loopback; the page's own origin, or one of `allowedOrigins`.
 */
export function gateEndpoint(
  endpoint: string,
  page: string,
  allowedOrigins: readonly string[] = [],
): Gated<URL> {
  if (endpoint.trim() === '') return refuse('empty')
  const pageUrl = parseUrl(page)
  const url = parseUrl(endpoint, pageUrl?.href)
  if (!url) return refuse('none')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('scheme', url.protocol)
  if (hasUserInfo(url)) return refuse('user')
  if (endpoint.includes('#')) return refuse('fragment')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return refuse('plain')
  const sameOrigin = url.origin === pageUrl?.origin
  if (!sameOrigin && !allowedOrigins.some((origin) => parseUrl(origin)?.origin === url.origin))
    return refuse('origin', url.origin)
  return allow(url)
}

/**
 * A link to the hosted page, for a person to send on: absolute, and fit for a key to be sent from it; so https, or http on
 * this machine, without userinfo.
 */
export const isInvitation = (address: string): boolean =>
  // A page of its own: what stands after `#` never leaves the browser.
  gateEndpoint(address.replace(/#.*/s, ''), address).ok

// A host as a guide writes it, in the parser's own form: lower case, punycode, no default port.
function isOf(host: string, named: string): boolean {
  const below = named.startsWith('.')
  const known = parseUrl(`https://${below ? named.slice(1) : named}`)?.host
  return known !== undefined && (below ? host.endsWith(`.${known}`) : host === known)
}

/**
 * Where an endpoint sends a person to authorise: https without userinfo; one of `hosts`, or below one that
 * begins with a dot, where the guide names them. Without hosts any https host passes and is named to the person.
 */
export function gateRedirect(address: string, hosts?: readonly string[]): Gated<URL> {
  const url = parseUrl(address)
  if (!url) return refuse('relative')
  if (url.protocol !== 'https:') return refuse('scheme', url.protocol)
  if (hasUserInfo(url)) return refuse('user')
  // The parser forgives backslashes; a reader of the raw address does not see the same host.
  if (address.includes('\\')) return refuse('backslash')
  if (hosts && !hosts.some((host) => isOf(url.host, host))) return refuse('host', url.host)
  return allow(url)
}
