import { expect, test } from 'vitest'

import { given } from '../../src/react/given.ts'

test.each([
  ['de', 'de'],
  ['DE', 'de'],
  ['iw', 'he'],
  ['de-AT', 'de-AT'],
  ['pt_br', 'pt-BR'],
  ['zh_hans_cn', 'zh-Hans-CN'],
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

test.each<[string, object, object]>([
  ['null and undefined are not there', { a: null, b: undefined, c: 0, d: '' }, { c: 0, d: '' }],
  [
    'one thing stands for a list of it',
    { scopes: 'read', guides: { name: 'a' }, allowedImageOrigins: 'https://a.example' },
    { scopes: ['read'], guides: [{ name: 'a' }], allowedImageOrigins: ['https://a.example'] },
  ],
  ['a list stays one', { scopes: ['read'] }, { scopes: ['read'] }],
  ['a level may be a text', { headingLevel: '3' }, { headingLevel: 3 }],
  [
    'what is no list stays as it is',
    { guide: { name: 'a' }, endpoint: '/a' },
    { guide: { name: 'a' }, endpoint: '/a' },
  ],
])('%s', (_, options, made) => {
  expect(given(options)).toStrictEqual(made)
})
