/**
 * Which part of `src` may import which, and what may never be there. ARCHITECTURE.md gives the reasons.
 * The rules run over samples first: a rule that cannot fail proves nothing.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

import { globSync } from 'tinyglobby'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** What a part may import: other parts, files of theirs, and packages by pattern; after `types:`, their types alone. */
interface Rule {
  readonly parts: readonly string[]
  readonly packages: readonly string[]
}

const REACT = ['react', 'react/jsx-runtime']
const ZOD = ['zod/mini']

const RULES: Readonly<Record<string, Rule>> = {
  core: { parts: [], packages: ZOD },
  http: { parts: ['core'], packages: [] },
  guides: { parts: ['types:core', 'core/ownGuide.ts'], packages: [] },
  locales: { parts: ['types:core', 'core/ownGuide.ts'], packages: [] },
  styles: { parts: [], packages: [] },
  react: {
    parts: ['core', 'http'],
    packages: [...REACT, 'react-hook-form', '@hookform/resolvers/*', '@tanstack/react-query'],
  },
  element: {
    parts: ['react', 'http', 'guides', 'core', 'styles', 'types:locales'],
    packages: [...REACT, 'react-dom/client', 'preact', 'preact/hooks', ...ZOD, 'types:solid-js'],
  },
  page: {
    parts: ['element', 'react', 'http', 'guides', 'core', 'styles', 'locales'],
    packages: [...REACT, 'react-dom/client', ...ZOD],
  },
  importer: {
    parts: ['core'],
    packages: [
      'node:*',
      'unified',
      'remark-*',
      'mdast',
      'mdast-*',
      'unist',
      'vfile',
      'micromark-util-decode-string',
      'yaml',
      'tinyglobby',
      'acorn',
      'acorn-jsx',
      ...ZOD,
    ],
  },
  endpoint: {
    parts: ['core'],
    packages: ['unstorage', 'unstorage/*', 'jose', 'jose/*', 'oauth4webapi', 'types:node:*', ...ZOD],
  },
  // The files that lie in src itself: the doors, each a part of its own. Nothing imports one.
  'index.ts': { parts: ['core', 'http', 'react'], packages: [] },
  'headless.ts': { parts: ['core', 'http', 'react'], packages: [] },
  'element.ts': { parts: ['types:core', 'element'], packages: [] },
  'define.ts': { parts: ['element'], packages: [] },
}

/** What the platform lends to core beyond the language: parsing, text and the console; no page, network or clock. */
const LENT_TO_CORE = [
  'URL',
  'URLSearchParams',
  'Blob',
  'TextDecoder',
  'AbortSignal',
  'console',
  'structuredClone',
]

type Sources = ReadonlyMap<string, string>

interface Import {
  readonly specifier: string
  readonly typesOnly: boolean
}

describe('a forbidden import is found', () => {
  test.each<[file: string, code: string, fault: string]>([
    ['src/core/a.ts', `import { useState } from 'react'`, 'core may not import react'],
    ['src/core/a.ts', `import { z } from 'zod'`, 'core may not import zod'],
    ['src/core/a.ts', `import '../http/b.ts'`, 'core may not import http'],
    ['src/core/a.ts', `export * from '../http/b.ts'`, 'core may not import http'],
    ['src/core/a.ts', `import type { B } from '../react/b.ts'`, 'core may not import react'],
    ['src/core/a.ts', `type B = import('../react/b.ts').B`, 'core may not import react'],
    ['src/core/a.ts', `import fs from 'node:fs'`, 'core may not import node:fs'],
    ['src/core/a.ts', `import fs from 'fs'`, 'core may not import fs'],
    ['src/http/a.ts', `const b = await import('../react/b.ts')`, 'http may not import react'],
    ['src/http/a.ts', 'const b = await import(`../react/b.ts`)', 'http may not import react'],
    ['src/http/a.ts', `const b = await import('../' + name)`, 'http imports an address that is computed'],
    ['src/http/a.ts', `import b = require('../react/b.ts')`, 'http may not import react'],
    ['src/http/a.ts', `const b = require('../react/b.ts')`, 'http may not import react'],
    [
      'src/http/a.ts',
      `const b = import.meta.glob('../react/*.ts')`,
      'http imports an address that is computed',
    ],
    ['src/http/a.ts', `/// <reference path="../react/b.ts" />`, 'http may not import react'],
    [
      'src/guides/a.ts',
      `import { parseGuide } from '../core/parseGuide.ts'`,
      'guides may take types alone from core',
    ],
    ['src/guides/a.ts', `import { type A, b } from '../core/a.ts'`, 'guides may take types alone from core'],
    ['src/locales/de.ts', `import '../core/messages.ts'`, 'locales may take types alone from core'],
    [
      'src/react/a.tsx',
      `import { HubLinkElement } from '../element/HubLinkElement.ts'`,
      'react may not import element',
    ],
    ['src/react/a.tsx', `import css from '../styles/hub.css?inline'`, 'react may not import styles'],
    ['src/react/a.tsx', `import { render } from 'react-dom'`, 'react may not import react-dom'],
    [
      'src/react/views/a.tsx',
      `import { jazzhr } from '../../guides/jazzhr.ts'`,
      'react may not import guides',
    ],
    ['src/element/a.ts', `import '../page/b.ts'`, 'element may not import page'],
    ['src/element/a.ts', `import '../endpoint/b.ts'`, 'element may not import endpoint'],
    ['src/importer/a.ts', `import '../endpoint/b.ts'`, 'importer may not import endpoint'],
    ['src/endpoint/a.ts', `import '../http/b.ts'`, 'endpoint may not import http'],
    [
      'src/endpoint/a.ts',
      `import { createServer } from 'node:http'`,
      'endpoint may take types alone from node:http',
    ],
    [
      'src/index.ts',
      `export { HubLinkElement } from './element/HubLinkElement.ts'`,
      'index.ts may not import element',
    ],
    ['src/index.ts', `export { useHub } from './headless.ts'`, 'index.ts may not import headless.ts'],
    ['src/other.ts', ``, 'other.ts is not a part'],
    ['src/page/a.ts', `import '../index.ts'`, 'page may not import index.ts'],
    ['src/react/a.tsx', `import type { Hub } from '../headless.ts'`, 'react may not import headless.ts'],
    ['src/react/a.tsx', `import 'hub-link'`, 'react may not import hub-link'],
    ['src/react/a.tsx', `import '../../test/chromium.ts'`, 'react reaches out of src'],
    ['src/extra/a.ts', ``, 'extra is not a part'],
  ])('%s: %s', (file, code, fault) => {
    expect(importFaults(new Map([[file, code]]))).toEqual([`${file}: ${fault}`])
  })

  test.each<[file: string, code: string]>([
    ['src/http/a.ts', `import { parseGuide } from '../core/parseGuide.ts'`],
    [
      'src/guides/a.ts',
      `import { type A, type B } from '../core/a.ts'; export type { C } from '../core/c.ts'`,
    ],
    ['src/guides/a.ts', `import { ownGuide } from '../core/ownGuide.ts'`],
    ['src/react/views/a.tsx', `import { useForm } from 'react-hook-form'; import { b } from '../b.ts'`],
    ['src/element/a.ts', `import css from '../styles/hub.css?inline'`],
    ['src/core/a.ts', `// import 'react'\nconst example = "import { useState } from 'react'"`],
    ['src/index.ts', `export { Hub } from './react/Hub.tsx'`],
  ])('and an allowed one is not: %s: %s', (file, code) => {
    expect(importFaults(new Map([[file, code]]))).toEqual([])
  })
})

describe('what core takes from the platform is found', () => {
  const samples = [
    { code: `export const load = () => fetch('/a')`, name: 'fetch' },
    { code: `export const title = () => document.title`, name: 'document' },
    { code: `export const width = () => window.innerWidth`, name: 'window' },
    { code: `export const store = () => globalThis.localStorage`, name: 'localStorage' },
    { code: `export const focus = (node: HTMLElement) => node`, name: 'HTMLElement' },
    { code: `export const wait = () => setTimeout(() => undefined, 1)`, name: 'setTimeout' },
    { code: `export const home = () => process.env`, name: 'process' },
    { code: `export const url = (document: string): URL => new URL(document)` },
    { code: `export const text = { fetch: 'document' }.fetch` },
  ].map((sample, index) => ({ ...sample, file: `src/core/sample${index}.ts` }))
  // One compilation for all: the language's own library takes most of its time.
  const faults = platformFaults(new Map(samples.map(({ file, code }) => [file, code])))

  test.each(samples)('$code', ({ file, name }) => {
    const found = faults.filter((fault) => fault.startsWith(`${file}: `))
    expect(found).toEqual(name === undefined ? [] : [`${file}: ${name}`])
  })
})

describe('src', () => {
  const sources = readSources()

  test('imports along the arrows alone', () => {
    expect(sources.size).toBeGreaterThan(0)
    expect(importFaults(sources)).toEqual([])
  })

  test('keeps core free of page and network', () => {
    expect(platformFaults(sources)).toEqual([])
  })
})

function readSources(): Sources {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: ROOT })
  return new Map(files.sort().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
}

/** Every import that the rules do not allow, as `file: what is wrong`. */
function importFaults(sources: Sources): string[] {
  return [...sources].flatMap(([file, code]) => {
    const part = partOf(file)
    const rule = RULES[part]
    if (!rule) return [`${file}: ${part} is not a part`]
    return importsOf(file, code).flatMap((one) => {
      const fault = faultOf(file, part, rule, one)
      return fault === undefined ? [] : [`${file}: ${fault}`]
    })
  })
}

/** The part that a file belongs to: its folder in src, or for a door its own name. */
const partOf = (file: string): string => file.split('/')[1] ?? ''

function faultOf(
  file: string,
  part: string,
  rule: Rule,
  { specifier, typesOnly }: Import,
): string | undefined {
  if (specifier === '') return `${part} imports an address that is computed`
  const local = specifier.startsWith('.')
  const target = local ? posix.join(dirname(file), specifier) : specifier
  if (local && !target.startsWith('src/')) return `${part} reaches out of src`
  const other = local ? partOf(target) : specifier
  if (local && other === part && target !== file) return undefined
  const allowed = local ? rule.parts : rule.packages
  if (allowed.some((name) => matches(name, other) || `src/${name}` === target)) return undefined
  if (!allowed.some((name) => matches(name, `types:${other}`))) return `${part} may not import ${other}`
  return typesOnly ? undefined : `${part} may take types alone from ${other}`
}

const matches = (pattern: string, specifier: string): boolean =>
  pattern.endsWith('*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern

/** Every way in which a file names another. A name that cannot be read off the page is the empty one. */
function importsOf(file: string, code: string): Import[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
  const found: Import[] = source.referencedFiles.map(({ fileName }) => ({
    specifier: fileName,
    typesOnly: true,
  }))
  const add = (name: ts.Node | undefined, typesOnly: boolean) =>
    found.push({ specifier: name && ts.isStringLiteralLike(name) ? name.text : '', typesOnly })
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importsTypes(node.importClause))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isExternalModuleReference(node)) add(node.expression, false)
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node.arguments[0], false)
    else if (isGlob(node)) add(undefined, false)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function importsTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const names = clause.namedBindings
  return (
    !clause.name && !!names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly)
  )
}

const isLoad = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')

const isGlob = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isMetaProperty(node.expression) &&
  node.name.text.startsWith('glob')

/** Every name in core that neither the language nor its own imports declare and core is not lent, as `file: name`. */
function platformFaults(sources: Sources): string[] {
  const core = [...sources.keys()].filter((file) => partOf(file) === 'core')
  const program = createProgram(core, sources)
  return core.flatMap((file) => {
    const source = program.getSourceFile(join(ROOT, file))
    const names = program
      .getSemanticDiagnostics(source)
      .filter(({ code }) => UNKNOWN_NAME.includes(code))
      .map(({ start = 0, length = 0 }) => source?.text.slice(start, start + length) ?? '')
    return [...new Set(names)].map((name) => `${file}: ${name}`)
  })
}

// TypeScript's "Cannot find name", with and without advice, and "globalThis has no such member".
const UNKNOWN_NAME = [2304, 2503, 2552, 2580, 2583, 2584, 2591, 2592, 2868, 7017]

/** Core as a program of the bare language: no DOM, no Node, and the lent names as anything. */
function createProgram(core: readonly string[], sources: Sources): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    lib: ['lib.es2023.d.ts'],
    types: [],
  }
  const lent = join(ROOT, 'src/lent.d.ts')
  const files = new Map([...sources].map(([file, code]) => [join(ROOT, file), code]))
  files.set(lent, LENT_TO_CORE.map((name) => `declare var ${name}: any; type ${name} = any;`).join('\n'))
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const code = files.get(path)
      return code === undefined
        ? disk.getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, code, version)
    },
  }
  return ts.createProgram([lent, ...core.map((file) => join(ROOT, file))], options, host)
}
