/** What the compiler says to a developer: short, and with the name of what is wrong. */
import { join } from 'node:path'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { APPLICATION, faultsIn } from './compiler.ts'
import { ROOT } from './dist.ts'

/** The faults of a file in test/types. */
const faultsOf = (file: string) =>
  faultsIn(
    ts.createProgram([join(ROOT, 'test/types', file)], {
      ...APPLICATION,
      noUncheckedSideEffectImports: true,
    }),
  )

test('the script’s import makes the tag and the global known', () => {
  expect(faultsOf('script.ts')).toEqual([])
})

test('props that cannot be are refused by the name of what is wrong, without writing out a guide', () => {
  const faults = faultsOf('hub.tsx')
  expect(faults.map(({ line }) => line)).toEqual([5, 6, 7, 9])
  const [noEndpoint = '', noGuide = '', guides = '', doors = ''] = faults.map(({ text }) => text)
  expect(noEndpoint).toContain("Property 'endpoint' is missing in type '{ guide: Guide; }'")
  expect(noGuide).toContain("Property 'guide' is missing in type '{ endpoint: string; }'")
  expect(guides).toMatch(/'catalogue' .*incompatible/)
  expect(doors).toMatch(/'(?:link|endpoint)' .*incompatible|not assignable to type 'undefined'/)
})
