// The wire: which replies and outcomes are believed.
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'

import { isHint } from '../../src/core/hint.ts'
import {
  badResponse,
  type LinkError,
  type LinkErrorCode,
  type LinkOutcome,
  type LinkRequest,
  type Operation,
  parseOutcome,
  parseReply,
  PROBLEM_STATUS,
  PROTOCOL,
  REPLIES_TO,
} from '../../src/core/link.ts'

// Thousands of cases, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const account = { id: 'acc_1', provider: 'jazzhr', name: 'Acme' }
const listed = { id: 'acc_1', provider: 'jazzhr', state: 'active', linkedAt: '2024-01-31T10:00:00Z' }
const listedAll = [listed, { ...listed, name: 'Acme', state: 'error' }, { ...listed, state: 'expired' }]

/** A good reply of each status. */
const REPLIES = {
  linked: { status: 'linked', account },
  redirect: { status: 'redirect', linkId: 'l1', url: 'https://login.example/', expiresIn: 600 },
  pending: { status: 'pending', linkId: 'l1', pollAfter: 2 },
  denied: { status: 'denied' },
  expired: { status: 'expired' },
  failed: { status: 'failed' },
  cancelled: { status: 'cancelled' },
  accounts: { status: 'accounts', accounts: listedAll, next: 'acc_2' },
  unlinked: { status: 'unlinked' },
  invited: { status: 'invited', url: 'https://link.example/#session=x', expiresIn: 432_000 },
} as const
const STATUSES = Object.keys(REPLIES) as (keyof typeof REPLIES)[]
const OPERATIONS = Object.keys(REPLIES_TO) as Operation[]

describe.each(OPERATIONS)('the reply to %s', (op) => {
  test.each(STATUSES)('%s', (status) => {
    const allowed: readonly string[] = REPLIES_TO[op]
    expect(parseReply(op, REPLIES[status])).toEqual(allowed.includes(status) ? REPLIES[status] : undefined)
  })
})

describe('parseReply', () => {
  test.each<[string, Operation, unknown]>([
    ['nothing', 'link', undefined],
    ['null', 'link', null],
    ['a text', 'link', 'linked'],
    ['a list', 'link', [REPLIES.linked]],
    ['an empty object', 'link', {}],
    ['no account (N21)', 'link', { status: 'linked' }],
    ['an account that is a number (N21)', 'link', { status: 'linked', account: 1 }],
    ['an account without an id', 'link', { status: 'linked', account: { provider: 'jazzhr' } }],
    ['an account with an empty id', 'link', { status: 'linked', account: { id: '', provider: 'jazzhr' } }],
    [
      'an account with a number for its id',
      'link',
      { status: 'linked', account: { id: 1, provider: 'jazzhr' } },
    ],
    [
      'an account with an endless id',
      'link',
      { status: 'linked', account: { id: 'a'.repeat(257), provider: 'jazzhr' } },
    ],
    ['an account whose name is no text', 'link', { status: 'linked', account: { ...account, name: {} } }],
    ['an unknown status (N23)', 'link', { status: 'linked2', account }],
    ['a status of another case', 'link', { status: 'Linked', account }],
    ['a status that an object has', 'link', { status: 'constructor' }],
    ['a redirect without an address', 'link', { status: 'redirect', linkId: 'l1', expiresIn: 1 }],
    ['a redirect without its link', 'link', { status: 'redirect', url: 'https://a.example', expiresIn: 1 }],
    ['a redirect that ends before it begins', 'link', { ...REPLIES.redirect, expiresIn: -1 }],
    ['a pending link without its id', 'link', { status: 'pending' }],
    ['a poll that should come at once and for ever', 'status', { status: 'pending', pollAfter: Infinity }],
    ['a poll after a text', 'status', { status: 'pending', pollAfter: '2' }],
    [
      'an account in an unknown state',
      'accounts',
      { status: 'accounts', accounts: [{ ...listed, state: 'odd' }] },
    ],
    ['one account of two that is broken', 'accounts', { status: 'accounts', accounts: [listed, {}] }],
    ['an invitation without an address', 'invite', { status: 'invited', expiresIn: 1 }],
  ])('does not believe %s', (_, op, body) => expect(parseReply(op, body)).toBeUndefined())

  test('leaves out what it does not know (N22)', () => {
    const reply = parseReply('link', { status: 'linked', account: { ...account, apiKey: 'x' }, debug: 'y' })
    expect(reply).toEqual(REPLIES.linked)
  })

  test('lets the poll of a known link leave its id out', () => {
    expect(parseReply('status', { status: 'pending' })).toEqual({ status: 'pending' })
  })

  test('lets an account have no name', () => {
    const bare = { id: 'a', provider: 'b' }
    expect(parseReply('link', { status: 'linked', account: bare })).toEqual({
      status: 'linked',
      account: bare,
    })
  })
})

/** One error of each code; a new code is a type error here. */
const ERRORS: { [Code in LinkErrorCode]: Extract<LinkError, { code: Code }> } = {
  'config-invalid': { code: 'config-invalid', reason: 'r' },
  offline: { code: 'offline' },
  network: { code: 'network' },
  timeout: { code: 'timeout' },
  'bad-response': { code: 'bad-response', reason: 'schema' },
  server: { code: 'server', status: 500 },
  'provider-unavailable': { code: 'provider-unavailable' },
  'rate-limited': { code: 'rate-limited', retryAt: 1000 },
  'invalid-fields': { code: 'invalid-fields', fields: [{ name: 'apiKey', code: 'too-long' }] },
  'credential-rejected': { code: 'credential-rejected' },
  'insufficient-permission': { code: 'insufficient-permission' },
  'already-linked': { code: 'already-linked', account },
  'in-progress': { code: 'in-progress' },
  'session-expired': { code: 'session-expired' },
  forbidden: { code: 'forbidden' },
  misconfigured: { code: 'misconfigured', status: 404 },
  expired: { code: 'expired' },
  'popup-blocked': { code: 'popup-blocked' },
  'redirect-rejected': { code: 'redirect-rejected' },
  'authorization-denied': { code: 'authorization-denied' },
  aborted: { code: 'aborted' },
}

describe('parseOutcome', () => {
  test.each(Object.values(ERRORS))('takes the error $code', (error) => {
    expect(parseOutcome('link', { ok: false, error })).toEqual({ ok: false, error })
  })

  test.each(['empty', 'content-type', 'json', 'schema', 'too-large', 'redirected'] as const)(
    'takes the reason %s',
    (reason) => expect(parseOutcome('link', badResponse(reason))).toEqual(badResponse(reason)),
  )

  test('takes a good reply, and one error without its account', () => {
    expect(parseOutcome('link', { ok: true, reply: REPLIES.linked })).toEqual({
      ok: true,
      reply: REPLIES.linked,
    })
    expect(parseOutcome('link', { ok: false, error: { code: 'already-linked' } })).toEqual({
      ok: false,
      error: { code: 'already-linked' },
    })
  })

  test('takes nothing more of an error than the contract has', () => {
    const error = { code: 'server', status: 500, cause: 'key', message: 'text of the server' }
    expect(parseOutcome('link', { ok: false, error, request: {} })).toEqual({
      ok: false,
      error: ERRORS.server,
    })
  })

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['true', true],
    ['a bare reply', REPLIES.linked],
    ['a truthy ok', { ok: 1, reply: REPLIES.linked }],
    ['ok without a reply', { ok: true }],
    ['a reply of another operation', { ok: true, reply: REPLIES.unlinked }],
    ['an error that is a text', { ok: false, error: 'credential-rejected' }],
    ['an unknown code', { ok: false, error: { code: 'nope' } }],
    ['an Error', { ok: false, error: new Error('x') }],
    ['a rate limit without its time', { ok: false, error: { code: 'rate-limited' } }],
    ['both at once, without ok', { reply: REPLIES.linked, error: ERRORS.server }],
  ])('makes bad-response of %s', (_, value) =>
    expect(parseOutcome('link', value)).toEqual(badResponse('schema')),
  )
})

test('arbitrary values never throw, and are never taken for a link', () => {
  const almost = fc.record(
    {
      ok: fc.oneof(fc.boolean(), fc.anything()),
      status: fc.oneof(fc.constantFrom('linked', 'pending', 'redirect'), fc.anything()),
      account: fc.oneof(fc.record({ id: fc.anything(), provider: fc.anything() }), fc.anything()),
      reply: fc.oneof(fc.constantFrom(...Object.values(REPLIES)), fc.anything()),
      error: fc.oneof(
        fc.record({ code: fc.oneof(fc.constantFrom(...Object.keys(ERRORS)), fc.anything()) }),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.constantFrom(...OPERATIONS), fc.oneof(almost, fc.anything()), (op, value) => {
      const reply = parseReply(op, value)
      if (reply) expect(REPLIES_TO[op]).toContain(reply.status)
      if (reply?.status === 'linked') {
        expect(typeof reply.account.id).toBe('string')
        expect(Object.keys(reply.account).every((key) => ['id', 'provider', 'name'].includes(key))).toBe(true)
      }
      const outcome = parseOutcome(op, value)
      if (outcome.ok) expect(REPLIES_TO[op]).toContain(outcome.reply.status)
      else expect(Object.keys(ERRORS)).toContain(outcome.error.code)
    }),
    { numRuns: 5000 },
  )
})

test.each<[string, unknown, boolean]>([
  ['the hint of this link', { type: 'hub-link', linkId: 'l1' }, true],
  ['one with more in it', { type: 'hub-link', linkId: 'l1', status: 'linked' }, true],
  ['the hint of another link', { type: 'hub-link', linkId: 'l2' }, false],
  ['another type', { type: 'hub', linkId: 'l1' }, false],
  ['a text', 'hub-link', false],
  ['null', null, false],
  ['what is only inherited', Object.create({ type: 'hub-link', linkId: 'l1' }), false],
])('isHint of %s is %s', (_, data, expected) => expect(isHint(data, 'l1')).toBe(expected))

test('the wire has the names and numbers of the contract', () => {
  expect(PROTOCOL).toBe('1')
  expect(PROBLEM_STATUS).toEqual({
    'bad-request': 400,
    'session-expired': 401,
    forbidden: 403,
    'unsupported-provider': 404,
    'unknown-account': 404,
    'already-linked': 409,
    'in-progress': 409,
    'link-expired': 410,
    'invalid-fields': 422,
    'credential-rejected': 422,
    'insufficient-permission': 422,
    'idempotency-mismatch': 422,
    'rate-limited': 429,
    server: 500,
    'provider-unavailable': 502,
  })
})

test('the types demand what the contract demands', () => {
  const requests: LinkRequest[] = [
    { op: 'link', provider: 'jazzhr', fields: { apiKey: 'x' }, locale: 'en' },
    // @ts-expect-error -- a link names its provider
    { op: 'link', fields: {}, locale: 'en' },
    // @ts-expect-error -- a poll names its link
    { op: 'status' },
    // @ts-expect-error -- there is no such operation
    { op: 'delete', account: 'a' },
  ]
  const outcomes: LinkOutcome[] = [
    { ok: true, reply: { status: 'unlinked' } },
    // @ts-expect-error -- a reply does not stand beside a failure
    { ok: false, reply: { status: 'unlinked' } },
    // @ts-expect-error -- a linked reply has an account
    { ok: true, reply: { status: 'linked' } },
    // @ts-expect-error -- a rate limit says until when
    { ok: false, error: { code: 'rate-limited' } },
  ]
  expect(requests.length + outcomes.length).toBe(8)
})
