/**
 * The options of an endpoint, checked once at the start: what is wrong fails then, with what, why and how.
 */
import type { Storage } from 'unstorage'

import { isLoopback } from '../core/url.ts'
import { EndpointConfigError, type EndpointConfigCode } from './errors.ts'
import { inTime } from './inTime.ts'
import type { LogEntry } from './log.ts'
import type { Origins } from './origins.ts'
import type { Provider } from './providers/provider.ts'
import { readProviders } from './providers/readProviders.ts'

/** Who is asking. `id` is the host's own id of the customer whose accounts these are. */
export interface Owner {
  readonly id: string
}

/** How many requests an owner has in how many seconds. */
export interface Limit {
  readonly requests: number
  readonly seconds: number
}

/** What `createLinkEndpoint` takes. */
export interface LinkEndpointOptions {
  /**
   * Who is asking, from the host's own session. `null`: nobody, which answers `session-expired`. What throws, or takes more
   * than 10 s, answers `server`. Must not read the body.
   */
  readonly owner: (request: Request) => Owner | null | undefined | Promise<Owner | null | undefined>
  /** What can be linked; one at least. */
  readonly providers: readonly Provider[]
  /** Any unstorage storage. Several servers need its redis driver. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a storage of any value type serves
  readonly storage: Storage<any>
  /**
   * Base64 of 32 random bytes or more, the newest first. The newest seals and signs; the older ones still open.
   * One that is not set in the environment fails at start.
   */
  readonly secrets: readonly (string | undefined)[]
  /** Other origins whose pages may use this endpoint. None by default. */
  readonly allowedOrigins?: readonly string[] | undefined
  /** The hosted link page. With it the endpoint can invite. */
  readonly linkPage?: string | undefined
  /**
   * The address of this endpoint as browsers see it; the request's own by default. Give it behind a proxy, and in Next, whose
   * requests name `localhost` whatever the browser asked for.
   */
  readonly publicUrl?: string | undefined
  /** 60 requests in 60 seconds by default; `false` for none. Status polls do not count. */
  readonly limit?: Limit | false | undefined
  /** Says that several servers share the storage: start fails where its driver cannot be shared safely. */
  readonly shared?: boolean | undefined
  /**
   * Hears one entry for each request and each fault; nobody waits for it. Without it, errors and refused origins go to the
   * console.
   */
  readonly log?: ((entry: LogEntry) => unknown) | undefined
  /** The fetch that providers are reached with. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** The time in epoch milliseconds. */
  readonly now?: (() => number) | undefined
}

const DEFAULT_LIMIT: Limit = { requests: 60, seconds: 60 }

const mistake = (code: EndpointConfigCode, what: string, why: string, how: string): EndpointConfigError =>
  new EndpointConfigError(code, what, why, how)

/** An absolute https address, or http on loopback. */
function address(code: EndpointConfigCode, name: string, value: string): URL {
  const how = `Give ${name} as an absolute https address (http on localhost), without a user name or a fragment.`
  const why = 'Keys and people are only ever sent to addresses that cannot be read or changed on the way.'
  // A URL object is told too: JSON shows it as the text that was meant.
  if (typeof value !== 'string' || !URL.canParse(value))
    throw mistake(code, `${name} ${JSON.stringify(value)} is not the text of an absolute address.`, why, how)
  const url = new URL(value)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!safe || url.username !== '' || url.password !== '' || value.includes('#'))
    throw mistake(code, `${name} ${JSON.stringify(value)} cannot be used.`, why, how)
  return url
}

function readOrigin(value: string): string {
  const url = address('origin-invalid', 'allowedOrigins', value)
  if (url.pathname === '/' && url.search === '') return url.origin
  throw mistake(
    'origin-invalid',
    `allowedOrigins holds ${JSON.stringify(value)}, which is more than an origin.`,
    'Browsers send the origin alone, so it would never match.',
    `Give ${JSON.stringify(url.origin)}.`,
  )
}

function readLimit(limit: Limit | false | undefined): Limit | undefined {
  if (limit === false) return undefined
  const { requests, seconds } = limit ?? DEFAULT_LIMIT
  if (Number.isInteger(requests) && requests > 0 && Number.isInteger(seconds) && seconds > 0)
    return { requests, seconds }
  throw mistake(
    'limit-invalid',
    'limit is not { requests, seconds } in whole numbers above zero.',
    'Without a limit, keys could be guessed through the endpoint.',
    'Give limit: { requests: 60, seconds: 60 }, or false where something before it limits already.',
  )
}

function readOrigins(origins: readonly string[] = []): string[] {
  if (Array.isArray(origins)) return origins.map(readOrigin)
  throw mistake(
    'origin-invalid',
    'allowedOrigins is not a list.',
    'Several pages may use one endpoint.',
    "Give allowedOrigins: ['https://portal.example'].",
  )
}

// What to give in place of what cannot be called.
const FUNCTIONS = {
  log: '(entry) => logger.info(entry)',
  fetch: 'a function like globalThis.fetch',
  now: '() => Date.now()',
}

/** What the endpoint calls must be callable: a logger that is an object, say, would swallow every error. */
function checkFunctions(options: LinkEndpointOptions): void {
  for (const name of ['log', 'fetch', 'now'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw mistake(
        'function-invalid',
        `${name} is not a function.`,
        'It would fail each time that the endpoint calls it.',
        `Give ${name}: ${FUNCTIONS[name]}, or leave it out.`,
      )
  }
}

/** The checked options. */
export interface Settings {
  readonly owner: LinkEndpointOptions['owner']
  readonly providers: ReadonlyMap<string, Provider>
  readonly origins: Origins
  readonly linkPage: string | undefined
  readonly publicUrl: string | undefined
  readonly limit: Limit | undefined
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

/** Of an `owner` that does not answer. */
const lateOwner = () => new DOMException('owner() did not answer in 10 s', 'TimeoutError')

/** Checks the options. Throws {@link EndpointConfigError}. */
export function readOptions(options: LinkEndpointOptions | undefined): Settings {
  if (typeof options?.owner !== 'function')
    throw mistake(
      'owner-missing',
      'owner is not a function.',
      'Without it the endpoint could not tell one customer from another.',
      'Give owner: async (request) => ({ id: … }) from your own session, or null when nobody is signed in.',
    )
  checkFunctions(options)
  const { owner } = options
  const linkPage =
    options.linkPage === undefined ? undefined : address('link-page-invalid', 'linkPage', options.linkPage)
  const publicUrl =
    options.publicUrl === undefined
      ? undefined
      : address('public-url-invalid', 'publicUrl', options.publicUrl)
  const allowed = readOrigins(options.allowedOrigins)
  return {
    owner: (request) => inTime((async () => owner(request))(), lateOwner),
    providers: readProviders(options.providers),
    origins: {
      listed: new Set([...allowed, ...(linkPage ? [linkPage.origin] : [])]),
      withCredentials: new Set(allowed),
      own: publicUrl?.origin,
    },
    linkPage: linkPage?.href,
    publicUrl: publicUrl?.href,
    limit: readLimit(options.limit),
    // Looked up at each call, so that instrumentation installed later is seen.
    fetch: options.fetch ?? ((...args: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...args)),
    now: options.now ?? Date.now,
  }
}
