/**
 * Foreign JSON at the edge: a bounded copy of own properties alone, so that neither a polluted
 * prototype nor a depth bomb reaches a schema.
 */

/** What a foreign value may measure. `size` counts characters of strings and keys, and one for each value. */
export interface JsonLimits {
  readonly depth: number
  readonly size: number
}

/** The reason why a value was not copied. */
export class JsonLimitError extends Error {
  override readonly name = 'JsonLimitError'
  constructor(readonly limit: keyof JsonLimits) {
    super(limit === 'depth' ? 'nested too deeply' : 'too large')
  }
}

/**
 * Copies `value` into objects without a prototype, own enumerable string keys alone.
 * Leaves out `__proto__`, functions and symbols. Throws {@link JsonLimitError} past a limit
 * (a value that contains itself ends there too).
 */
export function ownJson(value: unknown, limits: JsonLimits): unknown {
  let size = 0
  const copy = (source: unknown, depth: number): unknown => {
    size += typeof source === 'string' ? source.length : 1
    if (size > limits.size) throw new JsonLimitError('size')
    if (source === null || typeof source !== 'object') {
      return typeof source === 'function' || typeof source === 'symbol' ? undefined : source
    }
    if (depth >= limits.depth) throw new JsonLimitError('depth')
    if (Array.isArray(source)) return source.map((item) => copy(item, depth + 1))
    const target = Object.create(null) as Record<string, unknown>
    for (const key of Object.keys(source)) {
      if (key === '__proto__') continue
      size += key.length
      const own = copy((source as Record<string, unknown>)[key], depth + 1)
      if (own !== undefined) target[key] = own
    }
    return target
  }
  return copy(value, 0)
}
