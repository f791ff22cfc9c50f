/**
 * What every operation works with, made once for an endpoint.
 */
import type { Accounts } from './accounts/createAccounts.ts'
import type { Claims } from './claims.ts'
import type { Tenant } from './keys.ts'
import type { Links } from './links.ts'
import type { Log } from './log.ts'
import type { Provider } from './providers/provider.ts'
import type { Session, Sessions } from './sessions.ts'

/** The parts of an endpoint. */
export interface Context {
  readonly accounts: Accounts
  readonly claims: Claims
  readonly links: Links
  readonly sessions: Sessions
  readonly providers: ReadonlyMap<string, Provider>
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  readonly log: Log
  /** The link page, when the endpoint can invite. */
  readonly linkPage: string | undefined
  readonly publicUrl: string | undefined
}

/** Who asks: an owner signed in at the host, or the holder of an invitation from one. */
export interface Asker {
  readonly tenant: Tenant
  readonly session: Session | undefined
}
