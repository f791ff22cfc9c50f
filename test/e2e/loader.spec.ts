/** `hub-loader.js`: when it fetches `hub.js`, what it does when it cannot, and that what it defined becomes the element. */
import { connect, keyInput, toForm } from './demo.ts'
import { ELEMENT, expect, recordEvents, SCRIPT, test } from './site.ts'

const LOADER = '<script src="/dist/hub-loader.js" defer></script>'
const FAR = '<div style="height: 5000px"></div>'

test('fetches nothing until the element comes near, then links', async ({ page, site, hub, leaks }) => {
  site.page(LOADER + FAR + ELEMENT)
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  expect(site.asked).not.toContain('/dist/hub.js')
  expect(await page.evaluate(() => customElements.get('hub-link') !== undefined)).toBe(true)
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await connect(hub, site.keys.good)
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  expect(site.asked.filter((path) => path === '/dist/hub.js')).toHaveLength(1)
  expect(await page.locator('head script').count()).toBe(0)
  leaks.expectSent(site.keys.good)
})

test('open() fetches at once, and puts the focus there', async ({ page, site, hub }) => {
  site.page(`${LOADER}<hub-link provider="jazzhr" endpoint="/api/link" hidden></hub-link>`)
  await page.goto('/')
  await page.evaluate(() => document.querySelector('hub-link')!.open())
  await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeFocused()
})

test('open() leaves the page alone in a browser that is too old', async ({ page, site, told }) => {
  await page.addInitScript(() => {
    CSS.supports = () => false
  })
  const said = page.waitForEvent('console', (message) => message.text().includes('browser-unsupported'))
  site.page(`${LOADER}<hub-link provider="jazzhr" endpoint="/api/link">Write to us.</hub-link>`)
  await page.goto('/')
  await page.evaluate(() => document.querySelector('hub-link')!.open())
  await said
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  await expect(page.getByText('Write to us.')).toBeVisible()
  told.expect('browser-unsupported')
})

test('stands under the tag by its version too', async ({ page, site, hub }) => {
  site.page(`${LOADER}<hub-link-v1 provider="jazzhr" endpoint="/api/link"></hub-link-v1>`)
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
})

test('asks for the integrity of hub.js, and takes nothing else for it', async ({ page, site, told }) => {
  site.serve('/dist/hub.js', { body: 'globalThis.tampered = true', type: 'text/javascript' })
  site.page(
    `${LOADER}<hub-link provider="jazzhr" endpoint="/api/link">Write to us to connect JazzHR.</hub-link>`,
  )
  const events = await recordEvents(page)
  await page.goto('/')
  await expect.poll(events, { timeout: 15_000 }).toEqual(['hub-error {"error":{"code":"network"}}'])
  expect(await page.evaluate(() => 'tampered' in globalThis)).toBe(false)
  await expect(page.getByText('Write to us to connect JazzHR.')).toBeVisible()
  for (let tries = 0; tries < 3; tries += 1) told.expect('integrity')
  told.expect('script-failed')
})

test('tries again by itself', async ({ page, site, hub }) => {
  let tries = 0
  site.intercept((request, response) => {
    if (request.url !== '/dist/hub.js' || ++tries > 2) return false
    response.writeHead(503).end()
    return true
  })
  site.page(LOADER + ELEMENT)
  const events = await recordEvents(page)
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible({ timeout: 15_000 })
  expect(tries).toBe(3)
  expect(await events()).toEqual([])
})

test('tells when it cannot, and tries again when it is asked to', async ({ page, site, hub, told }) => {
  let down = true
  site.intercept((request, response) => {
    if (request.url !== '/dist/hub.js' || !down) return false
    response.writeHead(503).end()
    return true
  })
  site.page(LOADER + ELEMENT + ELEMENT)
  const events = await recordEvents(page)
  await page.goto('/')
  await expect
    .poll(events, { timeout: 15_000 })
    .toEqual(Array<string>(2).fill('hub-error {"error":{"code":"network"}}'))
  await expect(page.getByText('This part of the page could not be loaded.').first()).toBeVisible()
  down = false
  await page.evaluate(() => document.querySelector('hub-link')!.open())
  await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
  await expect(page.getByText('This part of the page could not be loaded.')).toHaveCount(0)
  told.expect('script-failed')
})

for (const [order, scripts] of Object.entries({
  'the loader first': `${LOADER}${SCRIPT}`,
  'hub.js first': `${SCRIPT}${LOADER}`,
  'the loader twice': `${LOADER}<script src="/dist/hub-loader.js?again" defer></script>`,
}))
  test(`never defines twice: ${order}`, async ({ page, site, hub, leaks }) => {
    site.page(scripts + ELEMENT)
    await page.goto('/')
    await connect(hub, site.keys.good)
    await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    leaks.expectSent(site.keys.good)
  })

test('what was set before the script came is kept, and what comes after it is the same element', async ({
  page,
  site,
  hub,
}) => {
  site.page(LOADER + FAR + ELEMENT)
  await page.goto('/')
  await page.evaluate(() => {
    const early = document.querySelector('hub-link')!
    early.messages = { connect: 'Link it' }
    early.setAttribute('brand-name', 'Northwind')
    scrollTo(0, document.body.scrollHeight)
  })
  await expect(hub).toContainText('to Northwind')
  await expect(hub.getByRole('button', { name: 'Link it' })).toBeVisible()
  await page.evaluate(() => {
    document.querySelector('hub-link')!.setAttribute('brand-name', 'Southwind')
    const later = document.createElement('hub-link')
    later.setAttribute('provider', 'jazzhr')
    later.setAttribute('endpoint', '/api/link')
    document.body.append(later)
  })
  await expect(hub).toContainText('to Southwind')
  const later = page.getByRole('region', { name: 'Connect JazzHR' }).nth(1)
  await expect(later).toBeVisible()
  // It lives as any other: a move keeps what was typed.
  await toForm(later)
  await keyInput(later).fill('half-typed')
  await page.evaluate(() =>
    document.querySelector('main')!.prepend(document.querySelectorAll('hub-link')[1]!),
  )
  await expect(keyInput(hub)).toHaveValue('half-typed')
  expect(
    await page.evaluate(() =>
      [...document.querySelectorAll('hub-link')].every(
        (element) => element instanceof customElements.get('hub-link')!,
      ),
    ),
  ).toBe(true)
})

test('finds its address though an element is named as the document’s own', async ({ page, site, hub }) => {
  const named = ['currentScript', 'head', 'createElement', 'querySelector'].map(
    (name) => `<img name="${name}" src="data:," alt=""><form name="${name}"></form>`,
  )
  site.page(named.join('') + LOADER + ELEMENT)
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
})

test('finds its address as a module too, and keeps the nonce', async ({ page, site, hub }) => {
  site.page(`<script type="module" nonce="n0nce" src="/dist/hub-loader.js"></script>${ELEMENT}`, {
    'content-security-policy': "script-src 'nonce-n0nce'",
  })
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
})
