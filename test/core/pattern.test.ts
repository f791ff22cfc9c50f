// Patterns that come with a guide: which are applied, and to what.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { fitsPattern, mostSteps, patternFault, patternRemarks } from '../../src/core/pattern.ts'
import { field, guideWith, line, taken } from './guides.ts'

describe('patternFault', () => {
  test.each([
    '[A-Za-z0-9]{32}',
    'sk_(live|test)_[a-z0-9]+',
    '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
    'a+b*c?',
    '(a+)?',
    '(?:abc)+',
    '(?<name>x){2,4}',
    '(?=.*\\d).{8,}',
    '[(+*)|]+',
    '\\(a+\\)+',
    '(\\+\\*)+',
    '([+*|])+',
    '\\p{L}+',
    '\\u{1f600}+',
    '(?:\\u{99999}-)+',
    '',
    '.{1,200}',
    '(a+)(b+)(c+)',
    '[^@]+@[^@]+\\.[^@]+',
    '(\\d{1,3}\\.){3}\\d{1,3}',
    '(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}',
    'af|ap|ca|eu|il|me|mx|sa|us|cn|in|jp|kr|uk|de|fr|it|es|se|no|fi|dk|pl|cz|at|ch|be|nl|pt|ie|gr',
  ])('applies %s', (pattern) => expect(patternFault(pattern)).toBeUndefined())

  test.each([
    '(a+)+',
    '(a*)*b',
    '(.*)*',
    '(a|a)*',
    '(a|ab)+$',
    '((a+))+',
    '((a)+b)+',
    '(?:(?:a{1,})x?)+',
    '(a?){30}a{30}',
    '(a{1,9}){2,}',
    '([a-z]+)*',
    '(\\w+\\s?)*',
    '(?:x(?:y|z))+',
    '(?<word>\\w+)*',
    '(?=(a+)+)',
    '(a+)+?',
    '(([)]+)b)*',
    '.*.*.*.*.*x',
    'a?'.repeat(40) + 'a{40}',
    '(a|a)'.repeat(39) + 'b',
    '.{0,60}'.repeat(5),
    '(a*)(a*)(a*)\\1\\2\\3\\1\\2\\3\\1\\2\\3'.repeat(3),
    '(?<a>a*)(?<b>a*)(?<c>a*)(?:(?:\\k<a>){60}){60}b',
    '(?=.*.*.*.*.*x)',
    '(?:(?:(?:\\b){999}){999}){999}',
    '(?:\\u{61}+)+b',
    '(\\u{61}*)*',
    '(?:\\u{061}{1,9}){2,}',
  ])('does not apply %s, which can hang the page', (pattern) =>
    expect(patternFault(pattern)).toMatch(/hang the page/),
  )

  test.each(['(', '[', 'a{2,1}', '*', '\\', '(?<=', 'a)|(?:b', '\\p{Nope}', '(?<n>a)(?<n>b)'])(
    'does not apply %s, which does not compile',
    (pattern) => expect(patternFault(pattern)).toBe('is not a regular expression'),
  )

  test('does not apply one that is too long', () => {
    expect(patternFault('a'.repeat(200))).toBeUndefined()
    expect(patternFault('a'.repeat(201))).toBe('is over 200 characters')
  })
})

test('a pattern is matched against the whole value, by code points', () => {
  expect(fitsPattern('a|b', 'a')).toBe(true)
  expect(fitsPattern('a|b', 'ab')).toBe(false)
  expect(fitsPattern('a', 'a\n')).toBe(false)
  expect(fitsPattern('.', '😀')).toBe(true)
})

test.each(['(', 'a)|(?:b', '((a+))+', 'a'.repeat(201), undefined])('%s refuses nothing', (pattern) =>
  expect(fitsPattern(pattern, 'any')).toBe(true),
)

test.each([
  ['.*x', 4096, true],
  ['.*.*x', 2500, true],
  ['.*.*x', 4096, false],
  ['.*.*.*x', 180, true],
  ['.*.*.*x', 1500, false],
  ['.{0,9}.*.*x', 4096, false],
  ['[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 4096, true],
])('%s is matched with %i characters: %s', (pattern, length, matched) =>
  expect(patternFault(pattern, length) === undefined).toBe(matched),
)

test('each pattern that is not applied has a remark with its path', () => {
  const fields = [
    field('a', { pattern: 'a+' }),
    field('b', { pattern: '(' }),
    field('c'),
    field('d', { pattern: '((a+))+' }),
  ]
  expect(patternRemarks(taken(guideWith({ fields })).guide).map(line)).toEqual([
    'fields[1].pattern: The pattern is not a regular expression: not applied',
    'fields[3].pattern: The pattern can hang the page: not applied',
  ])
})

describe('mostSteps', () => {
  /** A pattern as a tree, for a matcher that counts. */
  type Node =
    | { readonly kind: 'sign'; readonly sign: 'a' | 'b' | '.' | '[ab]' | '\\1' }
    | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
    | { readonly kind: 'look'; readonly mark: '=' | '!'; readonly part: Node }
    | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number }

  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        kind: fc.constant('sign' as const),
        sign: fc.constantFrom('a', 'b', '.', '[ab]', '\\1'),
      }),
      fc.record({
        kind: fc.constantFrom('all', 'any'),
        parts: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ kind: fc.constant('look' as const), mark: fc.constantFrom('=', '!'), part: tie('node') }),
      fc
        .tuple(tie('node'), fc.nat(3), fc.constantFrom(0, 1, 2, Infinity))
        .map(([part, least, more]): Node => ({ kind: 'repeat', part, least, most: least + more })),
    ),
  }))

  const sourceOf = (one: Node): string => {
    switch (one.kind) {
      case 'sign':
        return one.sign
      case 'all':
        return `(?:${one.parts.map(sourceOf).join('')})`
      case 'any':
        return `(?:${one.parts.map(sourceOf).join('|')})`
      case 'look':
        return `(?${one.mark}${sourceOf(one.part)})`
      case 'repeat':
        return `(?:${sourceOf(one.part)})${often(one)}`
    }
  }
  const often = ({ least, most }: Extract<Node, { kind: 'repeat' }>): string => {
    if (most === Infinity) return ['*', '+'][least] ?? `{${least},}`
    return least === most ? `{${least}}` : least === 0 && most === 1 ? '?' : `{${least},${most}}`
  }

  /** Matches as browsers do, depth first. `\1` is what `(a*)` before it has found. */
  const match = (pattern: Node, value: string, limit: number): { fits: boolean; steps: number } => {
    let steps = 0
    let found = ''
    type Rest = (at: number) => boolean
    const step = (): void => {
      if (++steps > limit) throw new Error(`over ${limit} steps`)
    }
    const go = (one: Node, at: number, rest: Rest): boolean => {
      switch (one.kind) {
        case 'sign': {
          if (one.sign === '\\1') {
            for (let index = 0; index < found.length; index++) step()
            return value.startsWith(found, at) && rest(at + found.length)
          }
          step()
          const sign = value[at]
          const here = sign !== undefined && (one.sign.length > 1 || one.sign === '.' || one.sign === sign)
          return here && rest(at + 1)
        }
        case 'all':
          return one.parts.reduceRight<Rest>((next, part) => (from) => go(part, from, next), rest)(at)
        case 'any':
          return one.parts.some((part) => go(part, at, rest))
        case 'look':
          return go(one.part, at, () => true) === (one.mark === '=') && rest(at)
        case 'repeat': {
          const again = (times: number, from: number): boolean =>
            (times < one.most &&
              go(one.part, from, (to) => (to > from || times < one.least) && again(times + 1, to))) ||
            (times >= one.least && rest(from))
          return again(0, at)
        }
      }
    }
    const first: Node = { kind: 'repeat', part: { kind: 'sign', sign: 'a' }, least: 0, most: Infinity }
    const fits = go(first, 0, (from) => {
      found = value.slice(0, from)
      return go(pattern, from, (to) => {
        step()
        return to === value.length
      })
    })
    return { fits, steps }
  }

  test('is never less than a matcher takes', () => {
    fc.assert(
      fc.property(node, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (one, value) => {
        const source = `(a*)${sourceOf(one)}`
        const most = mostSteps(source, value.length)
        fc.pre(most < 1e6)
        const { fits } = match(one, value, most)
        expect(new RegExp(`^(?:${source})$`, 'u').test(value)).toBe(fits)
      }),
      { numRuns: 2000 },
    )
  })
})
