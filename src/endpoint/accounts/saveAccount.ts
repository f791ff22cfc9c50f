/**
 * Writes an account. The record is the commit: what points at it (a mark for its credential, a place in the list)
 * is written before and means nothing without it, so that a failure leaves the whole account or none.
 */
import * as z from 'zod/mini'

import type { Account } from '../../core/link.ts'
import { OWNERS, accountKey, accountListKey, leaseKey, markKey, ownerKey, type Tenant } from '../keys.ts'
import { locked, lockedAll, type Store } from '../store/store.ts'
import { toAccount, type AccountRecord, type Credential, type Saved } from './record.ts'
import type { Vault } from './vault.ts'

const pointerSchema = z.object({ account: z.string() })

async function pointsAt(store: Store, tenant: Tenant, mark: string): Promise<string | undefined> {
  return pointerSchema.safeParse(await store.get(markKey(tenant, mark))).data?.account
}

/**
 * Forgets that a credential belongs to an account, unless it belongs to another by now. Under the lock of the mark: what is
 * linked between the look and the removal would lose its own. No other mark may be locked: two could wait for each other.
 */
export const dropMark = (store: Store, tenant: Tenant, mark: string, account: string): Promise<void> =>
  locked(store, leaseKey(markKey(tenant, mark)), async () => {
    if ((await pointsAt(store, tenant, mark)) === account) await store.remove(markKey(tenant, mark))
  })

/** Saves a credential under an account. The caller holds the account alone and gives the record that was there. */
export type SaveAccount = (
  tenant: Tenant,
  account: string,
  credential: Credential,
  before: AccountRecord | undefined,
) => Promise<Saved>

export function createSaveAccount(store: Store, vault: Vault, now: () => number): SaveAccount {
  // Asked of the storage each time: one that was emptied beneath us must list its owners again, for `reseal`.
  const rememberOwner = async (tenant: Tenant): Promise<void> => {
    if ((await store.get(ownerKey(tenant))) !== null) return
    await store.append(OWNERS, tenant.id)
    await store.set(ownerKey(tenant), { known: true })
  }

  /** The other account of this owner that holds the same credential. */
  const twinOf = async (
    tenant: Tenant,
    account: string,
    marks: readonly string[],
  ): Promise<Account | undefined> => {
    for (const mark of marks) {
      const other = await pointsAt(store, tenant, mark)
      if (other === undefined || other === account) continue
      const record = await vault.find(tenant, other)
      if (record && marks.includes(record.mark)) return toAccount(other, record)
    }
    return undefined
  }

  return async (tenant, account, credential, before) => {
    const marks = await vault.marksOf(tenant, credential)
    const [mark = ''] = marks
    // Every mark: a server whose newest secret is another one must wait for us too.
    const locks = marks.map((each) => leaseKey(markKey(tenant, each)))
    const saved = await lockedAll<Saved>(store, locks, async () => {
      const twin = await twinOf(tenant, account, marks)
      if (twin) return { kind: 'already', account: twin }
      const name = credential.name ?? before?.name
      const sealed = await vault.seal(tenant, account, credential.values)
      await rememberOwner(tenant)
      // Lost in a power cut, it costs no account: the credential could be linked twice.
      await store.set(markKey(tenant, mark), { account }, { durable: false })
      const record: AccountRecord = {
        provider: credential.provider,
        ...(name !== undefined && { name }),
        linkedAt: before?.linkedAt ?? new Date(now()).toISOString(),
        position: before?.position ?? (await store.append(accountListKey(tenant), account)),
        mark,
        sealed,
        ...(credential.identity !== undefined && { identity: credential.identity }),
        ...(credential.expiresAt !== undefined && { expiresAt: credential.expiresAt }),
        ...(credential.link !== undefined && { link: credential.link }),
      }
      await store.set(await accountKey(tenant, account), record)
      return { kind: 'saved', account: toAccount(account, record) }
    })
    if (saved.kind === 'saved' && before && before.mark !== mark)
      await dropMark(store, tenant, before.mark, account)
    return saved
  }
}
