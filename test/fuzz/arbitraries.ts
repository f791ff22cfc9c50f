/** What a hostile or broken world sends: any JSON, keys of prototypes among it, and good data with one part that is not. */
import fc from 'fast-check'

/** How many cases a property gets: its share (0 to 1) of all. `npm run test:fuzz` asks for 100,000. */
export const cases = (share: number): { numRuns: number } => ({
  numRuns: Math.ceil(Number(process.env['FUZZ_CASES'] ?? 2000) * share),
})

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

/** Keys that the widget reads somewhere, and keys that everything inherits. */
const key = fc.oneof(
  fc.constantFrom(
    ...['schema', 'provider', 'name', 'auth', 'kind', 'sections', 'fields', 'body', 'steps', 'items', 'href'],
    ...['entries', 'locales', 'logo', 'status', 'account', 'id', 'linkId', 'url', 'expiresIn', 'ok', 'reply'],
    ...['error', 'code', 'reason', 'type', 'title', 'errors', 'pointer', 'pollAfter', 'state', 'linkedAt'],
    ...PROTOTYPE_KEYS,
  ),
  fc.string({ maxLength: 12 }),
)

const words = fc.constantFrom(
  ...[
    'linked',
    'redirect',
    'pending',
    'accounts',
    'invited',
    'denied',
    'fields',
    'text',
    'link',
    'paragraph',
  ],
  ...['https://a.example/', 'javascript:alert(1)', '//a.example', 'data:text/html,x', 'https://a@b.example'],
  ...[
    'urn:hub-link:problem:already-linked',
    'hub-link',
    '#/fields/__proto__',
    '#/fields/%',
    '',
    ' ',
    '\u202e',
  ],
  ...PROTOTYPE_KEYS,
)
const leaf = fc.oneof(
  words,
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom<unknown>(0, -0, 1, -1, 1.5, 2 ** 53, 1e300, true, false, null, 'a'.repeat(300)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** An object of these entries; a key named `__proto__` is its own, as `JSON.parse` makes it. */
const objectOf = (entries: [string, unknown][]): unknown =>
  JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`)

/** Any JSON value, up to six levels deep. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthIdentifier: 'json' },
    { arbitrary: leaf, weight: 2 },
    { arbitrary: fc.array(tie('value'), { maxLength: 4 }), weight: 1 },
    { arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(objectOf), weight: 3 },
  ),
})).value

/** Any JSON, and besides it what only a script can hand over: functions, symbols, accessors, cycles. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: anyJson, weight: 3 },
  {
    arbitrary: fc.anything({ maxDepth: 3, withNullPrototype: true, withDate: true, withMap: true }),
    weight: 1,
  },
  {
    arbitrary: fc
      .constantFrom<() => unknown>(
        () => () => undefined,
        () => Symbol('s'),
        () => ({
          get status() {
            throw new Error('a getter that throws')
          },
        }),
        () => Object.create({ status: 'linked', account: { id: 'inherited', provider: 'p' } }),
        () => {
          const cycle: Record<string, unknown> = { schema: 1 }
          cycle['sections'] = [cycle]
          return cycle
        },
        () =>
          new Proxy(
            {},
            {
              ownKeys() {
                throw new Error('a proxy that throws')
              },
            },
          ),
        () => new Array<unknown>(4_000_000_000),
        () => {
          let bomb: unknown = []
          for (let level = 0; level < 20_000; level += 1) bomb = [bomb]
          return bomb
        },
      )
      .map((make) => make()),
    weight: 1,
  },
)

/** One of these with one part, somewhere inside, put in place of another or taken out; sometimes two. */
export const spoilt = (...good: readonly unknown[]): fc.Arbitrary<unknown> => {
  const once = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc
      .tuple(of, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), anyJson)
      .map(([value, picks, part]) => withPart(value, picks.values(), part))
  const first = once(fc.constantFrom(...good))
  return fc.oneof(fc.constantFrom(...good), first, once(first))
}

function withPart(value: unknown, picks: Iterator<number>, part: unknown): unknown {
  if (typeof value !== 'object' || value === null) return part
  const next = (): number => (picks.next().value as number | undefined) ?? 0
  const copy: unknown = structuredClone(value)
  let place = copy as Record<string, unknown>
  for (;;) {
    const keys = Object.keys(place)
    const name = keys[next() % Math.max(keys.length, 1)] ?? 'extra'
    const inner = place[name]
    if (typeof inner === 'object' && inner !== null && next() % 4 !== 0) {
      place = inner as Record<string, unknown>
      continue
    }
    if (next() % 5 === 0) Reflect.deleteProperty(place, name)
    // As JSON has it: under a key that everything inherits, now and then.
    else if (next() % 7 === 0) define(place, PROTOTYPE_KEYS[next() % PROTOTYPE_KEYS.length]!, part)
    else define(place, name, part)
    return copy
  }
}

const define = (on: object, name: string, value: unknown): unknown =>
  Object.defineProperty(on, name, { value, enumerable: true, configurable: true, writable: true })
