/** "Send this to an admin": asked for on press, told plainly where it cannot be had, and a secret while it stands there. */
import { describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'

import type { LinkError, ProblemSlug } from '../../src/core/link.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { de } from '../../src/locales/de.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { consoleLines, takeConsole } from './console.ts'
import { type Answer, endpoint, ENDPOINT, held, LINKED, problem } from './endpoint.ts'
import {
  Activity,
  box,
  button,
  connect,
  dialog,
  expectFocus,
  focused,
  keyInput,
  NARROW,
  openHub,
  renderActivity,
  stubClipboard,
  WIDE,
} from './hub.tsx'

const TOKEN = 'ls_session-token-of-nobody'
const URL = `https://link.example/#session=${TOKEN}`
const INVITED = { status: 'invited', url: URL, expiresIn: 432_000 } as const

const ask = () => button('Send this to an admin')
const link = () => page.getByRole('textbox', { name: 'Send this to an admin' })
const value = () => (link().element() as HTMLInputElement).value

describe('the link', () => {
  test('is asked for on press alone, copied, shown and told, with the focus on it', async () => {
    const copied = stubClipboard()
    const server = endpoint({ invite: [INVITED] })
    const heard = openHub()
    await expect.element(page.getByText('Not the admin?')).toBeVisible()
    expect(server.received()).toEqual([])
    // The widget has one live region while nobody asks for more.
    expect(page.getByRole('status').elements()).toHaveLength(1)
    await ask().click()
    await expect.element(page.getByText('Link copied. Send it to someone who can see the key.')).toBeVisible()
    expect(page.getByText('Link copied.').element().closest('[role="status"]')).not.toBeNull()
    await expect.element(link()).toHaveAttribute('readonly')
    await expect.element(link()).toHaveAccessibleDescription('The link stops working in 5 days.')
    expect(value()).toBe(URL)
    await expectFocus(link())
    await expect.element(ask()).not.toBeInTheDocument()
    expect(copied).toEqual([URL])
    expect(server.received('invite').map(({ body }) => body)).toEqual([{ op: 'invite', provider: 'jazzhr' }])
    expect(server.received('invite')[0]?.headers).not.toHaveProperty('idempotency-key')
    expect(heard.events).toEqual([{ type: 'invited' }])
    expect(heard.errors).toEqual([])
  })

  test('is copied again by its button', async () => {
    const copied = stubClipboard()
    endpoint({ invite: [INVITED] })
    openHub()
    await ask().click()
    await button('Copy').click()
    await vi.waitFor(() => expect(copied).toEqual([URL, URL]))
  })

  test('is marked where there is no clipboard, to be copied by hand', async () => {
    stubClipboard('absent')
    const commands: string[] = []
    vi.spyOn(document, 'execCommand').mockImplementation((command) => {
      commands.push(`${command} ${document.getSelection()?.toString()}`)
      return false
    })
    endpoint({ invite: [INVITED] })
    openHub()
    await ask().click()
    await expect.element(page.getByText('Copy this link and send it')).toBeVisible()
    await button('Copy').click()
    await expectFocus(link())
    const { selectionStart, selectionEnd } = link().element() as HTMLInputElement
    expect([selectionStart, selectionEnd]).toEqual([0, URL.length])
    expect(commands).toEqual([`copy ${URL}`, `copy ${URL}`])
    await expect.element(page.getByText('Link copied.')).not.toBeInTheDocument()
  })

  test.each([
    [432_000, 'in 5 days'],
    [172_799, 'in 47 hours'],
    [7199, 'in 119 minutes'],
  ])('says how long it is good for: %i seconds', async (expiresIn, says) => {
    stubClipboard()
    endpoint({ invite: [{ ...INVITED, expiresIn }] })
    openHub()
    await ask().click()
    await expect.element(link()).toHaveAccessibleDescription(`The link stops working ${says}.`)
  })

  test('speaks the language of the widget', async () => {
    stubClipboard()
    endpoint({ invite: [INVITED] })
    openHub({ locale: 'de', messages: de.messages })
    await button('An Administrator senden').click()
    await expect.element(page.getByText('Der Link läuft in 5 Tagen ab.')).toBeVisible()
  })

  test('stands beside guide and form in a narrow box too', async () => {
    stubClipboard()
    endpoint({ invite: [INVITED] })
    openHub({}, NARROW)
    await expect.element(ask()).toBeVisible()
    await button('I already have my API key').click()
    await ask().click()
    await expect.element(link()).toBeVisible()
    await button('Back to the guide').click()
    await expect.element(link()).toBeVisible()
    expect(value()).toBe(URL)
  })

  test('does not take the focus from who has gone on', async () => {
    stubClipboard()
    const { answer, release } = held(INVITED)
    endpoint({ invite: [answer] })
    openHub()
    await ask().click()
    await expect.element(page.getByText('Making a link …')).toBeVisible()
    await keyInput().click()
    release()
    await expect.element(link()).toBeVisible()
    await expectFocus(keyInput())
  })

  test('one press asks once, however often it is pressed', async () => {
    stubClipboard()
    const { answer, release } = held(INVITED)
    const server = endpoint({ invite: [answer] })
    openHub()
    await expect.element(ask()).toBeVisible()
    const pressed = ask().element() as HTMLElement
    pressed.click()
    pressed.click()
    await expect.element(ask()).toHaveAttribute('aria-disabled', 'true')
    pressed.click()
    release()
    await expect.element(link()).toBeVisible()
    expect(server.received('invite')).toHaveLength(1)
  })
})

describe('an endpoint that makes no invitations', () => {
  const ANSWERS: Readonly<Record<string, Answer>> = {
    'bad-request': problem('bad-request'),
    'unsupported-provider': problem('unsupported-provider'),
    forbidden: problem('forbidden'),
    404: new Response(null, { status: 404 }),
    405: new Response(null, { status: 405 }),
    415: new Response(null, { status: 415 }),
    'a link without a key': problem('invalid-fields', {
      errors: [{ pointer: '#/fields/apiKey', code: 'required' }],
    }),
    '422 of no known type': new Response(null, { status: 422 }),
    'another reply': LINKED,
    'something else': { status: 'ok' },
    'a page': new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }),
    'plain http': { ...INVITED, url: 'http://link.example/#session=x' },
    'a script': { ...INVITED, url: 'javascript:alert(1)' },
    'a user name': { ...INVITED, url: 'https://link.example@attacker.example/#session=x' },
    'a path': { ...INVITED, url: '/invitations/1' },
  }
  test.each(Object.entries(ANSWERS))('says so, and offers it no more: %s', async (_what, answer) => {
    endpoint({ invite: [answer], link: [LINKED] })
    const heard = openHub()
    await ask().click()
    const refusal = page.getByText(
      'A link cannot be made here. Please ask a JazzHR administrator to open this page.',
    )
    await expect.element(refusal).toBeVisible()
    await vi.waitFor(() => expect(focused()?.textContent).toContain('A link cannot be made here.'))
    await expect.element(ask()).not.toBeInTheDocument()
    await expect.element(link()).not.toBeInTheDocument()
    expect(heard.errors).toHaveLength(1)
    expect(heard.events).toEqual([])
    // Told once on a page: one of several answers of a kind has it.
    for (const line of takeConsole())
      expect(line).toContain('reply-invalid: An answer cannot be read: invite')
    // The widget works as before.
    await connect()
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is connected')
  })
})

describe('a request that fails', () => {
  const FAILURES: readonly [Answer, LinkError, string][] = [
    [
      new Response(null, { status: 500 }),
      { code: 'server', status: 500 },
      'Something went wrong on the server.',
    ],
    [
      problem('provider-unavailable'),
      { code: 'provider-unavailable' },
      'JazzHR is not answering at the moment.',
    ],
    [problem('session-expired'), { code: 'session-expired' }, 'Your session has ended.'],
    [problem('in-progress'), { code: 'in-progress' }, 'already being connected'],
  ]
  test.each(FAILURES)('is told, and can be tried again: %#', async (answer, error, says) => {
    stubClipboard()
    endpoint({ invite: [answer, INVITED] })
    const heard = openHub()
    await ask().click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(says)
    expect(heard.errors).toEqual([error])
    await expectFocus(ask())
    await ask().click()
    await expect.element(link()).toBeVisible()
    await expect.element(page.getByText(says)).not.toBeInTheDocument()
  })

  test('by a rate limit says so', async () => {
    endpoint({ invite: [problem('rate-limited', {}, { 'Retry-After': '5' })] })
    const heard = openHub()
    await ask().click()
    await expect.element(page.getByText('There were too many attempts.')).toBeVisible()
    expect(heard.errors).toMatchObject([{ code: 'rate-limited' }])
  })

  test('without a connection says so', async () => {
    const link = () => Promise.resolve({ ok: false as const, error: { code: 'network' as const } })
    openHub({ link, endpoint: undefined } as never)
    await ask().click()
    await expect.element(page.getByText('We could not reach the server.')).toBeVisible()
  })

  test('because the session has ended renews it once, and goes on', async () => {
    stubClipboard()
    const server = endpoint({ invite: [problem('session-expired'), INVITED] })
    const onSessionExpired = vi.fn()
    const heard = openHub({ onSessionExpired })
    await ask().click()
    await expect.element(link()).toBeVisible()
    expect(onSessionExpired).toHaveBeenCalledOnce()
    expect(server.received('invite')).toHaveLength(2)
    expect(heard.errors).toEqual([])
  })

  test('and whose renewal fails ends there', async () => {
    const server = endpoint({ invite: [problem('session-expired')] })
    const onSessionExpired = vi.fn(() => Promise.reject(new Error('no')))
    openHub({ onSessionExpired })
    await ask().click()
    await expect.element(page.getByText('Your session has ended.')).toBeVisible()
    expect(server.received('invite')).toHaveLength(1)
  })
})

describe('the token in the link', () => {
  const everywhere = (heard: object): string =>
    [
      document.documentElement.outerHTML,
      JSON.stringify(heard),
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
      location.href,
      ...consoleLines,
    ].join('\n')

  test('is in its field and nowhere else, and goes with the link that is made', async () => {
    stubClipboard()
    endpoint({ invite: [INVITED], link: [LINKED] })
    const heard = openHub()
    await ask().click()
    await expect.element(link()).toBeVisible()
    expect(everywhere(heard)).not.toContain(TOKEN)
    await connect()
    await button('Done').click()
    await button('Link another account').click()
    await expect.element(ask()).toBeVisible()
    await expect.element(link()).not.toBeInTheDocument()
  })

  test.each(['close', 'pagehide'])('goes on %s', async (how) => {
    stubClipboard()
    endpoint({ invite: [INVITED] })
    openHub({ onClose: () => undefined })
    await ask().click()
    await expect.element(link()).toBeVisible()
    if (how === 'close') await button('Close').click()
    else window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    await expect.element(link()).not.toBeInTheDocument()
    await expect.element(ask()).toBeVisible()
  })

  test('of an answer that comes after closing is not shown', async () => {
    const copied = stubClipboard()
    const { answer, release } = held(INVITED)
    endpoint({ invite: [answer] })
    const heard = openHub({ onClose: () => undefined })
    await ask().click()
    await button('Close').click()
    release()
    await expect.element(ask()).not.toHaveAttribute('aria-disabled')
    expect(heard.events).toEqual([{ type: 'closed' }])
    expect(copied).toEqual([])
  })

  test('of a widget that is gone is told to nobody', async () => {
    const { answer, release } = held(INVITED)
    const server = endpoint({ invite: [answer] })
    const heard = openHub()
    await ask().click()
    await vi.waitFor(() => expect(server.received('invite')).toHaveLength(1))
    heard.unmount()
    release()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard.events).toEqual([])
    expect(heard.errors).toEqual([])
  })

  test.runIf(Activity)(
    'that is asked for by a widget that is then hidden can be asked for again',
    async () => {
      const server = endpoint({ invite: [held(INVITED).answer, INVITED] })
      const activity = renderActivity(box(<Hub guide={jazzhr} endpoint={ENDPOINT} />, WIDE))
      await ask().click()
      await vi.waitFor(() => expect(server.received('invite')).toHaveLength(1))
      activity.hide()
      activity.show()
      await expect.element(ask()).not.toHaveAttribute('aria-disabled')
      await ask().click()
      await expect.element(link()).toHaveValue(INVITED.url)
    },
  )

  test('is no part of the form around the widget', async () => {
    stubClipboard()
    endpoint({ invite: [INVITED] })
    openHub()
    await ask().click()
    await expect.element(link()).toBeVisible()
    expect(link().element()).toHaveProperty('form', null)
  })
})

describe('is not offered', () => {
  test.each([
    ['in update mode, where it could not replace the key', { account: { id: 'acc_1' } }],
    ['where the host leaves it out', { invite: false }],
    ['where nothing can be sent', { endpoint: '' }],
  ])('%s', async (_where, props) => {
    openHub(props)
    await expect.element(button('Next')).toBeVisible()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await expect.element(ask()).not.toBeInTheDocument()
    takeConsole()
  })
})

test('a link function of the host’s is asked too', async () => {
  stubClipboard()
  const link = vi.fn(() => Promise.resolve({ ok: true as const, reply: INVITED }))
  openHub({ link, endpoint: undefined } as never)
  await ask().click()
  await expect.element(page.getByText('Link copied.')).toBeVisible()
  expect(link).toHaveBeenCalledOnce()
})

test('every problem of the protocol is told one way or the other', async () => {
  const slugs: ProblemSlug[] = [
    'unknown-account',
    'already-linked',
    'link-expired',
    'credential-rejected',
    'insufficient-permission',
    'idempotency-mismatch',
  ]
  for (const slug of slugs) {
    endpoint({ invite: [problem(slug)] })
    const { unmount } = openHub()
    await ask().click()
    await expect.element(page.getByText(/A link cannot be made here|Something went wrong/)).toBeVisible()
    unmount()
  }
})
