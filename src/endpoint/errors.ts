/**
 * The errors that a host meets in its own code. A wrong request never throws: it gets a problem (problems.ts).
 */

/** The code of an {@link EndpointConfigError}. */
export type EndpointConfigCode =
  | 'owner-missing'
  | 'providers-missing'
  | 'provider-invalid'
  | 'provider-twice'
  | 'storage-missing'
  | 'storage-not-shared'
  | 'storage-unsupported'
  | 'secrets-missing'
  | 'secret-weak'
  | 'origin-invalid'
  | 'link-page-invalid'
  | 'link-page-missing'
  | 'public-url-invalid'
  | 'limit-invalid'
  | 'function-invalid'
  | 'account-invalid'
  | 'session-invalid'

/** A mistake in the host's own configuration or call. Says what was found, why it matters and how to mend it. */
export class EndpointConfigError extends Error {
  override readonly name = 'EndpointConfigError'
  constructor(
    readonly code: EndpointConfigCode,
    readonly what: string,
    readonly why: string,
    readonly how: string,
  ) {
    super(`[hub-link] ${code}: ${what} ${why} ${how}`)
  }
}

/** Thrown by `endpoint.credentials` for an account that this owner does not have. */
export class UnknownAccountError extends Error {
  override readonly name = 'UnknownAccountError'
  readonly code = 'unknown-account'
  constructor(readonly account: string) {
    super(`[hub-link] unknown-account: this owner has no account ${JSON.stringify(account)}.`)
  }
}

/** Thrown by `endpoint.credentials` for an account whose record no given secret opens. The record stays. */
export class UnreadableAccountError extends Error {
  override readonly name = 'UnreadableAccountError'
  readonly code = 'unreadable-account'
  constructor(readonly account: string) {
    super(
      `[hub-link] unreadable-account: the credential of ${JSON.stringify(account)} cannot be opened. ` +
        'It was sealed with a secret that is not in `secrets`, or its record was changed. ' +
        'Add the older secret, or have the account linked again.',
    )
  }
}

/** Thrown by `endpoint.credentials` when the provider no longer renews them. The account lists as `expired`. */
export class ExpiredAccountError extends Error {
  override readonly name = 'ExpiredAccountError'
  readonly code = 'expired-account'
  constructor(readonly account: string) {
    super(
      `[hub-link] expired-account: the provider no longer renews ${JSON.stringify(account)}. Have it linked again.`,
    )
  }
}
