// Text for people: what nobody sees goes, what scripts need stays.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { cleanText, INVISIBLE } from '../../src/core/text.ts'

/** Any code points, lone surrogates included. Much faster than fast-check's own. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xff), fc.integer({ min: 0x2000, max: 0x20ff }), fc.nat(0x10ffff)))
  .map((codes) => String.fromCodePoint(...codes))

describe('cleanText', () => {
  test.each([
    ['controls', 'a\u0000b\u0007c\u001bd\u007fe\u009ff', 'abcdef'],
    ['vertical tab and form feed', 'a\u000bb\u000cc', 'abc'],
    ['zero-width spaces and joiners between letters', 'a\u200bb\u200cc\u200dd\u2060e\ufefff', 'abcdef'],
    ['soft hyphens', 'key\u00adboard', 'keyboard'],
    [
      'bidi marks, embeddings, overrides and isolates',
      '\u202eabc\u202c\u2066d\u2069\u200e\u200f\u061ce',
      'abcde',
    ],
    ['carriage returns', 'a\r\nb\rc', 'a\nb\nc'],
    ['joiners at the edges', '\u200dعلی\u200c', 'علی'],
    ['the other joiners there', '\u200cعلی\u200d', 'علی'],
    ['joiners after Latin letters', 'a\u200cع b\u200dع', 'aع bع'],
    ['joiners before Latin letters', 'ع\u200ca ع\u200db', 'عa عb'],
    ['the vowel separator of Mongolian', 'a\u180eb', 'ab'],
  ])('takes out %s', (_, text, clean) => expect(cleanText(text)).toBe(clean))

  test.each([
    ['tabs and line feeds', 'a\tb\nc'],
    ['a non-joiner inside a Persian word', 'می\u200cخواهم'],
    ['a joined emoji', '👩\u200d💻'],
    ['an emoji with its variation selector', '❤\ufe0f'],
    ['accents, composed or not', 'é e\u0301'],
    ['markup, which is only text', '<img src=x onerror=alert(1)>'],
    ['a text of right-to-left letters', 'مفتاح API'],
  ])('leaves %s', (_, text) => expect(cleanText(text)).toBe(text))

  test('is done after once, and never makes a text longer', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
        expect(clean.length).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

test.each([
  0x00, 0x1b, 0x7f, 0x9f, 0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x202e, 0x2060, 0x2065, 0x2069, 0x3164, 0xfe0f,
  0xfeff, 0xffa0, 0xfffa, 0xe0041,
])('INVISIBLE finds character %i', (code) =>
  expect(String.fromCodePoint(code).replace(INVISIBLE, '')).toBe(''),
)

test('INVISIBLE leaves white space, which is counted by itself', () => {
  for (const space of '\t\n\v\f\r\u0085\u00a0\u2008\u2028\u3000 ')
    expect(space.replace(INVISIBLE, '')).toBe(space)
})
