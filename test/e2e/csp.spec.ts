/** No violation of the strictest policy in any state, however the page lets the script in; real headers, built files. */
import type { Page } from '@playwright/test'

import { connect, toForm } from './demo.ts'
import { ELEMENT, expect, type Site, test } from './site.ts'

/** The policy of the README, with the page's way of letting the script in. */
const policy = (scripts: string, types = "'none'"): string =>
  [
    `default-src 'none'`,
    `script-src ${scripts}`,
    `style-src 'none'`,
    `connect-src 'self'`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types ${types}`,
  ].join('; ')

interface Variant {
  readonly scripts: (site: Site) => string
  readonly tag: (site: Site) => string
  readonly types?: string
}

const hash = (site: Site, name: string): string => site.integrity[name]!

const VARIANTS: Readonly<Record<string, Variant>> = {
  'by its address': {
    scripts: (site) => `${site.origin}/dist/hub.js`,
    tag: () => '<script src="/dist/hub.js" defer></script>',
  },
  'by its hash': {
    scripts: (site) => `'${hash(site, 'hub.js')}'`,
    tag: (site) => `<script src="/dist/hub.js" integrity="${hash(site, 'hub.js')}" defer></script>`,
  },
  'by a nonce with strict-dynamic': {
    scripts: () => `'nonce-abc123' 'strict-dynamic'`,
    tag: () => '<script src="/dist/hub.js" nonce="abc123" defer></script>',
  },
  'from another origin with its hash': {
    scripts: (site) => `${site.cdn}/dist/hub.js`,
    tag: (site) =>
      `<script src="${site.cdn}/dist/hub.js" integrity="${hash(site, 'hub.js')}" crossorigin defer></script>`,
  },
  'by the loader': {
    scripts: (site) => `${site.origin}/dist/`,
    tag: () => '<script src="/dist/hub-loader.js" defer></script>',
    types: 'hub-link',
  },
  'by the loader, with a nonce and strict-dynamic': {
    scripts: () => `'nonce-abc123' 'strict-dynamic'`,
    tag: () => '<script src="/dist/hub-loader.js" nonce="abc123" defer></script>',
    types: 'hub-link',
  },
}

/** Violations as the browser reports them, from before the first script. */
async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const found: string[] = []
    Object.assign(globalThis, { violations: found })
    document.addEventListener('securitypolicyviolation', (event) =>
      found.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    )
  })
  return () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)
}

for (const [name, { scripts, tag, types }] of Object.entries(VARIANTS))
  test(`has none in any state: ${name}`, async ({ page, site, hub, leaks }) => {
    site.page(tag(site) + ELEMENT, {
      'content-security-policy': policy(scripts(site), types),
      'cross-origin-opener-policy': 'same-origin',
    })
    const violations = await watchViolations(page)
    await page.goto('/')
    for (const step of [2, 3, 4]) {
      await hub.getByRole('button', { name: 'Next' }).click()
      await expect(hub.getByRole('heading', { name: new RegExp(`Step ${step} of 4`) })).toBeFocused()
    }
    await toForm(hub)
    await connect(hub, '')
    await connect(hub, 'somebody@portal.example')
    await expect(hub.getByRole('button', { name: 'Use anyway' })).toBeVisible()
    await hub.getByRole('button', { name: 'Show API Key' }).click()
    for (const key of [site.keys.rejected, site.keys['no-permission'], site.keys.down]) {
      await connect(hub, key)
      await expect(hub.getByRole('button', { name: 'Try again' })).toBeVisible()
    }
    await connect(hub, site.keys.slow)
    await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
    expect(await violations()).toEqual([])
    const { rejected, down, slow } = site.keys
    leaks.expectSent(rejected, site.keys['no-permission'], down, slow)
  })

test('the watch would see a violation', async ({ page, site, told }) => {
  site.page(`<script src="/dist/hub.js" defer></script><p style="color: red">Red</p>`, {
    'content-security-policy': policy(`${site.origin}/dist/hub.js`),
  })
  const violations = await watchViolations(page)
  await page.goto('/')
  expect(await violations()).toEqual([expect.stringContaining('style-src-attr inline')])
  told.expect('csp')
})

test('the loader is told to be refused where the page does not list its policy', async ({
  page,
  site,
  told,
}) => {
  site.page(`<script src="/dist/hub-loader.js" defer></script>${ELEMENT}`, {
    'content-security-policy': policy(`${site.origin}/dist/`),
  })
  await page.goto('/')
  await expect(page.getByText('This part of the page could not be loaded.')).toBeVisible({ timeout: 15_000 })
  told.expectAll(/^(?:csp|script-failed)$/)
})

test('where the policy lets no script in, what stands inside the tag is shown', async ({
  page,
  site,
  told,
}) => {
  site.page(
    `<script src="/dist/hub.js" defer></script>
     <hub-link provider="jazzhr" endpoint="/api/link"><p>Write to us to connect JazzHR.</p></hub-link>`,
    { 'content-security-policy': policy(`'none'`) },
  )
  const violations = await watchViolations(page)
  await page.goto('/')
  await expect(page.getByText('Write to us to connect JazzHR.')).toBeVisible()
  await expect(page.getByRole('region')).toHaveCount(0)
  expect(await violations()).toEqual([expect.stringContaining('script-src-elem')])
  told.expect('csp')
})
