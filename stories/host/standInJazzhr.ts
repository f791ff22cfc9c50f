/**
 * A stand-in for JazzHR's API on loopback, so that the demo and the tests run offline.
 * It answers `GET /v1/users?apikey=…` in the shapes of the real one, by what its table of keys says.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import { DEMO_KEYS, type KeyBehaviour } from './demoKeys.ts'

/** How the stand-in behaves. All has a default. */
export interface StandInOptions {
  /** What it does with each key; a key that is not here is rejected. The demo keys by default. */
  readonly keys?: Readonly<Record<string, KeyBehaviour>> | undefined
  /** Seconds that a rate-limited key is told to wait. 20 by default. */
  readonly retryAfter?: number | undefined
  /** Milliseconds before a slow key is answered. 4000 by default. */
  readonly slowMs?: number | undefined
}

/** A running stand-in. */
export interface StandIn {
  /** Its address, for `jazzhr({ baseUrl })`. */
  readonly baseUrl: string
  /** Ends it, and what it is still answering. */
  readonly close: () => Promise<void>
}

/** Starts a stand-in on a free port. */
export async function startStandInJazzhr(options: StandInOptions = {}): Promise<StandIn> {
  const { keys = keysOfDemo(), retryAfter = 20, slowMs = 4000 } = options
  const ended = new AbortController()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    if (url.pathname !== '/v1/users') {
      json(response, 404, { error: 'No such resource' })
      return
    }
    if (request.method !== 'GET') {
      json(response, 405, { error: 'Method not allowed' }, { allow: 'GET' })
      return
    }
    const key = url.searchParams.get('apikey') ?? ''
    const behaviour = Object.hasOwn(keys, key) ? keys[key] : undefined
    void answer(response, behaviour ?? 'rejected')
  })

  async function answer(response: ServerResponse, behaviour: KeyBehaviour): Promise<void> {
    switch (behaviour) {
      case 'slow':
        try {
          await wait(slowMs, undefined, { signal: ended.signal })
        } catch {
          return
        }
        json(response, 200, USERS)
        return
      case 'good':
        json(response, 200, USERS)
        return
      case 'rejected':
        json(response, 401, { error: 'Invalid API key' })
        return
      case 'no-permission':
        json(response, 403, { error: 'Not allowed' })
        return
      case 'rate-limited':
        json(response, 429, { error: 'Too many requests' }, { 'retry-after': String(retryAfter) })
        return
      case 'down':
        response.writeHead(503, { 'content-type': 'text/html' })
        response.end('<!doctype html><title>Service unavailable</title>')
        return
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      ended.abort()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const USERS = [
  {
    id: 'usr_demo_1',
    first_name: 'Demo',
    last_name: 'Administrator',
    email: 'admin@acme.example',
    type: 'Super Administrator',
  },
]

const keysOfDemo = (): Record<string, KeyBehaviour> =>
  Object.fromEntries(DEMO_KEYS.map(({ key, behaviour }) => [key, behaviour]))

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
