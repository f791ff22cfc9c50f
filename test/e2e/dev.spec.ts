/** `npm run dev` itself: the terminal says where and with which keys, one of them links, and the account outlives a restart. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import process from 'node:process'

import { expect, test as base } from '@playwright/test'

import { DEMO_KEYS } from '../../stories/host/demoKeys.ts'
import { connect, keyInput } from './demo.ts'

const ROOT = join(import.meta.dirname, '../..')
const GOOD = DEMO_KEYS[0]!.key
const REJECTED = DEMO_KEYS.find(({ behaviour }) => behaviour === 'rejected')!.key

interface Dev {
  readonly url: string
  /** What the terminal shows. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

const test = base.extend<{ readonly data: string; readonly start: () => Promise<Dev> }>({
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
    await use(async () => {
      const dev = await startDev(data)
      running.push(dev)
      return dev
    })
    await Promise.all(running.map((dev) => dev.stop()))
  },
})

/** Runs `npm run dev` on a free port, with its data in this folder. */
async function startDev(data: string): Promise<Dev> {
  const child = spawn('npm', ['run', 'dev', '--', '--port', '0'], {
    cwd: ROOT,
    env: { ...process.env, HUB_LINK_DATA: data, NO_COLOR: '1', JAZZHR: '', REDIS_URL: '' },
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

test('npm run dev links with a demo key, and has the account after a restart', async ({
  page,
  data,
  start,
}) => {
  test.setTimeout(180_000)
  const hub = page.getByRole('region', { name: 'Connect JazzHR' })
  const accounts = page.getByRole('region', { name: 'Linked accounts' })

  const first = await start()
  for (const { key, shows } of DEMO_KEYS) expect(first.output()).toContain(`${key}  ${shows}`)
  await page.goto(first.url)
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible({ timeout: 60_000 })
  await page.getByText('Keys to try').click()
  await expect(page.getByRole('definition')).toHaveText(DEMO_KEYS.map(({ shows }) => shows))

  await connect(hub, REJECTED)
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await connect(hub, GOOD)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
  await dialog.getByRole('link', { name: 'View accounts' }).click()
  await expect(accounts.getByText('Active')).toHaveCount(1)
  expect((await readdir(data)).sort()).toEqual(['accounts', 'secret'])

  await first.stop()
  const second = await start()
  await page.goto(second.url)
  await expect(accounts.getByText('Active')).toHaveCount(1, { timeout: 60_000 })
  // The secret outlived the restart too: the endpoint still knows the key that it sealed.
  await connect(hub, GOOD)
  await expect(page.getByRole('dialog', { name: 'JazzHR is already connected' })).toBeVisible()
})

test('npm run dev shows nobody where the accounts are kept', async ({ data, start, request }) => {
  test.setTimeout(120_000)
  const { url } = await start()
  const at = async (path: string) => {
    const response = await request.get(new URL(path, url).href)
    return { status: response.status(), body: await response.text() }
  }
  const list = { data: { op: 'accounts' }, headers: { 'hub-protocol': '1' } }
  expect((await request.post(new URL('api/link', url).href, list)).status()).toBe(200)
  const secret = await readFile(join(data, 'secret'), 'utf8')
  for (const path of [relative(ROOT, data), `@fs${data}`].map((folder) => `/${folder}/secret`))
    for (const query of ['', '?raw', '?import&raw', '?url', '?inline']) {
      const { status, body } = await at(path.replace('//', '/') + query)
      expect({ path, query, status }).toEqual({ path, query, status: 403 })
      expect(body).not.toContain(secret)
    }
})
