/**
 * Seals anew, with the newest secret, what an older one sealed.
 */
import { OWNERS, accountKey, accountListKey, markKey, tenantOf, type Tenant } from '../keys.ts'
import type { Store } from '../store/store.ts'
import { dropMark } from './saveAccount.ts'
import type { Vault } from './vault.ts'

/** How many accounts were sealed anew, and how many no secret opened (they stay as they are). */
export interface Resealed {
  readonly resealed: number
  readonly failed: number
}

/** Goes over one owner's accounts, or all of them. May run beside requests, and again after it was interrupted. */
export type ResealAccounts = (owner?: string) => Promise<Resealed>

const PAGE = 100

export function createResealAccounts(store: Store, vault: Vault): ResealAccounts {
  /** Every id of a list, a page at a time. */
  async function* walk(list: string): AsyncGenerator<string> {
    for (let before: number | undefined; ;) {
      const page = await store.page(list, PAGE, before)
      for (const entry of page) yield entry.id
      before = page.at(-1)?.position
      if (before === undefined) return
    }
  }

  const resealOne = (tenant: Tenant, account: string): Promise<keyof Resealed | 'fresh'> =>
    vault.alone(tenant, account, async () => {
      const record = await vault.find(tenant, account)
      if (!record) return 'fresh'
      const opened = await vault.open(tenant, account, record)
      if (!opened) return 'failed'
      const { provider, identity } = record
      const [mark = ''] = await vault.marksOf(tenant, { provider, values: opened.value, identity })
      if (!opened.stale && record.mark === mark) return 'fresh'
      const sealed = await vault.seal(tenant, account, opened.value)
      await store.set(markKey(tenant, mark), { account })
      await store.set(await accountKey(tenant, account), { ...record, mark, sealed })
      if (record.mark !== mark) await dropMark(store, tenant, record.mark, account)
      return 'resealed'
    })

  return async (owner) => {
    const result = { resealed: 0, failed: 0 }
    for await (const id of owner === undefined ? walk(OWNERS) : [owner]) {
      const tenant = await tenantOf(id)
      for await (const account of walk(accountListKey(tenant))) {
        const outcome = await resealOne(tenant, account)
        if (outcome !== 'fresh') result[outcome] += 1
      }
    }
    return result
  }
}
