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
  constructor(
    readonly limit: keyof JsonLimits,
    /** Where the limit was passed, cut at ten keys: `a.b[0].c`. */
    readonly path: string,
  ) {
    super(limit)
  }
}

/** Where something stands, as an author writes it: `sections[0].body[2].href`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  )

/**
 * Copies `value` into objects without a prototype, own enumerable string keys alone.
 * Leaves out `__proto__`, functions and symbols. Throws {@link JsonLimitError} past a limit
 * (a value that contains itself ends there too); without limits it is for what was within them before.
 */
export function ownJson(value: unknown, limits: JsonLimits = { depth: Infinity, size: Infinity }): unknown {
  let size = 0
  const keys: PropertyKey[] = []
  const fail = (limit: keyof JsonLimits) => new JsonLimitError(limit, pathText(keys.slice(0, 10)))
  const at = (key: PropertyKey, source: unknown): unknown => {
    keys.push(key)
    const own = copy(source)
    keys.pop()
    return own
  }
  const copy = (source: unknown): unknown => {
    size += typeof source === 'string' ? source.length : 1
    if (size > limits.size) throw fail('size')
    if (source === null || typeof source !== 'object') {
      return typeof source === 'function' || typeof source === 'symbol' ? undefined : source
    }
    if (keys.length >= limits.depth) throw fail('depth')
    // Not `map`, which passes over the holes of a sparse array: each counts, so that a huge one ends too.
    if (Array.isArray(source)) return Array.from(source, (item, index) => at(index, item))
    const target = Object.create(null) as Record<string, unknown>
    for (const key of Object.keys(source)) {
      if (key === '__proto__') continue
      size += key.length
      const own = at(key, (source as Record<string, unknown>)[key])
      if (own !== undefined) target[key] = own
    }
    return target
  }
  return copy(value)
}
