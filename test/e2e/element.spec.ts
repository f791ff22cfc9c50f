/** `<hub-link>` in the built script: the walk, its attributes, properties, events and methods, and its life on a page. */
import { connect } from './demo.ts'
import { ELEMENT, expect, recordEvents, SCRIPT, test } from './site.ts'

test('links an account, and tells so once', async ({ page, site, hub, leaks }) => {
  site.page(SCRIPT + ELEMENT)
  const events = await recordEvents(page)
  await page.goto('/')
  await expect(hub.getByRole('heading', { name: 'Step 1 of 4: Sign in to JazzHR' })).toBeVisible()
  await hub.getByRole('button', { name: 'Next' }).click()
  await expect(hub.getByRole('heading', { name: 'Step 2 of 4: Open the Integrations tab' })).toBeFocused()
  await connect(hub, site.keys.good)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
  const linked = (await events()).filter((event) => event.startsWith('hub-linked'))
  expect(linked).toEqual([
    expect.stringMatching(/^hub-linked \{"account":\{"id":"[^"]+","provider":"jazzhr"\}\}$/),
  ])
  leaks.expectSent(site.keys.good)
})
