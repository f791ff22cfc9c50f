// Every word of the widget: holes, plural forms, and what of a host's words is used.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { english } from '../../src/core/english.ts'
import {
  createSay,
  isUsableMessage,
  type MessageKey,
  type Messages,
  type PluralForms,
  spokenLocale,
  usableLocales,
} from '../../src/core/messages.ts'

const KEYS = Object.keys(english) as MessageKey[]
const model = (key: MessageKey): string | PluralForms => english[key]
const textsOf = (message: string | PluralForms): string[] =>
  typeof message === 'string' ? [message] : Object.values<string>({ ...message })
const holesIn = (text: string): string[] => Array.from(text.matchAll(/\{(\w+)\}/g), ([, hole]) => hole ?? '')

describe('the English words', () => {
  const say = createSay('en')

  test('are those that hosts’ tests rely on', () => {
    expect(say('title', { provider: 'JazzHR' })).toBe('Connect JazzHR')
    expect(say('stepPosition', { number: 2, count: 4 })).toBe('Step 2 of 4:')
    expect([
      say('next'),
      say('back'),
      say('connect'),
      say('tryAgain'),
      say('done'),
      say('viewAccounts'),
    ]).toEqual(['Next', 'Back', 'Connect', 'Try again', 'Done', 'View accounts'])
    expect(say('haveKey', { field: 'API key' })).toBe('I already have my API key')
    expect(say('continueTo', { provider: 'JazzHR' })).toBe('Continue to JazzHR')
    expect(say('showField', { field: 'API Key' })).toBe('Show API Key')
    expect(say('hideField', { field: 'API Key' })).toBe('Hide API Key')
    expect(say('linkedTitle', { provider: 'JazzHR' })).toBe('JazzHR is connected')
    expect(say('alreadyTitle', { provider: 'JazzHR' })).toBe('JazzHR is already connected')
  })

  test.each(KEYS)('%s is usable, without markup or loose ends', (key) => {
    expect(isUsableMessage(key, english[key])).toBe(true)
    for (const text of textsOf(model(key))) {
      expect(text).toBe(text.trim())
      expect(text).not.toBe('')
      expect(text).not.toMatch(/[<>]|\s{2}|\.\.\.|'/)
      expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]/)
    }
  })

  test.each(KEYS.filter((key) => typeof english[key] !== 'string'))(
    '%s has the plural forms of English',
    (key) => {
      expect(Object.keys(english[key]).sort()).toEqual(['one', 'other'])
      expect(holesIn((model(key) as PluralForms).other)).toContain('count')
    },
  )

  test('never name us, as white label promises', () => {
    for (const key of KEYS) expect(textsOf(model(key)).join()).not.toMatch(/\bhub\b/i)
  })

  test('never blame and never shout', () => {
    for (const key of KEYS)
      for (const text of textsOf(model(key)))
        expect(text).not.toMatch(/invalid|wrong key|illegal|failed|!|your fault/i)
  })
})

describe('say', () => {
  test('fills every hole, wherever it stands, and says what it fills as it is', () => {
    const say = createSay('en', { linkedLeadBrand: '{brand} {provider} {provider}' })
    expect(say('linkedLeadBrand', { provider: '$& {brand}', brand: '<b>' })).toBe('<b> $& {brand} $& {brand}')
  })

  test('ends a sentence in one stop, whatever the name in it ends in', () => {
    const say = createSay('en', { connect: 'Wait...' })
    expect(say('formLeadBrand', { provider: 'JazzHR', brand: 'Acme Inc.' })).toBe(
      'It links your JazzHR account to Acme Inc.',
    )
    expect(say('errorDenied', { provider: 'Acme Inc.' })).toMatch(/^Access was not granted at Acme Inc\. You/)
    expect(say('title', { provider: 'a..b...' })).toBe('Connect a..b...')
    expect(say('connect')).toBe('Wait...')
  })

  test('leaves a hole that was not filled, and takes nothing from an object’s prototype', () => {
    const say = createSay('en', { title: '{provider}' })
    // A caller without a compiler.
    expect(say('title', {} as { provider: string })).toBe('{provider}')
    expect(say('title', Object.create({ provider: 'x' }) as { provider: string })).toBe('{provider}')
  })

  test.each<[string, number, string]>([
    ['en', 1, '1 provider'],
    ['en', 0, '0 providers'],
    ['en', 30, '30 providers'],
    ['en-GB', 1, '1 provider'],
    ['en', 1200, '1,200 providers'],
    ['not a locale', 2, '2 providers'],
    ['xx', 1, '1 provider'],
  ])('in %s of %s says %s', (locale, count, text) => expect(createSay(locale)('found', { count })).toBe(text))

  test('chooses the plural form by the rules of the locale, and another where that is missing', () => {
    const found = {
      zero: 'z{count}',
      one: 'o{count}',
      two: 't{count}',
      few: 'f{count}',
      many: 'm{count}',
      other: '{count}',
    }
    const spoken = (locale: string, forms: PluralForms, counts: number[]) =>
      counts.map((count) => createSay(locale, { found: forms })('found', { count }))
    const counts = [0, 1, 2, 3, 11, 100]
    expect(spoken('ar-u-nu-latn', found, counts)).toEqual(['z0', 'o1', 't2', 'f3', 'm11', '100'])
    expect(spoken('fr', found, counts)).toEqual(['o0', 'o1', '2', '3', '11', '100'])
    expect(spoken('ja', found, counts)).toEqual(['0', '1', '2', '3', '11', '100'])
    expect(spoken('ar-u-nu-latn', { one: 'o', other: '{count}!' }, counts)).toEqual([
      '0!',
      'o',
      '2!',
      '3!',
      '11!',
      '100!',
    ])
  })

  test('takes no plural form that is only inherited', () => {
    const found = Object.assign(Object.create({ one: 'inherited' }) as object, { other: '{count}' })
    expect(createSay('en', { found })('found', { count: 1 })).toBe('1')
  })

  test('writes numbers with the digits and marks of the locale, and texts as they are', () => {
    const say = (locale: string) => createSay(locale)('stepPosition', { number: 12, count: 1234 })
    expect(say('de')).toBe('Step 12 of 1.234:')
    expect(say('ar-EG')).toBe('Step ١٢ of ١٬٢٣٤:')
    expect(createSay('ar-EG')('title', { provider: 'Route 12' })).toBe('Connect Route 12')
  })

  test('takes the host’s words before the locale’s, and the locale’s before English', () => {
    const say = createSay('de', { next: 'Los' }, { next: 'Weiter', back: 'Zurück' })
    expect([say('next'), say('back'), say('done')]).toEqual(['Los', 'Zurück', 'Done'])
    expect(createSay('en', undefined, { next: 'Go' })('next')).toBe('Go')
  })

  test('may be given an empty text, and one without a hole', () => {
    const say = createSay('en', { formLead: '' as never, cleanedSpaces: 'space' as never })
    expect(say('formLead', { provider: 'x' })).toBe('')
    expect(say('cleanedSpaces', { count: 3 })).toBe('space')
  })
})

test.each([
  ['en-GB', undefined, 'en-GB'],
  ['EN', undefined, 'EN'],
  ['enm', undefined, 'en'],
  ['x-en', undefined, 'en'],
  ['de', undefined, 'en'],
  ['de', {}, 'de'],
])('of %s with the words %j, %s is spoken', (locale, words, spoken) => {
  expect(spokenLocale(locale, words)).toBe(spoken)
})

describe('an unusable message is passed over', () => {
  test.each<[string, MessageKey, unknown]>([
    ['a hole of another message', 'title', 'Connect {brand}'],
    ['a misspelt hole', 'title', 'Connect {provder}'],
    ['a hole where there is none', 'connect', 'Connect {provider}'],
    ['a prototype’s name for a hole', 'title', '{constructor}'],
    ['a number', 'connect', 5],
    ['null', 'connect', null],
    ['a function', 'connect', () => 'x'],
    ['a list', 'connect', ['x']],
    ['an object with a text', 'connect', { toString: () => 'x' }],
    ['plural forms where there are none', 'connect', { other: 'x' }],
    ['plural forms without other', 'found', { one: 'x' }],
    ['null for plural forms', 'found', null],
    ['a number for plural forms', 'found', 5],
    ['plural forms that are inherited', 'found', Object.create({ other: 'x' })],
    ['plural forms with a number', 'found', { one: 1, other: 'x' }],
    ['plural forms with a wrong hole', 'found', { one: '{seconds}', other: 'x' }],
    ['a text of over 1,000 characters', 'connect', 'x'.repeat(1001)],
    ['a plural form of over 1,000 characters', 'found', { other: 'x'.repeat(1001) }],
  ])('%s', (_, key, value) => {
    expect(isUsableMessage(key, value)).toBe(false)
    const layer = { [key]: value } as unknown as Messages
    const locale = { [key]: english[key] } as unknown as Messages
    const holes = { provider: 'P', count: 2 } as never
    expect(createSay('en', layer)(key, holes)).toBe(createSay('en')(key, holes))
    expect(createSay('en', layer, locale)(key, holes)).toBe(createSay('en')(key, holes))
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'nope'])(
    'there is no message %s',
    (key) => expect(isUsableMessage(key as MessageKey, 'x')).toBe(false),
  )

  test('and what a layer inherits is not there', () => {
    expect(createSay('en', Object.create({ next: 'Go' }) as Messages)('next')).toBe('Next')
  })

  test('whatever it is, every message is still a text', () => {
    const anyMessages = fc.dictionary(
      fc.constantFrom(...KEYS, 'constructor', '__proto__'),
      fc.oneof(
        fc.anything(),
        fc.string(),
        fc.dictionary(fc.constantFrom('one', 'other', 'few'), fc.string()),
      ),
    )
    fc.assert(
      fc.property(
        anyMessages,
        fc.constantFrom(...KEYS),
        fc.constantFrom('en', 'ar', 'xx', '', 'de-DE'),
        (layer, key, locale) => {
          const text = createSay(locale, layer as Messages)(key, {
            count: 2,
            number: 1,
            provider: 'P',
          } as never)
          expect(typeof text).toBe('string')
          expect(text.length).toBeLessThan(2000)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

test.each([
  ['en', 'en'],
  ['de-AT', 'de-AT'],
  ['PT-br', 'pt-BR'],
  ['ar-EG', 'ar-EG'],
  ['xx', 'en'],
  ['tlh', 'en'],
  ['', 'en'],
  ['en_GB', 'en'],
  ['not a locale', 'en'],
  ['constructor', 'en'],
])('for %j Intl takes %s', (locale, usable) => {
  expect(new Intl.ListFormat(usableLocales(locale)).resolvedOptions().locale).toBe(usable)
})

test('the compiler holds callers and hosts to the holes', () => {
  const say = createSay('en')
  const calls = () => {
    say('next')
    say('title', { provider: 'JazzHR' })
    say('found', { count: 3 })
    // @ts-expect-error -- a message that there is not
    say('nope')
    // @ts-expect-error -- the hole is missing
    say('title')
    // @ts-expect-error -- another hole
    say('title', { brand: 'JazzHR' })
    // @ts-expect-error -- one hole too many
    say('title', { provider: 'JazzHR', brand: 'Acme' })
    // @ts-expect-error -- no hole to fill
    say('next', { provider: 'JazzHR' })
    // @ts-expect-error -- a count is a number, for its plural form
    say('found', { count: '3' })
    // @ts-expect-error -- so is the number of a step, for its digits
    say('stepPosition', { number: '1', count: 2 })
  }
  // Never called: the compiler is what is tested.
  expect(calls).toBeTypeOf('function')

  const words: Messages[] = [
    { connect: 'Link', title: 'Link {provider}' },
    { linkedLeadBrand: '{brand} has {provider}', found: { one: 'One second', other: '{count} seconds' } },
    { cleanedSpaces: '{count} spaces' },
    // @ts-expect-error -- a message that there is not
    { conect: 'Link' },
    // @ts-expect-error -- the hole is missing
    { title: 'Link' },
    // @ts-expect-error -- the hole is misspelt
    { title: 'Link {provder}' },
    // @ts-expect-error -- one of two holes is missing
    { linkedLeadBrand: '{provider} is linked' },
    // @ts-expect-error -- this message has no plural
    { connect: { other: 'Link' } },
    // @ts-expect-error -- plural forms need the general one
    { found: { one: 'One second' } },
    // @ts-expect-error -- words are text
    { connect: 5 },
  ]
  expect(words).toHaveLength(10)
})
