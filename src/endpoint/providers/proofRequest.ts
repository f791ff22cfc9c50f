/**
 * The request that proves a credential, as data: checked at the start, filled with a person's values for each verification.
 */
import * as z from 'zod/mini'

import type { FieldProblem } from '../../core/link.ts'
import { isLoopback } from '../../core/url.ts'
import { EndpointConfigError } from '../errors.ts'
import type { ProviderField } from './provider.ts'

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

const templates = z.optional(z.record(z.string(), z.string()))

/** The shape of a proof request. */
export const proofSchema = z.object({
  method: z.optional(z.enum(['GET', 'HEAD', 'POST'])),
  url: z.string(),
  query: templates,
  headers: templates,
  basic: z.optional(z.object({ username: z.string(), password: z.string() })),
})

/** A request with what it belongs to. `json`: its answer is to be JSON. */
interface ProofOptions {
  readonly key: string
  readonly fields: readonly ProviderField[]
  readonly request: ProofRequest
  readonly json: boolean
}

/** A request that was checked. */
interface Proof {
  /** The fields whose values do not fit where they stand in the host. */
  misfits(values: Values): readonly FieldProblem[]
  /** The request with these values; `undefined` when no header or address can carry one of them. */
  ask(values: Values): { readonly url: URL; readonly init: RequestInit } | undefined
}

const HOLE = /\{([A-Za-z][\w.-]*)\}/g
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

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

function check({ key, fields, request, json }: ProofOptions): { authority: string; rest: string } {
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
  if (request.method === 'HEAD' && json)
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

/** Checks a request. Throws `provider-invalid`. */
export function createProof(options: ProofOptions): Proof {
  const { request } = options
  const { authority, rest } = check(options)

  const misfits: Proof['misfits'] = (values) =>
    [...authority.matchAll(HOLE)]
      .map(([, field = '']) => field)
      .filter((field) => !LABEL.test(values[field] ?? ''))
      .map((field) => ({ name: field, code: 'pattern' }))

  const addressOf = (values: Values): URL => {
    const url = new URL(fill(authority, values) + fill(rest, values, segment))
    for (const [parameter, template] of Object.entries(request.query ?? {}))
      url.searchParams.set(parameter, fill(template, values))
    return url
  }

  const headersOf = (values: Values): Headers => {
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

  return {
    misfits,
    ask(values) {
      try {
        const init = {
          method: request.method ?? 'GET',
          headers: headersOf(values),
          redirect: 'manual',
        } as const
        return { url: addressOf(values), init }
      } catch {
        return undefined
      }
    },
  }
}
