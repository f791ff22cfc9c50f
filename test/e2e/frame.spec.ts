/** `<hub-link frame>`: the hosted page in a frame of another origin, from the built files. */
import { connect, keyInput, toForm } from './demo.ts'
import { frameDoor, hubIn, invite, openFrame, servePage } from './doors.ts'
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
  servePage(site, { parents: [site.origin] })
  site.serve('/dist/page/config.json', {
    body: JSON.stringify({ endpoint: '/api/link', parents: ['https://portal.example'] }),
    type: 'application/json',
  })
  const events = await recordEvents(page)
  site.page(`${SCRIPT}<hub-link provider="jazzhr" frame="${site.cdn}/dist/page/"></hub-link>`)
  await page.goto('/')
  await expect(page.getByRole('alert')).toHaveText(/not configured/)
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
  // The clock runs on beside it.
  await page.clock.fastForward(5000)
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await page.clock.fastForward(6000)
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
    await expect(page.getByRole('alert')).toHaveText(/not configured/)
    await expect(page.locator('iframe')).toHaveCount(0)
    await expect(page.getByRole('textbox')).toHaveCount(0)
    told.expect('attribute-invalid')
  })

test('a portal that is opened in the background hears its frame, though it loads before any timer', async ({
  page,
  site,
  leaks,
}) => {
  // As browsers do in a tab that nobody sees: no frame is drawn, and timers come once a second.
  await page.addInitScript(() => {
    if (parent !== window) return
    const later = setTimeout
    globalThis.requestAnimationFrame = () => 0
    globalThis.setTimeout = ((run: () => void, ms = 0) => later(run, Math.max(ms, 1000))) as typeof setTimeout
  })
  await frameDoor.open(page, site)
  const hub = hubIn(frameDoor, page)
  await expect(hub).toBeVisible()
  await connect(hub, site.keys.good)
  await expect(frameDoor.inside(page).getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  leaks.expectSent(site.keys.good)
})

test('where keys go and what is shown is for the page’s owner, whatever the portal writes', async ({
  page,
  site,
  leaks,
}) => {
  await openFrame(page, site, {
    attributes:
      'endpoint="/elsewhere" allowed-endpoint-origins="https://a.example" guide="/no.json" catalogue="/no.json"',
  })
  await connect(hubIn(frameDoor, page), site.keys.good)
  await expect(frameDoor.inside(page).getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  expect(site.asked).toContain('/api/link')
  expect(site.asked.filter((path) => /elsewhere|no\.json/.test(path))).toEqual([])
  leaks.expectSent(site.keys.good)
})

test('looks, language and direction go into the frame, and follow the portal', async ({ page, site }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openFrame(page, site, {
    attributes: 'lang="en-GB"',
    markup: `<script src="/dist/hub.de.js" defer></script><script src="/dist/hub.ar.js" defer></script>
             <style>hub-link { --hub-color-accent: light-dark(#7a1f5c, #e8a9d3); --hub-radius: 3px }
             body.green hub-link { --hub-color-accent: light-dark(#146c43, #6fdc9f) }</style>`,
  })
  const element = page.locator('hub-link')
  const hub = frameDoor.inside(page).getByRole('region').first()
  const next = hub.getByRole('button', { name: 'Next' })
  await expect(next).toHaveCSS('background-color', 'rgb(122, 31, 92)')
  await expect(hub).toHaveCSS('border-radius', '3px')
  await expect(hub).toHaveCSS('color-scheme', 'light')
  await next.click()
  const second = hub.getByRole('heading', { name: /^Step 2 of 4/ })
  await expect(second).toBeFocused()

  await page.locator('body').evaluate((body) => body.classList.add('green'))
  await expect(hub.getByRole('button', { name: 'Next' })).toHaveCSS('background-color', 'rgb(20, 108, 67)')
  // A portal that leaves it to the person follows the person, and one that decides is obeyed.
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(hub).toHaveCSS('color-scheme', 'dark')
  await element.evaluate((each) => each.setAttribute('color-scheme', 'light'))
  await expect(hub).toHaveCSS('color-scheme', 'light')

  await element.evaluate((each) => each.setAttribute('lang', 'de'))
  await expect(hub.getByRole('heading', { name: /^Schritt 2 von 4/ })).toBeVisible()
  await expect(frameDoor.inside(page).locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.locator('iframe')).toHaveAttribute('title', 'JazzHR verbinden')
  await element.evaluate((each) => each.setAttribute('lang', 'ar'))
  await expect(hub).toHaveCSS('direction', 'rtl')
})

test('close, open() and restart() reach into the frame', async ({ page, site }) => {
  const events = await recordEvents(page)
  await openFrame(page, site, { attributes: 'closable' })
  const element = page.locator('hub-link')
  const hub = hubIn(frameDoor, page)
  await toForm(hub)
  await keyInput(hub).fill('half-typed')
  await hub.getByRole('button', { name: 'Close' }).click()
  await expect(element).toBeHidden()
  expect(await events()).toContain('hub-close null')

  await element.evaluate((each: HTMLElementTagNameMap['hub-link']) => each.open())
  await expect(element).toBeVisible()
  await expect(hub.getByRole('heading', { name: /^Step 1 of 4/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(hub.locator(':focus')).toHaveCount(1)

  await keyInput(hub).fill('half-typed')
  await element.evaluate((each: HTMLElementTagNameMap['hub-link']) => each.restart())
  await expect(keyInput(hub)).toHaveValue('')
  await expect(hub.getByRole('heading', { name: /^Step 1 of 4/ })).toBeVisible()
})

test('removed, it takes the frame along and hears nothing more; put back, it starts empty', async ({
  page,
  site,
  leaks,
}) => {
  const events = await recordEvents(page)
  await openFrame(page, site)
  const hub = hubIn(frameDoor, page)
  await toForm(hub)
  // Never answered: however slow the machine, it is still under way when the element goes.
  site.intercept(({ method }) => method === 'POST')
  await connect(hub, site.keys.good)
  await expect(hub.getByText('Connecting to JazzHR')).toBeVisible()
  const before = (await events()).length
  await page.evaluate(() => {
    const element = document.querySelector('hub-link')!
    Object.assign(globalThis, { kept: element })
    element.remove()
  })
  await expect(page.locator('iframe')).toHaveCount(0)
  expect(await page.evaluate(() => frames.length)).toBe(0)
  site.intercept(() => false)
  await page.evaluate(() => document.body.append((globalThis as unknown as { kept: Node }).kept))
  await expect(hub.getByRole('heading', { name: /^Step 1 of 4/ })).toBeVisible()
  await expect(keyInput(hub)).toHaveValue('')
  expect((await events()).slice(before).filter((event) => /linked|error/.test(event))).toEqual([])
  leaks.expectSent(site.keys.good)
})

test('"View accounts" leads the portal there, not the frame', async ({ page, site, context, leaks }) => {
  site.serve('/accounts', { body: '<title>Accounts</title>' })
  await openFrame(page, site, { attributes: 'accounts-href="/accounts"' })
  const hub = hubIn(frameDoor, page)
  await connect(hub, site.keys.good)
  const dialog = frameDoor.inside(page).getByRole('dialog')
  const link = dialog.getByRole('link', { name: 'View accounts' })
  await expect(link).toHaveAttribute('href', `${site.origin}/accounts`)
  // Told by the server: on some machines the tab crashes in Chromium 147 once it is there, with but a title in it, and that of
  // 156 begins before Playwright hears of its request.
  await Promise.all([context.waitForEvent('page'), link.click({ modifiers: ['ControlOrMeta'] })])
  await expect.poll(() => site.asked).toContain('/accounts')
  await expect(page).toHaveTitle('Portal')
  await expect(dialog).toHaveCount(0)
  await hub.getByRole('link', { name: 'View accounts' }).click()
  await expect(page).toHaveTitle('Accounts')
  leaks.expectSent(site.keys.good)
})

test('a session that has ended is renewed by the portal, and the attempt goes on by itself', async ({
  page,
  site,
  leaks,
}) => {
  const ended = `${(await invite(site)).token.slice(0, -4)}AAAA`
  const { token } = await invite(site)
  const given = [ended, token]
  for (const each of given) leaks.hide(each)
  let asked = 0
  const bearers: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.postData()?.includes('"op":"link"')) bearers.push(request.headers()['authorization'])
  })
  const events = await recordEvents(page)
  await openFrame(page, site, { session: () => given[asked++]! })
  const hub = hubIn(frameDoor, page)
  await expect(hub).toBeVisible()
  expect(asked, 'sessions before anything is sent').toBe(0)
  await connect(hub, site.keys.good)
  await expect(frameDoor.inside(page).getByRole('dialog')).toBeVisible()
  expect(bearers).toEqual([`Bearer ${ended}`, `Bearer ${token}`])
  expect((await events()).filter((event) => event.startsWith('hub-error'))).toEqual([])
  leaks.expectSent(site.keys.good, site.keys.good)
})

test('a session that cannot be sent to the page is none, and one with a line break is one', async ({
  page,
  site,
  leaks,
}) => {
  const { token } = await invite(site)
  leaks.hide(token)
  await openFrame(page, site, { session: () => `${token}\n` })
  await page.locator('hub-link').evaluate((element: HTMLElementTagNameMap['hub-link']) => {
    const { session } = element
    let asked = 0
    // First a reply as fetch gives it, which no window can send to another.
    element.session = () => ((asked += 1) === 1 ? (new Response() as never) : session!())
  })
  site.intercept((request, response) => {
    if (request.method !== 'POST' || request.headers.authorization !== undefined) return false
    response.writeHead(401, { 'access-control-allow-origin': site.cdn }).end()
    return true
  })
  // The first request has none, so that another session is asked for.
  await connect(hubIn(frameDoor, page), site.keys.good)
  await expect(frameDoor.inside(page).getByRole('dialog')).toBeVisible()
  leaks.expectSent(site.keys.good, site.keys.good)
})

const NO_SESSIONS: Readonly<Record<string, () => string | Promise<string>>> = {
  'gives none': () => '',
  'gives what is no token': () => 'two words',
  fails: () => Promise.reject(new Error('signed out')),
}

for (const [what, session] of Object.entries(NO_SESSIONS))
  test(`a portal whose session ${what} is told, and the key stays`, async ({ page, site, leaks }) => {
    const events = await recordEvents(page)
    await openFrame(page, site, { session })
    site.intercept((request, response) => {
      if (request.method !== 'POST' || request.headers.authorization !== undefined) return false
      response.writeHead(401, { 'access-control-allow-origin': site.cdn }).end()
      return true
    })
    const hub = hubIn(frameDoor, page)
    await connect(hub, site.keys.good)
    await expect(hub.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(keyInput(hub)).toHaveValue(site.keys.good)
    expect(await events()).toContain('hub-error {"error":{"code":"session-expired"}}')
    leaks.expectSent(site.keys.good)
    leaks.expectTyped(site.keys.good)
  })

test('an empty address is no frame, least of all of the page around it', async ({ page, site, told }) => {
  site.page(`${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" frame=""></hub-link>`)
  await page.goto('/#top')
  await expect(page.getByRole('alert')).toBeVisible()
  expect(page.frames()).toHaveLength(1)
  told.expect('attribute-invalid')
})
