/**
 * JazzHR's verification: what each answer means, and that the key stays between the server and JazzHR.
 */
import { afterEach, describe, expect, test, vi } from 'vitest'

import { jazzhr } from '../../src/endpoint/index.ts'
import { serve } from '../http/server.ts'
import { bench, CANARY, dump, signal, slug, standIn } from './harness.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('an answer of JazzHR', () => {
  const cases: [string, () => Response, string][] = [
    ['a list of users', () => Response.json([{ id: 'usr_1' }]), 'linked'],
    ['an empty list', () => Response.json([]), 'linked'],
    ['one user', () => Response.json({ id: 'usr_1' }), 'linked'],
    [
      'JSON under another type',
      () => new Response('[]', { headers: { 'content-type': 'text/html' } }),
      'linked',
    ],
    ['401', () => new Response('no', { status: 401 }), 'credential-rejected'],
    ['a page', () => new Response('<h1>Sign in</h1>'), 'credential-rejected'],
    ['nothing', () => new Response(''), 'credential-rejected'],
    ['a JSON string', () => Response.json('invalid key'), 'credential-rejected'],
    ['JSON null', () => Response.json(null), 'credential-rejected'],
    ['a broken list', () => new Response('[{"id":'), 'credential-rejected'],
    ['403', () => new Response('no', { status: 403 }), 'insufficient-permission'],
    ['429', () => new Response('', { status: 429 }), 'rate-limited'],
    ['500', () => Response.json([], { status: 500 }), 'provider-unavailable'],
    ['503', () => new Response('', { status: 503 }), 'provider-unavailable'],
    ['404', () => new Response('', { status: 404 }), 'provider-unavailable'],
    [
      'a redirect',
      () => new Response('', { status: 302, headers: { location: 'https://evil.example' } }),
      'provider-unavailable',
    ],
    ['a list that never ends', () => new Response(endless()), 'provider-unavailable'],
  ]
  test.each(cases)('that is %s', async (_, answer, expected) => {
    const { link, post } = bench({ jazz: standIn(answer) })
    const answered = await link()
    expect(slug(answered)).toBe(expected)
    const { body } = await post({ op: 'accounts' })
    expect(body.accounts).toHaveLength(expected === 'linked' ? 1 : 0)
  })

  test('asks to wait until a date, by its own clock or else by ours', async () => {
    const in90s = () => new Date(Date.now() + 90_000).toUTCString()
    const ask = async (headers: () => Record<string, string>) => {
      const { link } = bench({ jazz: standIn(() => new Response('', { status: 429, headers: headers() })) })
      return Number((await link()).headers.get('retry-after'))
    }
    const [date, retryAfter] = ['Thu, 01 Jan 2026 00:00:00 GMT', 'Thu, 01 Jan 2026 00:01:30 GMT']
    expect(await ask(() => ({ date, 'retry-after': retryAfter }))).toBe(90)
    const byOurs = await ask(() => ({ 'retry-after': in90s() }))
    expect(byOurs).toBeGreaterThan(60)
    expect(byOurs).toBeLessThanOrEqual(90)
  })

  test.each([
    ['120', 120],
    ['soon', 30],
    ['-5', 30],
    ['1e9', 30],
    ['99999', 600],
    ['0', 1],
  ])('asks to wait with Retry-After %s', async (retryAfter, seconds) => {
    const { link } = bench({
      jazz: standIn(() => new Response('', { status: 429, headers: { 'retry-after': retryAfter } })),
    })
    expect((await link()).headers.get('retry-after')).toBe(String(seconds))
  })

  test('that does not come within 20 s', async () => {
    vi.useFakeTimers()
    const asked = signal()
    const { link, jazz } = bench({
      jazz: standIn(() => {
        asked.give()
        return new Promise<Response>(() => undefined)
      }),
    })
    const answer = link()
    await asked.given
    await vi.advanceTimersByTimeAsync(19_900)
    const early = await Promise.race([answer, Promise.resolve('nothing yet')])
    await vi.advanceTimersByTimeAsync(200)
    expect(early).toBe('nothing yet')
    expect(slug(await answer)).toBe('provider-unavailable')
    expect(jazz.requests.map((request) => request.signal.aborted)).toEqual([true])
  })

  test('whose body does not end within 20 s', async () => {
    vi.useFakeTimers()
    const asked = signal()
    const { link } = bench({
      jazz: standIn(() => {
        asked.give()
        return new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('[')) }))
      }),
    })
    const answer = link()
    await asked.given
    await vi.advanceTimersByTimeAsync(20_100)
    expect(slug(await answer)).toBe('provider-unavailable')
  })
})

describe('a real server', () => {
  test('gets the key in the query string, and a redirect is not followed', async () => {
    const elsewhere = await serve((res) => res.end('[]'))
    const jazz = await serve((res) => {
      res.writeHead(302, { location: `${elsewhere.origin}/stolen` }).end()
    })
    const { link } = bench({
      providers: [jazzhr({ baseUrl: `${jazz.origin}/` })],
      fetch: (...args) => globalThis.fetch(...args),
    })
    expect(slug(await link('a key&?/#%'))).toBe('provider-unavailable')
    const [request] = jazz.received
    const url = new URL(request!.url, jazz.origin)
    expect([request!.method, url.pathname, url.searchParams.get('apikey')]).toEqual([
      'GET',
      '/v1/users',
      'a key&?/#%',
    ])
    expect(elsewhere.received).toEqual([])
  })

  test('that resets the connection is unavailable', async () => {
    const jazz = await serve((_, __, raw) => raw.socket.destroy())
    const { link, log } = bench({
      providers: [jazzhr({ baseUrl: jazz.origin })],
      fetch: (...args) => globalThis.fetch(...args),
    })
    expect(slug(await link())).toBe('provider-unavailable')
    expect(log.find(({ event }) => event === 'provider-failed')?.error).toMatchObject({ name: 'TypeError' })
    expect(JSON.stringify(log)).not.toContain(CANARY)
  })
})

test('the key is in no answer, log entry or stored value, whatever happens', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const answers = [
    () => Response.json([]),
    () => new Response(CANARY, { status: 401 }),
    () => new Response('', { status: 403, statusText: CANARY }),
    () => new Response('', { status: 429, headers: { 'retry-after': CANARY } }),
    () => {
      throw new TypeError(`fetch failed: https://api.resumatorapi.com/v1/users?apikey=${CANARY}`)
    },
    () => {
      throw new Error(Buffer.from(CANARY).toString('base64'))
    },
  ]
  for (const answer of answers) {
    const { link, log, storage } = bench({ jazz: standIn(answer) })
    const { text, headers } = await link()
    const seen = [text, JSON.stringify([...headers]), JSON.stringify(log), await dump(storage)].join('\n')
    expect(seen).not.toContain(CANARY)
    expect(seen).not.toContain(Buffer.from(CANARY).toString('base64'))
    expect(seen).not.toContain(Buffer.from(CANARY).toString('hex'))
  }
  expect(JSON.stringify(errors.mock.calls)).not.toContain(CANARY)
  errors.mockRestore()
})

const endless = () =>
  new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20)),
  })
