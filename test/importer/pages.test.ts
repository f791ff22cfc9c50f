/**
 * Real documentation pages, where there are some: all that a reader sees is in the guide or named in a message.
 * HUB_LINK_PAGES is a folder of pages; without it there is nothing to do.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { globSync } from 'tinyglobby'
import { describe, expect, test } from 'vitest'

import { parseGuide } from '../../src/core/parseGuide.ts'
import { importPage } from '../../src/importer/importPage.ts'
import { faultsOf, invented } from './judge.ts'

const folder = process.env['HUB_LINK_PAGES']
const pages =
  folder === undefined
    ? []
    : globSync('**/*.{mdx,md}', { cwd: folder }).filter((path) => !/readme/i.test(path))

describe.skipIf(folder === undefined)('the pages of HUB_LINK_PAGES', () => {
  test('there are some', () => {
    expect(pages.length).toBeGreaterThan(0)
  })

  test.each(pages)('%s is imported whole', (path) => {
    const bytes = readFileSync(join(folder ?? '', path))
    const page = importPage({ path, location: path, bytes }, { locale: 'en' })
    expect(faultsOf(bytes.toString(), page)).toEqual([])
    expect(invented(bytes.toString(), page)).toEqual([])
    if (page.ok) expect(parseGuide(page.guide)).toMatchObject({ ok: true, diagnostics: [] })
  })
})
