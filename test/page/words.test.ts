// The words of the hosted page: every language that the widget speaks, none left in English.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { LANGUAGES, WORDS } from '../../src/page/words.ts'

const PACKS = readdirSync(join(import.meta.dirname, '../../src/locales')).flatMap(
  (file) => /^([a-z]{2}(?:-[A-Z]{2})?)\.ts$/.exec(file)?.[1] ?? [],
)

test('are there in the languages of the widget', () => {
  expect([...LANGUAGES].sort()).toEqual(['en', ...PACKS].sort())
})

test.each(PACKS)('are translated into %s', (tag) => {
  const { en: english, ...others } = WORDS
  const words = others[tag as keyof typeof others]
  for (const [key, text] of Object.entries(words)) {
    expect(text, key).not.toBe(english[key as keyof typeof english])
    expect(text.trim(), key).toBe(text)
    // A title has no full stop, a sentence has one.
    expect(/[.。]$/.test(text), `${key}: ${text}`).toBe(!key.endsWith('Title'))
  }
})
