/** Right-to-left is drawn by logical properties: no rule of ours names a side of the screen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

const PHYSICAL = [
  /(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right|top|bottom)(?:-[a-z-]+)?\s*:/g,
  /(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g,
  /(?<![\w-])(?:min-|max-)?(?:width|height)\s*:/g,
]

/** The declarations that name a side, as `file: declaration`. */
const sides = (file: string, css: string): string[] => {
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, '')
  return PHYSICAL.flatMap((pattern) => [...rules.matchAll(pattern)].map(([found]) => `${file}: ${found}`))
}

test('no style sheet names left, right, top or bottom', () => {
  const files = globSync('src/**/*.css', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(2)
  expect(files.flatMap((file) => sides(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
})

test('the search finds them', () => {
  const css = 'a { margin-left: 1px; text-align: right; left: 0; width: 3px; border-top-left-radius: 1px }'
  expect(sides('a.css', css)).toHaveLength(5)
  expect(
    sides('a.css', 'a { margin-inline-start: 1px; inset-inline-end: 0; border-start-end-radius: 1px }'),
  ).toEqual([])
})
