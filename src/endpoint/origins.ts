/**
 * Who may ask from a browser, and what the browser is told about it (CORS).
 */
import { cleanText } from '../core/text.ts'
import { emptyResponse, refuse, toResponse } from './problems.ts'

/** The origins that an endpoint knows. */
export interface Origins {
  /** Allowed across origins: `allowedOrigins` and the link page. They get CORS headers. */
  readonly listed: ReadonlySet<string>
  /** May send the host's cookies along: `allowedOrigins` alone. */
  readonly withCredentials: ReadonlySet<string>
  /** The endpoint's own public origin; the request's own where it is not configured. */
  readonly own: string | undefined
}

const ownOrigin = (request: Request, { own }: Origins): string => own ?? new URL(request.url).origin

/** For the host's log: why an origin is refused, and how to allow it. A framework or a proxy may name another host than browsers do. */
export const refusedOrigin = (request: Request, origin: string, origins: Origins): string =>
  `The origin ${JSON.stringify(cleanText(origin.slice(0, 200)))} was refused: this endpoint's own is ` +
  `${JSON.stringify(ownOrigin(request, origins))}. If pages of yours come from there, give publicUrl, the address ` +
  'of this endpoint as browsers see it, or list the origin in allowedOrigins.'

/** Whether a request comes from nowhere foreign. Requests without browser headers pass: they carry no cookies unasked. */
export function isAllowedOrigin(request: Request, origins: Origins): boolean {
  const origin = request.headers.get('origin')
  if (origin !== null && origins.listed.has(origin)) return true
  if (origin !== null && origin !== ownOrigin(request, origins)) return false
  return request.headers.get('sec-fetch-site')?.trim().toLowerCase() !== 'cross-site'
}

/** Adds what a listed origin needs to read the reply. */
export function withCors(request: Request, response: Response, origins: Origins): Response {
  response.headers.append('vary', 'Origin')
  const origin = request.headers.get('origin')
  if (origin === null || !origins.listed.has(origin)) return response
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set('access-control-expose-headers', 'Retry-After, Date')
  if (origins.withCredentials.has(origin)) response.headers.set('access-control-allow-credentials', 'true')
  return response
}

/** Whether a request is a browser's question before a cross-origin POST. */
export const isPreflight = (request: Request): boolean =>
  request.method === 'OPTIONS' &&
  request.headers.has('origin') &&
  request.headers.has('access-control-request-method')

const HEADER_LIST = /^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/

/** Answers a preflight. The asked headers are allowed as they are: a host may add its own. */
export function answerPreflight(request: Request, origins: Origins): Response {
  const origin = request.headers.get('origin')
  if (origin === null || !origins.listed.has(origin)) return toResponse(refuse('forbidden'))
  const response = emptyResponse()
  const asked = request.headers.get('access-control-request-headers') ?? ''
  response.headers.set('access-control-allow-methods', 'POST')
  response.headers.set(
    'access-control-allow-headers',
    HEADER_LIST.test(asked) ? asked : 'content-type, hub-protocol, idempotency-key, authorization',
  )
  response.headers.set('access-control-max-age', '600')
  return response
}
