/** Code that is loaded after the first drawing: a person who is faster than it, and one to whom it does not come. */
import { render } from '@testing-library/react'
import { Profiler } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { Accounts } from '../../src/react/Accounts.tsx'
import { accountList, type Ahead, afterPress, httpLink } from '../../src/react/ahead.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { endpoint, ENDPOINT, LINKED, REDIRECT } from './endpoint.ts'
import { byRedirect, formOf, guideOf, link, paragraph, step } from './guides.ts'
import { button, connect, dialog, expectFocus, heading, keyInput, openHub, paste, stubOpen } from './hub.tsx'
import { KEY } from './secret.ts'

/** Holds a module back, as a slow network does; `come` lets it through. */
function slow<Module>(part: Ahead<Module>): { come: () => void } {
  const real = part.load
  let come = (): void => undefined
  const arrived = new Promise<void>((resolve) => (come = resolve))
  const now = vi.spyOn(part, 'now').mockReturnValue(undefined)
  vi.spyOn(part, 'load').mockImplementation(async () => {
    await arrived
    now.mockRestore()
    return real()
  })
  return { come: () => come() }
}

/** Fails to load a module, until `come`. */
function gone<Module>(part: Ahead<Module>): { come: () => void } {
  const now = vi.spyOn(part, 'now').mockReturnValue(undefined)
  const load = vi.spyOn(part, 'load').mockRejectedValue(new TypeError('Failed to fetch'))
  return {
    come: () => {
      now.mockRestore()
      load.mockRestore()
    },
  }
}

const unreachable = () => page.getByRole('alert').getByText(/could not reach the server/)

test('the widget is not drawn again before its first frame', () => {
  endpoint({})
  const drawn: string[] = []
  render(
    <Profiler id="hub" onRender={(_id, phase) => drawn.push(phase)}>
      <Hub guide={jazzhr} endpoint={ENDPOINT} />
    </Profiler>,
  )
  expect(drawn).toContain('mount')
  expect(drawn).not.toContain('nested-update')
})

describe('before it is there', () => {
  test('what is pasted is cleaned when it comes', async () => {
    const { come } = slow(afterPress)
    openHub()
    await paste(keyInput(), `Bearer ${KEY}\n`)
    expect((keyInput().element() as HTMLInputElement).value).toContain(`Bearer ${KEY}`)
    come()
    await expect.element(keyInput()).toHaveValue(KEY)
    await expect.element(page.getByRole('status')).toHaveTextContent(/We removed “Bearer”/)
  })

  test('a link within the guide leads on when it comes', async () => {
    const { come } = slow(afterPress)
    const within = paragraph(link('See the second', '#second'))
    openHub({ guide: guideOf([step('first', 'First', { body: [within] }), step('second', 'Second')]) })
    await button('See the second').click()
    await expect.element(heading(/First/)).toBeVisible()
    come()
    await expectFocus(heading(/Second/))
  })

  test('what is typed is cleaned by the press', async () => {
    const { come } = slow(afterPress)
    const server = endpoint({ link: [LINKED] })
    openHub()
    await userEvent.fill(keyInput(), ` ${KEY} `)
    await userEvent.tab()
    await expect.element(keyInput()).toHaveValue(` ${KEY} `)
    come()
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')[0]?.body).toMatchObject({ fields: { apiKey: KEY } })
  })

  test('the press waits, and however often it is pressed there is one request', async () => {
    const { come } = slow(afterPress)
    const server = endpoint({ link: [LINKED] })
    const hub = openHub()
    await connect()
    await button('Connect').click()
    await button('Connect').click()
    expect(server.received()).toEqual([])
    come()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')).toHaveLength(1)
    expect(hub.linked).toEqual([LINKED.account])
  })

  test('no window opens that could stay empty: the way on is a button', async () => {
    const { come } = slow(afterPress)
    endpoint({ link: [REDIRECT] })
    const { open } = stubOpen()
    openHub({ guide: byRedirect })
    await button('Connect').click()
    come()
    await expect.element(button('Continue to JazzHR')).toBeVisible()
    expect(open).not.toHaveBeenCalled()
  })

  test('a widget that is gone sends and tells nothing', async () => {
    const { come } = slow(afterPress)
    const server = endpoint({ link: [LINKED] })
    const hub = openHub({ guide: formOf([]) })
    await button('Connect').click()
    hub.unmount()
    come()
    await afterPress.load()
    expect(server.received()).toEqual([])
    expect(hub.events).toEqual([])
  })
})

describe('that does not come', () => {
  test.each([
    ['the part of the press', afterPress],
    ['the fetch', httpLink],
  ])('%s: the person is told, keeps what was typed, and can try again', async (_what, part) => {
    const { come } = gone<unknown>(part)
    const server = endpoint({ link: [LINKED] })
    const hub = openHub()
    await connect()
    await expect.element(unreachable()).toBeVisible()
    await expect.element(keyInput()).toHaveValue(KEY)
    expect(hub.errors).toEqual([{ code: 'network' }])
    expect(server.received()).toEqual([])
    come()
    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')).toHaveLength(1)
  })

  test('leaves what is pasted as it was copied', async () => {
    gone(afterPress)
    openHub()
    await paste(keyInput(), ` ${KEY} `)
    await expect.element(keyInput()).toHaveValue(` ${KEY} `)
  })

  test('the list of accounts says so, tells the host, and can be tried again', async () => {
    const { come } = gone(accountList)
    endpoint({ accounts: [{ status: 'accounts', accounts: [] }] })
    const onError = vi.fn()
    render(<Accounts endpoint="/api/link" onError={onError} />)
    await expect.element(page.getByRole('alert').getByText('We could not load the accounts.')).toBeVisible()
    expect(onError).toHaveBeenCalledExactlyOnceWith({ code: 'network' })
    come()
    await button('Try again').click()
    await expect.element(page.getByText('No accounts are linked yet.')).toBeVisible()
  })
})
