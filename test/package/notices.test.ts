/** What others wrote and the package carries: told with its licence, and of a kind that may be carried. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { ROOT } from './dist.ts'

const DIST = join(ROOT, 'dist')
const MAY_BE_CARRIED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0']

const [, ...notices] = readFileSync(join(DIST, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  .split(/\n-{80}\n/)
  .map((notice) => {
    const [head = '', licence = '', files = '', ...text] = notice.trim().split('\n')
    return {
      name: head.slice(0, head.lastIndexOf(' ')),
      licence: licence.replace('Licence: ', ''),
      files: files.replace('In: ', '').split(', '),
      text: text.join('\n').trim(),
    }
  })

test('each notice has a licence that allows it, and its words', () => {
  const faults = notices.filter(
    ({ licence, text }) => !MAY_BE_CARRIED.includes(licence) || !/licen|permission/i.test(text),
  )
  expect(faults).toEqual([])
})

test('every package in the program is told', () => {
  // The bundler names each module that it took in, and the program keeps white space.
  const code = readFileSync(join(DIST, 'cli.js'), 'utf8')
  const regions = [...code.matchAll(/^\/\/#region (?:.*\/)?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm)]
  const inside = new Set(regions.map(([, name]) => name))
  expect(inside).toContain('unified')
  const told = notices.filter(({ files }) => files.includes('cli.js')).map(({ name }) => name)
  expect([...inside].filter((name) => !told.includes(name ?? ''))).toEqual([])
})

test('what the script brings along is told', () => {
  const told = notices.filter(({ files }) => files.includes('hub.js')).map(({ name }) => name)
  expect(told).toContain('preact')
})
