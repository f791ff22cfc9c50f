/** What the compiler says to a developer: short, and with the name of what is wrong. */
import { join } from 'node:path'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { ROOT } from './dist.ts'

/** The faults of a file in test/types, as an application with the built package sees them, by line. */
function faultsOf(file: string): { line: number; text: string }[] {
  const program = ts.createProgram([join(ROOT, 'test/types', file)], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    // The package finds itself by its own name, through what package.json exports.
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noUncheckedSideEffectImports: true,
    jsx: ts.JsxEmit.ReactJSX,
    skipLibCheck: true,
    types: [],
  })
  return ts.getPreEmitDiagnostics(program).map(({ file: source, start = 0, messageText }) => ({
    line: (source?.getLineAndCharacterOfPosition(start).line ?? -1) + 1,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
}

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
