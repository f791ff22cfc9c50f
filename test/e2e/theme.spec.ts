/** A portal's own look: tokens, parts and schemes for each element by itself, and what a theme cannot do. */
import type { Locator } from '@playwright/test'

import { connect, keyInput, toForm } from './demo.ts'
import { ELEMENT, expect, SCRIPT, test } from './site.ts'

const element = (attributes: string): string =>
  `<hub-link provider="jazzhr" endpoint="/api/link" ${attributes}></hub-link>`

const colourOf = (of: Locator, property: string): Promise<string> =>
  of.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property)

/** A page with a style sheet of the portal's. */
const styled = (css: string, html: string): string =>
  `<html lang="en"><head><style>${css}</style>${SCRIPT}</head><body><main>${html}</main></body></html>`

test('several themes stand on one page, each in its own scheme', async ({ page, site }) => {
  site.page(
    styled(
      `#one { --hub-color-accent: rgb(0, 96, 64); --hub-radius: 2px; --hub-font: monospace }
       .dark { --hub-color-accent: rgb(255, 200, 0); --hub-color-on-accent: rgb(0, 0, 0) }`,
      `${element('id="one" color-scheme="light"')}<div class="dark">${element('color-scheme="dark"')}</div>${ELEMENT}`,
    ),
  )
  await page.goto('/')
  const hubs = page.getByRole('region', { name: 'Connect JazzHR' })
  const next = (at: number): Locator => hubs.nth(at).getByRole('button', { name: 'Next' })
  await expect(next(0)).toHaveCSS('background-color', 'rgb(0, 96, 64)')
  await expect(hubs.nth(0)).toHaveCSS('border-radius', '2px')
  await expect(hubs.nth(0)).toHaveCSS('font-family', 'monospace')
  await expect(hubs.nth(0)).toHaveCSS('color-scheme', 'light')
  await expect(next(1)).toHaveCSS('background-color', 'rgb(255, 200, 0)')
  await expect(next(1)).toHaveCSS('color', 'rgb(0, 0, 0)')
  await expect(hubs.nth(1)).toHaveCSS('color-scheme', 'dark')
  expect(await colourOf(hubs.nth(1), 'background-color')).not.toBe(
    await colourOf(hubs.nth(0), 'background-color'),
  )
  // The third is nobody's theme.
  await expect(next(2)).toHaveCSS('background-color', 'rgb(59, 91, 219)')
  await expect(hubs.nth(2)).toHaveCSS('border-radius', '12px')
})

test('parts are the portal’s to style', async ({ page, site, hub }) => {
  site.page(
    styled(
      `hub-link::part(button) { text-transform: uppercase; border-radius: 0 } hub-link::part(title) { color: rgb(1, 2, 3) }`,
      ELEMENT,
    ),
  )
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toHaveCSS('text-transform', 'uppercase')
  await expect(hub.getByRole('heading', { name: 'Connect JazzHR' })).toHaveCSS('color', 'rgb(1, 2, 3)')
})

test('a scheme follows the person’s, and changes with the attribute', async ({ page, site, hub }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  site.page(SCRIPT + ELEMENT)
  await page.goto('/')
  const dark = await colourOf(hub, 'background-color')
  await page.locator('hub-link').evaluate((node) => node.setAttribute('color-scheme', 'light'))
  await expect(hub).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  expect(dark).not.toBe('rgb(255, 255, 255)')
})

test('on paper every scheme is light, and a key that is shown is dots', async ({
  page,
  site,
  hub,
  leaks,
}) => {
  site.page(SCRIPT + element('color-scheme="dark"'))
  await page.goto('/')
  await keyInput(hub).fill(site.keys.good)
  await hub.getByRole('button', { name: 'Show API Key' }).click()
  await expect(keyInput(hub)).toHaveCSS('-webkit-text-security', 'none')
  await page.emulateMedia({ media: 'print' })
  // Asked once, since paper does not wait.
  const next = hub.getByRole('button', { name: 'Next' })
  expect(await next.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(255, 255, 255)')
  await expect(hub).toHaveCSS('color', 'rgb(22, 24, 29)')
  await expect(keyInput(hub)).toHaveCSS('-webkit-text-security', 'disc')
  await hub.getByRole('button', { name: 'Hide API Key' }).click()
  leaks.expectTyped(site.keys.good)
})

test('an accent that cannot be read is corrected, and reported once for both', async ({
  page,
  site,
  told,
}) => {
  site.page(
    styled('hub-link { --hub-color-accent: rgb(255, 240, 120) }', element('color-scheme="light"').repeat(2)),
  )
  await page.goto('/')
  const next = page.getByRole('button', { name: 'Next' })
  await expect(next).toHaveCount(2)
  await expect(next.first()).toHaveCSS('color', 'rgb(0, 0, 0)')
  const hub = page.getByRole('region', { name: 'Connect JazzHR' }).first()
  await expect(hub.getByRole('link', { name: /JazzHR account/ })).toHaveCSS(
    'color',
    await colourOf(hub, 'color'),
  )
  told.expect('accent-corrected')
})

for (const accent of ['', 'banana', 'currentcolor', 'rgb(1, 2)', 'color-mix(in srgb, currentColor, white)'])
  test(`an accent that is no colour, "${accent}", makes way for ours`, async ({ page, site, hub, told }) => {
    site.page(styled(`hub-link { --hub-color-accent: ${accent}; }`, element('color-scheme="light"')))
    await page.goto('/')
    const next = hub.getByRole('button', { name: 'Next' })
    await expect(next).toHaveCSS('background-color', 'rgb(59, 91, 219)')
    await expect(next).toHaveCSS('color', 'rgb(255, 255, 255)')
    told.expect('accent-corrected')
  })

test('a focus ring that is no colour has that of the accent', async ({ page, site, hub, told }) => {
  site.page(styled('hub-link { --hub-color-focus: banana }', element('color-scheme="light"')))
  await page.goto('/')
  const next = hub.getByRole('button', { name: 'Next' })
  await next.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(next).toHaveCSS('outline-color', 'rgb(59, 91, 219)')
  await expect(next).toHaveCSS('outline-style', 'solid')
  told.expect('accent-corrected')
})

test('a token fetches nothing, and one that would is refused', async ({ page, site, hub, told }) => {
  const tokens = [
    'color-accent',
    'color-surface',
    'color-text',
    'color-border',
    'color-focus',
    'radius',
    'space',
    'font',
    'font-mono',
  ]
  site.page(
    styled(
      `hub-link { ${tokens.map((token) => `--hub-${token}: url(/spy-${token});`).join(' ')} }
       hub-link { --hub-color-muted: image-set("/spy-muted" 1x) }`,
      element('color-scheme="light"'),
    ),
  )
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toHaveCSS('background-color', 'rgb(59, 91, 219)')
  await expect(hub).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await toForm(hub)
  await connect(hub, '')
  await page.waitForLoadState('networkidle')
  expect(site.asked.filter((path) => path.includes('spy'))).toEqual([])
  told.expect('token-unsafe')
})

test('a token that is refused is refused with !important too', async ({ page, site, hub, told }) => {
  site.page(styled('hub-link { --hub-color-surface: url(/spy) !important }', element('color-scheme="light"')))
  await page.goto('/')
  await expect(hub).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  told.expect('token-unsafe')
})
