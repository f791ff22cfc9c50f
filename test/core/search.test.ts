import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type Catalogue, parseCatalogue } from '../../src/core/catalogue.ts'
import { nearestLocale } from '../../src/core/nearestLocale.ts'
import { beginsNearly, createSearch, fold, groupProviders } from '../../src/core/search.ts'

const entriesOf = (...entries: object[]): Catalogue['entries'] => {
  const parsed = parseCatalogue({ schema: 1, entries })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.catalogue.entries
}

const entry = (name: string, more: object = {}) => ({
  provider: fold(name).replaceAll(' ', '-'),
  name,
  href: `${fold(name).replaceAll(' ', '-')}.json`,
  ...more,
})

const providers = groupProviders(
  entriesOf(
    entry('Zoho Recruit'),
    entry('Greenhouse'),
    entry('BambooHR', { aliases: ['Bamboo', 'Human Resources'] }),
    entry('Łódź Soft'),
    entry('Workday'),
    entry('Workable'),
    entry('SAP SuccessFactors'),
    entry('Crème HR'),
  ),
  'en',
)
const search = createSearch(providers)
const names = (query: string) => search(query).map(({ name }) => name)

describe('Searching', () => {
  test.each([
    ['an empty query answers all, by name', '', providers.map(({ name }) => name)],
    ['the beginning of a name', 'work', ['Workable', 'Workday']],
    ['a later word', 'recruit', ['Zoho Recruit']],
    ['an alias', 'human res', ['BambooHR']],
    ['a part of a word', 'house', ['Greenhouse']],
    ['case and diacritics do not matter', 'CREME', ['Crème HR']],
    ['nor do letters with a stroke', 'lodz', ['Łódź Soft']],
    ['nor do marks that the query has', 'wörkday', ['Workday']],
    ['one letter too few', 'grenhouse', ['Greenhouse']],
    ['one letter too many', 'greeenhouse', ['Greenhouse']],
    ['another letter', 'wurkday', ['Workday']],
    ['two letters swapped', 'wrokday', ['Workday']],
    ['words in another order', 'successfactors sap', ['SAP SuccessFactors']],
    ['two wrong letters are too many', 'grxxnhouse', []],
    ['a short word is not guessed at', 'xap', []],
    ['what is not there', 'nothing like it', []],
    ['signs alone count as nothing typed', '  - / ', providers.map(({ name }) => name)],
  ])('%s', (_, query, expected) => {
    expect(names(query)).toEqual(expected)
  })

  test('a better fit stands before a worse one', () => {
    const ranked = createSearch(
      groupProviders(
        entriesOf(entry('My Acme'), entry('Acme'), entry('Aplacmen'), entry('Alder', { aliases: ['acme'] })),
        'en',
      ),
    )
    expect(ranked('acme').map(({ name }) => name)).toEqual(['Acme', 'My Acme', 'Alder', 'Aplacmen'])
  })

  test('what was searched before makes no difference', () => {
    const word = fc.constantFrom('work', 'wrok', 'sap', 'hr', 'bambo', 'creme', 'xyz', 'day')
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat({ max: 9 }), (words, back) => {
        const typed = createSearch(providers)
        const text = words.join(' ')
        for (let end = 1; end <= text.length; end += 1) {
          const query = text.slice(0, end)
          expect(typed(query)).toEqual(createSearch(providers)(query))
        }
        const shorter = text.slice(0, -back)
        expect(typed(shorter)).toEqual(createSearch(providers)(shorter))
      }),
      // Fewer words have both letters than have the first.
      { examples: [[['hr'], 1]] },
    )
  })

  test('a text that was pasted is answered at once, however long', () => {
    expect(names('a'.repeat(100_000))).toEqual([])
  })

  test('any text is answered, and every answer is a provider of the list', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        for (const found of search(query)) expect(providers).toContain(found)
      }),
    )
  })

  test('each name finds its own provider first, even with a letter left out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...providers), fc.nat(), (provider, at) => {
        expect(search(provider.name)[0]).toBe(provider)
        const [word = ''] = fold(provider.name).split(' ')
        const place = 1 + (at % (word.length - 1))
        const typo = word.slice(0, place) + word.slice(place + 1)
        if (typo.length >= 4) expect(search(typo)).toContain(provider)
      }),
    )
  })
})

describe('fold', () => {
  test.each([
    ['Łódź', 'lodz'],
    ['Ørsted', 'orsted'],
    ['Đuro Ðís', 'duro dis'],
    ['Ħal', 'hal'],
    ['ılık', 'ilik'],
    ['Groß', 'gross'],
    ['Æther', 'aether'],
    ['Œuvre', 'oeuvre'],
    ['Þór Þór', 'thor thor'],
    ['Crème Brûlée', 'creme brulee'],
    ['ﬁnance ②', 'finance 2'],
    [' --Bamboo & HR!', 'bamboo hr'],
    ['日本 7', '日本 7'],
  ])('makes %s into %s', (text, folded) => expect(fold(text)).toBe(folded))
})

describe('beginsNearly', () => {
  test('holds for a text and each single change of it, whatever follows', () => {
    const letter = fc.constantFrom('a', 'b', 'ö', 'λ', 'ж', '字', '7')
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(word, word, fc.nat(), letter, (token, rest, at, letter) => {
        const place = at % token.length
        const before = token.slice(0, place)
        expect(token + rest).toMatch(beginsNearly(before + token.slice(place + 1)))
        expect(token + rest).toMatch(beginsNearly(before + letter + token.slice(place)))
        expect(token + rest).toMatch(beginsNearly(before + letter + token.slice(place + 1)))
      }),
    )
  })
})

describe('Providers', () => {
  test('entries of one provider are picked as one, in the order of the catalogue', () => {
    const entries = entriesOf(
      entry('Acme', { href: 'key.json', category: 'ATS', logo: '/acme.svg' }),
      entry('Acme', { href: 'oauth.json', auth: 'redirect' }),
    )
    expect(groupProviders(entries, 'en')).toEqual([
      { provider: 'acme', name: 'Acme', category: 'ATS', logo: '/acme.svg', entries },
    ])
  })

  test('stand in the order of the language', () => {
    const order = (locale: string) =>
      groupProviders(entriesOf(entry('Zeta'), entry('Öl'), entry('Omega')), locale).map(({ name }) => name)
    expect(order('de')).toEqual(['Öl', 'Omega', 'Zeta'])
    expect(order('sv')).toEqual(['Omega', 'Zeta', 'Öl'])
  })
})

describe('nearestLocale', () => {
  test.each([
    [['en', 'de'], 'de', 1],
    [['en', 'pt-BR'], 'pt', 1],
    [['en', 'pt'], 'pt-BR', 1],
    [['pt-PT', 'pt-BR'], 'pt-BR', 1],
    [['zh-Hant', 'zh-Hans'], 'zh-Hans-SG', 1],
    [['EN-us'], 'en-US', 0],
    [['en', 'de'], 'fr', -1],
    [['en', 'ende'], 'end', -1],
    [[], 'en', -1],
    [['en'], '', -1],
  ])('of %j to %s is at %i', (tags, wanted, expected) => {
    expect(nearestLocale(tags, wanted)).toBe(expected)
  })
})
