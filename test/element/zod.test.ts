// The script's stand-in for zod/mini, held to the real one: over the widget's own schemas both give the same answers.
import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { globSync } from 'tinyglobby'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import * as real from 'zod/mini'

import type { Field } from '../../src/core/guide.ts'
import * as standIn from '../../src/element/compat/zod.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { everyBlock, everyField } from '../browser/guides.ts'

type Checked =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly object[] } }
interface Schema {
  readonly safeParse: (value: unknown) => Checked
}
type Schemas = Record<'guide' | 'catalogue' | 'reply' | 'outcome' | 'values', Schema>

const FIELDS: Field[] = [
  { name: 'apiKey', label: 'API Key', kind: 'secret', required: true, minLength: 4, maxLength: 8 },
  {
    name: 'region',
    label: 'Region',
    kind: 'select',
    required: true,
    options: [{ value: 'eu', label: 'EU' }],
  },
  { name: 'server', label: 'Server', kind: 'url', required: false },
  { name: 'port', label: 'Port', kind: 'number', required: false },
  { name: 'word', label: 'Word', kind: 'text', required: true, pattern: '[a-z]+' },
]

/** The widget's schemas, made with the one or the other. */
async function load(zod: object): Promise<Schemas> {
  vi.resetModules()
  vi.doMock('zod/mini', () => zod)
  // One after another: an import that begins while another puts the mock in place can meet the real one.
  const guide = await import('../../src/core/guide.ts')
  const catalogue = await import('../../src/core/catalogue.ts')
  const link = await import('../../src/core/link.ts')
  const values = await import('../../src/core/values.ts')
  vi.doUnmock('zod/mini')
  const outcome = (value: unknown): Checked => ({ success: true, data: link.parseOutcome('link', value) })
  return {
    guide: guide.guideSchema(),
    catalogue: catalogue.makeCatalogueSchema(),
    reply: link.replySchema,
    outcome: { safeParse: outcome },
    values: values.valuesSchema(FIELDS),
  }
}

let theirs: Schemas
let ours: Schemas

beforeAll(async () => {
  theirs = await load(real)
  ours = await load(standIn)
})

const LIMITS = ['origin', 'minimum', 'maximum']

/** What the widget reads of an issue, by its code. */
const READ: Readonly<Record<string, readonly string[]>> = {
  invalid_type: ['expected'],
  invalid_value: ['values'],
  too_big: LIMITS,
  too_small: LIMITS,
}

/** An answer as text: the data with the order of its keys, or what the widget reads of each issue. */
const answer = (checked: Checked): string =>
  JSON.stringify(
    checked.success
      ? { data: checked.data }
      : checked.error.issues.map((issue) => {
          const told = issue as Readonly<Record<string, unknown>>
          const keys = ['code', 'path', 'message', ...(READ[String(told['code'])] ?? [])]
          return keys.map((key) => [key, told[key] ?? null])
        }),
  )

const expectSame = (name: keyof Schemas, value: unknown): void => {
  expect(answer(ours[name].safeParse(value))).toBe(answer(theirs[name].safeParse(value)))
}

const account = { id: 'acc_1', provider: 'jazzhr', name: 'Acme' }
const replies = [
  { status: 'linked', account },
  { status: 'redirect', linkId: 'l1', url: 'https://login.example/', expiresIn: 600 },
  { status: 'pending', linkId: 'l1', pollAfter: 2 },
  { status: 'accounts', accounts: [{ ...account, state: 'active', linkedAt: '2024-01-31' }], next: 'n' },
  { status: 'invited', url: 'https://link.example/', expiresIn: 5 },
  ...['denied', 'expired', 'failed', 'cancelled', 'unlinked'].map((status) => ({ status })),
]
const errors = [
  { code: 'config-invalid', reason: 'r' },
  { code: 'bad-response', reason: 'schema' },
  { code: 'server', status: 500 },
  { code: 'rate-limited', retryAt: 1000 },
  { code: 'invalid-fields', fields: [{ name: 'apiKey', code: 'too-long' }] },
  { code: 'already-linked', account },
  { code: 'offline' },
]

/** What each schema takes. */
const GOOD: Record<keyof Schemas, readonly unknown[]> = {
  guide: [jazzhr, everyBlock, everyField],
  catalogue: [
    {
      schema: 1,
      entries: [
        { provider: 'acme', name: 'Acme', href: 'acme.json' },
        {
          provider: 'other',
          name: 'Other',
          aliases: ['O', 'Oth'],
          category: 'HR',
          logo: '/a.png',
          href: 'https://guides.example/other.json',
          auth: 'redirect',
          locale: 'de',
          locales: [{ locale: 'fr', href: 'other.fr.json' }],
        },
      ],
    },
  ],
  reply: replies,
  outcome: [
    ...replies.map((reply) => ({ ok: true, reply })),
    ...errors.map((error) => ({ ok: false, error })),
  ],
  values: [{ apiKey: 'abcdef', region: 'eu', server: 'https://a.example', port: '80', word: 'abc' }],
}
const NAMES = Object.keys(GOOD) as (keyof Schemas)[]

describe.each(NAMES)('%s', (name) => {
  test('takes what is good', () => {
    for (const value of GOOD[name]) {
      expectSame(name, value)
      expect(ours[name].safeParse(value).success).toBe(true)
    }
  })

  test('answers the same to what is good but for one part', () => {
    const part = fc.oneof(
      fc.constantFrom<unknown>(
        ...['', ' ', 'a', 'text', 'link', 'steps', 'linked', 'https://a.example', '\u202e', '💡'.repeat(8)],
        ...['a'.repeat(300), 'a'.repeat(301), '💡'.repeat(150), '💡'.repeat(301), 'x'.repeat(4001)],
        ...[0, -0, 1, 2, 4.5, 7, -1, NaN, Infinity, 2 ** 53, -(2 ** 60), 1e-300],
        ...[
          true,
          null,
          undefined,
          [],
          {},
          [[]],
          [null],
          Array.from({ length: 101 }, () => ({ kind: 'quote', body: [] })),
        ],
      ),
      fc.anything({ maxDepth: 2 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...GOOD[name]), fc.infiniteStream(fc.nat()), part, (value, picks, by) => {
        expectSame(name, withPart(value, picks, by))
      }),
      { numRuns: 3000 },
    )
  })

  test('answers the same to what has a length that is no number', () => {
    for (const length of ['Es', NaN, {}, '5', null])
      for (const key of Object.keys(GOOD[name][0] as object))
        expectSame(name, { ...(GOOD[name][0] as object), [key]: { length } })
  })

  test('answers the same to anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (value) => {
        expectSame(name, value)
      }),
      { numRuns: 1000 },
    )
  })
})

test('has all that the widget calls', () => {
  const files = globSync('src/{core,http,react,element}/**/*.{ts,tsx}')
  const called = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?<![\w.])z\.([a-z_]\w*)\(/g)].map((match) => match[1]!),
  )
  expect(called.length).toBeGreaterThan(100)
  expect([...new Set(called)].filter((name) => !(name in standIn))).toEqual([])
})

/** A copy with one part, somewhere inside, put in place of another or taken out. */
function withPart(value: unknown, picks: Stream, part: unknown): unknown {
  const copy = structuredClone(value)
  let place = copy as Record<string, unknown>
  for (;;) {
    const keys = Object.keys(place)
    const key = keys[next(picks) % Math.max(keys.length, 1)] ?? 'extra'
    const inner = place[key]
    if (typeof inner === 'object' && inner !== null && next(picks) % 4 !== 0) {
      place = inner as Record<string, unknown>
      continue
    }
    if (next(picks) % 5 === 0) Reflect.deleteProperty(place, key)
    else place[key] = part
    return copy
  }
}

type Stream = Iterator<number>
const next = (picks: Stream): number => Number(picks.next().value)
