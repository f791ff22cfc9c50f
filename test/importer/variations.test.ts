/**
 * Hundreds of pages in the dialects of connection guides: each guide holds exactly what its page shows, in order.
 * HUB_LINK_VARIATIONS is how many to try.
 */
import { expect, test } from 'vitest'

import { importPage } from '../../src/importer/importPage.ts'
import { markedTexts } from './judge.ts'
import { readGuide } from './reading.ts'
import { variation } from './variations.ts'

const COUNT = Number(process.env['HUB_LINK_VARIATIONS'] ?? 200)

test(`${COUNT} pages are imported whole`, { timeout: 300_000 }, () => {
  for (let seed = 0; seed < COUNT; seed++) {
    const { source, expected } = variation(seed)
    const page = importPage(
      { path: `${seed}.mdx`, location: `${seed}.mdx`, bytes: Buffer.from(source) },
      { locale: 'en' },
    )
    const errors = page.diagnostics.filter(({ severity }) => severity === 'error')
    expect({ seed, errors }, source).toEqual({ seed, errors: [] })
    if (!page.ok) continue
    const given = { ...readGuide(page.guide), marks: markedTexts(page.guide) }
    expect({ seed, ...given }, source).toEqual({ seed, ...expected, marks: [] })
  }
})
