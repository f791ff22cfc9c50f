/** WebKitGTK by WebDriver: WebKitWebDriver starts a MiniBrowser, on a display of our own where the machine has none. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

import { Builder, Capabilities, error, Key as Keys, type WebDriver } from 'selenium-webdriver'
import { DriverService } from 'selenium-webdriver/remote/index.js'
import { globSync } from 'tinyglobby'

import { type Browser, type Engine, type Key, program, type Tab } from './engine.ts'

const driverPath = (): string | undefined => program('WebKitWebDriver')
const displayPath = (): string | undefined => program('Xvfb')
const hasDisplay = (): boolean => Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

/** MiniBrowser is on no PATH: it lies with the library. */
const miniBrowser = (): string | undefined =>
  globSync('/usr/{lib,lib/*,libexec,libexec/*}/webkit{2gtk-4.*,gtk-6.*}/MiniBrowser', { absolute: true })[0]

export const webkit: Engine = {
  name: 'webkit',
  missing: () => {
    const lacking = [
      !(driverPath() && miniBrowser()) && 'WebKitWebDriver with its MiniBrowser (Debian: webkit2gtk-driver)',
      !hasDisplay() && !displayPath() && 'display, nor Xvfb for one (Debian: xvfb)',
    ].filter((each) => each !== false)
    return lacking.length > 0 ? `no ${lacking.join(', and no ')}` : undefined
  },
  start,
}

async function start(): Promise<Browser> {
  const display = hasDisplay() ? undefined : await startDisplay()
  const service = new DriverService.Builder(driverPath() ?? '')
    .setLoopback(true)
    .setEnvironment({ ...environment(), ...(display && { DISPLAY: display.name }) })
    .build()
  const address = await service.start()
  const open = async (): Promise<WebDriver> =>
    new Builder()
      .usingServer(address)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
        }),
      )
      .build()

  const first = await open()
  const version = (await first.getCapabilities()).getBrowserVersion()
  await first.quit()
  return {
    version: `WebKitGTK ${version ?? ''}`.trim(),
    open: async () => {
      const driver = await open()
      const close = async (): Promise<void> => {
        await driver.quit().catch((fault: unknown) => {
          // A window that closed itself is gone before the driver would close it.
          if (!(fault instanceof error.NoSuchWindowError)) throw fault
        })
      }
      return { tab: tabOf(driver, await driver.getWindowHandle()), close }
    },
    close: async () => {
      await service.kill()
      await display?.stop()
    },
  }
}

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )

/** A display that nobody sees, under the first number that is free. */
async function startDisplay(): Promise<{ readonly name: string; readonly stop: () => Promise<void> }> {
  const server = spawn(
    displayPath() ?? '',
    ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const [number] = (await Promise.race([
    once(server.stdio[3] as Readable, 'data'),
    once(server, 'exit').then(() => {
      throw new Error('Xvfb did not start.')
    }),
  ])) as [Buffer]
  return {
    name: `:${number.toString().trim()}`,
    stop: async () => {
      const ended = once(server, 'exit')
      if (server.kill()) await ended
    },
  }
}

const KEYS: Readonly<Record<Key, readonly string[]>> = {
  Tab: [Keys.TAB],
  'Shift+Tab': [Keys.SHIFT, Keys.TAB],
  Enter: [Keys.ENTER],
  Space: [Keys.SPACE],
  Escape: [Keys.ESCAPE],
}

/** The driver speaks to one window at a time; each task first turns to its own. */
function tabOf(driver: WebDriver, handle: string): Tab {
  const here = async (): Promise<WebDriver> => {
    await driver.switchTo().window(handle)
    return driver
  }
  return {
    goto: async (address) => (await here()).get(address),
    resize: async (width, height) => {
      await here()
      const inner = (): Promise<number[]> => driver.executeScript('return [innerWidth, innerHeight]')
      const window = driver.manage().window()
      // The window has a frame and a bar; how large they are shows in what is left.
      await window.setRect({ x: 0, y: 0, width, height })
      const [innerWidth = width, innerHeight = height] = await inner()
      await window.setRect({ x: 0, y: 0, width: 2 * width - innerWidth, height: 2 * height - innerHeight })
    },
    evaluate: async (expression) => (await here()).executeScript(`return ${expression}`),
    click: async (at) => {
      const origin = 'viewport' as never
      await (
        await here()
      )
        .actions()
        .move({ ...at, origin, duration: 0 })
        .click()
        .perform()
    },
    press: async (key) => {
      const actions = (await here()).actions()
      for (const each of KEYS[key]) actions.keyDown(each)
      for (const each of KEYS[key].toReversed()) actions.keyUp(each)
      await actions.perform()
    },
    type: async (text) => (await here()).actions().sendKeys(text).perform(),
    windows: async () => (await driver.getAllWindowHandles()).length,
    opened: async () => {
      const other = await driver.wait(
        async () => (await driver.getAllWindowHandles()).find((each) => each !== handle) ?? false,
        10_000,
        'No window was opened.',
      )
      return tabOf(driver, other as string)
    },
    screenshot: async () => Buffer.from(await (await here()).takeScreenshot(), 'base64'),
  }
}
