/**
 * The accounts of all owners: found, opened, made, changed, listed and removed.
 */
import { accountKey, accountListKey, type Tenant } from '../keys.ts'
import type { Log } from '../log.ts'
import type { Keyring } from '../sealing.ts'
import type { Store } from '../store/store.ts'
import { createListAccounts, type ListAccounts } from './listAccounts.ts'
import type { AccountRecord, Aim, Credential, Saved } from './record.ts'
import { createResealAccounts, type ResealAccounts } from './resealAccounts.ts'
import { createSaveAccount, dropMark } from './saveAccount.ts'
import { createVault } from './vault.ts'

export interface Accounts {
  find(tenant: Tenant, account: string): Promise<AccountRecord | undefined>
  /** The account, once it was made or renewed as was aimed at. */
  reached(tenant: Tenant, aim: Aim): Promise<AccountRecord | undefined>
  /** The credential, or `undefined` when no secret opens it. */
  open(tenant: Tenant, account: string, record: AccountRecord): Promise<Credential['values'] | undefined>
  /** Whether the record holds this credential. */
  holds(tenant: Tenant, record: AccountRecord, credential: Credential): Promise<boolean>
  create(tenant: Tenant, account: string, credential: Credential): Promise<Saved>
  update(tenant: Tenant, account: string, credential: Credential): Promise<Saved>
  /** Keeps what `values` were renewed to; false when the account holds others by now, or is gone. */
  renew(
    tenant: Tenant,
    account: string,
    values: Credential['values'],
    renewed: Credential['values'],
  ): Promise<boolean>
  /** Marks an account whose credential, `values`, has run out; false as for `renew`. */
  expire(tenant: Tenant, account: string, values: Credential['values']): Promise<boolean>
  /** Removes an account; nothing happens when there is none. */
  remove(tenant: Tenant, account: string): Promise<void>
  readonly list: ListAccounts
  readonly reseal: ResealAccounts
}

export function createAccounts(store: Store, keyring: Keyring, now: () => number, log: Log): Accounts {
  const vault = createVault(store, keyring, log)
  const save = createSaveAccount(store, vault, now)

  // The provider was asked in between, for as long as 20 s: the person may have linked anew.
  const whileHeld = (
    tenant: Tenant,
    account: string,
    values: Credential['values'],
    work: (record: AccountRecord) => Promise<unknown>,
  ): Promise<boolean> =>
    vault.alone(tenant, account, async () => {
      const record = await vault.find(tenant, account)
      const held = record && (await vault.open(tenant, account, record))
      if (!record || JSON.stringify(held?.value) !== JSON.stringify(values)) return false
      await work(record)
      return true
    })

  return {
    find: vault.find,
    async reached(tenant, { target, renews, link }) {
      const record = await vault.find(tenant, target)
      return renews && record?.link !== link ? undefined : record
    },
    open: async (tenant, account, record) => (await vault.open(tenant, account, record))?.value,
    holds: async (tenant, record, credential) =>
      (await vault.marksOf(tenant, credential)).includes(record.mark),
    create: (tenant, account, credential) =>
      vault.alone(tenant, account, async () =>
        save(tenant, account, credential, await vault.find(tenant, account)),
      ),
    update: (tenant, account, credential) =>
      vault.alone(tenant, account, async () => {
        const before = await vault.find(tenant, account)
        return before ? save(tenant, account, credential, before) : { kind: 'gone' }
      }),
    renew: (tenant, account, values, renewed) =>
      whileHeld(tenant, account, values, (record) =>
        save(
          tenant,
          account,
          { provider: record.provider, identity: record.identity, link: record.link, values: renewed },
          record,
        ),
      ),
    expire: (tenant, account, values) =>
      whileHeld(tenant, account, values, async (record) =>
        store.set(await accountKey(tenant, account), { ...record, expiresAt: now() }),
      ),
    remove: (tenant, account) =>
      vault.alone(tenant, account, async () => {
        const record = await vault.find(tenant, account)
        if (!record) return
        await store.remove(await accountKey(tenant, account))
        await store.drop(accountListKey(tenant), { position: record.position, id: account })
        await dropMark(store, tenant, record.mark, account)
      }),
    list: createListAccounts(store, vault, now),
    reseal: createResealAccounts(store, vault),
  }
}
