/**
 * The ways into the widget, so that one test runs through all of them: what a page writes, and where the widget then is.
 */
import { join } from 'node:path'

import type { FrameLocator, Locator, Page } from '@playwright/test'

import { buildScript } from '../../tsdown.scripts.ts'
import { ELEMENT, SCRIPT, type Site } from './site.ts'

const DIST = join(import.meta.dirname, '../../dist')

/** One way in. */
export interface Door {
  readonly name: string
  /** Puts the page in place and opens it. */
  open(page: Page, site: Site): Promise<void>
  /** Where the widget is: the page, or a frame in it. */
  readonly inside: (page: Page) => Page | FrameLocator
}

const inPage = (page: Page): Page => page

/** The widget by whatever door. */
export const hubIn = (door: Door, page: Page): Locator =>
  door.inside(page).getByRole('region', { name: 'Connect JazzHR' }).first()

let withReact: Promise<string> | undefined

/** `hub-link/define` as a host's bundler makes a script of it, with React itself inside. */
export const reactScript = (): Promise<string> =>
  (withReact ??= buildScript('react', {
    code: `import ${JSON.stringify(join(DIST, 'define.js'))}`,
    standIns: {},
  }))

export const scriptDoor: Door = {
  name: 'hub.js',
  inside: inPage,
  open: async (page, site) => {
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
  },
}

export const loaderDoor: Door = {
  name: 'hub-loader.js',
  inside: inPage,
  open: async (page, site) => {
    site.page(`<script src="/dist/hub-loader.js" defer></script>${ELEMENT}`)
    await page.goto('/')
  },
}

export const mountDoor: Door = {
  name: 'HubLink.mount',
  inside: inPage,
  open: async (page, site) => {
    site.serve('/mount.js', {
      body: `HubLink.mount('#hub', { provider: 'jazzhr', endpoint: '/api/link' })`,
      type: 'text/javascript',
    })
    site.page(`${SCRIPT}<div id="hub"></div><script src="/mount.js" defer></script>`)
    await page.goto('/')
  },
}

export const reactDoor: Door = {
  name: 'define.js with React',
  inside: inPage,
  open: async (page, site) => {
    site.serve('/react.js', { body: await reactScript(), type: 'text/javascript' })
    site.page(`<script src="/react.js" defer></script>${ELEMENT}`)
    await page.goto('/')
  },
}
