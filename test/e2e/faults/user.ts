/** What the person at the page does: too often, too fast, with the wrong thing in the clipboard, or elsewhere. */
import type { Page } from '@playwright/test'

import { connect, keyInput, toForm } from '../demo.ts'
import { expect } from '../site.ts'
import { held, LINKED } from './endpoint.ts'
import { confirmation, errorsOf, openElement, type Rows, shown, timesLinked, type World } from './table.ts'

const SIGN_IN = 'https://sign-in.example/'

/** The reply that sends a person on; the next poll is a minute away unless something hurries it. */
export const REDIRECT = { status: 'redirect', linkId: 'l1', url: SIGN_IN, expiresIn: 600 }
const FAR = { status: 'pending', pollAfter: 60 }

/** Leads a person to the button that opens the provider's window. The provider is a plain page. */
export async function toAuthorizing(world: World, status: readonly object[] = [FAR]): Promise<void> {
  const { page, context, site, hub, server, leaks } = world
  await context.route(`${SIGN_IN}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }),
  )
  server.says('link', REDIRECT)
  server.says('status', ...status)
  await page.goto('/')
  await connect(hub, site.keys.good)
  await expect(hub.getByRole('button', { name: 'Continue to JazzHR' })).toBeVisible()
  leaks.expectSent(site.keys.good)
  leaks.expectTyped(site.keys.good)
}

const openWindow = async ({ page, hub }: World): Promise<Page> => {
  const opens = page.waitForEvent('popup')
  await hub.getByRole('button', { name: 'Continue to JazzHR' }).click()
  return opens
}

const polls = ({ server }: World) => server.of('status').length

/** Pastes a text at the caret, through the browser's own clipboard. */
async function paste({ page, context, hub }: World, text: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await toForm(hub)
  await keyInput(hub).fill('')
  await page.evaluate((words) => navigator.clipboard.writeText(words), text)
  await keyInput(hub).click()
  await page.keyboard.press('ControlOrMeta+V')
}

/** A row of things that are pasted, what becomes of each, and what the person is told. */
const pasted = (
  must: string,
  cases: (key: string) => readonly (readonly [text: string, told: RegExp])[],
): Rows[string] => ({
  must,
  run: async (world) => {
    const { site, hub, leaks } = world
    await openElement(world)
    for (const [text, told] of cases(site.keys.good)) {
      await paste(world, text)
      await expect(keyInput(hub)).toHaveValue(site.keys.good)
      await expect(hub.getByRole('status')).toHaveText(told)
    }
    leaks.expectTyped(site.keys.good)
  },
})

/** A row of presses that come at once or go on: one request comes of them, and one account. */
const presses = (must: string, press: (world: World) => Promise<void>): Rows[string] => ({
  must,
  run: async (world) => {
    const { page, site, hub, leaks, server } = world
    await openElement(world)
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await press(world)
    // A key that is still held presses Done as well: what is left says it too.
    const said = hub.getByRole('heading', { name: 'JazzHR is connected' })
    await expect(confirmation(page).or(said).first()).toBeVisible()
    expect(server.of('link')).toHaveLength(1)
    expect(await timesLinked(world)).toBe(1)
    leaks.expectSent(site.keys.good)
  },
})

export const user: Rows = {
  'U1 a double click, and clicks in one task': presses('one request', async ({ hub }) => {
    await hub.getByRole('button', { name: 'Connect' }).evaluate((button: HTMLButtonElement) => {
      for (let times = 0; times < 3; times += 1) button.click()
    })
  }),
  'U2 Enter held down': presses('one request', async ({ page, hub }) => {
    await keyInput(hub).focus()
    for (let times = 0; times < 6; times += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
  }),
  'U3 outer white space': pasted('is taken off, and told', (key) => [
    [` ${key} `, /We removed 2 spaces/],
    [`\t${key}\n`, /We removed a space and a line break/],
    [`\u00a0${key}`, /We removed a space/],
  ]),
  'U4 characters that nobody sees': pasted('are taken out, and told', (key) => [
    [`\u200b${key}\ufeff`, /2 invisible characters/],
    [`${key.slice(0, 9)}\u00ad${key.slice(9)}\u2060`, /2 invisible characters/],
    [`\u202e${key}\u2069`, /2 invisible characters/],
  ]),
  'U5 a key that was wrapped': pasted('its line break is taken out, and told', (key) => [
    [`${key.slice(0, 16)}\n${key.slice(16)}`, /a line break/],
    [`${key.slice(0, 16)} ${key.slice(16)}`, /a space/],
  ]),
  'U6 quotes around it': pasted('one pair is taken off', (key) => [
    [`"${key}"`, /the quotation marks/],
    [`“${key}”`, /the quotation marks/],
    ['`' + key + '`', /the quotation marks/],
  ]),
  'U7 a prefix': pasted('is taken off, and told', (key) => [
    [`apikey=${key}`, /“apikey=”/],
    [`API key: ${key}`, /“API key:”/],
    [`{"apiKey": "${key}"}`, /“\{"apiKey":”/],
  ]),
  'U9 an e-mail address, a sentence, a web address': {
    must: 'is questioned, and sent when the person says so',
    run: async (world) => {
      const { page, hub, server } = world
      await openElement(world)
      await toForm(hub)
      for (const [text, says] of [
        ['admin@acme.example', /looks like an e-mail address/],
        ['this is not a key', /looks like a sentence/],
        ['https://app.example/settings', /looks like a web address/],
      ] as const) {
        await keyInput(hub).fill(text)
        await hub.getByRole('button', { name: 'Connect' }).click()
        await expect(hub.getByText(says)).toBeVisible()
      }
      expect(server.of('link')).toEqual([])
      await hub.getByRole('button', { name: 'Use anyway' }).click()
      await hub
        .getByRole('button', { name: 'Connect' })
        .click({ timeout: 2000 })
        .catch(() => undefined)
      await expect(confirmation(page)).toBeVisible()
      expect(server.of('link')).toHaveLength(1)
    },
  },
  'U10 a key of one character': {
    must: 'is sent: the server decides',
    run: async (world) => {
      await openElement(world)
      await connect(world.hub, 'k')
      await expect(confirmation(world.page)).toBeVisible()
      expect(world.server.of('link')[0]?.body['fields']).toEqual({ apiKey: 'k' })
    },
  },
  'U11 a megabyte is pasted': {
    must: 'an error at the field, nothing cut off, nothing sent',
    run: async (world) => {
      const { page, hub, server } = world
      await openElement(world)
      await paste(world, 'k'.repeat(1_000_000))
      await page.keyboard.press('Enter')
      await expect(keyInput(hub)).toHaveAccessibleDescription(/too long to be your API key/)
      expect(await keyInput(hub).evaluate((input: HTMLInputElement) => input.value.length)).toBe(1_000_000)
      expect(server.of('link')).toEqual([])
    },
  },
  'U13 Enter while an input method composes': {
    must: 'belongs to the input method',
    run: async (world) => {
      const { page, context, hub, server, site, leaks } = world
      await openElement(world)
      await toForm(hub)
      await keyInput(hub).click()
      const session = await context.newCDPSession(page)
      await session.send('Input.imeSetComposition', { text: 'ｋｅ', selectionStart: 2, selectionEnd: 2 })
      await session.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Process',
        code: 'Enter',
        windowsVirtualKeyCode: 229,
      })
      await session.send('Input.insertText', { text: 'ｋｅｙ' })
      await expect(keyInput(hub)).not.toHaveValue('')
      expect(server.of('link')).toEqual([])
      await keyInput(hub).fill(site.keys.good)
      await page.keyboard.press('Enter')
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.good)
    },
  },
  'U15 a password manager fills the field': {
    must: 'nothing is sent by that, and the field asks to be left alone',
    run: async (world) => {
      const { page, hub, server } = world
      await openElement(world)
      await toForm(hub)
      for (const [name, value] of Object.entries({
        autocomplete: 'off',
        'data-1p-ignore': '',
        'data-lpignore': 'true',
        'data-bwignore': '',
        'data-form-type': 'other',
      }))
        await expect(keyInput(hub)).toHaveAttribute(name, value)
      await keyInput(hub).evaluate((input: HTMLInputElement) => {
        input.value = 'the portal’s password'
        for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }))
        input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }))
        input.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }))
      })
      await page.waitForLoadState('networkidle')
      expect(server.of('link')).toEqual([])
    },
  },
  'U15a real password managers, with their own windows': {
    must: 'offer neither to fill nor to save the key',
    byPerson: 'they are extensions of other companies, and each decides for itself',
  },
  'U17 the key is shown': {
    must: 'it is masked again by a press, by leaving the widget, and by a hidden tab',
    run: async (world) => {
      const { page, site, hub, leaks, server } = world
      const answer = held(LINKED)
      server.says('link', answer.answer)
      site.page(
        '<script src="/dist/hub.js" defer></script><hub-link provider="jazzhr" endpoint="/api/link"></hub-link><button>Elsewhere</button>',
      )
      await page.goto('/')
      await toForm(hub)
      await keyInput(hub).fill(site.keys.good)
      const leaving = [
        () => page.getByRole('button', { name: 'Elsewhere' }).focus(),
        () =>
          page.evaluate(() => {
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
            document.dispatchEvent(new Event('visibilitychange'))
            Reflect.deleteProperty(document, 'visibilityState')
          }),
        () => hub.getByRole('button', { name: 'Connect' }).click(),
      ]
      for (const leave of leaving) {
        await hub.getByRole('button', { name: 'Show API Key' }).click()
        await expect(keyInput(hub)).toHaveAttribute('type', 'text')
        await expect(hub.getByRole('button', { name: 'Hide API Key' })).toHaveAttribute(
          'aria-pressed',
          'true',
        )
        await leave()
        await expect(keyInput(hub)).toHaveAttribute('type', 'password')
      }
      await hub.getByRole('button', { name: 'Cancel' }).click()
      answer.release()
      leaks.expectSent(site.keys.good)
      leaks.expectTyped(site.keys.good)
    },
  },
  'U18 keyboards that correct': shown(
    'nothing alters what is typed',
    'browser/fields.test.tsx',
    'nothing alters what is typed',
  ),
  'U19 back and forward during the guide': {
    must: 'the widget makes no entry of the history',
    run: async (world) => {
      const { page, site, hub, leaks } = world
      site.serve('/before', { body: '<!doctype html><title>Before</title>' })
      await page.goto('/before')
      await openElement(world)
      const entries = await page.evaluate(() => history.length)
      for (const step of [2, 3, 4]) {
        await hub.getByRole('button', { name: 'Next' }).click()
        await expect(hub.getByRole('heading', { name: `Step ${step} of 4` })).toBeFocused()
      }
      await connect(hub, site.keys.good)
      await confirmation(page).getByRole('button', { name: 'Done' }).click()
      expect(await page.evaluate(() => history.length)).toBe(entries)
      await page.goBack()
      expect(new URL(page.url()).pathname).toBe('/before')
      leaks.expectSent(site.keys.good)
    },
  },
  'U21 a page that comes back from the back-forward cache': {
    must: 'the key was cleared when it went; a wait that goes on asks at once',
    run: async (world) => {
      const { page, hub } = world
      await openElement(world)
      await toAuthorizing(world)
      const before = polls(world)
      await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      })
      await expect.poll(() => polls(world)).toBe(before + 1)
      world.leaks.expectSent(world.site.keys.good)
      world.leaks.expectForgotten()
      await hub.getByRole('button', { name: 'Cancel' }).click()
      await expect(keyInput(hub)).toHaveValue('')
    },
  },
  'U22 a form that the browser fills again after a reload or a way back': {
    must: 'the key comes back empty',
    run: async (world) => {
      const { page, site, hub } = world
      site.serve('/after', { body: '<!doctype html><title>After</title>' })
      await openElement(world)
      await toForm(hub)
      await keyInput(hub).fill(site.keys.good)
      await page.reload()
      await toForm(hub)
      await expect(keyInput(hub)).toHaveValue('')
      await keyInput(hub).fill(site.keys.good)
      await page.goto('/after')
      await page.goBack()
      await toForm(hub)
      await expect(keyInput(hub)).toHaveValue('')
    },
  },
  'U23 the window is closed by the person': {
    must: 'goes on waiting, offers to open it again, and the poll decides',
    run: async (world) => {
      const { page, hub, server } = world
      await openElement(world)
      await toAuthorizing(world)
      await (await openWindow(world)).close()
      await expect(hub.getByText('Not finished? You can open the window again.')).toBeVisible()
      await expect(hub.getByRole('button', { name: 'Open again' })).toBeVisible()
      expect(await errorsOf(world)).toEqual([])
      server.says('status', LINKED)
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      await expect(confirmation(page)).toBeVisible()
      expect(await timesLinked(world)).toBe(1)
      world.leaks.expectForgotten()
    },
  },
  'U24 the window is blocked': {
    must: 'a plain link takes its place, and the poll decides',
    run: async (world) => {
      const { page, hub, server } = world
      await page.addInitScript(() => {
        window.open = () => null
      })
      await openElement(world)
      await toAuthorizing(world)
      await hub.getByRole('button', { name: 'Continue to JazzHR' }).click()
      const way = hub.getByRole('link', { name: /Continue to JazzHR/ })
      await expect(way).toHaveAttribute('href', SIGN_IN)
      await expect(way).toHaveAttribute('target', '_blank')
      await expect(way).toHaveAttribute('rel', 'noopener noreferrer')
      expect(await errorsOf(world)).toEqual([{ code: 'popup-blocked' }])
      server.says('status', LINKED)
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      await expect(confirmation(page)).toBeVisible()
      world.leaks.expectForgotten()
    },
  },
  'U25 a window that opens long after the press': shown(
    'the reply shows a button, and its click opens the window in its own task',
    'browser/authorizing.test.tsx',
    'names the host, and opens its window in the click itself',
  ),
  'U26 the person comes back to the page': {
    must: 'the poll is hurried by focus and by a tab that is seen again',
    run: async (world) => {
      const { page } = world
      await openElement(world)
      await toAuthorizing(world)
      const hurries = [
        () => dispatchEvent(new Event('focus')),
        () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
      ]
      for (const hurry of hurries) {
        const before = polls(world)
        const answer = page.waitForResponse('**')
        await page.evaluate(hurry)
        await (await answer).finished()
        expect(polls(world)).toBe(before + 1)
        // A hint that comes while the answer is read asks nothing new.
        await page.evaluate(() => new Promise((read) => setTimeout(read, 100)))
      }
    },
  },
  'U27 two tabs link the same provider': {
    must: 'a word on the channel hurries both, and both end on the one account',
    run: async (world) => {
      const { page, context, site, hub, server, leaks } = world
      await openElement(world)
      await toAuthorizing(world)
      const other = await context.newPage()
      await other.goto(site.origin)
      const there = other.getByRole('region', { name: 'Connect JazzHR' })
      await connect(there, site.keys.second)
      await expect(there.getByRole('button', { name: 'Continue to JazzHR' })).toBeVisible()
      server.says('status', LINKED)
      const third = await context.newPage()
      site.serve('/callback', { body: '<!doctype html><title>Callback</title>' })
      await third.goto(`${site.origin}/callback`)
      await third.evaluate(() =>
        new BroadcastChannel('hub-link').postMessage({ type: 'hub-link', linkId: 'l1' }),
      )
      await expect(confirmation(page)).toContainText('Acme')
      await expect(confirmation(other)).toContainText('Acme')
      await expect(hub.getByRole('button', { name: 'Continue to JazzHR' })).toHaveCount(0)
      leaks.expectSent(site.keys.good, site.keys.second)
      leaks.expectForgotten()
    },
  },
  'U29 the line goes while the poll waits': shown(
    'polls pause and go on by themselves, and no error is told',
    'browser/authorizing.test.tsx',
    'pauses offline, and goes on when the line is back',
  ),
  'U30 the provider says no': {
    must: 'is told in our words',
    run: async (world) => {
      const { page, hub } = world
      await openElement(world)
      await toAuthorizing(world, [{ status: 'denied', reason: 'Server words' }])
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      await expect(hub.getByRole('alert')).toHaveText(/Access was not granted at JazzHR/)
      expect(await errorsOf(world)).toEqual([{ code: 'authorization-denied' }])
      expect(await hub.textContent()).not.toContain('Server words')
    },
  },
  'U32 400 % zoom': shown('never scrolls sideways', 'e2e/walk.spec.ts', 'never scrolls sideways, ${name}'),
  'U34 a role that cannot see the key': shown(
    'the guide names the roles that can',
    'guides/jazzhr.test.ts',
    'names the roles that see the key in the second',
  ),
  'U35 a new key kills the old one': shown(
    'the guide warns before the action',
    'guides/jazzhr.test.ts',
    'warns that the old key dies before it says how to make a new one',
  ),
  'U36 undo after the link was made': {
    must: 'the key does not come back into a field',
    run: async (world) => {
      const { page, site, hub, leaks } = world
      await openElement(world)
      await toForm(hub)
      await keyInput(hub).click()
      await page.keyboard.type(site.keys.good)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await confirmation(page)
        .getByRole('button', { name: 'Done' })
        .click({ timeout: 500 })
        .catch(() => undefined)
      await hub.getByRole('button', { name: 'Link another account' }).click()
      await toForm(hub)
      await keyInput(hub).click()
      for (let times = 0; times < 4; times += 1) await page.keyboard.press('ControlOrMeta+Z')
      await expect(keyInput(hub)).toHaveValue('')
      leaks.expectSent(site.keys.good)
    },
  },
  'U37 a key is dropped onto the field': {
    must: 'what surrounds it is taken off when it is sent',
    run: async (world) => {
      const { page, site, hub, leaks, server } = world
      await openElement(world)
      await toForm(hub)
      await keyInput(hub).evaluate((input: HTMLInputElement, text) => {
        input.value = text
        input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromDrop' }))
      }, ` ${site.keys.good} `)
      await hub.getByRole('button', { name: 'Connect' }).click()
      await expect(confirmation(page)).toBeVisible()
      expect(server.of('link')[0]?.body['fields']).toEqual({ apiKey: site.keys.good })
      leaks.expectSent(site.keys.good)
    },
  },
}
