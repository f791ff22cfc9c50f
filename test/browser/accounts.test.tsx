/** `<Accounts>`: the list with its states, and what can be done with one: update, unlink, link another. */
import '../../src/styles/index.css'

import { render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { ListedAccount } from '../../src/core/link.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Accounts, type AccountsProps } from '../../src/react/Accounts.tsx'
import { takeConsole } from './console.ts'
import { endpoint, ENDPOINT, held, LINKED, problem } from './endpoint.ts'
import { guideOf, step } from './guides.ts'
import {
  Activity,
  box,
  button,
  connect,
  dialog,
  focused,
  heading,
  keyInput,
  lettersOf,
  openHub,
  renderActivity,
  WIDE,
  expectFocus,
} from './hub.tsx'
import { KEY } from './secret.ts'

const ACME: ListedAccount = {
  id: 'acc_1',
  provider: 'jazzhr',
  name: 'Acme Recruiting',
  state: 'active',
  linkedAt: '2026-03-05T09:30:00Z',
}
const BETA: ListedAccount = { ...ACME, id: 'acc_2', name: 'Beta Hiring', state: 'error' }
const NAMELESS: ListedAccount = { id: 'acc_3', provider: 'jazzhr', state: 'expired', linkedAt: 'some day' }
const STRANGE: ListedAccount = {
  id: 'acc_4',
  provider: 'workbay',
  state: 'active',
  linkedAt: '2026-01-01T00:00:00Z',
}

const list = (...accounts: ListedAccount[]) => ({ status: 'accounts', accounts })

const openAccounts = (props: Partial<AccountsProps> = {}) => {
  const given = { endpoint: ENDPOINT, guides: [jazzhr], ...props } as AccountsProps
  return render(box(<Accounts {...given} />, WIDE))
}
const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })

describe('the list', () => {
  test('stays within 320 px with names that have no break in them', async () => {
    const long = 'Unbroken'.repeat(12)
    const account = { ...ACME, name: long, provider: 'p'.repeat(90) }
    endpoint({ accounts: [list(account, BETA)], unlink: [{ status: 'unlinked' }] })
    render(box(<Accounts endpoint={ENDPOINT} guides={[jazzhr]} />, 320))
    await expect.element(row(long)).toBeVisible()
    const root = page.getByRole('region', { name: 'Linked accounts' }).element()
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth)
    await row(long).getByRole('button', { name: 'Unlink' }).click()
    await dialog().getByRole('button', { name: 'Unlink' }).click()
    await expect.element(page.getByText(`${long} is unlinked.`)).toBeVisible()
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth)
  })

  test('holds no grid of the host wider than a small window, and neither does the widget that opens in it', async () => {
    endpoint({ accounts: [list(ACME)] })
    await page.viewport(320, 900)
    const { container } = render(
      <div style={{ display: 'grid', margin: 16 }}>
        <div>
          <Accounts endpoint={ENDPOINT} guides={[jazzhr]} />
        </div>
      </div>,
    )
    const grid = container.firstElementChild!
    await page.getByRole('button', { name: 'Link another account' }).click()
    await expect.element(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
    expect(grid.scrollWidth).toBeLessThanOrEqual(grid.clientWidth)
    await page.viewport(1008, 900)
  })

  test('names each account, its provider, its state and when it was linked', async () => {
    endpoint({ accounts: [list(ACME, BETA, NAMELESS, STRANGE)] })
    openAccounts()
    await expect.element(page.getByRole('region', { name: 'Linked accounts' })).toBeVisible()
    await expect
      .element(row('Acme Recruiting'))
      .toHaveTextContent(/JazzHR.*Linked 5 Mar 2026|JazzHR.*Linked Mar 5, 2026/)
    await expect.element(row('Acme Recruiting')).toHaveTextContent('Active')
    await expect.element(row('Beta Hiring')).toHaveTextContent('Needs attention')
    await expect.element(row('Expired')).toHaveTextContent('JazzHR')
    await expect.element(row('Expired')).not.toHaveTextContent('Linked')
    await expect.element(row('workbay')).toHaveTextContent('Active')
    const times = page.getByRole('list').element().querySelectorAll('time')
    expect([...times].map(({ dateTime }) => dateTime)).toEqual([
      ACME.linkedAt,
      BETA.linkedAt,
      STRANGE.linkedAt,
    ])
  })

  test('writes dates in its locale', async () => {
    endpoint({ accounts: [list(ACME)] })
    openAccounts({ locale: 'de', messages: {} })
    await expect.element(row('Acme Recruiting')).toHaveTextContent('05.03.2026')
  })

  test('writes dates in the language of the words, where its locale has none', async () => {
    endpoint({ accounts: [list(ACME)] })
    openAccounts({ locale: 'sv' })
    await expect.element(row('Acme Recruiting')).toHaveTextContent('Linked Mar 5, 2026')
    await vi.waitFor(() => expect(takeConsole()).toEqual([expect.stringContaining('locale-missing')]))
  })

  test('keeps the point of a name at its end from right to left', async () => {
    endpoint({ accounts: [list({ ...ACME, name: 'Acme (UK) Ltd.', provider: 'Yahoo!' })] })
    openAccounts({ locale: 'ar', messages: {} })
    for (const name of ['Acme (UK) Ltd.', 'Yahoo!']) {
      const letters = lettersOf(await page.getByText(name, { exact: true }).findElement())
      expect(letters.last.left, name).toBeGreaterThan(letters.first.left)
      const row = page.getByRole('listitem').element().getBoundingClientRect()
      expect(letters.last.right, 'beside the logo').toBeGreaterThan(row.right - 100)
    }
  })

  test('takes a locale as servers write it, and names that are empty', async () => {
    endpoint({ accounts: [list({ ...ACME, name: ' ' })] })
    openAccounts({ locale: 'en_GB' })
    await expect.element(row('JazzHR')).toHaveTextContent('Linked 5 Mar 2026')
    await button('Unlink').click()
    await expect.element(dialog()).toHaveAccessibleName('Unlink JazzHR?')
  })

  test('takes one guide that is given without a list', async () => {
    endpoint({ accounts: [list(NAMELESS)] })
    openAccounts({ guides: jazzhr } as never)
    await expect.element(row('JazzHR')).toBeVisible()
  })

  test('of another endpoint is another list', async () => {
    endpoint({ accounts: [list(ACME), list(BETA)] })
    const drawn = (address: string) => box(<Accounts endpoint={address} guides={[jazzhr]} />, WIDE)
    const { rerender } = render(drawn(ENDPOINT))
    await expect.element(row('Acme Recruiting')).toBeVisible()
    rerender(drawn(`${ENDPOINT}?tenant=2`))
    await expect.element(row('Beta Hiring')).toBeVisible()
    await expect.element(row('Acme Recruiting')).not.toBeInTheDocument()
  })

  test('says that it loads, and that it is empty', async () => {
    const { answer, release } = held(list())
    endpoint({ accounts: [answer] })
    openAccounts()
    await expect.element(page.getByText('Loading accounts …')).toBeVisible()
    release()
    await expect.element(page.getByText('No accounts are linked yet.')).toBeVisible()
    await expect.element(button('Connect an account')).toBeVisible()
  })

  test('that fails offers to try again', async () => {
    const server = endpoint({ accounts: [new Response(null, { status: 500 }), list(ACME)] })
    const onError = vi.fn()
    openAccounts({ onError })
    await expect.element(page.getByRole('alert')).toHaveTextContent('We could not load the accounts.')
    await vi.waitFor(() => expect(onError).toHaveBeenCalledWith({ code: 'server', status: 500 }))
    await button('Try again').click()
    await expect.element(row('Acme Recruiting')).toBeVisible()
    expect(server.received('accounts').length).toBeGreaterThanOrEqual(2)
  })

  test('stays when it cannot be loaded again, and says so beside it', async () => {
    let down = false
    endpoint({ accounts: [() => (down ? new Response(null, { status: 500 }) : list(ACME))] })
    const onError = vi.fn()
    openAccounts({ onError })
    await expect.element(row('Acme Recruiting')).toBeVisible()
    down = true
    const channel = new BroadcastChannel('hub-link')
    channel.postMessage({ type: 'accounts' })
    channel.close()
    await expect.element(page.getByRole('status')).toHaveTextContent('this list may be out of date')
    await expect.element(row('Acme Recruiting')).toBeVisible()
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
    expect(onError).toHaveBeenCalledWith({ code: 'server', status: 500 })
    down = false
    await button('Try again').click()
    await expect.element(button('Try again')).not.toBeInTheDocument()
    await expect.element(page.getByRole('status')).not.toHaveTextContent('out of date')
    await expectFocus(heading('Linked accounts'))
  })

  test('that cannot be loaded after unlinking has the account no more', async () => {
    let down = false
    endpoint({
      accounts: [() => (down ? new Response(null, { status: 500 }) : list(ACME, BETA))],
      unlink: [
        () => {
          down = true
          return { status: 'unlinked' }
        },
      ],
    })
    openAccounts()
    await row('Acme Recruiting').getByRole('button', { name: 'Unlink' }).click()
    await dialog().getByRole('button', { name: 'Unlink' }).click()
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent(/Acme Recruiting is unlinked\..*this list may be out of date/)
    await expect.element(row('Acme Recruiting')).not.toBeInTheDocument()
    await expect.element(row('Beta Hiring')).toBeVisible()
  })

  test('that has many pages shows all', async () => {
    const server = endpoint({
      accounts: [({ body }) => ('after' in body ? list(BETA) : { ...list(ACME), next: 'page2' })],
    })
    openAccounts()
    await expect.element(row('Beta Hiring')).toBeVisible()
    await expect.element(row('Acme Recruiting')).toBeVisible()
    expect(server.received('accounts').map(({ body }) => body)).toContainEqual({
      op: 'accounts',
      after: 'page2',
    })
  })

  test('renews an ended session once', async () => {
    endpoint({ accounts: [problem('session-expired'), problem('session-expired'), list(ACME)] })
    const onSessionExpired = vi.fn()
    openAccounts({ onSessionExpired })
    await vi.waitFor(() => expect(onSessionExpired).toHaveBeenCalled())
    await expect.element(page.getByRole('alert').or(row('Acme Recruiting'))).toBeVisible()
  })

  test('without an endpoint says that it is not set up', async () => {
    const onError = vi.fn()
    openAccounts({ endpoint: undefined, onError } as never)
    await expect.element(page.getByRole('alert')).toHaveTextContent('not configured')
    expect(onError).toHaveBeenCalledExactlyOnceWith({ code: 'config-invalid', reason: 'endpoint-missing' })
    expect(takeConsole()).toEqual([expect.stringContaining('endpoint-missing')])
  })
})

describe('unlink', () => {
  test('asks first, with the safe choice in focus', async () => {
    const server = endpoint({ accounts: [list(ACME, BETA), list(BETA)], unlink: [{ status: 'unlinked' }] })
    openAccounts()
    await row('Acme Recruiting').getByRole('button', { name: 'Unlink' }).click()
    await expect.element(dialog()).toHaveAccessibleName('Unlink Acme Recruiting?')
    await expectFocus(button('Keep it'))
    expect(server.received('unlink')).toEqual([])
  })

  test.each([
    ['Keep it', () => button('Keep it').click()],
    ['Escape', () => userEvent.keyboard('{Escape}')],
  ])('%s changes nothing, and gives the focus back', async (_what, keep) => {
    const server = endpoint({ accounts: [list(ACME)] })
    openAccounts()
    const unlink = row('Acme Recruiting').getByRole('button', { name: 'Unlink' })
    await unlink.click()
    await expect.element(dialog()).toBeVisible()
    await keep()
    await expect.element(dialog()).not.toBeInTheDocument()
    expect(server.received('unlink')).toEqual([])
    await expectFocus(unlink)
  })

  test('unlinks, lists again, says so and tells the host', async () => {
    let gone = false
    const server = endpoint({
      accounts: [() => (gone ? list(BETA) : list(ACME, BETA))],
      unlink: [
        () => {
          gone = true
          return { status: 'unlinked' }
        },
      ],
    })
    const onUnlinked = vi.fn()
    openAccounts({ onUnlinked })
    await row('Acme Recruiting').getByRole('button', { name: 'Unlink' }).click()
    await dialog().getByRole('button', { name: 'Unlink' }).click()
    await expect.element(page.getByRole('status')).toHaveTextContent('Acme Recruiting is unlinked.')
    await expect.element(row('Acme Recruiting')).not.toBeInTheDocument()
    expect(server.received('unlink').map(({ body }) => body)).toEqual([{ op: 'unlink', account: 'acc_1' }])
    expect(onUnlinked).toHaveBeenCalledExactlyOnceWith(ACME)
    await expectFocus(heading('Linked accounts'))
  })

  test('is no longer told when something else begins', async () => {
    endpoint({ accounts: [list(ACME, BETA), list(ACME)], unlink: [{ status: 'unlinked' }] })
    openAccounts()
    await row('Beta Hiring').getByRole('button', { name: 'Unlink' }).click()
    await dialog().getByRole('button', { name: 'Unlink' }).click()
    await expect.element(page.getByText('Beta Hiring is unlinked.')).toBeVisible()
    await button('Link another account').click()
    await expect.element(page.getByText('Beta Hiring is unlinked.')).not.toBeInTheDocument()
  })

  test('that fails says so, and the account stays', async () => {
    endpoint({ accounts: [list(ACME)], unlink: [new Response(null, { status: 500 })] })
    const onUnlinked = vi.fn()
    openAccounts({ onUnlinked })
    await row('Acme Recruiting').getByRole('button', { name: 'Unlink' }).click()
    await dialog().getByRole('button', { name: 'Unlink' }).click()
    await expect.element(page.getByRole('status')).toHaveTextContent('We could not unlink Acme Recruiting.')
    await expect.element(row('Acme Recruiting')).toBeVisible()
    expect(onUnlinked).not.toHaveBeenCalled()
  })

  test('a double click unlinks once', async () => {
    const server = endpoint({ accounts: [list(ACME)], unlink: [{ status: 'unlinked' }] })
    openAccounts()
    await row('Acme Recruiting').getByRole('button', { name: 'Unlink' }).click()
    const confirm = dialog().getByRole('button', { name: 'Unlink' }).element() as HTMLElement
    confirm.click()
    confirm.click()
    await expect.element(page.getByRole('status')).toHaveTextContent('Acme Recruiting is unlinked.')
    expect(server.received('unlink')).toHaveLength(1)
  })
})

describe('update and link another', () => {
  test('open the widget in place, for that account', async () => {
    const server = endpoint({ accounts: [list(ACME)], link: [LINKED] })
    openAccounts()
    await row('Acme Recruiting').getByRole('button', { name: 'Update key' }).click()
    await expect.element(heading('Paste the new API key')).toBeVisible()
    expect(heading('Connect JazzHR').element().localName).toBe('h3')
    await connect()
    await button('Done').click()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ account: 'acc_1' }])
    await button('Close').click()
    await expect.element(keyInput()).not.toBeInTheDocument()
    await expectFocus(heading('Linked accounts'))
  })

  test.runIf(Activity)(
    'keep what was typed while Activity hides the list, and the focus where it went',
    async () => {
      endpoint({ accounts: [list(ACME)] })
      const activity = renderActivity(box(<Accounts endpoint={ENDPOINT} guides={[jazzhr]} />, WIDE))
      const { container } = render(<button>Connections</button>)
      await row('Acme Recruiting').getByRole('button', { name: 'Update key' }).click()
      await userEvent.fill(keyInput(), KEY)
      activity.hide()
      await expect.element(keyInput()).not.toBeVisible()
      await button('Connections').click()
      activity.show()
      await expect.element(keyInput()).toBeVisible()
      await expect.element(keyInput()).toHaveValue(KEY)
      expect(container).toContainElement(focused() as HTMLElement)
    },
  )

  test('link another is a new account', async () => {
    const server = endpoint({ accounts: [list(ACME)], link: [LINKED] })
    openAccounts()
    await button('Link another account').click()
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')[0]?.body).not.toHaveProperty('account')
  })

  test('link another asks which provider where there are several', async () => {
    const server = endpoint({ accounts: [list(ACME)], link: [LINKED] })
    openAccounts({ guides: [jazzhr, guideOf([step('a', 'Sign in')])] })
    await button('Link another account').click()
    await expectFocus(button('Connect JazzHR'))
    await button('Connect Bamboo').click()
    await expectFocus(heading('Step 1 of 1: Sign in'))
    await expect.element(button('Connect JazzHR')).not.toBeInTheDocument()
    await connect()
    await button('Done').click()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ provider: 'bamboo' }])
  })

  test('go to the host where it says so', async () => {
    endpoint({ accounts: [list(ACME)] })
    const onUpdate = vi.fn()
    const onLinkAnother = vi.fn()
    openAccounts({ onUpdate, onLinkAnother })
    await row('Acme Recruiting').getByRole('button', { name: 'Update key' }).click()
    await button('Link another account').click()
    expect(onUpdate).toHaveBeenCalledExactlyOnceWith(ACME)
    expect(onLinkAnother).toHaveBeenCalledOnce()
    await expect.element(keyInput()).not.toBeInTheDocument()
  })

  test('without a guide or a callback the developer hears of it', async () => {
    endpoint({ accounts: [list(STRANGE)] })
    openAccounts()
    await row('workbay').getByRole('button', { name: 'Update key' }).click()
    expect(takeConsole()).toEqual([expect.stringContaining('accounts-handler-missing')])
  })
})

describe('a list beside a widget', () => {
  test('shows what was linked there', async () => {
    let linked = false
    endpoint({
      accounts: [() => (linked ? list(ACME, BETA) : list(BETA))],
      link: [
        () => {
          linked = true
          return LINKED
        },
      ],
    })
    openAccounts()
    openHub()
    await expect.element(row('Beta Hiring')).toBeVisible()
    await connect()
    await button('Done').click()
    await expect.element(row('Acme Recruiting')).toBeVisible()
  })

  test('in another tab hears of it too', async () => {
    let linked = false
    endpoint({ accounts: [() => (linked ? list(ACME) : list())] })
    openAccounts()
    await expect.element(page.getByText('No accounts are linked yet.')).toBeVisible()
    linked = true
    const channel = new BroadcastChannel('hub-link')
    channel.postMessage({ type: 'accounts' })
    channel.close()
    await expect.element(row('Acme Recruiting')).toBeVisible()
  })

  test('tells other tabs what is unlinked', async () => {
    const server = endpoint({ accounts: [list(ACME, BETA), list(BETA)], unlink: [{ status: 'unlinked' }] })
    const heard = vi.fn()
    const channel = new BroadcastChannel('hub-link')
    channel.onmessage = ({ data }: MessageEvent<unknown>) => void heard(data)
    openAccounts()
    await row('Acme Recruiting').getByRole('button', { name: 'Unlink' }).click()
    await dialog().getByRole('button', { name: 'Unlink' }).click()
    await expect.poll(() => heard.mock.calls).toEqual([[{ type: 'accounts' }]])
    channel.close()
    // Once for one change, though the list hears what it tells.
    await expect.poll(() => server.received('accounts')).toHaveLength(2)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.received('accounts')).toHaveLength(2)
  })
})
