/** The whole walk, from the first step of the guide to the account in the list: by pointer, and by keyboard alone. */
import { connect, expect, keyInput, linkAccount, tabTo, test } from './demo.ts'
import {
  dialogIn,
  linkByKeyboard,
  lookUpTheKey,
  walkByKeyboard,
  walkByPointer,
  walkByTouch,
} from './flows.ts'

const WIDTHS = { wide: 960, narrow: 380 }

test.describe('wide', () => {
  test.use({ viewport: { width: WIDTHS.wide, height: 900 } })

  test('links by pointer, and finds the account in the list', async ({
    page,
    hub,
    accounts,
    demo,
    secrets,
  }) => {
    await page.goto('/')
    await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible()
    const stage = { page, inside: page, hub, keys: demo.keys }
    await walkByPointer(stage)
    const dialog = dialogIn(stage)
    await expect(dialog).toContainText('Your JazzHR account is linked to Acme Recruiting.')
    const box = (await dialog.boundingBox())!
    expect(Math.abs(box.x + box.width / 2 - WIDTHS.wide / 2), 'stands in the middle').toBeLessThan(10)
    await dialog.getByRole('link', { name: 'View accounts' }).click()
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(`${demo.origin}/#accounts`)
    await expect(accounts.getByRole('listitem')).toContainText(/JazzHR.*Active/)
    await expect(accounts).toBeInViewport()
    secrets.expectSent(demo.keys.good)
  })

  test('links by keyboard alone, with the focus where the next thing is', async ({
    page,
    hub,
    accounts,
    demo,
    secrets,
  }) => {
    const { keyboard } = page
    const stage = { page, inside: page, hub, keys: demo.keys }
    await page.goto('/')
    await walkByKeyboard(stage)
    const dialog = dialogIn(stage)
    // A modal keeps the keyboard: what is behind it is never reached, and the browser's own bar is.
    await keyboard.press('Shift+Tab')
    await expect(dialog.getByRole('link', { name: 'View accounts' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()

    await tabTo(page, hub.getByRole('link', { name: 'View accounts' }))
    await keyboard.press('Enter')
    await tabTo(page, accounts.getByRole('button', { name: 'Update key' }), 1)
    await expect(accounts.getByRole('listitem')).toContainText(/JazzHR.*Active/)
    secrets.expectSent(demo.keys.good)
  })

  test('keeps the account over a reload and a restart of the server', async ({
    page,
    hub,
    accounts,
    demo,
    secrets,
  }) => {
    await page.goto('/')
    await linkAccount(page, hub, demo.keys.good)
    await page.reload()
    await expect(accounts.getByRole('listitem')).toHaveCount(1)
    await expect(keyInput(hub)).toHaveValue('')
    await demo.restart()
    await page.goto('/')
    await expect(accounts.getByRole('listitem')).toContainText(/JazzHR.*Active/)
    secrets.expectSent(demo.keys.good)
  })

  test('forgets what was typed when the page is reloaded', async ({ page, hub, demo, secrets }) => {
    await page.goto('/')
    await connect(hub, demo.keys.rejected)
    await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
    await page.reload()
    await expect(hub.getByRole('heading', { name: 'Step 1 of 4: Sign in to JazzHR' })).toBeVisible()
    await expect(keyInput(hub)).toHaveValue('')
    secrets.expectSent(demo.keys.rejected)
  })

  test('shows the form beside the guide', async ({ page, hub }) => {
    await page.goto('/')
    const [guide, input] = [hub.getByRole('list', { name: 'Steps to get your key' }), keyInput(hub)]
    await expect(input).toBeVisible()
    const [left, right] = [await guide.boundingBox(), await input.boundingBox()]
    expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x)
    await expect(hub.getByRole('button', { name: 'I already have my API key' })).toBeHidden()
  })
})

test.describe('narrow', () => {
  test.use({ viewport: { width: WIDTHS.narrow, height: 800 }, hasTouch: true })

  test('links by touch, with the form after the guide', async ({ page, hub, accounts, demo, secrets }) => {
    await page.goto('/')
    await walkByTouch({ page, inside: page, hub, keys: demo.keys })
    await expect(accounts.getByRole('listitem')).toContainText(/JazzHR.*Active/)
    secrets.expectSent(demo.keys.good)
  })

  test('links by keyboard alone, past the guide', async ({ page, hub, demo, secrets }) => {
    await page.goto('/')
    await linkByKeyboard({ page, inside: page, hub, keys: demo.keys })
    secrets.expectSent(demo.keys.good)
  })

  test('goes to the step that shows the key, and back to what was typed', async ({
    page,
    hub,
    demo,
    secrets,
  }) => {
    await page.goto('/')
    await lookUpTheKey({ page, inside: page, hub, keys: demo.keys })
    secrets.expectSent(demo.keys.rejected)
    secrets.expectTyped(demo.keys.rejected)
  })
})

for (const [name, width] of Object.entries({ ...WIDTHS, smallest: 320 }))
  test(`never scrolls sideways, ${name}`, async ({ page, hub, demo, secrets }) => {
    await page.setViewportSize({ width, height: 700 })
    await page.goto('/')
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBe(0)
    await connect(hub, demo.keys.rejected)
    await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
    expect(await overflow()).toBe(0)
    secrets.expectSent(demo.keys.rejected)
    secrets.expectTyped(demo.keys.rejected)
  })
