/**
 * The same endpoint behind node:http through srvx, Express and Hono, over a real socket.
 */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import express from 'express'
import { Hono } from 'hono'
import { toNodeHandler } from 'srvx/node'
import { describe, expect, onTestFinished, test } from 'vitest'

import { bench, CANARY, read, slug, type Bench } from './harness.ts'

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

// srvx types its handler for HTTP/1 and HTTP/2 at once; these servers speak HTTP/1.
const nodeHandler = (fetch: (request: Request) => Response | Promise<Response>) =>
  toNodeHandler(fetch) as RequestListener

const mounts: Record<string, (endpoint: Bench) => Promise<string>> = {
  'node:http through srvx': (endpoint) => listen(createServer(nodeHandler(endpoint.fetch))),
  Express: (endpoint) => {
    const app = express()
    app.all('/api/link{/*path}', nodeHandler(endpoint.fetch))
    return listen(createServer(app))
  },
  'Hono behind srvx': (endpoint) => {
    const app = new Hono()
    app.all('/api/link/*', ({ req }) => endpoint.fetch(req.raw))
    return listen(createServer(nodeHandler((request) => app.fetch(request))))
  },
}

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

  test('answers a preflight', async () => {
    const origin = await mount(bench({ allowedOrigins: ['https://portal.example'] }))
    const { status, headers } = await fetch(`${origin}/api/link`, {
      method: 'OPTIONS',
      headers: { origin: 'https://portal.example', 'access-control-request-method': 'POST' },
    })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, 'https://portal.example'])
  })
})
