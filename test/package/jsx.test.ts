/** The built types of `<hub-link>` in JSX, as each library's compiler sees them. */
import { join } from 'node:path'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { APPLICATION, faultsIn } from './compiler.ts'
import { ROOT } from './dist.ts'

const RECENT = {}
const REACT_18 = {
  react: ['./node_modules/types-react-18/index.d.ts'],
  'react/jsx-runtime': ['./node_modules/types-react-18/jsx-runtime.d.ts'],
}

test.each([
  ['react.tsx', RECENT],
  ['react18.tsx', REACT_18],
  ['preact.tsx', RECENT],
  ['solid.tsx', RECENT],
])('%s is taken and refused as it says', (file, reacts) => {
  const program = ts.createProgram([join(ROOT, 'test/types', file)], {
    ...APPLICATION,
    exactOptionalPropertyTypes: true,
    paths: { 'hub-link/*': [`./dist/*.d.ts`], ...reacts },
    // Where paths are counted from.
    configFilePath: join(ROOT, 'tsconfig.json'),
  })
  expect(faultsIn(program)).toEqual([])
})
