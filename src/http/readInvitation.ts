/** What an endpoint answered to `invite`. */
import type { LinkError, LinkOutcome } from '../core/link.ts'
import { UNDECIDED } from '../core/passing.ts'
import { isInvitation } from '../core/url.ts'

/** "Send this to an admin", as it stands. */
export type Invitation =
  /** `error` is why the last request failed, where asking again may help. */
  | { readonly name: 'offered'; readonly error: LinkError | undefined }
  | { readonly name: 'asking'; readonly error: undefined }
  /** `url` opens the hosted page for whoever has it: treat it as a secret. `expiresIn` is in seconds. */
  | { readonly name: 'ready'; readonly url: string; readonly expiresIn: number; readonly error: undefined }
  /** This endpoint makes no invitations. */
  | { readonly name: 'refused'; readonly error: LinkError }

/**
 * Reads the answer. An endpoint that knows nothing of invitations answers as it likes: with 400, 404 or 405, as to a link
 * without a key, or with something else altogether. An address that nobody should be sent is no invitation either.
 */
export function readInvitation(outcome: LinkOutcome): Invitation {
  if (outcome.ok) {
    const { reply } = outcome
    return reply.status === 'invited' && isInvitation(reply.url)
      ? { name: 'ready', url: new URL(reply.url).href, expiresIn: reply.expiresIn, error: undefined }
      : { name: 'refused', error: { code: 'bad-response', reason: 'schema' } }
  }
  const { error } = outcome
  const mayPass = error.code !== 'bad-response' && UNDECIDED.has(error.code)
  return mayPass ? { name: 'offered', error } : { name: 'refused', error }
}
