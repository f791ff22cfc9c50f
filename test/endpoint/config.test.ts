/**
 * Wrong configuration fails at the start, and says what was found, why it matters and how to mend it.
 */
import { describe, expect, test } from 'vitest'
import { createStorage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import {
  apiKeyProvider,
  createLinkEndpoint,
  EndpointConfigError,
  jazzhr,
  oauth2,
  type LinkEndpointOptions,
  type Provider,
} from '../../src/endpoint/index.ts'
import { newSecret } from './harness.ts'

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
  const cases: [string, Partial<LinkEndpointOptions>, string][] = [
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
    ['a provider twice', { providers: [jazzhr(), jazzhr()] }, 'provider-twice'],
    ['no storage', { storage: wrong(undefined) }, 'storage-missing'],
    ['a driver for a storage', { storage: wrong(memory()) }, 'storage-missing'],
    ['a memory shared by servers', { shared: true }, 'storage-not-shared'],
    [
      'a driver that lets everything end',
      { storage: createStorage({ driver: { ...memory(), options: { ttl: 60 } } }) },
      'storage-unsupported',
    ],
    ['no secrets', { secrets: [] }, 'secrets-missing'],
    ['one secret for a list', { secrets: wrong(newSecret()) }, 'secrets-missing'],
    ['an undefined secret', { secrets: [wrong(undefined)] }, 'secret-weak'],
    ['an origin that is no address', { allowedOrigins: ['app.example'] }, 'origin-invalid'],
    ['any origin', { allowedOrigins: ['*'] }, 'origin-invalid'],
    ['an origin with a path', { allowedOrigins: ['https://app.example/x'] }, 'origin-invalid'],
    ['a plain origin', { allowedOrigins: ['http://app.example'] }, 'origin-invalid'],
    ['a plain link page', { linkPage: 'http://link.example/' }, 'link-page-invalid'],
    ['a link page with a fragment', { linkPage: 'https://link.example/#' }, 'link-page-invalid'],
    ['a relative publicUrl', { publicUrl: '/api/link' }, 'public-url-invalid'],
    ['a publicUrl with a password', { publicUrl: 'https://a:b@app.example/' }, 'public-url-invalid'],
    ['a limit of nothing', { limit: { requests: 0, seconds: 60 } }, 'limit-invalid'],
    ['a limit in parts of seconds', { limit: { requests: 1, seconds: 0.5 } }, 'limit-invalid'],
  ]
  test.each(cases)('%s', (_, options, code) => {
    const error = failure(() => createLinkEndpoint({ ...good(), ...options }))
    expect(error.code).toBe(code)
    for (const part of [error.what, error.why, error.how]) expect(part).toMatch(/^.{10,}[.]$/s)
    expect(error.message).toBe(`[hub-link] ${code}: ${error.what} ${error.why} ${error.how}`)
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
  const cases: [string, () => Provider][] = [
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
      'a hole for no field in a header',
      () => apiKeyProvider({ ...acme, request: { url: 'https://acme.example/', headers: { a: '{b}' } } }),
    ],
    [
      'a plain issuer',
      () => oauth2({ key: 'acme', name: 'Acme', issuer: 'http://id.example', clientId: 'c', scopes: [] }),
    ],
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
