/**
 * A portal for the walks on the script files: pages that a test writes, served with the headers it gives, on two origins,
 * with the built endpoint (over memory) and a stand-in JazzHR behind it. Reads dist; `npm run build` comes first.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'

import { test as base, type Locator, type Page } from '@playwright/test'
import { toNodeHandler } from 'srvx/node'
import { createStorage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import type * as EndpointModule from '../../src/endpoint/index.ts'
import type { KeyBehaviour } from '../../stories/host/demoKeys.ts'
import { startStandInJazzhr } from '../../stories/host/standInJazzhr.ts'
import { expect } from './demo.ts'
import { type Leaks, watchLeaks } from './leaks.ts'
import { secretKey } from './secrets.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')

/** What an address answers. */
export interface Served {
  readonly body: string | Buffer
  readonly type?: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A running portal. */
export interface Site {
  /** The portal's own origin. */
  readonly origin: string
  /** The same files on another origin, as a CDN has them. */
  readonly cdn: string
  /** The hashes of the built scripts, by name. */
  readonly integrity: Readonly<Record<string, string>>
  /** Keys by what the stand-in does with them; of this test alone. */
  readonly keys: Readonly<Record<KeyBehaviour | 'second', string>>
  /** Puts something at a path, in place of what was there. */
  serve(path: string, served: Served): void
  /** A page at `/`. */
  page(html: string, headers?: Readonly<Record<string, string>>): void
  /** What is done with requests before anything answers them: `true` means that it was handled. */
  intercept(handler: (request: IncomingMessage, response: ServerResponse) => boolean): void
  /** Paths that were asked for, in order. */
  readonly asked: string[]
  readonly endpoint: EndpointModule.LinkEndpoint
  /** Unlinks all that was linked. */
  forget(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
  '.json': 'application/json',
}

/** Starts a portal on a free port. */
export async function startSite(): Promise<Site & { readonly close: () => Promise<void> }> {
  if (!existsSync(join(DIST, 'hub.js'))) throw new Error('dist/hub.js is missing: npm run build comes first.')
  const { createLinkEndpoint, jazzhr } = (await import(
    pathToFileURL(join(DIST, 'endpoint.js')).href
  )) as typeof EndpointModule
  const behaviours: readonly KeyBehaviour[] = [
    'good',
    'rejected',
    'no-permission',
    'rate-limited',
    'slow',
    'down',
  ]
  const keys = Object.fromEntries(
    [...behaviours, 'second'].map((name) => [name, secretKey()]),
  ) as Site['keys']
  const known = Object.fromEntries(behaviours.map((behaviour) => [keys[behaviour], behaviour]))
  const standIn = await startStandInJazzhr({
    keys: { ...known, [keys.second]: 'good' },
    retryAfter: 2,
    slowMs: 1000,
  })

  const served = new Map<string, Served>()
  const asked: string[] = []
  let intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    asked.push(url.pathname)
    if (intercept(request, response)) return
    if (url.pathname === '/api/link' || url.pathname.startsWith('/api/link/')) void answer(request, response)
    else void send(url.pathname, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const cdn = `http://cdn.localhost:${port}`

  const endpoint = createLinkEndpoint({
    owner: () => ({ id: 'org_portal' }),
    providers: [jazzhr({ baseUrl: standIn.baseUrl })],
    storage: createStorage({ driver: memory() }),
    secrets: [randomBytes(32).toString('base64')],
    linkPage: `${cdn}/dist/page/`,
    publicUrl: `${origin}/api/link`,
    log: () => undefined,
  })
  const answer = toNodeHandler(endpoint.fetch) as (
    request: IncomingMessage,
    response: ServerResponse,
  ) => unknown

  const send = async (path: string, response: ServerResponse): Promise<void> => {
    const own = served.get(path)
    if (own) {
      response.writeHead(own.status ?? 200, {
        'content-type': own.type ?? TYPES['.html'],
        ...own.headers,
      })
      response.end(own.body)
      return
    }
    const file = path.startsWith('/dist/')
      ? join(ROOT, normalize(path.endsWith('/') ? `${path}index.html` : path))
      : ''
    if (!file.startsWith(DIST) || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
      return
    }
    // As a CDN has it: any page may load it, and read enough of it to check its hash.
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    })
    response.end(await readFile(file))
  }

  return {
    origin,
    cdn,
    keys,
    asked,
    endpoint,
    integrity: (
      JSON.parse(await readFile(join(DIST, 'integrity.json'), 'utf8')) as {
        integrity: Record<string, string>
      }
    ).integrity,
    serve: (path, what) => served.set(path, what),
    page: (html, headers = {}) => served.set('/', { body: document(html), headers }),
    intercept: (handler) => {
      intercept = handler
    },
    forget: async () => {
      const call = async (body: object): Promise<{ accounts?: { id: string }[] }> => {
        const response = await endpoint.fetch(
          new Request(`${origin}/api/link`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'hub-protocol': '1' },
            body: JSON.stringify(body),
          }),
        )
        return (await response.json()) as { accounts?: { id: string }[] }
      }
      const { accounts = [] } = await call({ op: 'accounts' })
      for (const { id } of accounts) await call({ op: 'unlink', account: id })
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      await standIn.close()
    },
  }
}

const document = (html: string): string =>
  /<html/i.test(html)
    ? html
    : `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Portal</title>
       <meta name="viewport" content="width=device-width"></head><body><main>${html}</main></body></html>`

/** The script tag as a portal writes it. */
export const SCRIPT = '<script src="/dist/hub.js" defer></script>'

/** The element as a portal writes it. */
export const ELEMENT = '<hub-link provider="jazzhr" endpoint="/api/link"></hub-link>'

interface Fixtures {
  readonly site: Site
  readonly hub: Locator
  /** What the browser complains of, the policy's refusals among it. A test says what it provokes. */
  readonly told: {
    expect(code: string): void
    /** Any number of these, at least one. */
    expectAll(codes: RegExp): void
  }
  readonly leaks: Leaks
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that a fixture needs from its pattern
  site: async ({}, use) => {
    const { close, ...site } = await startSite()
    await use(site)
    await close()
  },

  baseURL: ({ site }, use) => use(site.origin),

  hub: ({ page }, use) => use(page.getByRole('region', { name: 'Connect JazzHR' }).first()),

  leaks: [
    async ({ page }, use, testInfo) => {
      const leaks = watchLeaks(page)
      await use(leaks)
      if (testInfo.status === testInfo.expectedStatus) await leaks.search()
    },
    { auto: true },
  ],

  told: [
    async ({ page }, use, testInfo) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      const expected: string[] = []
      let all: RegExp | undefined
      await use({
        expect: (code) => expected.push(code),
        expectAll: (codes) => {
          all = codes
        },
      })
      if (testInfo.status !== testInfo.expectedStatus) return
      const codes = complaints.filter((text) => !text.startsWith('Failed to load resource')).map(codeOf)
      if (all) {
        expect(codes).not.toEqual([])
        expect(codes.filter((code) => !all?.test(code))).toEqual([])
        return
      }
      expect(codes, 'errors and warnings on the console').toEqual(expected)
    },
    { auto: true },
  ],
})

/** Our own code of a complaint, or what kind it is of the browser's. */
function codeOf(text: string): string {
  const own = /^\[hub-link\] ([\w-]+):/.exec(text)?.[1]
  if (own !== undefined) return own
  if (text.includes("'integrity' attribute")) return 'integrity'
  if (/sandbox/.test(text)) return 'sandbox'
  return /Content Security Policy|Trusted ?(?:Type|ScriptURL)/i.test(text) ? 'csp' : text
}

/** The events of the element, as they came: `type detail`. Call it before the page is opened. */
export async function recordEvents(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const events: string[] = []
    Object.assign(globalThis, { hubEvents: events })
    for (const type of ['hub-linked', 'hub-error', 'hub-event', 'hub-close'])
      addEventListener(type, (event) => {
        events.push(`${type} ${JSON.stringify((event as CustomEvent).detail)}`)
      })
  })
  return () => page.evaluate(() => (globalThis as unknown as { hubEvents: string[] }).hubEvents)
}

export { expect }
