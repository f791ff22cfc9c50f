/**
 * The declarative provider: where the credential goes, and how the answer reads.
 */
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import {
  apiKeyProvider,
  type ApiKeyProviderOptions,
  EndpointConfigError,
  type Verdict,
} from '../../src/endpoint/index.ts'

const fields = [
  { name: 'apiKey', required: true },
  { name: 'subdomain', required: true },
]

/** Verifies against one answer; gives the verdict and the request that was made. */
async function verify(
  request: ApiKeyProviderOptions['request'],
  values: Record<string, string>,
  { answer = Response.json({}), ...more }: Partial<ApiKeyProviderOptions> & { answer?: Response } = {},
): Promise<{ verdict: Verdict; sent: Request | undefined }> {
  const provider = apiKeyProvider({ key: 'acme', name: 'Acme', fields, request, ...more })
  let sent: Request | undefined
  const verdict = await provider.verify(values, {
    signal: new AbortController().signal,
    fetch: (input, init) => {
      sent = new Request(input, init)
      return Promise.resolve(answer)
    },
  })
  return { verdict, sent }
}

const base = 'https://api.acme.example/v1/me'
const keyed = { url: base, headers: { 'x-key': '{apiKey}' } }

describe('a request', () => {
  const make = (
    request: Partial<ApiKeyProviderOptions['request']>,
    more: Partial<ApiKeyProviderOptions> = {},
  ) => apiKeyProvider({ key: 'acme', name: 'Acme', fields, request: { ...keyed, ...request }, ...more })
  const plain = 'has a url that is neither https nor on loopback'
  const user = 'has a user name in its url'
  const stranger = 'uses {token}, which is not one of its fields'
  const bare = 'has a field in its url without a domain behind it, such as {subdomain}.acme.example'

  test.each<[string, Partial<ApiKeyProviderOptions['request']>, string]>([
    ['a path', { url: '/v1/me' }, 'has no absolute url'],
    ['no host', { url: 'https:///v1/me' }, 'has no absolute url'],
    ['a host that cannot be', { url: 'https://a b/me' }, 'has a url that cannot be read'],
    ['a plain url', { url: 'http://api.acme.example/me' }, plain],
    ['a plain url of a field', { url: 'http://{subdomain}/me' }, plain],
    ['another scheme', { url: 'ftp://localhost/me' }, plain],
    ['a user name', { url: 'https://me@acme.example/' }, user],
    ['a password', { url: 'https://:word@acme.example/' }, user],
    ['a field for its whole host', { url: 'https://{subdomain}/me' }, bare],
    ['a field for its host, and a port', { url: 'https://{subdomain}:8443/me' }, bare],
    ['a field for a whole domain', { url: 'https://{subdomain}.example/me' }, bare],
    ['one with a stop at its end', { url: 'https://{subdomain}.example./me' }, bare],
    ['a field at the end of its host', { url: 'https://acme.{subdomain}' }, bare],
    ['a field for a part of its domain', { url: 'https://{subdomain}acme.example?a' }, bare],
    ['a hole for no field in its path', { url: `${base}/{token}` }, stranger],
    ['one in its query', { query: { a: '{token}' } }, stranger],
    ['one in a header', { headers: { a: '{token}' } }, stranger],
    ['one for a user name', { basic: { username: '{token}', password: '' } }, stranger],
    ['one for a password', { basic: { username: '', password: '{token}' } }, stranger],
    [
      'HEAD, whose answer is never JSON',
      { method: 'HEAD' },
      "asks by HEAD, whose answer has no JSON; give yes: 'status', or ask by GET",
    ],
    ['none of its fields', { headers: {} }, 'uses none of its fields in its request (such as {apiKey})'],
    [
      'a header that is no name',
      { headers: { 'x key': '{apiKey}' } },
      'has a header "x key", which cannot be sent',
    ],
  ])('with %s is refused before anything is sent', (_, request, what) => {
    expect(() => make(request)).toThrow(`The provider "acme" ${what}.`)
  })

  test.each([
    'http://localhost:3000/{apiKey}',
    'http://127.0.0.1/{apiKey}',
    'http://{subdomain}.localhost:3000/{apiKey}',
    'https://{subdomain}-api.acme.example:8443/{apiKey}',
    'https://api.{subdomain}.acme.example/{apiKey}',
    'HTTPS://acme.example/{apiKey}?a#b',
  ])('may go to %s', (url) => expect(make({ url })).toMatchObject({ key: 'acme' }))

  test('may need no field at all', () => {
    expect(make({ headers: {} }, { fields: [] })).toMatchObject({ fields: [] })
  })

  test.each<[string, object]>([
    ['a key that is none', { key: 'A B' }],
    ['an answer that is none', { yes: 'text' }],
    ['statuses that are none', { no: ['401'] }],
    ['a status in place of a list', { noPermission: 403 }],
    ['an address that is no text', { request: { ...keyed, url: 5 } }],
    ['a query of numbers', { request: { ...keyed, query: { a: 1 } } }],
    ['headers of numbers', { request: { ...keyed, headers: { a: 1 } } }],
    ['half of a basic authentication', { request: { ...keyed, basic: { username: '{apiKey}' } } }],
    ['a field whose length is none', { fields: [{ name: 'apiKey', required: true, maxLength: 0 }] }],
    ['a field that may be needed or not', { fields: [{ name: 'apiKey', required: 'yes' }] }],
  ])('of a provider with %s is refused', (_, more) => {
    expect(() => make({}, more)).toThrow(EndpointConfigError)
  })
})

describe('the credential goes', () => {
  test('into a header', async () => {
    const { sent } = await verify(
      { url: base, headers: { authorization: 'Bearer {apiKey}' } },
      { apiKey: 'k&y' },
    )
    expect([sent!.method, sent!.url, sent!.headers.get('authorization')]).toEqual(['GET', base, 'Bearer k&y'])
    expect([sent!.redirect, sent!.headers.get('accept')]).toEqual(['manual', 'application/json'])
  })

  test('into the query string, encoded, beside what is there', async () => {
    const { sent } = await verify({ url: `${base}?v=2`, query: { key: '{apiKey}' } }, { apiKey: 'a&b=c d' })
    expect([...new URL(sent!.url).searchParams]).toEqual([
      ['v', '2'],
      ['key', 'a&b=c d'],
    ])
  })

  test('into Basic authentication, in UTF-8', async () => {
    const { sent } = await verify(
      { url: base, basic: { username: '{apiKey}', password: 'x' } },
      { apiKey: 'schlüssel' },
    )
    expect(sent!.headers.get('authorization')).toBe(`Basic ${Buffer.from('schlüssel:x').toString('base64')}`)
  })

  test('into the path, as one segment', async () => {
    const { sent } = await verify({ url: `${base}/{apiKey}/x` }, { apiKey: '../admin?x#y' })
    expect(new URL(sent!.url).pathname).toBe('/v1/me/..%2Fadmin%3Fx%23y/x')
  })

  test.each(['key.', 'key..', '...'])('into the path with its dots: %s', async (apiKey) => {
    const { sent } = await verify({ url: `${base}/{apiKey}/x` }, { apiKey })
    expect(new URL(sent!.url).pathname).toBe(`/v1/me/${apiKey}/x`)
  })

  test.each<['POST' | 'HEAD', 'json' | 'status']>([
    ['POST', 'json'],
    ['HEAD', 'status'],
  ])('by the method it names, %s', async (method, yes) => {
    const { sent, verdict } = await verify({ method, ...keyed }, { apiKey: 'k' }, { yes })
    expect([sent!.method, verdict.ok]).toEqual([method, true])
  })
})

describe('a field in the host', () => {
  const request = { url: 'https://{subdomain}.acme.example/me' }

  test.each(['team', 'team-1', 'A1'])('may be %s', async (subdomain) => {
    const { sent } = await verify(request, { subdomain })
    expect(new URL(sent!.url).host).toBe(`${subdomain.toLowerCase()}.acme.example`)
  })

  test.each([
    'evil.example/',
    'evil.example#',
    'a@b',
    'a:1',
    '',
    '-a',
    'a.b',
    '[::1]',
    'a\\b',
    'x'.repeat(64),
  ])('may not be %j: nothing is sent', async (subdomain) => {
    const { verdict, sent } = await verify(request, { subdomain })
    expect(verdict).toEqual({
      ok: false,
      problem: 'invalid-fields',
      fields: [{ name: 'subdomain', code: 'pattern' }],
    })
    expect(sent).toBeUndefined()
  })
})

test.each(['.', '..'])('a value that would change the path (%j) is rejected unsent', async (apiKey) => {
  const { verdict, sent } = await verify({ url: `${base}/{apiKey}/x` }, { apiKey })
  expect([verdict, sent]).toEqual([{ ok: false, problem: 'credential-rejected' }, undefined])
})

test('a value that makes no host name is rejected unsent', async () => {
  // Not Punycode, though it begins like it.
  const { verdict, sent } = await verify(
    { url: 'https://{subdomain}.acme.example/me' },
    { subdomain: 'xn--a' },
  )
  expect([verdict, sent]).toEqual([{ ok: false, problem: 'credential-rejected' }, undefined])
})

test.each(['line\nbreak', 'snow☃man', 'nul\0'])(
  'a value that no header carries (%j) is rejected unsent',
  async (apiKey) => {
    const { verdict, sent } = await verify(keyed, { apiKey })
    expect([verdict, sent]).toEqual([{ ok: false, problem: 'credential-rejected' }, undefined])
  },
)

describe('the answer', () => {
  const cases: [string, Response, Partial<ApiKeyProviderOptions>, Verdict][] = [
    ['yes by JSON', Response.json({ id: 1 }), {}, { ok: true, name: undefined }],
    ['no by a page', new Response('<html>'), {}, { ok: false, problem: 'credential-rejected' }],
    ['yes by status alone', new Response(null, { status: 204 }), { yes: 'status' }, { ok: true }],
    ['yes by a status beside a page', new Response('<html>'), { yes: 'status' }, { ok: true }],
    [
      'yes by a status, with a name',
      Response.json({ name: 'Acme' }),
      { yes: 'status', nameAt: ['name'] },
      { ok: true, name: 'Acme' },
    ],
    [
      'yes by a status, and no name in a page',
      new Response('<html>'),
      { yes: 'status', nameAt: ['name'] },
      { ok: true, name: undefined },
    ],
    ['no by a bare number', Response.json(7), {}, { ok: false, problem: 'credential-rejected' }],
    ['no by null', Response.json(null), {}, { ok: false, problem: 'credential-rejected' }],
    [
      'a name that only every object has',
      Response.json({}),
      { nameAt: ['constructor', 'name'] },
      { ok: true, name: undefined },
    ],
    ['a name that is no text', Response.json({ id: 7 }), { nameAt: ['id'] }, { ok: true, name: undefined }],
    [
      'nothing on the way to the name',
      Response.json({ a: null }),
      { nameAt: ['a', 'b'] },
      { ok: true, name: undefined },
    ],
    [
      'with the account’s name',
      Response.json({ company: { name: 'Acme Ltd' } }),
      { nameAt: ['company', 'name'] },
      { ok: true, name: 'Acme Ltd' },
    ],
    [
      'without the name',
      Response.json({ company: 7 }),
      { nameAt: ['company', 'name'] },
      { ok: true, name: undefined },
    ],
    [
      'no by a status of its own',
      new Response('', { status: 400 }),
      { no: [400, 401] },
      { ok: false, problem: 'credential-rejected' },
    ],
    [
      'no permission by a status of its own',
      new Response('', { status: 402 }),
      { noPermission: [402] },
      { ok: false, problem: 'insufficient-permission' },
    ],
    ['neither', new Response('', { status: 418 }), {}, { ok: false, problem: 'provider-unavailable' }],
  ]
  test.each([200, 401, 503])('with the status %d is not left open where it is not read', async (status) => {
    const cancel = vi.fn()
    const answer = new Response(new ReadableStream({ cancel }), { status })
    await verify(keyed, { apiKey: 'k' }, { answer, yes: 'status' })
    expect(cancel).toHaveBeenCalledOnce()
  })

  test.each(cases)('is %s', async (_, answer, options, expected) => {
    const { verdict } = await verify(keyed, { apiKey: 'k' }, { ...options, answer })
    expect(verdict).toEqual(expected)
  })
})

test.each([
  ['0', 1],
  ['7', 7],
  ['601', 600],
  ['Thu, 01 Jan 2026 00:00:02 GMT', 2],
  ['Wed, 31 Dec 2025 23:59:59 GMT', 1],
  ['Thu, 01 Jan 2026 01:00:00 GMT', 600],
  ['2026-01-01T00:00:02Z', 30],
  [undefined, 30],
])('a 429 with Retry-After %s asks for %d whole seconds', async (after, retryAfter) => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00.700Z') })
  onTestFinished(() => void vi.useRealTimers())
  const answer = new Response('', {
    status: 429,
    headers: after === undefined ? {} : { 'retry-after': after },
  })
  const { verdict } = await verify(keyed, { apiKey: 'k', subdomain: 's' }, { answer })
  expect(verdict).toEqual({ ok: false, problem: 'rate-limited', retryAfter })
})
