/** What a host imports: names, declarations, and what else each entry pulls in. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import { entries, load, manifest, modules, ROOT, SERVER_MODULES } from './dist.ts'

const NODE_GLOBALS = ['process', 'Buffer', 'require', '__dirname', '__filename', 'setImmediate']

const pageModules = modules.filter(({ name }) => !SERVER_MODULES.includes(name))

describe('declarations', () => {
  const program = ts.createProgram(
    entries.map(({ types }) => types),
    {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.ReactJSX,
      types: [],
    },
  )

  test.each(entries)('$name has files', ({ file, types }) => {
    expect({ file: existsSync(file), types: existsSync(types) }).toEqual({ file: true, types: true })
  })

  test('stand on their own', () => {
    const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${ROOT}/dist/`))
    const faults = own.flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([])
    expect(own.length).toBeGreaterThanOrEqual(entries.length)
  })

  test.each(modules)('$name exports what it declares', async ({ file, types }) => {
    const names = declaredNames(program, types)
    const values = names.filter((name) => !name.startsWith('type ')).sort()
    expect(Object.keys((await import(pathToFileURL(file).href)) as object).sort()).toEqual(values)
    expect(names).toMatchSnapshot()
  })
})

describe('a page', () => {
  test.each(pageModules)('loads nothing but its dependencies with $name', ({ file }) => {
    const known = [...Object.keys(manifest.dependencies), 'react', 'react-dom']
    const strangers = load(file).packages.filter((name) => !known.includes(packageOf(name)))
    expect(strangers).toEqual([])
    // Classic zod is 15 kB more than zod/mini.
    expect(load(file).packages).not.toContain('zod')
  })

  test('with Node’s globals would be found out', () => {
    const code =
      'const a = process.cwd() || Buffer, b = x.process, c = process.env.NODE_ENV, d = { require: 1 }'
    const source = ts.createSourceFile('a.js', code, ts.ScriptTarget.Latest, true)
    expect(nodeGlobals(source)).toEqual(['process', 'Buffer'])
  })

  test.each(pageModules)('needs no Node with $name', ({ file }) => {
    expect(load(file).sources.flatMap(nodeGlobals)).toEqual([])
  })

  test('finds nothing with the guide but what marks it as ours', () => {
    const { file } = modules.find(({ name }) => name === './guides/jazzhr')!
    const { packages, sources } = load(file)
    expect({ packages, files: sources.length }).toEqual({ packages: [], files: 2 })
  })
})

describe('a server', () => {
  test.each(modules)('can import $name', async ({ file }) => {
    // A process of its own: here Vitest has globals that a plain Node has not.
    const script = `await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(typeof window)`
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
    ])
    expect({ stdout, stderr }).toEqual({ stdout: 'undefined\n', stderr: '' })
  })

  test.each(modules.filter(({ name }) => SERVER_MODULES.includes(name)))(
    'loads web standards and its peers alone with $name',
    ({ file }) => {
      const known = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]
      const { packages } = load(file)
      expect(packages.filter((name) => !known.includes(packageOf(name)))).toEqual([])
      expect(packages.filter((name) => builtinModules.includes(name))).toEqual([])
    },
  )

  test.each(['index.js', 'headless.js'])('with components keeps %s to the client', (file) => {
    expect(readFileSync(`${ROOT}/dist/${file}`, 'utf8').trimStart()).toMatch(/^'use client';/)
  })
})

/** `@scope/name/sub` to `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** The names that a declaration file exports, types marked as such. */
function declaredNames(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (!symbol) return []
  return checker.getExportsOfModule(symbol).map((one) => {
    const target = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one
    const value =
      target.flags & ts.SymbolFlags.Value && !one.declarations?.some(ts.isTypeOnlyExportDeclaration)
    return value ? one.name : `type ${one.name}`
  })
}

/** Names that only Node declares. `process.env.NODE_ENV` is the host's bundler's to replace. */
function nodeGlobals(source: ts.SourceFile): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    const named = 'name' in node.parent && node.parent.name === node
    if (ts.isIdentifier(node) && !named && NODE_GLOBALS.includes(node.text)) {
      const whole = node.parent.parent.getText(source)
      if (whole !== 'process.env.NODE_ENV') names.push(node.text)
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return names
}
