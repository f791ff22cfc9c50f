/** Chromium over its own protocol and Firefox over WebDriver BiDi, both by Puppeteer: stock builds, no download. */
import { type Browser as Puppet, type KeyInput, launch, type Page } from 'puppeteer-core'

import { prepareChromium } from '../chromium.ts'
import { type Browser, type Engine, type Key, program, type Tab } from './engine.ts'

export const chromium: Engine = {
  name: 'chromium',
  // The tests bring one.
  missing: () => undefined,
  start: async () => {
    const { executablePath, args, env } = await prepareChromium()
    return browserOf(await launch({ browser: 'chrome', executablePath, args, env }))
  },
}

const firefoxPath = (): string | undefined =>
  process.env['FIREFOX_PATH'] ??
  program('firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox')

export const firefox: Engine = {
  name: 'firefox',
  missing: () =>
    firefoxPath() === undefined ? 'no firefox-esr or firefox on the PATH (Debian: firefox-esr)' : undefined,
  start: async () =>
    browserOf(
      await launch({
        browser: 'firefox',
        executablePath: firefoxPath() ?? 'firefox',
        extraPrefsFirefox: {
          // The words of the widget follow the page, not the machine; and a window opens where a person would see it.
          'intl.accept_languages': 'en-GB, en',
        },
      }),
    ),
}

async function browserOf(puppet: Puppet): Promise<Browser> {
  return {
    version: await puppet.version(),
    open: async () => {
      const context = await puppet.createBrowserContext()
      return { tab: tabOf(await context.newPage()), close: () => context.close() }
    },
    close: () => puppet.close(),
  }
}

const KEYS: Readonly<Record<Exclude<Key, 'Shift+Tab'>, KeyInput>> = {
  Tab: 'Tab',
  Enter: 'Enter',
  Space: ' ',
  Escape: 'Escape',
}

const tabOf = (page: Page): Tab => ({
  goto: async (address) => {
    await page.goto(address, { waitUntil: 'load' })
  },
  resize: (width, height) => page.setViewport({ width, height }),
  evaluate: (expression) => page.evaluate(expression),
  click: ({ x, y }) => page.mouse.click(x, y),
  press: async (key) => {
    if (key !== 'Shift+Tab') return page.keyboard.press(KEYS[key])
    await page.keyboard.down('Shift')
    await page.keyboard.press('Tab')
    await page.keyboard.up('Shift')
  },
  type: (text) => page.keyboard.type(text),
  windows: async () => (await page.browserContext().pages()).length,
  opened: async () => {
    const context = page.browserContext()
    const other = async (): Promise<Page | undefined> => (await context.pages()).find((each) => each !== page)
    // A window can be there before its page is.
    for (let tries = 0; tries < 100; tries += 1) {
      const found = await other()
      if (found) return tabOf(found)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('No window was opened.')
  },
  screenshot: async () => Buffer.from(await page.screenshot()),
})
