/** What the widget leaves on the page that shows it: nothing. And the search for the secret can fail. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { CSP } from '../../stories/host/serveBuilt.ts'
import { connect, expect, keyInput, linkAccount, test, toForm } from './demo.ts'

test.use({ viewport: { width: 960, height: 900 } })

test('works under a strict Content-Security-Policy, which is in force', async ({
  page,
  hub,
  demo,
  secrets,
  told,
}) => {
  const response = await page.goto('/')
  expect(response?.headers()['content-security-policy']).toBe(CSP)
  // The widget itself is watched in every test: a refusal would stand on the console.
  await linkAccount(page, hub, demo.keys.good)
  secrets.expectSent(demo.keys.good)
  const refused = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<b></b>')
      return 'let through'
    } catch (error) {
      return (error as Error).name
    }
  })
  expect(refused).toBe('TypeError')
  told.expect(expect.stringContaining('TrustedHTML') as unknown as string)
})

test('writes nothing outside of itself, and asks nobody else for anything', async ({
  page,
  hub,
  demo,
  secrets,
}) => {
  const origins = new Set<string>()
  page.on('request', (request) => origins.add(new URL(request.url()).origin))
  await page.goto('/')
  const outside = () =>
    page.evaluate(() => {
      const attributes = (element: Element) =>
        [...element.attributes].map(({ name, value }) => `${name}=${value}`)
      return {
        html: attributes(document.documentElement),
        body: attributes(document.body),
        head: document.head.innerHTML,
        children: document.body.childElementCount,
        local: Object.entries(localStorage),
        session: Object.entries(sessionStorage),
        entries: history.length,
        globals: Object.keys(window).filter((name) => /hub|react/i.test(name)),
      }
    })
  const before = await outside()
  await connect(hub, demo.keys.rejected)
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await linkAccount(page, hub, demo.keys.good)
  expect(await outside()).toEqual(before)
  expect([...origins]).toEqual([demo.origin])
  secrets.expectSent(demo.keys.rejected, demo.keys.good)
})

test('leaves with the page it stood on, and comes back empty', async ({ page, hub, demo }) => {
  await page.goto('/')
  await toForm(hub)
  await keyInput(hub).fill(demo.keys.good)
  const settings = page.getByRole('navigation', { name: 'Settings' })
  await settings.getByRole('link', { name: 'Team' }).click()
  await expect(page.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible()
  await expect(hub).toHaveCount(0)
  await page.goBack()
  await expect(keyInput(hub)).toHaveValue('')
})

test('is left in the middle of a request: nothing is said, nothing breaks', async ({
  page,
  hub,
  demo,
  secrets,
}) => {
  await page.goto('/')
  await connect(hub, demo.keys.slow)
  await expect(hub.getByRole('status')).toHaveText('Connecting to JazzHR …')
  await page.getByRole('link', { name: 'Billing' }).click()
  await expect(hub).toHaveCount(0)
  await expect.poll(() => demo.log.some((entry) => (entry as { op?: string }).op === 'link')).toBe(true)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  secrets.expectSent(demo.keys.slow)
})

const PLANTS: readonly (readonly [places: readonly string[], plant: (key: string) => unknown])[] = [
  [['local storage'], (key) => localStorage.setItem('a', key)],
  [['session storage'], (key) => sessionStorage.setItem(key, 'b')],
  [['cookies', 'cookies of the page'], (key) => (document.cookie = `c=${key}`)],
  [['document'], (key) => (document.querySelector('h1')!.title = key)],
  [
    ['databases'],
    (key) =>
      new Promise((done) => {
        indexedDB.open(key).onsuccess = () => done(undefined)
      }),
  ],
  [['caches'], (key) => caches.open(key).then(() => undefined)],
  [['address'], (key) => history.replaceState(null, '', `#${key}`)],
  [['addresses'], (key) => fetch(`/?key=${key}`).then(() => undefined)],
  [['request headers'], (key) => fetch('/', { headers: { 'x-note': key } }).then(() => undefined)],
  [['console'], (key) => console.debug(key)],
  [
    ['components'],
    (key) => {
      const root = document.getElementById('root') as unknown as Record<string, object>
      Object.assign(root[Object.keys(root).find((name) => name.startsWith('__react'))!]!, { kept: { key } })
    },
  ],
]

for (const [places, plant] of PLANTS)
  test(`the search for the secret finds one in ${places[0]!}`, async ({ page, demo, secrets }) => {
    await page.goto('/')
    await expect(page.getByText('No accounts are linked yet.')).toBeVisible()
    await secrets.search()
    await page.evaluate(plant, demo.keys.good)
    secrets.expectFound(...places)
  })

test('the search for the secret finds one in what the server wrote and said', async ({
  page,
  demo,
  secrets,
}) => {
  await page.goto('/')
  await writeFile(join(demo.data, 'accounts.json'), demo.keys.good)
  demo.log.push({ note: demo.keys.good })
  secrets.expectFound('the server’s files', 'the server’s log')
})
