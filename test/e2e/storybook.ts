/** The documentation of the built Storybook: each page draws, asks nobody else, links to what is there, and passes axe. */
import axe from 'axe-core'

import { expect } from '@playwright/test'

import { docs, entries, openStory, test } from './builtStorybook.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The pages that a person looks for. Every other page is one of stories. */
const PAGES = [
  'Start here',
  'Docs/React',
  'Docs/Script tag',
  'Docs/Frameworks',
  'Docs/Endpoint',
  'Docs/Guides',
  'Docs/Theming',
  'Docs/Messages',
  'Docs/Security',
  'Docs/Accessibility',
]

test('the pages are those that a person looks for', () => {
  expect(docs.map(({ title }) => title).sort()).toEqual([...PAGES].sort())
})

test('an element’s story is drawn in the static build too', async ({ page, storybook }) => {
  await openStory(page, storybook, 'element--basic')
  await expect(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
})

for (const { id, title } of docs)
  test(`${title} is drawn`, async ({ page, storybook }) => {
    const faults: string[] = []
    page.on('pageerror', ({ message }) => faults.push(message))
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.protocol.startsWith('http') && url.origin !== storybook) faults.push(`asked ${url.href}`)
    })
    page.on('response', (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
    })
    await page.goto(`${storybook}/iframe.html?id=${id}&viewMode=docs`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')

    const hrefs = await page
      .locator('.sbdocs a[href*="?path="]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''))
    for (const href of hrefs) {
      const target = /\?path=\/(?:docs|story)\/(.+)$/.exec(href)?.[1]
      expect(
        entries.map((entry) => entry.id),
        href,
      ).toContain(target)
    }

    // The stories on it are judged by themselves, as are Storybook's own controls.
    await page.evaluate(axe.source)
    const found = await page.evaluate(async (tags) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
        { include: ['.sbdocs-content'], exclude: ['.sbdocs-preview', '.docblock-source'] },
        { runOnly: tags, resultTypes: ['violations'] },
      )
      return violations.flatMap(({ id: rule, nodes }) =>
        nodes.map(({ html }) => `${rule}: ${html.slice(0, 120)}`),
      )
    }, TAGS)
    expect([...faults, ...found]).toEqual([])
  })
