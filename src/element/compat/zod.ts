/**
 * The part of zod/mini that the widget calls, for the script alone: the build puts this in its place, as preact/compat
 * stands in for React. A page's bundler shares zod with the host; a script would bring all of it along. A test runs both
 * over the widget's own schemas and asks for the same answers.
 */

/** What is wrong, and where, as zod tells it. */
interface Issue {
  readonly code: string
  readonly path: PropertyKey[]
  readonly message: string
  /** False where the rest of the checks of this value would make no sense. */
  readonly goesOn: boolean
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly origin?: string
  readonly minimum?: number
  readonly maximum?: number
}

/** Checks a value: gives it back, or what stands in for it, and puts what is wrong into `issues`. */
type Run = (value: unknown, issues: Issue[]) => unknown

interface Check {
  readonly run: Run
  /** True of a length, which is checked of whatever has one; all else only of what has the right type. */
  readonly ofLength: boolean
  /** Of a length. */
  readonly most: number | undefined
}

type Shape = Readonly<Record<string, Schema>>

/** What others ask of a schema, where there is something to say. */
interface Traits {
  readonly isList?: boolean
  readonly shape?: Shape
  /** The only values that pass, of this value or of one of its keys. */
  readonly valuesOf?: (key?: string) => readonly unknown[]
}

const NO_TRAITS: Traits = {}

class Schema {
  readonly run: Run
  readonly traits: Traits

  constructor(run: Run, traits = NO_TRAITS) {
    this.run = run
    this.traits = traits
  }

  check(...checks: readonly Check[]): Schema {
    return new Schema((value, issues) => {
      const own: Issue[] = []
      // A list that is too long is not looked into.
      const cap =
        this.traits.isList && Array.isArray(value)
          ? checks.find(({ most = Infinity }) => value.length > most)
          : undefined
      if (cap) {
        cap.run(value, own)
        issues.push(...own.map((one) => ({ ...one, goesOn: false })))
        return value
      }
      let output = this.run(value, own)
      for (const { run, ofLength } of checks)
        if (ofLength ? hasLength(output) : !isAborted(own)) output = run(output, own)
      issues.push(...own)
      return output
    }, this.traits)
  }

  get shape(): Shape | undefined {
    return this.traits.shape
  }

  safeParse(value: unknown) {
    const issues: Issue[] = []
    const data = this.run(value, issues)
    return issues.length === 0
      ? ({ success: true, data } as const)
      : ({ success: false, error: { issues } } as const)
  }

  get '~standard'() {
    return {
      validate: (value: unknown) => {
        const parsed = this.safeParse(value)
        return parsed.success ? { value: parsed.data, issues: undefined } : { issues: parsed.error.issues }
      },
    }
  }
}

const isAborted = (issues: readonly Issue[]): boolean => issues.some(({ goesOn }) => !goesOn)

const hasLength = (value: unknown): value is { readonly length: number } =>
  (value as { length?: unknown } | null | undefined)?.length !== undefined

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const INVALID = 'Invalid input'

const issue = (code: string, more: Partial<Issue> = {}): Issue => ({
  code,
  path: [],
  message: INVALID,
  goesOn: false,
  ...more,
})

const valuesOf = (schema?: Schema, key?: string): readonly unknown[] => schema?.traits.valuesOf?.(key) ?? []

/** Runs a schema on a part of a value, and puts the part's place before each issue. */
function runAt(schema: Schema, key: PropertyKey, value: unknown, issues: Issue[]): unknown {
  const own: Issue[] = []
  const output = schema.run(value, own)
  for (const one of own) one.path.unshift(key)
  issues.push(...own)
  return output
}

// Types

const typed = (expected: string, fits: (value: unknown) => boolean): Schema =>
  new Schema((value, issues) => {
    if (!fits(value)) issues.push(issue('invalid_type', { expected }))
    return value
  })

export const string = (): Schema => typed('string', (value) => typeof value === 'string')
export const boolean = (): Schema => typed('boolean', (value) => typeof value === 'boolean')
export const number = (): Schema => typed('number', Number.isFinite)
export const unknown = (): Schema => new Schema((value) => value)

export const int = (): Schema =>
  new Schema((value, issues) => {
    if (!Number.isFinite(value)) issues.push(issue('invalid_type', { expected: 'number' }))
    else if (!Number.isInteger(value)) issues.push(issue('invalid_type', { expected: 'int' }))
    else bounded('int', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).run(value, issues)
    return value
  })

function oneOf(values: readonly unknown[]): Schema {
  const run: Run = (value, issues) => {
    if (!values.includes(value)) issues.push(issue('invalid_value', { values }))
    return value
  }
  return new Schema(run, { valuesOf: () => values })
}

export { oneOf as enum }
export const literal = (value: unknown): Schema => oneOf([value])

export function array(item: Schema): Schema {
  const run: Run = (value, issues) => {
    // Not `map`, which passes over the holes of a sparse array.
    if (Array.isArray(value)) return Array.from(value, (each, index) => runAt(item, index, each, issues))
    issues.push(issue('invalid_type', { expected: 'array' }))
    return value
  }
  return new Schema(run, { isList: true })
}

export const object = (shape: Shape): Schema =>
  new Schema(
    (value, issues) => {
      if (!isObject(value)) {
        issues.push(issue('invalid_type', { expected: 'object' }))
        return value
      }
      const output: Record<string, unknown> = {}
      // Each key, there or not: a page may add to `Object.prototype`, and what is missing would be found there.
      const own: typeof value = { __proto__: null, ...value }
      for (const [key, schema] of Object.entries(shape)) output[key] = runAt(schema, key, own[key], issues)
      return output
    },
    { shape, valuesOf: (key = '') => valuesOf(shape[key]) },
  )

export const extend = (schema: Schema, shape: Shape): Schema => object({ ...schema.shape, ...shape })

export const optional = (schema: Schema): Schema =>
  new Schema((value, issues) => (value === undefined ? value : schema.run(value, issues)))

/** The same default each time: a guide and a catalogue are copied before anything of them is changed. */
export const _default = (schema: Schema, standard: unknown): Schema =>
  new Schema((value, issues) => (value === undefined ? standard : schema.run(value, issues)))

export const lazy = (get: () => Schema): Schema => new Schema((value, issues) => get().run(value, issues))

export const union = (options: readonly Schema[]): Schema =>
  new Schema((value, issues) => {
    for (const option of options) {
      const { success, data } = option.safeParse(value)
      if (success) return data
    }
    issues.push(issue('invalid_union'))
    return value
  })

export function discriminatedUnion(key: string, options: readonly Schema[]): Schema {
  const run: Run = (value, issues) => {
    if (!isObject(value)) {
      issues.push(issue('invalid_type', { expected: 'object' }))
      return value
    }
    const option = options.find((each) => valuesOf(each, key).includes(value[key]))
    if (option) return option.run(value, issues)
    issues.push(issue('invalid_union', { path: [key] }))
    return value
  }
  return new Schema(run, { valuesOf: (asked) => options.flatMap((option) => valuesOf(option, asked)) })
}

// Checks

const check = (run: Run): Check => ({ run, ofLength: false, most: undefined })

export const overwrite = (write: (value: never) => unknown): Check => check((value) => write(value as never))

export const refine = (
  holds: (value: never) => boolean,
  params: string | { readonly error: (issue: { readonly input: unknown }) => string } = INVALID,
): Check =>
  check((value, issues) => {
    if (!holds(value as never)) {
      const message = typeof params === 'string' ? params : params.error({ input: value })
      issues.push(issue('custom', { message, goesOn: true }))
    }
    return value
  })

export const regex = (pattern: RegExp): Check =>
  check((value, issues) => {
    if (!pattern.test(value as string)) issues.push(issue('invalid_format', { goesOn: true }))
    return value
  })

/** Numbers from `minimum` to `maximum`. */
const bounded = (origin: string, minimum: number, maximum: number, beyond = 0): Check =>
  check((value, issues) => {
    const size = value as number
    if (size > maximum) issues.push(issue('too_big', { origin, maximum, goesOn: true }))
    if (size < minimum + beyond) issues.push(issue('too_small', { origin, minimum, goesOn: true }))
    return value
  })

export const gte = (minimum: number): Check => bounded('number', minimum, Infinity)
export const lte = (maximum: number): Check => bounded('number', -Infinity, maximum)
export const minimum = gte
export const positive = (): Check => bounded('number', 0, Infinity, Number.MIN_VALUE)

const sized = (least?: number, most?: number): Check => ({
  ofLength: true,
  most,
  run: (value, issues) => {
    const { length: units } = value as { readonly length: number }
    const isText = typeof value === 'string'
    const origin = isText ? 'string' : Array.isArray(value) ? 'array' : 'unknown'
    // A character outside the basic plane counts once. Only a text that seems too long is counted out: none has to have two.
    const length = isText && units > (most ?? Infinity) ? Array.from(value).length : units
    // Turned round, for what has a length that is no number.
    if (most !== undefined && !(length <= most))
      issues.push(issue('too_big', { origin, maximum: most, goesOn: true }))
    if (least !== undefined && !(length >= least))
      issues.push(issue('too_small', { origin, minimum: least, goesOn: true }))
    return value
  },
})

export const minLength = (least: number): Check => sized(least)
export const maxLength = (most: number): Check => sized(undefined, most)
