/**
 * What every walk stands on: the demo page bundled against the built files, a server of its own over a folder of its own,
 * and a person's way around the page. Reads dist; `npm run build` comes first.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { expect, type Locator, type Page, test as base } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

import type * as EndpointModule from '../../src/endpoint/index.ts'
import { aliases } from '../../stories/host/demoHost.ts'
import type { KeyBehaviour } from '../../stories/host/demoKeys.ts'
import { DEMO_KEYS } from '../../stories/host/demoKeys.ts'
import { serveBuilt } from '../../stories/host/serveBuilt.ts'
import { secretKey, type SecretWatch, watchSecrets } from './secrets.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What a host's bundler would find in the package. */
const BUILT = {
  'hub-link': 'dist/index.js',
  'hub-link/guides/jazzhr': 'dist/guides/jazzhr.js',
  'hub-link/styles.css': 'dist/styles.css',
}

/** A running demo. */
export interface Demo {
  readonly origin: string
  /** A key for each behaviour of the stand-in, and a second good one; of this test alone. */
  readonly keys: Readonly<Record<KeyBehaviour | 'second', string>>
  /** The folder that holds its accounts. */
  readonly data: string
  /** Ends the server, and starts another over the same folder and port. */
  readonly restart: () => Promise<void>
  /** Ends the server, and starts none. */
  readonly stop: () => Promise<void>
  /** What the endpoint said to its log. */
  readonly log: unknown[]
}

/** Seconds that the stand-in tells a rate-limited key to wait. */
export const RETRY_AFTER = 3

/** Codes of what the widget tells developers on the console, where a test provokes it: `network-blocked`. */
export interface Told {
  expect(code: string): void
}

interface Fixtures {
  readonly demo: Demo
  readonly told: Told
  readonly secrets: SecretWatch
  readonly hub: Locator
  readonly accounts: Locator
}

export const test = base.extend<Fixtures, { readonly bundle: string }>({
  bundle: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that a fixture needs from its pattern
    async ({}, use) => {
      for (const file of [...Object.values(BUILT), 'dist/endpoint.js'])
        if (!existsSync(join(ROOT, file))) throw new Error(`${file} is missing: npm run build comes first.`)
      const folder = await mkdtemp(join(tmpdir(), 'hub-link-page-'))
      await build({
        root: ROOT,
        configFile: false,
        logLevel: 'error',
        plugins: [react()],
        resolve: { alias: aliases(BUILT) },
        define: { __JAZZHR_LIVE__: 'false', __HAS_PORTAL__: 'false' },
        build: { outDir: folder, emptyOutDir: true },
      })
      await use(folder)
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],

  demo: async ({ bundle }, use) => {
    const hubLink = (await import(
      pathToFileURL(join(ROOT, 'dist/endpoint.js')).href
    )) as typeof EndpointModule
    const data = await mkdtemp(join(tmpdir(), 'hub-link-data-'))
    const log: unknown[] = []
    const behaviours = new Set(DEMO_KEYS.map(({ behaviour }) => behaviour))
    const keys = Object.fromEntries(
      [...behaviours, 'second'].map((name) => [name, secretKey()]),
    ) as Demo['keys']
    const known = Object.fromEntries([...behaviours].map((behaviour) => [keys[behaviour], behaviour]))
    const start = (port: number) =>
      serveBuilt({
        hubLink,
        page: bundle,
        port,
        data,
        keys: { ...known, [keys.second]: 'good' },
        retryAfter: RETRY_AFTER,
        // Time to press Connect again meanwhile, on a busy machine too: an Enter that came late closed the confirmation.
        slowMs: 4000,
        log: (entry) => log.push(entry),
      })
    let server = await start(0)
    const { origin } = server
    await use({
      origin,
      keys,
      data,
      log,
      restart: async () => {
        await server.close()
        server = await start(Number(new URL(origin).port))
      },
      stop: () => server.close(),
    })
    await server.close()
    await rm(data, { recursive: true, force: true })
  },

  baseURL: ({ demo }, use) => use(demo.origin),

  secrets: [
    async ({ page, demo }, use, testInfo) => {
      const watch = watchSecrets(page, demo)
      await use(watch)
      // A test that failed says more than what it left behind.
      if (testInfo.status === testInfo.expectedStatus) await watch.search()
    },
    { auto: true },
  ],

  told: [
    async ({ page }, use, testInfo) => {
      const complaints = watchConsole(page)
      const expected: string[] = []
      await use({ expect: (code) => expected.push(code) })
      if (testInfo.status !== testInfo.expectedStatus) return
      const codes = (): string[] =>
        complaints.map((text) => /^\[hub-link\] ([\w-]+):/.exec(text)?.[1] ?? text)
      // The sentences of usage errors load with the first mistake, so a line can come a moment late.
      await expect.poll(codes, 'errors and warnings on the console').toEqual(expected)
    },
    { auto: true },
  ],

  // The list may open another below.
  hub: ({ page }, use) => use(page.getByRole('region', { name: 'Connect JazzHR' }).first()),
  accounts: ({ page }, use) => use(page.getByRole('region', { name: 'Linked accounts' })),
})

/** All that the browser complains of, refusals of the Content-Security-Policy among it. A failed request is no fault here. */
function watchConsole(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    const complains = message.type() === 'error' || message.type() === 'warning'
    if (complains && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** Presses Tab until this has the focus, as a person without a pointer does; into a shadow root or a frame as well. */
export async function tabTo(page: Page, target: Locator, most = 40): Promise<void> {
  const isFocused = () =>
    target.evaluate(
      (element) =>
        document.hasFocus() && element === (element.getRootNode() as Document | ShadowRoot).activeElement,
    )
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab')
    if (await isFocused()) return
  }
  await expect(target, `in reach of ${most} tabs`).toBeFocused()
}

/** The one input of the JazzHR form. */
export const keyInput = (hub: Locator): Locator => hub.getByLabel('API Key', { exact: true })

/** Types the key and presses Connect, whatever the button says by now. */
export async function connect(hub: Locator, key: string): Promise<void> {
  await toForm(hub)
  await keyInput(hub).fill(key)
  await hub.getByRole('button', { name: /^(?:Connect|Try again)$/ }).click()
}

/** Turns to the form, where it is not there from the start. */
export async function toForm(hub: Locator): Promise<void> {
  const skip = hub.getByRole('button', { name: 'I already have my API key' })
  if (await skip.isVisible()) await skip.click()
}

/** Links an account and closes the confirmation. */
export async function linkAccount(page: Page, hub: Locator, key: string): Promise<void> {
  await connect(hub, key)
  await page
    .getByRole('dialog', { name: 'JazzHR is connected' })
    .getByRole('button', { name: 'Done', exact: true })
    .click()
}

export { expect } from '@playwright/test'
