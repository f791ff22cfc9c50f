/**
 * What a token endpoint answers, as credentials for the host's jobs.
 */
import type { IDToken, TokenEndpointResponse } from 'oauth4webapi'

// What is longer is as good as for ever, and still a date.
const LONGEST_SECONDS = 10 * 365 * 24 * 60 * 60
// RFC 6749, section 5.1, only recommends `expires_in`. Tokens that ended before end still: as soon as the short-lived ones do.
const UNTOLD_SECONDS = 5 * 60

/** The first of these claims that is a text. */
export const claim = (token: IDToken | undefined, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = token?.[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

/** The tokens; what is not sent anew stays as it was `before`. `now` in epoch milliseconds. */
export const toCredentials = (
  tokens: TokenEndpointResponse,
  now: number,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const refreshToken = tokens.refresh_token ?? before['refreshToken']
  const scope = tokens.scope ?? before['scope']
  const seconds = tokens.expires_in ?? (before['expiresAt'] === undefined ? undefined : UNTOLD_SECONDS)
  return {
    accessToken: tokens.access_token,
    tokenType: tokens.token_type,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(scope !== undefined && { scope }),
    ...(seconds !== undefined && {
      expiresAt: new Date(now + Math.min(seconds, LONGEST_SECONDS) * 1000).toISOString(),
    }),
  }
}
