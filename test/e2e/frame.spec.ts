/** `<hub-link frame>`: the hosted page in a frame of another origin, from the built files. */
import { connect, keyInput, toForm } from './demo.ts'
import { frameDoor, hubIn, servePage } from './doors.ts'
import { expect, recordEvents, SCRIPT, test } from './site.ts'

test.use({ viewport: { width: 1000, height: 900 } })

test('links in the frame, tells the portal, and fits its height', async ({ page, site, leaks }) => {
  const events = await recordEvents(page)
  await frameDoor.open(page, site)
  const hub = hubIn(frameDoor, page)
  await connect(hub, site.keys.rejected)
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  const frame = page.locator('iframe')
  await expect(frame).toHaveAttribute('title', 'Connect JazzHR')
  await expect
    .poll(async () => (await frame.boundingBox())!.height - (await hub.boundingBox())!.height)
    .toBeLessThan(2)
  await connect(hub, site.keys.good)
  const dialog = frameDoor.inside(page).getByRole('dialog', { name: 'JazzHR is connected' })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
  const linked = (await events()).filter((event) => event.startsWith('hub-linked'))
  expect(linked).toEqual([
    expect.stringMatching(/^hub-linked \{"account":\{"id":"[^"]+","provider":"jazzhr"\}\}$/),
  ])
  expect(await events()).toContain('hub-error {"error":{"code":"credential-rejected"}}')
  // The page at the top holds no input at all.
  await expect(page.locator('input')).toHaveCount(0)
  leaks.expectSent(site.keys.rejected, site.keys.good)
})

test('a prevented hub-linked keeps the popup shut', async ({ page, site, leaks }) => {
  await page.addInitScript(() => addEventListener('hub-linked', (event) => event.preventDefault()))
  await frameDoor.open(page, site)
  const hub = hubIn(frameDoor, page)
  await connect(hub, site.keys.good)
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
  await expect(frameDoor.inside(page).getByRole('dialog')).toHaveCount(0)
  leaks.expectSent(site.keys.good)
})

test('a page that does not list this origin refuses, and both say so', async ({ page, site, told }) => {
  await page.addInitScript(() => undefined)
  servePage(site, { parents: [site.origin] })
  site.serve('/dist/page/config.json', {
    body: JSON.stringify({ endpoint: '/api/link', parents: ['https://portal.example'] }),
    type: 'application/json',
  })
  const events = await recordEvents(page)
  site.page(`${SCRIPT}<hub-link provider="jazzhr" frame="${site.cdn}/dist/page/"></hub-link>`)
  await page.goto('/')
  await expect(page.getByRole('alert')).toHaveText(/not fully set up/)
  expect(await events()).toEqual(['hub-error {"error":{"code":"config-invalid","reason":"frame-refused"}}'])
  told.expectAll(/^frame-refused$/)
})

test('a page that is silent for ten seconds is told, and tried again', async ({ page, site, told }) => {
  await page.clock.install()
  servePage(site, { parents: [site.origin] })
  site.serve('/silent', { body: '<p>Nothing</p>' })
  const events = await recordEvents(page)
  site.page(`${SCRIPT}<hub-link provider="jazzhr" frame="${site.cdn}/silent"></hub-link>`)
  await page.goto('/')
  await expect(page.locator('iframe')).toBeAttached()
  await page.clock.fastForward(9000)
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await page.clock.fastForward(2000)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(await events()).toEqual(['hub-error {"error":{"code":"timeout"}}'])
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('iframe')).toBeAttached()
  told.expect('frame-silent')
})

for (const address of ['http://link.example/', 'javascript:alert(1)', 'https://user@link.example/', ''])
  test(`no frame for "${address}", and no widget in its place`, async ({ page, site, told }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" frame="${address}"></hub-link>`)
    await page.goto('/')
    await expect(page.getByRole('alert')).toHaveText(/not fully set up/)
    await expect(page.locator('iframe')).toHaveCount(0)
    await expect(page.getByRole('textbox')).toHaveCount(0)
    told.expect('attribute-invalid')
  })

test('forged messages from the portal’s other windows and scripts move nothing', async ({ page, site }) => {
  const events = await recordEvents(page)
  await frameDoor.open(page, site)
  const hub = hubIn(frameDoor, page)
  await toForm(hub)
  await keyInput(hub).fill('half-typed')
  await page.evaluate((origin) => {
    const frame = document.querySelector('hub-link')!.shadowRoot!.querySelector('iframe')!
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => Object.assign(globalThis, { stolen: data as unknown })
    // A second hello of the same window, and words to the element from the wrong door.
    frame.contentWindow!.postMessage('hub-link-frame-1', origin, [port2])
    port1.postMessage({ type: 'settings', attributes: { provider: 'other' }, tokens: {} })
    window.postMessage({ type: 'linked', id: 1, account: { id: 'forged', provider: 'jazzhr' } }, '*')
  }, site.cdn)
  await hub.getByRole('button', { name: 'Show API Key' }).click()
  await expect(keyInput(hub)).toHaveValue('half-typed')
  expect((await events()).filter((event) => event.startsWith('hub-linked'))).toEqual([])
  expect(await page.evaluate(() => 'stolen' in globalThis)).toBe(false)
})
