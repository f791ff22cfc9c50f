/**
 * The project's own pages: all that a reader sees is in the guide or named in a message, and broken ones say where.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { globSync } from 'tinyglobby'
import { describe, expect, test } from 'vitest'

import { parseGuide } from '../../src/core/parseGuide.ts'
import { importPage } from '../../src/importer/importPage.ts'
import { faultsOf, invented } from './judge.ts'

const PAGES = join(import.meta.dirname, 'fixtures/pages')
const BROKEN = join(import.meta.dirname, 'fixtures/broken')

const load = (path: string) => {
  const bytes = readFileSync(join(PAGES, path))
  return { source: bytes.toString(), page: importPage({ path, location: path, bytes }, { locale: 'en' }) }
}

describe.each(globSync('**/*.{mdx,md}', { cwd: PAGES }))('%s', (path) => {
  const { source, page } = load(path)

  test('all that a reader sees is in the guide, in order, or named', () => {
    expect(faultsOf(source, page)).toEqual([])
  })

  test('the guide says nothing that the page does not', () => {
    expect(invented(source, page)).toEqual(WORDS_OF_THE_GUIDE[path] ?? [])
  })

  test('the widget takes the guide as it is', () => {
    expect(page.ok && parseGuide(page.guide)).toMatchObject({ ok: true, diagnostics: [] })
  })

  test('a second time gives the same', () => {
    expect(load(path).page).toEqual(page)
  })
})

/** Where the crude reader of the page cannot know better. */
const WORDS_OF_THE_GUIDE: Readonly<Record<string, readonly string[]>> = {
  // What a parameter's attributes say.
  'components.mdx': ['planes', 'array', 'required', 'default', 'none'],
  // Names of links that stand for what is embedded, and descriptions of images that cannot be shown.
  'html.mdx': 'the map a walk through the orchard video example com from variable inline data a'.split(' '),
  // Numbers of notes, and the name of a linked image.
  'markdown.mdx': ['1', '1', '2', 'logo'],
}

/** Each with the line and the code of its one error. */
const ERRORS: Readonly<Record<string, readonly [line: number, code: string]>> = {
  'unclosed-tag.mdx': [6, 'broken-page'],
  'open-brace.mdx': [3, 'broken-page'],
  'stray-bracket.mdx': [3, 'broken-page'],
  'frontmatter.mdx': [3, 'broken-frontmatter'],
  'open-frontmatter.mdx': [1, 'broken-frontmatter'],
  'empty.mdx': [1, 'empty-page'],
}

test.each(readdirSync(BROKEN))('%s is one error with its line', (name) => {
  const page = importPage(
    { path: name, location: name, bytes: readFileSync(join(BROKEN, name)) },
    { locale: 'en' },
  )
  expect(page.ok).toBe(false)
  const errors = page.diagnostics.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ line, code }) => [line, code])).toEqual([ERRORS[name]])
})
