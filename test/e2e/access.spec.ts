/** WCAG 2.2 AA by axe on the whole demo page, in each state that a person meets, light and dark, wide and narrow. */
import axe, { type RunOptions } from 'axe-core'

import type { Page } from '@playwright/test'

import { connect, expect, keyInput, linkAccount, test } from './demo.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong, as `rule: element`, in what is shown now. */
async function faults(page: Page, except: readonly string[] = []): Promise<string[]> {
  // Colours are read while they stand still.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  )
  // Through the protocol, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axe.source)
  const options: RunOptions = {
    runOnly: TAGS,
    resultTypes: ['violations'],
    rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
  }
  return page.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
  }, options)
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, width] of Object.entries({ wide: 1280, narrow: 380 }))
    test.describe(`${colorScheme}, ${name}`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } })

      test('has no faults from the guide to the confirmation', async ({ page, hub, demo, secrets }) => {
        await page.goto('/')
        await page.getByText('Keys to try').click()
        await expect(page.getByText('No accounts are linked yet.')).toBeVisible()
        expect(await faults(page)).toEqual([])
        await hub.getByRole('button', { name: 'Next' }).click()
        expect(await faults(page)).toEqual([])
        await connect(hub, demo.keys.rejected)
        await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
        expect(await faults(page)).toEqual([])
        await connect(hub, demo.keys.down)
        await expect(hub.getByRole('alert')).toBeVisible()
        expect(await faults(page)).toEqual([])
        await connect(hub, demo.keys.good)
        await expect(page.getByRole('dialog')).toBeVisible()
        expect(await faults(page)).toEqual([])
        await page.getByRole('button', { name: 'Done', exact: true }).click()
        await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
        expect(await faults(page)).toEqual([])
        secrets.expectSent(demo.keys.rejected, demo.keys.down, demo.keys.good)
      })

      test('has no faults in the list', async ({ page, hub, accounts, demo, secrets }) => {
        await page.goto('/')
        await linkAccount(page, hub, demo.keys.good)
        await accounts.getByRole('button', { name: 'Unlink' }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
        expect(await faults(page)).toEqual([])
        await page.keyboard.press('Escape')
        await accounts.getByRole('button', { name: 'Update key' }).click()
        await expect(accounts.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
        // Two widgets for one provider on a page have one name: it is the name that hosts' tests rely on.
        expect(await faults(page, ['landmark-unique'])).toEqual([])
        secrets.expectSent(demo.keys.good)
      })
    })

test('the search for faults finds one', async ({ page }) => {
  await page.goto('/')
  await page.evaluate(() => {
    document.querySelector('main')!.append(document.createElement('button'))
  })
  expect(await faults(page)).toEqual(['button-name: <button></button>'])
})
