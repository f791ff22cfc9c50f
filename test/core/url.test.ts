// The URL gates, as tables: what a guide may link to, where a key may go, where a person may be sent.
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'

import { refusalText } from '../../src/core/refusals.ts'
import {
  gateEndpoint,
  gateImage,
  gateLink,
  gateRedirect,
  isInvitation,
  isLoopback,
} from '../../src/core/url.ts'

// Thousands of cases, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 })

/** Addresses that no gate lets through, whatever it is for (faults A1, A8, H3). */
const NEVER = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'java\r\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  ' javascript:alert(1)',
  'javascript://acme.example/%0aalert(1)',
  'javascript&colon;alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=',
  'blob:https://acme.example/9b1d',
  'filesystem:https://acme.example/temporary/x',
  'file:///etc/passwd',
  'ftp://acme.example/',
  'ws://acme.example/',
  'wss://acme.example/',
  'about:blank',
  'about:srcdoc',
  'chrome://settings',
  'view-source:https://acme.example/',
  'intent://acme.example#Intent;end',
  'tel:+4912345',
  'https://user@acme.example/',
  'https://user:pass@acme.example/',
  'https://:pass@acme.example/',
  'https://good.example@acme.example/',
  'https://good.example%40x:y@acme.example/',
  'https://',
  'https:///',
  'https://[::1',
  'https://acme.example:99999/',
  'https://ac me.example/',
  'https://acme.example%00.evil.example/',
  '//',
  '',
  ' ',
  '\u0000',
]

describe('isInvitation', () => {
  test.each(NEVER)('is not %j', (address) => expect(isInvitation(address)).toBe(false))

  test.each(['http://link.example/#session=x', '/page', '//link.example/', 'mailto:a@link.example'])(
    'is not %j',
    (address) => expect(isInvitation(address)).toBe(false),
  )

  test.each([
    'https://link.example/#session=ls_x',
    'https://link.example/page?a=1#session=ls_x',
    'http://localhost:5173/dist/page/#session=ls_x',
    'http://cdn.localhost:8080/#session=ls_x',
    'http://127.0.0.1/#session=ls_x',
  ])('is %j', (address) => expect(isInvitation(address)).toBe(true))
})

describe('gateLink', () => {
  test.each(NEVER)('refuses %j', (href) => expect(gateLink(href).ok).toBe(false))

  test.each([
    'http://acme.example/',
    'HTTP://acme.example/',
    '//acme.example/',
    '/docs',
    'docs/a',
    '#top',
    '?q',
    'mailto:',
    'mailto:?subject=x',
    'acme.example',
  ])('refuses %j', (href) => expect(gateLink(href).ok).toBe(false))

  test.each([
    ['https://acme.example', 'https://acme.example/', 'acme.example'],
    ['HTTPS://ACME.example/A', 'https://acme.example/A', 'acme.example'],
    ['  https://acme.example/ ', 'https://acme.example/', 'acme.example'],
    ['https://acme.example:8443/a?b#c', 'https://acme.example:8443/a?b#c', 'acme.example:8443'],
    ['https://acme.example:443/', 'https://acme.example/', 'acme.example'],
    // Homographs show as what they are (fault A7): the second letter of this one is Cyrillic.
    ['https://j\u0430zz.example/', 'https://xn--jzz-6cd.example/', 'xn--jzz-6cd.example'],
    ['https://b\u00fccher.example/', 'https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
    ['https://acme.example\\path', 'https://acme.example/path', 'acme.example'],
    ['https:acme.example', 'https://acme.example/', 'acme.example'],
    ['https://acme.example./', 'https://acme.example./', 'acme.example.'],
    ['https://[::1]:3000/', 'https://[::1]:3000/', '[::1]:3000'],
    ['https://acme.example/@user', 'https://acme.example/@user', 'acme.example'],
  ])('lets %j through as %s, and names its real host', (address, href, label) =>
    expect(gateLink(address)).toEqual({ ok: true, value: { kind: 'web', href, label } }),
  )

  test('lets a mail address through as mail', () => {
    expect(gateLink('mailto:help@acme.example?subject=Key')).toEqual({
      ok: true,
      value: { kind: 'mail', href: 'mailto:help@acme.example?subject=Key', label: 'help@acme.example' },
    })
  })

  test('only ever gives https or mailto, without a user name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), mangled()), (href) => {
        const gated = gateLink(href)
        if (!gated.ok) {
          expect(refusalText(gated.reason)).toMatch(/^[a-z]/)
          return
        }
        const url = new URL(gated.value.href)
        expect(['https:', 'mailto:']).toContain(url.protocol)
        expect(url.username + url.password).toBe('')
        if (gated.value.kind === 'web') expect(gated.value.label).toBe(url.host)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('gateImage', () => {
  test.each(NEVER)('refuses %j', (src) => expect(gateImage(src).ok).toBe(false))

  test.each([
    'http://cdn.example/a.png',
    '//cdn.example/a.png',
    '/\\cdn.example/a.png',
    '/\t/cdn.example/a.png',
    '/\n\\cdn.example/a.png',
    '/\r/cdn.example/a.png',
    '/.//cdn.example/a.png',
    '/x/..//cdn.example/a.png',
    '\\\\cdn.example\\a.png',
    'a.png',
    './a.png',
    'mailto:a@b.example',
  ])('refuses %j', (src) => expect(gateImage(src).ok).toBe(false))

  test.each([
    ['/a.png', '/a.png'],
    ['/', '/'],
    ['/images/a%20b.png?v=1#x', '/images/a%20b.png?v=1#x'],
    ['/images/../../a.png', '/a.png'],
    ['/a//b.png', '/a//b.png'],
    ['https://cdn.example/a.png', 'https://cdn.example/a.png'],
  ])('lets %j through as %s', (src, value) => expect(gateImage(src)).toEqual({ ok: true, value }))

  test('never lets a path through that leads to another host', () => {
    const slashes = fc.string({ unit: fc.constantFrom('/', '\\', '\t', '\n', '\r', '.', 'a', ' ', '@', ':') })
    fc.assert(
      fc.property(slashes, (rest) => {
        const src = `/${rest}`
        const gated = gateImage(src)
        if (!gated.ok) return
        expect(new URL(src, 'https://page.example/x/').origin).toBe('https://page.example')
        expect(new URL(gated.value, 'https://page.example/x/').origin).toBe('https://page.example')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('gateEndpoint', () => {
  const page = 'https://app.example/settings/accounts?tab=1#top'

  test.each(NEVER.filter((address) => address !== '//'))(
    'is not led off the page’s origin by %j',
    (endpoint) => {
      // Most of these are relative paths to a parser with a base: then they are on the page's own origin.
      const gated = gateEndpoint(endpoint, page, ['https://acme.example'])
      if (gated.ok) expect(gated.value.origin).toBe('https://app.example')
    },
  )

  test.each<[string, string, string, string[]?]>([
    ['nothing', '', page],
    ['white space', ' \n ', page],
    ['javascript:', 'javascript:alert(1)', page],
    ['a broken javascript:', 'java\nscript:alert(1)', page],
    ['data:', 'data:application/json,{}', page],
    ['blob: of the same origin', 'blob:https://app.example/1', page],
    ['file:', 'file:///api', page],
    ['ftp:', 'ftp://app.example/api', page],
    ['wss:', 'wss://app.example/api', page],
    ['a user name', 'https://user@app.example/api', page],
    ['a user name and password', 'https://u:p@app.example/api', page],
    ['a fragment', '/api#x', page],
    ['an empty fragment', '/api#', page],
    ['plain http on an https page', 'http://app.example/api', page],
    ['plain http, though listed', 'http://api.example/', page, ['http://api.example']],
    ['plain http from a plain http page', '/api', 'http://app.example/'],
    ['plain http on a network address', 'http://192.168.1.5/api', 'http://192.168.1.5/'],
    ['plain http on all addresses', 'http://0.0.0.0/api', 'http://0.0.0.0/'],
    ['plain http on a mapped loopback', 'http://[::ffff:127.0.0.1]/api', 'http://[::ffff:127.0.0.1]/'],
    [
      'a name that only begins like loopback',
      'http://localhost.evil.example/',
      'http://localhost.evil.example/',
    ],
    ['a name that only ends like loopback', 'http://notlocalhost/', 'http://notlocalhost/'],
    [
      'a number that only begins like loopback',
      'http://127.0.0.1.evil.example/',
      'http://127.0.0.1.evil.example/',
    ],
    ['another origin', 'https://api.example/link', page],
    ['another port', 'https://app.example:8443/api', page],
    ['a subdomain', 'https://api.app.example/', page],
    ['another origin without a scheme', '//api.example/link', page],
    ['another origin behind backslashes', '/\\api.example/link', page],
    ['another origin behind a tab', '/\t/api.example/link', page],
    [
      'an origin that only looks like the listed one',
      'https://api.example.evil.example/',
      page,
      ['https://api.example'],
    ],
    ['a listed host of another scheme', 'https://api.example/', page, ['http://api.example']],
    [
      'an origin under a wildcard, which is no origin',
      'https://a.api.example/',
      page,
      ['https://*.api.example', '*'],
    ],
    ['an opaque origin listed', 'https://api.example/', page, ['null', '']],
    ['a relative address on an about:blank page', '/api', 'about:blank'],
    ['a relative address on an about:srcdoc page', '/api', 'about:srcdoc'],
    ['a relative address on a data: page', '/api', 'data:text/html,x'],
    ['a relative address on a file: page', '/api', 'file:///home/index.html'],
    ['a relative address without a page', '/api', ''],
    ['an absolute address on an about:blank page', 'https://app.example/api', 'about:blank'],
    ['loopback from another origin, not listed', 'http://localhost:3000/api', page],
    ['another loopback port, not listed', 'http://localhost:3000/api', 'http://localhost:5173/'],
    ['another loopback name, not listed', 'http://127.0.0.1:5173/api', 'http://localhost:5173/'],
    ['a port out of range', 'https://app.example:70000/', page],
  ])('refuses %s', (_, endpoint, from, allowed) => {
    const gated = gateEndpoint(endpoint, from, allowed)
    expect(gated.ok || refusalText(gated.reason)).toMatch(/^(?:is|uses|carries) /)
  })

  test.each<[string, string, string, string, string[]?]>([
    ['a path', '/api/link', page, 'https://app.example/api/link'],
    ['a path beside the page', 'link', page, 'https://app.example/settings/link'],
    ['a query', '/api?op=1', page, 'https://app.example/api?op=1'],
    ['the page itself', '?link', page, 'https://app.example/settings/accounts?link'],
    ['its own origin, in full', 'https://app.example/api', page, 'https://app.example/api'],
    ['its own origin, with the default port', 'https://APP.example:443/api', page, 'https://app.example/api'],
    ['a listed origin', 'https://api.example/x', page, 'https://api.example/x', ['https://api.example']],
    [
      'a listed origin with a slash',
      'https://api.example/x',
      page,
      'https://api.example/x',
      ['https://API.example/'],
    ],
    [
      'a listed port',
      'https://api.example:8443/',
      page,
      'https://api.example:8443/',
      ['https://api.example:8443'],
    ],
    [
      'a listed origin on an about:blank page',
      'https://app.example/api',
      'about:blank',
      'https://app.example/api',
      ['https://app.example'],
    ],
    ['loopback from itself', '/api', 'http://localhost:5173/', 'http://localhost:5173/api'],
    ['127.0.0.1 from itself', '/api', 'http://127.0.0.1:5173/', 'http://127.0.0.1:5173/api'],
    ['another number of loopback', '/api', 'http://127.8.9.10/', 'http://127.8.9.10/api'],
    ['a short form of loopback', '/api', 'http://127.1/', 'http://127.0.0.1/api'],
    ['IPv6 loopback from itself', '/api', 'http://[::1]:5173/', 'http://[::1]:5173/api'],
    ['the long form of IPv6 loopback', '/api', 'http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/api'],
    ['a name below localhost', '/api', 'http://app.localhost:5173/', 'http://app.localhost:5173/api'],
    [
      'loopback that is listed',
      'http://localhost:3000/api',
      page,
      'http://localhost:3000/api',
      ['http://localhost:3000'],
    ],
  ])('lets %s through', (_, endpoint, from, href, allowed) => {
    const gated = gateEndpoint(endpoint, from, allowed)
    expect(gated.ok && gated.value.href).toBe(href)
  })

  test('only ever gives https or loopback, on the page’s origin or a listed one', () => {
    const listed = ['https://api.example']
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), mangled()),
        fc.constantFrom(page, 'http://localhost/', 'about:blank', ''),
        (endpoint, from) => {
          const gated = gateEndpoint(endpoint, from, listed)
          if (!gated.ok) return
          const { protocol, hostname, origin, username, password, hash } = gated.value
          expect(protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))).toBe(true)
          expect([from.startsWith('http') ? new URL(from).origin : '', ...listed]).toContain(origin)
          expect(username + password + hash).toBe('')
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('gateRedirect', () => {
  test.each(NEVER)('refuses %j', (url) => expect(gateRedirect(url).ok).toBe(false))

  test.each([
    'http://login.example/',
    'http://localhost/',
    '//login.example/',
    '/authorize',
    'https://login.example\\@evil.example/',
    'https:\\\\login.example/',
    'https://login.example/?next=\\evil',
    'mailto:a@b.example',
  ])('refuses %j', (url) => expect(gateRedirect(url).ok).toBe(false))

  const hosts = ['login.example', '.acme.example', 'dev.example:8443', 'B\u00dcCHER.example']

  test.each([
    'https://login.example/authorize?state=1',
    'https://LOGIN.example:443/',
    'https://eu.acme.example/',
    'https://a.b.acme.example/',
    'https://dev.example:8443/',
    'https://xn--bcher-kva.example/',
  ])('lets %s through, which the guide names', (url) => {
    const gated = gateRedirect(url, hosts)
    expect(gated.ok && gated.value.href).toBe(new URL(url).href)
  })

  test.each([
    'https://evil.example/',
    'https://login.example.evil.example/',
    'https://notlogin.example/',
    'https://sub.login.example/',
    'https://acme.example/',
    'https://evilacme.example/',
    'https://login.example:8443/',
    'https://eu.acme.example:8443/',
    'https://dev.example/',
    'https://login.example./',
    'https://l\u043egin.example/',
    'https://evil.example/login.example',
    'https://evil.example?login.example',
    'https://evil.example#login.example',
  ])('refuses %s, which the guide does not name', (url) => expect(gateRedirect(url, hosts).ok).toBe(false))

  test.each([[[]], [['']], [['.']], [['*']], [['https://']]])('finds no host in the list %j', (list) =>
    expect(gateRedirect('https://evil.example/', list).ok).toBe(false),
  )

  test('lets any https host through where the guide names none, for it is shown to the person', () => {
    const gated = gateRedirect('https://anything.example/a')
    expect(gated.ok && gated.value.host).toBe('anything.example')
  })
})

test.each([
  ['localhost', true],
  ['a.localhost', true],
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['[::1]', true],
  ['[::2]', false],
  ['localhost.', false],
  ['localhost.example', false],
  ['128.0.0.1', false],
  ['127.0.0.1.example', false],
  ['10.0.0.1', false],
  ['', false],
])('isLoopback(%j) is %s', (hostname, expected) => expect(isLoopback(hostname)).toBe(expected))

/** Addresses put together from the parts that parsers disagree on. */
function mangled() {
  const part = fc.constantFrom(
    'https:',
    'http:',
    'javascript:',
    'HTTPS:',
    '//',
    '/',
    '\\',
    '\\\\',
    '@',
    ':',
    '#',
    '?',
    '.',
    '\t',
    '\n',
    ' ',
    '%40',
    '%2f',
    'app.example',
    'api.example',
    'evil.example',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'user',
    ':443',
    '\u0430',
    '\u3002',
    '\u202e',
  )
  return fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
}
