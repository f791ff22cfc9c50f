// What people paste, made into what the provider issued (faults U3 to U9).
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'

import { normaliseSecret, normaliseText } from '../../src/core/normalise.ts'

// Thousands of cases, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const KEY = 'zK4uTqX81bWm0Ye7'

/** Any code points, lone surrogates included. Much faster than fast-check's own. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xff), fc.integer({ min: 0x2000, max: 0x20ff }), fc.nat(0x10ffff)))
  .map((codes) => String.fromCodePoint(...codes))

describe('normaliseSecret', () => {
  test.each([
    KEY,
    'a'.repeat(32),
    '0',
    'key_live_abc-DEF.123~x',
    'dGVzdA==',
    'a/b+c=',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig_-',
    'xoxb-1-2-abc',
    'p@ss:w0rd=x',
    '"unbalanced',
    'it’s',
    'a"b"c',
    'bearerkey1',
    'apikey',
    'tokens:are:fine',
    'Ключ',
    '鍵',
  ])('leaves %s as it is', (key) => expect(normaliseSecret(key)).toEqual({ value: key, removed: [] }))

  test.each<[string, string, object[]]>([
    // U3: outer white space of every kind
    ['a space before', ` ${KEY}`, [{ kind: 'spaces', count: 1 }]],
    ['spaces around', `  ${KEY} `, [{ kind: 'spaces', count: 3 }]],
    ['tabs', `\t${KEY}\t`, [{ kind: 'spaces', count: 2 }]],
    ['no-break and wide spaces', `\u00a0${KEY}\u3000`, [{ kind: 'spaces', count: 2 }]],
    ['a line break at the end', `${KEY}\n`, [{ kind: 'line-breaks', count: 1 }]],
    ['a Windows line break at the end', `${KEY}\r\n`, [{ kind: 'line-breaks', count: 1 }]],
    [
      'a space and a line break',
      ` ${KEY}\r\n`,
      [
        { kind: 'spaces', count: 1 },
        { kind: 'line-breaks', count: 1 },
      ],
    ],
    // U4: characters that nobody sees
    [
      'zero-width characters',
      `\u200b${KEY.slice(0, 4)}\u200c\u200d${KEY.slice(4)}\ufeff`,
      [{ kind: 'invisible', count: 4 }],
    ],
    [
      'a word joiner and a soft hyphen',
      `${KEY.slice(0, 4)}\u2060\u00ad${KEY.slice(4)}`,
      [{ kind: 'invisible', count: 2 }],
    ],
    [
      'bidi overrides and isolates',
      `\u202a\u202e${KEY}\u202c\u2066\u2069`,
      [{ kind: 'invisible', count: 5 }],
    ],
    ['controls', `\u0000${KEY}\u001b`, [{ kind: 'invisible', count: 2 }]],
    // U5: a key that was wrapped
    ['a line break inside', `${KEY.slice(0, 8)}\n${KEY.slice(8)}`, [{ kind: 'line-breaks', count: 1 }]],
    [
      'line breaks of other kinds inside',
      `${KEY.slice(0, 8)}\u2028\u2029\u0085\v\f\r${KEY.slice(8)}`,
      [{ kind: 'line-breaks', count: 6 }],
    ],
    [
      'the space that a browser makes of a line break',
      `${KEY.slice(0, 8)} ${KEY.slice(8)}`,
      [{ kind: 'spaces', count: 1 }],
    ],
    [
      'a wrapped and indented key',
      ` ${KEY.slice(0, 8)}\r\n   ${KEY.slice(8)}\n`,
      [
        { kind: 'spaces', count: 4 },
        { kind: 'line-breaks', count: 2 },
      ],
    ],
    // U6: one pair of quotes
    ['double quotes', `"${KEY}"`, [{ kind: 'quotes', count: 1 }]],
    ['single quotes', `'${KEY}'`, [{ kind: 'quotes', count: 1 }]],
    ['backticks', `\`${KEY}\``, [{ kind: 'quotes', count: 1 }]],
    ['smart quotes', `“${KEY}”`, [{ kind: 'quotes', count: 1 }]],
    ['single smart quotes', `‘${KEY}’`, [{ kind: 'quotes', count: 1 }]],
    ['German quotes', `„${KEY}“`, [{ kind: 'quotes', count: 1 }]],
    [
      'French quotes',
      `« ${KEY} »`,
      [
        { kind: 'spaces', count: 2 },
        { kind: 'quotes', count: 1 },
      ],
    ],
    ['quotes and the comma of a list', `"${KEY}",`, [{ kind: 'quotes', count: 1 }]],
    // U7: prefixes
    ['apikey=', `apikey=${KEY}`, [{ kind: 'prefix', text: 'apikey=' }]],
    ['?apikey=', `?apikey=${KEY}`, [{ kind: 'prefix', text: '?apikey=' }]],
    ['&api_key=', `&api_key=${KEY}`, [{ kind: 'prefix', text: '&api_key=' }]],
    ['API key:', `API key: ${KEY}`, [{ kind: 'prefix', text: 'API key:' }]],
    [
      'API Key on the line before',
      `API Key:\n${KEY}`,
      [
        { kind: 'line-breaks', count: 1 },
        { kind: 'prefix', text: 'API Key:' },
      ],
    ],
    ['X-API-Key:', `X-API-Key: ${KEY}`, [{ kind: 'prefix', text: 'X-API-Key:' }]],
    ['Bearer', `Bearer ${KEY}`, [{ kind: 'prefix', text: 'Bearer' }]],
    ['bearer and a tab', `bearer\t${KEY}`, [{ kind: 'prefix', text: 'bearer' }]],
    [
      'Authorization: Bearer',
      `Authorization: Bearer ${KEY}`,
      [{ kind: 'prefix', text: 'Authorization: Bearer' }],
    ],
    [
      'authorization : bearer',
      `authorization : bearer  ${KEY}`,
      [{ kind: 'prefix', text: 'authorization : bearer' }],
    ],
    ['Basic', `Basic ${KEY}`, [{ kind: 'prefix', text: 'Basic' }]],
    ['secret_key=', `secret_key=${KEY}`, [{ kind: 'prefix', text: 'secret_key=' }]],
    ['access_token=', `access_token=${KEY}`, [{ kind: 'prefix', text: 'access_token=' }]],
    [
      'a quoted value',
      `api_key = "${KEY}"`,
      [
        { kind: 'quotes', count: 1 },
        { kind: 'prefix', text: 'api_key =' },
      ],
    ],
    [
      'a line of JSON',
      `"apiKey": "${KEY}",`,
      [
        { kind: 'quotes', count: 1 },
        { kind: 'prefix', text: '"apiKey":' },
      ],
    ],
    [
      'an object of JSON',
      `{"apiKey":"${KEY}"}`,
      [
        { kind: 'quotes', count: 1 },
        { kind: 'prefix', text: '{"apiKey":' },
      ],
    ],
    ['an object of JSON with air', `{ "api-key": "${KEY}" }\n`, expect.any(Array) as object[]],
    [
      'a header of a key in quotes',
      `"X-Api-Key: ${KEY}"`,
      [
        { kind: 'quotes', count: 1 },
        { kind: 'prefix', text: 'X-Api-Key:' },
      ],
    ],
    [
      'a setting in quotes',
      `'api_key=${KEY}'`,
      [
        { kind: 'quotes', count: 1 },
        { kind: 'prefix', text: 'api_key=' },
      ],
    ],
    [
      'a header in quotes',
      `'Authorization: Bearer ${KEY}'`,
      [
        { kind: 'quotes', count: 1 },
        { kind: 'prefix', text: 'Authorization: Bearer' },
      ],
    ],
  ])('takes out %s, and says so', (_, raw, removed) =>
    expect(normaliseSecret(raw)).toEqual({ value: KEY, removed }),
  )

  test.each([
    ['two pairs of quotes: only one is taken', `""${KEY}""`, `""${KEY}""`],
    ['a pair inside a pair', `"'${KEY}'"`, `'${KEY}'`],
    ['quotes that do not match', `"${KEY}'`, `"${KEY}'`],
    ['nothing between quotes', '""', ''],
    ['a prefix and nothing after it', 'apikey=', ''],
    ['a prefix after a prefix: only one is taken', 'apikey=apikey=x', 'apikey=x'],
    ['a prefix that is not the first', `my bearer ${KEY}`, `mybearer${KEY}`],
    ['Basic before the end of a Base64', 'Basic dXNlcjo+/w==', 'dXNlcjo+/w=='],
    ['Basic before something else', 'basic key!', 'basickey!'],
    ['a brace that no other opened', 'apikey=x}', 'x}'],
    ['a brace inside', '{apikey:x}y', 'x}y'],
    ['nothing', '', ''],
    ['only white space', ' \t\n\u00a0', ''],
    ['only what nobody sees', '\u200b\u202e\ufeff', ''],
    ['one byte (U10)', 'x', 'x'],
  ])('of %s', (_, raw, value) => expect(normaliseSecret(raw).value).toBe(value))

  test.each([
    ['https://app.jazz.co/settings', 'url'],
    ['http://localhost:3000', 'url'],
    ['  https://acme.example/?apikey=abc  ', 'url'],
    ['www.acme.example', 'url'],
    ['ftp://acme.example', 'url'],
    ['HTTPS://ACME.EXAMPLE', 'url'],
    ['WWW.ACME.EXAMPLE', 'url'],
    ['web+v2.x-y://acme', 'url'],
    ['pat@acme.example', 'email'],
    [' pat.lee+hr@mail.acme.example\n', 'email'],
    ['where do I find this', 'sentence'],
    ['Please ask the administrator.', 'sentence'],
    ['ask the admin?', 'sentence'],
    ['mon mot de passe', 'sentence'],
    ['اطلب المفتاح من المدير', 'sentence'],
    [KEY, undefined],
    ['abcd efgh', undefined],
    ['ab12 cd34 ef56 gh78', undefined],
    [`Authorization: Bearer ${KEY}`, undefined],
    ['p@ss', undefined],
    ['see https://acme.example', undefined],
    ['https://acme.example there', undefined],
    ['x:/y', undefined],
    ['my www.acme.example', undefined],
    ['www.acme.example there', undefined],
    ['www.a b.c', undefined],
    ['www.acme', undefined],
    ['key=pat@acme.example', undefined],
    ['1st 2nd 3rd', undefined],
    ['user:pass@host', undefined],
    ['a@b', undefined],
    ['a@b.c', undefined],
    ['a@acme.example@b', undefined],
    ['pat lee@acme.example', undefined],
    ['pat@acme b.example', undefined],
    ['pat@acme.b c', undefined],
    ['', undefined],
  ])('of %j asks about %s', (raw, doubt) => expect(normaliseSecret(raw).doubt).toBe(doubt))

  const noise = fc.constantFrom(
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\u00a0',
    '\u2028',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\u0000',
    '"',
    "'",
    '`',
    '“',
    '”',
    '{',
    '}',
    ',',
    ':',
    '=',
    '?',
    'Bearer ',
    'apikey=',
    'API key: ',
    'basic ',
    'Authorization:',
    'https://',
    '@',
    '.',
    'a',
    'Z',
    '7',
    'é',
    '鍵',
    '\ud800',
  )
  const messy = fc.oneof(
    anyText,
    fc.array(noise, { maxLength: 30 }).map((parts) => parts.join('')),
  )

  test('never throws, never makes it longer, and leaves no white space and nothing invisible', () => {
    fc.assert(
      fc.property(messy, (raw) => {
        const { value, removed } = normaliseSecret(raw)
        expect(value.length).toBeLessThanOrEqual(raw.length)
        expect(value).not.toMatch(/\s/)
        expect(value).not.toMatch(/[\p{Cc}\p{DI}]/u)
        for (const removal of removed)
          expect(removal.kind === 'prefix' ? removal.text.length : removal.count).toBeGreaterThan(0)
        // Every removal is told: what is not told of was not changed.
        if (removed.length === 0) expect(value).toBe(raw)
      }),
      { numRuns: 5000 },
    )
  })

  test('keeps the characters of the value in their order', () => {
    fc.assert(
      fc.property(messy, (raw) => {
        let from = 0
        for (const char of normaliseSecret(raw).value) {
          const at = raw.indexOf(char, from)
          expect(at).toBeGreaterThanOrEqual(0)
          from = at + char.length
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('leaves every plain key as it is', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
    const key = fc.string({
      unit: fc.constantFrom(...letters, '-', '_', '.', '~', '+', '/'),
      minLength: 1,
      maxLength: 200,
    })
    fc.assert(
      fc.property(key, (plain) => {
        // What begins like a web address is left too, but questioned.
        expect(normaliseSecret(plain)).toMatchObject({ value: plain, removed: [] })
      }),
      { numRuns: 2000 },
    )
  })

  test('finds the key again under anything that copying puts around it', () => {
    const around = fc
      .array(fc.constantFrom(' ', '\t', '\n', '\r\n', '\u00a0', '\u200b', '\u202e', '\ufeff'), {
        maxLength: 6,
      })
      .map((parts) => parts.join(''))
    const prefix = fc.constantFrom('', 'Bearer ', 'apikey=', 'API key: ', 'X-Api-Key: ')
    const quotes = fc.constantFrom(['', ''], ['"', '"'], ["'", "'"], ['“', '”'])
    fc.assert(
      fc.property(around, around, around, prefix, quotes, (before, between, after, label, [open, close]) => {
        const wrapped = KEY.slice(0, 5) + between + KEY.slice(5)
        expect(normaliseSecret(before + label + open + wrapped + close + after).value).toBe(KEY)
      }),
      { numRuns: 2000 },
    )
  })

  test.each<[string, (size: number) => string]>([
    ['letters', (size) => 'a'.repeat(size)],
    ['spaces', (size) => ' '.repeat(size)],
    ['spaces between letters', (size) => 'a '.repeat(size / 2)],
    ['line breaks', (size) => '\n'.repeat(size)],
    ['line breaks and spaces', (size) => '\n '.repeat(size / 2)],
    ['what nobody sees', (size) => '\u200b'.repeat(size)],
    ['quotes', (size) => '"'.repeat(size)],
    ['an open quote', (size) => `"${'a'.repeat(size)}`],
    ['braces', (size) => '} '.repeat(size / 2)],
    ['a brace and spaces', (size) => `{"apikey":"x"}${' '.repeat(size)}y`],
    ['dots of an address', (size) => `www.${'.'.repeat(size)} x`],
    ['names of an address', (size) => `www.${'a.'.repeat(size / 2)} x`],
    ['an e-mail of dots', (size) => `a@${'.a'.repeat(size / 2)}@`],
    ['an address without an end', (size) => `https://${'a'.repeat(size)} `],
    ['a scheme without an end', (size) => 'a+'.repeat(size / 2)],
    ['a prefix with a gap', (size) => `apikey${' '.repeat(size)}x`],
    ['a header with a gap', (size) => `authorization${' '.repeat(size)}:${' '.repeat(10)}x`],
    ['basic with a gap', (size) => `basic ${'a='.repeat(size / 2)}`],
    ['words', (size) => 'word '.repeat(size / 5)],
    ['apostrophes of a word', (size) => `a b c${"'".repeat(size)}.`],
  ])('takes time in proportion to the length for %s (U11)', (_, make) => {
    // Sixteen times the length: linear work takes 16 times as long, quadratic 256. The best of several runs, since
    // the machine has other work; half a millisecond more, since the short run is near what a clock can tell.
    const best = (text: string): number => {
      let fastest = Infinity
      for (let round = 0; round < 6; round += 1) {
        const start = performance.now()
        normaliseSecret(text)
        fastest = Math.min(fastest, performance.now() - start)
      }
      return fastest
    }
    best(make(6_250))
    expect(best(make(100_000)) / (best(make(6_250)) + 0.5)).toBeLessThan(128)
  })

  test('takes a megabyte whole', () => {
    const million = 'a1'.repeat(500_000)
    expect(normaliseSecret(`"${million.slice(0, 10)}\n ${million.slice(10)}" `).value).toBe(million)
  })
})

describe('normaliseText', () => {
  test.each([
    [' acme \n', 'acme'],
    ['Acme  Recruiting', 'Acme  Recruiting'],
    ['ac\u200bme\u202e', 'acme'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['"acme"', '"acme"'],
    ['Bearer of news', 'Bearer of news'],
  ])('makes %j into %j', (raw, value) => expect(normaliseText(raw)).toBe(value))
})
