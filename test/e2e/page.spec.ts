/** The hosted link page from the built files: the session it is opened with, what it shows, and what it leaves behind. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { connect, keyInput, toForm } from './demo.ts'
import { hubIn, invite, pageDoor, servePage } from './doors.ts'
import { expect, test } from './site.ts'

const INDEX = readFileSync(join(import.meta.dirname, '../../dist/page/index.html'), 'utf8')

const hubOn = (page: Page) => hubIn(pageDoor, page)
const ENDED = 'This link no longer works'
const MISSING = 'Open your link again'
const MALFORMED = 'This link is incomplete'

for (const [name, width] of Object.entries({ wide: 1000, narrow: 360 }))
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 } })

    test('links under its own headers, and says that it can be closed', async ({ page, site, leaks }) => {
      servePage(site, { 'brand-name': 'Northwind' })
      const { url, token } = await invite(site)
      leaks.hide(token)
      await page.goto(url)
      const hub = hubOn(page)
      await expect(hub.getByRole('heading', { name: 'Connect JazzHR', level: 1 })).toBeVisible()
      await expect(page).toHaveTitle('Connect JazzHR · Northwind')
      await connect(hub, site.keys.rejected)
      await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
      await connect(hub, site.keys.good)
      const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
      await expect(dialog).toContainText('Your JazzHR account is linked to Northwind.')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
      await expect(hub.getByText('You can close this page.')).toBeVisible()
      await expect(hub.getByRole('button', { name: 'Link another account' })).toHaveCount(0)
      const sideways = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(await sideways()).toBe(0)
      leaks.expectSent(site.keys.rejected, site.keys.good)
    })
  })

test('takes the session out of the address bar before anything is fetched, and sends it to the endpoint alone', async ({
  page,
  site,
  leaks,
}) => {
  await page.addInitScript(() => {
    const { fetch } = globalThis
    const at: string[] = []
    Object.assign(globalThis, { fetchedAt: at })
    globalThis.fetch = (...args) => {
      at.push(location.href)
      return fetch(...args)
    }
  })
  servePage(site)
  const { url, token } = await invite(site)
  leaks.hide(token)
  const bearers: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') bearers.push(request.headers()['authorization'])
  })
  await page.goto('/dist/')
  const entries = () => page.evaluate(() => history.length)
  const before = await entries()
  await page.goto(url)
  const hub = hubOn(page)
  await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
  await expect(page).toHaveURL(`${site.cdn}/dist/page/`)
  expect(await entries(), 'one entry for the page').toBe(before + 1)
  const addresses = await page.evaluate(() => (globalThis as unknown as { fetchedAt: string[] }).fetchedAt)
  expect(new Set(addresses)).toEqual(new Set([`${site.cdn}/dist/page/`]))
  await leaks.search()
  await connect(hub, site.keys.good)
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  expect(bearers.length).toBeGreaterThanOrEqual(1)
  expect(new Set(bearers)).toEqual(new Set([`Bearer ${token}`]))
  leaks.expectSent(site.keys.good)
})

test.describe('a session that cannot be used', () => {
  test('is asked for again after a reload, since it is kept nowhere', async ({ page, site }) => {
    servePage(site)
    const { url } = await invite(site)
    await page.goto(url)
    await toForm(hubOn(page))
    await keyInput(hubOn(page)).fill('half-typed')
    await page.reload()
    await expect(page.getByRole('heading', { name: MISSING })).toBeFocused()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await page.goto(url)
    await expect(hubOn(page).getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
  })

  for (const fragment of ['', '#', '#section', '#Session=a'])
    test(`is missing: "${fragment}"`, async ({ page, site }) => {
      servePage(site)
      await page.goto(`${site.cdn}/dist/page/${fragment}`)
      await expect(page.getByRole('heading', { name: MISSING, level: 1 })).toBeVisible()
      await expect(page.getByText('again from the message you were sent')).toBeVisible()
      await expect(page).toHaveTitle(MISSING)
      expect(site.asked).not.toContain('/api/link')
    })

  const cut = `ls_${Buffer.from('{"alg":"HS256"}').toString('base64url')}.eyJwcm92aWRl`
  for (const token of ['', 'ls_', 'ls_abc', cut, 'with space', '<b>', 'ä', 'a'.repeat(5000), 'ls_a.bm9wZQ.c'])
    test(`is malformed: "${token.slice(0, 40)}"`, async ({ page, site }) => {
      servePage(site)
      await page.goto(`${site.cdn}/dist/page/#session=${token}`)
      await expect(page.getByRole('heading', { name: MALFORMED })).toBeVisible()
      await expect(page.getByText('ask the person who sent it for a new one')).toBeVisible()
      await expect(page).toHaveURL(`${site.cdn}/dist/page/`)
      expect(site.asked).not.toContain('/api/link')
    })

  test('names no provider, and nor does the configuration: the console says so', async ({
    page,
    site,
    told,
  }) => {
    servePage(site)
    await page.goto(`${site.cdn}/dist/page/#session=a-token-of-the-host`)
    await expect(page.getByRole('heading', { name: MALFORMED })).toBeVisible()
    told.expect('provider-unknown')
  })

  test('has expired: says so before anybody looks for a key', async ({ page, site }) => {
    servePage(site)
    const { url } = await invite(site, 1)
    await expect(async () => {
      await page.goto('/dist/')
      await page.goto(url)
      await expect(page.getByRole('heading', { name: ENDED })).toBeFocused({ timeout: 2000 })
    }).toPass()
    await expect(page.getByText('Ask the person who sent it to you for a new one.')).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
  })

  test('was used before: says so before anybody looks for a key', async ({ page, site, leaks }) => {
    servePage(site)
    const { url } = await invite(site)
    await page.goto(url)
    await connect(hubOn(page), site.keys.good)
    await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    await page.goto('/dist/')
    await page.goto(url)
    await expect(page.getByRole('heading', { name: ENDED })).toBeVisible()
    leaks.expectSent(site.keys.good)
  })

  test('ends while it is open: says so, and the key is gone', async ({ page, site, leaks, context }) => {
    servePage(site)
    const { url } = await invite(site)
    await page.goto(url)
    await toForm(hubOn(page))
    const other = await context.newPage()
    await other.goto(url)
    await connect(hubOn(other), site.keys.good)
    await expect(other.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    await connect(hubOn(page), site.keys.second)
    await expect(page.getByRole('heading', { name: ENDED })).toBeFocused()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    leaks.expectSent(site.keys.good, site.keys.second)
  })

  test('is signed by nobody we know: says so', async ({ page, site }) => {
    servePage(site)
    const { url } = await invite(site)
    await page.goto(`${url.slice(0, -4)}AAAA`)
    await expect(page.getByRole('heading', { name: ENDED })).toBeVisible()
  })
})

test('another link in the same tab is another session, and nothing typed goes over', async ({
  page,
  site,
  leaks,
}) => {
  servePage(site)
  const [first, second] = [await invite(site), await invite(site)]
  leaks.hide(first.token)
  leaks.hide(second.token)
  await page.goto(first.url)
  await toForm(hubOn(page))
  await keyInput(hubOn(page)).fill('half-typed')
  await page.evaluate((url) => location.assign(url), second.url)
  await expect(page).toHaveURL(`${site.cdn}/dist/page/`)
  await expect(keyInput(hubOn(page))).toHaveValue('')
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.postData()?.includes('"op":"link"') === true),
    connect(hubOn(page), site.keys.good),
  ])
  expect(request.headers()['authorization']).toBe(`Bearer ${second.token}`)
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  leaks.expectSent(site.keys.good)
})

test.describe('the configuration', () => {
  test('may stand in the page itself, and then nothing is fetched for it', async ({ page, site, leaks }) => {
    servePage(site)
    site.serve('/own/', {
      body: INDEX.replace('page.js', '/dist/page/page.js').replace(
        '</head>',
        `<meta name="hub-link-endpoint" content="/api/link"><meta name="hub-link-brand-name" content="Northwind">
         <meta name="hub-link-white-label" content=""></head>`,
      ),
    })
    const { token } = await invite(site)
    await page.goto(`/own/#session=${token}`)
    await expect(hubOn(page)).toContainText('to Northwind')
    await connect(hubOn(page), site.keys.good)
    await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    expect(site.asked).not.toContain('/dist/page/config.json')
    leaks.expectSent(site.keys.good)
  })

  test('that cannot be had is told, and tried again', async ({ page, site, told }) => {
    servePage(site)
    site.serve('/dist/page/config.json', { body: 'no', status: 503 })
    await page.goto((await invite(site)).url)
    await expect(page.getByRole('alert')).toBeVisible()
    servePage(site)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(hubOn(page).getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    told.expect('document-failed')
  })

  test('that names no endpoint, or what is no setting, is told to its owner', async ({
    page,
    site,
    told,
  }) => {
    servePage(site, { endpoint: undefined, brandName: 'Northwind' })
    await page.goto((await invite(site)).url)
    await expect(hubOn(page).getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    await expect(hubOn(page).getByRole('alert')).toHaveText(/not configured/)
    told.expectAll(/^(?:attribute-invalid|endpoint-missing|endpoint-refused)$/)
  })

  test('that sets null sets nothing, and what is no text is told to its owner', async ({
    page,
    site,
    told,
  }) => {
    servePage(site, {
      'brand-name': null,
      provider: null,
      tokens: null,
      lang: ['de'],
      'brand-logo': { a: 1 },
    })
    await page.goto((await invite(site)).url)
    await expect(hubOn(page).getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    await expect(page).toHaveTitle('Connect JazzHR')
    told.expectAll(/^attribute-invalid$/)
  })

  test('that is nested too deep is told, and not waited for', async ({ page, site, told }) => {
    servePage(site, { tokens: { a: { b: { c: { d: 1 } } } } })
    await page.goto((await invite(site)).url)
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    told.expect('document-failed')
  })

  test('dresses the page, and knows nobody but the brand', async ({ page, site }) => {
    servePage(site, {
      'brand-name': 'Northwind',
      'white-label': true,
      'color-scheme': 'light',
      tokens: { '--hub-color-accent': 'rgb(0, 96, 64)', '--hub-radius': '2px', '--other': 'red' },
    })
    await page.goto((await invite(site)).url)
    const hub = hubOn(page)
    await expect(hub.getByRole('button', { name: 'Next' })).toHaveCSS('background-color', 'rgb(0, 96, 64)')
    await expect(hub).toHaveCSS('border-radius', '2px')
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'light')
    const shown = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('main > div')!
      return document.documentElement.outerHTML + (shadowRoot?.textContent ?? '')
    })
    expect(shown).toContain('Northwind')
    expect(shown).not.toMatch(/hub link|hublink|stackone/i)
  })
})

test.describe('languages', () => {
  test.use({ locale: 'de-AT' })

  test('follow the browser', async ({ page, site }) => {
    servePage(site)
    await page.goto((await invite(site)).url)
    const hub = page.getByRole('region', { name: 'JazzHR verbinden' })
    await expect(hub.getByRole('heading', { name: 'Schritt 1 von 4: Bei JazzHR anmelden' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Öffnen Sie Ihren Link noch einmal' })).toBeVisible()
  })

  test('follow the configuration before the browser, from right to left', async ({ page, site }) => {
    servePage(site, { lang: 'ar' })
    await page.goto((await invite(site)).url)
    await expect(page.getByRole('region').first()).toHaveCSS('direction', 'rtl')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  })

  test('that cannot be loaded give way to English', async ({ page, site, told }) => {
    servePage(site)
    site.serve('/dist/page/words/de.json', { body: 'no', status: 404 })
    await page.goto((await invite(site)).url)
    await expect(hubOn(page).getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    told.expect('document-failed')
  })
})

test('a guide that is not in the script comes from the catalogue, for the one provider of the session', async ({
  page,
  site,
  leaks,
}) => {
  const entry = (provider: string, name: string) => ({ provider, name, href: `${provider}.json` })
  servePage(site, { catalogue: 'guides/index.json' })
  site.serve('/dist/page/guides/index.json', {
    body: JSON.stringify({
      schema: 1,
      entries: [entry('southjobs', 'SouthJobs'), entry('northjobs', 'NorthJobs')],
    }),
    type: 'application/json',
  })
  site.serve('/dist/page/guides/northjobs.json', {
    body: JSON.stringify({
      schema: 1,
      provider: 'northjobs',
      name: 'NorthJobs',
      auth: { kind: 'fields' },
      sections: [],
      fields: [{ name: 'token', label: 'Token', kind: 'secret' }],
    }),
    type: 'application/json',
  })
  const bodies: unknown[] = []
  site.intercept((request, response) => {
    if (request.method !== 'POST') return false
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      bodies.push(JSON.parse(body))
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
      response.end('{"status":"linked","account":{"id":"a","provider":"northjobs"}}')
    })
    return true
  })
  const payload = Buffer.from(JSON.stringify({ provider: 'northjobs' })).toString('base64url')
  await page.goto(`${site.cdn}/dist/page/#session=ls_e30.${payload}.c2ln`)
  await expect(page).toHaveTitle('Connect NorthJobs')
  const hub = page.getByRole('region', { name: 'Connect NorthJobs' })
  await hub.getByLabel('Token', { exact: true }).fill(site.keys.good)
  await hub.getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByRole('dialog', { name: 'NorthJobs is connected' })).toBeVisible()
  expect(site.asked).not.toContain('/dist/page/guides/southjobs.json')
  expect(bodies.at(-1)).toEqual(
    expect.objectContaining({ op: 'link', provider: 'northjobs', fields: { token: site.keys.good } }),
  )
  leaks.expectSent(site.keys.good)
})
