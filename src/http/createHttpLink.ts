/**
 * The fetch: carries one request to the endpoint and brings its outcome.
 * Nothing is sent to an address that the gate refuses, no redirect is followed, and nothing is kept.
 */
import { PROTOCOL, type LinkFunction, type LinkOutcome, type LinkRequest } from '../core/link.ts'
import { refusalText } from '../core/refusals.ts'
import { gateEndpoint } from '../core/url.ts'
import { reportUsage } from '../core/usage.ts'
import { bodyLimit, parseHttpReply } from './reply.ts'
import { addressOf, watchRequest } from './watchRequest.ts'
import { withDeadline } from './withDeadline.ts'

/** Headers of the host, in each form that fetch takes. One that is undefined or null is left out. */
type HostHeaders =
  | Headers
  | readonly (readonly [name: string, value: string | null | undefined])[]
  | Readonly<Record<string, string | null | undefined>>

/** Headers for each request, as fetch takes them, or a function that may be async. The contract's own cannot be replaced. */
export type HeadersOption = HostHeaders | (() => HostHeaders | Promise<HostHeaders>)

/** Where requests go, and what of the host's goes with them. */
export interface HttpLinkOptions {
  /**
   * The URL that answers the link protocol. A relative one resolves against the page's own address, never
   * `<base href>`. One that the gate refuses is `config-invalid`, and nothing is sent.
   */
  readonly endpoint: string
  /**
   * Sent beside the contract's own, which they cannot replace; a function is called for every request. Headers
   * that fetch would refuse, and a function that throws, are `config-invalid`. Default none.
   */
  readonly headers?: HeadersOption | undefined
  /** Whether cookies go to another origin. Default, and for any other value: `same-origin`. */
  readonly credentials?: 'same-origin' | 'include' | undefined
  /** Origins besides the page's own that a key may be sent to. Default none. */
  readonly allowedEndpointOrigins?: readonly string[] | undefined
  /** The page's address. Default `location.href`, read at every request. */
  readonly page?: string | undefined
}

/**
 * Makes the link function of an endpoint. It never rejects, and settles within 30 s.
 *
 * `const link = createHttpLink({ endpoint: '/api/link', headers: () => ({ 'x-csrf': token() }) })`
 */
export function createHttpLink(options: HttpLinkOptions): LinkFunction {
  return (request, { signal, idempotencyKey }) =>
    withDeadline(signal, (stop) =>
      // Own options alone: what a page has added to `Object.prototype` names no address.
      post({ __proto__: null, ...options } as HttpLinkOptions, request, idempotencyKey, stop).catch(() =>
        // Only options of a wrong type get here: the compiler's business, but a page in plain JavaScript has none.
        refuse('endpoint-refused', 'could not be read'),
      ),
    )
}

async function post(
  { endpoint, headers: given, credentials, allowedEndpointOrigins, page }: HttpLinkOptions,
  request: LinkRequest,
  idempotencyKey: string,
  signal: AbortSignal,
): Promise<LinkOutcome> {
  const gate = gateEndpoint(endpoint, page ?? ownAddress(), allowedEndpointOrigins)
  if (!gate.ok) return refuse('endpoint-refused', refusalText(gate.reason))
  const url = gate.value

  const own = await readHostHeaders(given)
  if (!own.ok) return refuse('headers-invalid', own.reason)
  const headers = own.value

  const watch = watchRequest(url, [...headers.keys()], signal)
  let response: Response | undefined
  try {
    signal.throwIfAborted()
    headers.set('Content-Type', 'application/json')
    headers.set('Accept', 'application/json, application/problem+json')
    headers.set('Hub-Protocol', PROTOCOL)
    headers.delete('Idempotency-Key')
    if (request.op === 'link') headers.set('Idempotency-Key', `"${idempotencyKey}"`)
    response = await fetch(url.href, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
      signal,
      redirect: 'manual',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      credentials: credentials === 'include' ? credentials : 'same-origin',
    })
    watch.end()
    const body = await readBody(response, bodyLimit(response.status, response.headers))
    const { op } = request
    const outcome = parseHttpReply(
      op,
      { status: response.status, headers: response.headers, body },
      Date.now(),
    )
    if (!outcome.ok && outcome.error.code === 'bad-response')
      reportUsage('reply-invalid', `${op}, ${addressOf(url)}, ${outcome.error.reason}`, 'warn')
    return outcome
  } catch {
    if (!response && !signal.aborted && !isOffline()) watch.explain()
    else watch.end()
    // The status of an error tells enough without its body; that of a success tells nothing.
    return response && response.status >= 400
      ? parseHttpReply(
          request.op,
          { status: response.status, headers: response.headers, body: undefined },
          Date.now(),
        )
      : { ok: false, error: { code: isOffline() ? 'offline' : 'network' } }
  }
}

type ReadHeaders =
  { readonly ok: true; readonly value: Headers } | { readonly ok: false; readonly reason: string }

/** The headers of the host, checked one by one, since the error of fetch would print the value. */
async function readHostHeaders(source: HttpLinkOptions['headers']): Promise<ReadHeaders> {
  let given: unknown
  try {
    given = typeof source === 'function' ? await source() : (source ?? {})
  } catch (error) {
    ;(globalThis as { reportError?: (error: unknown) => void }).reportError?.(error)
    return { ok: false, reason: 'the function threw' }
  }
  if (typeof given !== 'object' || given === null) return { ok: false, reason: 'they are not an object' }
  const headers = new Headers()
  const pairs: readonly unknown[] =
    Symbol.iterator in given ? [...(given as Iterable<unknown>)] : Object.entries(given)
  if (!pairs.every(Array.isArray)) return { ok: false, reason: 'they are not pairs' }
  for (const [name, value] of pairs as [string, unknown][]) {
    if (value === undefined || value === null) continue
    try {
      headers.append(name, value as string)
    } catch {
      return { ok: false, reason: `fetch refuses the name or the value of ${JSON.stringify(name)}` }
    }
  }
  return { ok: true, value: headers }
}

/** The body as text; undefined where it passes `limit` (bytes). The stream is let go in every case. */
export async function readBody(response: Response, limit: number): Promise<string | undefined> {
  // Of an answer that may not be stored, and is read to its end, Chromium tells as of a cancelled request, but not of a copy.
  const reader = response.clone().body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    if (Number(response.headers.get('content-length')) > limit) return undefined
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      size += value.byteLength
      if (size > limit) return undefined
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    void Promise.allSettled([reader.cancel(), response.body?.cancel()])
  }
}

// Not `document.baseURI`: a <base> that somebody injected must not choose where the key goes.
const ownAddress = (): string => (globalThis as { location?: Location }).location?.href ?? ''

const isOffline = (): boolean =>
  (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false

function refuse(code: 'endpoint-refused' | 'headers-invalid', detail: string): LinkOutcome {
  reportUsage(code, detail)
  const reason = code === 'endpoint-refused' ? `The endpoint ${detail}` : `The headers: ${detail}`
  return { ok: false, error: { code: 'config-invalid', reason } }
}
