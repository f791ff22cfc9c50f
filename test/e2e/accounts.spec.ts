/** The list of linked accounts: another account, a new key, and unlinking, which asks first. */
import type { Locator } from '@playwright/test'

import { connect, expect, keyInput, linkAccount, tabTo, test } from './demo.ts'

test.use({ viewport: { width: 960, height: 900 } })

test('links another account from the list', async ({ page, hub, accounts, demo, secrets }) => {
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  await accounts.getByRole('button', { name: 'Link another account' }).click()
  const inner = accounts.getByRole('region', { name: 'Connect JazzHR' })
  await linkAccount(page, inner, demo.keys.second)
  await expect(accounts.getByText('Active')).toHaveCount(2)
  secrets.expectSent(demo.keys.good, demo.keys.second)
})

test('replaces the key of an account', async ({ page, hub, accounts, demo, secrets }) => {
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  await accounts.getByRole('button', { name: 'Update key' }).click()
  const inner = accounts.getByRole('region', { name: 'Connect JazzHR' })
  await expect(inner.getByRole('heading', { name: 'Step 1 of 4: Sign in to JazzHR' })).toBeFocused()
  await expect(inner.getByRole('heading', { name: 'Paste the new API key' })).toBeVisible()
  await connect(inner, demo.keys.second)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
  await expect(dialog).toContainText('The new details are now in use for JazzHR.')
  await dialog.getByRole('button', { name: 'Done', exact: true }).click()
  await inner.getByRole('button', { name: 'Close' }).click()
  await expect(accounts.getByRole('heading', { name: 'Linked accounts' })).toBeFocused()
  await expect(accounts.getByText('Active')).toHaveCount(1)

  // The account has the new key now, and no longer the old one.
  await hub.getByRole('button', { name: 'Link another account' }).click()
  await connect(hub, demo.keys.second)
  await page
    .getByRole('dialog', { name: 'JazzHR is already connected' })
    .getByRole('button', { name: 'Done', exact: true })
    .click()
  await hub.getByRole('button', { name: 'Link another account' }).click()
  await linkAccount(page, hub, demo.keys.good)
  await expect(accounts.getByText('Active')).toHaveCount(2)
  secrets.expectSent(demo.keys.good, demo.keys.second, demo.keys.second, demo.keys.good)
})

test('keeps the old key when the new one is rejected', async ({ page, hub, accounts, demo, secrets }) => {
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  await accounts.getByRole('button', { name: 'Update key' }).click()
  const inner = accounts.getByRole('region', { name: 'Connect JazzHR' })
  await connect(inner, demo.keys.rejected)
  await expect(keyInput(inner)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await inner.getByRole('button', { name: 'Close' }).click()
  await expect(accounts.getByText('Active')).toHaveCount(1)
  await hub.getByRole('button', { name: 'Link another account' }).click()
  await connect(hub, demo.keys.good)
  await expect(page.getByRole('dialog', { name: 'JazzHR is already connected' })).toBeVisible()
  secrets.expectSent(demo.keys.good, demo.keys.rejected, demo.keys.good)
})

test('forgets a key that was typed for one account when another is chosen', async ({
  page,
  hub,
  accounts,
  demo,
  secrets,
}) => {
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  await accounts.getByRole('button', { name: 'Link another account' }).click()
  const inner = accounts.getByRole('region', { name: 'Connect JazzHR' })
  await keyInput(inner).fill(demo.keys.second)
  await accounts.getByRole('button', { name: 'Update key' }).click()
  await expect(keyInput(inner)).toHaveValue('')
  secrets.expectSent(demo.keys.good)
})

test('unlinks after asking, by keyboard alone', async ({ page, hub, accounts, demo, secrets }) => {
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  const unlink = accounts.getByRole('button', { name: 'Unlink' })
  const dialog = page.getByRole('dialog', { name: 'Unlink JazzHR?' })
  await tabTo(page, unlink)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(unlink).toBeFocused()
  await expect(accounts.getByText('Active')).toHaveCount(1)

  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(unlink).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Unlink' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible()
  await expect(accounts.getByRole('status')).toHaveText('JazzHR is unlinked.')
  await expect(accounts.getByRole('heading', { name: 'Linked accounts' })).toBeFocused()
  await page.reload()
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible()
  secrets.expectSent(demo.keys.good)
})

test('says that the list could not be loaded, and loads it again', async ({ page, accounts, told }) => {
  told.expect('network-blocked')
  await page.route('**/api/link', (route) => route.abort())
  await page.goto('/')
  await expect(accounts.getByRole('alert')).toContainText('We could not load the accounts.')
  await page.unroute('**/api/link')
  await accounts.getByRole('button', { name: 'Try again' }).click()
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible()
})

test('shows in another tab what was linked in this one', async ({ page, hub, context, demo, secrets }) => {
  const other = await context.newPage()
  await other.goto('/')
  const list = other.getByRole('region', { name: 'Linked accounts' })
  await expect(list.getByText('No accounts are linked yet.')).toBeVisible()
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  await expect(list.getByText('Active')).toBeVisible()
  secrets.expectSent(demo.keys.good)
})

test('has the sides of the widget above it, at every width', async ({ page, hub, accounts }) => {
  await page.goto('/')
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible()
  const left = (locator: Locator): Promise<number> =>
    locator.evaluate((node) => node.getBoundingClientRect().left)
  for (const width of [320, 380, 400, 420, 440, 640, 960]) {
    await page.setViewportSize({ width, height: 900 })
    const note = hub.getByRole('note').filter({ hasText: 'You need admin rights' })
    const title = accounts.getByRole('heading', { name: 'Linked accounts' })
    expect(await left(title), `${width} px`).toBe(await left(note))
  }
})
