/** The demo's white-label portal, as `npm run dev` serves it: built from the sources, under a strict policy. */
import type { FrameLocator, Page } from '@playwright/test'

import { DEMO_KEYS } from '../../stories/host/demoKeys.ts'
import { connect } from './demo.ts'
import { expect, test } from './devServer.ts'
import { OURS, seen } from './seen.ts'

const [GOOD, SECOND] = DEMO_KEYS.map(({ key }) => key) as [string, string]

const hubIn = (place: Page | FrameLocator) => place.getByRole('region', { name: 'Connect JazzHR' }).first()

test('npm run dev serves a portal of another name, which links inline and in a frame', async ({
  page,
  start,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  const { url } = await start()
  const response = await page.goto(new URL('portal.html', url).href)
  expect(response!.headers()['content-security-policy']).toMatch(
    /^default-src 'none'; .*trusted-types 'none'; frame-src http:\/\/127\.0\.0\.1:\d+$/,
  )
  expect(response!.headers()['cross-origin-opener-policy']).toBe('same-origin')
  await expect(page.locator('script[src$="hub.js"]')).toHaveAttribute('integrity', /^sha384-/)

  const inline = hubIn(page)
  const list = page.getByRole('region', { name: 'Linked accounts' }).getByRole('listitem')
  await expect(inline).toContainText('to Fernhill')
  await connect(inline, GOOD)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
  await expect(dialog).toContainText('Your JazzHR account is linked to Fernhill.', {
    timeout: 30_000,
  })
  const texts = await seen(page)
  expect(texts).toContain('Integrations · Fernhill')
  expect(texts.filter((text) => OURS.test(text) && !text.endsWith('/hub.js'))).toEqual([])
  await dialog.getByRole('link', { name: 'View accounts' }).click()
  await expect(page).toHaveURL(/portal\.html#accounts$/)
  await expect(list).toHaveCount(1)

  const inside = page.frameLocator('iframe')
  const framed = hubIn(inside)
  await expect(framed).toContainText('to Fernhill')
  await connect(framed, SECOND)
  await inside
    .getByRole('dialog', { name: 'JazzHR is connected' })
    .getByRole('button', { name: 'Done' })
    .click()
  await expect(list).toHaveCount(2)
  expect(said).toEqual([])
})

test('npm run dev sends an invitation to a page on another origin, which links', async ({ page, start }) => {
  const { url } = await start()
  await page.goto(new URL('portal.html', url).href)
  const hub = hubIn(page)
  await hub.getByRole('button', { name: 'Send this to an admin' }).click()
  const link = await hub.getByRole('textbox', { name: 'Send this to an admin' }).inputValue()
  expect(new URL(link).origin).not.toBe(new URL(url).origin)
  await page.goto(link)
  await connect(hub, GOOD)
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Linked accounts' }).getByText('Active')).toHaveCount(1, {
    timeout: 60_000,
  })
  // By key: what loads around it cannot move it away between the press and the release of a button.
  await page.getByText('Keys to try').press('Enter')
  await page.getByRole('link', { name: 'a portal of its own' }).click()
  await expect(page).toHaveTitle('Integrations · Fernhill')
})

test('a session for the frame is given to the portal’s own page alone', async ({ start, request }) => {
  const { url } = await start()
  const address = new URL('portal/session', url).href
  for (const site of ['cross-site', 'same-site', ''])
    expect((await request.post(address, { headers: site ? { 'sec-fetch-site': site } : {} })).status()).toBe(
      403,
    )
  const given = await request.post(address, { headers: { 'sec-fetch-site': 'same-origin' } })
  expect(given.status()).toBe(200)
  expect((await given.text()).length).toBeGreaterThan(20)
})
