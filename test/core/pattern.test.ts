// Patterns that come with a guide: which are applied, and to what.
import { describe, expect, test } from 'vitest'

import { fieldPattern, patternFault, patternRemarks } from '../../src/core/pattern.ts'
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
    '',
    '.{1,200}',
    '(a+)(b+)(c+)',
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
  expect(fieldPattern('a|b')?.test('a')).toBe(true)
  expect(fieldPattern('a|b')?.test('ab')).toBe(false)
  expect(fieldPattern('a')?.test('a\n')).toBe(false)
  expect(fieldPattern('.')?.test('😀')).toBe(true)
})

test.each(['(', 'a)|(?:b', '((a+))+', 'a'.repeat(201), undefined])(
  '%s is matched against nothing',
  (pattern) => expect(fieldPattern(pattern)).toBeUndefined(),
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
    'fields[3].pattern: The pattern repeats a group that itself repeats or branches, which can hang the page: not applied',
  ])
})
