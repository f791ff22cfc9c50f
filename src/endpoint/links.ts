/**
 * Links that wait for a person at the provider: started with a redirect, ended by the callback, polled by `status`.
 */
import * as z from 'zod/mini'

import type { Account, LinkReply } from '../core/link.ts'
import { digest, randomId } from './bytes.ts'
import { leaseKey, linkKey, type Tenant } from './keys.ts'
import type { Keyring } from './sealing.ts'
import { locked, type Store } from './store/store.ts'

const sessionSchema = z.object({
  id: z.string(),
  owner: z.string(),
  provider: z.string(),
  until: z.number(),
})

const recordSchema = z.object({
  owner: z.string(),
  provider: z.string(),
  state: z.enum(['pending', 'linked', 'denied', 'failed', 'cancelled']),
  /** Epoch milliseconds; a pending link is expired from then on. */
  until: z.number(),
  /** A digest of the secret half of the `state` parameter. */
  proof: z.string(),
  attempt: z.string(),
  /** The account to make, or to renew when `renews`. */
  target: z.string(),
  renews: z.boolean(),
  redirectUri: z.string(),
  /** What `authorize.finish` needs, sealed. */
  keep: z.string(),
  /** The origin of the page that started it. */
  origin: z.optional(z.string()),
  session: z.optional(sessionSchema),
  account: z.optional(z.object({ id: z.string(), provider: z.string(), name: z.optional(z.string()) })),
})

/** A link as it lies in the storage. */
export type LinkRecord = z.infer<typeof recordSchema>

export interface Links {
  /** A new link's id and the `state` parameter that leads back to it. */
  prepare(): Promise<{ readonly linkId: string; readonly state: string; readonly proof: string }>
  /** Writes a link, be it new or alone under its lock. */
  write(linkId: string, record: LinkRecord): Promise<void>
  /** Seals what must come back to the provider's `finish`. */
  seal(linkId: string, keep: Readonly<Record<string, string>>): Promise<string>
  open(linkId: string, record: LinkRecord): Promise<Readonly<Record<string, string>> | undefined>
  /** Any link, for the server's own use. */
  read(linkId: string): Promise<LinkRecord | undefined>
  /** The owner's own link. */
  find(tenant: Tenant, linkId: string): Promise<LinkRecord | undefined>
  /** The link that a callback's `state` belongs to. */
  byState(state: string): Promise<{ readonly linkId: string; readonly record: LinkRecord } | undefined>
  /** Ends a pending link with what `end` answers; leaves one that ended already as it is. */
  end(linkId: string, end: (record: LinkRecord) => Promise<Ending>): Promise<LinkRecord | undefined>
}

/** How a link ends. */
export type Ending =
  | { readonly state: 'denied' | 'failed' | 'cancelled' }
  | { readonly state: 'linked'; readonly account: Account }

/** How long a person has at the provider, in seconds. */
export const LINK_SECONDS = 600
const KEEP_SECONDS = 24 * 60 * 60
/** How soon a poll may come again, in seconds. */
const POLL_SECONDS = 2

const STATE = /^(lnk_[0-9a-f]{32})\.([0-9a-f]{32})$/

/** What `status` answers for a link. */
export function statusOf(linkId: string, record: LinkRecord, now: number): LinkReply {
  switch (record.state) {
    case 'pending':
      return record.until <= now
        ? { status: 'expired' }
        : { status: 'pending', linkId, pollAfter: POLL_SECONDS }
    case 'linked':
      return record.account ? { status: 'linked', account: record.account } : { status: 'failed' }
    case 'cancelled':
      return { status: 'expired' }
    default:
      return { status: record.state }
  }
}

export function createLinks(store: Store, keyring: Keyring): Links {
  const read = async (linkId: string): Promise<LinkRecord | undefined> =>
    recordSchema.safeParse(await store.get(await linkKey(linkId))).data
  const write = async (linkId: string, record: LinkRecord): Promise<void> =>
    store.set(await linkKey(linkId), record, { ttl: KEEP_SECONDS })
  return {
    read,
    write,
    async prepare() {
      const linkId = `lnk_${randomId()}`
      const secret = randomId()
      return { linkId, state: `${linkId}.${secret}`, proof: await digest('state', linkId, secret) }
    },
    seal: (linkId, keep) => keyring.seal(['link', linkId], keep),
    open: async (linkId, { keep }) => (await keyring.open(['link', linkId], keep))?.value,
    async find(tenant, linkId) {
      const record = await read(linkId)
      return record?.owner === tenant.id ? record : undefined
    },
    async byState(state) {
      const [, linkId, secret] = STATE.exec(state) ?? []
      if (linkId === undefined || secret === undefined) return undefined
      const record = await read(linkId)
      return record?.proof === (await digest('state', linkId, secret)) ? { linkId, record } : undefined
    },
    async end(linkId, end) {
      return locked(store, leaseKey(await linkKey(linkId)), async () => {
        const record = await read(linkId)
        if (record?.state !== 'pending') return record
        const ended: LinkRecord = { ...record, ...(await end(record)), keep: '' }
        await write(linkId, ended)
        return ended
      })
    },
  }
}
