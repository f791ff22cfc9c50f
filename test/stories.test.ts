/** Storybook leaves nothing out: each error code, kind of block and of field, and each language has a story. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { type Block, FIELD_KINDS, type Inline } from '../src/core/guide.ts'
import { ERRORS } from '../src/react/press/errors.ts'
import { everyBlock, everyField } from '../stories/everyKind.ts'
import { LANGUAGES } from '../stories/languages.ts'
import { PICTURE_BYTES, pictureFile, PICTURES } from '../stories/pictures.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** A kind that is missing here is a type error. */
const KINDS: Readonly<Record<Block['kind'] | Inline['kind'], true>> = {
  paragraph: true,
  list: true,
  notice: true,
  image: true,
  code: true,
  table: true,
  details: true,
  heading: true,
  quote: true,
  card: true,
  steps: true,
  text: true,
  strong: true,
  emphasis: true,
  link: true,
  icon: true,
  break: true,
}

/** Every value under this name, however deep. */
function valuesOf(name: string, data: unknown): unknown[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries<unknown>({ ...data }).flatMap(([key, value]) => [
    ...(key === name ? [value] : []),
    ...valuesOf(name, value),
  ])
}

describe('there is a story of', () => {
  const errors = read('stories/Errors.stories.tsx')
  test.each(Object.keys(ERRORS))('the error %s', (code) => expect(errors).toContain(`code: '${code}'`))

  const blocks = new Set(valuesOf('kind', [everyBlock.before, everyBlock.sections]))
  test.each(Object.keys(KINDS))('the block %s', (kind) => expect(blocks).toContain(kind))

  const fields = new Set(everyField.fields.map(({ kind }) => kind))
  test.each(FIELD_KINDS)('the field %s', (kind) => expect(fields).toContain(kind))

  const packs = readdirSync(join(ROOT, 'src/locales')).filter((file) => /^\w{2}(?:-\w{2})?\.ts$/.test(file))
  const languages = read('stories/Languages.stories.tsx')
  test.each(packs.map((file) => file.slice(0, -3)))('the language %s', (tag) => {
    expect(LANGUAGES).toContain(tag)
    expect(languages).toContain(`speaking('${tag}')`)
  })
})

describe('the pictures of the README', () => {
  const named = [...read('README.md').matchAll(/(?:src|srcset)="(stories\/pictures\/[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  )

  test.each(named)('%s is there, and small', (path) => {
    const { size } = statSync(join(ROOT, path))
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThan(PICTURE_BYTES)
  })

  test('are those that are taken, light and dark, each told in words', () => {
    const taken = PICTURES.flatMap(({ name }) =>
      (['light', 'dark'] as const).map((scheme) => `stories/pictures/${pictureFile(name, scheme)}`),
    )
    expect([...named].sort()).toEqual(taken.sort())
    expect(readdirSync(join(ROOT, 'stories/pictures')).map((file) => `stories/pictures/${file}`)).toEqual(
      taken,
    )
    for (const { alt } of PICTURES) expect(read('README.md')).toContain(`alt="${alt}"`)
  })
})
