/**
 * What the bundler does for the scripts besides: style sheets as text, everything in one file, and own keys alone.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { type ForInStatement, type Node, parse } from 'acorn'
import { transform } from 'lightningcss'
import type { Rolldown } from 'tsdown'

/** Evergreen browsers of the last two years, as tsdown.config.ts has them. */
const CSS_TARGETS = { chrome: 131 << 16, edge: 131 << 16, firefox: 133 << 16, safari: 18 << 16 }

/** `import css from './a.css?inline'`: the minified text of a style sheet. */
export const inlineStyles: Rolldown.Plugin = {
  name: 'inline-styles',
  resolveId: {
    filter: { id: /\.css\?inline$/ },
    handler: (source, importer) => join(importer ?? import.meta.dirname, '..', source),
  },
  load: {
    filter: { id: /\.css\?inline$/ },
    handler: async (id) => {
      const filename = id.replace(/\?inline$/, '')
      const { code } = transform({
        filename,
        code: await readFile(filename),
        minify: true,
        targets: CSS_TARGETS,
      })
      const text = Buffer.from(code).toString('utf8')
      // No shadow root of ours holds the list of accounts.
      const own = text.replace(/:is\(\.hub-hub,\.hub-accounts\)|\.hub-hub,\.hub-accounts/g, '.hub-hub')
      return { code: `export default ${JSON.stringify(own)}`, moduleType: 'js' }
    },
  },
}

/**
 * `for…in` goes through what a page adds to `Object.prototype` too, and zod, Preact and the bundler's own runtime use it:
 * on such a page they throw, or draw what was added. In the scripts it goes through own keys.
 */
export const ownKeys: Rolldown.Plugin = {
  name: 'own-keys',
  renderChunk(code) {
    const loops: ForInStatement[] = []
    visit(parse(code, { ecmaVersion: 2022 }), (node) => {
      if (node.type === 'ForInStatement') loops.push(node as ForInStatement)
    })
    // Written from the end on, so that the places before stay where they are.
    const edits = loops
      .flatMap(({ left, right }) => [
        { from: left.end, to: right.start, text: ' of Object.keys((' },
        { from: right.end, to: right.end, text: ') ?? {})' },
      ])
      .sort((one, other) => other.from - one.from)
    return edits.reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), code)
  },
}

/** Calls `seen` with a node and all below it. */
function visit(node: Node, seen: (node: Node) => void): void {
  seen(node)
  for (const child of Object.values(node).flat() as unknown[])
    if (typeof child === 'object' && child !== null && 'type' in child) visit(child as Node, seen)
}

/**
 * The module that stands for `import()` in one file: an object. The bundler's own helper makes one of functions, with a name
 * for who prints it. A function declaration is there from the start; what is not yet made when the object is has a getter.
 */
export const plainModules: Rolldown.Plugin = {
  name: 'plain-modules',
  renderChunk: (code) =>
    code.replace(/__exportAll\((\{[^}]*\})\)/g, (_, names: string) =>
      names.replace(/([\w$]+): \(\) => ([\w$]+)/g, (_pair, name: string, value: string) =>
        code.includes(`function ${value}(`) ? `${name}: ${value}` : `get ${name}() { return ${value} }`,
      ),
    ),
}

/**
 * What a bundler splits off stands in the one file here. As a plain import: a dynamic one inside a single file makes the
 * bundler wrap every module in a function of its own (3 kB more of brotli, measured).
 */
export const inOneFile: Rolldown.Plugin = {
  name: 'in-one-file',
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /\bimport\('/ },
    handler: (code) => {
      const imports: string[] = []
      const imported = (specifier: string): string => {
        const name = `split${imports.length}`
        imports.push(`import * as ${name} from '${specifier}'\n`)
        return name
      }
      const rest = code
        .replace(LAZY, (_, specifier: string, component: string) => {
          imports.push(`import { ${component} as Split${imports.length} } from '${specifier}'\n`)
          return `Split${imports.length - 1}`
        })
        .replace(AHEAD, (_, specifier: string) => {
          const name = imported(specifier)
          return `({ now: () => ${name}, load: async () => ${name} })`
        })
        .replace(IMPORT, (_, specifier: string) => `Promise.resolve(${imported(specifier)})`)
      return { code: imports.join('') + rest }
    },
  },
}

/** A component that React would load on use. At any other form the stand-in's `lazy` throws as soon as the script runs. */
const LAZY = /\blazy\(async \(\) => \(\{ default: \(await import\('([^']+)'\)\)\.(\w+) \}\)\)/g

/** What `src/react/ahead.ts` would fetch: here it is there from the start, so that no press comes before it. */
const AHEAD = /\bahead\(\(\) => import\('([^']+)'\)\)/g

const IMPORT = /\bimport\('([^']+)'\)/g
