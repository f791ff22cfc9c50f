/**
 * Values that come from elsewhere, made safe to look into: bounded, own properties alone.
 */
import { ownJson } from '../core/json.ts'

/** Bytes of a body that are read. A reply that is longer is cut off. */
export const BODY_LIMIT = 64 * 1024

/** A copy of own properties of a foreign value; undefined where it is too deep, too large, or throws when read. */
export function ownCopy(value: unknown): unknown {
  try {
    return ownJson(value, { depth: 32, size: BODY_LIMIT })
  } catch {
    return undefined
  }
}

/** The value as an object to look into; an empty one for anything else. */
export const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : (Object.create(null) as Record<string, unknown>)
