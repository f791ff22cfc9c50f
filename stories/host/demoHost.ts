/**
 * The Vite plugin behind `npm run dev`: serves the demo page from the sources, and mounts the endpoint and a white-label
 * portal beside it.
 * `HUB_LINK_DATA` names another folder than `.data`; `REDIS_URL` keeps accounts in Redis; `JAZZHR=live` asks JazzHR itself.
 */
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

import type { Plugin, ViteDevServer } from 'vite'

import type * as EndpointModule from '../../src/endpoint/index.ts'
import { DEMO_KEYS } from './demoKeys.ts'
import { isEndpoint } from './endpointPath.ts'
import type * as PortalModule from './demoPortal.ts'
import type { Portal } from './demoPortal.ts'
import type * as DemoModule from './startDemo.ts'
import type { Demo } from './startDemo.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where the page finds what a host would install: here, the sources. */
const SOURCES = {
  'hub-link': 'src/index.ts',
  'hub-link/guides/jazzhr': 'src/guides/jazzhr.ts',
  'hub-link/styles.css': 'src/styles/index.css',
}

export const demoHost = (): Plugin => {
  const live = process.env['JAZZHR'] === 'live'
  // Set to nothing counts as not set.
  const data = resolve(process.env['HUB_LINK_DATA'] || join(ROOT, '.data'))
  return {
    name: 'demo-host',
    apply: (_, { command, mode }) => command === 'serve' && mode !== 'test',
    config: () => ({
      resolve: { alias: aliases(SOURCES) },
      define: { __JAZZHR_LIVE__: JSON.stringify(live), __HAS_PORTAL__: 'true' },
      server: {
        // Vite serves what lies in its root: not the accounts. The first four are its own defaults.
        fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', `${data}/**`] },
        watch: { ignored: [`${data}/**`, '**/dist/**', '**/test-results/**'] },
      },
    }),
    configureServer(server) {
      // Other tools embed Vite with this configuration; the demo is for `npm run dev` alone.
      if (server.config.server.middlewareMode) return
      mount(server, data, live)
    },
  }
}

/** Exact aliases of package names to files of this repository. */
export const aliases = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([name, file]) => ({
    find: new RegExp(`^${name}$`),
    replacement: join(ROOT, file),
  }))

/** What answers beside Vite. */
interface Running {
  readonly demo: Demo
  readonly portal: Portal
}

function mount(server: ViteDevServer, data: string, live: boolean): void {
  let running: Promise<Running> | undefined
  const start = async (): Promise<Running> => {
    // Through Vite, so that the page and the endpoint come from the same sources.
    const hubLink = (await server.ssrLoadModule('/src/endpoint/index.ts')) as typeof EndpointModule
    const { startDemo } = (await server.ssrLoadModule('/stories/host/startDemo.ts')) as typeof DemoModule
    const { startPortal } = (await server.ssrLoadModule('/stories/host/demoPortal.ts')) as typeof PortalModule
    const portal = await startPortal({ origins: originsOf(server), live })
    try {
      const demo = await startDemo({
        hubLink,
        data,
        redisUrl: process.env['REDIS_URL'] || undefined,
        live,
        log: undefined,
        linkPage: portal.linkPage,
      })
      return { demo, portal }
    } catch (error) {
      await portal.close()
      throw error
    }
  }

  server.middlewares.use((request, response, next) => {
    const { url = '' } = request
    if (!isEndpoint(url) && !url.startsWith('/portal')) {
      next()
      return
    }
    running ??= start().catch((error: unknown) => {
      // A store that could not be reached may be there for the next request.
      running = undefined
      throw error
    })
    running
      .then(async ({ demo, portal }) => {
        if (isEndpoint(url)) demo.handle(request, response)
        else if (!(await portal.handle(request, response, demo.createSession))) next()
      })
      .catch(next)
  })
  server.watcher.on('change', (path) => {
    if (path.startsWith(join(ROOT, 'src')))
      void running?.then(
        ({ portal }) => portal.forget(),
        () => undefined,
      )
  })
  const close = async ({ demo, portal }: Running): Promise<void> => {
    await Promise.all([demo.close(), portal.close()])
  }
  server.httpServer?.once('close', () => void running?.then(close).catch(() => undefined))

  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    server.config.logger.info(live ? LIVE : keyTable())
  }
}

/** Where the pages are seen, this machine's own name first. */
function originsOf({ resolvedUrls }: ViteDevServer): [string, ...string[]] {
  const [first, ...others] = [...(resolvedUrls?.local ?? []), ...(resolvedUrls?.network ?? [])].map(
    (url) => new URL(url).origin,
  )
  if (first === undefined) throw new Error('The server does not listen yet.')
  return [first, ...others]
}

const LIVE = '\n  JAZZHR=live: keys are checked by JazzHR itself.\n'

const keyTable = (): string =>
  [
    '',
    '  Keys to try (they open nothing; JAZZHR=live asks JazzHR itself):',
    ...DEMO_KEYS.map(({ key, shows }) => `  ${key}  ${shows}`),
    '',
  ].join('\n')
