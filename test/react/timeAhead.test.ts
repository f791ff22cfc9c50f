import { expect, test } from 'vitest'

import { timeAhead } from '../../src/react/timeAhead.ts'

test.each([
  [1, 'in 1 second'],
  [90, 'in 90 seconds'],
  [91, 'in 2 minutes'],
  [120, 'in 2 minutes'],
  [598, 'in 10 minutes'],
  [7199, 'in 120 minutes'],
  [7200, 'in 2 hours'],
  [172_800, 'in 2 days'],
])('a wait of %i seconds is over %s, and never before', (seconds, text) =>
  expect(timeAhead(seconds, 'en', Math.ceil)).toBe(text),
)

test.each([
  [60, 'in 60 seconds'],
  [119, 'in 1 minute'],
  [10_000, 'in 2 hours'],
  [431_999, 'in 4 days'],
])('what lasts %i seconds is good at least %s', (seconds, text) =>
  expect(timeAhead(seconds, 'en', Math.floor)).toBe(text),
)

test.each([
  ['de', 'in 10 Minuten'],
  ['ar-u-nu-latn', 'خلال 10 دقائق'],
  ['not a locale', 'in 10 minutes'],
])('in %s it is %s', (locale, text) => expect(timeAhead(598, locale, Math.ceil)).toBe(text))
