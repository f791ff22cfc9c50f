/**
 * Accounts at rest. The record is the commit: what points at it (a mark for its credential, a place in the list)
 * is written before and ignored without it, so that a failure leaves the whole account or none.
 */
import * as z from 'zod/mini'

import type { Account, ListedAccount } from '../core/link.ts'
import { randomId } from './bytes.ts'
import {
  OWNERS,
  accountKey,
  accountListKey,
  leaseKey,
  markKey,
  ownerKey,
  tenantOf,
  type Tenant,
} from './keys.ts'
import type { Log } from './log.ts'
import type { Keyring } from './sealing.ts'
import { locked, type Store } from './store/store.ts'

const recordSchema = z.object({
  provider: z.string(),
  name: z.optional(z.string()),
  linkedAt: z.string(),
  position: z.number(),
  mark: z.string(),
  sealed: z.string(),
  // What the mark was made of where that is not the credential itself.
  identity: z.optional(z.string()),
  expiresAt: z.optional(z.number()),
})

/** An account as it lies in the storage. */
export type AccountRecord = z.infer<typeof recordSchema>

/** A verified credential. See `AuthorizationEnd` for `identity` and `expiresAt`. */
export interface Credential {
  readonly provider: string
  readonly values: Readonly<Record<string, string>>
  readonly name?: string | undefined
  readonly identity?: string | undefined
  readonly expiresAt?: number | undefined
}

/** What became of a save. `already`: this owner has the credential under another account. */
export type Saved =
  | { readonly kind: 'saved'; readonly account: Account }
  | { readonly kind: 'already'; readonly account: Account }
  | { readonly kind: 'gone' }

/** A page of accounts, the newest first; `next` goes on from here. */
export interface AccountPage {
  readonly accounts: readonly ListedAccount[]
  readonly next?: string
}

export interface Accounts {
  find(tenant: Tenant, account: string): Promise<AccountRecord | undefined>
  /** Whether the record holds this credential. */
  holds(tenant: Tenant, record: AccountRecord, credential: Credential): Promise<boolean>
  create(tenant: Tenant, account: string, credential: Credential): Promise<Saved>
  update(tenant: Tenant, account: string, credential: Credential): Promise<Saved>
  list(tenant: Tenant, after?: string): Promise<AccountPage>
  remove(tenant: Tenant, account: string): Promise<void>
  open(
    tenant: Tenant,
    account: string,
    record: AccountRecord,
  ): Promise<Readonly<Record<string, string>> | undefined>
  reseal(owner?: string): Promise<{ resealed: number; failed: number }>
}

// Replies over 64 KiB are cut off unread; escaped names are counted as they are sent.
const PAGE_ACCOUNTS = 100
const PAGE_CHARACTERS = 40_000
const MAX_NAME = 200

/** An account as the wire tells it. */
export const toAccount = (
  id: string,
  { provider, name }: { provider: string; name?: string | undefined },
): Account => ({
  id,
  provider,
  ...(name !== undefined && { name }),
})

export function createAccounts(store: Store, keyring: Keyring, now: () => number, log: Log): Accounts {
  const contextOf = (tenant: Tenant, account: string) => ['account', tenant.id, account]
  const marksOf = (tenant: Tenant, { provider, values, identity }: Credential) =>
    keyring.compare(['credential', tenant.id, provider, identity ?? Object.entries(values).sort()])

  const parse = (found: unknown, tenant: Tenant, account: string): AccountRecord | undefined => {
    if (found === null || found === undefined) return undefined
    const record = recordSchema.safeParse(found)
    if (!record.success) log({ level: 'error', event: 'record-damaged', owner: tenant.id, account })
    return record.success ? record.data : undefined
  }

  const find: Accounts['find'] = async (tenant, account) =>
    parse(await store.get(await accountKey(tenant, account)), tenant, account)

  const knownOwners = new Set<string>()
  const rememberOwner = async (tenant: Tenant): Promise<void> => {
    if (knownOwners.has(tenant.folder)) return
    if ((await store.get(ownerKey(tenant))) === null) {
      await store.append(OWNERS, tenant.id)
      await store.set(ownerKey(tenant), { known: true })
    }
    if (knownOwners.size > 10_000) knownOwners.clear()
    knownOwners.add(tenant.folder)
  }

  /** The other account of this owner that holds the same credential. */
  const twinOf = async (
    tenant: Tenant,
    account: string,
    marks: readonly string[],
  ): Promise<Account | undefined> => {
    for (const found of await store.getMany(marks.map((mark) => markKey(tenant, mark)))) {
      const pointer = z.object({ account: z.string() }).safeParse(found)
      if (!pointer.success || pointer.data.account === account) continue
      const record = await find(tenant, pointer.data.account)
      if (record && marks.includes(record.mark)) return toAccount(pointer.data.account, record)
    }
    return undefined
  }

  const write = async (
    tenant: Tenant,
    account: string,
    credential: Credential,
    before: AccountRecord | undefined,
  ): Promise<Saved> => {
    const marks = await marksOf(tenant, credential)
    const [mark = ''] = marks
    return locked(store, leaseKey(markKey(tenant, mark)), randomId(), async () => {
      const twin = await twinOf(tenant, account, marks)
      if (twin) return { kind: 'already', account: twin }
      const name = credential.name?.slice(0, MAX_NAME) ?? before?.name
      const sealed = await keyring.seal(contextOf(tenant, account), credential.values)
      await rememberOwner(tenant)
      await store.set(markKey(tenant, mark), { account })
      const record: AccountRecord = {
        provider: credential.provider,
        ...(name !== undefined && { name }),
        linkedAt: before?.linkedAt ?? new Date(now()).toISOString(),
        position: before?.position ?? (await store.append(accountListKey(tenant), account)),
        mark,
        sealed,
        ...(credential.identity !== undefined && { identity: credential.identity }),
        ...(credential.expiresAt !== undefined && { expiresAt: credential.expiresAt }),
      }
      await store.set(await accountKey(tenant, account), record)
      if (before && before.mark !== mark) await store.remove(markKey(tenant, before.mark))
      return { kind: 'saved', account: toAccount(account, record) }
    })
  }

  /** One change of an account at a time. */
  const alone = async <Result>(
    tenant: Tenant,
    account: string,
    work: () => Promise<Result>,
  ): Promise<Result> => locked(store, leaseKey(await accountKey(tenant, account)), randomId(), work)

  const stateOf = async (
    tenant: Tenant,
    account: string,
    record: AccountRecord,
  ): Promise<ListedAccount['state']> => {
    if (!(await keyring.open(contextOf(tenant, account), record.sealed))) {
      log({
        level: 'error',
        event: 'record-unreadable',
        owner: tenant.id,
        account,
        provider: record.provider,
      })
      return 'error'
    }
    return record.expiresAt !== undefined && record.expiresAt <= now() ? 'expired' : 'active'
  }

  const resealOne = async (tenant: Tenant, account: string): Promise<'resealed' | 'fresh' | 'failed'> =>
    alone(tenant, account, async () => {
      const record = await find(tenant, account)
      if (!record) return 'fresh'
      const opened = await keyring.open(contextOf(tenant, account), record.sealed)
      if (!opened) {
        log({
          level: 'error',
          event: 'record-unreadable',
          owner: tenant.id,
          account,
          provider: record.provider,
        })
        return 'failed'
      }
      const [mark = ''] = await marksOf(tenant, {
        provider: record.provider,
        values: opened.value,
        identity: record.identity,
      })
      if (!opened.stale && record.mark === mark) return 'fresh'
      const sealed = await keyring.seal(contextOf(tenant, account), opened.value)
      await store.set(markKey(tenant, mark), { account })
      await store.set(await accountKey(tenant, account), { ...record, mark, sealed })
      if (record.mark !== mark) await store.remove(markKey(tenant, record.mark))
      return 'resealed'
    })

  /** Every entry of a list, a page at a time. */
  async function* walk(list: string): AsyncGenerator<string> {
    for (let before: number | undefined; ;) {
      const page = await store.page(list, PAGE_ACCOUNTS, before)
      for (const entry of page) yield entry.id
      before = page.at(-1)?.position
      if (before === undefined) return
    }
  }

  return {
    find,
    async holds(tenant, record, credential) {
      return (await marksOf(tenant, credential)).includes(record.mark)
    },
    create: (tenant, account, credential) =>
      alone(tenant, account, async () => write(tenant, account, credential, await find(tenant, account))),
    update: (tenant, account, credential) =>
      alone(tenant, account, async () => {
        const before = await find(tenant, account)
        return before ? write(tenant, account, credential, before) : { kind: 'gone' }
      }),
    async list(tenant, after) {
      const before = after === undefined ? undefined : Number(after)
      const entries = await store.page(accountListKey(tenant), PAGE_ACCOUNTS, before)
      const keys = await Promise.all(entries.map(({ id }) => accountKey(tenant, id)))
      const found = await store.getMany(keys)
      const accounts: ListedAccount[] = []
      let last: number | undefined
      let characters = 0
      for (const [index, { id, position }] of entries.entries()) {
        const record = parse(found[index], tenant, id)
        if (record?.position === position) {
          const { linkedAt } = record
          const account = { ...toAccount(id, record), state: await stateOf(tenant, id, record), linkedAt }
          characters += JSON.stringify(account).length
          if (characters > PAGE_CHARACTERS && accounts.length > 0) return { accounts, next: String(last) }
          accounts.push(account)
        }
        last = position
      }
      return entries.length < PAGE_ACCOUNTS ? { accounts } : { accounts, next: String(last) }
    },
    remove: (tenant, account) =>
      alone(tenant, account, async () => {
        const record = await find(tenant, account)
        if (!record) return
        await store.remove(await accountKey(tenant, account))
        await store.drop(accountListKey(tenant), { position: record.position, id: account })
        await store.remove(markKey(tenant, record.mark))
      }),
    async open(tenant, account, record) {
      const opened = await keyring.open(contextOf(tenant, account), record.sealed)
      return opened?.value
    },
    async reseal(owner) {
      const result = { resealed: 0, failed: 0 }
      const owners = owner === undefined ? walk(OWNERS) : [owner]
      for await (const id of owners) {
        const tenant = await tenantOf(id)
        for await (const account of walk(accountListKey(tenant))) {
          const outcome = await resealOne(tenant, account)
          if (outcome !== 'fresh') result[outcome] += 1
        }
      }
      return result
    },
  }
}
