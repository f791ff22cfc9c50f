/**
 * Every way in which a request is refused before anything happens, each by its status and problem type.
 */
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { bench, CANARY, elapse, linkRequest, read, slug } from './harness.ts'

const body = { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY }, locale: 'en' }

const streamed = (stream: ReadableStream): Request =>
  new Request('https://app.example/api/link', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'hub-protocol': '1' },
    body: stream,
    duplex: 'half',
  } as RequestInit)

test.each<[string, Record<string, string>]>([
  ['in capitals', { 'content-type': 'Application/JSON', 'content-encoding': 'IDENTITY' }],
  ['with a charset', { 'content-type': 'application/json; charset=utf-8' }],
  ['with a charset in quotes', { 'content-type': 'application/json ; x=y; Charset="UTF-8"' }],
  ['from a page of its own', { 'sec-fetch-site': 'Same-Origin', origin: 'https://app.example' }],
])('a request is taken with headers %s', async (_, headers) => {
  expect(slug(await bench().post(body, headers))).toBe('linked')
})

test('an Idempotency-Key is the same in capitals', async () => {
  const { post, jazz } = bench()
  const key = `"${crypto.randomUUID()}"`
  const first = await post(body, { 'idempotency-key': key })
  const again = await post(body, { 'idempotency-key': key.toUpperCase() })
  expect(again.body.account).toEqual(first.body.account)
  expect(jazz.keys).toHaveLength(1)
})

test('a body of 16 KiB is taken, in whatever pieces it comes', async () => {
  const { fetch, jazz } = bench()
  const apiKey = 'ключ'
  const bytes = Buffer.from(JSON.stringify({ ...body, fields: { apiKey } }).padEnd(16 * 1024 - 4))
  expect(bytes.byteLength).toBe(16 * 1024)
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      // Each character of the key in two pieces.
      for (let at = 0; at < bytes.length; at += 1) controller.enqueue(bytes.subarray(at, at + 1))
      controller.close()
    },
  })
  const { headers } = linkRequest('x')
  const request = new Request(streamed(stream), { headers })
  expect(slug(await read(await fetch(request)))).toBe('linked')
  expect(jazz.keys).toEqual([apiKey])
})

describe('a refused request', () => {
  const headerCases: [string, Record<string, string | undefined>, number, string][] = [
    ['no Hub-Protocol', { 'hub-protocol': undefined }, 400, 'bad-request'],
    ['another Hub-Protocol', { 'hub-protocol': '2' }, 400, 'bad-request'],
    ['a foreign Origin', { origin: 'https://evil.example' }, 403, 'forbidden'],
    ['an opaque Origin', { origin: 'null' }, 403, 'forbidden'],
    ['its own host on another port', { origin: 'https://app.example:8443' }, 403, 'forbidden'],
    ['its own host without TLS', { origin: 'http://app.example' }, 403, 'forbidden'],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, 403, 'forbidden'],
    ['a form’s content type', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'bad-request'],
    ['text/plain', { 'content-type': 'text/plain' }, 415, 'bad-request'],
    ['no content type', { 'content-type': '' }, 415, 'bad-request'],
    ['JSON in UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 415, 'bad-request'],
    ['a compressed body', { 'content-encoding': 'gzip' }, 415, 'bad-request'],
    ['a declared size over 16 KiB', { 'content-length': '16385' }, 413, 'invalid-fields'],
    ['no Idempotency-Key', { 'idempotency-key': undefined }, 400, 'bad-request'],
    ['an empty Idempotency-Key', { 'idempotency-key': '' }, 400, 'bad-request'],
    ['an Idempotency-Key without quotes', { 'idempotency-key': crypto.randomUUID() }, 400, 'bad-request'],
    ['an Idempotency-Key that is no UUID', { 'idempotency-key': '"again"' }, 400, 'bad-request'],
  ]
  test.each(headerCases)('with %s', async (_, headers, status, type) => {
    const { post, jazz } = bench()
    const answer = await post(body, headers)
    expect([answer.status, slug(answer)]).toEqual([status, type])
    expect(answer.body).toMatchObject({ status, title: expect.stringMatching(/^[A-Z].*\w$/) as string })
    expect(jazz.keys).toEqual([])
  })

  const bodyCases: [string, unknown, number, string][] = [
    ['nothing', '', 400, 'bad-request'],
    ['broken JSON', '{"op":', 400, 'bad-request'],
    ['a list', [], 400, 'bad-request'],
    ['null', null, 400, 'bad-request'],
    ['no op', {}, 400, 'bad-request'],
    ['an unknown op', { op: 'drop' }, 400, 'bad-request'],
    ['an op of the prototype', { op: 'constructor' }, 400, 'bad-request'],
    ['an unknown member', { ...body, admin: true }, 400, 'bad-request'],
    ['a member of the wrong type', { ...body, scopes: 'all' }, 400, 'bad-request'],
    ['an empty provider', { ...body, provider: '' }, 400, 'bad-request'],
    ['an endless provider', { ...body, provider: 'x'.repeat(257) }, 400, 'bad-request'],
    ['an endless account', { ...body, account: 'x'.repeat(257) }, 400, 'bad-request'],
    ['an empty link', { op: 'status', linkId: '' }, 400, 'bad-request'],
    ['an empty scope', { ...body, scopes: [''] }, 400, 'bad-request'],
    ['scopes without end', { ...body, scopes: Array.from({ length: 201 }, () => 'x') }, 400, 'bad-request'],
    ['an endless language', { ...body, locale: 'x'.repeat(65) }, 400, 'bad-request'],
    ['no fields', { ...body, fields: undefined }, 422, 'invalid-fields'],
    ['half a character in a value', { ...body, fields: { apiKey: `${CANARY}\ud800` } }, 400, 'bad-request'],
    ['half a character in a name', { ...body, fields: { '\udfff': CANARY } }, 400, 'bad-request'],
    ['a depth bomb', '['.repeat(8000) + ']'.repeat(8000), 400, 'bad-request'],
    ['a cursor that is no cursor', { op: 'accounts', after: 'NaN' }, 400, 'bad-request'],
    ['a cursor that begins as one', { op: 'accounts', after: '1x' }, 400, 'bad-request'],
    ['a cursor that ends as one', { op: 'accounts', after: 'x1' }, 400, 'bad-request'],
    ['an unknown provider', { ...body, provider: 'acme' }, 404, 'unsupported-provider'],
    ['a provider of the prototype', { ...body, provider: '__proto__' }, 404, 'unsupported-provider'],
    ['an account that is not there', { ...body, account: 'acc_x' }, 404, 'unknown-account'],
    ['a link that is not there', { op: 'status', linkId: 'lnk_x' }, 410, 'link-expired'],
    ['an invitation without a link page', { op: 'invite', provider: 'jazzhr' }, 400, 'bad-request'],
    ['a body over 16 KiB', { ...body, locale: 'x'.repeat(16 * 1024) }, 413, 'invalid-fields'],
  ]
  test.each(bodyCases)('with a body of %s', async (_, sent, status, type) => {
    const { post, jazz } = bench()
    const answer = await post(sent)
    expect([answer.status, slug(answer)]).toEqual([status, type])
    expect(answer.body).toMatchObject({ status, title: expect.stringMatching(/^[A-Z].*\w$/) as string })
    expect(jazz.keys).toEqual([])
  })

  const fieldCases: [string, Record<string, unknown>, { pointer: string; code: string }[]][] = [
    ['none at all', {}, [{ pointer: '#/fields/apiKey', code: 'required' }]],
    ['an empty one', { apiKey: '' }, [{ pointer: '#/fields/apiKey', code: 'required' }]],
    ['a blank one', { apiKey: '  ' }, [{ pointer: '#/fields/apiKey', code: 'required' }]],
    ['a number', { apiKey: 7 }, [{ pointer: '#/fields/apiKey', code: 'type' }]],
    ['a long one', { apiKey: 'x'.repeat(4097) }, [{ pointer: '#/fields/apiKey', code: 'too-long' }]],
    [
      'unknown ones',
      { apiKey: CANARY, 'a/b~c': '1', constructor: '2' },
      [
        { pointer: '#/fields/a~1b~0c', code: 'unknown' },
        { pointer: '#/fields/constructor', code: 'unknown' },
      ],
    ],
  ]
  test.each(fieldCases)('with fields that are %s', async (_, fields, errors) => {
    const { post, jazz } = bench()
    const answer = await post({ ...body, fields })
    expect([answer.status, slug(answer)]).toEqual([422, 'invalid-fields'])
    expect(answer.body.errors).toEqual(errors)
    expect(answer.text).not.toContain(CANARY)
    expect(jazz.keys).toEqual([])
  })

  test('for what its provider says of each field, and nothing else', async () => {
    const verify = vi.fn(() => Promise.resolve({ ok: true } as const))
    const { post } = bench({
      providers: [
        {
          key: 'acme',
          name: 'Acme',
          fields: [
            { name: 'token', required: true, maxLength: 5 },
            { name: 'region', required: false },
            { name: 'note', required: false, maxLength: 2 },
          ],
          verify,
        },
      ],
    })
    const send = async (fields: object) => (await post({ ...body, provider: 'acme', fields })).body.errors
    expect(await send({ token: '123456', region: 'x'.repeat(4097), note: '123' })).toEqual([
      { pointer: '#/fields/token', code: 'too-long' },
      { pointer: '#/fields/region', code: 'too-long' },
      { pointer: '#/fields/note', code: 'too-long' },
    ])
    expect(await send({ region: 'eu' })).toEqual([{ pointer: '#/fields/token', code: 'required' }])
    expect(verify).not.toHaveBeenCalled()
    // What may be left out and is empty counts as left out.
    expect(await send({ token: '12345', region: '', note: ' ' })).toBeUndefined()
    expect(verify).toHaveBeenCalledExactlyOnceWith({ token: '12345', note: ' ' }, expect.anything())
  })

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('by the method %s', async (method) => {
    const answer = await read(await bench().fetch(new Request('https://app.example/api/link', { method })))
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
  })

  test('streamed past 16 KiB without a declared size is cut off', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1024
        controller.enqueue(new Uint8Array(1024).fill(32))
      },
    })
    expect((await bench().fetch(streamed(endless))).status).toBe(413)
    await vi.waitUntil(() => sent > 1024 * 1024)
    await new Promise((done) => setTimeout(done))
    // What is on its way is taken in, so that the connection serves again; not without end.
    expect(sent).toBeLessThan(1100 * 1024)
  })

  test('whose body does not end is told after 10 s', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"op":')),
    })
    const { result, ms } = await elapse(bench().fetch(streamed(silent)).then(read))
    expect([result.status, slug(result)]).toEqual([408, 'bad-request'])
    expect(ms).toBeLessThan(11_000)
  })

  test('that is not UTF-8', async () => {
    const sent = (text: string) => Buffer.from(JSON.stringify(body).replace(CANARY, text), 'latin1')
    const { fetch, jazz } = bench()
    // A byte that begins no character in the key, and one at the end whose character does not go on.
    for (const bytes of [sent('k\xff'), Buffer.concat([sent('k'), Buffer.of(0xc3)])]) {
      const answer = await read(await fetch(new Request(linkRequest('x'), { body: bytes })))
      expect([answer.status, slug(answer)]).toEqual([400, 'bad-request'])
    }
    expect(jazz.keys).toEqual([])
  })

  test('whose body breaks off', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) })
    const answer = await read(await bench().fetch(streamed(broken)))
    expect([answer.status, slug(answer)]).toEqual([400, 'bad-request'])
  })
})

describe('who asks', () => {
  test.each([
    ['nobody', () => null, 401, 'session-expired'],
    ['undefined', () => undefined, 401, 'session-expired'],
    ['a promise of nobody', () => Promise.resolve(null), 401, 'session-expired'],
    ['an owner without an id', () => ({ id: '' }), 500, 'server'],
    ['an owner whose id is a number', () => ({ id: 7 }) as never, 500, 'server'],
    [
      'a session that fails',
      () => {
        throw new Error(`database says ${CANARY}`)
      },
      500,
      'server',
    ],
  ])('is %s', async (_, owner, status, type) => {
    const { post, log } = bench({ owner })
    const answer = await post({ op: 'accounts' })
    expect([answer.status, slug(answer)]).toEqual([status, type])
    expect(log.some(({ level, event }) => level === 'error' && event === 'owner-failed')).toBe(status === 500)
    expect(JSON.stringify(log)).not.toContain(CANARY)
  })

  test('is told after 10 s where the host’s session does not answer', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { post, log } = bench({ owner: () => new Promise(() => undefined) })
    const { result, ms } = await elapse(post({ op: 'accounts' }))
    expect([result.status, slug(result)]).toEqual([500, 'server'])
    expect(ms).toBeLessThan(11_000)
    expect(log).toContainEqual({ level: 'error', event: 'owner-failed', error: { name: 'TimeoutError' } })
  })
})

describe('every answer', () => {
  test.each([
    ['a reply', { op: 'accounts' }],
    ['a problem', { op: 'nope' }],
  ])('that is %s forbids caches and sniffing', async (_, sent) => {
    const { headers, body: answered, status } = await bench().post(sent)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    if (status !== 200) {
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(answered.status).toBe(status)
    }
  })
})

describe('across origins', () => {
  const options = { allowedOrigins: ['https://portal.example'], linkPage: 'https://link.example/page' }

  test.each(['https://portal.example', 'https://link.example'])('%s may ask and read', async (origin) => {
    const { headers, status } = await bench(options).post(
      { op: 'accounts' },
      { origin, 'sec-fetch-site': 'cross-site' },
    )
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('access-control-expose-headers')).toMatch(/retry-after.*date/i)
    expect(headers.get('vary')).toContain('Origin')
  })

  test('only a listed origin may bring cookies, not the link page', async () => {
    const { post } = bench(options)
    const portal = await post({ op: 'accounts' }, { origin: 'https://portal.example' })
    const page = await post({ op: 'accounts' }, { origin: 'https://link.example' })
    expect(portal.headers.get('access-control-allow-credentials')).toBe('true')
    expect(page.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('a problem can be read too', async () => {
    const { headers, status } = await bench(options).post(
      { op: 'nope' },
      { origin: 'https://portal.example' },
    )
    expect([status, headers.get('access-control-allow-origin')]).toEqual([400, 'https://portal.example'])
  })

  test('its own origin needs no listing and gets no headers', async () => {
    const { headers, status } = await bench(options).post(
      { op: 'accounts' },
      { origin: 'https://app.example', 'sec-fetch-site': 'same-origin' },
    )
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null])
  })

  test('publicUrl says what its own origin is, whatever address the proxy uses', async () => {
    const { fetch } = bench({ publicUrl: 'https://public.example/api/link' })
    const ask = (origin: string) =>
      fetch(linkRequest({ op: 'accounts' }, { origin }, 'http://10.0.0.7:3000/api/link'))
    expect((await ask('https://public.example')).status).toBe(200)
    expect((await ask('http://10.0.0.7:3000')).status).toBe(403)
  })

  const preflight = (origin: string, asked = 'content-type,hub-protocol,idempotency-key,x-csrf') =>
    bench(options).fetch(
      new Request('https://app.example/api/link', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          ...(asked && { 'access-control-request-headers': asked }),
        },
      }),
    )

  test('a preflight from a listed origin is answered with the headers it asked for', async () => {
    const { status, headers } = await preflight('https://portal.example')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('https://portal.example')
    expect(headers.get('access-control-allow-methods')).toBe('POST')
    expect(headers.get('access-control-allow-headers')).toContain('x-csrf')
    expect(headers.get('access-control-max-age')).toBe('600')
  })

  test.each(['', '*/*', 'x-csrf;', 'a,,b'])(
    'one that asks for headers as %j hears of ours',
    async (asked) => {
      const { headers } = await preflight('https://portal.example', asked)
      expect(headers.get('access-control-allow-headers')).toBe(
        'content-type, hub-protocol, idempotency-key, authorization',
      )
    },
  )

  test.each<[string, Record<string, string>]>([
    ['a method', { origin: 'https://portal.example' }],
    ['an origin', { 'access-control-request-method': 'POST' }],
  ])('OPTIONS without %s is no preflight', async (_, headers) => {
    const request = new Request('https://app.example/api/link', { method: 'OPTIONS', headers })
    expect((await bench(options).fetch(request)).status).toBe(405)
  })

  test('a preflight from elsewhere is refused', async () => {
    const { status, headers } = await preflight('https://evil.example')
    expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null])
  })
})
