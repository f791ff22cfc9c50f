/**
 * The options of an endpoint, checked once at the start: what is wrong fails then, with what, why and how.
 */
import type { Storage } from 'unstorage'

import { isLoopback } from '../core/url.ts'
import { EndpointConfigError, type EndpointConfigCode } from './errors.ts'
import type { LogEntry } from './log.ts'
import type { Origins } from './origins.ts'
import type { Provider, ProviderField } from './providers/provider.ts'

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
  /** Who is asking, from the host's own session. `null`: nobody, which answers `session-expired`. Must not read the body. */
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
  /** The address of this endpoint as browsers see it; the request's own by default. Give it behind a proxy. */
  readonly publicUrl?: string | undefined
  /** 60 requests in 60 seconds by default; `false` for none. Status polls do not count. */
  readonly limit?: Limit | false | undefined
  /** Says that several servers share the storage: start fails where its driver cannot be shared safely. */
  readonly shared?: boolean | undefined
  /** Hears one entry for each request and each fault; nobody waits for it. Without it, errors go to the console. */
  readonly log?: ((entry: LogEntry) => unknown) | undefined
  /** The fetch that providers are reached with. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** The time in epoch milliseconds. */
  readonly now?: (() => number) | undefined
}

const DEFAULT_LIMIT: Limit = { requests: 60, seconds: 60 }
const PROVIDER_KEY = /^[a-z0-9][a-z0-9._-]{0,99}$/
const FIELD_NAME = /^[A-Za-z][\w.-]{0,63}$/

const mistake = (code: EndpointConfigCode, what: string, why: string, how: string): EndpointConfigError =>
  new EndpointConfigError(code, what, why, how)

/** An absolute https address, or http on loopback. */
function address(code: EndpointConfigCode, name: string, value: string): URL {
  const how = `Give ${name} as an absolute https address (http on localhost), without a user name or a fragment.`
  const why = 'Keys and people are only ever sent to addresses that cannot be read or changed on the way.'
  if (!URL.canParse(value))
    throw mistake(code, `${name} ${JSON.stringify(value)} is not an absolute address.`, why, how)
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

function readProviders(providers: readonly Provider[]): ReadonlyMap<string, Provider> {
  if (!Array.isArray(providers) || providers.length === 0)
    throw mistake(
      'providers-missing',
      'No providers were given.',
      'There is nothing that this endpoint could link.',
      "Give providers: [jazzhr()] (from 'hub-link/endpoint'), or a provider of your own.",
    )
  const byKey = new Map<string, Provider>()
  for (const provider of providers as readonly Provider[]) {
    const { key, fields } = provider
    const wellFormed =
      typeof key === 'string' &&
      PROVIDER_KEY.test(key) &&
      Array.isArray(fields) &&
      (fields as readonly ProviderField[]).every((field) => FIELD_NAME.test(field.name)) &&
      typeof provider.verify === 'function'
    if (!wellFormed)
      throw mistake(
        'provider-invalid',
        `The provider ${JSON.stringify(key)} is not { key, name, fields, verify }.`,
        'Requests are checked against these before anything is sent.',
        'Use a key like "acme" (lower case), fields like [{ name: "apiKey", required: true }], and a verify function.',
      )
    if (byKey.has(key))
      throw mistake(
        'provider-twice',
        `Two providers have the key ${JSON.stringify(key)}.`,
        'A request names its provider by key alone.',
        'Give each provider a key of its own.',
      )
    byKey.set(key, provider)
  }
  return byKey
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

/** Checks the options. Throws {@link EndpointConfigError}. */
export function readOptions(options: LinkEndpointOptions): Settings {
  if (typeof options.owner !== 'function')
    throw mistake(
      'owner-missing',
      'owner is not a function.',
      'Without it the endpoint could not tell one customer from another.',
      'Give owner: async (request) => ({ id: … }) from your own session, or null when nobody is signed in.',
    )
  const linkPage =
    options.linkPage === undefined ? undefined : address('link-page-invalid', 'linkPage', options.linkPage)
  const publicUrl =
    options.publicUrl === undefined
      ? undefined
      : address('public-url-invalid', 'publicUrl', options.publicUrl)
  const allowed = (options.allowedOrigins ?? []).map(readOrigin)
  return {
    owner: options.owner,
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
