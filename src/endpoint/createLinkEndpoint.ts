/**
 * The link endpoint for a host's server: `export const POST = createLinkEndpoint({ … }).fetch`.
 * Verifies, seals and keeps what the widget sends, and gives it to the host's own jobs.
 */
import type { Storage } from 'unstorage'

import { createAccounts } from './accounts/createAccounts.ts'
import { createClaims } from './claims.ts'
import type { Context } from './context.ts'
import { openCredentials } from './credentials.ts'
import { EndpointConfigError } from './errors.ts'
import { createHandler } from './handler.ts'
import { createLinks } from './links.ts'
import { createLog } from './log.ts'
import { readOptions, type LinkEndpointOptions } from './options.ts'
import { createKeyring } from './sealing.ts'
import { createSessions, invitation, type SessionRequest } from './sessions.ts'
import { createStore } from './store/createStore.ts'
import { withStoreDeadline } from './store/storeDeadline.ts'

/** What a host mounts and calls. Its functions may be taken apart from it. */
export interface LinkEndpoint {
  /** Answers a request: POST at its own address, and GET at `/callback` below it. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * The credential of an account, for the host's own jobs; `owner` is the owner's id.
   * Tokens that run out are renewed first. Throws `UnknownAccountError`, `UnreadableAccountError` when no secret opens
   * it, or `ExpiredAccountError` when the provider no longer renews it.
   */
  readonly credentials: (of: {
    readonly owner: string
    readonly account: string
  }) => Promise<Record<string, string>>
  /** An invitation to the hosted page: whoever has the address may link this provider for this owner, once. */
  readonly createSession: (
    request: SessionRequest,
  ) => Promise<{ readonly url: string; readonly token: string }>
  /** Seals with the newest secret what an older one sealed, for one owner or all. Run it, then drop the old secret. */
  readonly reseal: (of?: {
    readonly owner?: string
  }) => Promise<{ readonly resealed: number; readonly failed: number }>
}

/** Makes an endpoint. Throws `EndpointConfigError` for options that cannot work. */
export function createLinkEndpoint(options: LinkEndpointOptions): LinkEndpoint {
  const settings = readOptions(options)
  const { fetch, now, providers, linkPage, publicUrl } = settings
  const keyring = createKeyring(options.secrets)
  const store = withStoreDeadline(createStore(options.storage as Storage, options.shared ?? false, now))
  const log = createLog(options.log)
  const accounts = createAccounts(store, keyring, now, log)
  const sessions = createSessions(store, keyring, now, accounts)
  const context: Context = {
    accounts,
    claims: createClaims(store, keyring),
    links: createLinks(store, keyring),
    sessions,
    providers,
    fetch,
    now,
    log,
    linkPage,
    publicUrl,
  }

  return {
    fetch: createHandler(settings, context, store),
    async credentials(of: Parameters<LinkEndpoint['credentials']>[0] | undefined) {
      const { owner, account } = of ?? {}
      if (typeof owner !== 'string' || typeof account !== 'string')
        throw new EndpointConfigError(
          'account-invalid',
          'credentials() needs the ids of an owner and of an account.',
          'Without both nobody knows whose credential to open.',
          "Call credentials({ owner: 'org_1', account: 'acc_…' }).",
        )
      return openCredentials(context, store, owner, account)
    },
    async createSession(request: SessionRequest | undefined) {
      if (!request || !providers.has(request.provider))
        throw new EndpointConfigError(
          'session-invalid',
          `No provider has the key ${JSON.stringify(request?.provider)}.`,
          'Its token could never be used.',
          `Use one of ${[...providers.keys()].join(', ')}.`,
        )
      if (linkPage === undefined)
        throw new EndpointConfigError(
          'link-page-missing',
          'The endpoint has no linkPage.',
          'An invitation is an address on the hosted link page.',
          "Give linkPage: 'https://link.example/' to createLinkEndpoint.",
        )
      const { url, token } = await invitation(sessions, linkPage, request)
      return { url, token }
    },
    async reseal({ owner } = {}) {
      if (owner !== undefined && typeof owner !== 'string')
        throw new EndpointConfigError(
          'account-invalid',
          'reseal() was given an owner that is not the text of an id.',
          'It would find no account, and an older secret that is dropped then would take them all along.',
          "Call reseal({ owner: 'org_1' }), or reseal() for all owners.",
        )
      return accounts.reseal(owner)
    },
  }
}
