// The attributes of `<hub-link>`: what each may be, what it comes to, and what is told of one that cannot be used.
import { describe, expect, test } from 'vitest'

import { ATTRIBUTES, type AttributeName } from '../../src/element/attributeNames.ts'
import { parseAttributes, type Settings } from '../../src/element/attributes.ts'

const PAGE = 'https://portal.example/settings/'

const parse = (given: Partial<Record<AttributeName, string>>, page = PAGE) =>
  parseAttributes((name) => given[name] ?? null, page)

const DEFAULTS: Settings = {
  provider: undefined,
  guide: undefined,
  catalogue: undefined,
  endpoint: undefined,
  allowedEndpointOrigins: [],
  scopes: [],
  account: undefined,
  brand: { name: undefined, logo: undefined },
  whiteLabel: false,
  accountsHref: undefined,
  colorScheme: 'system',
  headingLevel: 2,
  confirmation: true,
  closable: false,
  invite: true,
  frame: undefined,
  dir: undefined,
}

test('none leaves every default', () => {
  expect(parse({})).toStrictEqual({ settings: DEFAULTS, faults: [] })
})

test('an empty one is as none, but for that of a frame, whose place the widget must not take', () => {
  const empty = Object.fromEntries(ATTRIBUTES.map((name) => [name, ' ']))
  const { settings, faults } = parse(empty)
  // Of a text, white space is one.
  expect(settings).toMatchObject({ guide: undefined, catalogue: undefined, scopes: [], frame: undefined })
  expect(settings).toMatchObject({ colorScheme: 'system', headingLevel: 2, whiteLabel: false })
  expect(faults).toEqual(['frame=" " is not an https address'])
  expect(parse(Object.fromEntries(ATTRIBUTES.map((name) => [name, ''])))).toStrictEqual({
    // A flag is on by its presence.
    settings: { ...DEFAULTS, whiteLabel: true, closable: true, confirmation: false, invite: false },
    faults: ['frame="" is not an https address'],
  })
})

describe('comes to what it says', () => {
  test.each<[AttributeName, string, Partial<Settings>]>([
    ['provider', 'jazzhr', { provider: 'jazzhr' }],
    ['guide', 'acme.json', { guide: 'https://portal.example/settings/acme.json' }],
    ['guide', 'https://guides.example/a', { guide: 'https://guides.example/a' }],
    ['guide', 'http://localhost:3000/a', { guide: 'http://localhost:3000/a' }],
    ['catalogue', '/all.json', { catalogue: 'https://portal.example/all.json' }],
    ['endpoint', '/api/link', { endpoint: '/api/link' }],
    [
      'allowed-endpoint-origins',
      ' https://a.example\n https://b.example:8443/ ',
      { allowedEndpointOrigins: ['https://a.example', 'https://b.example:8443/'] },
    ],
    ['scopes', ' read  write\t', { scopes: ['read', 'write'] }],
    ['account', 'acc_1', { account: { id: 'acc_1', name: undefined } }],
    // An update whose id is missing: the widget refuses it.
    ['account-name', 'Acme', { account: { id: '', name: 'Acme' } }],
    ['brand-name', 'Acme', { brand: { name: 'Acme', logo: undefined } }],
    ['brand-logo', '/acme.svg', { brand: { name: undefined, logo: '/acme.svg' } }],
    ['brand-logo', 'http://a.example/a.svg', { brand: { name: undefined, logo: 'http://a.example/a.svg' } }],
    ['brand-logo', 'data:image/png;base64,', { brand: { name: undefined, logo: 'data:image/png;base64,' } }],
    ['white-label', 'true', { whiteLabel: true }],
    ['white-label', 'white-label', { whiteLabel: true }],
    ['white-label', 'false', { whiteLabel: false }],
    ['accounts-href', '../accounts', { accountsHref: '../accounts' }],
    ['accounts-href', 'http://a.example/', { accountsHref: 'http://a.example/' }],
    ['color-scheme', ' DARK', { colorScheme: 'dark' }],
    ['color-scheme', 'light', { colorScheme: 'light' }],
    ['color-scheme', 'system', { colorScheme: 'system' }],
    ['heading-level', ' 1 ', { headingLevel: 1 }],
    ['heading-level', '4', { headingLevel: 4 }],
    ['no-confirmation', 'false', { confirmation: true }],
    ['closable', 'closable', { closable: true }],
    ['no-invite', 'true', { invite: false }],
    ['frame', 'https://link.example/', { frame: 'https://link.example/' }],
    ['frame', 'http://127.0.0.1:5173/page/', { frame: 'http://127.0.0.1:5173/page/' }],
    ['lang', 'de', {}],
    ['dir', 'rtl', { dir: 'rtl' }],
    ['dir', 'LTR', { dir: 'ltr' }],
    ['dir', 'auto', { dir: undefined }],
  ])('%s=%j', (name, value, settings) => {
    expect(parse({ [name]: value })).toStrictEqual({ settings: { ...DEFAULTS, ...settings }, faults: [] })
  })

  test('an address on the page’s own origin may be plain', () => {
    const page = 'http://intranet.example/'
    expect(parse({ guide: '/a.json' }, page).settings.guide).toBe('http://intranet.example/a.json')
    expect(parse({ frame: '/page/' }, page).settings.frame).toBeUndefined()
  })
})

describe('is left out, and told with what is expected', () => {
  const ADDRESS = 'is not an https address, or one on this origin'
  const FLAG = 'is not no value, or true or false'
  test.each<[AttributeName, string, string]>([
    ['guide', 'http://other.example/a.json', ADDRESS],
    ['guide', 'https://user@guides.example/', ADDRESS],
    ['guide', 'https://:word@guides.example/', ADDRESS],
    ['catalogue', 'javascript:1', ADDRESS],
    ['catalogue', 'https://[', ADDRESS],
    [
      'allowed-endpoint-origins',
      'https://a.example/path',
      'is not origins such as https://api.example, with a space between them',
    ],
    [
      'allowed-endpoint-origins',
      'https://a.example *',
      'is not origins such as https://api.example, with a space between them',
    ],
    ['brand-logo', 'data:text/html,', 'is not the address of a picture'],
    ['brand-logo', 'javascript:1', 'is not the address of a picture'],
    ['brand-logo', 'javascript:"https://a.example"', 'is not the address of a picture'],
    ['brand-logo', 'data:imagery,', 'is not the address of a picture'],
    ['white-label', 'yes', FLAG],
    ['closable', 'white-label', FLAG],
    ['accounts-href', 'javascript:1', 'is not a web address'],
    ['accounts-href', 'javascript:"https://a.example"', 'is not a web address'],
    ['accounts-href', 'data:image/png,', 'is not a web address'],
    ['color-scheme', 'blue', 'is not light, dark, system'],
    ['heading-level', '5', 'is not a number from 1 to 4'],
    ['heading-level', '12', 'is not a number from 1 to 4'],
    ['frame', 'http://link.example/', 'is not an https address'],
    ['frame', 'ftp://localhost/', 'is not an https address'],
    ['dir', 'up', 'is not ltr, rtl, auto'],
  ])('%s=%j', (name, value, fault) => {
    expect(parse({ [name]: value })).toStrictEqual({
      settings: DEFAULTS,
      faults: [`${name}=${JSON.stringify(value)} ${fault}`],
    })
  })

  test('at most a hundred characters of it', () => {
    expect(parse({ dir: 'x'.repeat(101) }).faults).toEqual([`dir="${'x'.repeat(100)}" is not ltr, rtl, auto`])
  })

  test('on a page without an address, too', () => {
    expect(parse({ guide: 'https://guides.example/' }, 'x').settings.guide).toBeUndefined()
  })
})
