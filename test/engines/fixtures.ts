/** What each check stands on: a portal of its own, and a person at a window of the engine. */
import { test as base } from '@playwright/test'

import { type Site, startSite } from '../e2e/site.ts'
import type { Browser, Engine } from './engine.ts'
import { ENGINES } from './engines.ts'
import { Person } from './person.ts'

export interface EngineOptions {
  readonly engineName: Engine['name']
}

interface WorkerFixtures extends EngineOptions {
  /** What is missing, where the browser cannot be started. */
  readonly running: Browser | { readonly missing: string }
}

interface Fixtures {
  readonly site: Site
  readonly person: Person
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  engineName: ['chromium', { option: true, scope: 'worker' }],

  running: [
    async ({ engineName }, use) => {
      const engine = ENGINES.find(({ name }) => name === engineName)!
      const missing = engine.missing()
      if (missing !== undefined) return use({ missing })
      const browser = await engine.start()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that a fixture needs from its pattern
  site: async ({}, use) => {
    const { close, ...site } = await startSite()
    await use(site)
    await close()
  },

  person: async ({ running, site }, use, testInfo) => {
    if ('missing' in running) {
      testInfo.skip(true, running.missing)
      return
    }
    const { tab, close } = await running.open()
    await use(new Person(tab, site.origin, (name) => testInfo.outputPath(`${name}.png`)))
    await close()
  },
})
