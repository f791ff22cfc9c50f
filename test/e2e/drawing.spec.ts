/** The script draws with Preact what React draws: the same elements, attributes and texts, in each state. */
import type { Locator, Page } from '@playwright/test'

import { connect } from './demo.ts'
import { type Door, hubDoor, hubIn, reactDoor, scriptDoor } from './doors.ts'
import { expect, type Site, test } from './site.ts'

/** The shadow tree as sorted lines. Ids differ between the libraries, so each gets a number of its own. */
const drawing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ids = new Map<string, string>()
    const known = (text: string): string =>
      text.replace(/[:«_]?[rRP][:«»_]?[\w-]*[:»_](?=-|$|\s)|\bi\d+\b/g, (id) => {
        if (!ids.has(id)) ids.set(id, `#${ids.size}`)
        return ids.get(id) ?? ''
      })
    const line = (node: Node, depth: number): string[] => {
      if (node instanceof Text) return node.data === '' ? [] : [`${' '.repeat(depth)}"${node.data}"`]
      if (!(node instanceof Element)) return []
      const attributes = [...node.attributes]
        .filter(({ name }) => name !== 'style')
        .map(({ name, value }) => {
          const linked = /^(?:id|for|aria-labelledby|aria-describedby|aria-controls)$/.test(name)
          return `${name}=${linked ? known(value) : value}`
        })
        .sort()
      return [
        `${' '.repeat(depth)}${node.localName} ${attributes.join(' ')}`.trimEnd(),
        ...[...node.childNodes].flatMap((child) => line(child, depth + 1)),
      ]
    }
    const root = document.querySelector('hub-link')?.shadowRoot
    return [...(root?.childNodes ?? [])].flatMap((child) => line(child, 0))
  })

const invitation = (hub: Locator): Locator => hub.getByRole('button', { name: 'Send this to an admin' })

/** What is drawn in each state of one walk. */
async function states(door: Door, page: Page, site: Site): Promise<Record<string, string[]>> {
  await door.open(page, site)
  const hub = hubIn(door, page)
  const drawn: Record<string, string[]> = {}
  await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
  await expect(invitation(hub)).toBeVisible()
  drawn['guide'] = await drawing(page)
  await hub.getByRole('button', { name: 'Next' }).click()
  await expect(hub.getByRole('heading', { name: /Step 2 of 4/ })).toBeFocused()
  drawn['second step'] = await drawing(page)
  await connect(hub, '')
  await expect(hub.getByText('API Key is needed to connect.')).toBeVisible()
  drawn['nothing typed'] = await drawing(page)
  await connect(hub, `"Bearer ${site.keys.rejected} "`)
  await expect(hub.getByText('JazzHR did not accept this key')).toBeVisible()
  drawn['rejected'] = await drawing(page)
  await connect(hub, 'somebody@portal.example')
  await expect(hub.getByRole('button', { name: 'Use anyway' })).toBeVisible()
  drawn['doubt'] = await drawing(page)
  await hub.getByRole('button', { name: 'Show API Key' }).click()
  drawn['shown'] = await drawing(page)
  await connect(hub, site.keys.down)
  await expect(hub.getByRole('alert')).toBeVisible()
  drawn['down'] = await drawing(page)
  await connect(hub, site.keys.slow)
  await expect(hub.getByRole('button', { name: 'Cancel' })).toBeVisible()
  drawn['linking'] = await drawing(page)
  await expect(page.getByRole('dialog')).toBeVisible()
  drawn['linked'] = await drawing(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
  drawn['done'] = await drawing(page)
  return drawn
}

test('draws the same', async ({ page, site, leaks }) => {
  const { rejected, down, slow } = site.keys
  const preact = await states(scriptDoor, page, site)
  await site.forget()
  const react = await states(reactDoor, page, site)
  expect(Object.keys(preact).length).toBe(10)
  expect(preact).toEqual(react)
  leaks.expectSent(rejected, down, slow, rejected, down, slow)
})

for (const door of [scriptDoor, hubDoor])
  test(`what comes after the first drawing moves nothing: ${door.name}`, async ({ page, site }) => {
    await page.addInitScript(() => {
      const heights = new Set<number>()
      const watch = (): void => {
        const root = document.querySelector('hub-link')?.shadowRoot ?? document
        const height = root.querySelector('section')?.getBoundingClientRect().height
        if (height) heights.add(Math.round(height))
        requestAnimationFrame(watch)
      }
      watch()
      Object.assign(globalThis, { heights })
    })
    await door.open(page, site)
    await expect(invitation(hubIn(door, page))).toBeVisible()
    await page.waitForLoadState('networkidle')
    const heights = await page.evaluate(() => [
      ...(globalThis as unknown as { heights: Set<number> }).heights,
    ])
    expect(heights).toHaveLength(1)
  })
