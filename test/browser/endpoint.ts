/** The host's link endpoint, played by msw: what it answers to each operation, and what it was sent. */
import { http, HttpResponse, type JsonBodyType } from 'msw'

import {
  PROBLEM_PREFIX,
  PROBLEM_STATUS,
  type LinkRequest,
  type Operation,
  type ProblemSlug,
} from '../../src/core/link.ts'
import { exposed } from './secret.ts'
import { worker } from './worker.ts'

/** The address that the tests' widgets are given. */
export const ENDPOINT = '/api/link'

/** The reply to a link that was made. */
export const LINKED = {
  status: 'linked',
  account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme Recruiting' },
} as const

/** The reply that sends a person to the provider. */
export const REDIRECT = {
  status: 'redirect',
  linkId: 'link_1',
  url: 'https://app.jazz.co/authorise?state=s1',
  expiresIn: 600,
} as const

/** A request as it arrived. */
export interface Received {
  readonly body: LinkRequest
  readonly headers: Readonly<Record<string, string>>
  readonly request: Request
}

/** A 200 with this body, or a whole response. */
export type Reply = Response | { readonly status: string; readonly [name: string]: unknown }

/** What the endpoint answers to one request. */
export type Answer = Reply | ((received: Received) => Reply | Promise<Reply>)

/** The widget's side of the wire. */
export interface Endpoint {
  /** All that arrived, or one operation's, in order. */
  received(op?: Operation): readonly Received[]
}

/** Answers each operation with its answers in turn, and with the last of them from then on. */
export function endpoint(answers: Partial<Record<Operation, readonly Answer[]>>): Endpoint {
  const all: Received[] = []
  const of = (op?: Operation): Received[] => all.filter(({ body }) => op === undefined || body.op === op)
  worker.use(
    http.post(ENDPOINT, async ({ request }) => {
      const body = (await request.clone().json()) as LinkRequest
      const headers = Object.fromEntries(request.headers)
      const received = { body, headers, request }
      all.push(received)
      exposed.push(request.url, headers)
      const script = answers[body.op] ?? []
      const answer = script[Math.min(of(body.op).length, script.length) - 1]
      if (answer === undefined) throw new Error(`The endpoint was not told what to answer to ${body.op}`)
      const reply = typeof answer === 'function' ? await answer(received) : answer
      return reply instanceof Response ? reply.clone() : HttpResponse.json(reply as JsonBodyType)
    }),
  )
  return { received: of }
}

/** A problem as the endpoint tells it (RFC 9457), with words of the server that nobody must see. */
export const problem = (
  slug: ProblemSlug,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new HttpResponse(
    JSON.stringify({ type: PROBLEM_PREFIX + slug, title: 'Server words', detail: 'Server words', ...more }),
    { status: PROBLEM_STATUS[slug], headers: { 'Content-Type': 'application/problem+json', ...headers } },
  )

/** An answer that waits until the test lets it go. */
export function held(reply: Reply): { readonly answer: Answer; readonly release: () => void } {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { answer: () => released.then(() => reply), release: () => release() }
}
