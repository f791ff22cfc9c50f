/**
 * What an element and the hosted page in its frame say to each other, over the one channel that the element opens. The
 * key is in none of it, and the page takes no endpoint and no guide from the element: only where it may show, and how.
 */
import * as z from 'zod/mini'

import { ownJson } from '../core/json.ts'
import { accountSchema, errorSchema } from '../core/link.ts'
import type { Messages } from '../core/messages.ts'

/** The one message to the window itself, with the channel's port. */
export const HELLO = 'hub-link-frame-1'

/** From the element to the page. */
export type ToPage =
  | {
      readonly type: 'settings'
      /** By the names of the element's attributes. The page takes texts, and only of those that a portal may set. */
      readonly attributes: Readonly<Record<string, string | null | undefined>>
      /** A theme, by token. */
      readonly tokens: Readonly<Record<string, string>>
      readonly messages: Messages | undefined
    }
  /** Answers a question of the page by its number: a token, or whether the popup may show. */
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'focus' }

const number = z.number()
const text = z.string().check(z.maxLength(2000))
const account = accountSchema
const error = errorSchema

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), step: text, number }),
  z.object({ type: z.literal('submitted'), attempt: number }),
  z.object({ type: z.literal('redirected'), host: text }),
  z.object({ type: z.enum(['linked', 'late-result']), account }),
  z.object({ type: z.literal('already-linked'), account: z.optional(account) }),
  z.object({ type: z.literal('failed'), error }),
  z.object({ type: z.enum(['form', 'cancelled', 'closed', 'invited']) }),
])

const toElementSchema = z.discriminatedUnion('type', [
  /** `refused`: this page does not list the origin around it. `accounts`: the link to them was followed. */
  z.object({ type: z.enum(['ready', 'refused', 'close', 'accounts']) }),
  /** CSS pixels. */
  z.object({ type: z.literal('height'), height: number.check(z.gte(0), z.lte(20_000)) }),
  /** Asks for a session's token. */
  z.object({ type: z.literal('session'), id: number }),
  /** Asks whether the popup may show. */
  z.object({ type: z.literal('linked'), id: number, account }),
  z.object({ type: z.literal('error'), error }),
  z.object({ type: z.literal('event'), event: eventSchema }),
])

/** From the page to the element. */
export type ToElement = z.infer<typeof toElementSchema>

/** A message of the page as it is written here, own properties alone; undefined for anything else. */
export function readToElement(data: unknown): ToElement | undefined {
  try {
    return toElementSchema.safeParse(ownJson(data, { depth: 6, size: 20_000 })).data
  } catch {
    // Nested or long beyond all that we say.
    return undefined
  }
}
