/**
 * An account as it lies in the storage, and as the wire tells it.
 */
import * as z from 'zod/mini'

import type { Account } from '../../core/link.ts'

export const recordSchema = z.object({
  provider: z.string(),
  name: z.optional(z.string()),
  linkedAt: z.string(),
  /** Its place in the owner's list. An entry elsewhere is left over from a crash. */
  position: z.number(),
  /** A keyed digest of the credential, to find it again without opening anything. */
  mark: z.string(),
  sealed: z.string(),
  /** What the mark was made of where that is not the credential itself. */
  identity: z.optional(z.string()),
  expiresAt: z.optional(z.number()),
  /** What the credential came by: a redirect link, else an attempt. Whoever was cut off knows its account by it. */
  link: z.optional(z.string()),
})

/** An account as it lies in the storage. */
export type AccountRecord = z.infer<typeof recordSchema>

/** A verified credential. See `AuthorizationEnd` for `identity` and `expiresAt`, the record for `link`. */
export interface Credential {
  readonly provider: string
  readonly values: Readonly<Record<string, string>>
  readonly name?: string | undefined
  readonly identity?: string | undefined
  readonly expiresAt?: number | undefined
  readonly link?: string | undefined
}

/** An account that is to be made, or renewed, by this link. */
export interface Aim {
  readonly target: string
  readonly renews: boolean
  readonly link: string
}

/** What became of a save. `already`: this owner has the credential under another account. */
export type Saved =
  | { readonly kind: 'saved'; readonly account: Account }
  | { readonly kind: 'already'; readonly account: Account }
  | { readonly kind: 'gone' }

/** An account as the wire tells it. */
export const toAccount = (
  id: string,
  { provider, name }: { readonly provider: string; readonly name?: string | undefined },
): Account => ({ id, provider, ...(name !== undefined && { name }) })
