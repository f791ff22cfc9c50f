/**
 * A provider that a person authorises at: started, polled, finished by the callback, cancelled.
 * A provider of the test's own stands in for the far end; `slow/oauth2.test.ts` runs a real one.
 */
import { randomUUID } from 'node:crypto'
import { runInNewContext } from 'node:vm'

import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { HINT_CHANNEL } from '../../src/core/hint.ts'
import type { Authorization, AuthorizationEnd, Provider, Renewal } from '../../src/endpoint/index.ts'
import { callbackPage } from '../../src/endpoint/callbackPage.ts'
import { accountKey, leaseKey, linkKey, tenantOf } from '../../src/endpoint/keys.ts'
import { createStore } from '../../src/endpoint/store/createStore.ts'
import {
  bench,
  CANARY,
  dump,
  elapse,
  linkRequest,
  newSecret,
  read,
  signal,
  slug,
  type Bench,
} from './harness.ts'

const TOKEN = 'tOkEn9c1d4e7f2a5b8c3d6e'

type Finish = NonNullable<Provider['authorize']>['finish']

const yes: AuthorizationEnd = { ok: true, credentials: { accessToken: TOKEN }, name: 'Ann' }

/** A provider whose `finish` a test decides. `VERIFIER` must come back from `start`. */
const acme = (
  finish: Finish = () => Promise.resolve(yes),
  more: Partial<Provider['authorize']> = {},
): Provider => ({
  key: 'acme',
  name: 'Acme & <Sons>',
  fields: [],
  verify: () => Promise.resolve({ ok: true }),
  authorize: {
    start: ({ redirectUri, state, scopes }) =>
      Promise.resolve({
        url: `https://id.acme.example/authorize?${new URLSearchParams({ redirect_uri: redirectUri, state, scope: scopes.join(' ') }).toString()}`,
        keep: { verifier: CANARY },
      }),
    finish,
    ...more,
  },
})

const connect = { op: 'link', provider: 'acme', fields: {}, locale: 'en' }

/** Starts a link; `callback` comes back from the provider. */
async function start(endpoint: Bench, headers: Record<string, string> = {}, body: object = connect) {
  const answer = await endpoint.post(body, headers)
  const { linkId, url } = answer.body as { linkId: string; url: string }
  const state = url ? new URL(url).searchParams.get('state')! : ''
  return {
    answer,
    linkId,
    url,
    state,
    status: async (more: Record<string, string> = {}) =>
      endpoint.post({ op: 'status', linkId }, { ...headers, ...more }),
    callback: async (query: Record<string, string> = { code: 'c' }, more: Record<string, string> = {}) =>
      read(
        await endpoint.fetch(
          new Request(
            `https://app.example/api/link/callback?${new URLSearchParams({ state, ...query }).toString()}`,
            {
              headers: { 'sec-fetch-site': 'cross-site', ...more },
            },
          ),
        ),
      ),
  }
}

describe('the redirect', () => {
  test('goes to the provider with the callback, the state and the scopes', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { answer, url } = await start(endpoint, {}, { ...connect, scopes: ['a', 'b'] })
    expect(answer.body).toEqual({
      status: 'redirect',
      linkId: expect.stringMatching(/^lnk_/) as string,
      url,
      expiresIn: 600,
    })
    const { searchParams } = new URL(url)
    expect(searchParams.get('redirect_uri')).toBe('https://app.example/api/link/callback')
    expect(searchParams.get('scope')).toBe('a b')
  })

  test('comes back to publicUrl where there is one', async () => {
    const endpoint = bench({ providers: [acme()], publicUrl: 'https://public.example/x/' })
    const { url } = await start(endpoint)
    expect(new URL(url).searchParams.get('redirect_uri')).toBe('https://public.example/x/callback')
  })

  test('is pending until somebody comes back, then linked', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { linkId, status, callback } = await start(endpoint)
    expect((await status()).body).toEqual({ status: 'pending', linkId, pollAfter: 2 })
    expect((await callback()).status).toBe(200)
    const { body } = await status()
    expect(body).toMatchObject({ status: 'linked', account: { provider: 'acme', name: 'Ann' } })
    expect(await endpoint.credentials({ owner: 'org_1', account: body.account.id })).toEqual({
      accessToken: TOKEN,
    })
  })

  test('gives the provider what it kept, and the address it was promised', async () => {
    const finish = vi.fn<Finish>(() => Promise.resolve(yes))
    const [now, fetch] = [Date.now(), vi.fn()]
    const { callback, state } = await start(bench({ providers: [acme(finish)], now: () => now, fetch }))
    await callback({ code: 'c0de' })
    const [request, context] = finish.mock.calls[0]!
    expect(context).toEqual({ signal: expect.any(AbortSignal) as AbortSignal, fetch, now })
    expect(request.redirectUri).toBe('https://app.example/api/link/callback')
    expect(request.callback.href).toBe(
      `https://app.example/api/link/callback?${new URLSearchParams({ state, code: 'c0de' }).toString()}`,
    )
    expect([request.keep, request.state]).toEqual([{ verifier: CANARY }, state])
  })

  test('sent again with the same key leads to the same link, and tells when it was linked', async () => {
    let time = Date.now()
    const endpoint = bench({ providers: [acme()], now: () => time })
    const headers = { 'idempotency-key': `"${randomUUID()}"` }
    const first = await start(endpoint, headers)
    time += 100_400
    const again = await start(endpoint, headers)
    expect(again.answer.body).toEqual({ ...first.answer.body, expiresIn: 499 })
    await first.callback()
    expect(slug((await start(endpoint, headers)).answer)).toBe('linked')
  })

  test('sent again with the same key after it was denied leads to a new link', async () => {
    const endpoint = bench({ providers: [acme(() => Promise.resolve({ ok: false, problem: 'denied' }))] })
    const headers = { 'idempotency-key': `"${randomUUID()}"` }
    const first = await start(endpoint, headers)
    await first.callback()
    const again = await start(endpoint, headers)
    expect(again.linkId).not.toBe(first.linkId)
    expect([slug(await first.status()), slug(await again.status())]).toEqual(['denied', 'pending'])
  })

  test('is for fields that the provider takes alone', async () => {
    const shop: Provider = {
      ...acme(),
      fields: [{ name: 'shop', required: true }],
      verify: ({ shop: name }) =>
        Promise.resolve(name === 'ours' ? { ok: true } : { ok: false, problem: 'credential-rejected' }),
    }
    const endpoint = bench({ providers: [shop] })
    const ask = async (name: string) =>
      (await start(endpoint, {}, { ...connect, fields: { shop: name } })).answer
    expect([slug(await ask('theirs')), slug(await ask('ours'))]).toEqual(['credential-rejected', 'redirect'])
  })

  test('that the provider cannot start is unavailable', async () => {
    const broken = acme(undefined, { start: () => Promise.reject(new Error(CANARY)) })
    const { answer } = await start(bench({ providers: [broken] }))
    expect(slug(answer)).toBe('provider-unavailable')
    expect(answer.text).not.toContain(CANARY)
  })
})

describe('a link ends', () => {
  test.each([
    ['denied', () => Promise.resolve({ ok: false, problem: 'denied' } as const), 200],
    ['failed', () => Promise.resolve({ ok: false, problem: 'failed' } as const), 502],
    ['failed', () => Promise.reject(new Error(CANARY)), 502],
  ])('as %s', async (state, finish, httpStatus) => {
    const endpoint = bench({ providers: [acme(finish)] })
    const { status, callback } = await start(endpoint)
    const page = await callback()
    expect(page.status).toBe(httpStatus)
    expect(page.text).not.toContain(CANARY)
    expect((await status()).body).toEqual({ status: state })
  })

  test('when its ten minutes are over: the code is not even sent', async () => {
    let time = Date.now()
    const finish = vi.fn<Finish>(() => Promise.resolve(yes))
    const { status, callback } = await start(bench({ providers: [acme(finish)], now: () => time }))
    time += 601_000
    expect((await status()).body).toEqual({ status: 'expired' })
    expect((await callback()).status).toBe(410)
    expect(finish).not.toHaveBeenCalled()
  })

  test('when it is cancelled, and a late callback links nothing', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { status, callback, linkId } = await start(endpoint)
    expect((await endpoint.post({ op: 'cancel', linkId })).body).toEqual({ status: 'cancelled' })
    expect((await status()).body).toEqual({ status: 'expired' })
    expect((await callback()).status).toBe(410)
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
  })

  test('when it is cancelled while the code is being exchanged', async () => {
    const [asked, answer] = [signal(), signal()]
    const endpoint = bench({
      providers: [
        acme(async () => {
          asked.give()
          await answer.given
          return yes
        }),
      ],
    })
    const { status, callback, linkId } = await start(endpoint)
    const page = callback()
    await asked.given
    expect(slug(await endpoint.post({ op: 'cancel', linkId }))).toBe('cancelled')
    answer.give()
    expect((await page).status).toBe(410)
    expect((await status()).body).toEqual({ status: 'expired' })
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
  })

  test('as failed when no secret opens any more what the provider must get back', async () => {
    const finish = vi.fn<Finish>(() => Promise.resolve(yes))
    const endpoint = bench({ providers: [acme(finish)] })
    const { status, linkId, state } = await start(endpoint)
    const url = `https://app.example/api/link/callback?${new URLSearchParams({ state, code: 'c' }).toString()}`
    const later = bench({ providers: [acme(finish)], storage: endpoint.storage })
    expect((await later.fetch(new Request(url))).status).toBe(502)
    expect((await later.post({ op: 'status', linkId })).body).toEqual({ status: 'failed' })
    expect(slug(await status())).toBe('failed')
    expect(finish).not.toHaveBeenCalled()
  })

  test('and is forgotten after 24 hours, its account is not', async () => {
    let time = Date.now()
    const endpoint = bench({ providers: [acme()], now: () => time })
    const [linked, left] = [await start(endpoint), await start(endpoint)]
    await linked.callback()
    time += 24 * 60 * 60 * 1000 - 1000
    expect([slug(await linked.status()), slug(await left.status())]).toEqual(['linked', 'expired'])
    time += 1000
    expect([slug(await linked.status()), slug(await left.status())]).toEqual(['link-expired', 'link-expired'])
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toHaveLength(1)
  })

  test.each([true, false])(
    'but a cancel that comes too late does not hide the account; its end was written: %s',
    async (written) => {
      const driver = memory()
      let works = true
      const setItem: Driver['setItem'] = (key, value, options) => {
        if (!works && key.includes(':links:')) throw new Error('no space')
        return driver.setItem?.(key, value, options)
      }
      const storage = createStorage({ driver: { ...driver, setItem } as Driver })
      const endpoint = bench({ providers: [acme()], storage })
      const { status, callback, linkId } = await start(endpoint)
      works = written
      expect((await callback()).status).toBe(written ? 200 : 502)
      works = true
      expect(slug(await endpoint.post({ op: 'cancel', linkId }))).toBe('cancelled')
      expect(slug(await status())).toBe('linked')
    },
  )
})

describe('the callback', () => {
  test('sends the code once, however often its page is loaded', async () => {
    const finish = vi.fn<Finish>(async () => {
      await new Promise((done) => setTimeout(done, 20))
      return yes
    })
    const { callback } = await start(bench({ providers: [acme(finish)] }))
    const pages = await Promise.all([callback(), callback(), callback()])
    pages.push(await callback())
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(finish).toHaveBeenCalledTimes(1)
  })

  test('sends it once however long the provider takes within its 20 s', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const finish = vi.fn<Finish>(async () => {
      await new Promise((done) => setTimeout(done, 19_000))
      return yes
    })
    const { callback } = await start(bench({ providers: [acme(finish)] }))
    const reloads = [0, 6_000, 12_000, 18_000].map(async (after) => {
      await new Promise((done) => setTimeout(done, after))
      return (await callback()).status
    })
    expect((await elapse(Promise.all(reloads))).result).toEqual([200, 200, 200, 200])
    expect(finish).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['no state', ''],
    ['a state of nobody', `lnk_${'0'.repeat(32)}.${'0'.repeat(32)}`],
    ['markup', '"><script>alert(1)</script>'],
  ])('with %s says that the link has ended', async (_, state) => {
    const finish = vi.fn<Finish>(() => Promise.resolve(yes))
    const { callback } = await start(bench({ providers: [acme(finish)] }))
    const page = await callback({ state, code: 'c' })
    expect(page.status).toBe(410)
    expect(page.text).not.toContain('alert(1)')
    expect(finish).not.toHaveBeenCalled()
  })

  test('with a guessed half of the state links nothing', async () => {
    const { callback, state, status } = await start(bench({ providers: [acme()] }))
    expect((await callback({ state: `${state.split('.')[0]!}.${'0'.repeat(32)}` })).status).toBe(410)
    expect(slug(await status())).toBe('pending')
  })

  test('in a browser that is signed in as somebody else is refused', async () => {
    const finish = vi.fn<Finish>(() => Promise.resolve(yes))
    const { callback, status } = await start(bench({ providers: [acme(finish)] }))
    expect((await callback({ code: 'c' }, { 'x-owner': 'org_evil' })).status).toBe(403)
    expect(finish).not.toHaveBeenCalled()
    expect(slug(await status())).toBe('pending')
  })

  test.each([
    ['is signed in nowhere', () => null],
    [
      'the host cannot tell',
      () => {
        throw new Error('no session')
      },
    ],
  ])('in a browser that %s works: the state is proof enough', async (_, owner) => {
    let asking: () => { id: string } | null = () => ({ id: 'org_1' })
    const { callback, status } = await start(bench({ providers: [acme()], owner: () => asking() }))
    asking = owner
    expect((await callback()).status).toBe(200)
    asking = () => ({ id: 'org_1' })
    expect(slug(await status())).toBe('linked')
  })

  test('of an invitation works in a browser that is signed in as somebody else', async () => {
    const endpoint = bench({ providers: [acme()], linkPage: 'https://link.example/' })
    const { token } = await endpoint.createSession({ owner: 'org_1', provider: 'acme' })
    const { callback, status } = await start(endpoint, { authorization: `Bearer ${token}` })
    expect((await callback({ code: 'c' }, { 'x-owner': 'org_2' })).status).toBe(200)
    expect(slug(await status())).toBe('linked')
  })

  test('hurries the page that it was started from alone', async () => {
    const endpoint = bench({ providers: [acme()], allowedOrigins: ['https://portal.example'] })
    const { callback } = await start(endpoint, { origin: 'https://portal.example' })
    expect((await callback()).text).toContain('opener.postMessage(message, "https://portal.example")')
  })

  test.each(['before', 'after'] as const)(
    'says that something went wrong where the storage fails %s it has found the link',
    async (when) => {
      const driver = memory()
      let works = true
      const getItem: Driver['getItem'] = async (key) => {
        if (!works && (when === 'before' || key.includes(':accounts:'))) throw new Error(`no ${CANARY}`)
        return driver.getItem(key)
      }
      const storage = createStorage({ driver: { ...driver, getItem } as Driver })
      const endpoint = bench({ providers: [acme()], storage })
      const { callback } = await start(endpoint)
      works = false
      const { status, text } = await callback()
      expect(status).toBe(502)
      expect(text).toContain('Something went wrong')
      const failed = { level: 'error', event: 'storage-failed', error: { name: 'Error' } }
      expect(endpoint.log.slice(-2)).toEqual([
        failed,
        { level: 'info', event: 'callback', result: 'failed', owner: undefined, provider: undefined },
      ])
    },
  )

  test('says in the log that another still held the link, and blames no storage', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { callback, linkId, status } = await start(endpoint)
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const lock = leaseKey(`${await linkKey(linkId)}:callback`)
    await createStore(endpoint.storage, false, Date.now).take(lock, 'a process that was killed', 60_000)
    const { result } = await elapse(callback())
    expect([result.status, slug(await status())]).toEqual([502, 'pending'])
    const entries = endpoint.log.filter(({ event }) => event !== 'request')
    expect(entries).toEqual([
      expect.objectContaining({ event: 'callback', result: 'failed', error: { name: 'LockBusyError' } }),
    ])
  })

  test('is an entry of the log that says for whom and how it ended', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { callback } = await start(endpoint)
    await callback()
    await callback({ state: 'nobody’s' })
    expect(endpoint.log.slice(-2)).toEqual([
      { level: 'info', event: 'callback', result: 'linked', owner: 'org_1', provider: 'acme' },
      { level: 'info', event: 'callback', result: 'expired', owner: undefined, provider: undefined },
    ])
  })

  test('answers a page that hurries the widget, closes itself, and lets nothing else run', async () => {
    const { callback, linkId, state } = await start(bench({ providers: [acme()] }), {
      origin: 'https://app.example',
    })
    const { headers, text } = await callback({ code: 'c0de' })
    const nonce = /nonce-([0-9a-f]+)/.exec(headers.get('content-security-policy')!)![1]!
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).toContain('Acme &#38; &#60;Sons&#62; is connected')
    for (const secret of [state, 'c0de', TOKEN, CANARY]) expect(text).not.toContain(secret)

    const script = /<script nonce="\w+">(.*)<\/script>/s.exec(text)![1]!
    const [posted, broadcast, close] = [vi.fn(), vi.fn(), vi.fn()]
    class Channel {
      constructor(readonly name: string) {}
      postMessage = (data: unknown) => void broadcast(this.name, data)
    }
    const run = (globals: object) =>
      void runInNewContext(script, { ...globals, close, setTimeout: (work: () => void) => work() })
    const hint = { type: HINT_CHANNEL, linkId }
    run({ BroadcastChannel: Channel, opener: { postMessage: posted } })
    expect(posted.mock.calls).toEqual([[hint, 'https://app.example']])
    expect(broadcast.mock.calls).toEqual([[HINT_CHANNEL, hint]])
    expect(close).toHaveBeenCalledOnce()
    // The window that opened it may be gone, and so may BroadcastChannel.
    run({ opener: null })
    expect(close).toHaveBeenCalledTimes(2)
  })
})

test('nothing ends the script of the callback’s page but its own end', () => {
  const hostile = '</script><script>alert(1)//'
  const page = callbackPage({
    ...{ result: 'linked', name: hostile, nonce: 'n' },
    hint: hostile,
    origin: hostile,
  })
  expect(page.match(/<\/?script/g)).toEqual(['<script', '</script'])
})

describe('a redirect link', () => {
  test('is nobody else’s to poll or cancel', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { status, linkId } = await start(endpoint)
    expect(slug(await status({ 'x-owner': 'org_2' }))).toBe('link-expired')
    expect(slug(await endpoint.post({ op: 'cancel', linkId }, { 'x-owner': 'org_2' }))).toBe('cancelled')
    expect(slug(await status())).toBe('pending')
  })

  test('of the same identity renews the account instead of doubling it', async () => {
    let token = 'first'
    const endpoint = bench({
      providers: [
        acme(() => Promise.resolve({ ok: true, credentials: { accessToken: token }, identity: 'acme 7' })),
      ],
    })
    const first = await start(endpoint)
    await first.callback()
    token = 'second'
    const second = await start(endpoint)
    await second.callback()
    const { account } = (await second.status()).body as { account: { id: string } }
    expect(account).toEqual((await first.status()).body.account)
    expect(await endpoint.credentials({ owner: 'org_1', account: account.id })).toEqual({
      accessToken: 'second',
    })
  })

  test('that yields what an account holds already is linked as that account', async () => {
    const endpoint = bench({ providers: [acme()] })
    const [first, second] = [await start(endpoint), await start(endpoint)]
    expect([(await first.callback()).status, (await second.callback()).status]).toEqual([200, 200])
    expect((await second.status()).body).toEqual((await first.status()).body)
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toHaveLength(1)
  })

  test('that renews an account makes none where that was unlinked meanwhile', async () => {
    const endpoint = bench({ providers: [acme()] })
    const first = await start(endpoint)
    await first.callback()
    const { account } = (await first.status()).body
    const update = await start(endpoint, {}, { ...connect, account: account.id })
    await endpoint.post({ op: 'unlink', account: account.id })
    expect((await update.callback()).status).toBe(502)
    expect(slug(await update.status())).toBe('failed')
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
  })

  test('can renew a given account', async () => {
    let token = 'first'
    const endpoint = bench({
      providers: [acme(() => Promise.resolve({ ok: true, credentials: { accessToken: token } }))],
    })
    const first = await start(endpoint)
    await first.callback()
    const { account } = (await first.status()).body as { account: { id: string } }
    token = 'second'
    const update = await start(endpoint, {}, { ...connect, account: account.id })
    await update.callback()
    expect((await update.status()).body.account.id).toBe(account.id)
    expect(await endpoint.credentials({ owner: 'org_1', account: account.id })).toEqual({
      accessToken: 'second',
    })
  })

  test('that has renewed an account is linked, though the storage failed after the account', async () => {
    const driver = memory()
    let works = true
    const setItem: Driver['setItem'] = (key, value, options) => {
      if (!works && key.includes(':links:')) throw new Error('no space')
      return driver.setItem?.(key, value, options)
    }
    let generation = 0
    const finish = vi.fn<Finish>(() =>
      Promise.resolve({ ok: true, credentials: { accessToken: `token-${(generation += 1)}` } }),
    )
    const renew = ({ accessToken }: Readonly<Record<string, string>>): Promise<Renewal> =>
      Promise.resolve(
        accessToken === 'token-2'
          ? { kind: 'renewed', credentials: { accessToken: 'renewed' } }
          : { kind: 'fresh' },
      )
    const storage = createStorage({ driver: { ...driver, setItem } as Driver })
    const endpoint = bench({ providers: [acme(finish, { renew })], storage })
    const first = await start(endpoint)
    await first.callback()
    const { account } = (await first.status()).body
    const update = await start(endpoint, {}, { ...connect, account: account.id })
    // Until then the account is that of the link before.
    expect(slug(await update.status())).toBe('pending')
    works = false
    expect((await update.callback()).status).toBe(502)
    works = true
    // A job may renew the tokens before anybody asks how the link ended.
    const ask = () => endpoint.credentials({ owner: 'org_1', account: account.id })
    expect(await ask()).toEqual({ accessToken: 'renewed' })
    expect((await update.callback()).status).toBe(200)
    expect((await update.status()).body).toEqual({ status: 'linked', account })
    expect(await ask()).toEqual({ accessToken: 'renewed' })
    expect(finish).toHaveBeenCalledTimes(2)
  })

  test('of a session uses it up when it links, not before', async () => {
    let end: AuthorizationEnd = { ok: false, problem: 'denied' }
    const endpoint = bench({
      owner: () => null,
      linkPage: 'https://link.example/',
      providers: [acme(() => Promise.resolve(end))],
    })
    const { token } = await endpoint.createSession({ owner: 'org_1', provider: 'acme' })
    const headers = () => ({ authorization: `Bearer ${token}`, 'idempotency-key': `"${randomUUID()}"` })
    const denied = await start(endpoint, headers())
    await denied.callback()
    expect(slug(await denied.status())).toBe('denied')
    end = yes
    const [one, two] = [await start(endpoint, headers()), await start(endpoint, headers())]
    expect([(await one.callback()).status, (await two.callback()).status]).toEqual([200, 502])
    expect([slug(await one.status()), slug(await two.status())]).toEqual(['linked', 'failed'])
    expect(slug((await start(endpoint, headers())).answer)).toBe('session-expired')
  })

  test('of a session is linked and uses it up, though the storage failed after the account', async () => {
    const driver = memory()
    let [works, kept] = [true, false]
    const setItem: Driver['setItem'] = (key, value, options) => {
      if (!works && key.includes(':sessions:') && kept) throw new Error('no space')
      kept ||= key.includes(':accounts:')
      return driver.setItem?.(key, value, options)
    }
    const endpoint = bench({
      owner: () => null,
      linkPage: 'https://link.example/',
      providers: [acme()],
      storage: createStorage({ driver: { ...driver, setItem } as Driver }),
    })
    const { token } = await endpoint.createSession({ owner: 'org_1', provider: 'acme' })
    const headers = () => ({ authorization: `Bearer ${token}`, 'idempotency-key': `"${randomUUID()}"` })
    const { callback, status } = await start(endpoint, headers())
    works = false
    expect((await callback()).status).toBe(502)
    works = true
    expect(slug(await status())).toBe('linked')
    expect((await callback()).status).toBe(200)
    expect(slug((await start(endpoint, headers())).answer)).toBe('session-expired')
  })

  test('of a session that has linked sends nobody away once its account is unlinked', async () => {
    const endpoint = bench({
      owner: () => ({ id: 'org_1' }),
      linkPage: 'https://link.example/',
      providers: [acme()],
    })
    const { token } = await endpoint.createSession({ owner: 'org_1', provider: 'acme' })
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `"${randomUUID()}"` }
    const first = await start(endpoint, headers)
    await first.callback()
    const { account } = (await first.status()).body
    expect(slug((await start(endpoint, headers)).answer)).toBe('linked')
    await endpoint.post({ op: 'unlink', account: account.id })
    expect(slug((await start(endpoint, headers)).answer)).toBe('session-expired')
  })

  test('keeps no secret in clear anywhere', async () => {
    const endpoint = bench({ providers: [acme()] })
    const { callback, status, state } = await start(endpoint)
    const before = await dump(endpoint.storage)
    const [, proof = ''] = state.split('.')
    const page = await callback({ code: 'c0de-canary' })
    const seen = [
      before,
      await dump(endpoint.storage),
      JSON.stringify(endpoint.log),
      page.text,
      (await status()).text,
    ]
    for (const secret of [TOKEN, CANARY, 'c0de-canary', proof]) expect(seen.join('\n')).not.toContain(secret)
  })
})

describe('credentials that run out', () => {
  const renewing = async (renew: NonNullable<Authorization['renew']>, secrets = [newSecret()]) => {
    const providers = [acme(undefined, { renew })]
    const endpoint = bench({ providers, secrets })
    const { callback, status } = await start(endpoint)
    await callback()
    const { account } = (await status()).body as { account: { id: string } }
    return {
      endpoint,
      ask: () => endpoint.credentials({ owner: 'org_1', account: account.id }),
      id: account.id,
    }
  }

  test('are renewed and kept, by one of many that ask at once', async () => {
    let generation = 0
    const { ask } = await renewing(async () => {
      await new Promise((done) => setTimeout(done, 5))
      return generation === 0
        ? { kind: 'renewed', credentials: { accessToken: `new-${(generation += 1)}` } }
        : { kind: 'fresh' }
    })
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ accessToken: 'new-1' }))
  })

  test('are given as they are when the provider cannot be asked', async () => {
    const { ask } = await renewing(() => Promise.reject(new Error('down')))
    expect(await ask()).toEqual({ accessToken: TOKEN })
  })

  test('are given as they are when whoever renewed them was killed meanwhile', async () => {
    const renew = vi.fn<() => Promise<Renewal>>(() => Promise.resolve({ kind: 'ended' }))
    const { ask, endpoint, id } = await renewing(renew)
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const lock = leaseKey(`${await accountKey(await tenantOf('org_1'), id)}:renewal`)
    await createStore(endpoint.storage, false, Date.now).take(lock, 'a process that was killed', 60_000)
    const { result, ms } = await elapse(ask())
    expect(result).toEqual({ accessToken: TOKEN })
    expect(ms).toBeLessThan(30_000)
    expect(renew).not.toHaveBeenCalled()
  })

  test('that have ended are told, and the account lists as expired', async () => {
    const { ask, endpoint } = await renewing(() => Promise.resolve({ kind: 'ended' }))
    await expect(ask()).rejects.toMatchObject({ code: 'expired-account' })
    expect((await endpoint.post({ op: 'accounts' })).body.accounts[0]!.state).toBe('expired')
  })

  test.each<[string, Renewal]>([
    ['renewed', { kind: 'renewed', credentials: { accessToken: 'renewed' } }],
    ['told to have ended', { kind: 'ended' }],
  ])('and were replaced while the old ones were %s stay as the person linked them', async (_, renewal) => {
    const [asked, answer] = [signal(), signal()]
    let token = 'first'
    const endpoint = bench({
      providers: [
        acme(() => Promise.resolve({ ok: true, credentials: { accessToken: token } }), {
          renew: async ({ accessToken }) => {
            if (accessToken !== 'first') return { kind: 'fresh' }
            asked.give()
            await answer.given
            return renewal
          },
        }),
      ],
    })
    const first = await start(endpoint)
    await first.callback()
    const { account } = (await first.status()).body
    const ask = () => endpoint.credentials({ owner: 'org_1', account: account.id })
    const asking = ask()
    await asked.given
    token = 'second'
    await (await start(endpoint, {}, { ...connect, account: account.id })).callback()
    answer.give()
    expect(await asking).toEqual({ accessToken: 'second' })
    expect(await ask()).toEqual({ accessToken: 'second' })
    expect((await endpoint.post({ op: 'accounts' })).body.accounts[0]!.state).toBe('active')
  })

  const renewedLate = async (secrets?: string[]) => {
    const [asked, answer] = [signal(), signal()]
    const { endpoint, ask, id } = await renewing(async ({ accessToken }) => {
      if (accessToken !== TOKEN) return { kind: 'fresh' }
      asked.give()
      await answer.given
      return { kind: 'renewed', credentials: { accessToken: 'renewed' } }
    }, secrets)
    const asking = ask()
    await asked.given
    return { endpoint, ask, id, asking, answer }
  }

  test('and were unlinked meanwhile are nobody’s', async () => {
    const { endpoint, id, asking, answer } = await renewedLate()
    await endpoint.post({ op: 'unlink', account: id })
    answer.give()
    await expect(asking).rejects.toMatchObject({ code: 'unknown-account' })
  })

  test('and were sealed anew meanwhile are kept: a refresh token may work once', async () => {
    const [old, newest] = [newSecret(), newSecret()]
    const { endpoint, ask, asking, answer } = await renewedLate([old, newest])
    const { reseal } = bench({ storage: endpoint.storage, secrets: [newest, old] })
    expect(await reseal()).toEqual({ resealed: 1, failed: 0 })
    answer.give()
    expect(await asking).toEqual({ accessToken: 'renewed' })
    expect(await ask()).toEqual({ accessToken: 'renewed' })
  })

  test('stay those of the same identity when they were renewed', async () => {
    const end = { ...yes, identity: 'acme 7' }
    const renew = () => Promise.resolve<Renewal>({ kind: 'renewed', credentials: { accessToken: 'renewed' } })
    const endpoint = bench({ providers: [acme(() => Promise.resolve(end), { renew })] })
    const first = await start(endpoint)
    await first.callback()
    const { account } = (await first.status()).body
    expect(await endpoint.credentials({ owner: 'org_1', account: account.id })).toEqual({
      accessToken: 'renewed',
    })
    const again = await start(endpoint)
    await again.callback()
    expect((await again.status()).body.account.id).toBe(account.id)
  })

  test('and cannot be renewed list as expired from then on', async () => {
    let time = Date.now()
    const end = { ...yes, expiresAt: time + 1000 }
    const endpoint = bench({ providers: [acme(() => Promise.resolve(end))], now: () => time })
    await (await start(endpoint)).callback()
    const state = async () => (await endpoint.post({ op: 'accounts' })).body.accounts[0]!.state as string
    expect(await state()).toBe('active')
    time += 1001
    expect(await state()).toBe('expired')
  })
})

test('a callback is only a GET', async () => {
  const answer = await bench({ providers: [acme()] }).fetch(
    linkRequest(connect, { origin: 'https://evil.example' }, 'https://app.example/api/link/callback'),
  )
  expect(answer.status).toBe(403)
})
