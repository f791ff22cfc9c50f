/**
 * Every way through by keyboard alone: where the focus is after each transition, and what the live regions say, once. The main
 * flow is in walk.spec.ts, the redirect in test/engines.
 */
import type { Page } from '@playwright/test'

import '../../src/core/english.ts'
import { createSay } from '../../src/core/messages.ts'
import { ERRORS, errorText } from '../../src/react/press/errors.ts'
import { expect, test } from './site.ts'
import { type Answers, FAILURES, LINKED, reach, type State, STATES, TYPED } from './states.ts'

type Role = 'button' | 'heading' | 'textbox' | 'combobox' | 'link'
type Thing = readonly [role: Role, name: string]

const the = (page: Page, [role, name]: Thing) => page.getByRole(role, { name, exact: true }).first()

/** Within a shadow root the document's active element is its host, so that the tree is asked. */
async function tabTo(page: Page, ...thing: Thing): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    const has = (element: Element) => (element.getRootNode() as ShadowRoot).activeElement === element
    if (await the(page, thing).evaluate(has)) return
  }
  await expect(the(page, thing), 'in reach of 40 tabs').toBeFocused()
}

/** A row of a walk: keys to press, then where the focus is. */
type Row = readonly [keys: string, role: Role, name: string]

/** `Tab→Name` tabs to that thing, `type:…` types, anything else is a key. */
async function walk(page: Page, rows: readonly Row[]): Promise<void> {
  for (const [keys, role, name] of rows)
    await test.step(`${keys} → ${role} “${name}”`, async () => {
      if (keys === 'Tab') await tabTo(page, role, name)
      else if (keys.startsWith('type:')) await page.keyboard.type(keys.slice(5))
      else await page.keyboard.press(keys)
      await expect(the(page, [role, name])).toBeFocused()
    })
}

/** Records what live regions say, each time that one changes. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    const last = new WeakMap<Element, string>()
    const LIVE = '[role="status"], [role="alert"], [aria-live]'
    const hear = (region: Element): void => {
      const text = region.textContent.trim().replace(/\d+ seconds/, 'N seconds')
      if (text !== '' && last.get(region) !== text) said.push(text)
      last.set(region, text)
    }
    const root = document.querySelector('hub-link')?.shadowRoot ?? document.body
    root.querySelectorAll(LIVE).forEach((region) => last.set(region, region.textContent.trim()))
    new MutationObserver((changes) => {
      const regions = changes.flatMap(({ target, addedNodes }) => [
        (target instanceof Element ? target : target.parentElement)?.closest(LIVE),
        ...[...addedNodes].flatMap((node) =>
          node instanceof Element ? [node.matches(LIVE) ? node : null, ...node.querySelectorAll(LIVE)] : [],
        ),
      ])
      new Set(regions).forEach((region) => region?.isConnected && hear(region))
    }).observe(root, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
}

const answer = (page: Page, answers: Answers): Promise<void> =>
  page.evaluate((answers) => {
    Object.assign((globalThis as unknown as { answers: Answers }).answers, answers)
  }, answers)

const KEY: Thing = ['textbox', 'API Key']
const CONNECTING = 'Connecting to JazzHR …'

test('each failure is said once, has the focus where the fix is, and a next thing to press', async ({
  page,
  site,
}) => {
  test.setTimeout(240_000)
  const say = createSay('en')
  for (const [name, outcome] of Object.entries(FAILURES))
    await test.step(name, async () => {
      if (outcome === 'never' || outcome.ok) throw new Error('not a failure')
      const { error } = outcome
      await reach(page, site, { name, answers: { link: outcome } })
      const said = await listen(page)
      await page.context().setOffline(error.code === 'offline')
      await tabTo(page, ...KEY)
      await page.keyboard.type(TYPED)
      await page.keyboard.press('Enter')
      const { place, next } = ERRORS[error.code]
      const again = next === 'restart' ? 'Start again' : 'Try again'
      // One that is under way is waited for, three times.
      await expect(the(page, ['button', again])).toBeVisible({ timeout: 60_000 })
      await expect(the(page, place === 'field' ? KEY : ['button', again])).toBeFocused()
      // A refused field is told in its own words.
      const text =
        error.code === 'invalid-fields'
          ? 'JazzHR did not accept this. Check it and try again.'
          : errorText(error, say, 'JazzHR')
      await expect.poll(async () => (await said()).filter((each) => each !== CONNECTING)).toEqual([text])
      await page.context().setOffline(false)
      await answer(page, { link: LINKED })
      if (next === 'hold') {
        await page.keyboard.press('Enter')
        await expect(the(page, ['button', again])).toHaveAttribute('aria-disabled', 'true')
      } else if (next === 'restart')
        await walk(page, [['Enter', 'heading', 'Step 1 of 4: Sign in to JazzHR']])
      else await walk(page, [['Enter', 'button', 'Done']])
    })
})

test('what cannot be sent is said where the focus is, and again after a press elsewhere', async ({
  page,
  site,
}) => {
  await reach(page, site, { name: 'first step' })
  const said = await listen(page)
  await tabTo(page, ...KEY)
  await walk(page, [['Enter', ...KEY]])
  await expect.poll(said).toEqual(['API Key is needed to connect.'])
  await walk(page, [
    ['type:somebody@portal.example', ...KEY],
    ['Enter', ...KEY],
  ])
  const doubt = 'This looks like an e-mail address, not your API key.'
  await expect.poll(said).toEqual(['API Key is needed to connect.', doubt])
  await answer(page, { link: LINKED })
  await walk(page, [
    ['Tab', 'button', 'Use anyway'],
    ['Enter', 'button', 'Done'],
  ])
})

test('what is cleaned is said once', async ({ page, site }) => {
  await reach(page, site, { name: 'first step' })
  const said = await listen(page)
  await tabTo(page, ...KEY)
  await page.keyboard.insertText(` ${TYPED}`)
  await walk(page, [['Tab', 'button', 'Show API Key']])
  await expect.poll(said).toEqual(['We removed a space from what you entered.'])
})

const find = (group: string, name: string): State => STATES[group]!.find((state) => state.name === name)!

const WALKS: Readonly<Record<string, { state: State; rows: readonly Row[]; said: readonly string[] }>> = {
  'a rejected key leads to the step that shows it, and back': {
    state: { name: '', answers: { link: FAILURES['credential-rejected'] } },
    rows: [
      ['Tab', ...KEY],
      [`type:${TYPED}`, ...KEY],
      ['Enter', ...KEY],
      ['Tab', 'button', 'Show me where to find it'],
      ['Enter', 'heading', 'Step 3 of 4: Copy your API key'],
      ['Tab', ...KEY],
    ],
    said: [CONNECTING, errorText({ code: 'credential-rejected' }, createSay('en'), 'JazzHR')],
  },
  'cancelling goes back to Connect': {
    state: { name: '', answers: { link: 'never' } },
    rows: [
      ['Tab', ...KEY],
      [`type:${TYPED}`, ...KEY],
      ['Enter', ...KEY],
      ['Tab', 'button', 'Cancel'],
      ['Enter', 'button', 'Connect'],
    ],
    said: [CONNECTING],
  },
  'a redirect names the host, and its window is told when it is gone': {
    state: {
      ...find('linking', 'authorising'),
      reach: (page) =>
        page.evaluate(() => {
          window.open = () => ({ closed: true }) as Window
        }),
    },
    rows: [
      ['Tab', ...KEY],
      [`type:${TYPED}`, ...KEY],
      ['Enter', 'heading', 'Finish at JazzHR'],
      ['Tab', 'button', 'Continue to JazzHR'],
      ['Enter', 'button', 'Open again'],
      ['Tab', 'button', 'Cancel'],
    ],
    said: [
      CONNECTING,
      'Waiting for JazzHR …',
      'Waiting for JazzHR … Not finished? You can open the window again.',
    ],
  },
  'an update ends where it is confirmed': {
    state: { ...find('form', 'update'), answers: { link: LINKED } },
    rows: [
      ['Tab', ...KEY],
      [`type:${TYPED}`, ...KEY],
      ['Enter', 'button', 'Done'],
      ['Escape', 'heading', 'JazzHR is connected'],
    ],
    said: [CONNECTING],
  },
  'a provider is picked, and left again': {
    state: find('picker', 'all'),
    rows: [
      ['Tab', 'combobox', 'Find a provider'],
      ['type:jazz', 'combobox', 'Find a provider'],
      ['Enter', 'heading', 'How do you want to connect JazzHR?'],
      ['Tab', 'button', 'With a key or sign-in details'],
      ['Shift+Tab', 'button', 'All providers'],
      ['Enter', 'combobox', 'Find a provider'],
      ['Escape', 'combobox', 'Find a provider'],
    ],
    // Again where the list comes back.
    said: ['1 provider', '1 provider', '4 providers'],
  },
  'an account is kept, unlinked, updated': {
    state: find('accounts', 'list'),
    rows: [
      ['Tab', 'button', 'Unlink'],
      ['Enter', 'button', 'Keep it'],
      ['Escape', 'button', 'Unlink'],
      ['Enter', 'button', 'Keep it'],
      ['Enter', 'button', 'Unlink'],
      ['Shift+Tab', 'button', 'Update key'],
      ['Enter', 'heading', 'Step 1 of 4: Sign in to JazzHR'],
      ['Shift+Tab', 'button', 'Close'],
      ['Enter', 'heading', 'Linked accounts'],
    ],
    said: [],
  },
}

for (const [name, { state, rows, said: expected }] of Object.entries(WALKS))
  test(name, async ({ page, site }) => {
    await reach(page, site, state)
    const said = await listen(page)
    await walk(page, rows)
    await expect.poll(said).toEqual(expected)
  })

test('unlinking says so once, and the focus is at the list', async ({ page, site }) => {
  await reach(page, site, find('accounts', 'list'))
  const said = await listen(page)
  await answer(page, { unlink: { ok: true, reply: { status: 'unlinked' } } })
  await walk(page, [
    ['Tab', 'button', 'Unlink'],
    ['Enter', 'button', 'Keep it'],
  ])
  await page.keyboard.press('Tab')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Unlink', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(the(page, ['heading', 'Linked accounts'])).toBeFocused()
  await expect.poll(said).toEqual(['Acme Recruiting is unlinked.'])
})
