import { expect, test } from 'vitest'

import { given } from '../../src/react/given.ts'

test.each([
  ['de', 'de'],
  ['DE', 'de'],
  ['iw', 'he'],
  ['de-AT', 'de-AT'],
  ['pt_br', 'pt-BR'],
  ['de_DE.UTF-8', 'de-DE'],
  ['de_DE@euro', 'de-DE'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de-AT'],
  [['de', 'en'], 'de'],
  ['', 'en'],
  ['C', 'en'],
  ['?', 'en'],
  [' de ', 'de'],
  [5, 'en'],
])('the locale %j is %s', (locale, tag) => {
  expect(given({ locale })).toEqual({ locale: tag })
})
