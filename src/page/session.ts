/**
 * The session that a link brings in its fragment: taken out of the address bar before anything else, and kept in memory
 * alone. Nothing here is trusted: the endpoint checks the token, the page only reads what it is for.
 */
import { PROVIDER_KEY } from '../core/guide.ts'

/** What the fragment held. */
export type Invitation =
  | { readonly kind: 'missing' }
  /** There is something, and it cannot be a token that names its provider. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'given'; readonly token: string; readonly provider: string | undefined }

// What may stand after "Bearer " (RFC 6750, section 2.1). A header longer than some kilobytes is refused on the way.
const TOKEN = /^[\w\-.~+/]+=*$/
const MAX_TOKEN = 4096

// Our endpoint's tokens say what they are, so that a cut one is told from a host's own.
const PREFIX = 'ls_'

/** Reads `#session=…`, and takes the whole fragment out of the address without a new history entry. */
export function takeInvitation(): Invitation {
  const { hash, pathname, search } = location
  if (hash !== '') history.replaceState(history.state, '', pathname + search)
  return readInvitation(hash)
}

/** What a fragment invites to. */
export function readInvitation(fragment: string): Invitation {
  // A plus is a character of a token (base64), where a form has it for a space.
  const token = new URLSearchParams(fragment.replace(/^#/, '').replaceAll('+', '%2B')).get('session')
  if (token === null) return { kind: 'missing' }
  if (!isToken(token)) return { kind: 'malformed' }
  const provider = providerIn(token)
  if (provider === undefined && token.startsWith(PREFIX)) return { kind: 'malformed' }
  return { kind: 'given', token, provider }
}

/** True for what can stand in the header. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_TOKEN && TOKEN.test(value)

/** The provider in the payload of a JSON web token (RFC 7519); undefined for any other token. */
function providerIn(token: string): string | undefined {
  const [, payload, signature] = token.split('.')
  if (!payload || !signature) return undefined
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const claims = JSON.parse(text) as { provider?: unknown } | null
    const provider = claims?.provider
    return typeof provider === 'string' && PROVIDER_KEY.test(provider) ? provider : undefined
  } catch {
    return undefined
  }
}
