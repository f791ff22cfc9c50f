/**
 * A provider as data: one request that proves the credential, and how its answer reads.
 * Covers keys and passwords in a header, in the query string, or as Basic authentication.
 */
import * as z from 'zod/mini'

import { isLoopback } from '../../core/url.ts'
import { EndpointConfigError } from '../errors.ts'
import { readText } from '../readText.ts'
import type { Provider, ProviderField, Verdict } from './provider.ts'
import { checkShape, fieldsSchema, keySchema } from './readProviders.ts'
import { retryAfterSeconds } from './retryAfter.ts'

/** The request that proves a credential. `{name}` in any value stands for that field. */
export interface ProofRequest {
  /** GET by default. What answers HEAD has no body, so that needs `yes: 'status'`. */
  readonly method?: 'GET' | 'HEAD' | 'POST'
  /**
   * Https, or http on loopback. In the host part a field must be one label, below a domain that stands here
   * (`https://{subdomain}.acme.example/me`).
   */
  readonly url: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Basic authentication from two templates. */
  readonly basic?: { readonly username: string; readonly password: string }
}

/** A provider described by its request and answers. */
export interface ApiKeyProviderOptions {
  /** As in the guide's `provider`: lower-case letters, digits, dot, dash, underscore. */
  readonly key: string
  /** For people. */
  readonly name: string
  /** What a person enters, by the names of the guide's fields. */
  readonly fields: readonly ProviderField[]
  /** The request that the provider answers with yes or no. */
  readonly request: ProofRequest
  /** What counts as yes: a 2xx with a JSON list or object (`json`, the default), or any 2xx (`status`). */
  readonly yes?: 'json' | 'status'
  /** Statuses that mean a wrong credential. 401 by default. */
  readonly no?: readonly number[]
  /** Statuses that mean a right credential without the permission. 403 by default. */
  readonly noPermission?: readonly number[]
  /** Where the JSON answer names the account, as keys: `['company', 'name']`. */
  readonly nameAt?: readonly string[]
}

const templates = z.optional(z.record(z.string(), z.string()))
const statuses = z.optional(z.array(z.int()))
const optionsSchema = z.object({
  key: keySchema,
  fields: fieldsSchema,
  request: z.object({
    method: z.optional(z.enum(['GET', 'HEAD', 'POST'])),
    url: z.string(),
    query: templates,
    headers: templates,
    basic: z.optional(z.object({ username: z.string(), password: z.string() })),
  }),
  yes: z.optional(z.enum(['json', 'status'])),
  no: statuses,
  noPermission: statuses,
  nameAt: z.optional(z.array(z.string())),
})
const EXAMPLE =
  "Give { key: 'acme', name: 'Acme', fields: [{ name: 'apiKey', required: true }], request: " +
  "{ url: 'https://api.acme.example/v1/me', headers: { authorization: 'Bearer {apiKey}' } } }."

const HOLE = /\{([A-Za-z][\w.-]*)\}/g
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
// Lists of users can be long; what is longer is not read as proof of anything.
const MAX_ANSWER = 4 * 1024 * 1024

type Values = Readonly<Record<string, string>>
const fill = (
  template: string,
  values: Values,
  encode: (value: string) => string = (value) => value,
): string =>
  template.replace(HOLE, (_, name: string) => encode(Object.hasOwn(values, name) ? (values[name] ?? '') : ''))

// An address loses a segment of dots, however it is written: the request would prove something else.
const segment = (value: string): string => {
  if (/^\.{1,2}$/.test(value)) throw new TypeError('a segment of dots')
  return encodeURIComponent(value)
}

const invalid = (key: string, what: string): EndpointConfigError =>
  new EndpointConfigError(
    'provider-invalid',
    `The provider ${JSON.stringify(key)} ${what}.`,
    'A credential sent there could leak, or could never be verified.',
    'Mend `request` in its apiKeyProvider({ … }).',
  )

const isHeaderName = (name: string): boolean => /^[\w!#$%&'*+.^`|~-]+$/.test(name)

function checkRequest({ key, fields, request, yes = 'json' }: ApiKeyProviderOptions): {
  authority: string
  rest: string
} {
  const [, authority, rest] = /^([a-z]+:\/\/[^/?#]+)(.*)$/i.exec(request.url) ?? []
  if (authority === undefined || rest === undefined) throw invalid(key, 'has no absolute url')
  const sampleAddress = authority.replace(HOLE, 'x')
  if (!URL.canParse(sampleAddress)) throw invalid(key, 'has a url that cannot be read')
  const sample = new URL(sampleAddress)
  const plain = sample.protocol === 'http:' && isLoopback(sample.hostname)
  if (sample.protocol !== 'https:' && !plain)
    throw invalid(key, 'has a url that is neither https nor on loopback')
  if (sample.username !== '' || sample.password !== '') throw invalid(key, 'has a user name in its url')
  // Whoever chooses the end of a host chooses all of it: another's domain, or by a number this machine.
  if (/\}[^.]*(?:\.[^.:]+)?\.?(?::\d+)?$/.test(authority) && !isLoopback(sample.hostname))
    throw invalid(key, 'has a field in its url without a domain behind it, such as {subdomain}.acme.example')
  if (request.method === 'HEAD' && yes === 'json')
    throw invalid(key, "asks by HEAD, whose answer has no JSON; give yes: 'status', or ask by GET")
  const known = new Set(fields.map((field) => field.name))
  const texts = [
    request.url,
    ...Object.values(request.query ?? {}),
    ...Object.values(request.headers ?? {}),
    ...(request.basic ? [request.basic.username, request.basic.password] : []),
  ]
  const holes = texts.flatMap((text) => [...text.matchAll(HOLE)].map(([, name = '']) => name))
  const stranger = holes.find((name) => !known.has(name))
  if (stranger !== undefined) throw invalid(key, `uses {${stranger}}, which is not one of its fields`)
  if (fields.length > 0 && holes.length === 0)
    throw invalid(key, `uses none of its fields in its request (such as {${fields[0]?.name}})`)
  const header = Object.keys(request.headers ?? {}).find((name) => !isHeaderName(name))
  if (header !== undefined) throw invalid(key, `has a header ${JSON.stringify(header)}, which cannot be sent`)
  return { authority, rest }
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

function nameIn(body: unknown, path: readonly string[] | undefined): string | undefined {
  if (!path) return undefined
  let value = body
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return typeof value === 'string' ? value : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/**
 * Makes a provider from data: `apiKeyProvider({ key: 'acme', name: 'Acme', fields: [{ name: 'apiKey', required: true }],
 * request: { url: 'https://api.acme.example/v1/me', headers: { authorization: 'Bearer {apiKey}' } } })`.
 * Throws `provider-invalid` for a url that is not https, a `{hole}` that names no field, a request without any, or one by HEAD
 * that is to answer JSON.
 */
export function apiKeyProvider(options: ApiKeyProviderOptions): Provider {
  checkShape('apiKeyProvider', optionsSchema, options, EXAMPLE)
  const { key, name, fields, request, yes = 'json', no = [401], noPermission = [403], nameAt } = options
  const { authority, rest } = checkRequest(options)

  const misfits = (values: Values) =>
    [...authority.matchAll(HOLE)]
      .map(([, field = '']) => field)
      .filter((field) => !LABEL.test(values[field] ?? ''))
      .map((field) => ({ name: field, code: 'pattern' }))

  const address = (values: Values): URL => {
    const url = new URL(fill(authority, values) + fill(rest, values, segment))
    for (const [parameter, template] of Object.entries(request.query ?? {}))
      url.searchParams.set(parameter, fill(template, values))
    return url
  }

  const headers = (values: Values): Headers => {
    const result = new Headers({ accept: 'application/json' })
    for (const [header, template] of Object.entries(request.headers ?? {}))
      result.set(header, fill(template, values))
    if (request.basic)
      result.set(
        'authorization',
        `Basic ${base64(`${fill(request.basic.username, values)}:${fill(request.basic.password, values)}`)}`,
      )
    return result
  }

  const read = async (response: Response): Promise<Verdict> => {
    const { status } = response
    if (no.includes(status)) return { ok: false, problem: 'credential-rejected' }
    if (noPermission.includes(status)) return { ok: false, problem: 'insufficient-permission' }
    if (status === 429)
      return { ok: false, problem: 'rate-limited', retryAfter: retryAfterSeconds(response.headers) }
    if (!response.ok) return { ok: false, problem: 'provider-unavailable' }
    if (yes === 'status' && !nameAt) return { ok: true }
    const answer = await readText(response, MAX_ANSWER)
    if (answer.kind === 'too-large') return { ok: false, problem: 'provider-unavailable' }
    const body = answer.kind === 'text' ? parse(answer.text) : undefined
    if (yes === 'json' && (typeof body !== 'object' || body === null))
      return { ok: false, problem: 'credential-rejected' }
    return { ok: true, name: nameIn(body, nameAt) }
  }

  return {
    key,
    name,
    fields,
    async verify(values, { signal, fetch }) {
      const wrong = misfits(values)
      if (wrong.length > 0) return { ok: false, problem: 'invalid-fields', fields: wrong }
      let asked: [URL, RequestInit]
      try {
        const init = {
          method: request.method ?? 'GET',
          headers: headers(values),
          redirect: 'manual',
          signal,
        } as const
        asked = [address(values), init]
      } catch {
        // A value that no header or address can carry is not a credential that the provider could know.
        return { ok: false, problem: 'credential-rejected' }
      }
      const response = await fetch(...asked)
      try {
        return await read(response)
      } finally {
        await response.body?.cancel().catch(() => undefined)
      }
    },
  }
}
