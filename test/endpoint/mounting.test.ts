/**
 * The same endpoint by every line of the README's table of mounts, run as it stands there: behind node:http through srvx,
 * Express and Hono over a real socket; for Next, Workers, Bun and Deno what their servers would be given.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { runInNewContext } from 'node:vm'

import express from 'express'
import { Hono } from 'hono'
import { toNodeHandler } from 'srvx/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { bench, CANARY, ENDPOINT_URL, linkRequest, read, slug, type Bench } from './harness.ts'

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The lines of code of the row that names `where`. */
function documented(where: string): [string, ...string[]] {
  const [, table = ''] = readFileSync('README.md', 'utf8').split('| where | one line |')
  const row = table
    .split('\n\n')[0]!
    .split('\n')
    .find((line) => line.split(' | ')[0]!.includes(where))!
  const cell = row.slice(row.indexOf(' | '))
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code) as [string, ...string[]]
}

const mounts: Record<string, (endpoint: Bench) => Promise<string>> = {
  'node:http through srvx': (endpoint) => {
    const names = { createServer, toNodeHandler, endpoint }
    return listen(runInNewContext(documented('node:http')[0], names) as Server)
  },
  Express: (endpoint) => {
    const app = express()
    runInNewContext(documented('Express')[0], { app, toNodeHandler, endpoint })
    return listen(createServer(app))
  },
  'Hono behind srvx': (endpoint) => {
    const app = new Hono()
    runInNewContext(documented('Hono')[0], { app, endpoint })
    // srvx types its handler for HTTP/1 and HTTP/2 at once; this server speaks HTTP/1.
    return listen(createServer(toNodeHandler((request) => app.fetch(request)) as RequestListener))
  },
}

type Fetch = (request: Request) => Promise<Response>

/** What each platform calls for a POST and for a GET, by the README's line. */
const platforms: Record<string, (endpoint: Bench) => Record<'POST' | 'GET', Fetch>> = {
  Next: (endpoint) => {
    const [line] = documented('Next')
    const route = { endpoint }
    runInNewContext(line.replace(/^export const /, 'var '), route)
    expect(Object.keys(route).sort()).toEqual(['GET', 'OPTIONS', 'POST', 'endpoint'])
    return route as unknown as Record<'POST' | 'GET', Fetch>
  },
  Workers: (endpoint) => {
    const [line] = documented('Workers')
    const { fetch } = runInNewContext(`(${line.replace(/^export default /, '')})`, { endpoint }) as Bench
    return { POST: fetch, GET: fetch }
  },
  Bun: (endpoint) => {
    const serve = vi.fn<(options: { fetch: Fetch }) => void>()
    runInNewContext(documented('Bun')[1]!, { Bun: { serve }, endpoint })
    const { fetch } = serve.mock.calls[0]![0]
    return { POST: fetch, GET: fetch }
  },
  Deno: (endpoint) => {
    const serve = vi.fn<(fetch: Fetch) => void>()
    runInNewContext(documented('Deno')[2]!, { Deno: { serve }, endpoint })
    const [fetch] = serve.mock.calls[0]!
    return { POST: fetch, GET: fetch }
  },
}

test.each(Object.entries(platforms))('%s is given what answers', async (_, mount) => {
  const endpoint = bench()
  const { POST, GET } = mount(endpoint)
  const linked = await POST(linkRequest({ op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY } }))
  expect(slug(await read(linked))).toBe('linked')
  expect((await GET(new Request(`${ENDPOINT_URL}/callback?state=x`))).status).toBe(410)
})

describe.each(Object.entries(mounts))('behind %s', (_, mount) => {
  const send = async (origin: string, body: string, headers: Record<string, string> = {}) =>
    read(
      await fetch(`${origin}/api/link`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'hub-protocol': '1',
          'idempotency-key': `"${crypto.randomUUID()}"`,
          origin,
          ...headers,
        },
        body,
      }),
    )
  const link = JSON.stringify({ op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY }, locale: 'en' })

  test('links and lists', async () => {
    const endpoint = bench()
    const origin = await mount(endpoint)
    const answer = await send(origin, link)
    expect([answer.status, slug(answer)]).toEqual([200, 'linked'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await send(origin, '{"op":"accounts"}')).body.accounts).toEqual([
      expect.objectContaining({ id: answer.body.account.id }),
    ])
  })

  test('refuses what it must', async () => {
    const origin = await mount(bench())
    expect((await send(origin, link, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send(origin, 'x'.repeat(17 * 1024))).status).toBe(413)
    expect((await send(origin, '{')).status).toBe(400)
    expect((await fetch(`${origin}/api/link`)).status).toBe(405)
    expect((await fetch(`${origin}/api/link/callback?state=x`)).status).toBe(410)
  })

  // What comes after the refusal must find nothing that fails: an exception here would end the host's process.
  test('goes on over the same connection after a body that streams past 16 KiB', async () => {
    const origin = await mount(bench())
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const post = async (chunks: readonly string[]) => {
      const headers = { 'content-type': 'application/json', 'hub-protocol': '1' }
      const request = httpRequest(`${origin}/api/link`, { method: 'POST', headers, agent })
      const answered = once(request, 'response') as Promise<[IncomingMessage]>
      for (const chunk of chunks) request.write(chunk)
      request.end()
      const [response] = await answered
      await once(response.resume(), 'end')
      return { status: response.statusCode, reused: request.reusedSocket }
    }
    const chunk = 'x'.repeat(16 * 1024)
    expect(await post(Array<string>(40).fill(chunk))).toEqual({ status: 413, reused: false })
    expect(await post(['{"op":', '"accounts"}'])).toEqual({ status: 200, reused: true })
  })

  test('answers a preflight', async () => {
    const origin = await mount(bench({ allowedOrigins: ['https://portal.example'] }))
    const { status, headers } = await fetch(`${origin}/api/link`, {
      method: 'OPTIONS',
      headers: { origin: 'https://portal.example', 'access-control-request-method': 'POST' },
    })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, 'https://portal.example'])
  })
})
