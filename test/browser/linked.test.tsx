/** The end of it: the confirmation, what stays when it is closed, and a page that holds no secret any more. */
import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { endpoint, ENDPOINT, LINKED, problem } from './endpoint.ts'
import { formOf } from './guides.ts'
import { button, connect, dialog, focused, heading, keyInput, NARROW, openHub, expectFocus } from './hub.tsx'
import { expectNoSecret } from './secret.ts'

const ACCOUNTS = '/settings/accounts'
const unnamed = { status: 'linked', account: { id: 'acc_1', provider: 'jazzhr' } } as const

/** Some engines close a dialog that was to be dismissed twice without asking; pages can, too. */
function closeFromOutside(): Promise<void> {
  ;(dialog().element() as HTMLDialogElement).close()
  return Promise.resolve()
}

describe('the confirmation', () => {
  test('is a modal dialog with a name, a description and the focus on Done', async () => {
    endpoint({ link: [LINKED] })
    openHub({ accountsHref: ACCOUNTS })
    await connect()
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is connected')
    await expect.element(dialog()).toHaveAccessibleDescription('Acme Recruiting is linked.')
    expect(dialog().element().matches(':modal')).toBe(true)
    await expectFocus(button('Done'))
    await expect.element(page.getByRole('link', { name: 'View accounts' })).toHaveAttribute('href', ACCOUNTS)
  })

  test.each([
    ['a name and no brand', LINKED, undefined, 'Acme Recruiting is linked.'],
    ['a name and a brand', LINKED, { name: 'Portal' }, 'Acme Recruiting is linked to Portal.'],
    ['neither', unnamed, undefined, 'Your JazzHR account is linked.'],
    ['a brand alone', unnamed, { name: 'Portal' }, 'Your JazzHR account is linked to Portal.'],
  ])('says who is linked to what, with %s', async (_what, reply, brand, lead) => {
    endpoint({ link: [reply] })
    openHub({ brand })
    await connect()
    await expect.element(dialog()).toHaveAccessibleDescription(lead)
  })

  test('keeps the focus within', async () => {
    endpoint({ link: [LINKED] })
    openHub({ accountsHref: ACCOUNTS })
    await connect()
    await expect.element(dialog()).toBeVisible()
    for (let count = 0; count < 4; count += 1) {
      await userEvent.tab()
      expect(dialog().element().contains(focused()) || focused() === document.body).toBe(true)
    }
  })

  test.each([
    ['Done', () => button('Done').click()],
    ['Enter on Done', () => userEvent.keyboard('{Enter}')],
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['the browser itself', closeFromOutside],
  ])('closes by %s, and leaves word of it', async (_what, close) => {
    endpoint({ link: [LINKED] })
    openHub({ accountsHref: ACCOUNTS })
    await connect()
    await expect.element(dialog()).toBeVisible()
    await close()
    await expect.element(dialog()).not.toBeInTheDocument()
    await expect.element(heading('JazzHR is connected')).toBeVisible()
    await expectFocus(heading('JazzHR is connected'))
    await expect.element(page.getByRole('link', { name: 'View accounts' })).toHaveAttribute('href', ACCOUNTS)
  })

  test('tells a dialog of the host’s around it nothing of its own closing', async () => {
    endpoint({ link: [LINKED] })
    const heard: string[] = []
    render(
      <dialog
        ref={(element) => {
          if (!element?.open) element?.showModal()
        }}
        aria-label="Settings"
        onCancel={() => heard.push('cancel')}
        onClose={() => heard.push('close')}
      >
        <Hub guide={jazzhr} endpoint={ENDPOINT} />
      </dialog>,
    )
    await button('I already have my API key').click()
    await connect()
    const confirmation = page.getByRole('dialog', { name: 'JazzHR is connected' })
    await expect.element(confirmation).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(confirmation).not.toBeInTheDocument()
    await expectFocus(heading('JazzHR is connected'))
    expect(heard).toEqual([])
  })

  test('without accountsHref leads nowhere', async () => {
    endpoint({ link: [LINKED] })
    openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'View accounts' })).not.toBeInTheDocument()
  })

  test('stands above everything that a host puts on top', async () => {
    endpoint({ link: [LINKED] })
    const overlay = document.createElement('div')
    overlay.style.cssText = 'position:fixed;inset:0;z-index:2147483647'
    openHub()
    await userEvent.fill(keyInput(), 'abc123')
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog()).toBeVisible()
    document.body.append(overlay)
    const { x, y, width, height } = button('Done').element().getBoundingClientRect()
    const hit = document.elementFromPoint(x + width / 2, y + height / 2)
    overlay.remove()
    expect(button('Done').element().contains(hit)).toBe(true)
  })
})

describe('the secret', () => {
  test('is gone from the page as soon as the link is made', async () => {
    endpoint({ link: [LINKED] })
    openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    // Behind the dialog the form stands, and is empty.
    expect((keyInput().element() as HTMLInputElement).value).toBe('')
    await expectNoSecret()
    await button('Done').click()
    await expectNoSecret()
  })

  test('does not come back with another link', async () => {
    endpoint({ link: [LINKED] })
    openHub({}, NARROW)
    await button('I already have my API key').click()
    await connect()
    await button('Done').click()
    await button('Link another account').click()
    await expect.element(heading(/^Step 1 of 4/)).toBeVisible()
    await expectFocus(heading(/^Step 1 of 4/))
    await button('I already have my API key').click()
    await expect.element(keyInput()).toHaveValue('')
  })

  test('nor where there is only a form', async () => {
    endpoint({ link: [LINKED] })
    openHub({ guide: formOf([{ name: 'apiKey', label: 'API Key', kind: 'secret' }]) })
    await connect()
    await button('Done').click()
    await button('Link another account').click()
    await expect.element(keyInput()).toHaveValue('')
    await expectFocus(keyInput())
  })
})

describe('a host with a confirmation of its own', () => {
  test.each([
    ['false', false],
    ['a function', () => false],
    ['an async function', () => Promise.resolve(false)],
  ])('says so by %s: no dialog, and word of it in place', async (_what, confirmation) => {
    endpoint({ link: [LINKED] })
    const hub = openHub({ confirmation })
    await connect()
    await expect.element(heading('JazzHR is connected')).toBeVisible()
    expect(dialog().elements()).toEqual([])
    expect(hub.linked).toEqual([LINKED.account])
    await expectFocus(heading('JazzHR is connected'))
  })

  test.each([
    ['nothing', () => undefined],
    ['nothing, later', () => Promise.resolve()],
    ['a promise of its own kind', () => ({ then: (settle: (wanted: boolean) => void) => settle(true) })],
  ])('answers %s: the dialog opens', async (_what, confirmation) => {
    endpoint({ link: [LINKED] })
    const hub = openHub({ confirmation } as never)
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(hub.linked).toEqual([LINKED.account])
  })

  test('is asked after it was told', async () => {
    endpoint({ link: [LINKED] })
    const order: string[] = []
    openHub({
      onLinked: () => order.push('onLinked'),
      confirmation: () => {
        order.push('confirmation')
        return true
      },
    })
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(order).toEqual(['onLinked', 'confirmation'])
  })

  test('may take its time to answer, and no dialog opens before', async () => {
    endpoint({ link: [LINKED] })
    const shown: boolean[] = []
    let answer: (wanted: boolean) => void = () => undefined
    const watch = new MutationObserver(() => shown.push(document.querySelector('dialog') !== null))
    watch.observe(document.body, { childList: true, subtree: true })
    const hub = openHub({
      confirmation: () =>
        new Promise<boolean>((resolve) => {
          answer = resolve
        }),
    })
    await connect()
    await expect.poll(() => hub.linked).toEqual([LINKED.account])
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(shown).not.toContain(true)
    watch.disconnect()
    answer(true)
    await expect.element(dialog()).toBeVisible()
  })

  test('may hold the focus itself', async () => {
    endpoint({ link: [LINKED] })
    const own = document.createElement('button')
    document.body.append(own)
    openHub({ confirmation: false, onLinked: () => own.focus() })
    await connect()
    await expect.element(heading('JazzHR is connected')).toBeVisible()
    expect(focused()).toBe(own)
    own.remove()
  })
})

describe('update mode', () => {
  test('names the account, sends its id, and says what was replaced', async () => {
    const server = endpoint({
      link: [{ status: 'linked', account: { id: 'acc_7', provider: 'jazzhr', name: 'Acme' } }],
    })
    openHub({ account: { id: 'acc_7', name: 'Acme' }, brand: { name: 'Portal' } })
    await expect.element(page.getByText('for Acme', { exact: true })).toBeVisible()
    await expect.element(heading('Paste the new API key')).toBeVisible()
    await expect.element(page.getByText('It replaces the one that is in use for Acme.')).toBeVisible()
    await connect()
    await expect.element(dialog()).toHaveAccessibleDescription('The new details are now in use for Acme.')
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ account: 'acc_7' }])
    await button('Done').click()
    await expect.element(button('Link another account')).not.toBeInTheDocument()
  })

  test('a host that names the account once it is linked is not told of an update', async () => {
    const server = endpoint({ link: [LINKED] })
    const hub = openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    hub.update({ account: LINKED.account })
    await expect.element(page.getByText('for Acme Recruiting', { exact: true })).toBeInTheDocument()
    await expect.element(dialog()).toHaveAccessibleDescription('Acme Recruiting is linked.')
    await button('Done').click()
    await expect.element(page.getByText('Acme Recruiting is linked.')).toBeVisible()
    // It would replace the key of the one that was just linked.
    await expect.element(button('Link another account')).not.toBeInTheDocument()
    expect(server.received('link')[0]?.body).not.toHaveProperty('account')
  })

  test('is told of an update although the host has moved on', async () => {
    endpoint({ link: [LINKED] })
    const hub = openHub({ account: LINKED.account })
    await connect()
    await expect.element(dialog()).toBeVisible()
    hub.update({ account: undefined })
    await expect
      .element(dialog())
      .toHaveAccessibleDescription('The new details are now in use for Acme Recruiting.')
    await button('Done').click()
    await expect.element(button('Link another account')).toBeVisible()
  })

  test('an account without a name goes by its provider', async () => {
    endpoint({ link: [problem('credential-rejected')] })
    openHub({ account: { id: 'acc_7' } })
    await expect.element(page.getByText('It replaces the one that is in use for JazzHR.')).toBeVisible()
  })
})
