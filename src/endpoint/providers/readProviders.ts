/**
 * The shape of what describes a provider, checked at the start: plain JavaScript has no compiler, and what is missing
 * would else be met by the first person who links.
 */
import * as z from 'zod/mini'

import { providerSchema } from '../../core/guide.ts'
import { pathText } from '../../core/json.ts'
import { EndpointConfigError } from '../errors.ts'
import type { Provider } from './provider.ts'

const FIELD_NAME = /^[A-Za-z][\w.-]{0,63}$/

const callable = z.custom<() => unknown>((value) => typeof value === 'function')

/** A provider's key. */
export const keySchema = providerSchema()

/** A provider's fields. `required` may be left out in plain JavaScript, which is `false`. */
export const fieldsSchema = z.array(
  z.object({
    name: z.string().check(z.regex(FIELD_NAME)),
    required: z.optional(z.boolean()),
    maxLength: z.optional(z.int().check(z.positive())),
  }),
)

const providersSchema = z.array(
  z.object({
    key: keySchema,
    fields: fieldsSchema,
    verify: callable,
    authorize: z.optional(z.object({ start: callable, finish: callable, renew: z.optional(callable) })),
  }),
)

/** Where a value does not fit its schema, as `name.fields[0].name`; undefined where it fits. */
function misfit(name: string, schema: z.ZodMiniType, value: unknown): string | undefined {
  const { error } = schema.safeParse(value)
  return error && pathText([name, ...(error.issues[0]?.path ?? [])])
}

/** Checks what a maker of providers, such as `oauth2`, is given. Throws `provider-invalid`. */
export function checkShape(maker: string, schema: z.ZodMiniType, options: unknown, how: string): void {
  const place = misfit('options', schema, options)
  if (place !== undefined)
    throw new EndpointConfigError(
      'provider-invalid',
      `${place} of ${maker}(options) is missing or cannot be used.`,
      'No account could be linked, or any value would be taken for a credential.',
      how,
    )
}

/** The providers of an endpoint by their keys. Throws {@link EndpointConfigError}. */
export function readProviders(providers: readonly Provider[]): ReadonlyMap<string, Provider> {
  if (!Array.isArray(providers) || providers.length === 0)
    throw new EndpointConfigError(
      'providers-missing',
      'No providers were given.',
      'There is nothing that this endpoint could link.',
      "Give providers: [jazzhr()] (from 'hub-link/endpoint'), or a provider of your own.",
    )
  const place = misfit('providers', providersSchema, providers)
  if (place !== undefined)
    throw new EndpointConfigError(
      'provider-invalid',
      `${place} is missing or cannot be used. A provider is { key, name, fields, verify }.`,
      'Requests are checked against these before anything is sent.',
      'Call what makes one, as in jazzhr(), or give a key like "acme" (lower case), fields like ' +
        '[{ name: "apiKey", required: true }] and a verify function.',
    )
  const byKey = new Map<string, Provider>()
  for (const provider of providers as readonly Provider[]) {
    if (byKey.has(provider.key))
      throw new EndpointConfigError(
        'provider-twice',
        `Two providers have the key ${JSON.stringify(provider.key)}.`,
        'A request names its provider by key alone.',
        'Give each provider a key of its own.',
      )
    byKey.set(provider.key, provider)
  }
  return byKey
}
