/**
 * The fetch against a real server: what is sent and to whom, resets, slow and huge bodies, redirects, deadlines.
 */
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { LinkErrorCode, LinkFunction, LinkOutcome, LinkRequest } from '../../src/core/link.ts'
import { createHttpLink, type HttpLinkOptions } from '../../src/http/createHttpLink.ts'
import { BODY_LIMIT } from '../../src/http/foreign.ts'
import { CANARY, LINKED, linkRequest, told, watchCanary } from './canary.ts'
import { closedPage, json, problem, serve, type TestServer } from './server.ts'

const KEY = '7b0e2a9c-3f41-4d6e-9c58-1a2b3c4d5e6f'
const watch = watchCanary()

const send = async (
  options: HttpLinkOptions,
  request: LinkRequest = linkRequest(),
  signal = new AbortController().signal,
): Promise<LinkOutcome> => watch.note(await createHttpLink(options)(request, { signal, idempotencyKey: KEY }))

const post = (server: TestServer, more: Partial<HttpLinkOptions> = {}, request?: LinkRequest) =>
  send({ endpoint: '/api/link', page: server.page, ...more }, request)

/** Turns of the event loop until `holds`; the clock may be a fake one. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

const stubFetch = (answer: (url: string, init: RequestInit) => Response | Promise<Response>) => {
  const stub = vi.fn(async (url: string, init: RequestInit) => answer(url, init))
  vi.stubGlobal('fetch', stub)
  return stub
}
const reply = (body: BodyInit | null, init: ResponseInit = {}) =>
  new Response(body, { headers: { 'content-type': 'application/json' }, ...init })

beforeEach(() => {
  // Sockets are real and time is not, so that no deadline or late console line of one test falls into another.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('what is sent', () => {
  test('is one POST with the contract’s headers and the request as it is', async () => {
    const server = await serve((res) => json(res, 200, LINKED))
    const request = linkRequest({ scopes: ['candidates:read'], account: 'acc_1' })
    expect(await post(server, {}, request)).toEqual({ ok: true, reply: LINKED })
    expect(server.received).toHaveLength(1)
    const [{ method, url, headers, body }] = server.received as [(typeof server.received)[0]]
    expect([method, url]).toEqual(['POST', '/api/link'])
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json, application/problem+json',
      'hub-protocol': '1',
      'idempotency-key': `"${KEY}"`,
    })
    expect(JSON.parse(body)).toEqual(request)
    expect(request.fields['apiKey']).toBe(CANARY)
  })

  test.each<LinkRequest>([
    { op: 'status', linkId: 'l1' },
    { op: 'cancel', linkId: 'l1' },
    { op: 'accounts' },
    { op: 'unlink', account: 'acc_1' },
    { op: 'invite', provider: 'jazzhr' },
  ])('carries no idempotency key for $op, not even one of the host’s', async (request) => {
    const server = await serve((res) => json(res, 500, {}))
    await post(server, { headers: { 'Idempotency-Key': '"mine"' } }, request)
    expect(server.received[0]?.headers).not.toHaveProperty('idempotency-key')
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual(request)
  })

  test.each<[Partial<HttpLinkOptions>, RequestCredentials]>([
    [{}, 'same-origin'],
    [{ credentials: 'same-origin' }, 'same-origin'],
    [{ credentials: 'include' }, 'include'],
    [{ credentials: 'omit' as never }, 'same-origin'],
  ])(
    'with %j asks fetch for credentials %s, and for no redirect, cache or referrer',
    async (more, credentials) => {
      const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
      await send({ endpoint: '/api/link', page: 'https://app.example/x', ...more })
      expect(stub).toHaveBeenCalledOnce()
      expect(stub.mock.calls[0]?.[0]).toBe('https://app.example/api/link')
      expect(stub.mock.calls[0]?.[1]).toMatchObject({
        method: 'POST',
        redirect: 'manual',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        credentials,
      })
    },
  )

  test('takes the page’s own address, not that of a <base>, and reads it for every request', async () => {
    const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
    vi.stubGlobal('document', { baseURI: 'https://evil.example/' })
    const location = { href: 'https://app.example/a/settings' }
    vi.stubGlobal('location', location)
    const link = createHttpLink({ endpoint: 'link' })
    const context = { signal: new AbortController().signal, idempotencyKey: KEY }
    vi.stubGlobal('document', undefined)
    await link(linkRequest(), context)
    location.href = 'https://app.example/b/settings'
    await link(linkRequest(), context)
    expect(stub.mock.calls.map(([url]) => url)).toEqual([
      'https://app.example/a/link',
      'https://app.example/b/link',
    ])
  })
})

describe('an endpoint that is refused', () => {
  test.each<[endpoint: unknown, page: string, allowed?: string[]]>([
    ['', 'https://app.example/'],
    ['  ', 'https://app.example/'],
    ['http://app.example/api', 'https://app.example/'],
    ['/api', 'http://app.example/'],
    ['//evil.example/api', 'https://app.example/'],
    ['https://evil.example/api', 'https://app.example/'],
    ['https://app.example.evil.example/api', 'https://app.example/', ['https://app.example']],
    ['https://user:pass@app.example/api', 'https://app.example/'],
    ['/api#x', 'https://app.example/'],
    ['javascript:alert(1)', 'https://app.example/'],
    ['data:application/json,{}', 'https://app.example/'],
    ['blob:https://app.example/7f', 'https://app.example/'],
    ['file:///etc/passwd', 'https://app.example/'],
    ['/api', 'about:srcdoc'],
    ['/api', ''],
    ['https://[', 'https://app.example/'],
    [undefined, 'https://app.example/'],
    [null, 'https://app.example/'],
    [{}, 'https://app.example/'],
  ])('%j on %s: nothing is sent, and headers are not asked for', async (endpoint, page, allowed) => {
    const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
    const headers = vi.fn(() => ({}))
    const outcome = await send({
      endpoint: endpoint as string,
      page,
      headers,
      allowedEndpointOrigins: allowed,
    })
    expect(outcome).toEqual({
      ok: false,
      error: { code: 'config-invalid', reason: expect.stringMatching(/^The endpoint \w/) as string },
    })
    expect(stub).not.toHaveBeenCalled()
    expect(headers).not.toHaveBeenCalled()
  })

  test('is told on the console with what, why and how', async () => {
    await send({ endpoint: 'ftp://files.example/', page: 'https://app.example/' })
    expect(await watch.console()).toEqual([
      expect.stringMatching(
        /^error \[hub-link\] endpoint-refused: .*ftp:.* only sent over https, .* Use https/,
      ),
    ])
  })

  test.each([
    ['https://api.example/link', ['https://api.example']],
    ['http://localhost:3000/api', ['http://localhost:3000']],
  ])('but %s is sent to when it is listed', async (endpoint, allowedEndpointOrigins) => {
    const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
    expect(told(await send({ endpoint, page: 'https://app.example/', allowedEndpointOrigins }))).toBe(
      'linked',
    )
    expect(stub.mock.calls[0]?.[0]).toBe(endpoint)
  })
})

test('what a page adds to Object.prototype is no option: neither another address nor a header', async () => {
  vi.stubGlobal('location', { href: 'https://app.example/' })
  const added = {
    page: 'https://evil.example/',
    allowedEndpointOrigins: ['https://evil.example'],
    headers: { 'x-evil': '1' },
    credentials: 'include',
  }
  const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
  Object.assign(Object.prototype, added)
  const outcomes = await Promise.all([
    send({ endpoint: '/api/link' }),
    send({ endpoint: 'https://evil.example/api/link' }),
  ]).finally(() => Object.keys(added).forEach((name) => Reflect.deleteProperty(Object.prototype, name)))
  expect(outcomes.map(told)).toEqual(['linked', 'config-invalid'])
  const [url, { credentials, headers }] = stub.mock.calls[0]!
  expect([stub.mock.calls.length, url, credentials]).toEqual([
    1,
    'https://app.example/api/link',
    'same-origin',
  ])
  expect(new Headers(headers).has('x-evil')).toBe(false)
})

describe('headers of the host', () => {
  test.each<[string, HttpLinkOptions['headers']]>([
    ['an object', { 'x-csrf': 'abc', 'x-none': undefined, 'x-null': null }],
    ['Headers', new Headers({ 'x-csrf': 'abc' })],
    [
      'pairs',
      [
        ['x-csrf', 'abc'],
        ['x-none', undefined],
        ['x-null', null],
      ],
    ],
    ['a function', () => ({ 'x-csrf': 'abc' })],
    ['an async function', async () => Promise.resolve({ 'x-csrf': 'abc' })],
  ])('come from %s', async (_what, headers) => {
    const server = await serve((res) => json(res, 200, LINKED))
    expect(told(await post(server, { headers }))).toBe('linked')
    expect(server.received[0]?.headers).toMatchObject({ 'x-csrf': 'abc' })
    expect(Object.keys(server.received[0]?.headers ?? {})).not.toContain('x-none')
    expect(Object.keys(server.received[0]?.headers ?? {})).not.toContain('x-null')
  })

  test('are asked for at every request', async () => {
    const server = await serve((res) => json(res, 200, LINKED))
    let count = 0
    const link = createHttpLink({
      endpoint: '/api/link',
      page: server.page,
      headers: () => ({ 'x-count': String(++count) }),
    })
    const context = { signal: new AbortController().signal, idempotencyKey: KEY }
    await link(linkRequest(), context)
    await link(linkRequest(), context)
    expect(server.received.map(({ headers }) => headers['x-count'])).toEqual(['1', '2'])
  })

  test.each(['Content-Type', 'content-type', 'ACCEPT', 'hub-PROTOCOL', 'Idempotency-Key'])(
    'cannot replace the contract’s %s',
    async (name) => {
      const server = await serve((res) => json(res, 200, LINKED))
      expect(told(await post(server, { headers: { [name]: 'text/plain' } }))).toBe('linked')
      expect(server.received[0]?.headers).toMatchObject({
        'content-type': 'application/json',
        accept: 'application/json, application/problem+json',
        'hub-protocol': '1',
        'idempotency-key': `"${KEY}"`,
      })
    },
  )

  test.each<[string, unknown, string]>([
    ['a name with a space', { 'x csrf': 'a' }, 'fetch refuses the name or the value of "x csrf"'],
    ['an empty name', { '': 'a' }, 'fetch refuses the name or the value of ""'],
    [
      'a value with a line break',
      { 'x-csrf': `a\r\nx-evil: ${CANARY}` },
      'fetch refuses the name or the value of "x-csrf"',
    ],
    [
      'a value outside Latin-1',
      { 'x-name': 'Zoë → 東京' },
      'fetch refuses the name or the value of "x-name"',
    ],
    ['a list of texts', ['x-csrf: a'], 'they are not pairs'],
    ['pairs with a bad name', [['x csrf', 'a']], 'fetch refuses the name or the value of "x csrf"'],
    ['a symbol', { 'x-csrf': Symbol('a') }, 'fetch refuses the name or the value of "x-csrf"'],
    ['a function that gives nothing', () => undefined, 'they are not an object'],
    ['a function that gives a text', () => 'x-csrf: a', 'they are not an object'],
    ['null from a promise', () => Promise.resolve(null), 'they are not an object'],
    [
      'a function that throws',
      () => {
        throw new Error(`no token for ${CANARY}`)
      },
      'the function threw',
    ],
    ['a function that rejects', () => Promise.reject(new Error('no token')), 'the function threw'],
  ])('that are %s: config-invalid, one line on the console, nothing sent', async (_what, headers, reason) => {
    const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
    const outcome = await send({
      endpoint: '/api/link',
      page: 'https://app.example/',
      headers: headers as HttpLinkOptions['headers'],
    })
    expect(outcome).toEqual({
      ok: false,
      error: { code: 'config-invalid', reason: `The headers: ${reason}` },
    })
    expect(stub).not.toHaveBeenCalled()
    // Once for the same mistake: an earlier row may have told it already.
    expect(
      (await watch.console()).filter((line) => !line.startsWith('error [hub-link] headers-invalid: ')),
    ).toEqual([])
  })

  test('that cannot be sent are named on the console, without their value', async () => {
    await send({ endpoint: '/a', page: 'https://app.example/', headers: { 'x-token\n': CANARY } })
    expect(await watch.console()).toEqual([
      expect.stringMatching(/headers-invalid: .*"x-token\\n".*Nothing was sent/),
    ])
  })

  test('whose function threw give the error to the page', async () => {
    const reportError = vi.fn()
    vi.stubGlobal('reportError', reportError)
    const error = new Error('no token')
    await send({ endpoint: '/a', page: 'https://app.example/', headers: () => Promise.reject(error) })
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error)
  })
})

describe('every error code', () => {
  type Case = (server: TestServer) => Promise<LinkOutcome>
  const answered =
    (
      ...args: [
        status: number,
        slug: string,
        more?: Record<string, unknown>,
        headers?: Record<string, string>,
      ]
    ) =>
    async () => {
      const server = await serve((res) => problem(res, ...args))
      return post(server)
    }
  const elsewhere = 'not of the wire: it arises in the flow'
  const cases = {
    'config-invalid': (server) => post(server, { endpoint: 'ftp://files.example/' }),
    offline: async () => {
      vi.stubGlobal('navigator', { onLine: false })
      return send({ endpoint: '/a', page: await closedPage() })
    },
    network: async () => send({ endpoint: '/a', page: await closedPage() }),
    timeout: (server) => {
      const outcome = post(server, { headers: () => new Promise(() => undefined) })
      void vi.advanceTimersByTimeAsync(30_000)
      return outcome
    },
    'bad-response': async () => post(await serve((res) => res.end('ok'))),
    server: answered(500, 'server'),
    'provider-unavailable': answered(503, 'provider-unavailable'),
    'rate-limited': answered(429, 'rate-limited', {}, { 'retry-after': '7' }),
    'invalid-fields': answered(422, 'invalid-fields', {
      errors: [{ pointer: '#/fields/apiKey', code: 'x' }],
    }),
    'credential-rejected': answered(422, 'credential-rejected'),
    'insufficient-permission': answered(422, 'insufficient-permission'),
    'already-linked': answered(409, 'already-linked', { account: LINKED.account }),
    'in-progress': answered(409, 'in-progress'),
    'session-expired': answered(401, 'session-expired'),
    forbidden: answered(403, 'forbidden'),
    misconfigured: answered(404, 'unsupported-provider'),
    expired: answered(410, 'link-expired'),
    aborted: (server) =>
      send({ endpoint: '/api/link', page: server.page }, linkRequest(), AbortSignal.abort()),
    'popup-blocked': elsewhere,
    'redirect-rejected': elsewhere,
    'authorization-denied': elsewhere,
  } satisfies Record<LinkErrorCode, Case | string>

  test.each(Object.entries<Case | string>(cases).filter(([, run]) => typeof run === 'function'))(
    '%s',
    async (code, run) => {
      const server = await serve((res) => json(res, 200, LINKED))
      const outcome = await (run as Case)(server)
      expect(told(outcome)).toBe(code)
      expect(JSON.stringify(outcome)).not.toContain('Words of the server')
      expect(server.received).toEqual([])
    },
  )
})

describe('no answer', () => {
  test('while the browser says it is offline: tried once all the same, then offline', async () => {
    const stub = stubFetch(() => Promise.reject(new TypeError('Failed to fetch')))
    vi.stubGlobal('navigator', { onLine: false })
    expect(told(await send({ endpoint: '/a', page: 'https://app.example/' }))).toBe('offline')
    expect(stub).toHaveBeenCalledOnce()
    expect(await watch.console()).toEqual([])
  })

  test('but an answer that comes although the browser says it is offline counts', async () => {
    stubFetch(() => reply(JSON.stringify(LINKED)))
    vi.stubGlobal('navigator', { onLine: false })
    expect(told(await send({ endpoint: '/a', page: 'https://app.example/' }))).toBe('linked')
  })

  test('a connection that is reset before headers is network', async () => {
    const server = await serve((_res, _req, raw) => raw.socket.destroy())
    expect(told(await post(server))).toBe('network')
  })

  test('something that is not HTTP is network', async () => {
    const server = await serve((_res, _req, raw) => raw.socket.end('SSH-2.0-OpenSSH_9.6\r\n'))
    expect(told(await post(server))).toBe('network')
  })

  test('a fetch that throws at once is network, whoever patched it', async () => {
    vi.stubGlobal('fetch', () => {
      throw new Error(`patched: ${CANARY}`)
    })
    expect(told(await send({ endpoint: '/a', page: 'https://app.example/' }))).toBe('network')
    vi.stubGlobal('fetch', undefined)
    expect(told(await send({ endpoint: '/a', page: 'https://app.example/' }))).toBe('network')
  })

  test('is explained to the developer once for an endpoint: CORS, CSP, and the host’s own headers', async () => {
    stubFetch(() => Promise.reject(new TypeError('Failed to fetch')))
    const options: HttpLinkOptions = {
      endpoint: 'https://api.example/link?token=host-token',
      page: 'https://app.example/',
      allowedEndpointOrigins: ['https://api.example'],
      headers: { 'X-CSRF': 'csrf-value', 'Content-Type': 'text/plain' },
    }
    for (let press = 0; press < 3; press++) {
      await send(options)
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(await watch.console()).toHaveLength(1)
    const [line] = await watch.console()
    expect(line).toMatch(/^warn \[hub-link\] network-blocked: .*https:\/\/api\.example\/link .*x-csrf/)
    expect(line).toMatch(/connect-src/)
    expect(line).toMatch(/Access-Control-Allow-Headers: content-type, hub-protocol, idempotency-key/)
    expect(line).not.toMatch(/host-token|csrf-value/)
  })

  test('names the directive where the page’s content security policy refused it', async () => {
    const window = new EventTarget()
    const add = vi.spyOn(window, 'addEventListener')
    const remove = vi.spyOn(window, 'removeEventListener')
    vi.stubGlobal('window', window)
    const violation = (details: Record<string, string>) =>
      window.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), details))
    stubFetch(async (url) => {
      // As in Chromium: the event comes in a task after the rejection.
      setImmediate(() => {
        violation({ blockedURI: url, effectiveDirective: 'connect-src', disposition: 'enforce' })
        violation({
          blockedURI: 'https://ads.example/',
          effectiveDirective: 'img-src',
          disposition: 'enforce',
        })
        violation({ blockedURI: url, effectiveDirective: 'default-src', disposition: 'report' })
      })
      return Promise.reject(new TypeError('Failed to fetch'))
    })
    expect(told(await send({ endpoint: '/csp', page: 'https://app.example/' }))).toBe('network')
    await until(() => add.mock.calls.length > 0)
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await watch.console()).toEqual([
      expect.stringMatching(/https:\/\/app\.example\/csp \(refused by connect-src of the page/),
    ])
    expect(remove.mock.calls.length).toBe(add.mock.calls.length)
  })

  test('leaves no listener on the window after an answer, an error, an abort or the deadline', async () => {
    const window = new EventTarget()
    const listeners = new Set<unknown>()
    vi.spyOn(window, 'addEventListener').mockImplementation((_type, listener, options) => {
      listeners.add(listener)
      const { signal } = options as AddEventListenerOptions
      signal?.addEventListener('abort', () => listeners.delete(listener))
    })
    vi.spyOn(window, 'removeEventListener').mockImplementation((_type, listener) => {
      listeners.delete(listener)
    })
    vi.stubGlobal('window', window)
    const options = { endpoint: '/listener', page: 'https://app.example/' }
    const during = vi.fn(() => expect(listeners.size).toBe(1))

    stubFetch(() => (during(), reply(JSON.stringify(LINKED))))
    await send(options)
    expect(listeners.size).toBe(0)

    stubFetch(() => (during(), Promise.reject(new TypeError('Failed to fetch'))))
    await send(options)
    await vi.advanceTimersByTimeAsync(1000)
    expect(listeners.size).toBe(0)

    vi.stubGlobal('navigator', { onLine: false })
    expect(told(await send(options))).toBe('offline')
    expect(listeners.size).toBe(0)
    vi.stubGlobal('navigator', undefined)

    // A patched fetch that never settles and knows no signal.
    stubFetch(() => (during(), new Promise(() => undefined)))
    const controller = new AbortController()
    const aborted = send(options, linkRequest(), controller.signal)
    await until(() => listeners.size === 1)
    controller.abort()
    expect(told(await aborted)).toBe('aborted')
    expect(listeners.size).toBe(0)

    const late = send(options)
    await until(() => listeners.size === 1)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(told(await late)).toBe('timeout')
    expect(listeners.size).toBe(0)
    expect(during).toHaveBeenCalledTimes(5)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a port where nobody listens is network', async () => {
    expect(told(await send({ endpoint: '/a', page: await closedPage() }))).toBe('network')
  })
})

describe('the deadline of 30 s', () => {
  const begin = (options: HttpLinkOptions, signal?: AbortSignal) => {
    let outcome: LinkOutcome | undefined
    void send(options, linkRequest(), signal).then((settled) => (outcome = settled))
    return { outcome: () => outcome }
  }
  const passes = async (outcome: () => LinkOutcome | undefined) => {
    await vi.advanceTimersByTimeAsync(29_999)
    expect(outcome()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(outcome() && told(outcome()!)).toBe('timeout')
  }

  test('covers the wait for headers, and drops the connection', async () => {
    let closed = false
    const server = await serve((res) => res.on('close', () => (closed = true)))
    const { outcome } = begin({ endpoint: '/a', page: server.page })
    await until(() => server.received.length === 1)
    await passes(outcome)
    await until(() => closed)
  })

  test('covers a body that drips', async () => {
    let closed = false
    const server = await serve((res) => {
      res.writeHead(200, { 'content-type': 'application/json' })
      res.write('{"status":')
      const drip = setInterval(() => res.write(' '), 5)
      res.on('close', () => {
        closed = true
        clearInterval(drip)
      })
    })
    const { outcome } = begin({ endpoint: '/a', page: server.page })
    await until(() => server.received.length === 1)
    await passes(outcome)
    await until(() => closed)
  })

  test('covers the body of an error, too', async () => {
    const server = await serve((res) => {
      res.writeHead(422, { 'content-type': 'application/problem+json' })
      res.write('{"type":')
    })
    const { outcome } = begin({ endpoint: '/a', page: server.page })
    await until(() => server.received.length === 1)
    await passes(outcome)
  })

  test('covers the host’s headers, and sends nothing when they come after all', async () => {
    const stub = stubFetch(() => reply(JSON.stringify(LINKED)))
    let give: (headers: Record<string, string>) => void = () => undefined
    const { outcome } = begin({
      endpoint: '/a',
      page: 'https://app.example/',
      headers: () => new Promise((resolve) => (give = resolve)),
    })
    await passes(outcome)
    expect(vi.getTimerCount()).toBe(0)
    give({ 'x-csrf': 'a' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(stub).not.toHaveBeenCalled()
    expect(await watch.console()).toEqual([])
  })

  test('is over with the answer', async () => {
    stubFetch(() => reply(JSON.stringify(LINKED)))
    const { outcome } = begin({ endpoint: '/a', page: 'https://app.example/' })
    await until(() => outcome() !== undefined)
    expect(told(outcome()!)).toBe('linked')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the caller’s signal', () => {
  test('aborted before: nothing is sent', async () => {
    const server = await serve((res) => json(res, 200, LINKED))
    const outcome = await send({ endpoint: '/a', page: server.page }, linkRequest(), AbortSignal.abort())
    expect(told(outcome)).toBe('aborted')
    expect(server.received).toEqual([])
  })

  test.each(['headers', 'body'])(
    'aborted while waiting for the %s: the connection is dropped',
    async (part) => {
      let closed = false
      const server = await serve((res) => {
        if (part === 'body') res.writeHead(200, { 'content-type': 'application/json' }).write('{')
        res.on('close', () => (closed = true))
      })
      const controller = new AbortController()
      const outcome = send({ endpoint: '/a', page: server.page }, linkRequest(), controller.signal)
      await until(() => server.received.length === 1)
      controller.abort(new Error(CANARY))
      expect(told(await outcome)).toBe('aborted')
      await until(() => closed)
      await vi.advanceTimersByTimeAsync(1000)
      expect(await watch.console()).toEqual([])
    },
  )

  test('keeps no listener of ours once it is answered', async () => {
    stubFetch(() => reply(JSON.stringify(LINKED)))
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    await send({ endpoint: '/a', page: 'https://app.example/' }, linkRequest(), signal)
    expect(add).toHaveBeenCalledOnce()
    expect(remove.mock.calls[0]?.[1]).toBe(add.mock.calls[0]?.[1])
  })
})

describe('a body', () => {
  test('cut off in the middle is network', async () => {
    const server = await serve((res, _req, raw) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '200' })
      res.write(JSON.stringify(LINKED).slice(0, 20), () => raw.socket.destroy())
    })
    expect(told(await post(server))).toBe('network')
    // It was answered, so that neither CORS nor a policy is to blame.
    await vi.advanceTimersByTimeAsync(1000)
    expect(await watch.console()).toEqual([])
  })

  test('cut off in the middle of an error leaves the status to decide', async () => {
    const server = await serve((res, _req, raw) => {
      res.writeHead(422, { 'content-type': 'application/problem+json', 'content-length': '200' })
      res.write('{"type":', () => raw.socket.destroy())
    })
    expect(told(await post(server))).toBe('credential-rejected')
  })

  test('of 50 MB is given up at 64 KiB, and the stream let go', async () => {
    const chunk = Buffer.alloc(64 * 1024, 32)
    let written = 0
    let closed = false
    const server = await serve((res) => {
      res.on('close', () => (closed = true))
      res.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!closed && written < 50 * 1024 * 1024) {
          written += chunk.length
          if (!res.write(chunk)) {
            res.once('drain', more)
            return
          }
        }
        if (!closed) res.end()
      }
      more()
    })
    expect(await post(server)).toEqual({ ok: false, error: { code: 'bad-response', reason: 'too-large' } })
    await until(() => closed)
    expect(written).toBeLessThan(50 * 1024 * 1024)
  })

  test('that declares 50 MB is refused before it is read', async () => {
    let pulled = 0
    const cancel = vi.fn()
    stubFetch(() =>
      reply(new ReadableStream({ pull: () => ((pulled += 1), undefined), cancel }, { highWaterMark: 0 }), {
        headers: { 'content-type': 'application/json', 'content-length': String(50 * 1024 * 1024) },
      }),
    )
    const outcome = await send({ endpoint: '/a', page: 'https://app.example/' })
    expect(outcome).toEqual({ ok: false, error: { code: 'bad-response', reason: 'too-large' } })
    expect(pulled).toBe(0)
    expect(cancel).toHaveBeenCalledOnce()
  })

  test('that is compressed counts as what it unpacks to', async () => {
    const server = await serve((res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      res.end(gzipSync(Buffer.alloc(5_000_000, 32)))
    })
    expect(await post(server)).toEqual({ ok: false, error: { code: 'bad-response', reason: 'too-large' } })
  })

  test.each([
    [0, 'linked'],
    [1, 'bad-response'],
  ])('of 64 KiB and %i bytes is %s', async (more, expected) => {
    const text = JSON.stringify(LINKED)
    const server = await serve((res) => {
      res.writeHead(200, { 'content-type': 'application/json' })
      res.end(text + ' '.repeat(BODY_LIMIT - text.length + more))
    })
    expect(told(await post(server))).toBe(expected)
  })

  test('too large for an error leaves the status to decide', async () => {
    const server = await serve((res) => {
      res.writeHead(403, { 'content-type': 'application/problem+json' })
      res.end(JSON.stringify({ type: 'urn:hub-link:problem:already-linked', pad: 'x'.repeat(BODY_LIMIT) }))
    })
    expect(told(await post(server))).toBe('forbidden')
  })

  test.each<[number, string, string]>([
    [200, 'text/html', 'content-type'],
    [502, 'text/html', 'server'],
    [302, 'application/json', 'redirected'],
  ])('of no use is not waited for: %i %s', async (status, type, expected) => {
    let closed = false
    const server = await serve((res) => {
      // Never ends: only a client that lets go sees an answer.
      res.writeHead(status, { 'content-type': type })
      res.write('<title>Sign in</title>')
      res.on('close', () => (closed = true))
    })
    const outcome = await post(server)
    expect(JSON.stringify(outcome)).toContain(`"${expected}"`)
    expect(JSON.stringify(outcome)).not.toContain('Sign in')
    await until(() => closed)
  })

  test.each([
    [204, {}],
    [200, { 'content-type': 'application/json' }],
    [200, { 'content-length': '0' }],
  ])('that is empty is never linked: %i %j', async (status, headers) => {
    const server = await serve((res) => res.writeHead(status, headers).end())
    expect(await post(server)).toEqual({ ok: false, error: { code: 'bad-response', reason: 'empty' } })
  })

  test('may begin with a byte order mark, and be split within a character', async () => {
    const name = 'Zoë 東京 🗝️'
    const bytes = new TextEncoder().encode(
      `\ufeff${JSON.stringify({ ...LINKED, account: { ...LINKED.account, name } })}`,
    )
    stubFetch(() =>
      reply(
        new ReadableStream<Uint8Array>({
          start(controller) {
            for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
            controller.close()
          },
        }),
      ),
    )
    expect(await send({ endpoint: '/a', page: 'https://app.example/' })).toEqual({
      ok: true,
      reply: { ...LINKED, account: { ...LINKED.account, name } },
    })
  })

  test('that ends within a character is no JSON, though all before it is', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(LINKED))
    stubFetch(() => reply(Uint8Array.of(...bytes, 0xc3)))
    expect(await send({ endpoint: '/a', page: 'https://app.example/' })).toEqual({
      ok: false,
      error: { code: 'bad-response', reason: 'json' },
    })
  })

  test('of any bytes in any pieces is never an exception, and never a false linked', async () => {
    const good = new TextEncoder().encode(JSON.stringify(LINKED))
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // A good body with some bytes changed.
      fc
        .array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 3,
        })
        .map((changes) => changes.reduce((copy, [at, byte]) => copy.with(at, byte), good)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 40 }), async (body, size) => {
        stubFetch(() =>
          reply(
            new ReadableStream<Uint8Array>({
              start(controller) {
                for (let at = 0; at < body.length; at += size) controller.enqueue(body.slice(at, at + size))
                controller.close()
              },
            }),
          ),
        )
        const outcome = await send({ endpoint: '/a', page: 'https://app.example/' })
        if (!outcome.ok) {
          expect(outcome.error.code).toBe('bad-response')
          return
        }
        const said = JSON.parse(new TextDecoder().decode(body)) as unknown
        expect(said).toMatchObject(outcome.reply)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i is not followed: the key never reaches another server',
    async (status) => {
      const thief = await serve((res) => json(res, 200, LINKED))
      const server = await serve((res) => res.writeHead(status, { location: `${thief.origin}/steal` }).end())
      expect(await post(server)).toEqual({ ok: false, error: { code: 'bad-response', reason: 'redirected' } })
      expect(server.received).toHaveLength(1)
      expect(server.received[0]?.body).toContain(CANARY)
      expect(thief.received).toEqual([])
    },
  )

  test('to the same server is not followed either', async () => {
    const server = await serve((res, { url }) => {
      if (url === '/api/link') res.writeHead(307, { location: '/login' }).end()
      else json(res, 200, LINKED)
    })
    expect(told(await post(server))).toBe('bad-response')
    expect(server.received.map(({ url }) => url)).toEqual(['/api/link'])
  })

  test('as a browser shows it, opaque and with status 0', async () => {
    stubFetch(() => {
      const response = new Response(null)
      Object.defineProperties(response, { type: { value: 'opaqueredirect' }, status: { value: 0 } })
      return response
    })
    expect(await send({ endpoint: '/a', page: 'https://app.example/' })).toEqual({
      ok: false,
      error: { code: 'bad-response', reason: 'redirected' },
    })
  })
})

describe('an answer', () => {
  test.each([
    ['a page', '<!doctype html>', { headers: { 'content-type': 'text/html' } }, 'content-type'],
    ['of another shape', JSON.stringify({ secret: CANARY }), {}, 'schema'],
    ['none at all', '', {}, 'empty'],
  ])(
    'that the protocol does not know is told to the developer once: %s',
    async (_what, body, init, reason) => {
      stubFetch(() => reply(body, init))
      const options = { endpoint: `/${reason}?token=host-token`, page: 'https://app.example/' }
      for (let press = 0; press < 2; press++) await send(options)
      expect(await watch.console()).toEqual([
        `warn [hub-link] reply-invalid: An answer cannot be read: link, https://app.example/${reason}, ${reason}. ` +
          'Whether it worked is unknown. ' +
          'Answer 2xx with application/json in the shape that the README gives for it; no redirect, no page.',
      ])
    },
  )

  test('after early hints is the final one', async () => {
    const server = await serve((res) => {
      res.writeEarlyHints({ link: '</styles.css>; rel=preload; as=style' })
      res.writeProcessing()
      json(res, 200, LINKED)
    })
    expect(told(await post(server))).toBe('linked')
  })

  test('too many bytes for the server is told of the form', async () => {
    const server = await serve((res) => res.writeHead(413).end())
    expect(await post(server)).toEqual({
      ok: false,
      error: { code: 'invalid-fields', fields: [{ name: '', code: 'too-long' }] },
    })
  })

  test('of rate-limited is counted from the clock of this machine', async () => {
    const server = await serve((res) => problem(res, 429, 'rate-limited', {}, { 'retry-after': '12' }))
    const before = Date.now()
    const outcome = await post(server)
    const at = !outcome.ok && outcome.error.code === 'rate-limited' ? outcome.error.retryAt : NaN
    expect(at).toBeGreaterThanOrEqual(before + 12_000)
    expect(at).toBeLessThanOrEqual(Date.now() + 12_000)
  })

  test('from a fetch that gives no Response is network, not an exception', async () => {
    for (const odd of [undefined, null, {}, 'linked']) {
      vi.stubGlobal('fetch', () => Promise.resolve(odd))
      expect(told(await send({ endpoint: '/a', page: 'https://app.example/' }))).toBe('network')
    }
  })
})

test('the type is that of any link function', () => {
  const link: LinkFunction = createHttpLink({ endpoint: '/api/link' })
  expect(link).toBeTypeOf('function')
  // @ts-expect-error -- an endpoint is needed
  createHttpLink({})
  // @ts-expect-error -- only these two
  createHttpLink({ endpoint: '/a', credentials: 'omit' })
})
