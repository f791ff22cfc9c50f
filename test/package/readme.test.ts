/** The README's TypeScript as it stands there, in an application that is as strict as can be. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { APPLICATION, faultsIn } from './compiler.ts'
import { ROOT } from './dist.ts'

const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

/** Each block of code that imports something, by the name of a file that is not there. */
const blocks = new Map(
  [...README.matchAll(/^```(tsx?)\n(import [^]*?)^```$/gm)].map(([, language = '', code = ''], index) => [
    join(ROOT, `readme-${String(index)}.${language}`),
    code,
  ]),
)

test('every block compiles as it is copied', () => {
  const options: ts.CompilerOptions = {
    ...APPLICATION,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUncheckedSideEffectImports: true,
    verbatimModuleSyntax: true,
    types: ['node'],
  }
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => blocks.has(name) || disk.fileExists(name),
    readFile: (name) => blocks.get(name) ?? disk.readFile(name),
    getSourceFile: (name, target) => {
      const code = blocks.get(name)
      return code === undefined ? disk.getSourceFile(name, target) : ts.createSourceFile(name, code, target)
    },
  }
  expect(faultsIn(ts.createProgram([...blocks.keys()], options, host))).toEqual([])
  expect(blocks.size).toBeGreaterThanOrEqual(5)
})
