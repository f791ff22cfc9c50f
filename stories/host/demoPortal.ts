/**
 * The demo's white-label portal: a plain page under a strict policy with the script tag, and the hosted page beside it on
 * another origin of loopback. Both are built from the sources when they are first asked for.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'

import { buildPage, buildScript, integrityOf, packageVersion } from '../../tsdown.scripts.ts'
import { DEMO_KEYS } from './demoKeys.ts'
import { ENDPOINT_PATH } from './endpointPath.ts'
import { pageHeaders } from './hostedPage.ts'
import { CSP, fileOf, PAGE_HEADERS, type PageFile, serveFile } from './serveBuilt.ts'

const FOLDER = join(import.meta.dirname, 'portal')
const ADDRESS = '/portal.html'
const BESIDE = '/portal/'
const SESSION = `${BESIDE}session`
const SCRIPT = `${BESIDE}hub.js`
const OWN_SCRIPT = `${BESIDE}portal.js`

/** What the portal is told. */
export interface PortalOptions {
  /** The origins that the portal is seen at; the endpoint is at the first. */
  readonly origins: readonly [string, ...string[]]
  /** True: JazzHR itself is asked, so that the demo keys are of no use. */
  readonly live: boolean
}

/** A running portal. */
export interface Portal {
  /** Where the hosted page is. */
  readonly linkPage: string
  /** Answers a request, `createSession` giving a token for the frame; false where it is not the portal's. */
  readonly handle: (
    request: IncomingMessage,
    response: ServerResponse,
    createSession: () => Promise<string>,
  ) => Promise<boolean>
  /** The sources have changed: builds anew when it is next asked. */
  readonly forget: () => void
  readonly close: () => Promise<void>
}

/** Starts it: the hosted page gets a port of its own. */
export async function startPortal({ origins, live }: PortalOptions): Promise<Portal> {
  const [origin] = origins
  const script = kept(() =>
    buildScript('src/element/script.ts', { values: { __HUB_VERSION__: packageVersion } }),
  )
  const own = kept(() => buildScript('stories/host/portal/portal.ts'))
  const page = kept(() => buildHostedPage(origins))
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', origin)
    page.get().then(
      ({ files, headers }) => serveFile(files.get(pathname), response, headers),
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hosted = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const linkPage = `${hosted}/`

  const read = async (path: string): Promise<PageFile | undefined> => {
    if (path === SCRIPT) return fileOf(path, await script.get())
    if (path === OWN_SCRIPT) return fileOf(path, await own.get())
    if (path !== ADDRESS) return fileOf(path, await readFile(join(FOLDER, basename(path))))
    // The page for the frame as well: the element gives it ten seconds, and a build may take longer.
    const [text, built] = await Promise.all([
      readFile(join(FOLDER, 'portal.html'), 'utf8'),
      script.get(),
      page.get(),
    ])
    return fileOf(
      path,
      fill(text, {
        integrity: integrityOf(built),
        endpoint: ENDPOINT_PATH,
        frame: linkPage,
        keys: keysToTry(live),
      }),
    )
  }

  return {
    linkPage,
    handle: async (request, response, createSession) => {
      const { pathname } = new URL(request.url ?? '/', origin)
      if (pathname === SESSION) {
        // Who is signed in gets one on the portal's own page alone.
        const allowed = request.method === 'POST' && request.headers['sec-fetch-site'] === 'same-origin'
        response.writeHead(allowed ? 200 : 403, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
        response.end(allowed ? await createSession() : 'Forbidden')
        return true
      }
      if (!PATHS.has(pathname)) return false
      serveFile(await read(pathname), response, {
        ...PAGE_HEADERS,
        'content-security-policy': `${CSP}; frame-src ${hosted}`,
      })
      return true
    },
    forget: () => {
      script.forget()
      page.forget()
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const PATHS: ReadonlySet<string> = new Set([
  ADDRESS,
  SCRIPT,
  OWN_SCRIPT,
  ...['portal.css', 'icon.svg'].map((name) => BESIDE + name),
])

/** The hosted page as its owner configures it. It names nobody: more than one product of this demo sends people there. */
async function buildHostedPage(origins: PortalOptions['origins']) {
  const built = await buildPage()
  const [origin] = origins
  const config = { endpoint: origin + ENDPOINT_PATH, parents: origins, 'white-label': true }
  const files = new Map(
    [...built, ['config.json', JSON.stringify(config)] as const].map(([name, text]) => [
      name === 'index.html' ? '/' : `/${name}`,
      fileOf(name, text),
    ]),
  )
  return {
    files,
    headers: pageHeaders(built.get('_headers') ?? '', { endpoint: origin, parents: origins }),
  }
}

/** Makes it once, and anew after `forget` or a failure. */
function kept<Value>(make: () => Promise<Value>): { get: () => Promise<Value>; forget: () => void } {
  let value: Promise<Value> | undefined
  const forget = (): void => {
    value = undefined
  }
  return {
    get: () => {
      value ??= make().catch((error: unknown) => {
        forget()
        throw error
      })
      return value
    },
    forget,
  }
}

const keysToTry = (live: boolean): string =>
  live
    ? 'This demo asks JazzHR itself: use the API key of an account of yours.'
    : `This is a demo. Keys to try: ${DEMO_KEYS.slice(0, 3)
        .map(({ key, shows }) => `<br /><code translate="no">${key}</code> ${shows}`)
        .join('')}`

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
