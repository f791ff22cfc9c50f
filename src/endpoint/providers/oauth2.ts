/**
 * OAuth 2 authorization code with PKCE (RFC 6749, 7636, 9700), by discovery or by two addresses.
 * With the scope `openid` the ID token names the account and tells a renewed grant from a new one.
 */
import * as oauth from 'oauth4webapi'
import * as z from 'zod/mini'

import { accessServer, readAddress, type ServerAddresses } from './authorizationServer.ts'
import type { AuthorizationEnd, Provider, Renewal } from './provider.ts'
import { checkShape, keySchema } from './readProviders.ts'
import { claim, toCredentials } from './tokens.ts'

interface Common {
  /** As in the guide's `provider`: lower-case letters, digits, dot, dash, underscore. */
  readonly key: string
  /** For people. */
  readonly name: string
  /** As the provider gave it out. */
  readonly clientId: string
  /** Leave it out for a public client. */
  readonly clientSecret?: string | undefined
  /** What is asked for. A link's own scopes narrow this list, never widen it. */
  readonly scopes: readonly string[]
  /** Where the secret goes at the token endpoint; by default what discovery says, else `basic`. */
  readonly clientAuth?: 'basic' | 'post' | undefined
  /** More parameters of the authorization request, `{ prompt: 'consent' }` say. */
  readonly parameters?: Readonly<Record<string, string>> | undefined
}

/** An OAuth 2 provider. */
export type OAuth2Options = Common & ServerAddresses

const filled = z.string().check(z.minLength(1))
const optionsSchema = z.object({
  key: keySchema,
  clientId: filled,
  clientSecret: z.optional(filled),
  scopes: z.array(z.string()),
  clientAuth: z.optional(z.enum(['basic', 'post'])),
  parameters: z.optional(z.record(z.string(), z.string())),
})
const EXAMPLE =
  "Give { key: 'acme', name: 'Acme', issuer: 'https://id.acme.example', clientId: 'c', clientSecret: 's', scopes: ['read'] }; " +
  'what comes from the environment must be set there.'

// Without these a narrowed list would lose the account's identity, or its renewal.
const ALWAYS: readonly string[] = ['openid', 'offline_access']
// A token that ends within the minute would end on its way.
const EARLY_MS = 60_000

/**
 * An OAuth 2 provider: `oauth2({ key: 'acme', name: 'Acme', issuer: 'https://id.acme.example', clientId, clientSecret,
 * scopes: ['openid', 'offline_access'] })`. Its credentials are `accessToken`, `tokenType` and, where given,
 * `refreshToken`, `scope` and `expiresAt` (ISO 8601); `endpoint.credentials` renews them.
 * Register `{publicUrl}/callback` as the redirect address. Throws `provider-invalid`.
 */
export function oauth2(options: OAuth2Options): Provider {
  checkShape('oauth2', optionsSchema, options, EXAMPLE)
  const { key, name, clientId, clientSecret, scopes, clientAuth, parameters } = options
  const { metadata, http, checkable } = accessServer(key, options, scopes)
  const client: oauth.Client = { client_id: clientId }

  const authenticate = (as: oauth.AuthorizationServer): oauth.ClientAuth => {
    if (clientSecret === undefined) return oauth.None()
    const known = as.token_endpoint_auth_methods_supported
    const basic = clientAuth ? clientAuth === 'basic' : !known || known.includes('client_secret_basic')
    return basic ? oauth.ClientSecretBasic(clientSecret) : oauth.ClientSecretPost(clientSecret)
  }

  const narrow = (asked: readonly string[]): string => {
    const wanted = scopes.filter((scope) => asked.includes(scope))
    const list =
      wanted.length === 0
        ? scopes
        : scopes.filter((scope) => wanted.includes(scope) || ALWAYS.includes(scope))
    return list.join(' ')
  }

  return {
    key,
    name,
    fields: [],
    verify: () => Promise.resolve({ ok: true }),
    authorize: {
      async start({ redirectUri, state, scopes: asked }, context) {
        const as = await metadata(context)
        const url = readAddress(key, 'authorization_endpoint', as.authorization_endpoint ?? '')
        const verifier = oauth.generateRandomCodeVerifier()
        const nonce = scopes.includes('openid') ? oauth.generateRandomNonce() : undefined
        const query = {
          ...parameters,
          response_type: 'code',
          client_id: clientId,
          redirect_uri: redirectUri,
          scope: narrow(asked),
          state,
          code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(nonce !== undefined && { nonce }),
        }
        for (const [parameter, value] of Object.entries(query))
          if (value !== '') url.searchParams.set(parameter, value)
        return { url: url.href, keep: { verifier, ...(nonce !== undefined && { nonce }) } }
      },

      async finish({ callback, redirectUri, state, keep }, context): Promise<AuthorizationEnd> {
        const as = await metadata(context)
        let answer: URLSearchParams
        try {
          answer = oauth.validateAuthResponse(as, client, checkable(callback), state)
        } catch (error) {
          const denied = error instanceof oauth.AuthorizationResponseError && error.error === 'access_denied'
          return { ok: false, problem: denied ? 'denied' : 'failed' }
        }
        const response = await oauth.authorizationCodeGrantRequest(
          as,
          client,
          authenticate(as),
          answer,
          redirectUri,
          keep['verifier'] ?? '',
          http(context),
        )
        const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
          expectedNonce: keep['nonce'] ?? oauth.expectNoNonce,
          requireIdToken: keep['nonce'] !== undefined,
        })
        const identity = oauth.getValidatedIdTokenClaims(tokens)
        const credentials = toCredentials(tokens, context.now)
        return {
          ok: true,
          credentials,
          name: claim(identity, 'name', 'email', 'preferred_username'),
          identity: identity && `${identity.iss} ${identity.sub}`,
          expiresAt:
            credentials['refreshToken'] === undefined && credentials['expiresAt'] !== undefined
              ? Date.parse(credentials['expiresAt'])
              : undefined,
        }
      },

      async renew(credentials, context): Promise<Renewal> {
        const { expiresAt, refreshToken } = credentials
        if (expiresAt === undefined || Date.parse(expiresAt) - EARLY_MS > context.now)
          return { kind: 'fresh' }
        if (refreshToken === undefined)
          return Date.parse(expiresAt) > context.now ? { kind: 'fresh' } : { kind: 'ended' }
        const as = await metadata(context)
        const response = await oauth.refreshTokenGrantRequest(
          as,
          client,
          authenticate(as),
          refreshToken,
          http(context),
        )
        try {
          const tokens = await oauth.processRefreshTokenResponse(as, client, response)
          return { kind: 'renewed', credentials: toCredentials(tokens, context.now, credentials) }
        } catch (error) {
          if (error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant')
            return { kind: 'ended' }
          throw error
        }
      },
    },
  }
}
