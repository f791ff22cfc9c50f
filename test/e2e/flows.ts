/**
 * The flow as a person goes through it, step for step, by whatever door: `walk.spec.ts` and `outcomes.spec.ts` take it on the
 * React demo with its list of accounts, and `flow.spec.ts` on the built scripts, the hosted page and the frame.
 */
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

import type { KeyBehaviour } from '../../stories/host/demoKeys.ts'
import { connect, keyInput, tabTo, toForm } from './demo.ts'

/** Where a flow takes place. */
export interface Stage {
  readonly page: Page
  /** The page, or the frame in it. */
  readonly inside: Page | FrameLocator
  readonly hub: Locator
  readonly keys: Readonly<Record<KeyBehaviour, string>>
}

const STEPS = [
  'Step 1 of 4: Sign in to JazzHR',
  'Step 2 of 4: Open the Integrations tab',
  'Step 3 of 4: Copy your API key',
  'Step 4 of 4: Generate a new key (optional)',
] as const

const stepOf = (hub: Locator, at: number): Locator => hub.getByRole('heading', { name: STEPS[at]! })

/** The confirmation, and the button that closes it. */
export const dialogIn = ({ inside }: Pick<Stage, 'inside'>): Locator =>
  inside.getByRole('dialog', { name: 'JazzHR is connected' })
export const doneIn = (stage: Pick<Stage, 'inside'>): Locator =>
  dialogIn(stage).getByRole('button', { name: 'Done', exact: true })

/** Through the guide, back and over a step by pointer, and to the confirmation. */
export async function walkByPointer(stage: Stage): Promise<void> {
  const { hub, keys } = stage
  const next = hub.getByRole('button', { name: 'Next' })
  await expect(stepOf(hub, 0)).toBeVisible()
  await next.click()
  await expect(stepOf(hub, 1)).toBeFocused()
  await next.click()
  await expect(stepOf(hub, 2)).toBeFocused()
  await hub.getByRole('button', { name: 'Back' }).click()
  await expect(stepOf(hub, 1)).toBeFocused()
  await hub.getByRole('button', { name: STEPS[3] }).click()
  await expect(hub.getByRole('note', { name: 'Important' }).last()).toContainText(
    'The old key stops working at once.',
  )
  await hub.getByRole('button', { name: 'Skip this step' }).click()
  await expect(keyInput(hub)).toBeFocused()

  await keyInput(hub).pressSequentially(keys.good)
  await hub.getByRole('button', { name: 'Connect' }).click()
  await expect(dialogIn(stage)).toContainText('Your JazzHR account is linked')
  await expect(doneIn(stage)).toBeFocused()
}

/** The same by keyboard alone, with the focus where the next thing is. */
export async function walkByKeyboard(stage: Stage): Promise<void> {
  const { page, hub, keys } = stage
  const next = hub.getByRole('button', { name: 'Next' })
  const { keyboard } = page
  await tabTo(page, next)
  await keyboard.press('Enter')
  await expect(stepOf(hub, 1)).toBeFocused()
  await tabTo(page, hub.getByRole('button', { name: 'Back' }))
  await keyboard.press('Enter')
  await expect(stepOf(hub, 0)).toBeFocused()
  for (const at of [1, 2, 3]) {
    await tabTo(page, next)
    await keyboard.press('Enter')
    await expect(stepOf(hub, at)).toBeFocused()
  }
  await tabTo(page, next)
  await keyboard.press('Enter')
  await expect(keyInput(hub)).toBeFocused()

  await keyboard.type(keys.good)
  await tabTo(page, hub.getByRole('button', { name: 'Show API Key' }))
  await keyboard.press('Enter')
  await expect(keyInput(hub)).toHaveAttribute('type', 'text')
  await keyboard.press('Shift+Tab')
  await expect(keyInput(hub)).toBeFocused()
  await keyboard.press('Enter')
  await expect(doneIn(stage)).toBeFocused()
}

/** On a narrow page by touch, where the form comes after the guide. */
export async function walkByTouch(stage: Stage): Promise<void> {
  const { hub, keys } = stage
  await expect(stepOf(hub, 0)).toBeVisible()
  await expect(keyInput(hub)).toBeHidden()
  for (const at of [1, 2, 3]) {
    await hub.getByRole('button', { name: 'Next' }).tap()
    await expect(stepOf(hub, at)).toBeFocused()
  }
  await hub.getByRole('button', { name: 'Next' }).tap()
  await expect(keyInput(hub)).toBeFocused()
  await expect(hub.getByRole('list', { name: 'Steps to get your key' })).toBeHidden()

  await hub.getByRole('button', { name: 'Back to the guide' }).tap()
  await expect(stepOf(hub, 3)).toBeFocused()
  await toForm(hub)
  await keyInput(hub).pressSequentially(keys.good)
  await hub.getByRole('button', { name: 'Connect' }).tap()
  await doneIn(stage).tap()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
}

/** On a narrow page by keyboard alone, past the guide. */
export async function linkByKeyboard(stage: Stage): Promise<void> {
  const { page, hub, keys } = stage
  await tabTo(page, hub.getByRole('button', { name: 'I already have my API key' }))
  await page.keyboard.press('Enter')
  await expect(keyInput(hub)).toBeFocused()
  await page.keyboard.type(keys.good)
  await page.keyboard.press('Enter')
  await expect(doneIn(stage)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
}

/** On a narrow page, from a key that was refused to the step that shows it, and back to what was typed. */
export async function lookUpTheKey({ hub, keys }: Stage): Promise<void> {
  await connect(hub, keys.rejected)
  await hub.getByRole('button', { name: 'Show me where to find it' }).click()
  await expect(stepOf(hub, 2)).toBeFocused()
  await toForm(hub)
  await expect(keyInput(hub)).toHaveValue(keys.rejected)
}

/** What JazzHR may answer to a key, where it is told, and how. */
export const FAILURES = [
  {
    behaviour: 'rejected',
    place: 'field',
    says: /^Usually.* JazzHR did not accept this key\. Check that you copied all of it/,
  },
  {
    behaviour: 'no-permission',
    place: 'field',
    says: /JazzHR knows this key, but it does not have the permissions needed\./,
  },
  { behaviour: 'down', place: 'form', says: /JazzHR is not answering at the moment\. .*safe\./ },
  { behaviour: 'rate-limited', place: 'form', says: /There were too many attempts\./ },
] as const

/** A key that fails: told in plain words, kept, with the focus where the person goes on. */
export async function fail(
  { inside, hub, keys }: Stage,
  { behaviour, place, says }: (typeof FAILURES)[number],
): Promise<void> {
  await connect(hub, keys[behaviour])
  if (place === 'field') {
    await expect(keyInput(hub)).toHaveAccessibleDescription(says)
    await expect(keyInput(hub)).toHaveAttribute('aria-invalid', 'true')
    await expect(keyInput(hub)).toBeFocused()
  } else {
    await expect(hub.getByRole('alert')).toHaveText(says)
    await expect(hub.getByRole('button', { name: 'Try again' })).toBeFocused()
  }
  await expect(keyInput(hub)).toHaveValue(keys[behaviour])
  await expect(inside.getByRole('dialog')).toHaveCount(0)
}

/** After a failure: a good key links, once the hold of a rate limit is over. `hold` is in seconds. */
export async function linkAfterAll(stage: Stage, hold: number): Promise<void> {
  const { hub, keys } = stage
  const again = hub.getByRole('button', { name: 'Try again' })
  await keyInput(hub).fill(keys.good)
  await expect(again).not.toHaveAttribute('aria-disabled', { timeout: (hold + 10) * 1000 })
  await again.click()
  await doneIn(stage).click()
}

/** A slow answer, until it is let go: says so, and one request goes out however often Connect is pressed. */
export async function waitForSlow(stage: Stage, letGo?: () => void): Promise<void> {
  const { page, hub, keys } = stage
  await keyInput(hub).fill(keys.slow)
  const button = hub.getByRole('button', { name: 'Connect', exact: true })
  await button.dblclick()
  await expect(hub.getByRole('status')).toHaveText('Connecting to JazzHR …')
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await keyInput(hub).press('Enter')
  letGo?.()
  await expect(dialogIn(stage)).toBeVisible()
}

/** A slow answer that is not waited for: the key is kept. */
export async function cancelSlow({ hub, keys }: Stage): Promise<void> {
  await connect(hub, keys.slow)
  await hub.getByRole('button', { name: 'Cancel' }).click()
  await expect(hub.getByRole('button', { name: 'Connect', exact: true })).toBeFocused()
  await expect(keyInput(hub)).toHaveValue(keys.slow)
}

/** A reply that is lost on the way: trying again meets the account that was made. */
export async function loseReply(stage: Stage): Promise<void> {
  const { page, hub, keys } = stage
  let lost = false
  await page.route('**/api/link', async (route) => {
    if (lost || !route.request().postData()?.includes('"op":"link"')) return route.fallback()
    lost = true
    await route.fetch()
    return route.abort('connectionreset')
  })
  await connect(hub, keys.good)
  await expect(hub.getByRole('alert')).toHaveText(/trying again is safe/)
  await hub.getByRole('button', { name: 'Try again' }).click()
  await doneIn(stage).click()
}
