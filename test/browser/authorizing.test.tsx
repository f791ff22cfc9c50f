/** The time between Connect and the provider's yes: its window, and the poll that alone decides. */
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { HINT_CHANNEL } from '../../src/core/hint.ts'
import { passTime, useClock } from './clock.ts'
import { takeConsole } from './console.ts'
import { endpoint, type Endpoint, held, LINKED, problem, REDIRECT, type Reply } from './endpoint.ts'
import { byRedirect, formOf } from './guides.ts'
import { button, connect, dialog, field, heading, keyInput, openHub, stubOpen, expectFocus } from './hub.tsx'
import { expectNoSecret, KEY } from './secret.ts'

const PENDING = { status: 'pending' } as const
const CANCELLED = { status: 'cancelled' } as const
const waiting = (status: readonly Reply[] = [PENDING], redirect: Reply = REDIRECT): Endpoint =>
  endpoint({ link: [redirect], status, cancel: [CANCELLED] })

/** Hurries the poll as a person does who comes back to the page. */
const comeBack = async (): Promise<void> => {
  // Listeners are there after the paint.
  for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  window.dispatchEvent(new Event('focus'))
}

const polls = (server: Endpoint): number => server.received('status').length

/** True when the window was opened in the task of the click, before anything was awaited. */
function clickOpens(name: string, open: { mock: { calls: unknown[] } }): boolean {
  const before = open.mock.calls.length
  ;(button(name).element() as HTMLElement).click()
  return open.mock.calls.length === before + 1
}

describe('a reply that sends the person on', () => {
  test('names the host, and opens its window in the click itself', async () => {
    const { open, windows } = stubOpen()
    waiting()
    const hub = openHub()
    await connect()
    await expect.element(heading('Finish at JazzHR')).toBeVisible()
    await expectFocus(heading('Finish at JazzHR'))
    await expect.element(page.getByText('You will go to app.jazz.co in a new window.')).toBeVisible()
    // Nobody has gone there yet.
    await expect.element(page.getByRole('status')).toHaveTextContent('')
    expect(open).not.toHaveBeenCalled()
    await expectNoSecret()

    expect(clickOpens('Continue to JazzHR', open)).toBe(true)
    expect(open).toHaveBeenCalledExactlyOnceWith(REDIRECT.url, '_blank', expect.stringContaining('popup'))
    expect(windows[0]?.opener).toBeNull()
    await expect.element(button('Open again')).toBeVisible()
    await expect.element(page.getByRole('status')).toHaveTextContent('Waiting for JazzHR …')
    // How it stands comes before what can be done about it.
    const order = page.getByRole('status').element().compareDocumentPosition(button('Open again').element())
    expect(order).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(hub.events).toEqual([
      { type: 'form' },
      { type: 'submitted', attempt: 1 },
      { type: 'redirected', host: 'app.jazz.co' },
    ])
  })

  test('keeps the form out of sight, and what was typed in it', async () => {
    stubOpen()
    waiting()
    openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await expect.element(keyInput()).not.toBeVisible()
    // Nor is there help for what is not there.
    expect(page.getByText('Link the account from the Hub').elements()).toHaveLength(0)
    await button('Cancel').click()
    await expect.element(page.getByText('Link the account from the Hub')).toBeVisible()
    await expect.element(keyInput()).toHaveValue(KEY)
  })

  test.each([
    ['plain http', 'http://app.jazz.co/authorise'],
    ['a script', 'javascript:alert(1)'],
    ['a user name', 'https://app.jazz.co@evil.example/'],
    ['a backslash', 'https://app.jazz.co\\@evil.example/'],
    ['no address', 'authorise'],
  ])('is refused for %s, without a window', async (_what, url) => {
    const { open } = stubOpen()
    waiting([], { ...REDIRECT, url })
    const hub = openHub()
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('not one that we trust')
    expect(hub.errors).toEqual([{ code: 'redirect-rejected' }])
    expect(open).not.toHaveBeenCalled()
    await expect.element(keyInput()).toHaveValue(KEY)
  })
})

describe('a guide that declares a redirect', () => {
  test('opens an empty window in the click on Connect, and sends it on when the reply comes', async () => {
    const { open, windows } = stubOpen()
    const { answer, release } = held(REDIRECT)
    endpoint({ link: [answer], status: [PENDING], cancel: [CANCELLED] })
    openHub({ guide: byRedirect })
    expect(clickOpens('Connect', open)).toBe(true)
    expect(windows[0]?.visited).toEqual(['about:blank'])
    expect(windows[0]?.opener).toBeNull()
    release()
    await expect.element(button('Open again')).toBeVisible()
    expect(windows.map(({ visited }) => visited)).toEqual([['about:blank', REDIRECT.url]])
  })

  test.each([
    ['another host', { ...REDIRECT, url: 'https://evil.example/' }],
    ['a failure', new Response(null, { status: 500 })],
    ['a yes at once', LINKED],
    ['a wait', { status: 'pending', linkId: 'link_1' }],
  ])('closes it again for %s', async (_what, reply: Reply) => {
    const { windows } = stubOpen()
    endpoint({ link: [reply], status: [PENDING], cancel: [CANCELLED] })
    openHub({ guide: byRedirect })
    await button('Connect').click()
    await vi.waitFor(() => expect(windows.map(({ closed }) => closed)).toEqual([true]))
    expect(windows[0]?.visited).toEqual(['about:blank'])
  })

  test('opens none while a field needs mending', async () => {
    const { open } = stubOpen()
    const server = endpoint({})
    openHub({
      guide: { ...byRedirect, fields: formOf([{ name: 'company', label: 'Company', kind: 'text' }]).fields },
    })
    await button('Connect').click()
    await expect.element(field('Company')).toHaveAttribute('aria-invalid', 'true')
    expect(open).not.toHaveBeenCalled()
    expect(server.received()).toEqual([])
  })

  test('a double click opens one', async () => {
    const { windows } = stubOpen()
    const server = waiting()
    openHub({ guide: byRedirect })
    await userEvent.dblClick(button('Connect'))
    await expect.element(button('Open again')).toBeVisible()
    expect([windows.length, server.received('link').length]).toEqual([1, 1])
  })

  test('cancel closes it', async () => {
    const { windows } = stubOpen()
    const { answer, release } = held(REDIRECT)
    const server = endpoint({ link: [answer], cancel: [CANCELLED] })
    openHub({ guide: byRedirect })
    await button('Connect').click()
    await button('Cancel').click()
    expect(windows.map(({ closed }) => closed)).toEqual([true])
    release()
    // The link that nobody waits for any more is given up at the endpoint too.
    await vi.waitFor(() =>
      expect(server.received('cancel').map(({ body }) => body)).toEqual([{ op: 'cancel', linkId: 'link_1' }]),
    )
    await expect.element(button('Connect')).toBeVisible()
  })
})

describe('windows', () => {
  test('a blocked one becomes a plain link', async () => {
    stubOpen('blocked')
    const server = waiting([PENDING, LINKED])
    const hub = openHub()
    await connect()
    await button('Continue to JazzHR').click()
    const way = page.getByRole('link', { name: 'Continue to JazzHR' })
    await expect.element(way).toHaveAttribute('href', REDIRECT.url)
    await expect.element(way).toHaveAttribute('target', '_blank')
    await expect.element(way).toHaveAttribute('rel', 'noopener noreferrer')
    await expectFocus(way)
    // Nobody has gone there yet.
    await expect.element(page.getByRole('status')).toHaveTextContent('')
    expect(hub.errors).toEqual([{ code: 'popup-blocked' }])
    await vi.waitFor(async () => {
      await comeBack()
      expect(hub.linked).toEqual([LINKED.account])
    })
    expect(polls(server)).toBeGreaterThan(1)
  })

  test('one that Connect could not open becomes a plain link too', async () => {
    stubOpen('blocked')
    waiting()
    const hub = openHub({ guide: byRedirect })
    await button('Connect').click()
    await expect.element(page.getByRole('link', { name: 'Continue to JazzHR' })).toBeVisible()
    expect(hub.errors).toEqual([{ code: 'popup-blocked' }])
  })

  test('a closed one never means cancelled: it can be opened again, and the poll decides', async () => {
    const { windows } = stubOpen()
    let done = false
    const server = endpoint({
      link: [REDIRECT],
      status: [() => (done ? LINKED : PENDING)],
      cancel: [CANCELLED],
    })
    const hub = openHub()
    await connect()
    await button('Continue to JazzHR').click()
    windows[0]!.closed = true
    await expect.element(page.getByText('Not finished? You can open the window again.')).toBeVisible()
    await expect.element(page.getByRole('status')).toHaveTextContent('Waiting for JazzHR …')
    await button('Open again').click()
    expect(windows.map(({ visited }) => visited)).toEqual([[REDIRECT.url], [REDIRECT.url]])
    done = true
    await comeBack()
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is connected')
    expect(hub.linked).toEqual([LINKED.account])
    expect(server.received('cancel')).toEqual([])
  })
})

describe('the poll', () => {
  test('is hurried once by a window that closes, and not at all by one that is open', async () => {
    useClock()
    const { windows } = stubOpen()
    const server = waiting([{ ...PENDING, pollAfter: 60 }])
    openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await comeBack()
    await vi.waitFor(() => expect(polls(server)).toBe(1))
    await button('Continue to JazzHR').click()
    await vi.advanceTimersByTimeAsync(5000)
    await expect.element(page.getByRole('status')).toHaveTextContent(/^Waiting for JazzHR …$/)
    const before = polls(server)
    windows[0]!.closed = true
    await vi.advanceTimersByTimeAsync(5000)
    await expect.element(page.getByText('Not finished? You can open the window again.')).toBeVisible()
    await vi.waitFor(() => expect(polls(server)).toBe(before + 1))
    await vi.advanceTimersByTimeAsync(5000)
    expect(polls(server)).toBe(before + 1)
  })

  test('asks again and again, as often as the endpoint likes, and then decides', async () => {
    useClock()
    const server = waiting([PENDING, { status: 'pending', pollAfter: 5 }, PENDING, LINKED])
    const hub = openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await passTime(() => hub.linked.length > 0, 250)
    expect(server.received('status').map(({ body }) => body)).toEqual(
      Array.from({ length: 4 }, () => ({ op: 'status', linkId: 'link_1' })),
    )
    expect(server.received('status').every(({ headers }) => !('idempotency-key' in headers))).toBe(true)
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is connected')
    expect(hub.linked).toEqual([LINKED.account])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(polls(server)).toBe(4)
  })

  test.each([
    ['denied', 'authorization-denied', 'Access was not granted at JazzHR', 'Try again'],
    ['expired', 'expired', 'This attempt has expired', 'Start again'],
    ['failed', 'provider-unavailable', 'JazzHR is not answering', 'Try again'],
  ])('%s ends the wait, with what was typed', async (status, code, words, next) => {
    const { windows } = stubOpen()
    waiting([{ status }])
    const hub = openHub()
    await connect()
    await button('Continue to JazzHR').click()
    await comeBack()
    await expect.element(page.getByRole('alert')).toHaveTextContent(words)
    await expectFocus(button(next))
    expect(hub.errors).toEqual([{ code }])
    await expect.element(keyInput()).toHaveValue(KEY)
    expect(windows).toHaveLength(1)
  })

  test('goes on through what the next one may mend', async () => {
    useClock()
    const server = waiting([
      new Response(null, { status: 503 }),
      new Response('<html>', { headers: { 'Content-Type': 'text/html' } }),
      new Response(null, { status: 429 }),
      LINKED,
    ])
    const hub = openHub()
    await connect()
    await passTime(() => hub.linked.length > 0, 250)
    expect(polls(server)).toBe(4)
    expect(hub.errors).toEqual([])
    expect(takeConsole()).toEqual([expect.stringContaining('reply-invalid')])
  })

  test('ends with an answer that nothing mends', async () => {
    waiting([new Response(null, { status: 403 })])
    openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await comeBack()
    await expect.element(page.getByRole('alert')).toHaveTextContent('You do not have permission')
  })

  test('renews a session that ends meanwhile, once, and goes on', async () => {
    let renewed: () => void = () => undefined
    const onSessionExpired = vi.fn(() => new Promise<void>((resolve) => (renewed = resolve)))
    const server = waiting([problem('session-expired'), problem('session-expired'), LINKED])
    const hub = openHub({ onSessionExpired })
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await comeBack()
    await vi.waitFor(() => expect(onSessionExpired).toHaveBeenCalledOnce())
    // Who comes back while the host asks is not asked again.
    await comeBack()
    await vi.waitFor(() => expect(polls(server)).toBe(2))
    renewed()
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is connected')
    expect(onSessionExpired).toHaveBeenCalledOnce()
    expect(hub.errors).toEqual([])
  })

  test('ends by itself some time after the link has expired', async () => {
    useClock()
    waiting([PENDING], { ...REDIRECT, expiresIn: 60 })
    openHub()
    await connect()
    await passTime(() => button('Start again').elements().length > 0)
    await expect.element(page.getByRole('alert')).toHaveTextContent('This attempt has expired')
  })

  test('waits as long as the endpoint likes, though no timer does', async () => {
    const server = waiting([PENDING], { ...REDIRECT, expiresIn: 10 * 365 * 86_400 })
    const hub = openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await comeBack()
    await vi.waitFor(() => expect(polls(server)).toBe(1))
    expect(hub.errors).toEqual([])
  })

  test('goes on while its tab is out of sight: the person may be at the provider in another', async () => {
    useClock()
    waiting([PENDING, LINKED])
    const hub = openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    await passTime(() => hub.linked.length > 0, 250)
    expect(hub.linked).toEqual([LINKED.account])
  })

  test('waits for a link that has no window', async () => {
    const server = endpoint({
      link: [{ status: 'pending', linkId: 'link_2', pollAfter: 1 }],
      status: [LINKED],
    })
    const hub = openHub()
    await connect()
    await expect.element(heading('JazzHR is still working on it')).toBeVisible()
    await expect.element(button('Continue to JazzHR')).not.toBeInTheDocument()
    await comeBack()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('status').map(({ body }) => body)).toEqual([{ op: 'status', linkId: 'link_2' }])
    expect(hub.linked).toEqual([LINKED.account])
  })

  test('pauses offline, and goes on when the line is back', async () => {
    useClock()
    const online = vi.spyOn(navigator, 'onLine', 'get')
    const server = waiting([PENDING, LINKED])
    const hub = openHub()
    await connect()
    await passTime(() => polls(server) === 1, 250)
    online.mockReturnValue(false)
    window.dispatchEvent(new Event('offline'))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(polls(server)).toBe(1)
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    online.mockReturnValue(true)
    window.dispatchEvent(new Event('online'))
    await passTime(() => hub.linked.length > 0, 250)
    expect(hub.errors).toEqual([])
  })
})

describe('hints', () => {
  const message =
    (data: unknown, origin = location.origin): (() => void) =>
    () => {
      window.dispatchEvent(new MessageEvent('message', { data, origin }))
    }
  const broadcast =
    (data: unknown): (() => void) =>
    () => {
      const channel = new BroadcastChannel(HINT_CHANNEL)
      channel.postMessage(data)
      channel.close()
    }
  const HINT = { type: 'hub-link', linkId: 'link_1' }

  /** One poll has been; the next is a minute away, unless something hurries it. */
  const openBetweenPolls = async () => {
    const server = waiting([{ ...PENDING, pollAfter: 60 }])
    const hub = openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await comeBack()
    await vi.waitFor(() => expect(polls(server)).toBe(1))
    return { server, hub }
  }

  test.each([
    ['a message of the callback page', message(HINT)],
    ['a message on the channel', broadcast(HINT)],
    ['the focus that comes back', comeBack],
    [
      'the tab that comes back',
      () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    ],
    [
      'a change of visibility that does not bubble',
      () => document.dispatchEvent(new Event('visibilitychange')),
    ],
    [
      'a page from the cache',
      () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    ],
  ])('%s hurries the poll, which says what is so', async (_what, hint) => {
    const { server, hub } = await openBetweenPolls()
    hint()
    await vi.waitFor(() => expect(polls(server)).toBe(2))
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    expect([hub.linked.length, hub.errors.length]).toEqual([0, 0])
  })

  test.each([
    ['another origin', message(HINT, 'https://evil.example')],
    ['another link', message({ ...HINT, linkId: 'link_9' })],
    ['another shape', message('linked')],
    ['nothing', message(null)],
    ['an inherited shape', message(Object.create(HINT))],
    ['a yes of its own', message({ status: 'linked', account: LINKED.account })],
  ])('a message from %s is not even that', async (_what, hint) => {
    const { server, hub } = await openBetweenPolls()
    hint()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(polls(server)).toBe(1)
    expect([hub.linked.length, hub.errors.length]).toEqual([0, 0])
    await expect.element(dialog()).not.toBeInTheDocument()
  })
})

describe('cancel', () => {
  test('gives the link up at the endpoint, and the form back', async () => {
    stubOpen()
    const server = waiting()
    const hub = openHub()
    await connect()
    await button('Continue to JazzHR').click()
    await button('Cancel').click()
    await expect.element(button('Connect')).toBeVisible()
    await vi.waitFor(() =>
      expect(server.received('cancel').map(({ body }) => body)).toEqual([{ op: 'cancel', linkId: 'link_1' }]),
    )
    await expectFocus(button('Connect'))
    expect(hub.events.at(-1)).toEqual({ type: 'cancelled' })
    await expect.element(keyInput()).toHaveValue(KEY)
    const before = polls(server)
    await comeBack()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(polls(server)).toBe(before)
  })

  test('a yes that was on its way is only told', async () => {
    stubOpen()
    const { answer, release } = held(LINKED)
    const server = endpoint({ link: [REDIRECT], status: [answer], cancel: [CANCELLED] })
    const hub = openHub()
    await connect()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    await comeBack()
    await vi.waitFor(() => expect(polls(server)).toBe(1))
    await button('Cancel').click()
    release()
    await vi.waitFor(() => expect(server.received('cancel')).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(hub.linked).toEqual([])
    await expect.element(dialog()).not.toBeInTheDocument()
  })
})
