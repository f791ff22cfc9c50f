/**
 * What the endpoint answers: a reply of the wire, or one of its problems as data, each turned into a Response in one place.
 */
import {
  PROBLEM_PREFIX,
  PROBLEM_STATUS,
  type Account,
  type FieldProblem,
  type LinkReply,
  type ProblemSlug,
} from '../core/link.ts'

/** A refusal or failure. `status` only where HTTP has a closer word than the slug; `retryAfter` in seconds. */
export interface Problem {
  readonly slug: ProblemSlug
  readonly status?: number
  readonly retryAfter?: number
  readonly fields?: readonly FieldProblem[]
  readonly account?: Account
}

/** What an operation ends with. */
export type Answer =
  { readonly ok: true; readonly reply: LinkReply } | { readonly ok: false; readonly problem: Problem }

/** A reply as an answer. */
export const reply = (body: LinkReply): Answer => ({ ok: true, reply: body })

/** A problem as an answer. */
export const refuse = (slug: ProblemSlug, more: Omit<Problem, 'slug'> = {}): Answer => ({
  ok: false,
  problem: { slug, ...more },
})

// For the developer who reads a network log; the widget never shows it.
const TITLES: Record<ProblemSlug, string> = {
  'bad-request': 'The request does not follow the link protocol',
  'session-expired': 'Nobody is signed in, or the session has ended',
  forbidden: 'This is not allowed from here',
  'unsupported-provider': 'This endpoint does not link that provider',
  'unknown-account': 'There is no such account',
  'already-linked': 'This credential is already linked',
  'in-progress': 'The same request is still running',
  'link-expired': 'This link has ended',
  'invalid-fields': 'Some fields cannot be used',
  'credential-rejected': 'The provider did not accept the credential',
  'insufficient-permission': 'The credential lacks a permission',
  'idempotency-mismatch': 'This Idempotency-Key was used for another request',
  'rate-limited': 'Too many requests',
  server: 'Something failed on our side',
  'provider-unavailable': 'The provider could not be reached',
}

const COMMON_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

// RFC 6901: a field's name as one segment of a JSON pointer.
const pointer = (name: string): string =>
  name === ''
    ? '#/fields'
    : `#/fields/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`

const problemBody = ({ slug, status, fields, account }: Problem): Record<string, unknown> => ({
  type: PROBLEM_PREFIX + slug,
  title: TITLES[slug],
  status: status ?? PROBLEM_STATUS[slug],
  ...(fields && { errors: fields.map(({ name, code }) => ({ pointer: pointer(name), code })) }),
  ...(account && { account }),
})

// A host's own provider may say anything.
const wholeSeconds = (seconds: number): number =>
  Number.isFinite(seconds) ? Math.min(86_400, Math.max(1, Math.ceil(seconds))) : 30

/** The answer as JSON or problem+json. A pending link is a 202, any other reply a 200. */
export function toResponse(answer: Answer): Response {
  if (answer.ok) {
    return new Response(JSON.stringify(answer.reply), {
      status: answer.reply.status === 'pending' && answer.reply.linkId !== undefined ? 202 : 200,
      headers: { ...COMMON_HEADERS, 'content-type': 'application/json' },
    })
  }
  const { problem } = answer
  const status = problem.status ?? PROBLEM_STATUS[problem.slug]
  return new Response(JSON.stringify(problemBody(problem)), {
    status,
    headers: {
      ...COMMON_HEADERS,
      'content-type': 'application/problem+json',
      ...(problem.retryAfter !== undefined && {
        'retry-after': String(wholeSeconds(problem.retryAfter)),
      }),
      ...(status === 405 && { allow: 'POST' }),
    },
  })
}

/** An answer without a body (a preflight). */
export const emptyResponse = (): Response => new Response(null, { status: 204, headers: COMMON_HEADERS })

/** An HTML page under a policy that lets nothing but its own nonce run. */
export const pageResponse = (html: string, status: number, nonce: string): Response =>
  new Response(html, {
    status,
    headers: {
      ...COMMON_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  })
