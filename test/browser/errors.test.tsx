/** Every way that a link can fail, from one table: what is said, where the focus goes, what comes next, what is kept. */
import { HttpResponse } from 'msw'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { LinkErrorCode, LinkFunction, LinkOutcome } from '../../src/core/link.ts'
import { createHttpLink } from '../../src/http/createHttpLink.ts'
import { useClock, passTime } from './clock.ts'
import { takeConsole } from './console.ts'
import { type Answer, endpoint, ENDPOINT, held, LINKED, problem, REDIRECT } from './endpoint.ts'
import { everyField } from './guides.ts'
import {
  button,
  connect,
  dialog,
  field,
  heading,
  keyInput,
  openHub,
  type OpenHub,
  expectFocus,
} from './hub.tsx'
import { expectNoSecret, KEY } from './secret.ts'

interface Case {
  /** What the endpoint answers first; then it links. */
  readonly answer?: Answer
  /** How often it says so: more than once where a press is sent again by itself. */
  readonly times?: number
  /** What the link function settles with first, where no endpoint brings the failure about. */
  readonly outcome?: LinkOutcome
  readonly status?: { readonly status: string }
  readonly offline?: boolean
  /** What the host hears besides the code. */
  readonly more?: object
  readonly says: RegExp
  /** Where it is said, and where the focus goes: to the credential's input, or to the button. */
  readonly at: 'field' | 'form'
  readonly next?: 'Start again'
  /** Whether the next press is the same attempt for the endpoint. */
  readonly key: 'same' | 'new'
  /** Codes of usage errors that the developer hears. */
  readonly console?: RegExp
}

const never = (): Promise<Response> => new Promise(() => undefined)
const html = (status: number): Response =>
  new HttpResponse('<h1>Server words</h1>', { status, headers: { 'Content-Type': 'text/html' } })

const CASES = {
  'config-invalid': {
    outcome: { ok: false, error: { code: 'config-invalid', reason: 'headers-invalid' } },
    more: { reason: 'headers-invalid' },
    says: /not configured.*tell the people who run this page/,
    at: 'form',
    key: 'same',
  },
  offline: {
    answer: HttpResponse.error(),
    offline: true,
    says: /appear to be offline/,
    at: 'form',
    key: 'same',
  },
  network: {
    answer: HttpResponse.error(),
    says: /could not reach the server.*trying again is safe/,
    at: 'form',
    key: 'same',
    console: /network-blocked/,
  },
  timeout: { answer: never, says: /took too long.*Trying again is safe/, at: 'form', key: 'same' },
  'bad-response': {
    answer: html(200),
    more: { reason: 'content-type' },
    says: /could not read.*Trying again is safe/,
    at: 'form',
    key: 'same',
    console: /reply-invalid/,
  },
  server: {
    answer: html(503),
    more: { status: 503 },
    says: /wrong on the server.*Trying again is safe/,
    at: 'form',
    key: 'same',
  },
  'provider-unavailable': {
    answer: problem('provider-unavailable'),
    says: /JazzHR is not answering.*is safe/,
    at: 'form',
    key: 'same',
  },
  'rate-limited': {
    answer: problem('rate-limited', {}, { 'Retry-After': '3' }),
    more: { retryAt: expect.any(Number) as number },
    says: /too many attempts/,
    at: 'form',
    key: 'same',
  },
  'invalid-fields': {
    answer: problem('invalid-fields', { errors: [{ pointer: '#/fields/apiKey', code: 'odd' }] }),
    more: { fields: [{ name: 'apiKey', code: 'odd' }] },
    says: /JazzHR did not accept this/,
    at: 'field',
    key: 'new',
  },
  'credential-rejected': {
    answer: problem('credential-rejected'),
    says: /JazzHR did not accept this key.*copied all of it/,
    at: 'field',
    key: 'new',
  },
  'insufficient-permission': {
    answer: problem('insufficient-permission'),
    says: /knows this key, but it does not have.*administrator/,
    at: 'field',
    key: 'new',
  },
  'in-progress': {
    answer: problem('in-progress'),
    times: 4,
    says: /already being connected.*Wait a moment/,
    at: 'form',
    key: 'same',
  },
  'session-expired': {
    answer: problem('session-expired'),
    says: /session has ended.*Sign in again/,
    at: 'form',
    key: 'same',
  },
  forbidden: {
    answer: problem('forbidden'),
    says: /not have permission.*ask an administrator/,
    at: 'form',
    key: 'new',
  },
  misconfigured: {
    answer: html(404),
    more: { status: 404 },
    says: /not set up correctly.*tell the people/,
    at: 'form',
    key: 'new',
  },
  expired: {
    answer: problem('link-expired'),
    says: /has expired.*start again/,
    at: 'form',
    next: 'Start again',
    key: 'new',
  },
  'redirect-rejected': {
    answer: { ...REDIRECT, url: 'http://app.jazz.co/authorise' },
    says: /not one that we trust for JazzHR/,
    at: 'form',
    key: 'new',
  },
  'authorization-denied': {
    answer: { ...REDIRECT },
    status: { status: 'denied' },
    says: /Access was not granted at JazzHR/,
    at: 'form',
    key: 'new',
  },
  aborted: {
    outcome: { ok: false, error: { code: 'aborted' } },
    says: /was stopped.*Trying again is safe/,
    at: 'form',
    key: 'same',
  },
} satisfies Record<Exclude<LinkErrorCode, 'already-linked' | 'popup-blocked'>, Case>

/** A widget over the real wire, and the idempotency key of each press. */
function openFor({
  answer,
  times = 1,
  outcome,
  status,
}: Case): OpenHub & { readonly keys: readonly string[] } {
  endpoint({
    link: [...Array.from({ length: times }, () => answer ?? LINKED), LINKED],
    ...(status && { status: [status] }),
    cancel: [{ status: 'cancelled' }],
  })
  const keys: string[] = []
  const http = createHttpLink({ endpoint: ENDPOINT })
  let first = outcome
  const link: LinkFunction = (request, context) => {
    if (request.op === 'link') keys.push(context.idempotencyKey)
    const settled = first
    first = undefined
    return settled ? Promise.resolve(settled) : http(request, context)
  }
  return { ...openHub({ link }), keys }
}

const isShown = (name: string) => (): boolean => button(name).elements().length > 0

describe.each(Object.entries(CASES) as [LinkErrorCode, Case][])('%s', (code, told) => {
  test('is told in words, keeps the key, and leads on', async () => {
    useClock()
    if (told.offline) vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const hub = openFor(told)
    const next = told.next ?? 'Try again'
    await connect()
    await passTime(isShown(next))

    if (told.at === 'field') await expect.element(keyInput()).toHaveAccessibleDescription(told.says)
    else await expect.element(page.getByRole('alert')).toHaveTextContent(told.says)
    expect(document.body.textContent).not.toContain('Server words')
    await expectFocus(told.at === 'field' ? keyInput() : button(next))
    await expect.element(keyInput()).toHaveValue(KEY)
    await expect.element(keyInput()).toHaveAttribute('type', 'password')
    await expectNoSecret()
    expect(hub.errors).toEqual([{ code, ...told.more }])
    expect(hub.events.filter(({ type }) => type === 'failed')).toEqual([
      { type: 'failed', error: hub.errors[0] },
    ])

    if (told.offline) vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    await passTime(() => button(next).element().getAttribute('aria-disabled') !== 'true')
    await button(next).click()
    if (told.next) {
      await expect.element(heading(/^Step 1 of 4/)).toBeVisible()
      await expect.element(keyInput()).toHaveValue(KEY)
      await button('Connect').click()
    }
    await expect.element(dialog()).toBeVisible()
    expect(hub.linked).toEqual([LINKED.account])
    expect(hub.keys.at(-1) === hub.keys.at(-2) ? 'same' : 'new').toBe(told.key)
    if (told.console) expect(takeConsole()).toEqual([expect.stringMatching(told.console)])
  })
})

describe('what is no failure for the person', () => {
  test('already-linked is told like a success, empties the form, and is not announced as linked', async () => {
    endpoint({ link: [problem('already-linked', { account: LINKED.account })] })
    const hub = openHub()
    await connect()
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is already connected')
    expect(keyInput().query()).toHaveProperty('value', '')
    expect([hub.linked, hub.errors]).toEqual([[], []])
    expect(hub.events.at(-1)).toEqual({ type: 'already-linked', account: LINKED.account })
  })

  test('an idempotency mismatch is sent once more, under a new key, unseen', async () => {
    const server = endpoint({ link: [problem('idempotency-mismatch'), LINKED] })
    const hub = openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(new Set(server.received('link').map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
    expect(hub.errors).toEqual([])
  })

  test('an attempt in progress is asked for again while the person waits', async () => {
    useClock()
    const server = endpoint({ link: [problem('in-progress'), problem('in-progress'), LINKED] })
    const hub = openHub()
    await connect()
    await passTime(() => server.received('link').length === 2)
    await expect.element(page.getByRole('status')).toHaveTextContent('Connecting to JazzHR …')
    await passTime(() => dialog().elements().length > 0)
    expect(new Set(server.received('link').map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect([hub.linked.length, hub.errors.length]).toEqual([1, 0])
  })
})

describe('a refusal', () => {
  test('of the key shows the step where it is found, and forgets itself with the next press', async () => {
    const { answer, release } = held(LINKED)
    endpoint({ link: [problem('credential-rejected'), answer] })
    openHub()
    await connect()
    await button('Show me where to find it').click()
    await expect.element(heading('Step 3 of 4: Copy your API key')).toBeVisible()
    await expect.element(keyInput()).toHaveAttribute('aria-invalid', 'true')
    // The guide is walked again: one button draws the eye.
    await expect.element(button('Next')).toHaveAttribute('part', 'button')
    await expect.element(button('Try again')).toHaveAttribute('part', 'button-quiet')
    await button('Try again').click()
    await expect.element(keyInput()).not.toHaveAttribute('aria-invalid')
    release()
    await expect.element(dialog()).toBeVisible()
  })

  test.each([
    ['too-long', 'That is too long to be your API key.'],
    ['required', 'API Key is needed to connect.'],
    ['anything', 'Bamboo did not accept this. Check it and try again.'],
  ])('of a field as %s is told at that field', async (code, message) => {
    endpoint({ link: [problem('invalid-fields', { errors: [{ pointer: '#/fields/apiKey', code }] })] })
    openHub({ guide: everyField })
    await userEvent.fill(field('Subdomain'), 'acme')
    await userEvent.selectOptions(field('Region'), 'eu')
    await connect()
    await expect.element(keyInput()).toHaveAccessibleDescription(message)
    await expectFocus(keyInput())
    await expect.element(field('Subdomain')).not.toHaveAttribute('aria-invalid')
  })

  test.each([
    [
      'a field that does not show',
      problem('invalid-fields', { errors: [{ pointer: '#/fields/other', code: 'x' }] }),
    ],
    ['no field', problem('invalid-fields')],
  ])('of %s is told of the form', async (_what, answer) => {
    endpoint({ link: [answer] })
    openHub()
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('Some details need another look.')
    await expectFocus(button('Try again'))
  })

  test('of a body that is too large is told at the key', async () => {
    endpoint({ link: [html(413)] })
    openHub()
    await connect()
    await expect.element(keyInput()).toHaveAccessibleDescription(/That is too long to be your API key\.$/)
    await expectFocus(keyInput())
  })

  test('in a shape that we do not know asks for a newer page', async () => {
    endpoint({ link: [{ status: 'celebrated' }] })
    const hub = openHub()
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('This page needs a newer version.')
    expect(hub.errors).toEqual([{ code: 'bad-response', reason: 'schema' }])
    expect(takeConsole()).toEqual([expect.stringContaining('reply-invalid')])
  })

  test('an edit after a failure makes another attempt', async () => {
    const server = endpoint({ link: [html(500), LINKED] })
    openHub()
    await connect(`${KEY}0`)
    await expect.element(button('Try again')).toBeVisible()
    await userEvent.fill(keyInput(), KEY)
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    const sent = server.received('link')
    expect(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
  })
})

describe('a rate limit', () => {
  test('holds the button, counts down, is announced once, and never sends by itself', async () => {
    useClock()
    const server = endpoint({ link: [problem('rate-limited', {}, { 'Retry-After': '3' }), LINKED] })
    openHub()
    await connect()
    await passTime(isShown('Try again'), 0)
    await expect.element(button('Try again')).toHaveAttribute('aria-disabled', 'true')
    const announced = page.getByRole('alert').element().textContent
    const counts: (string | undefined)[] = []
    const count = () => page.getByText(/^Try again in/).query()?.textContent
    const place = () => button('Try again').element().getBoundingClientRect().top
    const before = place()
    await passTime(() => {
      if (counts.at(-1) !== count()) counts.push(count())
      return count() === undefined
    }, 100)
    expect(counts).toEqual([
      'Try again in 3 seconds',
      'Try again in 2 seconds',
      'Try again in 1 second',
      undefined,
    ])
    await expect.element(page.getByRole('status')).toHaveTextContent('You can try again now.')
    expect(place(), 'the button has not moved').toBe(before)
    await expect.element(page.getByRole('alert')).toHaveTextContent(announced)
    expect(server.received()).toHaveLength(1)
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
  })

  test('is the one thing that comes beside Connect: Orca tells no alert that another piece comes after', async () => {
    useClock()
    endpoint({ link: [problem('rate-limited', {}, { 'Retry-After': '3' })] })
    openHub()
    await userEvent.fill(keyInput(), KEY)
    const came: (string | null)[] = []
    const note = (records: MutationRecord[]): void => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) came.push((node as Element).getAttribute('role'))
    }
    const observer = new MutationObserver(note)
    observer.observe(button('Connect').element().parentElement!, { childList: true })
    await button('Connect').click()
    await passTime(() => page.getByText('Try again in 3 seconds').elements().length > 0, 0)
    note(observer.takeRecords())
    observer.disconnect()
    expect(came).toEqual(['alert'])
  })

  test('is told in minutes while it is long', async () => {
    useClock()
    endpoint({ link: [problem('rate-limited', {}, { 'Retry-After': '95' })] })
    openHub()
    await connect()
    for (const time of ['2 minutes', '90 seconds'])
      await passTime(() => page.getByText(`Try again in ${time}`).elements().length > 0)
    await expect.element(button('Try again')).toHaveAttribute('aria-disabled', 'true')
  })

  test('is over in its time though the clock is set back', async () => {
    useClock()
    endpoint({ link: [problem('rate-limited', {}, { 'Retry-After': '3' }), LINKED] })
    openHub()
    await connect()
    await passTime(isShown('Try again'), 0)
    await expect.element(button('Try again')).toHaveAttribute('aria-disabled', 'true')
    vi.setSystemTime(Date.now() - 86_400_000)
    await passTime(() => button('Try again').element().getAttribute('aria-disabled') !== 'true')
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
  })

  test('holds Enter and clicks too, also after an edit', async () => {
    const server = endpoint({ link: [problem('rate-limited', {}, { 'Retry-After': '60' })] })
    openHub()
    await connect()
    await expect.element(button('Try again')).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(button('Try again'), { force: true })
    await userEvent.fill(keyInput(), `${KEY}0`)
    await userEvent.keyboard('{Enter}')
    await expect.element(keyInput()).not.toHaveAttribute('readonly')
    expect(server.received()).toHaveLength(1)
  })
})

describe('a session that has ended', () => {
  test('is renewed, and the attempt goes on by itself under its key, the form intact', async () => {
    const server = endpoint({ link: [problem('session-expired'), LINKED] })
    let renew: () => void = () => undefined
    const hub = openHub({ onSessionExpired: () => new Promise<void>((resolve) => (renew = resolve)) })
    await connect()
    await vi.waitFor(() => expect(server.received()).toHaveLength(1))
    await expect.element(page.getByRole('status')).toHaveTextContent('Connecting to JazzHR …')
    await expect.element(keyInput()).toHaveValue(KEY)
    await vi.waitFor(() => {
      renew()
      expect(server.received()).toHaveLength(2)
    })
    await expect.element(dialog()).toBeVisible()
    expect(new Set(server.received().map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect([hub.linked.length, hub.errors.length]).toEqual([1, 0])
  })

  test('is renewed once for each press', async () => {
    const server = endpoint({ link: [problem('session-expired')] })
    const onSessionExpired = vi.fn()
    const hub = openHub({ onSessionExpired })
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('Your session has ended')
    expect(onSessionExpired).toHaveBeenCalledOnce()
    expect(server.received()).toHaveLength(2)
    await button('Try again').click()
    await vi.waitFor(() => expect(server.received()).toHaveLength(4))
    expect(onSessionExpired).toHaveBeenCalledTimes(2)
    await vi.waitFor(() => expect(hub.errors).toHaveLength(2))
  })

  test('and a renewal that fails: the person is told, and nothing typed is lost', async () => {
    endpoint({ link: [problem('session-expired')] })
    openHub({ onSessionExpired: () => Promise.reject(new Error('The window was closed')) })
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('Your session has ended')
    await expect.element(keyInput()).toHaveValue(KEY)
  })
})

describe('without a connection', () => {
  test('one try is made; when the line is back the person is told, and nothing is sent by itself', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const server = endpoint({ link: [HttpResponse.error(), LINKED] })
    openHub()
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('You appear to be offline')
    expect(server.received()).toHaveLength(1)
    online.mockReturnValue(true)
    window.dispatchEvent(new Event('online'))
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent('You are back online. You can try again.')
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
    expect(server.received()).toHaveLength(1)
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
  })

  test('as a host’s own link function says of it, the person is told, whatever the browser believes', async () => {
    openHub({ link: () => Promise.resolve({ ok: false, error: { code: 'offline' } }) })
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('You appear to be offline')
  })

  test('a browser that only believes to be offline links all the same', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    endpoint({ link: [LINKED] })
    openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
  })
})
