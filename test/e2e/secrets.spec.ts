/**
 * The typed key, by every door and after every outcome: in its input and in the bodies of its requests, and in no other
 * place of the browser. `leaks.ts` looks; here are the ways to it, the heap, a replay tool, and plants for the search to find.
 */
import { join } from 'node:path'

import type { BrowserContext, Page } from '@playwright/test'

import { keyInput, toForm } from './demo.ts'
import { type Door, DOORS, frameDoor, hubDoor, hubIn, scriptDoor, unmount } from './doors.ts'
import {
  type Answer,
  corsFor,
  faultyEndpoint,
  held,
  LINKED,
  problem,
  silence,
  whole,
} from './faults/endpoint.ts'
import { heapHolds } from './heap.ts'
import { expect, recordEvents, type Site, test } from './site.ts'

// The recorder of traces keeps what inputs hold on the page.
test.use({ viewport: { width: 960, height: 900 }, trace: 'off' })

/** How an attempt can fail, by the code of the error. */
const FAILURES: Readonly<Record<string, Answer>> = {
  network: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' })
    response.write('{')
    setTimeout(() => response.destroy(), 20)
  },
  timeout: silence,
  'bad-response': whole(200, 'text/html', '<h1>Sign in</h1>'),
  server: whole(500, undefined, ''),
  'provider-unavailable': problem(502, 'provider-unavailable'),
  'invalid-fields': problem(422, 'invalid-fields', { errors: [{ pointer: '#/fields/apiKey', code: 'odd' }] }),
  'credential-rejected': problem(422, 'credential-rejected'),
  'insufficient-permission': problem(422, 'insufficient-permission'),
  forbidden: problem(403, 'forbidden'),
  misconfigured: whole(404, undefined, ''),
  'redirect-rejected': (response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"status":"redirect","linkId":"l","url":"http://a.example/","expiresIn":9}'),
  'rate-limited': problem(429, 'rate-limited', {}, { 'retry-after': '1' }),
  expired: problem(410, 'link-expired'),
  // The last, since the hosted page is over with it.
  'session-expired': problem(401, 'session-expired'),
}

/** An endpoint for every door: the hosted page is on another origin, and may read how long it has to wait. */
const answerAll = (site: Site) =>
  faultyEndpoint(site, { ...corsFor(site.cdn), 'access-control-expose-headers': 'retry-after' })

/** What a replay tool records of the page with its own settings, which hide what a password field holds. */
const REPLAY = { name: 'rrweb as it comes', options: {} }
/** And with that hiding turned off: then nothing but its own report of what is typed may hold a key. */
const REPLAY_IN_CLEAR = {
  name: 'rrweb that hides nothing',
  options: { maskAllInputs: false, maskInputOptions: { password: false } },
}

/** Records the page as session replay does; what it recorded is searched with all else. Before the page is opened. */
async function record(page: Page, { options } = REPLAY): Promise<void> {
  await page.addInitScript({
    path: join(import.meta.dirname, '../../node_modules/rrweb/dist/rrweb.umd.min.cjs'),
  })
  await page.addInitScript((given) => {
    // The tool makes frames of its own, to fetch untouched prototypes from.
    if (parent !== window) return
    const recorded: string[] = []
    Object.assign(globalThis, { recorded })
    addEventListener('DOMContentLoaded', () => {
      const { rrweb } = globalThis as unknown as {
        rrweb: { record: (options: object) => unknown }
      }
      rrweb.record({ ...given, emit: (event: unknown) => recorded.push(JSON.stringify(event)) })
    })
  }, options)
}

for (const door of DOORS) {
  test(`${door.name}: a key that links is nowhere`, async ({ page, site, leaks }) => {
    answerAll(site)
    await recordEvents(page)
    await record(page)
    await door.open(page, site, leaks)
    const hub = hubIn(door, page)
    await toForm(hub)
    await keyInput(hub).click()
    await page.keyboard.type(site.keys.good)
    leaks.expectTyped(site.keys.good)
    await leaks.search()
    await hub.getByRole('button', { name: 'Connect', exact: true }).click()
    const dialog = door.inside(page).getByRole('dialog', { name: 'JazzHR is connected' })
    await expect(dialog).toBeVisible()
    leaks.expectForgotten()
    leaks.expectSent(site.keys.good)
    await leaks.search()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(dialog).toHaveCount(0)
    expect((await recorded(page)).length).toBeGreaterThan(2)
  })

  test(`${door.name}: a key that fails in every way is in its input alone, and then nowhere`, async ({
    page,
    site,
    leaks,
    told,
  }) => {
    told.expectAll(/^reply-invalid$/)
    const server = answerAll(site)
    await recordEvents(page)
    await record(page)
    await page.clock.install()
    await door.open(page, site, leaks)
    const hub = hubIn(door, page)
    await toForm(hub)
    const keys: string[] = []
    for (const [code, answer] of Object.entries(FAILURES)) {
      server.says('link', answer)
      const ends = code === 'session-expired' ? door.expiry : undefined
      const requests = ends === 'renewed' ? 2 : 1
      const after = server.of('link').length + requests
      keys.push(...Array.from({ length: requests }, () => site.keys.good))
      const anew = hub.getByRole('button', { name: 'Start again' })
      if (await anew.isVisible()) await anew.click()
      await keyInput(hub).fill(site.keys.good)
      await hub.getByRole('button', { name: /^(?:Connect|Try again)$/ }).click()
      await expect.poll(() => server.of('link').length, code).toBe(after)
      await expect(async () => {
        // Time for the deadline to pass, and for what waits a moment.
        await page.clock.runFor(code === 'timeout' ? 31_000 : 1500)
        await expect(hub.getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout: 500 })
      }).toPass()
      // The hold of a rate limit begins with its answer, which may have come after the clock went on.
      if (code === 'rate-limited') await page.clock.runFor(1500)
      leaks.expectSent(...keys)
      if (ends === 'over') await expect(hub).toHaveCount(0)
      else {
        await expect(keyInput(hub)).toHaveValue(site.keys.good)
        leaks.expectTyped(site.keys.good)
        await leaks.search()
      }
    }
    if (door.expiry !== 'over') {
      await unmount(page)
      // A frame's process ends a little after it is taken from the page.
      await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith(site.cdn))).toEqual([])
    }
    await expect(hub).toHaveCount(0)
    leaks.expectForgotten()
    await leaks.search()
  })

  test(`${door.name}: a key that is cancelled, or that the page takes along, is nowhere`, async ({
    page,
    site,
    leaks,
  }) => {
    const server = answerAll(site)
    const late = held(LINKED)
    server.says('link', late.answer)
    await recordEvents(page)
    await record(page)
    await door.open(page, site, leaks)
    const hub = hubIn(door, page)
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await hub.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect.poll(() => server.of('link').length).toBe(1)
    await hub.getByRole('button', { name: 'Cancel' }).click()
    late.release()
    await expect(hub.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
    leaks.expectSent(site.keys.good)
    leaks.expectTyped(site.keys.good)
    await leaks.search()
    for (const frame of page.frames())
      await frame.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
    await expect(keyInput(hub)).toHaveValue('')
    leaks.expectForgotten()
  })
}

const recorded = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { recorded: string[] }).recorded)

test(`${REPLAY.name}: a key that is shown stays hidden from it`, async ({ page, site, leaks }) => {
  await record(page)
  await scriptDoor.open(page, site)
  const hub = hubIn(scriptDoor, page)
  await toForm(hub)
  await keyInput(hub).click()
  await page.keyboard.type(site.keys.good)
  await hub.getByRole('button', { name: 'Show API Key' }).click()
  await keyInput(hub).press('End')
  await page.keyboard.type('0')
  await hub.getByRole('button', { name: 'Hide API Key' }).click()
  leaks.expectTyped(`${site.keys.good}0`)
  expect((await recorded(page)).some((event) => event.includes('*****'))).toBe(true)
})

for (const door of [scriptDoor, hubDoor])
  test(`${REPLAY_IN_CLEAR.name}: ${door.name} gives it no attribute and no text with a key`, async ({
    page,
    site,
    leaks,
  }) => {
    faultyEndpoint(site)
    await record(page, REPLAY_IN_CLEAR)
    await door.open(page, site)
    const hub = hubIn(door, page)
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await hub.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    const carriers = (await recorded(page)).filter((event) => event.includes(site.keys.good))
    // It reads the input itself, as any script of the page can; that it does so is the page's own choice.
    const INPUT_OF_A_PERSON = { type: 3, data: { source: 5 } }
    for (const event of carriers) expect(JSON.parse(event)).toMatchObject(INPUT_OF_A_PERSON)
    expect(carriers.length).toBeGreaterThan(0)
    leaks.expectFound('the recording')
    leaks.expectSent(site.keys.good)
  })

/** The text is on the clipboard of another page, so that no script of this one ever has it. */
async function copyElsewhere(context: BrowserContext, origin: string, text: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const other = await context.newPage()
  await other.goto(`${origin}/nothing`)
  await other.evaluate((words) => navigator.clipboard.writeText(words), text)
  await other.close()
}

const WAYS = {
  typed: (page: Page, key: string) => page.keyboard.type(key),
  pasted: (page: Page) => page.keyboard.press('ControlOrMeta+V'),
}

/** Opens the form and enters the key as a person does; no script of the test hands it to the page. */
async function enter(door: Door, page: Page, key: string, way: keyof typeof WAYS) {
  const hub = hubIn(door, page)
  await toForm(hub)
  await keyInput(hub).click()
  await WAYS[way](page, key)
  return hub
}

for (const door of DOORS)
  for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[])
    test(`${door.name}: the heap holds no copy of a ${way} key after it has linked`, async ({
      page,
      context,
      site,
      leaks,
    }) => {
      const key = site.keys.good
      if (way === 'pasted') await copyElsewhere(context, site.origin, key)
      await door.open(page, site, leaks)
      await enter(door, page, key, way)
      await page.keyboard.press('Enter')
      // Where Enter is the host's to hear, its button is pressed.
      const inside = door.inside(page)
      await inside
        .getByRole('button', { name: 'Connect', exact: true })
        .click({ timeout: 1000 })
        .catch(() => undefined)
      await expect(inside.getByRole('button', { name: 'Done' })).toBeVisible()
      // The search is not given the whole key either.
      expect(await heapHolds(page, key.slice(8))).toEqual([])
      leaks.expectSent(key)
    })

test('the heap holds no copy of a key that failed, after it was taken from the page', async ({
  page,
  site,
  leaks,
}) => {
  const key = site.keys.rejected
  await scriptDoor.open(page, site)
  const hub = await enter(scriptDoor, page, key, 'typed')
  await page.keyboard.press('Enter')
  await expect(hub.getByText(/JazzHR did not accept this key/)).toBeVisible()
  await unmount(page)
  await expect(hub).toHaveCount(0)
  expect(await heapHolds(page, key.slice(8))).toEqual([])
  leaks.expectSent(key)
})

for (const door of [scriptDoor, frameDoor])
  test(`${door.name}: the search of the heap finds a copy, and what holds it`, async ({ page, site }) => {
    await door.open(page, site)
    await expect(hubIn(door, page)).toBeVisible()
    const key = site.keys.good
    await page
      .frames()
      .at(-1)!
      .evaluate(
        ([start, end]) => {
          const kept = new Map([['value', start! + end!]])
          Object.assign(globalThis, { remember: () => kept })
        },
        [key.slice(0, 12), key.slice(12)],
      )
    const found = await heapHolds(page, key.slice(8))
    expect(found.join()).toMatch(/remember|Map/)
  })

/** One leak for each place that is searched. */
const PLANTS: readonly (readonly [places: readonly string[], plant: (key: string) => unknown])[] = [
  [['storages'], (key) => localStorage.setItem('a', key)],
  [['storages'], (key) => sessionStorage.setItem(key, 'b')],
  [['cookies', 'storages'], (key) => (document.cookie = `c=${key}`)],
  [['storages'], (key) => caches.open(key).then(() => undefined)],
  [
    ['storages'],
    (key) =>
      new Promise((done) => {
        indexedDB.open(key).onsuccess = () => done(undefined)
      }),
  ],
  [
    ['documents'],
    (key) =>
      document
        .querySelector('hub-link')!
        .shadowRoot!.querySelector('[part~="hub"]')!
        .setAttribute('data-x', key),
  ],
  [
    ['documents', 'the accessibility tree'],
    (key) => {
      const text = document.createElement('p')
      text.textContent = key
      document.querySelector('hub-link')!.shadowRoot!.append(text)
    },
  ],
  [
    ['what hangs on elements'],
    (key) => Object.assign(document.querySelector('hub-link')!, { kept: new Map([[1, { key }]]) }),
  ],
  [
    ['what the host heard'],
    (key) => dispatchEvent(new CustomEvent('hub-error', { detail: { cause: { key } } })),
  ],
  [['console'], (key) => console.debug(key)],
  [['addresses', 'storages'], (key) => fetch(`/?key=${key}`).then((response) => response.text())],
  [['request headers'], (key) => fetch('/', { headers: { 'x-note': key } }).then(() => undefined)],
]

for (const [at, [places, plant]] of PLANTS.entries())
  test(`the search finds a key in ${places.join(' and ')} (${at + 1})`, async ({ page, site, leaks }) => {
    await recordEvents(page)
    await scriptDoor.open(page, site)
    await expect(hubIn(scriptDoor, page)).toBeVisible()
    await page.evaluate(plant, site.keys.good)
    leaks.expectFound(...places)
  })
