// The way in for a catalogue: what is taken, what is left out, and what is refused with its path.
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'

import { CATALOGUE_LIMITS, parseCatalogue } from '../../src/core/catalogue.ts'
import { nearestLocale } from '../../src/core/nearestLocale.ts'
import { line } from './guides.ts'

// Thousands of cases, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const entry = (parts: Record<string, unknown> = {}) => ({
  provider: 'acme',
  name: 'Acme',
  href: 'acme.json',
  ...parts,
})
const catalogueOf = (...entries: unknown[]) => ({ schema: 1, entries })

function taken(value: unknown) {
  const parsed = parseCatalogue(value)
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.faults)}`)
  return parsed
}

function refused(value: unknown): string[] {
  const parsed = parseCatalogue(value)
  if (parsed.ok) throw new Error('taken')
  return parsed.faults.map(line)
}

const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

describe('parseCatalogue', () => {
  test('fills defaults in, cleans names, and leaves out what it does not know', () => {
    expect(
      taken(catalogueOf(entry({ name: 'Ac\u200bme', aliases: ['A\u202eC'], secret: 1 }))).catalogue,
    ).toEqual(catalogueOf(entry({ aliases: ['AC'], auth: 'fields', locale: 'en' })))
  })

  test('is the same from an object and from its JSON text, and may be empty', () => {
    const whole = catalogueOf(entry({ locales: [{ locale: 'de', href: 'de/acme.json' }] }))
    expect(taken(JSON.stringify(whole))).toEqual(taken(whole))
    expect(taken(catalogueOf()).catalogue.entries).toEqual([])
  })

  test('leaves out a logo that the gate refuses, and says so', () => {
    const parsed = taken(
      catalogueOf(
        entry({ logo: '/acme.svg' }),
        entry({ logo: 'javascript:alert(1)' }),
        entry({ logo: '//x.example' }),
      ),
    )
    expect(parsed.catalogue.entries.map(({ logo }) => logo)).toEqual(['/acme.svg', undefined, undefined])
    expect(parsed.diagnostics.map(({ path }) => path)).toEqual(['entries[1].logo', 'entries[2].logo'])
  })

  test.each<[string, unknown, string]>([
    ['a text that is not JSON', '[', ': The document is not JSON'],
    ['a list', [], ': Expected object'],
    ['another schema', { schema: 2, entries: [] }, 'schema: Expected 1'],
    ['no entries', { schema: 1 }, 'entries: Expected array'],
    [
      'an entry without a name',
      catalogueOf(entry(), entry({ name: '' })),
      'entries[1].name: Too short: at least 1',
    ],
    [
      'an entry without its guide',
      catalogueOf(entry({ href: undefined })),
      'entries[0].href: Expected string',
    ],
    [
      'a provider that is no slug',
      catalogueOf(entry({ provider: 'A B' })),
      'entries[0].provider: Not of the expected form',
    ],
    [
      'an unknown auth',
      catalogueOf(entry({ auth: 'magic' })),
      'entries[0].auth: Expected "fields" or "redirect"',
    ],
    [
      'a language without a tag',
      catalogueOf(entry({ locales: [{ locale: '', href: 'a' }] })),
      'entries[0].locales[0].locale: Too short: at least 1',
    ],
    [
      'a nesting bomb',
      catalogueOf(many(50, () => 0).reduce<unknown>((inner) => [inner], 1)),
      'entries[0][0][0][0][0][0][0]: The document is nested too deeply',
    ],
  ])('refuses %s', (_, value, fault) => expect(refused(value)).toEqual([fault]))

  test.each<[string, (count: number) => unknown, number]>([
    ['entries', (count) => catalogueOf(...many(count, () => entry())), CATALOGUE_LIMITS.entries],
    ['aliases', (count) => catalogueOf(entry({ aliases: many(count, () => 'a') })), CATALOGUE_LIMITS.aliases],
    [
      'languages',
      (count) => catalogueOf(entry({ locales: many(count, () => ({ locale: 'de', href: 'a' })) })),
      CATALOGUE_LIMITS.locales,
    ],
    [
      'characters of an address',
      (count) => catalogueOf(entry({ href: 'a'.repeat(count) })),
      CATALOGUE_LIMITS.address,
    ],
    ['characters of a name', (count) => catalogueOf(entry({ name: 'a'.repeat(count) })), 100],
  ])('takes %s up to the limit and no further', (_, make, limit) => {
    expect(taken(make(limit)).diagnostics).toEqual([])
    expect(refused(make(limit + 1))).toHaveLength(1)
  })

  test('refuses a text that is too long before it reads it', () => {
    expect(refused('['.repeat(CATALOGUE_LIMITS.json + 1))).toEqual([': The document is too large'])
  })

  test.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:application/json,{}',
    'http://acme.example/a.json',
    '\u0001http://acme.example/a.json',
    '//evil.example/a.json',
    '/\\evil.example/a.json',
    '\\\\evil.example/a.json',
    '/\t/evil.example/a.json',
    '\u0000//evil.example/a.json',
    'https://user@evil.example/a.json',
    ' a.json',
    '',
  ])('refuses the address %j', (href) => {
    expect(parseCatalogue(catalogueOf(entry({ href }))).ok).toBe(false)
    expect(parseCatalogue(catalogueOf(entry({ locales: [{ locale: 'de', href }] }))).ok).toBe(false)
  })

  test('lets no address through but https, or one on the catalogue’s own host', () => {
    const part = fc.constantFrom(
      'https://',
      'http://',
      'javascript:',
      '//',
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '\u0001',
      '\t',
      ' ',
      'a',
      'evil.example',
      '?',
      '#',
      '%2f',
      'HTTPS:',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
        ),
        (href) => {
          if (!parseCatalogue(catalogueOf(entry({ href }))).ok) return
          const base = 'http://localhost:8080/guides/index.json'
          let url: URL
          try {
            url = new URL(href, base)
          } catch {
            return
          }
          expect(url.username + url.password).toBe('')
          if (!/^https:/i.test(href)) expect(url.origin).toBe(new URL(base).origin)
          else expect(url.protocol).toBe('https:')
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue(), fc.string()), (value) => {
        for (const input of [value, catalogueOf(value), catalogueOf(entry({ locales: value }))]) {
          const parsed = parseCatalogue(input)
          if (!parsed.ok) expect(parsed.faults.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test.each<[string[], string, number]>([
  [['en', 'de'], 'de', 1],
  [['en', 'de'], 'DE-at', 1],
  [['en', 'pt-BR', 'pt-PT'], 'pt-PT', 2],
  [['en', 'pt-BR'], 'pt', 1],
  [['en', 'pt-BR'], 'pt-AO', 1],
  [['zh-Hans-CN', 'zh-Hant-TW'], 'zh-Hant-HK', 1],
  [['en', 'de'], 'deu', -1],
  [['de'], 'd', -1],
  [['en'], 'fr', -1],
  [[], 'en', -1],
  [['en'], '', -1],
])('nearestLocale of %j for %j is %i', (tags, wanted, index) =>
  expect(nearestLocale(tags, wanted)).toBe(index),
)
