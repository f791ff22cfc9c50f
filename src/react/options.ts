/** The props that every React door shares: where a link goes, what it asks for, and what the host hears. */
import type { GuideInput } from '../core/guide.ts'
import type { Account, LinkError, LinkFunction } from '../core/link.ts'
import type { HeadersOption } from '../http/createHttpLink.ts'

/** Requests go through the host's own function. */
interface OwnLink {
  /** Carries requests in place of the fetch; see {@link LinkFunction}. */
  link: LinkFunction
  endpoint?: never
  headers?: never
  credentials?: never
  allowedEndpointOrigins?: never
}

/** Requests go to an endpoint by fetch. */
interface Endpoint {
  /** A URL that answers the link protocol; relative ones resolve against the page. Same origin unless listed. */
  endpoint: string
  link?: never
  /** Sent with each request, for instance a CSRF token. Called anew each time. */
  headers?: HeadersOption | undefined
  /** `same-origin` by default. */
  credentials?: 'same-origin' | 'include' | undefined
  /** Other origins that a key may be sent to, such as `https://api.example`. None by default. */
  allowedEndpointOrigins?: readonly string[] | undefined
}

/**
 * Where requests go: to an endpoint, or through the host's own function. Exactly one.
 * A compiler that misses both names the last: the one that most hosts want.
 */
export type Destination = OwnLink | Endpoint

/** What is told as the person goes along. Never holds what they typed. */
export type HubEvent =
  | { readonly type: 'step'; readonly step: string; readonly number: number }
  | { readonly type: 'form' }
  | { readonly type: 'submitted'; readonly attempt: number }
  | { readonly type: 'redirected'; readonly host: string }
  | { readonly type: 'linked'; readonly account: Account }
  | { readonly type: 'already-linked'; readonly account: Account | undefined }
  | { readonly type: 'failed'; readonly error: LinkError }
  /** A link to send to an admin was made. The link itself is not told. */
  | { readonly type: 'invited' }
  | { readonly type: 'cancelled' }
  /** A link succeeded after the person had cancelled it: the account exists. */
  | { readonly type: 'late-result'; readonly account: Account }
  | { readonly type: 'closed' }

// Interfaces, since the writer of declarations loses comments within other types.
/** What to link, and what the host hears of it. */
interface FlowOptions {
  /** The provider's guide: one of ours, or data that is checked before it is drawn. */
  guide: GuideInput
  /** The permissions to ask for. Steps that are only for others are left out. */
  scopes?: readonly string[] | undefined
  /** Update mode: replaces the credential of this account. */
  account?: { readonly id: string; readonly name?: string | undefined } | undefined
  /** Leaves out the sections of the guide that speak of another brand. `false` by default. */
  whiteLabel?: boolean | undefined
  /** A BCP 47 tag for plurals and dates, also sent to the endpoint. `en` by default. */
  locale?: string | undefined
  /**
   * `false` shows no confirmation: the host shows its own from `onLinked`. A function, which may be async, is asked after
   * `onLinked`. `true` by default.
   */
  confirmation?: boolean | (() => boolean | Promise<boolean>) | undefined
  /**
   * "Not the admin? Send this to an admin": asks the endpoint for a link to the hosted page when the person presses it, and
   * not before. An endpoint that makes no such links says so there; `false` leaves it out. Not offered in update mode,
   * where such a link could not replace the key. `true` by default.
   */
  invite?: boolean | undefined
  /** Remembers the open step (its id, nothing else) in session storage over a reload. `false` by default. */
  resume?: boolean | undefined
  /** Exactly once for each successful link. */
  onLinked?: ((account: Account) => void) | undefined
  /** Each failure, once. Carries no secret and no text of the server. */
  onError?: ((error: LinkError) => void) | undefined
  /** Each thing that happens along the way, for analytics. Never holds what was typed. */
  onEvent?: ((event: HubEvent) => void) | undefined
  /** Renews the host's session; once it resolves the attempt goes on by itself. At most once for each press. */
  onSessionExpired?: (() => unknown) | undefined
}

/** Options of {@link useHub}, and the props of `<Hub>` that are not about looks. */
export type HubOptions = Destination & FlowOptions
