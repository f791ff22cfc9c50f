/**
 * The wire: what is sent to a link endpoint, what it may answer, and every way that a link can fail.
 * Requests and replies are the JSON bodies; `http/` moves them, `endpoint/` answers them.
 */
import * as z from 'zod/mini'

/** The value of the `Hub-Protocol` header. */
export const PROTOCOL = '1'

/** Problem types are this plus a slug (RFC 9457, section 3.1.1). */
export const PROBLEM_PREFIX = 'urn:hub-link:problem:'

/** Every problem that an endpoint can answer, with its HTTP status. */
export const PROBLEM_STATUS = {
  'bad-request': 400,
  'session-expired': 401,
  forbidden: 403,
  'unsupported-provider': 404,
  'unknown-account': 404,
  'already-linked': 409,
  'in-progress': 409,
  'link-expired': 410,
  'invalid-fields': 422,
  'credential-rejected': 422,
  'insufficient-permission': 422,
  'idempotency-mismatch': 422,
  'rate-limited': 429,
  server: 500,
  'provider-unavailable': 502,
} as const

/** The last part of a problem's `type`. */
export type ProblemSlug = keyof typeof PROBLEM_STATUS

const id = z.string().check(z.minLength(1), z.maxLength(256))
const seconds = z.number().check(z.minimum(0))

export const accountSchema = z.object({
  id,
  provider: id,
  name: z.optional(z.string()),
})

/** What a successful link creates. */
export interface Account {
  readonly id: string
  readonly provider: string
  readonly name?: string | undefined
}

const listedAccountSchema = z.extend(accountSchema, {
  state: z.enum(['active', 'error', 'expired']),
  linkedAt: z.string(),
})

/** An account as the `accounts` operation lists it; `linkedAt` is ISO 8601, UTC. */
export type ListedAccount = z.infer<typeof listedAccountSchema>

/** An object for each name, where the name is all that it holds. */
type Bare<Key extends string, Name extends string> = Name extends unknown
  ? { readonly [K in Key]: Name }
  : never

const BARE_STATUSES = ['denied', 'expired', 'failed', 'cancelled', 'unlinked'] as const

const fullReplySchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('linked'), account: accountSchema }),
  z.object({ status: z.literal('redirect'), linkId: id, url: z.string(), expiresIn: seconds }),
  z.object({ status: z.literal('pending'), linkId: z.optional(id), pollAfter: z.optional(seconds) }),
  // `next` when there are more: asked for by `after`.
  z.object({
    status: z.literal('accounts'),
    accounts: z.array(listedAccountSchema),
    next: z.optional(id),
  }),
  z.object({ status: z.literal('invited'), url: z.string(), expiresIn: seconds }),
])

/** A reply by its `status`. Anything else in a 2xx is `bad-response`. */
export const replySchema = z.discriminatedUnion('status', [
  fullReplySchema,
  z.object({ status: z.enum(BARE_STATUSES) }),
])

/** A checked 2xx body. */
export type LinkReply = z.infer<typeof fullReplySchema> | Bare<'status', (typeof BARE_STATUSES)[number]>

/** What each operation may answer; a valid reply to another operation is still `bad-response`. */
export const REPLIES_TO = {
  link: ['linked', 'redirect', 'pending'],
  status: ['linked', 'pending', 'denied', 'expired', 'failed'],
  cancel: ['cancelled'],
  accounts: ['accounts'],
  unlink: ['unlinked'],
  invite: ['invited'],
} as const satisfies Record<string, readonly LinkReply['status'][]>

/** The six operations of the endpoint. */
export type Operation = keyof typeof REPLIES_TO

/** A request body, by operation. `fields` of `link` holds the secret: it is built, sent and dropped. */
export type LinkRequest =
  | {
      readonly op: 'link'
      readonly provider: string
      readonly fields: Readonly<Record<string, string>>
      readonly scopes?: readonly string[]
      readonly account?: string
      readonly locale: string
    }
  | { readonly op: 'status'; readonly linkId: string }
  | { readonly op: 'cancel'; readonly linkId: string }
  | { readonly op: 'accounts'; readonly after?: string }
  | { readonly op: 'unlink'; readonly account: string }
  | { readonly op: 'invite'; readonly provider: string }

const BAD_RESPONSE_REASONS = ['empty', 'content-type', 'json', 'schema', 'too-large', 'redirected'] as const

/** Why a 2xx was not believed. */
export type BadResponseReason = (typeof BAD_RESPONSE_REASONS)[number]

/** One refused field: its name and the server's code for the reason. */
export interface FieldProblem {
  readonly name: string
  readonly code: string
}

const BARE_CODES = [
  'offline',
  'network',
  'timeout',
  'provider-unavailable',
  'credential-rejected',
  'insufficient-permission',
  'in-progress',
  'session-expired',
  'forbidden',
  'expired',
  'popup-blocked',
  'redirect-rejected',
  'authorization-denied',
  'aborted',
] as const

const fullErrorSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('config-invalid'), reason: z.string() }),
  z.object({ code: z.literal('bad-response'), reason: z.enum(BAD_RESPONSE_REASONS) }),
  z.object({ code: z.literal('server'), status: z.number() }),
  z.object({ code: z.literal('misconfigured'), status: z.number() }),
  z.object({ code: z.literal('rate-limited'), retryAt: z.number() }),
  z.object({
    code: z.literal('invalid-fields'),
    fields: z.array(z.object({ name: z.string(), code: z.string() })),
  }),
  z.object({ code: z.literal('already-linked'), account: z.optional(accountSchema) }),
])

/**
 * Everything that can go wrong with a link, told apart by `code`. Carries no secret and no server text.
 * `retryAt` is epoch milliseconds; `status` is the HTTP status.
 */
export type LinkError = z.infer<typeof fullErrorSchema> | Bare<'code', (typeof BARE_CODES)[number]>

/** A {@link LinkError} that comes from elsewhere: a host's own link function, or a page in a frame. */
export const errorSchema = z.discriminatedUnion('code', [
  fullErrorSchema,
  z.object({ code: z.enum(BARE_CODES) }),
])

/** The code of a {@link LinkError}. */
export type LinkErrorCode = LinkError['code']

/** What a link function settles with. It never rejects. */
export type LinkOutcome =
  { readonly ok: true; readonly reply: LinkReply } | { readonly ok: false; readonly error: LinkError }

/** What travels beside a request: a signal to stop it, and the Idempotency-Key of a `link` (a UUID). */
export interface LinkContext {
  readonly signal: AbortSignal
  readonly idempotencyKey: string
}

/**
 * Carries one request to the endpoint. The host may give its own in place of the fetch:
 * `link={async (request, { signal, idempotencyKey }) => ({ ok: true, reply })}`.
 * A throw, or a value of another shape, is told as `bad-response`.
 */
export type LinkFunction = (request: LinkRequest, context: LinkContext) => Promise<LinkOutcome>

/** A `bad-response` outcome. */
export const badResponse = (reason: BadResponseReason): LinkOutcome => ({
  ok: false,
  error: { code: 'bad-response', reason },
})

/** Checks a parsed 2xx body against what `op` may answer. Own properties only; see `ownJson`. */
export function parseReply(op: Operation, body: unknown): LinkReply | undefined {
  const parsed = replySchema.safeParse(body)
  if (!parsed.success) return undefined
  const reply = parsed.data
  const allowed: readonly string[] = REPLIES_TO[op]
  if (!allowed.includes(reply.status)) return undefined
  // Only the poll of a known link may leave its id out.
  if (op === 'link' && reply.status === 'pending' && reply.linkId === undefined) return undefined
  return reply
}

/** Checks what a host's own link function gave back. */
export function parseOutcome(op: Operation, value: unknown): LinkOutcome {
  const outcome = outcomeSchema.safeParse(value)
  if (!outcome.success) return badResponse('schema')
  if (!outcome.data.ok) return { ok: false, error: outcome.data.error }
  const reply = parseReply(op, outcome.data.reply)
  return reply ? { ok: true, reply } : badResponse('schema')
}

const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), reply: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: errorSchema,
  }),
])
