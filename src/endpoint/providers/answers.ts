/**
 * What a provider answers, checked: a host's own is foreign code, and an account that is kept of an answer that does not
 * fit could not be read again.
 */
import * as z from 'zod/mini'

import type { AuthorizationEnd, AuthorizationStart, Renewal, Verdict } from './provider.ts'

/** Each function of a provider with what it answers. */
interface Answers {
  readonly verify: Verdict
  readonly start: AuthorizationStart
  readonly finish: AuthorizationEnd
  readonly renew: Renewal
}

const texts = z.record(z.string(), z.string())

// Not checked: names, which are dropped where they are no text, and `retryAfter`, which has a default.
const SCHEMAS: Record<keyof Answers, z.ZodMiniType> = {
  verify: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true) }),
    z.object({
      ok: z.literal(false),
      problem: z.enum([
        'credential-rejected',
        'insufficient-permission',
        'invalid-fields',
        'rate-limited',
        'provider-unavailable',
      ]),
      fields: z.optional(z.array(z.object({ name: z.string(), code: z.string() }))),
    }),
  ]),
  start: z.object({ url: z.string(), keep: texts }),
  finish: z.discriminatedUnion('ok', [
    z.object({
      ok: z.literal(true),
      credentials: texts,
      identity: z.optional(z.string()),
      expiresAt: z.optional(z.number()),
    }),
    z.object({ ok: z.literal(false), problem: z.enum(['denied', 'failed']) }),
  ]),
  renew: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['fresh', 'ended']) }),
    z.object({ kind: z.literal('renewed'), credentials: texts }),
  ]),
}

/** Thrown for an answer that does not fit its type. The log hears the code. */
class ProviderAnswerError extends Error {
  override readonly name = 'ProviderAnswerError'
  readonly code: string
  constructor(asked: keyof Answers) {
    super(`${asked}() of the provider answered what does not fit its type`)
    this.code = `${asked}-answer`
  }
}

/** The answer as it came. Throws `ProviderAnswerError` where it does not fit. */
export function checkAnswer<Asked extends keyof Answers>(
  asked: Asked,
  answer: Answers[Asked],
): Answers[Asked] {
  if (!SCHEMAS[asked].safeParse(answer).success) throw new ProviderAnswerError(asked)
  return answer
}
