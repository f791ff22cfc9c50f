/**
 * The built package as its tests see it: what package.json promises, and the files behind it.
 * Reads dist; `npm run build` comes first.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import ts from 'typescript'

export const ROOT = join(import.meta.dirname, '../..')

/** The part of package.json that says what a host may import and what comes with it. */
export interface Manifest {
  readonly name: string
  readonly scripts: Readonly<Record<string, string>>
  readonly customElements: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
}

export const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest

/** A door of the package: `./headless` and its files, absolute. */
export interface Entry {
  readonly name: string
  readonly file: string
  readonly types: string
}

/** Every entry that package.json declares with types; a `*` in one stands for each file that is there. */
export const entries: readonly Entry[] = Object.entries(manifest.exports).flatMap(([name, target]) => {
  if (typeof target === 'string') return []
  const entryOf = (star: string): Entry => ({
    name: name.replace('*', star),
    file: join(ROOT, target.default.replace('*', star)),
    types: join(ROOT, target.types.replace('*', star)),
  })
  if (!name.includes('*')) return [entryOf('')]
  return readdirSync(join(ROOT, dirname(target.default)))
    .filter((file) => file.endsWith('.js'))
    .map((file) => entryOf(basename(file, '.js')))
})

/** Those that hold code. */
export const modules = entries.filter(({ file }) => file.endsWith('.js'))

/** Modules for a server alone; every other one must run in a page. */
export const SERVER_MODULES = ['./endpoint']

/** What a module loads, its chunks included: the packages by name, and the code of its own files. */
export function load(entry: string): { packages: string[]; sources: ts.SourceFile[] } {
  const packages = new Set<string>()
  const sources = new Map<string, ts.SourceFile>()
  const read = (file: string): void => {
    if (sources.has(file)) return
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    sources.set(file, source)
    for (const { fileName } of ts.preProcessFile(source.text, true, true).importedFiles) {
      if (fileName.startsWith('.')) read(join(dirname(file), fileName))
      else packages.add(fileName)
    }
  }
  read(entry)
  return { packages: [...packages].sort(), sources: [...sources.values()] }
}
