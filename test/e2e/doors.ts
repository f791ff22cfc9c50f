/**
 * The ways into the widget, so that one test runs through all of them: what a page writes, and where the widget then is.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FrameLocator, Locator, Page } from '@playwright/test'

import { pageHeaders } from '../../stories/host/hostedPage.ts'
import { buildScript } from '../../tsdown.scripts.ts'
import type { Leaks } from './leaks.ts'
import { ELEMENT, SCRIPT, type Site } from './site.ts'

const DIST = join(import.meta.dirname, '../../dist')

/** One way in. */
export interface Door {
  readonly name: string
  /** Puts the page in place and opens it. `leaks` learns of a session's token, where the door has one. */
  open(page: Page, site: Site, leaks?: Leaks): Promise<void>
  /** Where the widget is: the page, or a frame in it. */
  readonly inside: (page: Page) => Page | FrameLocator
  /**
   * What comes of a session that has ended, where it is not only told: the frame asks its portal for another and sends
   * again; the hosted page has no one to ask, and is over.
   */
  readonly expiry?: 'renewed' | 'over'
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
      body: `globalThis.mounted = HubLink.mount('#hub', { provider: 'jazzhr', endpoint: '/api/link' })`,
      type: 'text/javascript',
    })
    site.page(`${SCRIPT}<div id="hub"></div><script src="/mount.js" defer></script>`)
    await page.goto('/')
  },
}

/** What the owner of the hosted page sets in its configuration. */
interface PageConfig {
  readonly parents?: readonly string[]
  readonly [name: string]: unknown
}

/** Serves the hosted page as its owner would: the headers that come with it, with the origins of this test in them. */
export function servePage(site: Site, { parents = [], ...config }: PageConfig = {}): void {
  const shipped = readFileSync(join(DIST, 'page/_headers'), 'utf8')
  site.serve('/dist/page/', {
    body: readFileSync(join(DIST, 'page/index.html')),
    headers: pageHeaders(shipped, { endpoint: site.origin, parents }),
  })
  site.serve('/dist/page/config.json', {
    body: JSON.stringify({ endpoint: `${site.origin}/api/link`, parents, ...config }),
    type: 'application/json',
  })
}

/** A session of its own for each test, which must not be found anywhere that a key must not be. */
export const invite = async (site: Site, expiresIn = 3600): Promise<{ url: string; token: string }> =>
  site.endpoint.createSession({ owner: 'org_portal', provider: 'jazzhr', expiresIn })

export const pageDoor: Door = {
  name: 'the hosted page',
  inside: inPage,
  expiry: 'over',
  open: async (page, site, leaks) => {
    servePage(site)
    const { url, token } = await invite(site)
    leaks?.hide(token)
    await page.goto(url)
  },
}

/** What a portal writes around the frame. */
interface Portal {
  /** Attributes of its element. */
  readonly attributes?: string
  /** What else is on its page. */
  readonly markup?: string
  /** Its `session`; one that works unless said. */
  readonly session?: () => string | Promise<string>
}

/** Opens a portal with the hosted page in a frame. */
export async function openFrame(
  page: Page,
  site: Site,
  { attributes = '', markup = '', session = async () => (await invite(site)).token }: Portal = {},
): Promise<void> {
  servePage(site, { parents: [site.origin] })
  await page.exposeFunction('createSession', session)
  site.serve('/session.js', {
    body: `document.querySelector('hub-link').session = () => createSession()`,
    type: 'text/javascript',
  })
  site.page(
    `${SCRIPT}<hub-link provider="jazzhr" frame="${site.cdn}/dist/page/" ${attributes}></hub-link>
     <script src="/session.js"></script>${markup}`,
  )
  await page.goto('/')
}

export const frameDoor: Door = {
  name: 'the frame',
  inside: (page) => page.frameLocator('iframe'),
  expiry: 'renewed',
  open: (page, site, leaks) => {
    const session = async (): Promise<string> => {
      const { token } = await invite(site)
      leaks?.hide(token)
      return token
    }
    return openFrame(page, site, { session })
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

/** What a host's bundler would find in the package, and React itself. */
const PACKAGE: Readonly<Record<string, string>> = {
  'hub-link/headless': join(DIST, 'headless.js'),
  'hub-link/guides/jazzhr': join(DIST, 'guides/jazzhr.js'),
  'hub-link': join(DIST, 'index.js'),
}

const hostScripts = new Map<string, Promise<string>>()

/** A React application of `test/e2e/hosts`, bundled once. In development React does what StrictMode is for. */
export function hostScript(name: 'react' | 'headless', mode: 'production' | 'development'): Promise<string> {
  const key = `${name} ${mode}`
  let built = hostScripts.get(key)
  if (!built) {
    const input = `test/e2e/hosts/${name}.tsx`
    built = buildScript(input, { standIns: PACKAGE, values: { 'process.env.NODE_ENV': mode } })
    hostScripts.set(key, built)
  }
  return built
}

const hostDoor = (name: string, host: 'react' | 'headless', mode: 'production' | 'development'): Door => ({
  name,
  inside: inPage,
  open: async (page, site) => {
    site.serve('/host.js', { body: await hostScript(host, mode), type: 'text/javascript' })
    site.page(
      '<link rel="stylesheet" href="/dist/styles.css"><div id="hub"></div><script src="/host.js" defer></script>',
    )
    await page.goto('/')
  },
})

export const hubDoor = hostDoor('<Hub>', 'react', 'production')
export const strictDoor = hostDoor('<Hub> in development', 'react', 'development')
export const headlessDoor = hostDoor('useHub', 'headless', 'production')

/** Every way in. */
export const DOORS: readonly Door[] = [
  scriptDoor,
  loaderDoor,
  mountDoor,
  reactDoor,
  hubDoor,
  headlessDoor,
  pageDoor,
  frameDoor,
]

/** Takes the widget from the page, as the host behind any door would. The hosted page goes with its tab. */
export const unmount = (page: Page): Promise<void> =>
  page.evaluate(() => {
    interface Mounted {
      readonly unmount: () => void
    }
    const { hostPage, mounted } = globalThis as { hostPage?: Mounted; mounted?: Mounted }
    const host = hostPage ?? mounted
    if (host) host.unmount()
    else document.querySelector('hub-link')?.remove()
  })
