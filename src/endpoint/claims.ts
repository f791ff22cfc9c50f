/**
 * Idempotency: one run for one Idempotency-Key of an owner, over every server that shares the storage.
 * A lease says who runs; a record keeps a digest of the body and, for 24 h, a success to be replayed. That is sealed: the
 * address that a person is sent to holds a `state`, by which the link could be finished with another's authorisation.
 */
import * as z from 'zod/mini'

import { replySchema, type LinkReply } from '../core/link.ts'
import { randomId } from './bytes.ts'
import { leaseKey, requestKey, type Tenant } from './keys.ts'
import { refuse, type Answer, type Problem } from './problems.ts'
import type { Keyring } from './sealing.ts'
import { holding, pause, type Store } from './store/store.ts'

const LEASE_MS = 30_000
const WAIT_MS = 2_000
const KEEP_SECONDS = 24 * 60 * 60

const recordSchema = z.object({
  body: z.string(),
  /** The run that ended last, and its refusal if it was one: told to the twins that waited for that very run. */
  run: z.optional(z.string()),
  reply: z.optional(z.string()),
  problem: z.optional(z.custom<Problem>((value: unknown) => typeof value === 'object' && value !== null)),
})

type ClaimRecord = z.infer<typeof recordSchema>

/** A request as the claim sees it. `body` is what must be the same under the same key. */
export interface Claim {
  readonly tenant: Tenant
  readonly idempotencyKey: string
  readonly body: readonly unknown[]
}

/** Runs requests once. */
export interface Claims {
  /**
   * `run` for the first of its key; the kept success for a repetition that `stillTrue` confirms (it may say it anew).
   * Refusals and failures are kept for nobody but the twins that waited for them.
   */
  once(
    claim: Claim,
    run: () => Promise<Answer>,
    stillTrue: (kept: Answer & { ok: true }) => Promise<Answer | undefined>,
  ): Promise<Answer>
}

export function createClaims(store: Store, keyring: Keyring): Claims {
  return {
    async once({ tenant, idempotencyKey, body }, run, stillTrue) {
      const key = await requestKey(tenant, idempotencyKey)
      const lease = leaseKey(key)
      const bodies = await keyring.compare(['request', ...body])
      const [newest = ''] = bodies
      const token = randomId()

      const read = async (): Promise<ClaimRecord | undefined> =>
        recordSchema.safeParse(await store.get(key)).data
      const context = ['reply', tenant.id, key]
      const sealed = (reply: LinkReply) => keyring.seal(context, { reply: JSON.stringify(reply) })
      /** Nothing where no secret opens it: the request then runs again. */
      const opened = async (reply: string): Promise<LinkReply | undefined> => {
        const found = await keyring.open(context, reply)
        return found && replySchema.parse(JSON.parse(found.value['reply'] ?? ''))
      }
      const recall = async (
        record: ClaimRecord | undefined,
        awaited?: string,
      ): Promise<Answer | undefined> => {
        if (!record) return undefined
        if (!bodies.includes(record.body)) return refuse('idempotency-mismatch')
        const reply = record.reply === undefined ? undefined : await opened(record.reply)
        if (reply) return stillTrue({ ok: true, reply })
        return record.problem && record.run === awaited ? { ok: false, problem: record.problem } : undefined
      }

      const giveUp = performance.now() + WAIT_MS
      let awaited: string | undefined
      for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
        const kept = await recall(await read(), awaited)
        if (kept) return kept
        const holder = await store.take(lease, token, LEASE_MS)
        if (holder === token) break
        awaited = holder
        if (performance.now() > giveUp) return refuse('in-progress', { retryAfter: 2 })
        await pause(wait)
      }

      return holding(store, { key: lease, token, ms: LEASE_MS }, async () => {
        const record = await read()
        // The twin may have ended between the look and the lease.
        const kept = await recall(record, awaited)
        if (kept) return kept
        if (!record) await store.set(key, { body: newest }, { ttl: KEEP_SECONDS })
        const answer = await run()
        const outcome = answer.ok ? { reply: await sealed(answer.reply) } : { problem: answer.problem }
        await store.set(key, { body: newest, run: token, ...outcome }, { ttl: KEEP_SECONDS })
        return answer
      })
    },
  }
}
