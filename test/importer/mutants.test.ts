/**
 * Whatever the file: a guide, or the one error that says where. HUB_LINK_MUTANTS is how many to try; CI tries them all.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'

import { parseGuide } from '../../src/core/parseGuide.ts'
import { importPage } from '../../src/importer/importPage.ts'
import { mutantOf } from './mutants.ts'

const COUNT = Number(process.env['HUB_LINK_MUTANTS'] ?? 300)
const FIXTURES = join(import.meta.dirname, 'fixtures')
const pages = globSync('**/*.{mdx,md}', { cwd: FIXTURES })
  .sort()
  .map((path) => readFileSync(join(FIXTURES, path)))

test(`${COUNT} broken pages give a guide each, or an error with its line`, { timeout: 300_000 }, () => {
  const kinds = { guide: 0, error: 0 }
  for (let seed = 0; seed < COUNT; seed++) {
    const bytes = mutantOf(pages, seed)
    const lines = Buffer.from(bytes)
      .toString()
      .split(/\r\n?|\n/).length
    const page = importPage({ path: `${seed}.mdx`, location: `${seed}.mdx`, bytes }, { locale: 'en' })
    const errors = page.diagnostics.filter(({ severity }) => severity === 'error')
    const outside = page.diagnostics.filter(({ line }) => line < 1 || line > lines)
    expect({ seed, outside }).toEqual({ seed, outside: [] })
    if (page.ok) {
      kinds.guide += 1
      const parsed = parseGuide(page.guide)
      expect({ seed, errors, ok: parsed.ok, left: parsed.ok && parsed.diagnostics }).toEqual({
        seed,
        errors: [],
        ok: true,
        left: [],
      })
    } else {
      kinds.error += 1
      expect({
        seed,
        errors: errors.length,
        code: errors[0]?.code === 'internal' ? errors[0].message : '',
      }).toEqual({
        seed,
        errors: 1,
        code: '',
      })
    }
  }
  // Mutants that are all refused, or all fine, would prove nothing.
  expect(Math.min(kinds.guide, kinds.error)).toBeGreaterThan(COUNT / 20)
})
