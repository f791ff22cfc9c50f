/**
 * The server of the bench, on loopback: pages and scripts compressed as a CDN has them, our link endpoint and the three
 * calls of the peer, each answered at once. Counts what is asked of it.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'

/** A file as it is served. */
export interface SiteFile {
  readonly type: string
  readonly body: string | Buffer
}

/** A running server. */
export interface Site {
  readonly origin: string
  /** What was sent since the last call, heads left out. */
  readonly count: () => { readonly requests: number; readonly bytes: number }
  readonly close: () => Promise<void>
}

/** JSON of a path, for GET and POST alike. */
export type Replies = Readonly<Record<string, unknown>>

/** Serves `files` and `replies` by their path. */
export async function startSite(files: ReadonlyMap<string, SiteFile>, replies: Replies): Promise<Site> {
  const packed = new Map(
    [...files].map(([path, { type, body }]) => [path, { type, body: brotliCompressSync(body) }]),
  )
  let requests = 0
  let bytes = 0
  const send = (response: ServerResponse, type: string, body: Buffer): void => {
    requests += 1
    bytes += body.length
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'cache-control': 'no-store' })
    response.end(body)
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    request.resume()
    const file = packed.get(pathname)
    if (file) send(response, file.type, file.body)
    else if (Object.hasOwn(replies, pathname))
      send(response, 'application/json', brotliCompressSync(JSON.stringify(replies[pathname])))
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => {
      const counted = { requests, bytes }
      requests = 0
      bytes = 0
      return counted
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
