// The form's values: which fields show, what is sent, and why a value cannot be sent.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { isPrivate, type Values, visibleFields } from '../../src/core/fields.ts'
import type { Field } from '../../src/core/guide.ts'
import { MAX_VALUE_LENGTH, normaliseValue, valuesSchema } from '../../src/core/values.ts'

const field = (name: string, parts: Partial<Field> = {}): Field => ({
  name,
  label: name,
  kind: 'text',
  required: true,
  ...parts,
})

/** The codes of the faults of one field's value. */
const faultsOf = (one: Field, value: string): string[] => {
  const parsed = valuesSchema([one]).safeParse({ [one.name]: value })
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message)
}

describe('a value', () => {
  const options = [
    { value: 'eu', label: 'Europe' },
    { value: 'us', label: 'America' },
  ]
  test.each<[string, Partial<Field>, string, string[]]>([
    ['that is needed and missing', {}, '', ['required']],
    ['that is optional and missing', { required: false }, '', []],
    [
      'that is optional, missing, and would have other faults',
      { required: false, minLength: 3, kind: 'url', pattern: 'x' },
      '',
      [],
    ],
    ['that is there', {}, 'a', []],
    ['at its least length', { minLength: 3 }, 'abc', []],
    ['under its least length', { minLength: 3 }, 'ab', ['too-short']],
    ['at its greatest length', { maxLength: 3 }, 'abc', []],
    ['over its greatest length', { maxLength: 3 }, 'abcd', ['too-long']],
    ['of 4,096 characters', {}, 'a'.repeat(4096), []],
    ['of 4,097 characters', {}, 'a'.repeat(4097), ['too-long']],
    [
      'of 4,097 characters, though the guide allows more',
      { maxLength: 9999 },
      'a'.repeat(4097),
      ['too-long'],
    ],
    ['that has the pattern', { pattern: '[a-z]{3}' }, 'abc', []],
    ['that has the pattern only inside', { pattern: '[a-z]{3}' }, 'abcd', ['pattern']],
    ['that has not the pattern', { pattern: 'a|b' }, 'c', ['pattern']],
    ['that is a number', { kind: 'number' }, '-1.5', []],
    ['that is no number', { kind: 'number' }, 'one', ['number']],
    ['that is an infinite number', { kind: 'number' }, 'Infinity', ['number']],
    ['that is half a number', { kind: 'number' }, '1,5', ['number']],
    ['that is a web address', { kind: 'url' }, 'https://acme.example/a', []],
    ['that is a plain web address', { kind: 'url' }, 'http://acme.example', []],
    ['that is another address', { kind: 'url' }, 'javascript:alert(1)', ['url']],
    ['that is no address', { kind: 'url' }, 'acme', ['url']],
    ['that is an option', { kind: 'select', options }, 'eu', []],
    ['that is no option', { kind: 'select', options }, 'Europe', ['option']],
    ['that only an object has', { kind: 'select', options }, 'constructor', ['option']],
    ['of a key of one byte (U10)', { kind: 'secret' }, 'x', []],
    ['with several faults tells the first', { minLength: 9, pattern: 'x', kind: 'url' }, 'ab', ['too-short']],
  ])('%s', (_, parts, value, faults) => expect(faultsOf(field('f', parts), value)).toEqual(faults))

  test('of a megabyte is refused for its length, and is never matched against the pattern', () => {
    expect(faultsOf(field('f', { pattern: 'a*a*a*a*b' }), 'a'.repeat(1_000_000))).toEqual(['too-long'])
  })

  test('on which the pattern would take too long is left to the provider', () => {
    const one = field('f', { pattern: '.*.*.*x' })
    expect(faultsOf(one, 'a'.repeat(100))).toEqual(['pattern'])
    expect(faultsOf(one, 'a'.repeat(4096))).toEqual([])
  })

  test('that is missing altogether is a fault of its field', () => {
    const parsed = valuesSchema([field('f')]).safeParse({})
    expect(!parsed.success && parsed.error.issues.map(({ path }) => path)).toEqual([['f']])
  })
})

describe('the form', () => {
  test('names each field with a fault', () => {
    const schema = valuesSchema([field('a'), field('b', { kind: 'number' }), field('c')])
    const parsed = schema.safeParse({ a: '', b: 'x', c: 'ok' })
    const faults = parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => [path.join('.'), message])
    expect(faults).toEqual([
      ['a', 'required'],
      ['b', 'number'],
    ])
  })

  test('gives only the values of its fields', () => {
    expect(valuesSchema([field('a')]).parse({ a: '1', other: '2' })).toEqual({ a: '1' })
  })

  test('without fields is ready at once', () => {
    expect(valuesSchema([]).safeParse({}).success).toBe(true)
  })

  test('never says a value in a fault', () => {
    const kinds = fc.constantFrom<Field['kind']>('secret', 'text', 'multiline', 'select', 'number', 'url')
    fc.assert(
      fc.property(kinds, fc.string({ minLength: 6 }), fc.boolean(), (kind, value, short) => {
        const canary = `canary-${value}`
        const one = field('f', {
          kind,
          pattern: 'never',
          options: [],
          ...(short ? { minLength: 4000 } : { maxLength: 3 }),
        })
        const parsed = valuesSchema([one]).safeParse({ f: canary })
        if (parsed.success) throw new Error('taken')
        expect(JSON.stringify(parsed.error.issues)).not.toContain('canary')
        expect(String(parsed.error)).not.toContain('canary')
      }),
    )
  })
})

describe('visibleFields', () => {
  const names = (fields: Field[], values: Values) => visibleFields(fields, values).map(({ name }) => name)
  const when = (other: string, equals: string | string[]): Partial<Field> => ({
    visibleWhen: { field: other, equals },
  })

  test('shows a field while the other has the value, or one of the values', () => {
    const fields = [field('a'), field('b', when('a', 'x')), field('c', when('a', ['x', 'y']))]
    expect(names(fields, {})).toEqual(['a'])
    expect(names(fields, { a: 'y' })).toEqual(['a', 'c'])
    expect(names(fields, { a: 'x' })).toEqual(['a', 'b', 'c'])
  })

  test('reads the value that the guide gives until another is typed', () => {
    const fields = [field('a', { value: 'x' }), field('b', when('a', 'x'))]
    expect(names(fields, {})).toEqual(['a', 'b'])
    expect(names(fields, { a: '' })).toEqual(['a'])
  })

  test('hides what hangs on a field that is hidden, whatever was typed there before', () => {
    const fields = [
      field('a'),
      field('b', when('a', 'x')),
      field('c', when('b', 'y')),
      field('d', when('c', 'z')),
    ]
    expect(names(fields, { a: 'x', b: 'y', c: 'z' })).toEqual(['a', 'b', 'c', 'd'])
    expect(names(fields, { a: '', b: 'y', c: 'z' })).toEqual(['a'])
  })

  test('hides fields that wait for each other, for themselves, or for nobody', () => {
    const fields = [
      field('a', when('b', 'x')),
      field('b', when('a', 'x')),
      field('c', when('c', 'x')),
      field('d', when('nobody', '')),
    ]
    expect(names(fields, { a: 'x', b: 'x', c: 'x' })).toEqual([])
  })

  test('can show a field while the other is empty', () => {
    expect(names([field('a'), field('b', when('a', ''))], {})).toEqual(['a', 'b'])
  })

  test('gives fields of the guide in their order, and ends on any conditions', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const some = fc.uniqueArray(
      fc
        .record({ name, on: fc.option(name), equals: fc.constantFrom('x', '') })
        .map(({ name: of, on, equals }) => field(of, on === null ? {} : when(on, equals))),
      { selector: (one) => one.name },
    )
    fc.assert(
      fc.property(some, fc.dictionary(name, fc.constantFrom('x', '')), (fields, values) => {
        const shown = visibleFields(fields, values)
        expect(shown).toEqual(fields.filter((one) => shown.includes(one)))
        for (const one of fields) if (!one.visibleWhen) expect(shown).toContain(one)
      }),
    )
  })

  test('a chain of a thousand conditions is walked', () => {
    const chain = Array.from({ length: 1000 }, (_, at) =>
      field(`f${at}`, at === 0 ? {} : when(`f${at - 1}`, 'x')),
    )
    const values = Object.fromEntries(chain.map(({ name }) => [name, 'x']))
    expect(visibleFields(chain, values)).toHaveLength(1000)
  })
})

describe('normaliseValue', () => {
  test.each<[string, Partial<Field>, string, string]>([
    ['a secret loses all white space and wrapping', { kind: 'secret' }, ' "a b\n" ', 'ab'],
    ['a text loses outer space and what nobody sees', { kind: 'text' }, ' a\u200b b ', 'a b'],
    ['an address too', { kind: 'url' }, ' https://a.example\n', 'https://a.example'],
    [
      'several lines keep their lines',
      { kind: 'multiline' },
      '\n-----BEGIN-----\n a b\n-----END-----\n',
      '-----BEGIN-----\n a b\n-----END-----',
    ],
    ['several lines keep what nobody sees', { kind: 'multiline' }, 'a\u200bb\u0001\n', 'a\u200bb\u0001'],
    ['what is typed stands before the guide’s value', { value: 'eu' }, 'us', 'us'],
    [
      'a read-only value is the guide’s, whatever the page holds',
      { readOnly: true, value: ' eu ' },
      'changed',
      ' eu ',
    ],
    ['a read-only field without a value is what the page holds', { readOnly: true }, ' x ', 'x'],
  ])('%s', (_, parts, raw, value) => expect(normaliseValue(field('f', parts), raw)).toBe(value))
})

test('secrets and texts of several lines are private', () => {
  const kinds = ['secret', 'text', 'multiline', 'select', 'number', 'url'] as const
  expect(kinds.filter((kind) => isPrivate(field('f', { kind })))).toEqual(['secret', 'multiline'])
  expect(MAX_VALUE_LENGTH).toBe(4096)
})
