/**
 * The reply parser: every problem and status, every way a body can be wrong, and no false "linked".
 */
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'

import {
  PROBLEM_PREFIX,
  PROBLEM_STATUS,
  REPLIES_TO,
  type LinkError,
  type LinkOutcome,
  type Operation,
  type ProblemSlug,
} from '../../src/core/link.ts'
import { BODY_LIMIT } from '../../src/http/foreign.ts'
import { bodyLimit, parseHttpReply } from '../../src/http/reply.ts'
import { retryDelay } from '../../src/http/retryDelay.ts'
import { retryHint } from '../../src/http/retryHint.ts'
import { LINKED, watchCanary } from './canary.ts'

const NOW = Date.UTC(2026, 4, 12, 9, 30)
const JSON_TYPE = { 'content-type': 'application/json' }
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' }

const watch = watchCanary()

const read = (
  status: number,
  body: unknown,
  headers: Record<string, string> = JSON_TYPE,
  op: Operation = 'link',
): LinkOutcome => {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  return watch.note(parseHttpReply(op, { status, headers: new Headers(headers), body: text }, NOW))
}

const readError = (...args: Parameters<typeof read>): LinkError => {
  const outcome = read(...args)
  if (outcome.ok) throw new Error(`told as ${outcome.reply.status}`)
  return outcome.error
}

describe('a problem with a known type', () => {
  const errors = {
    'bad-request': { code: 'misconfigured', status: 400 },
    'session-expired': { code: 'session-expired' },
    forbidden: { code: 'forbidden' },
    'unsupported-provider': { code: 'misconfigured', status: 404 },
    'unknown-account': { code: 'misconfigured', status: 404 },
    'already-linked': { code: 'already-linked' },
    'in-progress': { code: 'in-progress' },
    'link-expired': { code: 'expired' },
    'invalid-fields': { code: 'invalid-fields', fields: [{ name: '', code: 'invalid' }] },
    'credential-rejected': { code: 'credential-rejected' },
    'insufficient-permission': { code: 'insufficient-permission' },
    'idempotency-mismatch': { code: 'server', status: 422 },
    'rate-limited': { code: 'rate-limited', retryAt: NOW + 30_000 },
    server: { code: 'server', status: 500 },
    'provider-unavailable': { code: 'provider-unavailable' },
  } satisfies Record<ProblemSlug, LinkError>
  const rows = Object.entries(errors).map(([slug, error]) => ({ slug: slug as ProblemSlug, error }))

  test.each(rows)('$slug is told as $error.code', ({ slug, error }) => {
    const body = { type: PROBLEM_PREFIX + slug, title: 'Words of the server', detail: '<b>and more</b>' }
    const found = readError(PROBLEM_STATUS[slug], body, PROBLEM_TYPE)
    expect(found).toEqual(error)
    expect(JSON.stringify(found)).not.toMatch(/Words|more/)
  })

  test.each(rows)('$slug decides whatever the status and the JSON media type', ({ slug, error }) => {
    const expected = 'status' in error ? { ...error, status: 503 } : error
    expect(readError(503, { type: PROBLEM_PREFIX + slug }, JSON_TYPE)).toEqual(expected)
  })

  test('the media type may have parameters and capitals', () => {
    const headers = { 'content-type': 'Application/Problem+JSON; charset="utf-8"' }
    expect(readError(422, { type: `${PROBLEM_PREFIX}insufficient-permission` }, headers)).toEqual({
      code: 'insufficient-permission',
    })
  })
})

describe('an error without a known type', () => {
  const rows: [status: number, error: LinkError][] = [
    [400, { code: 'misconfigured', status: 400 }],
    [401, { code: 'session-expired' }],
    [403, { code: 'forbidden' }],
    [404, { code: 'misconfigured', status: 404 }],
    [405, { code: 'misconfigured', status: 405 }],
    [409, { code: 'in-progress' }],
    [410, { code: 'expired' }],
    [413, { code: 'invalid-fields', fields: [{ name: '', code: 'too-long' }] }],
    [415, { code: 'misconfigured', status: 415 }],
    [418, { code: 'misconfigured', status: 418 }],
    [422, { code: 'credential-rejected' }],
    [429, { code: 'rate-limited', retryAt: NOW + 30_000 }],
    [500, { code: 'server', status: 500 }],
    [502, { code: 'server', status: 502 }],
    [503, { code: 'server', status: 503 }],
    [504, { code: 'server', status: 504 }],
    [599, { code: 'server', status: 599 }],
  ]
  const bodies: [what: string, body: string | undefined, headers: Record<string, string>][] = [
    ['no body', '', {}],
    ['a body that could not be read', undefined, PROBLEM_TYPE],
    ['an HTML page', '<h1>Bad gateway</h1>', { 'content-type': 'text/html' }],
    ['JSON said to be text', `{"type":"${PROBLEM_PREFIX}already-linked"}`, { 'content-type': 'text/plain' }],
    ['JSON that is not', '{"type":', PROBLEM_TYPE],
    ['an unknown type', `{"type":"${PROBLEM_PREFIX}teapot"}`, PROBLEM_TYPE],
    ['a type that every object has', `{"type":"${PROBLEM_PREFIX}toString"}`, PROBLEM_TYPE],
    ['a foreign type', '{"type":"about:blank"}', PROBLEM_TYPE],
    ['a foreign type that ends like ours', '{"type":"urn:acme-llc:problem:forbidden"}', PROBLEM_TYPE],
    ['a type that is no text', '{"type":["urn:hub-link:problem:forbidden"]}', PROBLEM_TYPE],
    ['a list', '[]', PROBLEM_TYPE],
    ['null', 'null', PROBLEM_TYPE],
    ['a bomb', '['.repeat(20_000) + ']'.repeat(20_000), PROBLEM_TYPE],
    ['a reply of success', JSON.stringify(LINKED), JSON_TYPE],
  ]
  describe.each(bodies)('with %s', (_what, body, headers) => {
    test.each(rows)('%i', (status, error) => {
      expect(readError(status, body, headers)).toEqual(error)
    })
  })
})

describe('a success', () => {
  const good: { op: Operation; body: Record<string, unknown> }[] = [
    { op: 'link', body: LINKED },
    { op: 'link', body: { status: 'linked', account: { id: 'acc_1', provider: 'jazzhr' } } },
    { op: 'link', body: { status: 'redirect', linkId: 'l1', url: 'https://p.example/auth', expiresIn: 600 } },
    { op: 'link', body: { status: 'pending', linkId: 'l1', pollAfter: 2 } },
    { op: 'status', body: LINKED },
    { op: 'status', body: { status: 'pending' } },
    { op: 'status', body: { status: 'denied' } },
    { op: 'status', body: { status: 'expired' } },
    { op: 'status', body: { status: 'failed' } },
    { op: 'cancel', body: { status: 'cancelled' } },
    { op: 'accounts', body: { status: 'accounts', accounts: [] } },
    {
      op: 'accounts',
      body: {
        status: 'accounts',
        accounts: [{ id: 'a', provider: 'jazzhr', state: 'error', linkedAt: '2026-05-12T09:30:00Z' }],
      },
    },
    { op: 'unlink', body: { status: 'unlinked' } },
    { op: 'invite', body: { status: 'invited', url: 'https://link.example/#session=t', expiresIn: 432000 } },
  ]

  test.each(good)('$op is answered by $body.status', ({ op, body }) => {
    expect(read(200, body, JSON_TYPE, op)).toEqual({ ok: true, reply: body })
    expect(read(202, body, { 'content-type': 'application/json;charset=utf-8' }, op)).toMatchObject({
      ok: true,
    })
  })

  test.each(good)('$body.status answers only the operations that may have it', ({ body }) => {
    for (const [op, statuses] of Object.entries(REPLIES_TO) as [Operation, readonly unknown[]][]) {
      if (!statuses.includes(body['status']))
        expect(readError(200, body, JSON_TYPE, op)).toEqual({ code: 'bad-response', reason: 'schema' })
    }
  })

  test('members that the contract does not know are left behind', () => {
    const body = { ...LINKED, account: { ...LINKED.account, token: 'x' }, debug: { deep: [1] } }
    expect(read(200, body)).toStrictEqual({ ok: true, reply: LINKED })
  })

  test.each<[string, number, string | undefined, Record<string, string>]>([
    ['empty', 204, '', {}],
    ['empty', 200, '', {}],
    ['empty', 200, '', JSON_TYPE],
    ['empty', 200, ' \r\n', JSON_TYPE],
    ['content-type', 200, undefined, { 'content-type': 'text/html' }],
    ['content-type', 200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }],
    ['content-type', 200, JSON.stringify(LINKED), { 'content-type': 'text/plain' }],
    ['content-type', 200, JSON.stringify(LINKED), {}],
    ['content-type', 200, JSON.stringify(LINKED), PROBLEM_TYPE],
    ['content-type', 200, JSON.stringify(LINKED), { 'content-type': 'application/json-seq' }],
    ['json', 200, '{"status":"linked"', JSON_TYPE],
    ['json', 200, 'linked', JSON_TYPE],
    ['too-large', 200, undefined, JSON_TYPE],
    ['redirected', 0, '', {}],
    ['redirected', 301, '', JSON_TYPE],
    ['redirected', 302, JSON.stringify(LINKED), JSON_TYPE],
    ['redirected', 304, '', {}],
    ['redirected', 307, '', {}],
  ])('is %s: %i with %j', (reason, status, body, headers) => {
    expect(readError(status, body, headers)).toEqual({ code: 'bad-response', reason })
  })

  test.each<[string, unknown]>([
    ['no status', {}],
    ['an unknown status', { status: 'teleported', account: LINKED.account }],
    ['a number for the account', { status: 'linked', account: 7 }],
    ['no account', { status: 'linked' }],
    ['an empty id', { status: 'linked', account: { id: '', provider: 'jazzhr' } }],
    ['a number for the id', { status: 'linked', account: { id: 1, provider: 'jazzhr' } }],
    ['a list for the account', { status: 'linked', account: ['acc_1', 'jazzhr'] }],
    ['a list', [LINKED]],
    ['a text', JSON.stringify('linked')],
    ['null', 'null'],
    ['true', 'true'],
    ['a problem', { type: `${PROBLEM_PREFIX}forbidden`, status: 403 }],
    ['nesting past all need', `{"status":"linked","account":${'['.repeat(9000)}${']'.repeat(9000)}}`],
  ])('is schema where it holds %s', (_what, body) => {
    expect(readError(200, body)).toEqual({ code: 'bad-response', reason: 'schema' })
  })
})

describe('already-linked', () => {
  const type = `${PROBLEM_PREFIX}already-linked`
  test('brings the account when it is one', () => {
    expect(readError(409, { type, account: { ...LINKED.account, extra: 1 } })).toEqual({
      code: 'already-linked',
      account: LINKED.account,
    })
  })
  test.each([7, null, 'acc_1', [], {}, { id: 'acc_1' }, { id: 7, provider: 'jazzhr' }])(
    'leaves out an account that is %j',
    (account) => {
      expect(readError(409, { type, account })).toEqual({ code: 'already-linked' })
    },
  )
})

describe('invalid-fields', () => {
  const fields = (errors: unknown) =>
    readError(422, { type: `${PROBLEM_PREFIX}invalid-fields`, errors }, PROBLEM_TYPE)

  test.each<[pointer: unknown, name: string]>([
    ['#/fields/apiKey', 'apiKey'],
    ['#/fields/api%20key', 'api key'],
    ['#/fields/a~1b', 'a/b'],
    ['#/fields/a~0b', 'a~b'],
    ['#/fields/a~01b', 'a~1b'],
    ['#/fields/%C3%BC', 'ü'],
    ['#/fields/__proto__', '__proto__'],
    ['#/fields/a/b', ''],
    ['#/fields/a%2Fb', ''],
    ['#/fields/', ''],
    ['#/fields', ''],
    ['#/provider', ''],
    ['/fields/apiKey', ''],
    ['x#/fields/apiKey', ''],
    ['#/fields/%E0%A4%A', ''],
    ['', ''],
    [7, ''],
    [{}, ''],
    [null, ''],
    [undefined, ''],
  ])('the pointer %j names the field "%s"', (pointer, name) => {
    expect(fields([{ pointer, code: 'pattern', detail: 'Words of the server' }])).toStrictEqual({
      code: 'invalid-fields',
      fields: [{ name, code: 'pattern' }],
    })
  })

  test('keeps the order, and tells a problem without a code as invalid', () => {
    expect(fields([{ pointer: '#/fields/b', code: 'required' }, { pointer: '#/fields/a' }, null])).toEqual({
      code: 'invalid-fields',
      fields: [
        { name: 'b', code: 'required' },
        { name: 'a', code: 'invalid' },
        { name: '', code: 'invalid' },
      ],
    })
  })

  test.each([[[]], [{}], ['x'], [null], [undefined]])('names the form where errors is %j', (errors) => {
    expect(fields(errors)).toEqual({ code: 'invalid-fields', fields: [{ name: '', code: 'invalid' }] })
  })

  test('reads any field name back from its pointer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const pointer = `#/fields/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`
        expect(fields([{ pointer, code: 'x' }])).toEqual({
          code: 'invalid-fields',
          fields: [{ name, code: 'x' }],
        })
      }),
    )
  })
})

describe('Retry-After', () => {
  const date = (ms: number) => new Date(ms).toUTCString()
  const HOUR = 3_600_000
  afterEach(() => {
    vi.unstubAllEnvs()
  })
  test.each<[what: string, headers: Record<string, string>, seconds: number | undefined]>([
    ['seconds', { 'retry-after': '12' }, 12],
    ['seconds within spaces', { 'retry-after': ' 12 ' }, 12],
    ['zero', { 'retry-after': '0' }, 1],
    ['more than ten minutes', { 'retry-after': '601' }, 600],
    ['more than a number holds', { 'retry-after': '9'.repeat(400) }, 600],
    ['a date', { 'retry-after': date(NOW + 45_000) }, 45],
    [
      'a date of a server whose clock is an hour late',
      { 'retry-after': date(NOW - HOUR + 45_000), date: date(NOW - HOUR) },
      45,
    ],
    [
      'a date of a server whose clock is an hour early',
      { 'retry-after': date(NOW + HOUR + 45_000), date: date(NOW + HOUR) },
      45,
    ],
    ['a date beside a Date that is none', { 'retry-after': date(NOW + 45_000), date: 'yesterday' }, 45],
    ['a date that is past', { 'retry-after': date(NOW - HOUR), date: date(NOW) }, 1],
    ['the year 9999', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 600],
    [
      'the date form of RFC 850',
      { 'retry-after': 'Tuesday, 12-May-26 09:30:45 GMT', date: 'Tue, 12 May 2026 09:30:00 GMT' },
      45,
    ],
    ['the date form of asctime', { 'retry-after': 'Tue May 12 09:30:45 2026' }, 45],
    ['nothing', {}, undefined],
    ['an empty value', { 'retry-after': '' }, undefined],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['an exponent', { 'retry-after': '1e9' }, undefined],
    ['a fraction', { 'retry-after': '1.5' }, undefined],
    ['two values', { 'retry-after': '5, 10' }, undefined],
    ['an ISO date', { 'retry-after': '2026-05-12T09:30:45Z' }, undefined],
    ['words', { 'retry-after': 'Monday morning' }, undefined],
  ])('reads %s', (_what, headers, seconds) => {
    // The time zone of the person has no say.
    vi.stubEnv('TZ', 'Asia/Tokyo')
    expect(new Date(NOW).getTimezoneOffset()).toBe(-540)
    expect(retryDelay(new Headers(headers), NOW)).toBe(seconds && seconds * 1000)
    expect(readError(429, '', headers)).toEqual({
      code: 'rate-limited',
      retryAt: NOW + (seconds ?? 30) * 1000,
    })
  })

  test('is never outside 1 s to 10 min, whatever the headers say', () => {
    const value = fc.oneof(
      fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) }),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((day) => day.toUTCString()),
    )
    fc.assert(
      fc.property(value, value, (after, sent) => {
        const delay = retryDelay(new Headers({ 'retry-after': after, date: sent }), NOW)
        if (delay !== undefined) expect(delay).toSatisfy((ms: number) => ms >= 1000 && ms <= 600_000)
      }),
    )
  })
})

describe('what the next try is told beside the outcome', () => {
  test('a mismatch asks for a new key', () => {
    const outcome = read(422, { type: `${PROBLEM_PREFIX}idempotency-mismatch` })
    expect(retryHint(outcome)).toEqual({ kind: 'new-key' })
  })
  test.each([
    [
      { ...JSON_TYPE, 'retry-after': '3' },
      { kind: 'wait', ms: 3000 },
    ],
    [{ ...JSON_TYPE, 'retry-after': 'soon' }, undefined],
    [JSON_TYPE, undefined],
  ])('in progress with %j asks for %j', (headers, hint) => {
    expect(retryHint(read(409, {}, headers))).toEqual(hint)
  })
  test('nothing of it shows in the outcome, and no other outcome has it', () => {
    const outcome = read(422, { type: `${PROBLEM_PREFIX}idempotency-mismatch` })
    expect(Reflect.ownKeys(outcome)).toEqual(['ok', 'error'])
    expect(retryHint({ ...outcome })).toBeUndefined()
    for (const status of [401, 422, 429, 500]) expect(retryHint(read(status, ''))).toBeUndefined()
    for (const value of [undefined, null, 7, 'x']) expect(retryHint(value)).toBeUndefined()
  })
})

describe('how much of a body is read', () => {
  test.each<[number, string | undefined, number]>([
    [200, 'application/json; charset=utf-8', BODY_LIMIT],
    [200, 'text/html', 0],
    [204, undefined, 0],
    [302, 'application/json', -1],
    [0, undefined, -1],
    [422, 'application/problem+json', BODY_LIMIT],
    [422, 'application/json', BODY_LIMIT],
    [502, 'text/html', -1],
    [502, undefined, -1],
  ])('%i with %s: %i bytes', (status, type, bytes) => {
    expect(bodyLimit(status, new Headers(type ? { 'content-type': type } : {}))).toBe(bytes)
  })
})

describe('whatever comes', () => {
  const anyStatus = fc.oneof(
    fc.constantFrom(0, 200, 201, 202, 204, 302, 401, 409, 422, 429, 500),
    fc.nat(999),
  )
  const anyType = fc.constantFrom('application/json', 'application/problem+json', 'text/html', '')
  const anyOp = fc.constantFrom(...(Object.keys(REPLIES_TO) as Operation[]))
  // Close to a good reply, so that the schema is met and not only the first brace.
  const nearReply = fc.record(
    {
      status: fc.oneof(fc.constantFrom('linked', 'redirect', 'pending', 'accounts'), fc.jsonValue()),
      account: fc.oneof(
        fc.record(
          { id: fc.jsonValue(), provider: fc.jsonValue(), name: fc.jsonValue() },
          { requiredKeys: [] },
        ),
        fc.jsonValue(),
      ),
      type: fc.oneof(
        fc.constantFrom(...Object.keys(PROBLEM_STATUS)).map((slug) => PROBLEM_PREFIX + slug),
        fc.jsonValue(),
      ),
      errors: fc.oneof(
        fc.array(fc.record({ pointer: fc.jsonValue(), code: fc.jsonValue() })),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  )
  const anyBody = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    nearReply.map((value) => JSON.stringify(value)),
    fc.constant(undefined),
  )

  test('nothing throws, and linked is said only of a checked 2xx that says so', () => {
    fc.assert(
      fc.property(anyOp, anyStatus, anyType, anyBody, (op, status, type, body) => {
        const outcome = read(status, body, type ? { 'content-type': type } : {}, op)
        if (!outcome.ok) return
        expect(status).toSatisfy((code: number) => code >= 200 && code < 300)
        expect(type).toBe('application/json')
        const said = JSON.parse(body ?? '') as typeof LINKED
        expect(said.status).toBe(outcome.reply.status)
        expect(REPLIES_TO[op]).toContain(outcome.reply.status)
        if (outcome.reply.status !== 'linked') return
        for (const member of ['id', 'provider'] as const) {
          expect(said.account[member]).toBeTypeOf('string')
          expect(outcome.reply.account[member]).toBe(said.account[member])
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a page whose Object.prototype is polluted', () => {
  const polluted = {
    ok: true,
    status: 'linked',
    account: { id: 'acc_x', provider: 'evil' },
    id: 'acc_x',
    provider: 'evil',
    reply: LINKED,
    type: `${PROBLEM_PREFIX}already-linked`,
    errors: [{ pointer: '#/fields/apiKey', code: 'evil' }],
  }
  const pollute = () => {
    for (const [name, value] of Object.entries(polluted))
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true })
  }
  afterEach(() => {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
  })

  test.each([
    '{}',
    '[]',
    '{"status":"linked"}',
    '{"status":"linked","account":{}}',
    '{"account":{"id":"a"}}',
  ])('does not turn %s into linked', (body) => {
    pollute()
    const outcome = parseHttpReply('link', { status: 200, headers: new Headers(JSON_TYPE), body }, NOW)
    expect(outcome.ok).toBe(false)
  })

  test.each([
    ['{}', 'server'],
    ['[]', 'server'],
    [`{"type":"${PROBLEM_PREFIX}invalid-fields"}`, 'invalid-fields'],
    [`{"type":"${PROBLEM_PREFIX}already-linked"}`, 'already-linked'],
  ])('lends nothing to the problem %s', (body, code) => {
    pollute()
    const outcome = parseHttpReply('link', { status: 500, headers: new Headers(PROBLEM_TYPE), body }, NOW)
    const error = outcome.ok ? undefined : outcome.error
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
    expect(error?.code).toBe(code)
    expect(JSON.stringify(error)).not.toMatch(/evil|acc_x/)
  })

  test.each(['{"__proto__":{"status":"linked"}}', '{"constructor":{"prototype":{"status":"linked"}}}'])(
    'and %s pollutes nothing',
    (body) => {
      expect(read(200, body)).toMatchObject({ ok: false })
      expect(Object.hasOwn(Object.prototype, 'status')).toBe(false)
    },
  )
})
