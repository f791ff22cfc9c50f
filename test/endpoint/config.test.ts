/**
 * Wrong configuration fails at the start, and says what was found, why it matters and how to mend it.
 */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStorage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import {
  apiKeyProvider,
  createLinkEndpoint,
  EndpointConfigError,
  fileDriver,
  jazzhr,
  oauth2,
  type LinkEndpointOptions,
  type Provider,
} from '../../src/endpoint/index.ts'
import { bench, CANARY, newSecret, slug, standIn } from './harness.ts'

const good = (): LinkEndpointOptions => ({
  owner: () => null,
  providers: [jazzhr()],
  storage: createStorage({ driver: memory() }),
  secrets: [newSecret()],
})

const failure = (make: () => unknown): EndpointConfigError => {
  try {
    make()
  } catch (error) {
    if (error instanceof EndpointConfigError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('a mistake in the options', () => {
  const wrong = (value: unknown) => value as never
  type Case = [string, Partial<LinkEndpointOptions>, string]
  const cases: Case[] = [
    ['no owner', { owner: wrong(undefined) }, 'owner-missing'],
    ['no providers', { providers: [] }, 'providers-missing'],
    ['a provider without a key', { providers: [wrong({ name: 'Acme', fields: [] })] }, 'provider-invalid'],
    ['a provider without verify', { providers: [wrong({ key: 'acme', fields: [] })] }, 'provider-invalid'],
    ['a provider in capitals', { providers: [{ ...jazzhr(), key: 'JazzHR' }] }, 'provider-invalid'],
    [
      'a field with a bad name',
      { providers: [{ ...jazzhr(), fields: [{ name: '__proto__', required: true }] }] },
      'provider-invalid',
    ],
    ['a provider that was not called', { providers: [wrong(jazzhr)] }, 'provider-invalid'],
    ['no provider at all', { providers: [wrong(null)] }, 'provider-invalid'],
    [
      'a field that is a name',
      { providers: [wrong({ ...jazzhr(), fields: ['apiKey'] })] },
      'provider-invalid',
    ],
    ['a field that is null', { providers: [wrong({ ...jazzhr(), fields: [null] })] }, 'provider-invalid'],
    ...[{}, true, { start: () => 0 }, { start: () => 0, finish: () => 0, renew: 'soon' }].map(
      (authorize): Case => [
        `an authorization that is ${JSON.stringify(authorize)}`,
        { providers: [{ ...jazzhr(), authorize: wrong(authorize) }] },
        'provider-invalid',
      ],
    ),
    ...[0, 1.5, '9', null].map((maxLength): Case => [
      `a field of length ${JSON.stringify(maxLength)}`,
      { providers: [{ ...jazzhr(), fields: [{ name: 'a', required: true, maxLength: wrong(maxLength) }] }] },
      'provider-invalid',
    ]),
    ['a provider twice', { providers: [jazzhr(), jazzhr()] }, 'provider-twice'],
    ['no storage', { storage: wrong(undefined) }, 'storage-missing'],
    ['a driver for a storage', { storage: wrong(memory()) }, 'storage-missing'],
    ['a memory shared by servers', { shared: true }, 'storage-not-shared'],
    [
      'a driver that lets everything end',
      { storage: createStorage({ driver: { ...memory(), options: { ttl: 60 } } }) },
      'storage-unsupported',
    ],
    [
      'a cache for a storage',
      { storage: createStorage({ driver: { ...memory(), name: 'lru-cache' } }) },
      'storage-unsupported',
    ],
    ['no secrets', { secrets: [] }, 'secrets-missing'],
    ['one secret for a list', { secrets: wrong(newSecret()) }, 'secrets-missing'],
    ['an undefined secret', { secrets: [wrong(undefined)] }, 'secret-weak'],
    ['an origin that is no address', { allowedOrigins: ['app.example'] }, 'origin-invalid'],
    ['any origin', { allowedOrigins: ['*'] }, 'origin-invalid'],
    ['an origin with a path', { allowedOrigins: ['https://app.example/x'] }, 'origin-invalid'],
    ['a plain origin', { allowedOrigins: ['http://app.example'] }, 'origin-invalid'],
    ['one origin for a list', { allowedOrigins: wrong('https://app.example') }, 'origin-invalid'],
    ['a URL for a text', { publicUrl: wrong(new URL('https://app.example/')) }, 'public-url-invalid'],
    ['a logger for a log', { log: wrong(console) }, 'function-invalid'],
    ['a fetch that is none', { fetch: wrong('fetch') }, 'function-invalid'],
    ['a clock that stands', { now: wrong(0) }, 'function-invalid'],
    ['a plain link page', { linkPage: 'http://link.example/' }, 'link-page-invalid'],
    ['a link page with a fragment', { linkPage: 'https://link.example/#' }, 'link-page-invalid'],
    ['a relative publicUrl', { publicUrl: '/api/link' }, 'public-url-invalid'],
    ['a publicUrl with a password', { publicUrl: 'https://:b@app.example/' }, 'public-url-invalid'],
    ['a publicUrl with a user name', { publicUrl: 'https://a@app.example/' }, 'public-url-invalid'],
    ['a publicUrl of another scheme', { publicUrl: 'ftp://localhost/' }, 'public-url-invalid'],
    ['an origin with a query', { allowedOrigins: ['https://app.example/?a'] }, 'origin-invalid'],
    ['a limit of nothing', { limit: { requests: 0, seconds: 60 } }, 'limit-invalid'],
    ['a limit of parts', { limit: { requests: 1.5, seconds: 60 } }, 'limit-invalid'],
    ['a limit of no time', { limit: { requests: 1, seconds: 0 } }, 'limit-invalid'],
    ['a limit in parts of seconds', { limit: { requests: 1, seconds: 0.5 } }, 'limit-invalid'],
  ]
  test.each(cases)('%s', (_, options, code) => {
    const error = failure(() => createLinkEndpoint({ ...good(), ...options }))
    expect(error.code).toBe(code)
    for (const part of [error.what, error.why, error.how]) expect(part).toMatch(/^.{10,}[.]$/s)
    expect(error.message).toBe(`[hub-link] ${code}: ${error.what} ${error.why} ${error.how}`)
  })

  test('no options at all', () => {
    expect(failure(() => createLinkEndpoint(wrong(undefined))).code).toBe('owner-missing')
  })

  test.each([undefined, {}, { base: '' }])('no folder for files: %o', (options) => {
    expect(failure(() => fileDriver(wrong(options))).code).toBe('storage-missing')
  })

  test('says at which place', () => {
    const providers = [jazzhr(), wrong({ ...jazzhr(), key: 'acme', fields: [{ name: 'api key' }] })]
    const { what } = failure(() => createLinkEndpoint({ ...good(), providers }))
    expect(what).toMatch(/^providers\[1\]\.fields\[0\]\.name /)
  })

  test('in a call says what to call', async () => {
    const endpoint = createLinkEndpoint({ ...good(), linkPage: 'https://link.example/' })
    const mistakes = [
      endpoint.credentials(wrong(undefined)),
      endpoint.credentials({ owner: wrong({ id: 'org_1' }), account: 'acc_1' }),
      endpoint.reseal({ owner: wrong({ id: 'org_1' }) }),
      endpoint.createSession(wrong(undefined)),
      endpoint.createSession({ owner: wrong({ id: 'org_1' }), provider: 'jazzhr' }),
      endpoint.createSession({ owner: '', provider: 'jazzhr' }),
    ].map((call) =>
      call.then(
        () => 'nothing',
        (error: unknown) => error instanceof EndpointConfigError && error.code,
      ),
    )
    const session = 'session-invalid'
    const account = 'account-invalid'
    expect(await Promise.all(mistakes)).toEqual([account, account, account, session, session, session])
  })

  test('the names a trailing slash and localhost are none', () => {
    createLinkEndpoint({
      ...good(),
      allowedOrigins: ['https://app.example/', 'http://localhost:5173'],
      linkPage: 'http://127.0.0.1:4173/link/',
      publicUrl: 'http://localhost:5173/api/link',
    })
  })
})

describe('a mistake in a provider', () => {
  const acme = { key: 'acme', name: 'Acme', fields: [{ name: 'apiKey', required: true }] }
  const request = { url: 'https://acme.example/{apiKey}' }
  const client = { key: 'acme', name: 'Acme', issuer: 'https://id.example', clientId: 'c', scopes: ['read'] }
  const cases: [string, () => Provider][] = [
    ['no options', () => apiKeyProvider(undefined as never)],
    ['no request', () => apiKeyProvider(acme as never)],
    ['a field for a list', () => apiKeyProvider({ ...acme, fields: 'apiKey' as never, request })],
    [
      'a method that changes things',
      () => apiKeyProvider({ ...acme, request: { ...request, method: 'PUT' as never } }),
    ],
    ['a path in one text', () => apiKeyProvider({ ...acme, request, nameAt: 'company.name' as never })],
    [
      'a header that cannot be sent',
      () => apiKeyProvider({ ...acme, request: { ...request, headers: { 'api key': '{apiKey}' } } }),
    ],
    ['no OAuth options', () => oauth2(undefined as never)],
    ['a client that is not in the environment', () => oauth2({ ...client, clientId: undefined as never })],
    ['an empty client secret', () => oauth2({ ...client, clientSecret: '' })],
    ['scopes in one text', () => oauth2({ ...client, scopes: 'read write' as never })],
    ['an authentication that is not known', () => oauth2({ ...client, clientAuth: 'jwt' as never })],
    ['a base url that is no text', () => jazzhr({ baseUrl: 5 as never })],
    ['a plain base url for JazzHR', () => jazzhr({ baseUrl: 'http://api.example' })],
    ['no base url for JazzHR', () => jazzhr({ baseUrl: '' })],
    ['a relative url', () => apiKeyProvider({ ...acme, request: { url: '/me' } })],
    ['a script for a url', () => apiKeyProvider({ ...acme, request: { url: 'javascript://x/' } })],
    [
      'a user name in the url',
      () => apiKeyProvider({ ...acme, request: { url: 'https://{apiKey}@acme.example/' } }),
    ],
    [
      'a hole for no field',
      () => apiKeyProvider({ ...acme, request: { url: 'https://acme.example/{token}' } }),
    ],
    [
      'a request without its field',
      () => apiKeyProvider({ ...acme, request: { url: 'https://acme.example/', headers: { a: 'b' } } }),
    ],
    [
      'a hole for no field in a header',
      () => apiKeyProvider({ ...acme, request: { url: 'https://acme.example/', headers: { a: '{b}' } } }),
    ],
    [
      'a plain issuer',
      () => oauth2({ key: 'acme', name: 'Acme', issuer: 'http://id.example', clientId: 'c', scopes: [] }),
    ],
    ['a user name in an issuer', () => oauth2({ ...client, issuer: 'https://me@id.example' })],
    ['a password in an issuer', () => oauth2({ ...client, issuer: 'https://:word@id.example' })],
    [
      'openid without an issuer',
      () =>
        oauth2({
          key: 'acme',
          name: 'Acme',
          authorizationUrl: 'https://id.example/authorize',
          tokenUrl: 'https://id.example/token',
          clientId: 'c',
          scopes: ['openid'],
        }),
    ],
    [
      'an address that is none',
      () =>
        oauth2({
          key: 'acme',
          name: 'Acme',
          authorizationUrl: 'https://id.example/authorize',
          tokenUrl: 'token',
          clientId: 'c',
          scopes: [],
        }),
    ],
  ]
  test.each(cases)('%s', (_, make) => {
    expect(failure(make).code).toBe('provider-invalid')
  })
})

test('the fetch of the runtime is looked up at each call: instrumentation may come later', async () => {
  const endpoint = bench({ fetch: undefined })
  const jazz = standIn()
  vi.stubGlobal('fetch', jazz.fetch)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(slug(await endpoint.link())).toBe('linked')
  expect(jazz.keys).toEqual([CANARY])
})
