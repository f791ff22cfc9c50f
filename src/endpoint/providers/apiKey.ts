/**
 * A provider as data: one request that proves the credential, and how its answer reads.
 * Covers keys and passwords in a header, in the query string, or as Basic authentication.
 */
import * as z from 'zod/mini'

import { readText } from '../readText.ts'
import { createProof, proofSchema, type ProofRequest } from './proofRequest.ts'
import type { Provider, ProviderField, Verdict } from './provider.ts'
import { checkShape, fieldsSchema, keySchema } from './readProviders.ts'
import { retryAfterSeconds } from './retryAfter.ts'

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

const statuses = z.optional(z.array(z.int()))
const optionsSchema = z.object({
  key: keySchema,
  fields: fieldsSchema,
  request: proofSchema,
  yes: z.optional(z.enum(['json', 'status'])),
  no: statuses,
  noPermission: statuses,
  nameAt: z.optional(z.array(z.string())),
})
const EXAMPLE =
  "Give { key: 'acme', name: 'Acme', fields: [{ name: 'apiKey', required: true }], request: " +
  "{ url: 'https://api.acme.example/v1/me', headers: { authorization: 'Bearer {apiKey}' } } }."

// Lists of users can be long; what is longer is not read as proof of anything.
const MAX_ANSWER = 4 * 1024 * 1024

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
  const proof = createProof({ key, fields, request, json: yes === 'json' })

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
      const wrong = proof.misfits(values)
      if (wrong.length > 0) return { ok: false, problem: 'invalid-fields', fields: wrong }
      const asked = proof.ask(values)
      // A value that no header or address can carry is not a credential that the provider could know.
      if (!asked) return { ok: false, problem: 'credential-rejected' }
      const response = await fetch(asked.url, { ...asked.init, signal })
      try {
        return await read(response)
      } finally {
        await response.body?.cancel().catch(() => undefined)
      }
    },
  }
}
