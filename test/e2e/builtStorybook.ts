/** The static build of Storybook, served on a free port, and how a page of it is opened. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, type Page, test as base } from '@playwright/test'
import { preview } from 'vite'

const ROOT = join(import.meta.dirname, '../..')
const BUILT = join(ROOT, 'storybook-static')

/** A story, or a page of documentation. */
export interface Entry {
  readonly id: string
  readonly title: string
  readonly name: string
  readonly type: 'story' | 'docs'
}

/** Everything in the list of the built Storybook. Throws when it has not been built. */
export const entries: readonly Entry[] = Object.values(
  (JSON.parse(readFileSync(join(BUILT, 'index.json'), 'utf8')) as { entries: Record<string, Entry> }).entries,
)

export const stories = entries.filter(({ type }) => type === 'story')
export const docs = entries.filter(({ type }) => type === 'docs')

export const test = base.extend<object, { readonly storybook: string }>({
  storybook: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that a fixture needs from its pattern
    async ({}, use) => {
      const server = await preview({
        root: ROOT,
        configFile: false,
        logLevel: 'error',
        build: { outDir: BUILT },
        preview: { port: 0, host: '127.0.0.1' },
      })
      const address = server.httpServer.address()
      if (address === null || typeof address === 'string') throw new Error('The server has no port.')
      await use(`http://127.0.0.1:${address.port}`)
      await server.close()
    },
    { scope: 'worker' },
  ],
})

/** Opens a story by itself and waits until its play function has come to its end. Globals as the toolbar has them. */
export async function openStory(
  page: Page,
  storybook: string,
  id: string,
  globals: Readonly<Record<string, string>> = {},
): Promise<void> {
  const chosen = Object.entries(globals).map(([name, value]) => `${name}:${value}`)
  await page.goto(`${storybook}/iframe.html?id=${id}&viewMode=story&globals=${chosen.join(';')}`)
  const phase = await page.waitForFunction(() => {
    const { __STORYBOOK_PREVIEW__: preview } = window as unknown as {
      __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } }
    }
    const now = preview?.currentRender?.phase
    return now !== undefined && ['completed', 'finished', 'errored', 'aborted'].includes(now)
      ? now
      : undefined
  })
  expect(await phase.jsonValue()).not.toBe('errored')
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}
