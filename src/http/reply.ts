/**
 * One HTTP reply, read: a checked reply, or the error that it tells. Pure; `createHttpLink` brings the parts.
 * A body is believed only as JSON of the right media type and shape, and no text of the server is carried on.
 */
import {
  PROBLEM_PREFIX,
  badResponse,
  parseReply,
  type Account,
  type FieldProblem,
  type LinkError,
  type LinkOutcome,
  type Operation,
  type ProblemSlug,
} from '../core/link.ts'
import { asRecord, BODY_LIMIT, ownCopy } from './foreign.ts'
import { retryDelay } from './retryDelay.ts'
import { hintRetry } from './retryHint.ts'

/** The parts of a reply that decide. */
export interface HttpReply {
  /** 0 stands for an opaque redirect, as in a `Response` of that type. */
  readonly status: number
  readonly headers: Pick<Headers, 'get'>
  /** '' where there is none; undefined where it passed {@link bodyLimit}, or could not be read. */
  readonly body: string | undefined
}

/**
 * How many bytes of a body are worth reading: all up to the limit; 0 where only its absence matters; -1 where
 * the status alone decides, so that a slow error page cannot hold an answer that is known.
 */
export function bodyLimit(status: number, headers: HttpReply['headers']): number {
  const media = mediaType(headers)
  if (isSuccess(status)) return media === JSON_MEDIA ? BODY_LIMIT : 0
  return status >= 400 && (media === JSON_MEDIA || media === 'application/problem+json') ? BODY_LIMIT : -1
}

/** Reads a reply to `op` that came at `now` (epoch milliseconds). Never throws, whatever the body. */
export function parseHttpReply(op: Operation, http: HttpReply, now: number): LinkOutcome {
  const { status, headers, body } = http
  if (!isSuccess(status)) return status < 400 ? badResponse('redirected') : readProblem(http, now)
  if (body?.trim() === '') return badResponse('empty')
  if (mediaType(headers) !== JSON_MEDIA) return badResponse('content-type')
  if (body === undefined) return badResponse('too-large')
  const value = parseJson(body)
  if (value === undefined) return badResponse('json')
  const reply = parseReply(op, ownCopy(value))
  return reply ? { ok: true, reply } : badResponse('schema')
}

const DEFAULT_RETRY = 30_000
const JSON_MEDIA = 'application/json'

const mediaType = (headers: HttpReply['headers']): string | undefined =>
  headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()

const isSuccess = (status: number): boolean => status >= 200 && status < 300

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readProblem({ status, headers, body }: HttpReply, now: number): LinkOutcome {
  const problem = asRecord(bodyLimit(status, headers) > 0 ? ownCopy(parseJson(body ?? '')) : undefined)
  const { type } = problem
  // The last part of ours; any other is told by its status alone.
  const slug =
    typeof type === 'string' && type.startsWith(PROBLEM_PREFIX) && type.slice(PROBLEM_PREFIX.length)
  const delay = retryDelay(headers, now)
  const retryAt = now + (delay ?? DEFAULT_RETRY)
  const outcome: LinkOutcome = {
    ok: false,
    error: errorOf(slug as ProblemSlug, status, problem, retryAt) ?? errorOfStatus(status, retryAt),
  }
  if (slug === 'idempotency-mismatch') hintRetry(outcome, { kind: 'new-key' })
  else if (delay) hintRetry(outcome, { kind: 'wait', ms: delay })
  return outcome
}

function errorOfStatus(status: number, retryAt: number): LinkError {
  switch (status) {
    case 401:
      return { code: 'session-expired' }
    case 403:
      return { code: 'forbidden' }
    case 409:
      return { code: 'in-progress' }
    case 410:
      return { code: 'expired' }
    case 413:
      return { code: 'invalid-fields', fields: [{ name: '', code: 'too-long' }] }
    case 422:
      return { code: 'credential-rejected' }
    case 429:
      return { code: 'rate-limited', retryAt }
    default:
      return { code: status >= 500 ? 'server' : 'misconfigured', status }
  }
}

/** What a problem of ours means; undefined where the server says another, which no type promises. */
function errorOf(
  slug: ProblemSlug,
  status: number,
  problem: Readonly<Record<string, unknown>>,
  retryAt: number,
): LinkError | undefined {
  switch (slug) {
    case 'session-expired':
    case 'forbidden':
    case 'in-progress':
    case 'credential-rejected':
    case 'insufficient-permission':
    case 'provider-unavailable':
      return { code: slug }
    case 'bad-request':
    case 'unsupported-provider':
    case 'unknown-account':
      return { code: 'misconfigured', status }
    case 'link-expired':
      return { code: 'expired' }
    case 'already-linked':
      return { code: slug, account: readAccount(problem['account']) }
    case 'invalid-fields':
      return { code: slug, fields: readFieldProblems(problem['errors']) }
    case 'rate-limited':
      return { code: slug, retryAt }
    case 'server':
    case 'idempotency-mismatch':
      return { code: 'server', status }
  }
}

// The account of a problem has the schema of the account of a `linked` reply.
function readAccount(account: unknown): Account | undefined {
  const reply = parseReply('link', { status: 'linked', account })
  return reply?.status === 'linked' ? reply.account : undefined
}

/** The problems of the fields, never none: a refusal that names no field is told of the form, by an empty name. */
function readFieldProblems(errors: unknown): FieldProblem[] {
  const problems = (Array.isArray(errors) ? errors : []).map(asRecord).map(({ pointer, code }) => ({
    name: fieldName(pointer),
    code: typeof code === 'string' ? code : 'invalid',
  }))
  return problems.length > 0 ? problems : [{ name: '', code: 'invalid' }]
}

/** The field that `#/fields/<name>` points at (RFC 6901, section 6); '' for any other pointer. */
function fieldName(pointer: unknown): string {
  try {
    const name = /^#\/fields\/([^/]+)$/.exec(decodeURIComponent(String(pointer)))?.[1] ?? ''
    return name.replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    // No text, or none that can be decoded.
    return ''
  }
}
