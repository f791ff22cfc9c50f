/** The frame among strangers: what its sandbox must allow and no more, and messages from windows that are neither side. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { BrowserContext, Page } from '@playwright/test'

import { HELLO } from '../../src/element/frameMessages.ts'
import { connect, keyInput, toForm } from './demo.ts'
import { frameDoor, hubIn, openFrame, servePage } from './doors.ts'
import { expect, recordEvents, SCRIPT, type Site, test } from './site.ts'

test.use({ viewport: { width: 1000, height: 900 } })

const HUB = readFileSync(join(import.meta.dirname, '../../dist/hub.js'), 'utf8')
const SANDBOX = /allow-scripts[a-z -]*/.exec(HUB)![0].split(' ')

/** An origin that has no part in it. */
const strangerOf = (site: Site): string => `http://stranger.localhost:${new URL(site.origin).port}`

/** A page that says all that either side says, to every window that it can reach, and keeps what it hears. */
const STRANGER = `<!doctype html><title>Stranger</title><script>
  const heard = globalThis.heard = []
  addEventListener('message', ({ data, ports }) => heard.push(data, ...ports.map(String)))
  const words = [
    { type: 'ready' }, { type: 'height', height: 5 }, { type: 'session', id: 1 }, { type: 'close' },
    { type: 'linked', id: 1, account: { id: 'forged', provider: 'jazzhr' } },
    { type: 'error', error: { code: 'forbidden' } }, { type: 'answer', id: 1, value: 'forged' },
    { type: 'settings', attributes: { provider: 'forged' }, tokens: {} },
  ]
  const say = (to) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => heard.push(data)
    to.postMessage(${JSON.stringify(HELLO)}, '*', [port2])
    for (const word of words) { to.postMessage(word, '*'); port1.postMessage(word) }
  }
  setInterval(() => {
    for (const to of [parent, ...Array.from({ length: parent.length }, (_, at) => parent[at])])
      if (to !== window) say(to)
  }, 20)
</script>`

const heardBy = (page: Page, origin: string): Promise<unknown> | undefined =>
  page
    .frames()
    .find((frame) => frame.url().startsWith(origin))
    ?.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)

test('a stranger’s frame beside it hears nothing and moves nothing', async ({ page, site, leaks }) => {
  const events = await recordEvents(page)
  site.serve('/stranger', { body: STRANGER })
  await openFrame(page, site, { markup: `<iframe id="other" src="${strangerOf(site)}/stranger"></iframe>` })
  const frame = page.frameLocator('hub-link iframe')
  const hub = frame.getByRole('region', { name: 'Connect JazzHR' }).first()
  await connect(hub, site.keys.good)
  await expect(frame.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  const linked = (await events()).filter((event) => /^hub-(?:linked|error|close)/.test(event))
  expect(linked).toEqual([expect.not.stringContaining('forged')])
  expect(await heardBy(page, strangerOf(site))).toEqual([])
  leaks.expectSent(site.keys.good)
})

test('another window of the portal’s own origin cannot take the place of its page', async ({
  page,
  site,
}) => {
  const events = await recordEvents(page)
  // It has the window of the frame in hand, and says hello before the portal does.
  const early = `<script>
    parent.stolen = []
    setInterval(() => {
      const frame = parent.document.querySelector('hub-link')?.shadowRoot?.querySelector('iframe')
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => parent.stolen.push(data)
      frame?.contentWindow.postMessage(${JSON.stringify(HELLO)}, '*', [port2])
      port1.postMessage({ type: 'settings', attributes: { provider: 'forged' }, tokens: {} })
    }, 5)
  </script>`
  await openFrame(page, site, {
    markup: `<iframe id="other" srcdoc="${early.replaceAll('"', '&quot;')}"></iframe>`,
  })
  const hub = page.frameLocator('hub-link iframe').getByRole('region', { name: 'Connect JazzHR' }).first()
  await toForm(hub)
  await keyInput(hub).fill('half-typed')
  await page.evaluate((hello) => {
    const frame = document.querySelector('hub-link')!.shadowRoot!.querySelector('iframe')!
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => (globalThis as unknown as { stolen: unknown[] }).stolen.push(data)
    // A second hello of the very same window, and words to the element by the wrong door.
    frame.contentWindow!.postMessage(hello, '*', [port2])
    port1.postMessage({ type: 'settings', attributes: { provider: 'forged' }, tokens: {} })
    window.postMessage({ type: 'linked', id: 1, account: { id: 'forged', provider: 'jazzhr' } }, '*')
  }, HELLO)
  await hub.getByRole('button', { name: 'Show API Key' }).click()
  await expect(keyInput(hub)).toHaveValue('half-typed')
  expect((await events()).filter((event) => event.startsWith('hub-linked'))).toEqual([])
  expect(await page.evaluate(() => (globalThis as unknown as { stolen: unknown[] }).stolen)).toEqual([])
})

for (const [which, hasHeaders] of Object.entries({
  'that the headers keep out': true,
  'whose owner forgot the headers': false,
}))
  test(`a stranger around the page ${which} gets no form`, async ({ page, site, told }) => {
    servePage(site, { parents: [site.origin] })
    if (!hasHeaders)
      site.serve('/dist/page/', {
        body: readFileSync(join(import.meta.dirname, '../../dist/page/index.html')),
      })
    const around = STRANGER.replace(
      'setInterval(',
      `addEventListener('load', () => say(document.querySelector('iframe').contentWindow)); void (`,
    ).replace(', 20)', ')')
    site.serve('/around', { body: `${around}<iframe src="${site.cdn}/dist/page/"></iframe>` })
    await page.goto(`${strangerOf(site)}/around`)
    if (hasHeaders) {
      await expect
        .poll(() => page.frames().map((frame) => frame.url()))
        .toContain('chrome-error://chromewebdata/')
      told.expectAll(/^csp$/)
      return
    }
    const inside = page.frameLocator('iframe')
    await expect(inside.getByRole('heading')).toBeVisible()
    await expect(inside.getByRole('textbox')).toHaveCount(0)
    expect(await heardBy(page, strangerOf(site))).toEqual([{ type: 'refused' }])
    told.expect('frame-refused')
  })

for (const parents of [null, 'null', ['null']])
  test(`a sandboxed stranger, whose origin is "null", gets no form by parents: ${JSON.stringify(parents)}`, async ({
    page,
    site,
    told,
  }) => {
    servePage(site)
    site.serve('/dist/page/', { body: readFileSync(join(import.meta.dirname, '../../dist/page/index.html')) })
    site.serve('/dist/page/config.json', {
      body: JSON.stringify({ endpoint: `${site.origin}/api/link`, parents }),
      type: 'application/json',
      // The frame inside is sandboxed with it.
      headers: { 'access-control-allow-origin': '*' },
    })
    const around = STRANGER.replace(
      'setInterval(',
      `addEventListener('load', () => say(document.querySelector('iframe').contentWindow)); void (`,
    ).replace(', 20)', ')')
    site.serve('/around', { body: `${around}<iframe src="${site.cdn}/dist/page/"></iframe>` })
    site.page(`<iframe sandbox="allow-scripts" src="${strangerOf(site)}/around" title="Around"></iframe>`)
    await page.goto('/')
    const inside = page.frameLocator('iframe').frameLocator('iframe')
    await expect(inside.getByRole('heading', { name: 'This cannot be shown here' })).toBeVisible()
    await expect(inside.getByRole('textbox')).toHaveCount(0)
    told.expectAll(/^(?:frame-refused|attribute-invalid)$/)
  })

for (const [when, isLate] of Object.entries({ 'at once': false, 'when a key is half typed': true }))
  test(`a frame that is led to a stranger ${when} gives it no port`, async ({ page, site, told }) => {
    await page.clock.install()
    const events = await recordEvents(page)
    site.serve('/stranger', { body: STRANGER })
    const away = `${strangerOf(site)}/stranger`
    if (!isLate)
      site.intercept((request, response) => {
        if (request.url !== '/dist/page/') return false
        response.writeHead(302, { location: away }).end()
        return true
      })
    await openFrame(page, site)
    if (isLate) {
      const hub = hubIn(frameDoor, page)
      await toForm(hub)
      await keyInput(hub).fill('half-typed')
      const inside = page.frames().find((frame) => frame.url().startsWith(site.cdn))!
      await inside.evaluate((address) => location.assign(address), away)
    }
    // Undefined until the stranger is there.
    await expect.poll(() => heardBy(page, strangerOf(site))).toEqual([])
    await page.clock.runFor(11_000)
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    const heard = (await events()).filter((event) => /^hub-(?:linked|error|close)/.test(event))
    expect(heard).toEqual(['hub-error {"error":{"code":"timeout"}}'])
    // The browser says that the hello was for another origin.
    told.expectAll(/^(?:frame-silent|Failed to execute 'postMessage'.*)$/)
  })

/** What a page of the right origin says that no page of ours does, and how tall the frame is after it. */
const ODD_WORDS: Readonly<Record<string, string>> = {
  'heights that are none': `for (const height of [NaN, -1, 1e9, Infinity, '100', null, [5], 20001]) say({ type: 'height', height })`,
  'what contains itself': `const loop = { type: 'close' }; loop.loop = loop; say(loop)`,
  'what is too long': `say({ type: 'error', error: { code: 'network', reason: 'x'.repeat(1e6) } }); say(new Array(1e6).fill({ type: 'close' }))`,
  'keys of a prototype': `say(JSON.parse('{"__proto__":{"type":"close"}}')); say({ type: 'constructor' })`,
  'what is no message': `for (const word of [null, 1, 'close', ['close'], new Map([['type', 'close']]), new Error('close'), { type: ['close'] }, { type: 10n }]) say(word)`,
}

for (const [what, words] of Object.entries(ODD_WORDS))
  test(`the element passes over ${what}`, async ({ page, site }) => {
    const events = await recordEvents(page)
    site.serve('/odd', {
      body: `<!doctype html><title>Odd</title><script>
        addEventListener('message', ({ data, ports: [port] }) => {
          if (data !== ${JSON.stringify(HELLO)}) return
          const say = (word) => port.postMessage(word)
          say({ type: 'ready' })
          say({ type: 'height', height: 300 })
          ${words}
          say({ type: 'event', event: { type: 'form' } })
        })
      </script>`,
    })
    site.page(`${SCRIPT}<hub-link provider="jazzhr" frame="${site.cdn}/odd"></hub-link>`)
    await page.goto('/')
    await expect.poll(events).toEqual(['hub-event {"type":"form"}'])
    await expect(page.locator('iframe')).toHaveCSS('height', '300px')
  })

/** What an allowed parent says that no element of ours does. */
const ODD_SETTINGS: Readonly<Record<string, string>> = {
  'answers to no question': `say({ type: 'answer', id: {}, value: false }); say({ type: 'answer', id: 1 })`,
  'what is no message': `for (const word of [null, 1, [], 'settings', new Map(), { type: ['settings'] }]) say(word)`,
  'what contains itself': `const loop = { ...good, attributes: { provider: 'forged' } }; loop.loop = loop; say(loop)`,
  'what is too long': `say({ ...good, attributes: { provider: 'forged' }, messages: { title: 'x'.repeat(1e6) } })`,
  'settings that newer ones overtake': `for (let at = 0; at < 20; at += 1) say({ ...good, attributes: { ...good.attributes, lang: at % 2 ? 'en' : 'de' } })`,
}

for (const [what, words] of Object.entries(ODD_SETTINGS))
  test(`the page passes over ${what}`, async ({ page, site }) => {
    servePage(site, { parents: [site.origin] })
    site.page(`<script>
        const greet = ({ contentWindow }) => {
          const { port1: port, port2 } = new MessageChannel()
          const say = (word) => port.postMessage(word)
          const good = { type: 'settings', attributes: { provider: 'jazzhr', lang: 'en' }, tokens: {} }
          contentWindow.postMessage(${JSON.stringify(HELLO)}, '*', [port2])
          ${words}
          say(good)
        }
      </script>
      <iframe src="${site.cdn}/dist/page/" title="Page" onload="greet(this)"></iframe>`)
    await page.goto('/')
    const inside = page.frameLocator('iframe')
    await expect(inside.getByRole('heading', { name: 'Connect JazzHR' })).toBeVisible()
    await expect(inside.locator('html')).toHaveAttribute('lang', 'en')
  })

test('what a theme would fetch is not fetched through the frame', async ({ page, site, told }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await openFrame(page, site, {
    markup: `<style>hub-link { --hub-color-surface: url(https://pixel.invalid/a); --hub-font: url(https://pixel.invalid/b), serif }</style>`,
  })
  const hub = hubIn(frameDoor, page)
  await expect(hub).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  expect(asked.filter((url) => url.includes('pixel.invalid'))).toEqual([])
  told.expectAll(/^token-unsafe$/)
})

test('a page that is loaded anew in its frame starts empty, and links', async ({ page, site, leaks }) => {
  const events = await recordEvents(page)
  await openFrame(page, site)
  const hub = hubIn(frameDoor, page)
  await keyInput(hub).fill('half-typed')
  const inside = page.frames().find((frame) => frame.url().startsWith(site.cdn))!
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/page.js')),
    inside.evaluate(() => setTimeout(() => location.reload())),
  ])
  await expect(keyInput(hub)).toHaveValue('')
  await connect(hub, site.keys.good)
  await expect(frameDoor.inside(page).getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  expect((await events()).filter((event) => /^hub-(?:linked|error)/.test(event))).toHaveLength(1)
  leaks.expectSent(site.keys.good)
})

test('two frames of one page do not hear each other', async ({ page, site, leaks }) => {
  const events = await recordEvents(page)
  await openFrame(page, site, {
    markup: `<hub-link provider="jazzhr" frame="${site.cdn}/dist/page/" id="other"></hub-link>`,
  })
  const other = page.frameLocator('#other iframe').getByRole('region', { name: 'Connect JazzHR' }).first()
  await expect(other).toBeVisible()
  const first = page.frameLocator('hub-link:not(#other) iframe')
  await connect(first.getByRole('region', { name: 'Connect JazzHR' }).first(), site.keys.good)
  await expect(first.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  await expect(other.getByRole('heading', { name: /^Step 1 of 4/ })).toBeVisible()
  expect((await events()).filter((event) => event.startsWith('hub-linked'))).toHaveLength(1)
  leaks.expectSent(site.keys.good)
})

/** The provider's page, which needs a form as a sign-in does. */
async function serveProvider(context: BrowserContext): Promise<void> {
  await context.route('https://app.jazz.co/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<form action="/in"><button>Sign in</button></form>',
    }),
  )
}

/** Whether the page in the frame works, and its provider's window, with this sandbox in the built script. */
async function tryWith(page: Page, site: Site, flags: readonly string[]) {
  site.serve('/dist/hub.js', {
    body: HUB.replace(SANDBOX.join(' '), flags.join(' ')),
    type: 'text/javascript',
  })
  await serveProvider(page.context())
  await page.clock.install()
  await openFrame(page, site)
  await expect(page.locator('iframe')).toHaveAttribute('sandbox', flags.join(' '))
  const open = hubIn(frameDoor, page).getByRole('link', { name: /Open app\.jazz\.co/ })
  const works = await expect(async () => {
    await page.clock.runFor(1000)
    if (!(await page.getByRole('button', { name: 'Try again' }).isVisible()))
      await expect(open).toBeVisible({ timeout: 500 })
  })
    .toPass()
    .then(() => open.isVisible())
  if (!works) return { works, opens: false, signsIn: false }
  const window = page.context().waitForEvent('page', { timeout: 3000 })
  await open.click()
  const opened = await window.catch(() => undefined)
  if (!opened) return { works, opens: false, signsIn: false }
  await opened.getByRole('button', { name: 'Sign in' }).click()
  const signsIn = await opened.waitForURL('**/in?', { timeout: 3000 }).then(
    () => true,
    () => false,
  )
  return { works, opens: true, signsIn }
}

/** What there is with the whole sandbox, and what is lost without each of its flags. */
const LOST = {
  'allow-scripts': { works: false, opens: false, signsIn: false },
  // Without an origin of its own it may not be spoken to by name, nor read its own files.
  'allow-same-origin': { works: false, opens: false, signsIn: false },
  'allow-popups': { works: true, opens: false, signsIn: false },
  // A provider's window would be boxed in too: no form, no cookies.
  'allow-popups-to-escape-sandbox': { works: true, opens: true, signsIn: false },
} as const

test('with its whole sandbox the page works, and the provider’s window is a plain one', async ({
  page,
  site,
}) => {
  expect(SANDBOX).toEqual(Object.keys(LOST))
  expect(await tryWith(page, site, SANDBOX)).toEqual({ works: true, opens: true, signsIn: true })
})

for (const [flag, lost] of Object.entries(LOST))
  test(`without ${flag} something is lost`, async ({ page, site, told }) => {
    const flags = SANDBOX.filter((each) => each !== flag)
    expect(await tryWith(page, site, flags)).toEqual(lost)
    // The browser says what it refuses; the last flag's refusal is said in the provider's window.
    if (!lost.opens) told.expectAll(/./)
  })
