/** A link endpoint that does whatever a test says: one answer after another to each operation, down to the bytes. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

import type { Site } from '../site.ts'

/** The reply to a link that was made. */
export const LINKED = { status: 'linked', account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme' } }

/** A request as it arrived. */
export interface Received {
  readonly op: string
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: IncomingHttpHeaders
}

/** Answers one request, or leaves it lying. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => unknown

/** The host's side of the wire. */
export interface FaultyEndpoint {
  /** What arrived for an operation, in order. */
  of(op: string): readonly Received[]
  /** The idempotency keys of the links, in order. */
  keys(): readonly (string | undefined)[]
  /** Answers an operation with these in turn, and with the last of them from then on. */
  says(op: string, ...answers: readonly (Answer | object)[]): void
}

/** What the endpoint answers a page of another origin that it lets in. */
export const corsFor = (origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-headers': 'authorization, content-type, hub-protocol, idempotency-key',
})

/** Puts it in the place of a portal's own endpoint, on both of its origins. `cors` are headers for the other one. */
export function faultyEndpoint(site: Site, cors?: Readonly<Record<string, string>>): FaultyEndpoint {
  const received: Received[] = []
  const script = new Map<string, readonly (Answer | object)[]>([
    ['link', [LINKED]],
    ['status', [{ status: 'pending' }]],
    ['cancel', [{ status: 'cancelled' }]],
  ])
  const of = (op: string): Received[] => received.filter((each) => each.op === op)
  site.intercept((request, response) => {
    if (request.url !== '/api/link') return false
    for (const [name, value] of Object.entries(cors ?? {})) response.setHeader(name, value)
    if (request.method === 'OPTIONS') {
      response.writeHead(cors ? 204 : 403).end()
      return true
    }
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      const body = JSON.parse(text) as { op: string }
      received.push({ op: body.op, body, headers: request.headers })
      const answers = script.get(body.op) ?? []
      const answer = answers[Math.min(of(body.op).length, answers.length) - 1] ?? LINKED
      if (typeof answer === 'function') (answer as Answer)(response, request)
      else json(200, answer)(response, request)
    })
    return true
  })
  return {
    of,
    keys: () => of('link').map(({ headers }) => headers['idempotency-key'] as string | undefined),
    says: (op, ...answers) => void script.set(op, answers),
  }
}

/** A whole answer. */
export const whole =
  (
    status: number,
    type: string | undefined,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ): Answer =>
  (response) => {
    response.writeHead(status, { ...(type !== undefined && { 'content-type': type }), ...headers })
    response.end(body)
  }

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  whole(status, 'application/json', JSON.stringify(body), headers)

/** Words of a server that nobody may see. */
export const SERVER_WORDS = '<b>Server words</b>'

/** A problem of the contract (RFC 9457). */
export const problem = (
  status: number,
  slug: string,
  more: object = {},
  headers: Readonly<Record<string, string>> = {},
): Answer =>
  whole(
    status,
    'application/problem+json; charset=utf-8',
    JSON.stringify({
      type: `urn:hub-link:problem:${slug}`,
      title: SERVER_WORDS,
      detail: SERVER_WORDS,
      ...more,
    }),
    headers,
  )

/** Never answers. */
export const silence: Answer = () => undefined

/** Cuts the connection before a byte of an answer. */
export const reset: Answer = (response) => response.destroy()

/** An answer that waits until the test lets it go. */
export function held(body: object): { readonly answer: Answer; readonly release: () => void } {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { answer: (response, request) => released.then(() => json(200, body)(response, request)), release }
}
