// Each language: complete, with the holes and plural forms it needs, short enough for its buttons, and JazzHR's guide.
import { describe, expect, test } from 'vitest'

import { english } from '../../src/core/english.ts'
import { createSay, isUsableMessage, type MessageKey, type PluralForms } from '../../src/core/messages.ts'
import { parseGuide } from '../../src/core/parseGuide.ts'
import { guideSteps } from '../../src/core/stepper.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { ar } from '../../src/locales/ar.ts'
import { de } from '../../src/locales/de.ts'
import { es } from '../../src/locales/es.ts'
import { fr } from '../../src/locales/fr.ts'
import { it } from '../../src/locales/it.ts'
import { ja } from '../../src/locales/ja.ts'
import type { CompleteMessages, Locale } from '../../src/locales/locale.ts'
import { ptBR } from '../../src/locales/pt-BR.ts'

const LOCALES: readonly Locale[] = [de, es, fr, it, ja, ptBR, ar]
const KEYS = Object.keys(english) as MessageKey[]

const holesIn = (text: string): string[] =>
  Array.from(text.matchAll(/\{(\w+)\}/g), ([, hole]) => hole ?? '').sort()
const generalOf = (message: string | PluralForms): string =>
  typeof message === 'string' ? message : message.other
const formsOf = (message: string | PluralForms): [string, string][] =>
  typeof message === 'string' ? [['other', message]] : Object.entries<string>({ ...message })

/** Languages that are written from right to left. */
const RTL = new Set(['ar'])

/** What stands on buttons and links that are drawn like buttons. */
const BUTTONS: readonly MessageKey[] = [
  'close',
  'next',
  'back',
  'skip',
  'haveKey',
  'haveDetails',
  'backToGuide',
  'openPage',
  'openImage',
  'copyCode',
  'copied',
  'show',
  'hide',
  'whereIsIt',
  'connect',
  'tryAgain',
  'continueTo',
  'useAnyway',
  'cancel',
  'openAgain',
  'done',
  'viewAccounts',
  'linkAnother',
  'showMe',
  'startAgain',
  'reload',
  'invite',
  'updateKey',
  'unlink',
  'unlinkKeep',
  'showAll',
  'showMore',
  'allProviders',
  'wayFields',
  'wayRedirect',
]

/** Words that are the same in English and the language. */
const SAME = new Set(['{number}', 'optional', '(optional)', 'Important', '“{text}”', '{account}?', 'Copiar'])

test('the languages are those that are promised, each under its tag', () => {
  expect(LOCALES.map(({ tag }) => tag)).toEqual(['de', 'es', 'fr', 'it', 'ja', 'pt-BR', 'ar'])
  expect(LOCALES.map(({ tag }) => Intl.getCanonicalLocales(tag)[0])).toEqual(LOCALES.map(({ tag }) => tag))
})

describe.each(LOCALES)('$tag', ({ tag, messages, guides }) => {
  const words = messages as Record<string, string | PluralForms | undefined>
  const each = KEYS.map((key): [MessageKey, string | PluralForms] => [key, words[key] ?? ''])

  test('has every message and no other', () => {
    expect(Object.keys(messages).sort()).toEqual([...KEYS].sort())
  })

  test('has a usable text for each message, which is not the English one', () => {
    for (const [key, message] of each) {
      expect(isUsableMessage(key, message), key).toBe(true)
      for (const [, text] of formsOf(message)) {
        expect(text, key).toBe(text.trim())
        expect(text, key).not.toBe('')
        if (!SAME.has(text)) expect(text, key).not.toBe(generalOf(english[key]))
        // Under white label nothing may name us.
        expect(text, key).not.toMatch(/\bhub\b/i)
      }
    }
  })

  test('fills the same holes as English in each message, each once', () => {
    for (const [key, message] of each) {
      const needed = holesIn(generalOf(english[key]))
      for (const [form, text] of formsOf(message)) {
        // "One second" needs no number, and "two seconds" is one word in Arabic: the general form always has it.
        const holes = holesIn(text)
        const spoken =
          form === 'other' ? holes : [...holes.filter((hole) => hole !== 'count'), 'count'].sort()
        expect(spoken, `${key}: ${text}`).toEqual(needed)
      }
    }
  })

  test('has the plural forms of the language, all of them (CLDR)', () => {
    const categories = [...new Intl.PluralRules(tag).resolvedOptions().pluralCategories].sort()
    for (const [key, message] of each) {
      if (typeof english[key] === 'string') expect(typeof message).toBe('string')
      else expect(Object.keys(message).sort()).toEqual(categories)
    }
  })

  test('fits its buttons', () => {
    for (const key of BUTTONS) {
      // Room for 1.6 times the English, and for 16 characters on any button: "Back" has no word as short elsewhere.
      const room = Math.max(16, Math.ceil(generalOf(english[key]).length * 1.6))
      const text = generalOf(words[key] ?? '')
      expect(text.length, `${key}: ${text} (room for ${room})`).toBeLessThanOrEqual(room)
    }
  })

  test('keeps every other message within twice the English, or 60 characters', () => {
    for (const [key, message] of each)
      for (const [, text] of formsOf(message))
        expect(text.length, text).toBeLessThanOrEqual(Math.max(60, generalOf(english[key]).length * 2))
  })

  test('is set as the language sets its signs', () => {
    const all = [
      ...each.flatMap(([, message]) => formsOf(message).map(([, text]) => text)),
      JSON.stringify(guides),
    ]
    for (const text of all) {
      expect(text).not.toMatch(/'|\.\.\.| {2}|<\/?\w/)
      if (tag === 'fr') expect(text).not.toMatch(/ [?!:;»]|« |[^\u00a0][?!»]/)
      if (tag === 'es') expect((text.match(/\?/g) ?? []).length).toBe((text.match(/¿/g) ?? []).length)
      if (tag === 'ar') expect(text).not.toMatch(/[\u0600-\u06ff]\s*[?,;]/)
      if (tag === 'de') expect(text).not.toMatch(/(?<!\p{L})(?:du|dich|dir|dein\w*)(?!\p{L})/iu)
      if (tag === 'fr') expect(text).not.toMatch(/(?<!\p{L})(?:tu|ton|tes|toi)(?!\p{L})/iu)
      if (tag === 'es') expect(text).not.toMatch(/(?<!\p{L})(?:tú|tu|tus|tienes|puedes)(?!\p{L})/iu)
    }
  })

  test('speaks: counts choose their form, and holes are filled', () => {
    const say = createSay(tag, messages)
    for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
      const text = say('found', { count })
      expect(text).not.toContain('{')
      expect(text).not.toBe(createSay('en')('found', { count }))
    }
    expect(say('title', { provider: 'JazzHR' })).toContain('JazzHR')
    expect(say('linkedLeadNameBrand', { account: 'Acme Jobs', brand: 'Acme' })).toMatch(/Acme Jobs.*Acme/)
  })

  test('calls a provider, an account and a brand by the name alone, which has no gender or case', () => {
    const say = createSay(tag, messages)
    // The names stand whole in the sentence, and nothing is joined to them.
    const title = say('linkedTitle', { provider: 'X Y' })
    expect(title).toMatch(/(?:^|[\s«“„「(\u2068])X Y(?:$|[\s.»“」)\u2069])/)
  })

  test.runIf(RTL.has(tag))('keeps what fills a hole in one piece, with its own direction', () => {
    const say = createSay(tag, messages)
    expect(say('linkedLeadName', { account: 'Acme (UK) Ltd.' })).toContain('\u2068Acme (UK) Ltd.\u2069')
    for (const [key, message] of each)
      expect(generalOf(message).replace(/\u2068\{\w+\}\u2069/g, ''), key).not.toMatch(/\{(?!count|number)/)
  })

  describe('the JazzHR guide', () => {
    const parsed = parseGuide(guides.jazzhr)

    // It is drawn without a check; see `ownGuide`.
    test('is what the check would make of it, in the language', () => {
      expect(parsed).toEqual({ ok: true, guide: guides.jazzhr, diagnostics: [] })
      expect(guides.jazzhr.locale).toBe(tag)
    })

    test('has the structure of the English one, and none of its sentences', () => {
      expect(parsed.ok && skeleton(parsed.guide)).toEqual(skeleton(jazzhr))
      const originals = new Set(sentences(jazzhr))
      for (const sentence of sentences(guides.jazzhr))
        if (!KEPT.includes(sentence) && /\p{L}/u.test(sentence)) expect(originals).not.toContain(sentence)
    })

    test('names tabs and buttons as JazzHR does', () => {
      const text = sentences(guides.jazzhr)
      for (const name of KEPT) expect(text).toContain(name)
      const roles = ['Super Administrator', 'Recruiting Administrator', 'Developer']
      for (const role of roles) expect(text.filter((sentence) => sentence.includes(role))).toHaveLength(1)
    })

    test('names this Connect button and this field as they are called here', () => {
      const text = sentences(guides.jazzhr)
      expect(text).toContain(messages.connect)
      expect(guides.jazzhr.fields[0]?.label).toMatch(/API/)
      expect(text.filter((sentence) => sentence === guides.jazzhr.fields[0]?.label).length).toBeGreaterThan(1)
    })

    test('names the Hub only where white label hides it', () => {
      if (!parsed.ok) throw new Error('refused')
      const shown = {
        ...parsed.guide,
        sections: parsed.guide.sections.filter((section) => !section.whiteLabelHidden),
      }
      expect(JSON.stringify(shown)).not.toMatch(/\bhub\b/i)
      expect(guideSteps(parsed.guide, { whiteLabel: true })).toHaveLength(4)
    })
  })
})

/** Texts that stay English in every language: the words of JazzHR's own screens. */
const KEPT = ['Settings', 'Integrations', 'Generate New Key']

/** Every text of a guide, titles and labels included. */
function sentences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(sentences)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (WORDS.has(key) ? [inner] : []) : sentences(inner),
  )
}

const WORDS = new Set(['text', 'title', 'label', 'hint'])

/** A guide without its words: what is left is ids, kinds, links and flags. How a sentence is cut does not count. */
function skeleton(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(skeleton)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['text', 'title', 'label', 'hint', 'locale'].includes(key))
      .map(([key, inner]) => [
        key,
        key === 'content' && Array.isArray(inner)
          ? inner
              .map((piece: { kind: string; href?: string }) => piece.href ?? piece.kind)
              .filter((kind) => kind !== 'text')
          : skeleton(inner),
      ]),
  )
}

test('the types demand every message and every plural form', () => {
  const complete: CompleteMessages<'one' | 'other'> = de.messages
  // @ts-expect-error -- French has a form more
  const french: CompleteMessages<'one' | 'many' | 'other'> = de.messages
  const { next: _, ...without } = de.messages
  // @ts-expect-error -- a message is missing
  const partial: CompleteMessages<'one' | 'other'> = without
  // @ts-expect-error -- a hole is missing
  const holes: CompleteMessages<'one' | 'other'> = { ...de.messages, title: 'Verbinden' }
  // @ts-expect-error -- a plural form is missing
  const forms: CompleteMessages<'one' | 'other'> = { ...de.messages, found: { other: '{count}' } }
  expect([complete, french, partial, holes, forms]).toHaveLength(5)
})
