/**
 * What a provider is: the fields it takes and how a credential is verified, or how a person authorises.
 * A host's own provider is an object of this shape; see `apiKeyProvider` and `oauth2` for the common cases.
 */
import type { FieldProblem } from '../../core/link.ts'

/** A field that the provider takes. `maxLength` in characters, 4,096 by default. */
export interface ProviderField {
  readonly name: string
  readonly required: boolean
  readonly maxLength?: number
}

/** What a provider works with: a signal that ends with the deadline of 20 s, and the endpoint's own fetch. */
export interface ProviderContext {
  readonly signal: AbortSignal
  readonly fetch: typeof globalThis.fetch
}

/** Why a provider said no. */
export type ProviderProblem =
  | 'credential-rejected'
  | 'insufficient-permission'
  | 'invalid-fields'
  | 'rate-limited'
  | 'provider-unavailable'

/** What became of a verification. `name` is the account's name for people; `retryAfter` in seconds. */
export type Verdict =
  | { readonly ok: true; readonly name?: string | undefined }
  | {
      readonly ok: false
      readonly problem: ProviderProblem
      readonly retryAfter?: number | undefined
      readonly fields?: readonly FieldProblem[] | undefined
    }

/** Where a person is sent, and what must come back to `finish` (sealed until then). */
export interface AuthorizationStart {
  readonly url: string
  readonly keep: Readonly<Record<string, string>>
}

/**
 * What an authorisation yields. `identity` names the same grant again (an OIDC subject, say): the account is then
 * renewed, not doubled. `expiresAt`, epoch milliseconds, only for a credential that cannot be renewed.
 */
export type AuthorizationEnd =
  | {
      readonly ok: true
      readonly credentials: Readonly<Record<string, string>>
      readonly name?: string | undefined
      readonly identity?: string | undefined
      readonly expiresAt?: number | undefined
    }
  | { readonly ok: false; readonly problem: 'denied' | 'failed' }

/** What became of credentials that may have run out. `ended`: only linking again helps. */
export type Renewal =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'renewed'; readonly credentials: Readonly<Record<string, string>> }
  | { readonly kind: 'ended' }

/** A context with the time, in epoch milliseconds. */
export interface TimedContext extends ProviderContext {
  readonly now: number
}

/** A redirect to the provider and back. */
export interface Authorization {
  /** Builds the address that the person is sent to. `state` must come back unchanged. */
  start(
    request: {
      readonly redirectUri: string
      readonly state: string
      readonly scopes: readonly string[]
      readonly fields: Readonly<Record<string, string>>
    },
    context: ProviderContext,
  ): Promise<AuthorizationStart>
  /** Turns the callback's address into credentials. */
  finish(
    request: {
      readonly callback: URL
      readonly redirectUri: string
      readonly state: string
      readonly keep: Readonly<Record<string, string>>
    },
    context: TimedContext,
  ): Promise<AuthorizationEnd>
  /** Looks after credentials that run out, each time that `endpoint.credentials` gives them away. */
  renew?(credentials: Readonly<Record<string, string>>, context: TimedContext): Promise<Renewal>
}

/** A provider that an endpoint can link. With `authorize` a person is sent to it; `verify` then checks the fields first. */
export interface Provider {
  /** As in the guide: lower-case letters, digits, dot, dash, underscore. */
  readonly key: string
  readonly name: string
  readonly fields: readonly ProviderField[]
  /** Says whether the credential works. Network failures may be thrown: they are `provider-unavailable`. */
  verify(fields: Readonly<Record<string, string>>, context: ProviderContext): Promise<Verdict>
  readonly authorize?: Authorization | undefined
}

/** The longest value of a field that sets no `maxLength`, in characters. */
export const DEFAULT_MAX_LENGTH = 4096
