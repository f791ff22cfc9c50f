/**
 * One server of several: an endpoint behind node:http, in a process of its own that a test can kill.
 * Configured by the environment; prints its port.
 */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { toNodeHandler } from 'srvx/node'
import { createStorage } from 'unstorage'
import redis from 'unstorage/drivers/redis'

import { createLinkEndpoint, fileDriver, jazzhr } from '../../../src/endpoint/index.ts'

const { JAZZ = '', SECRET = '', REDIS_URL, FOLDER } = process.env

const driver =
  REDIS_URL === undefined ? fileDriver({ base: FOLDER ?? '' }) : redis({ url: REDIS_URL, base: 'app' })

const endpoint = createLinkEndpoint({
  owner: ({ headers }) => ({ id: headers.get('x-owner') ?? 'org_1' }),
  providers: [jazzhr({ baseUrl: JAZZ })],
  storage: createStorage({ driver }),
  shared: REDIS_URL !== undefined,
  secrets: [SECRET],
  limit: process.env['LIMIT'] === undefined ? false : { requests: Number(process.env['LIMIT']), seconds: 60 },
})

const server = createServer(toNodeHandler(endpoint.fetch) as RequestListener)
server.listen(0, '127.0.0.1', () => {
  console.log(`port ${(server.address() as AddressInfo).port}`)
})
