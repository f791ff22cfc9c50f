/**
 * Where an authorization server is: discovered from its issuer, or given as two addresses. Https, or http on loopback.
 */
import * as oauth from 'oauth4webapi'

import { isLoopback } from '../../core/url.ts'
import { EndpointConfigError } from '../errors.ts'
import { readText } from '../readText.ts'
import type { ProviderContext } from './provider.ts'

/**
 * How to reach the authorization server: its issuer, whose addresses are discovered, or its two addresses.
 * Beside two addresses the issuer is only checked, which the scope `openid` needs.
 */
export type ServerAddresses =
  | { readonly issuer: string; readonly authorizationUrl?: undefined; readonly tokenUrl?: undefined }
  | { readonly issuer?: string | undefined; readonly authorizationUrl: string; readonly tokenUrl: string }

/** An authorization server as a provider uses it. */
export interface ServerAccess {
  /** Its metadata. Throws what discovery throws. */
  readonly metadata: (context: ProviderContext) => Promise<oauth.AuthorizationServer>
  /** How oauth4webapi sends its requests. */
  readonly http: (
    context: ProviderContext,
  ) => oauth.TokenEndpointRequestOptions & oauth.DiscoveryRequestOptions
  /** What the server answered, as far as it can be checked. */
  readonly checkable: (callback: URL) => URL
}

/** An address that people and codes may be sent to. Throws `provider-invalid`. */
export function readAddress(key: string, option: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url && safe && url.username === '' && url.password === '') return url
  throw new EndpointConfigError(
    'provider-invalid',
    `The provider ${JSON.stringify(key)} has the ${option} ${JSON.stringify(value)}.`,
    'People, keys and codes are only ever sent over https.',
    `Give ${option} as an absolute https address (http on localhost).`,
  )
}

// Documents and tokens have some kilobytes.
const MAX_ANSWER = 1024 * 1024

/** The same answer, read: oauth4webapi takes in all that a server sends. Throws for one that would fill the memory. */
async function bounded(response: Response): Promise<Response> {
  try {
    const body = await readText(response, MAX_ANSWER)
    if (body.kind !== 'text') throw new TypeError(`the answer is ${body.kind}`)
    // An empty text is one body too many for a 204.
    return new Response(body.text === '' ? null : body.text, response)
  } finally {
    await response.body?.cancel().catch(() => undefined)
  }
}

const noIssuer = (key: string): EndpointConfigError =>
  new EndpointConfigError(
    'provider-invalid',
    `The provider ${JSON.stringify(key)} asks for the scope openid without an issuer.`,
    'The ID token that comes back could not be checked.',
    'Give issuer as well, or leave openid out of scopes.',
  )

/** The server's metadata, asked for once; a failure is not kept, so that the next attempt can work. */
function discover(issuer: URL, http: ServerAccess['http']): ServerAccess['metadata'] {
  let known: Promise<oauth.AuthorizationServer> | undefined
  const ask = async (context: ProviderContext): Promise<oauth.AuthorizationServer> => {
    const read = async (algorithm: 'oidc' | 'oauth2') =>
      oauth.processDiscoveryResponse(
        issuer,
        await oauth.discoveryRequest(issuer, { algorithm, ...http(context) }),
      )
    return read('oidc').catch(() => read('oauth2'))
  }
  return (context) => {
    known ??= ask(context).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}

/** Checks the addresses. Throws `provider-invalid`. */
export function accessServer(
  key: string,
  addresses: ServerAddresses,
  scopes: readonly string[],
): ServerAccess {
  const issuer = addresses.issuer === undefined ? undefined : readAddress(key, 'issuer', addresses.issuer)
  const http = (plain: boolean): ServerAccess['http'] => {
    return ({ fetch, signal }) => ({
      [oauth.customFetch]: async (url: string, init: object) => bounded(await fetch(url, init)),
      // True for loopback alone: readAddress lets no other plain address through.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; there is no other way
      [oauth.allowInsecureRequests]: plain,
      signal,
    })
  }
  if (addresses.authorizationUrl === undefined) {
    const known = issuer ?? readAddress(key, 'issuer', addresses.issuer)
    const send = http(known.protocol === 'http:')
    return { http: send, metadata: discover(known, send), checkable: (callback) => callback }
  }
  const authorization = readAddress(key, 'authorizationUrl', addresses.authorizationUrl)
  const token = readAddress(key, 'tokenUrl', addresses.tokenUrl)
  if (scopes.includes('openid') && !issuer) throw noIssuer(key)
  const fixed: oauth.AuthorizationServer = {
    issuer: addresses.issuer ?? authorization.origin,
    authorization_endpoint: authorization.href,
    token_endpoint: token.href,
  }
  return {
    http: http(token.protocol === 'http:'),
    metadata: () => Promise.resolve(fixed),
    checkable: (callback) => {
      const result = new URL(callback)
      // An issuer that nobody told us cannot be checked (RFC 9207, section 2.4).
      if (!issuer) result.searchParams.delete('iss')
      return result
    },
  }
}
