/**
 * A provider of the host's own that does not keep to its type: plain JavaScript has no compiler. Nothing of its answer is
 * kept or told, and the log names the function.
 */
import { expect, test, vi } from 'vitest'

import type { Provider } from '../../src/endpoint/index.ts'
import { bench, slug, type Bench } from './harness.ts'

type Authorize = NonNullable<Provider['authorize']>

/** Asks a provider whose `asked` answers this; the others answer as they should. */
function own(asked: 'verify' | keyof Authorize, answer: unknown): Provider {
  const answers = {
    verify: { ok: true },
    start: { url: 'https://id.acme.example/', keep: {} },
    finish: { ok: true, credentials: { accessToken: 't' } },
    renew: { kind: 'fresh' },
    [asked]: answer,
  }
  const say = (name: keyof typeof answers) => () => Promise.resolve(answers[name] as never)
  return {
    key: 'acme',
    name: 'Acme',
    fields: [],
    verify: say('verify'),
    authorize: { start: say('start'), finish: say('finish'), renew: say('renew') },
  }
}

const link = (endpoint: Bench) => endpoint.post({ op: 'link', provider: 'acme', fields: {} })
const told = (code: string) =>
  expect.objectContaining({
    level: 'warn',
    event: 'provider-failed',
    provider: 'acme',
    error: { name: 'ProviderAnswerError', code },
  }) as unknown

test.each([
  ['nothing', undefined],
  ['true', true],
  ['a problem of its own', { ok: false, problem: 'no' }],
  ['fields by their names alone', { ok: false, problem: 'invalid-fields', fields: ['apiKey'] }],
  ['fields that are no list', { ok: false, problem: 'invalid-fields', fields: 'apiKey' }],
])('verify() that answers %s', async (_, answer) => {
  const endpoint = bench({ providers: [own('verify', answer)] })
  expect(slug(await link(endpoint))).toBe('provider-unavailable')
  expect(endpoint.log).toContainEqual(told('verify-answer'))
})

test.each([
  ['nothing', undefined],
  ['no address', { keep: {} }],
  ['a number to keep', { url: 'https://id.acme.example/', keep: { at: 7 } }],
])('authorize.start() that answers %s', async (_, answer) => {
  const endpoint = bench({ providers: [own('start', answer)] })
  expect(slug(await link(endpoint))).toBe('provider-unavailable')
  expect(endpoint.log).toContainEqual(told('start-answer'))
})

/** Starts a link and comes back to it. */
async function authorize(asked: keyof Authorize, answer: unknown) {
  const provider = own(asked, answer)
  const start = vi.spyOn(provider.authorize!, 'start')
  const endpoint = bench({ providers: [provider] })
  const { linkId } = (await link(endpoint)).body
  const { state } = start.mock.calls[0]![0]
  await endpoint.fetch(new Request(`https://app.example/api/link/callback?state=${state}`))
  return { endpoint, status: await endpoint.post({ op: 'status', linkId }) }
}

test.each([
  ['nothing', undefined],
  ['a problem of its own', { ok: false, problem: 'no' }],
  ['a token that ends in a number', { ok: true, credentials: { accessToken: 't', expires_in: 3600 } }],
  ['an identity that is a number', { ok: true, credentials: { accessToken: 't' }, identity: 7 }],
  ['an end that is a text', { ok: true, credentials: { accessToken: 't' }, expiresAt: '2030-01-01' }],
])('authorize.finish() that answers %s keeps no account that could not be opened', async (_, answer) => {
  const { endpoint, status } = await authorize('finish', answer)
  expect(slug(status)).toBe('failed')
  expect(endpoint.log).toContainEqual(told('finish-answer'))
  expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
})

test.each([
  ['nothing', undefined],
  ['a token that ends in a number', { kind: 'renewed', credentials: { accessToken: 'u', expires_in: 3600 } }],
])('authorize.renew() that answers %s leaves the account as it was', async (_, answer) => {
  const { endpoint, status } = await authorize('renew', answer)
  const ask = () => endpoint.credentials({ owner: 'org_1', account: status.body.account.id })
  expect(await ask()).toEqual({ accessToken: 't' })
  expect(await ask()).toEqual({ accessToken: 't' })
  expect(endpoint.log).toContainEqual(told('renew-answer'))
})

test('a name that is no text costs no account', async () => {
  const { endpoint, status } = await authorize('finish', {
    ok: true,
    credentials: {},
    name: { first: 'Ann' },
  })
  expect(slug(status)).toBe('linked')
  expect((await endpoint.post({ op: 'accounts' })).body.accounts).toHaveLength(1)
})
