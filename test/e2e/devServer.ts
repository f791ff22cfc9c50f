/** `npm run dev` as a fixture: on a free port, with a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'

import { test as base } from '@playwright/test'

import { DEMO_KEYS } from '../../stories/host/demoKeys.ts'

const ROOT = join(import.meta.dirname, '../..')

interface Dev {
  readonly url: string
  /** What the terminal shows. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** Starts `npm run dev`; `redisUrl` where accounts are to lie in Redis. */
type Start = (redisUrl?: string) => Promise<Dev>

export const test = base.extend<{ readonly data: string; readonly start: Start }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that a fixture needs from its pattern
  data: async ({}, use) => {
    // Below Vite's root, as `.data` is.
    await mkdir(join(ROOT, 'test-results'), { recursive: true })
    const folder = await mkdtemp(join(ROOT, 'test-results/dev-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  start: async ({ data }, use) => {
    const running: Dev[] = []
    await use(async (redisUrl = '') => {
      const dev = await startDev(data, redisUrl)
      running.push(dev)
      return dev
    })
    await Promise.all(running.map((dev) => dev.stop()))
  },
})

/** Runs `npm run dev` on a free port, with its data in this folder. */
async function startDev(data: string, redisUrl: string): Promise<Dev> {
  const child = spawn('npm', ['run', 'dev', '--', '--port', '0'], {
    cwd: ROOT,
    env: {
      ...process.env,
      // Vite leaves it behind where a test before this one has built something.
      NODE_ENV: undefined,
      HUB_LINK_DATA: data,
      NO_COLOR: '1',
      JAZZHR: '',
      REDIS_URL: redisUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm does not hand on the signal to Vite.
    detached: true,
  })
  let output = ''
  const address = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      // The keys come last.
      const found = /Local:\s+(http:\/\/\S+)/.exec(output)?.[1]
      if (found !== undefined && output.includes(DEMO_KEYS.at(-1)!.key)) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`npm run dev ended:\n${output}`)))
  })
  const stop = async (): Promise<void> => {
    if (!isRunning(child)) return
    const ended = once(child, 'exit')
    process.kill(-child.pid!, 'SIGTERM')
    await ended
  }
  try {
    return { url: await address, output: () => output, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

export { expect } from '@playwright/test'
