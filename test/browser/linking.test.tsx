/** One press of Connect: one request as the wire wants it, whatever the clicks, and one answer for the host. */
import { render } from '@testing-library/react'
import { StrictMode, useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { LinkFunction, LinkOutcome } from '../../src/core/link.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { passTime, useClock } from './clock.ts'
import { takeConsole } from './console.ts'
import { endpoint, ENDPOINT, held, LINKED, problem, REDIRECT } from './endpoint.ts'
import {
  Activity,
  box,
  button,
  connect,
  dialog,
  focused,
  heading,
  keyInput,
  openHub,
  paste,
  renderActivity,
  stubOpen,
  WIDE,
  expectFocus,
} from './hub.tsx'
import { expectNoSecret, KEY, OTHER_KEY } from './secret.ts'

const UUID = /^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/

describe('the request', () => {
  test('is the one that the protocol names, and no more', async () => {
    const server = endpoint({ link: [LINKED] })
    openHub({ scopes: [] })
    await connect()
    await expect.element(dialog()).toBeVisible()
    const [received, ...more] = server.received()
    expect(more).toEqual([])
    expect(received?.body).toEqual({ op: 'link', provider: 'jazzhr', fields: { apiKey: KEY }, locale: 'en' })
    expect(received?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json, application/problem+json',
      'hub-protocol': '1',
      'idempotency-key': expect.stringMatching(UUID) as string,
    })
    expect(received?.request).toMatchObject({
      method: 'POST',
      url: new URL(ENDPOINT, location.href).href,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'same-origin',
      referrer: '',
    })
  })

  test('carries scopes, the account to update, the locale and the host’s headers', async () => {
    const server = endpoint({ link: [LINKED] })
    let count = 0
    openHub({
      scopes: ['candidates:read'],
      account: { id: 'acc_7', name: 'Acme' },
      locale: 'de',
      messages: {},
      headers: () => Promise.resolve({ 'x-csrf': `t${(count += 1)}`, 'Hub-Protocol': '9' }),
    })
    await connect()
    await expect.element(dialog()).toBeVisible()
    const [received] = server.received()
    expect(received?.body).toEqual({
      op: 'link',
      provider: 'jazzhr',
      fields: { apiKey: KEY },
      scopes: ['candidates:read'],
      account: 'acc_7',
      locale: 'de',
    })
    expect(received?.headers).toMatchObject({ 'x-csrf': 't1', 'hub-protocol': '1' })
  })

  test('goes through the host’s own function where one is given', async () => {
    const link = vi.fn<LinkFunction>(() => Promise.resolve({ ok: true, reply: LINKED }))
    const hub = openHub({ link })
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(link).toHaveBeenCalledExactlyOnceWith(
      { op: 'link', provider: 'jazzhr', fields: { apiKey: KEY }, locale: 'en' },
      { signal: expect.any(AbortSignal) as AbortSignal, idempotencyKey: expect.any(String) as string },
    )
    expect(hub.linked).toEqual([LINKED.account])
    link.mockReset()
  })

  test('is told while it is under way, and the key can be read but not changed', async () => {
    const { answer, release } = held(LINKED)
    endpoint({ link: [answer] })
    openHub()
    await connect()
    await expect.element(page.getByRole('status')).toHaveTextContent('Connecting to JazzHR …')
    await expect.element(button('Connect')).toHaveAttribute('aria-disabled', 'true')
    await expect.element(button('Connect')).toHaveAttribute('aria-busy', 'true')
    await expectFocus(button('Connect'))
    await expect.element(keyInput()).toHaveAttribute('readonly')
    await expect.element(keyInput()).toHaveValue(KEY)
    await expectNoSecret()
    release()
    await expect.element(dialog()).toBeVisible()
  })
})

describe('one request for one press', () => {
  const PRESSES: Readonly<Record<string, () => Promise<void>>> = {
    'a double click': () => userEvent.dblClick(button('Connect')),
    'three clicks in one task': () => {
      const target = button('Connect').element() as HTMLButtonElement
      for (let count = 0; count < 3; count += 1) target.click()
      return Promise.resolve()
    },
    'a click and Enter in one task': () => {
      ;(button('Connect').element() as HTMLButtonElement).click()
      const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
      keyInput().element().dispatchEvent(enter)
      return Promise.resolve()
    },
    'clicks while it is under way': async () => {
      for (let count = 0; count < 3; count += 1) await userEvent.click(button('Connect'), { force: true })
    },
    'Space held down': async () => {
      ;(button('Connect').element() as HTMLButtonElement).focus()
      await userEvent.keyboard('{ >5/}')
    },
  }

  test.each(Object.entries(PRESSES))('%s', async (_what, press) => {
    const { answer, release } = held(LINKED)
    const server = endpoint({ link: [answer] })
    const hub = openHub()
    await userEvent.fill(keyInput(), KEY)
    await press()
    await expect.element(button('Cancel')).toBeVisible()
    release()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')).toHaveLength(1)
    expect(hub.linked).toEqual([LINKED.account])
    expect(hub.events.map(({ type }) => type)).toEqual(['form', 'submitted', 'linked'])
  })
})

describe('cancel', () => {
  test('gives the form back at once, with what was typed; a late yes is only told', async () => {
    const { answer, release } = held(LINKED)
    endpoint({ link: [answer] })
    const hub = openHub()
    await connect()
    await button('Cancel').click()
    await expect.element(button('Connect')).not.toHaveAttribute('aria-disabled')
    await expectFocus(button('Connect'))
    await expect.element(keyInput()).toHaveValue(KEY)
    release()
    await vi.waitFor(() => expect(hub.events.map(({ type }) => type)).toContain('late-result'))
    expect(hub.events).toEqual([
      { type: 'form' },
      { type: 'submitted', attempt: 1 },
      { type: 'cancelled' },
      { type: 'late-result', account: LINKED.account },
    ])
    expect(hub.linked).toEqual([])
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  test('a late no is not told at all', async () => {
    const { answer, release } = held(problem('credential-rejected'))
    const server = endpoint({ link: [answer, LINKED] })
    const hub = openHub()
    await connect()
    await button('Cancel').click()
    release()
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')).toHaveLength(2)
    expect(hub.errors).toEqual([])
  })

  test('the next press of an unchanged form carries the same idempotency key', async () => {
    const { answer, release } = held(LINKED)
    const server = endpoint({ link: [answer, LINKED] })
    const hub = openHub()
    await connect()
    await button('Cancel').click()
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    release()
    const keys = server.received('link').map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe(keys[1])
    expect(hub.linked).toEqual([LINKED.account])
  })
})

describe('what comes after the deadline moves nothing', () => {
  test.each([
    ['a yes is told', LINKED, [{ type: 'late-result', account: LINKED.account }]],
    ['another answer is not', REDIRECT, []],
  ])('%s', async (_what, reply, told) => {
    useClock()
    let answer: (outcome: LinkOutcome) => void = () => undefined
    const hub = openHub({ link: () => new Promise((resolve) => (answer = resolve)) })
    await connect()
    await passTime(() => button('Try again').elements().length > 0)
    const before = hub.events.length
    answer({ ok: true, reply })
    await vi.advanceTimersByTimeAsync(100)
    expect(hub.events.slice(before)).toEqual(told)
    expect(hub.linked).toEqual([])
    await expect.element(button('Try again')).toBeVisible()
  })
})

describe('a widget that goes', () => {
  test('aborts what is under way, and calls nobody', async () => {
    const signals: AbortSignal[] = []
    const link: LinkFunction = (_request, { signal }) => {
      signals.push(signal)
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ ok: true, reply: LINKED }))
      })
    }
    const hub = openHub({ link })
    await connect()
    await expect.element(button('Cancel')).toBeVisible()
    hub.unmount()
    await vi.waitFor(() => expect(signals.map(({ aborted }) => aborted)).toEqual([true]))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(hub.events.map(({ type }) => type)).toEqual(['form', 'submitted'])
    expect([...hub.linked, ...hub.errors]).toEqual([])
  })

  test('closing it stops the attempt, and the host hears of it once', async () => {
    const { answer, release } = held(LINKED)
    endpoint({ link: [answer] })
    const closed: string[] = []
    const hub = openHub({ onClose: () => closed.push('closed') })
    await connect()
    await button('Close').click()
    release()
    await vi.waitFor(() => expect(hub.events.map(({ type }) => type)).toContain('late-result'))
    expect(hub.events.map(({ type }) => type)).toEqual([
      'form',
      'submitted',
      'cancelled',
      'closed',
      'late-result',
    ])
    expect(closed).toEqual(['closed'])
    await expect.element(keyInput()).toHaveValue('')
  })
})

describe.runIf(Activity)('a widget that is hidden by Activity and shown again', () => {
  test('has given up what was under way, says so, and the next press is the same attempt', async () => {
    const { answer } = held(LINKED)
    const server = endpoint({ link: [answer, LINKED] })
    const onError = vi.fn()
    const activity = renderActivity(box(<Hub guide={jazzhr} endpoint={ENDPOINT} onError={onError} />, WIDE))
    await connect()
    await expect.element(button('Cancel')).toBeVisible()
    activity.hide()
    await expect.element(button('Cancel')).not.toBeInTheDocument()
    activity.show()
    await expect.element(page.getByRole('alert')).toBeVisible()
    await expect.element(keyInput()).toHaveValue(KEY)
    expect(onError).not.toHaveBeenCalled()
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    const keys = server.received('link').map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })
})

describe('Close', () => {
  test('pressed twice in one task is one', async () => {
    const onClose = vi.fn()
    const hub = openHub({ onClose })
    const close = button('Close').element() as HTMLElement
    close.click()
    close.click()
    expect(onClose).toHaveBeenCalledOnce()
    expect(hub.events).toEqual([{ type: 'closed' }])
    // A host that keeps the widget on the page hears of the next one.
    await button('Close').click()
    expect(onClose).toHaveBeenCalledTimes(2)
  })
})

describe('a host that renders', () => {
  test('in StrictMode: one request, one call', async () => {
    const server = endpoint({ link: [LINKED] })
    const onLinked = vi.fn()
    render(
      <StrictMode>{box(<Hub guide={jazzhr} endpoint={ENDPOINT} onLinked={onLinked} />, WIDE)}</StrictMode>,
    )
    await connect()
    await button('Done').click()
    expect(server.received()).toHaveLength(1)
    expect(onLinked).toHaveBeenCalledExactlyOnceWith(LINKED.account)
  })

  test('a thousand times with new callbacks: nothing typed, focused or sent is lost', async () => {
    const server = endpoint({ link: [LINKED] })
    const heard: number[] = []
    let renderAgain: (count: number) => void = () => undefined
    function Host() {
      const [count, setCount] = useState(0)
      renderAgain = setCount
      return (
        <Hub
          guide={jazzhr}
          endpoint={ENDPOINT}
          headers={() => ({ 'x-count': String(count) })}
          scopes={['candidates:read']}
          messages={{ connect: 'Connect' }}
          allowedEndpointOrigins={[]}
          onLinked={() => heard.push(count)}
          onError={() => undefined}
          onEvent={() => undefined}
        />
      )
    }
    render(box(<Host />, WIDE))
    await userEvent.fill(keyInput(), KEY)
    const input = keyInput().element()
    for (let count = 1; count <= 1000; count += 1) {
      renderAgain(count)
      if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    expect(keyInput().element()).toBe(input)
    expect(focused()).toBe(input)
    await expect.element(keyInput()).toHaveValue(KEY)
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received().map(({ headers }) => headers['x-count'])).toEqual(['1000'])
    expect(heard).toEqual([1000])
  })

  test('while an attempt is under way: the newest callback hears of it', async () => {
    const { answer, release } = held(LINKED)
    endpoint({ link: [answer] })
    const hub = openHub()
    await connect()
    const later = vi.fn()
    hub.update({ onLinked: later })
    release()
    await expect.element(dialog()).toBeVisible()
    expect(later).toHaveBeenCalledOnce()
    expect(hub.linked).toEqual([])
  })

  test('another endpoint: the next press goes there', async () => {
    const first = endpoint({ link: [problem('credential-rejected')] })
    const hub = openHub()
    await connect()
    await expect.element(button('Try again')).toBeVisible()
    const link = vi.fn<LinkFunction>(() => Promise.resolve({ ok: true, reply: LINKED }))
    hub.update({ link, endpoint: undefined } as never)
    await expect.element(keyInput()).toHaveValue(KEY)
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    expect(first.received()).toHaveLength(1)
    expect(link).toHaveBeenCalledOnce()
    link.mockReset()
  })
})

/** What a page says that has nothing to say. */
const NOTHING = Object.fromEntries(
  [
    ...[
      'scopes',
      'account',
      'brand',
      'locale',
      'messages',
      'colorScheme',
      'headingLevel',
      'accountsHref',
      'catalogue',
    ],
    ...[
      'headers',
      'credentials',
      'allowedEndpointOrigins',
      'allowedImageOrigins',
      'confirmation',
      'link',
      'onLinked',
    ],
  ].map((name) => [name, null]),
)

describe('a host whose code throws', () => {
  const FAULT = new Error('The host fails')
  const fail = (): never => {
    throw FAULT
  }
  const stubReportError = (): readonly unknown[] => {
    const reported: unknown[] = []
    vi.spyOn(globalThis, 'reportError').mockImplementation((error) => reported.push(error))
    return reported
  }

  const FAULTS: Readonly<Record<string, (fail: () => never) => object>> = {
    onLinked: (fail) => ({ onLinked: fail }),
    onEvent: (fail) => ({ onEvent: fail }),
    'onLinked, later': (fail) => ({ onLinked: () => Promise.resolve().then(fail) }),
    confirmation: (fail) => ({ confirmation: fail }),
    'confirmation, later': (fail) => ({ confirmation: () => Promise.resolve().then(fail) }),
  }

  test.each(Object.entries(FAULTS))(
    '%s: the page hears of it, and the link is confirmed',
    async (_name, propsOf) => {
      endpoint({ link: [LINKED] })
      const reported = stubReportError()
      openHub(propsOf(fail))
      await connect()
      await button('Done').click()
      expect(reported).not.toEqual([])
      expect(new Set(reported)).toEqual(new Set([FAULT]))
      // The developer is told once for each callback, whatever the calls.
      for (const line of takeConsole()) expect(line).toMatch(/callback-failed: \w+ threw or rejected\./)
    },
  )

  test('onError: the person is told all the same', async () => {
    endpoint({ link: [problem('credential-rejected')] })
    const reported = stubReportError()
    openHub({ onError: fail })
    await connect()
    await expect.element(button('Try again')).toBeVisible()
    expect(reported).toEqual([FAULT])
    expect(takeConsole()).toEqual([expect.stringContaining('callback-failed: onError')])
  })

  test('headers: nothing is sent, and the developer hears why', async () => {
    const server = endpoint({})
    const reported = stubReportError()
    const hub = openHub({ headers: fail })
    await connect()
    await expect.element(page.getByRole('alert')).toHaveTextContent('not configured')
    expect(reported).toEqual([FAULT])
    expect(hub.errors).toMatchObject([{ code: 'config-invalid' }])
    expect(server.received()).toEqual([])
    expect(takeConsole()).toEqual([expect.stringContaining('headers-invalid')])
  })
})

describe('a destination that cannot be used', () => {
  test.each([
    ['none', undefined, 'endpoint-missing'],
    ['an empty one', ' ', 'endpoint-missing'],
    ['plain http elsewhere', 'http://acme.example/api', 'endpoint-refused'],
    ['another origin that is not listed', 'https://api.acme.example/link', 'endpoint-refused'],
    ['a script', 'javascript:alert(1)', 'endpoint-refused'],
    ['a user name', `${location.protocol}//me@${location.host}/api`, 'endpoint-refused'],
    ['a fragment', '/api/link#here', 'endpoint-refused'],
  ])(
    '%s: the guide can be read, there is no form, and the developer hears why',
    async (_what, address, code) => {
      const hub = openHub({ endpoint: address } as never)
      await expect
        .element(page.getByRole('heading', { name: 'Step 1 of 4: Sign in to JazzHR' }))
        .toBeVisible()
      await expect.element(page.getByRole('alert')).toHaveTextContent('This cannot be connected yet')
      await expect.element(keyInput()).not.toBeInTheDocument()
      await expect.element(button('Connect')).not.toBeInTheDocument()
      expect(hub.errors).toEqual([{ code: 'config-invalid', reason: code }])
      expect(takeConsole().filter((line) => !line.includes(code))).toEqual([])
    },
  )

  test('both endpoint and link: link is used, and the developer hears of it', async () => {
    const link = vi.fn<LinkFunction>(() => Promise.resolve({ ok: true, reply: LINKED }))
    openHub({ link, endpoint: ENDPOINT } as never)
    await connect(OTHER_KEY)
    await expect.element(dialog()).toBeVisible()
    expect(link).toHaveBeenCalledOnce()
    link.mockReset()
    expect(takeConsole()).toEqual([expect.stringMatching('^warn .*endpoint-twice')])
  })

  test('a blocked window is no part of this: no window is ever opened for a key', async () => {
    endpoint({ link: [LINKED] })
    const { open } = stubOpen()
    openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(open).not.toHaveBeenCalled()
  })
})

describe('props of plain JavaScript', () => {
  test.each<[string, object]>([
    ['null in place of each', NOTHING],
    ['one thing in place of a list', { scopes: 'read', allowedEndpointOrigins: location.origin }],
    ['a locale as servers write it', { locale: 'en_US' }],
    ['a locale that is none', { locale: 5 }],
  ])('%s: the widget stands, and links', async (_what, props) => {
    const server = endpoint({ link: [LINKED] })
    openHub(props)
    await expect.element(page.getByRole('heading', { name: 'Connect JazzHR', level: 2 })).toBeVisible()
    await expect.element(heading('Paste your API key')).toBeVisible()
    await paste(keyInput(), ` ${KEY}`)
    await expect.element(page.getByRole('status')).toHaveTextContent('We removed a space')
    await button('Connect').click()
    await expect.element(dialog()).toHaveAccessibleDescription('Acme Recruiting is linked.')
    await expect.element(page.getByRole('link', { name: 'View accounts' })).not.toBeInTheDocument()
    expect(server.received('link')).toHaveLength(1)
  })

  test('names that are null or empty are not told', async () => {
    endpoint({ link: [{ ...LINKED, account: { ...LINKED.account, name: ' ' } }] })
    openHub({ brand: { name: null }, account: undefined } as never)
    await expect.element(page.getByText('It links your JazzHR account.')).toBeVisible()
    await connect()
    await expect.element(dialog()).toHaveAccessibleDescription('Your JazzHR account is linked.')
  })

  test.each<[string, unknown]>([
    ['a name alone', { name: 'Acme' }],
    ['nothing in it', {}],
    ['an empty text', ''],
    ['an empty id', { id: ' ', name: 'Acme' }],
    ['a number for an id', { id: 7 }],
    ['the id alone', 'acc_1'],
  ])('an account without an id (%s) is no new link: nothing can be sent', async (_what, account) => {
    const hub = openHub({ account } as never)
    await expect.element(page.getByRole('alert')).toHaveTextContent('This cannot be connected yet')
    await expect.element(button('Connect')).not.toBeInTheDocument()
    expect(hub.errors).toEqual([{ code: 'config-invalid', reason: 'account-invalid' }])
    // Told once for a page.
    expect(
      takeConsole().filter((line) => !/^error .*account-invalid: The account has no id/.test(line)),
    ).toEqual([])
  })

  test('a heading level as text counts as its number', async () => {
    openHub({ headingLevel: '3' } as never)
    await expect.element(page.getByRole('heading', { name: 'Connect JazzHR', level: 3 })).toBeVisible()
    await expect.element(page.getByRole('heading', { name: /^Step 1 of 4/, level: 4 })).toBeVisible()
  })

  test('a link that is no function is none', async () => {
    const hub = openHub({ link: 5 } as never)
    await expect.element(page.getByRole('alert')).toHaveTextContent('This cannot be connected yet')
    expect(hub.errors).toEqual([{ code: 'config-invalid', reason: 'endpoint-missing' }])
    takeConsole()
  })
})

describe('another attempt', () => {
  test('is not begun by a link function that each render makes anew', async () => {
    const keys: string[] = []
    const linkOf = (outcome: LinkOutcome) => ({
      link: (_request: unknown, { idempotencyKey }: { idempotencyKey: string }) => {
        keys.push(idempotencyKey)
        return Promise.resolve(outcome)
      },
    })
    const hub = openHub(linkOf({ ok: false, error: { code: 'timeout' } }))
    await connect()
    await expect.element(button('Try again')).toBeVisible()
    hub.update(linkOf({ ok: true, reply: LINKED }))
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })

  test('is begun by another account', async () => {
    const server = endpoint({ link: [new Response(null, { status: 500 }), LINKED] })
    const hub = openHub({ account: { id: 'acc_1' } })
    await connect()
    await expect.element(button('Try again')).toBeVisible()
    hub.update({ account: { id: 'acc_2' } })
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    const [one, other] = server.received('link').map(({ headers }) => headers['idempotency-key'])
    expect(one).not.toBe(other)
  })
})
