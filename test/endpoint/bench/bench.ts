/**
 * `npm run bench:endpoint`: link requests beside a bare handler, and how each operation grows with the accounts there are.
 * Prints ratios: absolute times are this machine's. A fixed number of requests: five to ten minutes on two busy cores.
 */
import { randomUUID } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, request, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { toNodeHandler } from 'srvx/node'
import { createStorage, type Driver, type Storage } from 'unstorage'
import fsDriver from 'unstorage/drivers/fs'
import memoryDriver from 'unstorage/drivers/memory'
import redisDriver from 'unstorage/drivers/redis'

import { createAccounts } from '../../../src/endpoint/accounts/createAccounts.ts'
import { createLinkEndpoint, fileDriver, jazzhr, type LinkEndpoint } from '../../../src/endpoint/index.ts'
import { accountIdOf, tenantOf } from '../../../src/endpoint/keys.ts'
import { createKeyring } from '../../../src/endpoint/sealing.ts'
import { createStore } from '../../../src/endpoint/store/createStore.ts'
import { hasRedis, sayWithoutRedis, startRedis } from '../slow/redisServer.ts'

const ROUND = 200
const ROUNDS = 9
const CONCURRENCY = 16
const SAMPLES = 100
const SIZES = [10, 1_000, 100_000]
const OWNER = 'org_0'
// Requests come from many customers; one alone would queue at its own list.
const OWNERS = 50

const secrets = [Buffer.alloc(32, 1).toString('base64')]
const standIn = () => Promise.resolve(Response.json([]))

type Handler = (request: Request) => Promise<Response>

const endpointOver = (storage: Storage) =>
  createLinkEndpoint({
    owner: ({ headers }) => ({ id: headers.get('x-owner') ?? OWNER }),
    providers: [jazzhr()],
    storage,
    secrets,
    limit: false,
    fetch: standIn,
  })

const bare: Handler = async (request) => {
  await request.json()
  return Response.json({ status: 'linked', account: { id: 'acc_1', provider: 'jazzhr' } })
}

const headersOf = (owner = OWNER) => ({
  'content-type': 'application/json',
  'hub-protocol': '1',
  'idempotency-key': `"${randomUUID()}"`,
  'x-owner': owner,
})

const requestOf = (url: string, body: object) =>
  new Request(url, { method: 'POST', headers: headersOf(), body: JSON.stringify(body) })

// The client shares the machine with the server: node:http costs it less than fetch.
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })

const send = (url: string, body: object, owner: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers: headersOf(owner) }, (response) => {
      response.resume()
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`answered ${response.statusCode ?? 0}`))
      })
    })
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify(body))
  })

const linkBody = () => ({ op: 'link', provider: 'jazzhr', fields: { apiKey: randomUUID() }, locale: 'en' })

/** A handler behind a real socket; `run` sends it link requests and answers how many seconds they took. */
async function serve(handler: Handler) {
  const server = createServer(toNodeHandler(handler) as RequestListener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/link`
  return {
    run: async (count: number): Promise<number> => {
      let left = count
      const worker = async () => {
        while (left-- > 0) await send(url, linkBody(), `org_${left % OWNERS}`)
      }
      const start = performance.now()
      await Promise.all(Array.from({ length: CONCURRENCY }, worker))
      return (performance.now() - start) / 1000
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Makes accounts of one owner without asking anybody. */
async function fill(storage: Storage, count: number): Promise<void> {
  const store = createStore(storage, false, Date.now)
  const accounts = createAccounts(store, createKeyring(secrets), Date.now, () => undefined)
  const tenant = await tenantOf(OWNER)
  let left = count
  const worker = async () => {
    while (left-- > 0)
      await accounts.create(tenant, await accountIdOf(tenant, randomUUID()), {
        provider: 'jazzhr',
        values: { apiKey: randomUUID() },
      })
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

/** Times each operation once, in milliseconds, without sockets. */
async function sample({ fetch }: LinkEndpoint): Promise<Record<string, number>> {
  const timed = async (body: object) => {
    const start = performance.now()
    const response = await fetch(requestOf('https://app.example/api/link', body))
    const ms = performance.now() - start
    return { ms, body: (await response.json()) as { account: { id: string } } }
  }
  const linked = await timed(linkBody())
  const listed = await timed({ op: 'accounts' })
  const unlinked = await timed({ op: 'unlink', account: linked.body.account.id })
  return { link: linked.ms, accounts: listed.ms, unlink: unlinked.ms }
}

/** A storage to measure; `filler` writes the same places faster. */
interface Subject {
  readonly name: string
  readonly make: () => { readonly driver: Driver; readonly filler?: Driver }
}

async function subjects(): Promise<{ list: Subject[]; dispose: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'link-bench-'))
  const list: Subject[] = [
    { name: 'memory', make: () => ({ driver: memoryDriver() }) },
    {
      name: 'file',
      make: () => {
        const base = join(folder, randomUUID())
        return { driver: fileDriver({ base }), filler: fsDriver({ base }) }
      },
    },
  ]
  const redis = hasRedis ? await startRedis() : undefined
  if (redis)
    list.push({
      name: 'Redis',
      make: () => ({ driver: redisDriver({ url: redis.url, base: randomUUID() }) }),
    })
  return {
    list,
    dispose: async () => {
      await redis?.dispose()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** All in turns, so that what else the machine does falls on each alike. */
async function compareRates(list: readonly Subject[]): Promise<void> {
  const storages = list.map(({ make }) => createStorage({ driver: make().driver }))
  const handlers = [bare, ...storages.map((storage) => endpointOver(storage).fetch)]
  const servers = await Promise.all(handlers.map(serve))
  for (const { run } of servers) await run(ROUND)
  const seconds = servers.map(() => [] as number[])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, { run }] of servers.entries()) seconds[index]?.push(await run(ROUND))
  const rates = seconds.map((all) => ROUND / median(all))
  const [reference = NaN] = rates
  console.log(
    `link requests per second, ${CONCURRENCY} at a time, beside a bare handler (${Math.round(reference)}/s here)`,
  )
  for (const [index, { name }] of list.entries()) {
    const rate = rates[index + 1] ?? NaN
    console.log(`  ${name.padEnd(8)} ${(rate / reference).toFixed(2)}   (${Math.round(rate)}/s here)`)
  }
  await Promise.all(servers.map(({ close }) => close()))
  await Promise.all(storages.map((storage) => storage.dispose()))
}

async function compareSizes({ name, make }: Subject): Promise<void> {
  const storages = await Promise.all(
    SIZES.map(async (size) => {
      const { driver, filler } = make()
      const storage = createStorage({ driver })
      await fill(filler ? createStorage({ driver: filler }) : storage, size)
      return storage
    }),
  )
  // What the filling left for the disk to write is not the operations' doing.
  spawnSync('sync')
  const endpoints = storages.map(endpointOver)
  for (const endpoint of endpoints) for (let warm = 0; warm < 20; warm += 1) await sample(endpoint)
  const samples = endpoints.map(() => [] as Record<string, number>[])
  for (let round = 0; round < SAMPLES; round += 1)
    for (const [index, endpoint] of endpoints.entries()) samples[index]?.push(await sample(endpoint))
  const medianOf = (index: number, operation: string) =>
    median((samples[index] ?? []).map((one) => one[operation] ?? NaN))
  for (const [index, size] of SIZES.entries()) {
    const ratios = ['link', 'accounts', 'unlink'].map((operation) => {
      const ms = medianOf(index, operation)
      return `${operation} ${(ms / medianOf(0, operation)).toFixed(2)} (${ms.toFixed(2)} ms)`
    })
    console.log(`  ${name.padEnd(8)} ${String(size).padStart(7)}   ${ratios.join('   ')}`)
  }
  await Promise.all(storages.map((storage) => storage.dispose()))
}

async function main(): Promise<void> {
  sayWithoutRedis('Redis')
  const { list, dispose } = await subjects()
  await compareRates(list)
  console.log(`\ntime of an operation by the accounts that its owner has, beside ${SIZES[0] ?? 0} accounts`)
  for (const subject of list) await compareSizes(subject)
  await dispose()
  agent.destroy()
}

await main()
