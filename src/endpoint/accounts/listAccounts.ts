/**
 * The list of an owner's accounts, a page at a time, the newest first.
 */
import type { ListedAccount } from '../../core/link.ts'
import { accountKey, accountListKey, type Tenant } from '../keys.ts'
import type { Store } from '../store/store.ts'
import { toAccount, type AccountRecord } from './record.ts'
import type { Vault } from './vault.ts'

/** A page of accounts; `next` goes on from here. */
export interface AccountPage {
  readonly accounts: readonly ListedAccount[]
  readonly next?: string
}

// The widget cuts a reply off at 64 KiB; three bytes a character at the worst, and room for the frame.
const PAGE_ACCOUNTS = 100
const PAGE_CHARACTERS = 20_000

/** Lists the accounts after the cursor `after` of an earlier page. */
export type ListAccounts = (tenant: Tenant, after?: string) => Promise<AccountPage>

export function createListAccounts(store: Store, vault: Vault, now: () => number): ListAccounts {
  const stateOf = async (
    tenant: Tenant,
    id: string,
    record: AccountRecord,
  ): Promise<ListedAccount['state']> => {
    if (!(await vault.open(tenant, id, record))) return 'error'
    return record.expiresAt !== undefined && record.expiresAt <= now() ? 'expired' : 'active'
  }

  return async (tenant, after) => {
    const before = after === undefined ? undefined : Number(after)
    const entries = await store.page(accountListKey(tenant), PAGE_ACCOUNTS, before)
    const found = await store.getMany(await Promise.all(entries.map(({ id }) => accountKey(tenant, id))))
    const listed = await Promise.all(
      entries.map(async ({ id, position }, index) => {
        const record = vault.parse(found[index], tenant, id)
        if (record?.position !== position) return undefined
        return {
          ...toAccount(id, record),
          state: await stateOf(tenant, id, record),
          linkedAt: record.linkedAt,
        }
      }),
    )

    const accounts: ListedAccount[] = []
    let characters = 0
    for (const [index, account] of listed.entries()) {
      characters += account ? JSON.stringify(account).length : 0
      if (characters > PAGE_CHARACTERS) return { accounts, next: String(entries[index - 1]?.position) }
      if (account) accounts.push(account)
    }
    const last = entries.at(-1)
    return last && entries.length === PAGE_ACCOUNTS ? { accounts, next: String(last.position) } : { accounts }
  }
}
