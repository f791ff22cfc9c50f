/** A foreign value as an object, own properties alone; undefined for anything else, and past the limits. */
import { type JsonLimits, ownJson } from '../core/json.ts'

export function ownObject(value: unknown, limits: JsonLimits): Readonly<Record<string, unknown>> | undefined {
  try {
    const own = ownJson(value, limits)
    return typeof own === 'object' && own !== null && !Array.isArray(own)
      ? (own as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}
