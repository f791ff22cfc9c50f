import { expect, test } from 'vitest'

import { timeAhead } from '../../src/react/timeAhead.ts'

// A wait is never over before its time, and what lasts is never good for less.
test.each([
  ['ceil', 'en', 1, 'in 1 second'],
  ['ceil', 'en', 90, 'in 90 seconds'],
  ['ceil', 'en', 91, 'in 2 minutes'],
  ['ceil', 'en', 120, 'in 2 minutes'],
  ['ceil', 'en', 598, 'in 10 minutes'],
  ['ceil', 'en', 7199, 'in 120 minutes'],
  ['ceil', 'en', 7200, 'in 2 hours'],
  ['ceil', 'en', 172_800, 'in 2 days'],
  ['floor', 'en', 60, 'in 60 seconds'],
  ['floor', 'en', 119, 'in 1 minute'],
  ['floor', 'en', 10_000, 'in 2 hours'],
  ['floor', 'en', 431_999, 'in 4 days'],
  ['ceil', 'de', 598, 'in 10 Minuten'],
  ['ceil', 'ar-u-nu-latn', 598, 'خلال 10 دقائق'],
  ['ceil', 'not a locale', 598, 'in 10 minutes'],
] as const)('by %s, in %s, %i seconds are told "%s"', (round, locale, seconds, text) =>
  expect(timeAhead(seconds, locale, Math[round])).toBe(text),
)
