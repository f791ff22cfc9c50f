/** What an editor shows beside a public prop, option or member: the README says that each is documented in its type. */
import { join } from 'node:path'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { ROOT } from './dist.ts'

const PUBLIC: readonly [file: string, type: string][] = [
  ['index.d.ts', 'HubProps'],
  ['index.d.ts', 'AccountsProps'],
  ['headless.d.ts', 'HubHandle'],
  ['headless.d.ts', 'HubForm'],
  ['headless.d.ts', 'FormField'],
  ['element.d.ts', 'MountProps'],
  ['endpoint.d.ts', 'LinkEndpoint'],
  ['endpoint.d.ts', 'LinkEndpointOptions'],
  ['endpoint.d.ts', 'ApiKeyProviderOptions'],
]

const program = ts.createProgram([...new Set(PUBLIC.map(([file]) => join(ROOT, 'dist', file)))], {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  types: [],
})
const checker = program.getTypeChecker()

/** The members of a type; of a union those of each part, but for the ones that a part forbids. */
function membersOf(file: string, name: string): ts.Symbol[] {
  const source = program.getSourceFile(join(ROOT, 'dist', file))
  const entry = source && checker.getSymbolAtLocation(source)
  const found = entry && checker.getExportsOfModule(entry).find((symbol) => symbol.name === name)
  if (!found) return []
  const type = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(found))
  return (type.isUnion() ? type.types : [type])
    .flatMap((part) => part.getProperties())
    .filter(
      (member) =>
        (checker.getNonNullableType(checker.getTypeOfSymbol(member)).flags & ts.TypeFlags.Never) === 0,
    )
}

test.each(PUBLIC)('%s documents each member of %s', (file, name) => {
  const members = membersOf(file, name)
  const bare = members.filter((member) => member.getDocumentationComment(checker).length === 0)
  expect([...new Set(bare.map((member) => member.name))]).toEqual([])
  expect(members.length).toBeGreaterThan(2)
})
