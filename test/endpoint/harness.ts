/**
 * What every endpoint test starts from: an endpoint over memory, a stand-in for JazzHR that counts its calls, and
 * requests as the widget sends them.
 */
import { randomBytes, randomUUID } from 'node:crypto'

import { vi } from 'vitest'
import { createStorage, type Driver, type Storage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import type { Account, ListedAccount } from '../../src/core/link.ts'
import {
  createLinkEndpoint,
  jazzhr,
  type LinkEndpoint,
  type LinkEndpointOptions,
  type LogEntry,
} from '../../src/endpoint/index.ts'

/** Looks like a key, and like nothing else that lies in a storage. */
export const CANARY = 'cAnArY7f3a9b2e5d8c1406'

/** The address that the requests go to. */
export const ENDPOINT_URL = 'https://app.example/api/link'

/** A secret as `openssl rand -base64 32` makes it. */
export const newSecret = (): string => randomBytes(32).toString('base64')

/** A JazzHR in place of fetch: what it answers, and the keys that it was asked about. */
export interface StandIn {
  readonly fetch: typeof globalThis.fetch
  readonly keys: string[]
  readonly requests: Request[]
}

/** Answers every key with a list, but as `answer` says otherwise. */
export function standIn(
  answer?: (key: string) => Response | undefined | Promise<Response | undefined>,
): StandIn {
  const keys: string[] = []
  const requests: Request[] = []
  return {
    keys,
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const key = new URL(request.url).searchParams.get('apikey') ?? ''
      keys.push(key)
      requests.push(request)
      return (await answer?.(key)) ?? Response.json([])
    },
  }
}

/** An endpoint with what a test looks at. */
export interface Bench extends LinkEndpoint {
  readonly storage: Storage
  readonly log: LogEntry[]
  readonly jazz: StandIn
  /** Sends a body; a string goes as it is. */
  readonly post: (body: unknown, headers?: Readonly<Record<string, string | undefined>>) => Promise<Answered>
  /** Sends a link of JazzHR. */
  readonly link: (
    apiKey?: string,
    more?: Readonly<Record<string, unknown>>,
    key?: string,
  ) => Promise<Answered>
}

/** Every member that a body can have; a test reads those that its answer has. */
export interface Body {
  readonly status: string | number
  readonly type?: string
  readonly account: Account
  readonly accounts: readonly ListedAccount[]
  readonly next: string | undefined
  readonly linkId: string
  readonly url: string
  readonly errors: readonly { readonly pointer: string; readonly code: string }[]
}

/** A response, read. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

/** The slug of a problem, or the status of a reply. */
export const slug = ({ body }: Answered): string =>
  body.type?.replace('urn:hub-link:problem:', '') ?? String(body.status)

/** Reads a response. */
export async function read(response: Response): Promise<Answered> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (json ? JSON.parse(text) : {}) as Body,
  }
}

/** A request as the widget sends it. A header given as `undefined` is left out. */
export function linkRequest(
  body: unknown,
  headers: Readonly<Record<string, string | undefined>> = {},
  url = ENDPOINT_URL,
): Request {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    accept: 'application/json, application/problem+json',
    'hub-protocol': '1',
    'idempotency-key': `"${randomUUID()}"`,
    ...headers,
  }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new Request(url, {
    method: 'POST',
    headers: given,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** An endpoint over memory for the owner `org_1`, or for the one that the header `x-owner` names. */
export function bench(options: Partial<LinkEndpointOptions> & { jazz?: StandIn } = {}): Bench {
  const { jazz = standIn(), ...more } = options
  const log: LogEntry[] = []
  const storage = (options.storage ?? createStorage({ driver: memory() })) as Storage
  const endpoint = createLinkEndpoint({
    owner: (request) => ({ id: request.headers.get('x-owner') ?? 'org_1' }),
    providers: [jazzhr()],
    secrets: [newSecret()],
    limit: false,
    log: (entry) => log.push(entry),
    fetch: jazz.fetch,
    ...more,
    storage,
  })
  const post: Bench['post'] = async (body, headers) => read(await endpoint.fetch(linkRequest(body, headers)))
  return {
    ...endpoint,
    storage,
    log,
    jazz,
    post,
    link: (apiKey = CANARY, fields = {}, key = randomUUID()) =>
      post(
        { op: 'link', provider: 'jazzhr', fields: { apiKey }, locale: 'en', ...fields },
        { 'idempotency-key': `"${key}"` },
      ),
  }
}

/** Everything that lies in a storage, as text. */
export async function dump(storage: Storage): Promise<string> {
  const keys = await storage.getKeys()
  const values = await Promise.all(keys.map(async (key) => JSON.stringify(await storage.getItem(key))))
  return keys.map((key, index) => `${key} ${values[index] ?? ''}`).join('\n')
}

/** A memory that takes 9 s, just within its deadline, for each write to a key that matches. For faked time. */
export function slowly(keys: RegExp, driver: Driver = memory()): Storage {
  const setItem: Driver['setItem'] = async (key, value, options) => {
    if (keys.test(key)) await new Promise((done) => setTimeout(done, 9_000))
    return driver.setItem?.(key, value, options)
  }
  return createStorage({ driver: { ...driver, setItem } as Driver })
}

const { setTimeout: realTimeout } = globalThis

/**
 * Passes faked time until `work` ends; how much it was, in milliseconds. Crypto is not faked: each step leaves it time of the
 * real clock, or on a busy machine much of the faked would pass while it waits for its turn.
 */
export async function elapse<Result>(work: Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now()
  const end = { come: false }
  const note = () => (end.come = true)
  void work.then(note, note)
  while (!end.come) {
    await vi.advanceTimersByTimeAsync(50)
    await new Promise((done) => realTimeout(done, 3))
  }
  return { result: await work, ms: performance.now() - start }
}

/**
 * A memory of which one call can be held up after its work: from `watch()` on the next of `call` that finds a key with `part`
 * in it. `reached` is when it came to that, `goOn` lets it return.
 */
export function pausable(call: 'getItem' | 'removeItem', part: string) {
  const driver = memory()
  const work = driver[call] as (key: string, options: object) => Promise<unknown>
  const [reached, released] = [signal(), signal()]
  let watching = false
  const storage = createStorage({
    driver: {
      ...driver,
      [call]: async (key: string, options: object) => {
        const result = await work(key, options)
        if (watching && result !== null && key.includes(part)) {
          watching = false
          reached.give()
          await released.given
        }
        return result
      },
    } as Driver,
  })
  return { storage, watch: () => void (watching = true), reached: reached.given, goOn: released.give }
}

/** A moment that one part of a test waits for and another announces. */
export function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}
