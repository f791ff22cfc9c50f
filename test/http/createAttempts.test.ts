/**
 * Press after press: the life cycle of the idempotency key, repeats, session renewal, and link functions of hosts.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import {
  PROBLEM_PREFIX,
  type LinkContext,
  type LinkError,
  type LinkErrorCode,
  type LinkFunction,
  type LinkOutcome,
  type LinkReply,
  type LinkRequest,
} from '../../src/core/link.ts'
import { createAttempts, type AttemptsOptions, type PressRequest } from '../../src/http/createAttempts.ts'
import { createHttpLink } from '../../src/http/createHttpLink.ts'
import { parseHttpReply } from '../../src/http/reply.ts'
import { LINKED, linkRequest, told, watchCanary } from './canary.ts'
import { json, problem, serve } from './server.ts'

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const watch = watchCanary()

const linked: LinkOutcome = { ok: true, reply: LINKED }
const failed = (error: LinkError): LinkOutcome => ({ ok: false, error })

/** A link function that gives these outcomes in turn, and the last one from then on. */
const scripted = (...outcomes: unknown[]) => {
  const calls: { request: LinkRequest; key: string; signal: AbortSignal; at: number }[] = []
  const link = ((request: LinkRequest, { signal, idempotencyKey }: LinkContext) => {
    calls.push({ request, key: idempotencyKey, signal, at: Date.now() })
    return Promise.resolve(outcomes[Math.min(calls.length, outcomes.length) - 1])
  }) as LinkFunction
  return { link, calls, keys: () => calls.map(({ key }) => key) }
}

/** A link function over the reply parser, as that of `createHttpLink` is, but without a network to wait for. */
const answering = (...replies: [status: number, slug?: string, headers?: Record<string, string>][]) =>
  scripted(
    ...replies.map(([status, slug, headers]) =>
      parseHttpReply(
        'link',
        {
          status,
          headers: new Headers({ 'content-type': 'application/json', ...headers }),
          body: JSON.stringify(slug ? { type: PROBLEM_PREFIX + slug } : LINKED),
        },
        Date.now(),
      ),
    ),
  )

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])

const signedOut = () => Promise.reject(new Error('signed out'))

const begin = (options: Pick<AttemptsOptions, 'link'> & Partial<AttemptsOptions>) => {
  const attempts = createAttempts({ onSessionExpired: signedOut, ...options })
  return {
    attempts,
    press: async (request: PressRequest = linkRequest(), signal = new AbortController().signal) =>
      watch.note(await attempts.send(request, signal)),
  }
}

/** Runs a press while the fake clock moves on. */
const inTime = async <Value>(running: Promise<Value>): Promise<Value> => {
  const settled = vi.fn()
  running.then(settled, settled)
  for (let step = 0; step < 1000 && settled.mock.calls.length === 0; step++)
    await vi.advanceTimersByTimeAsync(100)
  return running
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

// After each end of a press: whether the next press, without an edit, is the same attempt or another one.
const AFTER_ERROR = {
  offline: [{ code: 'offline' }, 'same'],
  network: [{ code: 'network' }, 'same'],
  timeout: [{ code: 'timeout' }, 'same'],
  'bad-response': [{ code: 'bad-response', reason: 'json' }, 'same'],
  server: [{ code: 'server', status: 502 }, 'same'],
  'provider-unavailable': [{ code: 'provider-unavailable' }, 'same'],
  'in-progress': [{ code: 'in-progress' }, 'same'],
  'rate-limited': [{ code: 'rate-limited', retryAt: Date.now() + 60_000 }, 'same'],
  'session-expired': [{ code: 'session-expired' }, 'same'],
  aborted: [{ code: 'aborted' }, 'same'],
  'config-invalid': [{ code: 'config-invalid', reason: 'x' }, 'same'],
  'invalid-fields': [{ code: 'invalid-fields', fields: [] }, 'new'],
  'credential-rejected': [{ code: 'credential-rejected' }, 'new'],
  'insufficient-permission': [{ code: 'insufficient-permission' }, 'new'],
  'already-linked': [{ code: 'already-linked', account: LINKED.account }, 'new'],
  forbidden: [{ code: 'forbidden' }, 'new'],
  misconfigured: [{ code: 'misconfigured', status: 404 }, 'new'],
  expired: [{ code: 'expired' }, 'new'],
  'popup-blocked': [{ code: 'popup-blocked' }, 'new'],
  'redirect-rejected': [{ code: 'redirect-rejected' }, 'new'],
  'authorization-denied': [{ code: 'authorization-denied' }, 'new'],
} as const satisfies { [Code in LinkErrorCode]: [Extract<LinkError, { code: Code }>, 'same' | 'new'] }

const AFTER_REPLY: [LinkReply, 'new'][] = [
  [LINKED, 'new'],
  [{ status: 'redirect', linkId: 'l1', url: 'https://p.example/', expiresIn: 600 }, 'new'],
  [{ status: 'pending', linkId: 'l1', pollAfter: 2 }, 'new'],
]

const ENDS: [name: string, outcome: LinkOutcome, key: 'same' | 'new'][] = [
  ...Object.entries(AFTER_ERROR).map(
    ([code, [error, key]]) => [code, failed(error), key] as [string, LinkOutcome, 'same' | 'new'],
  ),
  ...AFTER_REPLY.map(
    ([reply, key]) => [reply.status, { ok: true, reply }, key] as [string, LinkOutcome, 'same' | 'new'],
  ),
]

describe('the idempotency key', () => {
  test.each(ENDS)('after %s the next press has the %3$s key', async (_name, outcome, key) => {
    const { link, keys } = scripted(outcome)
    const { press } = begin({ link })
    expect(await inTime(press())).toEqual(outcome)
    const first = new Set(keys())
    expect(first.size, 'one press has one key, however often it is sent').toBe(1)
    const sent = keys().length
    await inTime(press())
    expect(keys()[sent] === keys()[0]).toBe(key === 'same')
  })

  test.each(ENDS)('after %s and an edit the next press has a new key', async (_name, outcome) => {
    const { link, keys } = scripted(outcome)
    const { attempts, press } = begin({ link })
    await inTime(press())
    const sent = keys().length
    attempts.edited()
    await inTime(press())
    expect(keys()[sent]).not.toBe(keys()[0])
  })

  test('is another for another provider, account or scopes, though nothing was edited', async () => {
    const { link, keys } = scripted(failed({ code: 'timeout' }))
    const { press } = begin({ link })
    const account = { account: 'acc_1' }
    const scoped = { ...account, scopes: ['read'] }
    for (const more of [{}, account, scoped, { ...scoped }, { ...scoped, provider: 'other' }])
      await press(linkRequest(more))
    expect(keys()[3]).toBe(keys()[2])
    expect(new Set(keys()).size).toBe(4)
  })

  test('is new after an edit while the press is running, whatever comes of it', async () => {
    for (const outcome of [linked, failed({ code: 'network' }), failed({ code: 'credential-rejected' })]) {
      let answer: (outcome: LinkOutcome) => void = () => undefined
      const keys: string[] = []
      const { attempts, press } = begin({
        link: (_request, { idempotencyKey }) => {
          keys.push(idempotencyKey)
          return new Promise((resolve) => (answer = resolve))
        },
      })
      const first = press()
      attempts.edited()
      answer(outcome)
      await first
      const second = press()
      answer(linked)
      await second
      expect(keys[1]).not.toBe(keys[0])
    }
  })

  test('of an older press that ends late does not touch that of a newer one', async () => {
    const answers: ((outcome: LinkOutcome) => void)[] = []
    const keys: string[] = []
    const { attempts, press } = begin({
      link: (_request, { idempotencyKey }) => {
        keys.push(idempotencyKey)
        return new Promise((resolve) => answers.push(resolve))
      },
    })
    const older = press()
    attempts.edited()
    const newer = press()
    answers[1]?.(failed({ code: 'timeout' }))
    await newer
    answers[0]?.(linked)
    await older
    const again = press()
    answers[2]?.(linked)
    await again
    expect(keys[2]).toBe(keys[1])
  })

  test('is the same for two presses at once, so that the endpoint can tell they are one', async () => {
    const { link, keys } = scripted(linked)
    const { press } = begin({ link })
    await Promise.all([press(), press()])
    expect(new Set(keys()).size).toBe(1)
  })

  test('follows the rule through any series of presses and edits', async () => {
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ENDS).map((end) => ({ kind: 'press', end }) as const) },
      { weight: 1, arbitrary: fc.constant({ kind: 'edit' } as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        let next: LinkOutcome = linked
        const keys: string[] = []
        const { attempts } = begin({
          link: (_request, { idempotencyKey }) => {
            if (keys.at(-1) !== idempotencyKey) {
              expect(keys).not.toContain(idempotencyKey)
              keys.push(idempotencyKey)
            }
            return Promise.resolve(next)
          },
        })
        let expected = 0
        let fresh = true
        for (const step of acts) {
          if (step.kind === 'edit') {
            attempts.edited()
            fresh = true
            continue
          }
          const [, outcome, key] = step.end
          next = outcome
          await inTime(attempts.send(linkRequest(), new AbortController().signal))
          if (fresh) expected++
          expect(keys).toHaveLength(expected)
          fresh = key === 'new'
        }
      }),
      { numRuns: 60 },
    )
  })

  test('is a random UUID, without crypto.randomUUID, and never twice the same', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    const { link, keys } = scripted(linked)
    const { press } = begin({ link })
    for (let count = 0; count < 300; count++) await press()
    for (const key of keys()) expect(key).toMatch(UUID_V4)
    expect(new Set(keys()).size).toBe(300)
    // Every digit takes every value that version 4 leaves free, so no byte is lost.
    for (const at of [0, 7, 9, 12, 15, 16, 17, 20, 35])
      expect(new Set(keys().map((key) => key[at])).size, `digit ${at}`).toBe(16)
  })

  test('is made of random bytes alone: the secret has no part in it', async () => {
    const withBytes = async (request: PressRequest) => {
      vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) })
      const { link, keys } = scripted(linked)
      await begin({ link }).press(request)
      return keys()[0]
    }
    const key = await withBytes(linkRequest())
    expect(key).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
    expect(await withBytes(linkRequest({ fields: { apiKey: 'another' } }))).toBe(key)
  })
})

describe('an idempotency-mismatch', () => {
  const against = async (...slugs: (string | undefined)[]) => {
    const server = await serve((res) => {
      const slug = slugs[Math.min(server.received.length, slugs.length) - 1]
      if (slug) problem(res, 422, slug)
      else json(res, 200, LINKED)
    })
    const link = createHttpLink({ endpoint: '/api/link', page: server.page })
    return {
      ...begin({ link }),
      keys: () => server.received.map(({ headers }) => headers['idempotency-key']),
    }
  }

  test('is tried again once, unseen, with a new key', async () => {
    const { press, keys } = await against('idempotency-mismatch', undefined)
    expect(told(await press())).toBe('linked')
    expect(keys()).toHaveLength(2)
    expect(keys()[1]).not.toBe(keys()[0])
  })

  test('twice is a fault of the server, and the next press has a third key and its own try', async () => {
    const { press, keys } = await against('idempotency-mismatch')
    expect(await press()).toEqual(failed({ code: 'server', status: 422 }))
    expect(keys()).toHaveLength(2)
    expect(told(await press())).toBe('server')
    expect(new Set(keys()).size).toBe(4)
  })

  test('then an unknown outcome: the next press has the newer key', async () => {
    const { press, keys } = await against('idempotency-mismatch', 'server', undefined)
    expect(told(await press())).toBe('server')
    expect(told(await press())).toBe('linked')
    expect(keys()).toHaveLength(3)
    expect(keys()[2]).toBe(keys()[1])
  })

  test('while the form was edited: neither key is used again', async () => {
    const server = await serve((res) => {
      if (server.received.length === 1) attempts.edited()
      problem(res, 422, server.received.length === 1 ? 'idempotency-mismatch' : 'server')
    })
    const link = createHttpLink({ endpoint: '/api/link', page: server.page })
    const { attempts, press } = begin({ link })
    await press()
    await press()
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(3)
  })
})

describe('in progress', () => {
  const busy = failed({ code: 'in-progress' })

  test('is asked again with the same key after 1, 2 and 4 s, and then is told', async () => {
    const { link, calls, keys } = scripted(busy)
    const outcome = await inTime(begin({ link }).press())
    expect(outcome).toEqual(busy)
    const [first = 0] = calls.map(({ at }) => at)
    expect(calls.map(({ at }) => at - first)).toEqual([0, 1000, 3000, 7000])
    expect(new Set(keys()).size).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends with the first other answer', async () => {
    const { link, calls } = scripted(busy, busy, linked)
    expect(await inTime(begin({ link }).press())).toEqual(linked)
    expect(calls).toHaveLength(3)
  })

  test.each([
    ['1', [1000, 2000]],
    ['3', [3000, 3000]],
    ['3600', [30_000, 30_000]],
    ['soon', [1000, 2000]],
  ])('waits at least as long as Retry-After %s asks, and never over 30 s', async (after, waits) => {
    const retry = { 'retry-after': after }
    const { link, calls } = answering([409, 'in-progress', retry], [409, 'in-progress', retry], [200])
    expect(told(await inTime(begin({ link }).press()))).toBe('linked')
    const [first = 0, second = 0, third = 0] = calls.map(({ at }) => at)
    expect([second - first, third - second]).toEqual(waits)
    expect(new Set(calls.map(({ key }) => key)).size).toBe(1)
  })

  test('stops at once when aborted in the wait, and keeps the key', async () => {
    const { link, keys } = scripted(busy, busy, linked)
    const { press } = begin({ link })
    const controller = new AbortController()
    const running = press(linkRequest(), controller.signal)
    await vi.advanceTimersByTimeAsync(1500)
    expect(keys()).toHaveLength(2)
    controller.abort()
    expect(told(await running)).toBe('aborted')
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(keys()).toHaveLength(2)
    expect(told(await press())).toBe('linked')
    expect(new Set(keys()).size).toBe(1)
  })

  test('has its three repeats in every press', async () => {
    const { link, calls } = scripted(busy)
    const { press } = begin({ link })
    await inTime(press())
    await inTime(press())
    expect(calls).toHaveLength(8)
  })
})

describe('an expired session', () => {
  const expired = failed({ code: 'session-expired' })

  test('is renewed, and the same attempt goes on by itself under the same key', async () => {
    const { link, calls, keys } = scripted(expired, linked)
    const order: string[] = []
    const onSessionExpired = vi.fn(async () => {
      order.push(`renewing after ${calls.length}`)
      await new Promise((resolve) => setTimeout(resolve, 90_000))
      order.push(`renewed after ${calls.length}`)
    })
    const request = linkRequest()
    expect(await inTime(begin({ link, onSessionExpired }).press(request))).toEqual(linked)
    expect(order).toEqual(['renewing after 1', 'renewed after 1'])
    expect(calls).toHaveLength(2)
    expect(new Set(keys()).size).toBe(1)
    expect(calls.map((call) => call.request)).toEqual([request, request])
    expect(onSessionExpired.mock.calls).toEqual([[]])
  })

  test('may be renewed by a plain function', async () => {
    const { link } = scripted(expired, linked)
    expect(await begin({ link, onSessionExpired: () => 7 }).press()).toEqual(linked)
  })

  test('twice in a press is the error; the next press may renew again', async () => {
    const { link, calls } = scripted(expired)
    const onSessionExpired = vi.fn()
    const { press } = begin({ link, onSessionExpired })
    expect(await press()).toEqual(expired)
    expect([calls.length, onSessionExpired.mock.calls.length]).toEqual([2, 1])
    expect(await press()).toEqual(expired)
    expect([calls.length, onSessionExpired.mock.calls.length]).toEqual([4, 2])
  })

  test.each<[string, () => unknown]>([
    ['rejects', signedOut],
    [
      'throws',
      () => {
        throw new Error('signed out')
      },
    ],
  ])('whose renewal %s is the error, and nothing is sent again', async (_what, onSessionExpired) => {
    const { link, calls, keys } = scripted(expired, linked)
    const { press } = begin({ link, onSessionExpired })
    expect(await press()).toEqual(expired)
    expect(calls).toHaveLength(1)
    expect(await press()).toEqual(linked)
    expect(new Set(keys()).size).toBe(1)
  })

  test('is left alone when the press is aborted while it is renewed', async () => {
    const { link, calls } = scripted(expired, linked)
    let renewed: (value?: unknown) => void = () => undefined
    const controller = new AbortController()
    const running = begin({
      link,
      onSessionExpired: () => new Promise((resolve) => (renewed = resolve)),
    }).press(linkRequest(), controller.signal)
    await vi.advanceTimersByTimeAsync(10)
    controller.abort()
    expect(told(await running)).toBe('aborted')
    renewed()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toHaveLength(1)
  })

  test('takes the new headers of the host along', async () => {
    let token = 'old'
    const server = await serve((res, { headers }) => {
      if (headers['x-csrf'] === 'new') json(res, 200, LINKED)
      else problem(res, 401, 'session-expired')
    })
    const link = createHttpLink({
      endpoint: '/api/link',
      page: server.page,
      headers: () => ({ 'x-csrf': token }),
    })
    const onSessionExpired = async () => {
      await Promise.resolve()
      token = 'new'
    }
    expect(told(await begin({ link, onSessionExpired }).press())).toBe('linked')
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(server.received.map(({ body }) => body)[1]).toBe(server.received[0]?.body)
  })

  test('a renewal, a mismatch and a wait each have their own turn in one press', async () => {
    const { link, calls, keys } = answering(
      [409, 'in-progress'],
      [401, 'session-expired'],
      [422, 'idempotency-mismatch'],
      [409, 'in-progress'],
      [200],
    )
    const press = begin({ link, onSessionExpired: () => undefined }).press()
    expect(told(await inTime(press))).toBe('linked')
    expect(calls).toHaveLength(5)
    expect(keys().slice(1, 3)).toEqual([keys()[0], keys()[0]])
    expect(keys()[3]).not.toBe(keys()[0])
    expect(keys()[4]).toBe(keys()[3])
  })
})

describe('a link function of the host', () => {
  const wrong = failed({ code: 'bad-response', reason: 'schema' })

  /** `createAttempts` with a console that has told nothing yet: a mistake is told once in a page's life. */
  const untold = async () => {
    vi.resetModules()
    const fresh = await import('../../src/http/createAttempts.ts')
    return (link: LinkFunction) => fresh.createAttempts({ link, onSessionExpired: signedOut })
  }

  test.each([
    ['that is over', -5, 1000],
    ['of half a minute', 30_000, 30_000],
    ['of years', 8_000 * 365 * 86_400_000, 600_000],
  ])('that asks for a wait %s is held to 1 s to 10 min', async (_what, asked, held) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    const { link } = scripted(failed({ code: 'rate-limited', retryAt: Date.now() + asked }))
    const { attempts } = begin({ link })
    expect(await attempts.send(linkRequest(), new AbortController().signal)).toEqual(
      failed({ code: 'rate-limited', retryAt: Date.now() + held }),
    )
    vi.useRealTimers()
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['true', true],
    ['a text', 'linked'],
    ['the bare reply', LINKED],
    ['an empty object', {}],
    ['a list', [true, LINKED]],
    ['ok that is not a boolean', { ok: 'true', reply: LINKED }],
    ['no reply', { ok: true }],
    ['a reply to another operation', { ok: true, reply: { status: 'unlinked' } }],
    ['a reply without an account', { ok: true, reply: { status: 'linked' } }],
    ['a pending without its id', { ok: true, reply: { status: 'pending' } }],
    ['an unknown error', { ok: false, error: { code: 'teapot' } }],
    ['an error without its member', { ok: false, error: { code: 'rate-limited' } }],
    ['an error that is a text', { ok: false, error: 'network' }],
    ['a value that inherits', Object.create({ ok: true, reply: LINKED })],
    [
      'a value that throws when read',
      {
        get ok() {
          throw new Error('no')
        },
      },
    ],
    ['a fetch Response', new Response('{}')],
    ['a reply of too many levels', { ok: true, reply: { ...LINKED, more: nested(32) } }],
    ['a reply of over 64 KiB', { ok: true, reply: { ...LINKED, more: 'x'.repeat(64 * 1024) } }],
  ])('that settles with %s is bad-response, and the developer is told', async (_what, value) => {
    const outcome = await begin({ link: (() => Promise.resolve(value)) as LinkFunction }).press()
    expect(outcome).toEqual(wrong)
  })

  test('that settles with another shape is told so, once, with what, why and how', async () => {
    const attempts = (await untold())((() => Promise.resolve(LINKED)) as unknown as LinkFunction)
    await attempts.send(linkRequest(), new AbortController().signal)
    await attempts.send(linkRequest(), new AbortController().signal)
    expect(await watch.console()).toEqual([
      expect.stringMatching(
        /^error \[hub-link\] link-failed: .*another shape.*unknown.*\{ ok: true, reply \}/,
      ),
    ])
  })

  test.each<[string, LinkFunction]>([
    [
      'throws',
      (request) => {
        throw new Error(JSON.stringify(request))
      },
    ],
    ['rejects', (request) => Promise.reject(new Error(JSON.stringify(request)))],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may reject with anything
    ['rejects with nothing', () => Promise.reject(undefined)],
  ])('that %s is bad-response, and its error, which may hold the key, goes nowhere', async (_what, link) => {
    const reportError = vi.fn()
    vi.stubGlobal('reportError', reportError)
    // Nothing came: the page is not out of date, as another shape would have it.
    expect(await begin({ link }).press()).toEqual(failed({ code: 'bad-response', reason: 'empty' }))
    expect(reportError).not.toHaveBeenCalled()
  })

  test('may answer bad-response itself, and is not blamed for it', async () => {
    const own = failed({ code: 'bad-response', reason: 'redirected' })
    const attempts = (await untold())(scripted(own).link)
    expect(await attempts.send(linkRequest(), new AbortController().signal)).toEqual(own)
    expect(await watch.console()).toEqual([])
  })

  test('gives its outcome without what the contract does not know', async () => {
    const { link } = scripted({
      ok: true,
      reply: { ...LINKED, account: { ...LINKED.account, apiKey: 'x' } },
      request: linkRequest(),
    })
    expect(await begin({ link }).press()).toStrictEqual(linked)
  })

  test('has the deadline of 30 s and learns of it by its signal', async () => {
    let signal: AbortSignal | undefined
    const running = begin({
      link: (_request, context) => {
        signal = context.signal
        return new Promise(() => undefined)
      },
    }).press()
    await vi.advanceTimersByTimeAsync(29_999)
    expect(signal?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(told(await running)).toBe('timeout')
    expect(signal?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that ignores the abort does not hold the press', async () => {
    let signal: AbortSignal | undefined
    const controller = new AbortController()
    const running = begin({
      link: (_request, context) => {
        signal = context.signal
        return new Promise(() => undefined)
      },
    }).press(linkRequest(), controller.signal)
    controller.abort()
    expect(told(await running)).toBe('aborted')
    expect(signal?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that rejects because it was aborted is aborted, without a word on the console', async () => {
    const controller = new AbortController()
    const attempts = (await untold())(
      (_request, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
        }),
    )
    const running = attempts.send(linkRequest(), controller.signal)
    controller.abort()
    expect(told(await running)).toBe('aborted')
    await vi.advanceTimersByTimeAsync(1000)
    expect(await watch.console()).toEqual([])
  })

  test('never sees an abort after its answer, which would make it undo the link', async () => {
    const { link, calls } = scripted(linked)
    const controller = new AbortController()
    await begin({ link }).press(linkRequest(), controller.signal)
    controller.abort()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls[0]?.signal.aborted).toBe(false)
  })

  test('is not called when the press is aborted before it begins', async () => {
    const { link, calls } = scripted(linked)
    expect(told(await begin({ link }).press(linkRequest(), AbortSignal.abort()))).toBe('aborted')
    expect(calls).toEqual([])
  })

  test('of any answer is never an exception and never a false linked', async () => {
    const anything = fc.oneof(
      fc.anything({
        withNullPrototype: true,
        withMap: true,
        withDate: true,
        withBigInt: true,
        withTypedArray: true,
      }),
      fc.record(
        {
          ok: fc.oneof(fc.boolean(), fc.anything()),
          reply: fc.oneof(
            fc.record(
              {
                status: fc.constantFrom('linked', 'pending', 'redirect'),
                account: fc.oneof(
                  fc.record({ id: fc.anything(), provider: fc.anything() }, { requiredKeys: [] }),
                  fc.anything(),
                ),
              },
              { requiredKeys: [] },
            ),
            fc.anything(),
          ),
          error: fc.oneof(fc.record({ code: fc.constantFrom(...Object.keys(AFTER_ERROR)) }), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    )
    await fc.assert(
      fc.asyncProperty(anything, fc.boolean(), async (value, rejects) => {
        const { attempts } = begin({
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may reject with anything
          link: (() => (rejects ? Promise.reject(value) : Promise.resolve(value))) as LinkFunction,
        })
        const outcome = await inTime(attempts.send(linkRequest(), new AbortController().signal))
        if (!outcome.ok) return
        expect(rejects).toBe(false)
        const said = value as typeof linked & { ok: true; reply: typeof LINKED }
        expect(said.ok).toBe(true)
        expect(said.reply.status).toBe(outcome.reply.status)
        if (outcome.reply.status === 'linked') expect(said.reply.account).toMatchObject(outcome.reply.account)
      }),
      { numRuns: 400 },
    )
  })

  test('on a page whose Object.prototype is polluted is not believed for it', async () => {
    const names = ['ok', 'reply', 'status', 'account']
    Object.assign(Object.prototype, { ok: true, reply: LINKED, status: 'linked', account: LINKED.account })
    try {
      const outcomes = await Promise.all(
        [{}, [], { ok: true, reply: {} }, { reply: LINKED }].map((value) =>
          begin({ link: (() => Promise.resolve(value)) as unknown as LinkFunction }).attempts.send(
            linkRequest(),
            new AbortController().signal,
          ),
        ),
      )
      for (const outcome of outcomes) expect(outcome.ok).toBe(false)
    } finally {
      for (const name of names) Reflect.deleteProperty(Object.prototype, name)
    }
  })
})

describe('a reply that comes late', () => {
  test.each(['aborted', 'timeout'])('after %s moves nothing, and is handed to onLateReply', async (code) => {
    let answer: (value: LinkOutcome) => void = () => undefined
    const onLateReply = vi.fn()
    const controller = new AbortController()
    const { press } = begin({ link: () => new Promise((resolve) => (answer = resolve)), onLateReply })
    const running = press(linkRequest(), controller.signal)
    if (code === 'aborted') controller.abort()
    else await vi.advanceTimersByTimeAsync(30_000)
    expect(told(await running)).toBe(code)
    expect(onLateReply).not.toHaveBeenCalled()
    answer(linked)
    await vi.advanceTimersByTimeAsync(0)
    expect(onLateReply).toHaveBeenCalledExactlyOnceWith(LINKED)
  })

  test.each([failed({ code: 'network' }), LINKED, undefined])(
    'that is no good reply is dropped: %j',
    async (value) => {
      let answer: (value: LinkOutcome) => void = () => undefined
      const onLateReply = vi.fn()
      const controller = new AbortController()
      const running = begin({ link: () => new Promise((resolve) => (answer = resolve)), onLateReply }).press(
        linkRequest(),
        controller.signal,
      )
      controller.abort()
      await running
      answer(value as LinkOutcome)
      await vi.advanceTimersByTimeAsync(0)
      expect(onLateReply).not.toHaveBeenCalled()
    },
  )

  test('in time is not late', async () => {
    const onLateReply = vi.fn()
    await begin({ link: scripted(linked).link, onLateReply }).press()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onLateReply).not.toHaveBeenCalled()
  })
})

describe('the other operations', () => {
  const rows: [Exclude<LinkRequest, PressRequest>, LinkReply][] = [
    [{ op: 'status', linkId: 'l1' }, { status: 'denied' }],
    [{ op: 'cancel', linkId: 'l1' }, { status: 'cancelled' }],
    [{ op: 'accounts' }, { status: 'accounts', accounts: [] }],
    [{ op: 'unlink', account: 'acc_1' }, { status: 'unlinked' }],
    [
      { op: 'invite', provider: 'jazzhr' },
      { status: 'invited', url: 'https://link.example/', expiresIn: 60 },
    ],
  ]

  test.each(rows)('%j is one exchange', async (request, reply) => {
    const { link, calls } = scripted({ ok: true, reply })
    const outcome = await begin({ link }).attempts.call(request, new AbortController().signal)
    expect(outcome).toEqual({ ok: true, reply })
    expect(calls.map((call) => call.request)).toEqual([request])
  })

  test.each(['in-progress', 'network'] as const)('ends with %s as it is', async (code) => {
    const { link, calls } = scripted(failed({ code }))
    const onSessionExpired = vi.fn()
    const attempts = createAttempts({ link, onSessionExpired })
    const outcome = await inTime(attempts.call({ op: 'accounts' }, new AbortController().signal))
    expect(outcome).toEqual(failed({ code }))
    expect(calls).toHaveLength(1)
    expect(onSessionExpired).not.toHaveBeenCalled()
  })

  test('renew the session, one renewal for all that meet its end', async () => {
    let renew: () => void = () => undefined
    const onSessionExpired = vi.fn(() => new Promise<void>((resolve) => (renew = resolve)))
    let ended = true
    const link = () =>
      Promise.resolve(
        ended ? failed({ code: 'session-expired' }) : { ok: true, reply: { status: 'unlinked' } },
      )
    const attempts = createAttempts({ link: link as LinkFunction, onSessionExpired })
    const { signal } = new AbortController()
    const both = Promise.all(
      ['acc_1', 'acc_2'].map((account) => attempts.call({ op: 'unlink', account }, signal)),
    )
    await vi.waitFor(() => expect(onSessionExpired).toHaveBeenCalled())
    ended = false
    renew()
    expect((await both).map(({ ok }) => ok)).toEqual([true, true])
    expect(onSessionExpired).toHaveBeenCalledOnce()
    ended = true
    void attempts.call({ op: 'unlink', account: 'acc_3' }, signal)
    await vi.waitFor(() => expect(onSessionExpired).toHaveBeenCalledTimes(2))
  })

  test('end as session-expired where the renewal is refused, and to give up a link is worth none', async () => {
    const { link, calls } = scripted(failed({ code: 'session-expired' }))
    const onSessionExpired = vi.fn(() => Promise.reject(new Error('no')))
    const attempts = createAttempts({ link, onSessionExpired })
    const { signal } = new AbortController()
    expect(await attempts.call({ op: 'accounts' }, signal)).toEqual(failed({ code: 'session-expired' }))
    expect(onSessionExpired).toHaveBeenCalledOnce()
    await attempts.call({ op: 'cancel', linkId: 'link_1' }, signal)
    expect(onSessionExpired).toHaveBeenCalledOnce()
    expect(calls).toHaveLength(2)
  })

  test('do not touch the key of a press', async () => {
    const { link, keys } = scripted(failed({ code: 'timeout' }), failed({ code: 'forbidden' }), linked)
    const { attempts, press } = begin({ link })
    await press()
    await attempts.call({ op: 'accounts' }, new AbortController().signal)
    await press()
    expect(keys()[2]).toBe(keys()[0])
    expect(keys()[1]).not.toBe(keys()[0])
  })

  test.each<[string, LinkOutcome, object]>([
    [
      'an address of the hosted page',
      { ok: true, reply: { status: 'invited', url: 'https://LINK.example/#s', expiresIn: 60 } },
      { name: 'ready', url: 'https://link.example/#s', expiresIn: 60 },
    ],
    [
      'an address that nobody should be sent',
      { ok: true, reply: { status: 'invited', url: 'http://link.example/#s', expiresIn: 60 } },
      { name: 'refused', error: { code: 'bad-response', reason: 'schema' } },
    ],
    ['a reply to a link', linked, { name: 'refused', error: { code: 'bad-response', reason: 'schema' } }],
    [
      'an operation that is not known',
      failed({ code: 'misconfigured', status: 400 }),
      { name: 'refused', error: { code: 'misconfigured', status: 400 } },
    ],
    [
      'what is no reply',
      failed({ code: 'bad-response', reason: 'json' }),
      { name: 'refused', error: { code: 'bad-response', reason: 'json' } },
    ],
    ['nothing', failed({ code: 'network' }), { name: 'offered', error: { code: 'network' } }],
    [
      'that nobody is signed in',
      failed({ code: 'session-expired' }),
      { name: 'offered', error: { code: 'session-expired' } },
    ],
  ])('make an invitation of %s', async (_what, outcome, invitation) => {
    const { link, calls } = scripted(outcome)
    const { signal } = new AbortController()
    expect(await begin({ link }).attempts.invite('jazzhr', signal)).toEqual(invitation)
    expect(calls.map(({ request }) => request)).toEqual([{ op: 'invite', provider: 'jazzhr' }])
  })

  test('reject a reply to a link', async () => {
    const { link } = scripted(linked)
    const outcome = await begin({ link }).attempts.call({ op: 'accounts' }, new AbortController().signal)
    expect(outcome).toEqual(failed({ code: 'bad-response', reason: 'schema' }))
  })
})

describe('nothing is kept', () => {
  test.each<[string, LinkOutcome]>([
    ['linked', linked],
    ['an unknown outcome', failed({ code: 'network' })],
    ['an expired session', failed({ code: 'session-expired' })],
  ])('of the request once the press has settled: %s', async (_what, outcome) => {
    vi.useRealTimers()
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const attempts = createAttempts({
      link: () => Promise.resolve(outcome),
      onSessionExpired: () => Promise.resolve(),
    })
    const { signal } = new AbortController()
    const pressed = async () => {
      const request = linkRequest()
      await attempts.send(request, signal)
      return new WeakRef(request)
    }
    const kept = await pressed()
    for (let turn = 0; turn < 50 && kept.deref(); turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      collect()
    }
    expect(kept.deref()).toBeUndefined()
    attempts.edited()
  })
})
