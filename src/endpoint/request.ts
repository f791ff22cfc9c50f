/**
 * The request at the edge: its headers, size and body are checked once, inside is only typed data.
 */
import * as z from 'zod/mini'

import { ownJson } from '../core/json.ts'
import { PROTOCOL } from '../core/link.ts'
import { refuse, type Answer } from './problems.ts'
import { dropRest, readText, type BodyText } from './readText.ts'

const MAX_BODY = 16 * 1024
// More of a refused body than this is worth a new connection.
const MAX_REST = 1024 * 1024

const name = z.string().check(z.minLength(1), z.maxLength(256))

const requestSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('link'),
    provider: name,
    fields: z._default(z.record(z.string(), z.unknown()), {}),
    scopes: z.optional(z.array(name).check(z.maxLength(200))),
    account: z.optional(name),
    locale: z.optional(z.string().check(z.maxLength(64))),
  }),
  z.strictObject({ op: z.literal('status'), linkId: name }),
  z.strictObject({ op: z.literal('cancel'), linkId: name }),
  z.strictObject({ op: z.literal('accounts'), after: z.optional(z.string().check(z.regex(/^\d{1,15}$/))) }),
  z.strictObject({ op: z.literal('unlink'), account: name }),
  z.strictObject({ op: z.literal('invite'), provider: name }),
])

/** A checked body. The values of `fields` are checked against the provider's own fields later. */
export type ParsedRequest = z.infer<typeof requestSchema>

/** A checked body, or the problem that it is. `op` is known where it could be read. */
export type RequestOutcome =
  | { readonly ok: true; readonly request: ParsedRequest; readonly idempotencyKey: string }
  | { readonly ok: false; readonly answer: Answer }

// A structured-field string that holds a UUID (RFC 9651, section 3.3.3).
const IDEMPOTENCY_KEY = /^"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"$/i

/** Checks what can be checked without the body. `undefined`: nothing is wrong. */
export function checkHeaders({ headers }: Request): Answer | undefined {
  if (headers.get('hub-protocol')?.trim() !== PROTOCOL) return refuse('bad-request')
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').split(';')
  const charset = parameters
    .map((parameter) => parameter.trim().toLowerCase())
    .find((parameter) => parameter.startsWith('charset='))
  const utf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  const plain = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase() === 'identity'
  if (type.trim().toLowerCase() !== 'application/json' || !utf8 || !plain)
    return refuse('bad-request', { status: 415 })
  if (Number(headers.get('content-length') ?? 0) > MAX_BODY) return tooLarge()
  return undefined
}

// The widget says "too long" of the field, as for any 413.
const tooLarge = (): Answer => refuse('invalid-fields', { status: 413 })

// A body that never ends would hold a request for ever.
const BODY_MS = 10_000

async function readBody(request: Request): Promise<BodyText | { readonly kind: 'late' }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ readonly kind: 'late' }>((done) => {
    timer = setTimeout(() => done({ kind: 'late' }), BODY_MS)
  })
  try {
    return await Promise.race([readText(request, MAX_BODY), late])
  } finally {
    clearTimeout(timer)
  }
}

// Half a character (`\ud800`) is no text: it could neither be encoded nor compared later on.
const HALF = /\p{Surrogate}/u
const refuseHalves = (key: string, value: unknown): unknown => {
  if (HALF.test(key) || (typeof value === 'string' && HALF.test(value))) throw new SyntaxError('no text')
  return value
}

async function readJson(request: Request): Promise<{ readonly value: unknown } | Answer> {
  try {
    const body = await readBody(request)
    if (body.kind === 'late') return refuse('bad-request', { status: 408 })
    if (body.kind !== 'text') void dropRest(request, MAX_REST)
    if (body.kind === 'too-large') return tooLarge()
    if (body.kind === 'not-utf-8') return refuse('bad-request')
    return { value: ownJson(JSON.parse(body.text, refuseHalves), { depth: 8, size: MAX_BODY * 2 }) }
  } catch {
    // Not JSON, not text, nested too deeply, or cut off on the way.
    return refuse('bad-request')
  }
}

/** Reads and checks the body. Never throws. */
export async function readRequest(request: Request): Promise<RequestOutcome> {
  const json = await readJson(request)
  if ('ok' in json) return { ok: false, answer: json }
  const parsed = requestSchema.safeParse(json.value)
  if (!parsed.success) return { ok: false, answer: refuse('bad-request') }
  const [, idempotencyKey] = IDEMPOTENCY_KEY.exec(request.headers.get('idempotency-key')?.trim() ?? '') ?? []
  if (parsed.data.op === 'link' && idempotencyKey === undefined)
    return { ok: false, answer: refuse('bad-request') }
  return { ok: true, request: parsed.data, idempotencyKey: idempotencyKey?.toLowerCase() ?? '' }
}
