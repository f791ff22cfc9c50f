/**
 * Reads and opens account records. What is damaged or does not open is reported and left as it is.
 */
import type { Log } from '../log.ts'
import { accountKey, leaseKey, type Tenant } from '../keys.ts'
import type { Keyring, Opened } from '../sealing.ts'
import { locked, type Store } from '../store/store.ts'
import { recordSchema, type AccountRecord, type Credential } from './record.ts'

/** Where accounts are read. */
export interface Vault {
  /** Checks what was found under an account's key; `undefined` for nothing and for a damaged record. */
  parse(found: unknown, tenant: Tenant, account: string): AccountRecord | undefined
  readonly find: (tenant: Tenant, account: string) => Promise<AccountRecord | undefined>
  open(tenant: Tenant, account: string, record: AccountRecord): Promise<Opened | undefined>
  seal(tenant: Tenant, account: string, values: Credential['values']): Promise<string>
  /** Keyed digests of a credential, one for each secret, the newest first. */
  marksOf(tenant: Tenant, credential: Credential): Promise<readonly string[]>
  /** One change of an account at a time. */
  alone<Result>(tenant: Tenant, account: string, work: () => Promise<Result>): Promise<Result>
}

export function createVault(store: Store, keyring: Keyring, log: Log): Vault {
  // A sealed credential moved to another owner or account does not open there.
  const contextOf = (tenant: Tenant, account: string) => ['account', tenant.id, account]

  const parse: Vault['parse'] = (found, tenant, account) => {
    if (found === null || found === undefined) return undefined
    const record = recordSchema.safeParse(found)
    if (!record.success) log({ level: 'error', event: 'record-damaged', owner: tenant.id, account })
    return record.data
  }

  return {
    parse,
    find: async (tenant, account) =>
      parse(await store.get(await accountKey(tenant, account)), tenant, account),
    async open(tenant, account, { sealed, provider }) {
      const opened = await keyring.open(contextOf(tenant, account), sealed)
      if (!opened) log({ level: 'error', event: 'record-unreadable', owner: tenant.id, account, provider })
      return opened
    },
    seal: (tenant, account, values) => keyring.seal(contextOf(tenant, account), values),
    marksOf: (tenant, { provider, values, identity }) =>
      keyring.compare(['credential', tenant.id, provider, identity ?? Object.entries(values).sort()]),
    alone: async (tenant, account, work) => locked(store, leaseKey(await accountKey(tenant, account)), work),
  }
}
