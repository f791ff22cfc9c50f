/**
 * A real HTTP server on loopback for one test, which records what reached it.
 */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** One request as it came. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface TestServer {
  readonly origin: string
  /** The address of a page on the same origin. */
  readonly page: string
  readonly received: Received[]
}

/** Starts a server that lives until the end of the test. */
export async function serve(
  answer: (res: ServerResponse, req: Received, raw: IncomingMessage) => void,
): Promise<TestServer> {
  const received: Received[] = []
  const server = createServer((req, res) => {
    let body = ''
    req.setEncoding('utf8')
    req.on('data', (chunk: string) => (body += chunk))
    req.on('end', () => {
      const request = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body }
      received.push(request)
      answer(res, request, req)
    })
    res.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, page: `${origin}/settings/accounts?tab=1`, received }
}

/** The address of a page on a port where nobody listens. */
export async function closedPage(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}/`
}

/** Answers with a JSON body. */
export function json(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  res.writeHead(status, { 'content-type': 'application/json', ...headers })
  res.end(JSON.stringify(body))
}

/** Answers with a problem of the contract. */
export const problem = (
  res: ServerResponse,
  status: number,
  slug: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) =>
  json(
    res,
    status,
    { type: `urn:hub-link:problem:${slug}`, title: 'Words of the server', ...more },
    {
      'content-type': 'application/problem+json',
      ...headers,
    },
  )
