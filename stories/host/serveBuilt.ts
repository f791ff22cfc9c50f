/**
 * A plain node server for a demo page that has been built, with the endpoint beside it: what a host would run.
 * Its pages carry a strict Content-Security-Policy, under which the widget has to work.
 */
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative, sep } from 'node:path'

import { isEndpoint } from './endpointPath.ts'
import { type DemoOptions, startDemo } from './startDemo.ts'

export interface BuiltOptions extends DemoOptions {
  /** The folder that `vite build` wrote. */
  readonly page: string
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined
}

/** A running server. */
export interface BuiltServer {
  readonly origin: string
  /** Ends the server and its demo; may be called again. */
  readonly close: () => Promise<void>
}

/** No style attributes, no inline scripts, no HTML from strings, nothing from anywhere else. */
export const CSP = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `connect-src 'self'`,
  `img-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types 'none'`,
].join('; ')

/** Starts the server on loopback. */
export async function serveBuilt({ page, port = 0, ...options }: BuiltOptions): Promise<BuiltServer> {
  const [files, demo] = await Promise.all([readFiles(page), startDemo(options)])
  const server = createServer((request, response) => {
    const { url = '/' } = request
    if (isEndpoint(url)) demo.handle(request, response)
    else serveFile(files.get(new URL(url, 'http://host').pathname), response)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
    await demo.close()
  }
  let closing: Promise<void> | undefined
  return { origin: `http://127.0.0.1:${taken}`, close: () => (closing ??= close()) }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** What an address answers. */
export interface PageFile {
  readonly body: Buffer | string
  readonly type: string
}

/** A file with the type that its name says. */
export const fileOf = (name: string, body: Buffer | string): PageFile => ({
  body,
  type: TYPES[extname(name)] ?? 'application/octet-stream',
})

/** What goes with each page of the demo. */
export const PAGE_HEADERS = {
  'content-security-policy': CSP,
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const

/** Answers with a file, or that there is none. */
export function serveFile(
  file: PageFile | undefined,
  response: ServerResponse,
  headers: Readonly<Record<string, string>> = PAGE_HEADERS,
): void {
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
    return
  }
  response.writeHead(200, { 'content-type': file.type, ...headers })
  response.end(file.body)
}

/** The files of a folder by their address. Read once: what is not among them cannot be asked for. */
async function readFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }): Promise<[string, PageFile]> => {
      const path = join(parentPath, name)
      const address = `/${relative(folder, path).split(sep).join('/')}`
      return [address === '/index.html' ? '/' : address, fileOf(name, await readFile(path))]
    })
  return new Map(await Promise.all(files))
}
