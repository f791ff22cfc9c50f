/**
 * The files for pages without a bundler: classic scripts, each with all that it needs, and their integrity.
 * Called by tsdown.config.ts after the modules are built.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runInNewContext } from 'node:vm'

import { minify } from 'terser'
import { Rolldown } from 'tsdown'

import { noteLicences } from './tsdown.notices.ts'
import { inlineStyles, inOneFile, ownKeys, plainModules } from './tsdown.plugins.ts'
import { fittedPreact } from './tsdown.preact.ts'

const ROOT = import.meta.dirname

/** The version of the package, which the code carries. */
export const packageVersion = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
).version

/** Who answers for the libraries in the scripts. Each has the part of the interface that the widget calls. */
export const STAND_INS: Readonly<Record<string, string>> = {
  react: join(ROOT, 'src/element/compat/react.ts'),
  'react-dom/client': join(ROOT, 'src/element/compat/react.ts'),
  'react-hook-form': join(ROOT, 'src/element/compat/form.ts'),
  '@hookform/resolvers/standard-schema': join(ROOT, 'src/element/compat/resolver.ts'),
  '@tanstack/react-query': join(ROOT, 'src/element/compat/query.ts'),
  'zod/mini': join(ROOT, 'src/element/compat/zod.ts'),
}

/** Modules that are imported for what they do. package.json says of all others that they do nothing by themselves. */
const EFFECTS = /\/src\/element\/compat\/props\.ts$/

/** What differs from one script to another. */
export interface ScriptOptions {
  /** Values written in place of the globals that they are named for. */
  readonly values?: Readonly<Record<string, string>>
  /** Code of the entry where it is no file. */
  readonly code?: string
  readonly standIns?: Readonly<Record<string, string>>
  /** What it is called where its licences are told; the input's name where there is none. */
  readonly file?: string
}

const ENTRY = 'virtual:entry'

/** One self-contained classic script, as text. */
export async function buildScript(
  input: string,
  { values = {}, code, standIns = STAND_INS, file = input }: ScriptOptions = {},
): Promise<string> {
  const entry: Rolldown.Plugin = {
    name: 'entry',
    resolveId: { filter: { id: /^virtual:entry$/ }, handler: (id) => id },
    load: { filter: { id: /^virtual:entry$/ }, handler: () => ({ code: code ?? '', moduleType: 'js' }) },
  }
  const options: Rolldown.InputOptions = {
    input: code === undefined ? join(ROOT, input) : ENTRY,
    cwd: ROOT,
    platform: 'browser',
    // A slow machine is no fault of the build.
    checks: { pluginTimings: false },
    resolve: { alias: { ...standIns } },
    treeshake: { moduleSideEffects: [{ test: EFFECTS, sideEffects: true }] },
    plugins: [entry, inlineStyles, inOneFile, fittedPreact, ownKeys, plainModules, noteLicences(file)],
    transform: {
      target: 'es2022',
      // The older form of calls, in which children are arguments: 0.3 kB less of brotli.
      jsx: { runtime: 'classic', pragma: 'createElement', pragmaFrag: 'Fragment' },
      inject: { createElement: ['react', 'createElement'], Fragment: ['react', 'Fragment'] },
      define: {
        'process.env.NODE_ENV': '"production"',
        ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])),
      },
    },
    onLog: (_level, log) => {
      throw new Error(`${input}: ${log.message}`)
    },
  }
  const bundle = await Rolldown.rolldown(options)
  try {
    const { output } = await bundle.generate({ format: 'iife', minify: true, comments: { legal: false } })
    return await smaller(output[0].code)
  } finally {
    await bundle.close()
  }
}

/**
 * Chromium then compiles every function off the main thread, while the script arrives, and not each at its first call: at
 * 4x throttle a quarter of the time to the first drawing. Others read a comment. It must come first in the file.
 */
const EAGER = '//# allFunctionsCalledOnLoad'

/**
 * What another minifier finds after the bundler's own. A classic script is read in the encoding of its page, which need
 * not be UTF-8: every character outside ASCII is escaped.
 */
async function smaller(code: string): Promise<string> {
  const { code: minified } = await minify(code, {
    ecma: 2022,
    // `unsafe_arrows`: nothing here constructs an anonymous function; `unsafe_methods`: nor one in an object literal.
    compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
    format: { ascii_only: true, comments: false, preamble: EAGER },
  })
  if (!minified) throw new Error('Nothing is left of a script.')
  return minified
}

/** The hash of a file as an `integrity` attribute has it. */
export const integrityOf = (text: string): string =>
  `sha384-${createHash('sha384').update(text).digest('base64')}`

/** Files of the hosted page that are there as they are. */
const PAGE_FILES = ['index.html', 'config.json', '_headers']

/** The hosted link page, by name: static files, and the words of each language as data. */
export async function buildPage(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const name of PAGE_FILES) files.set(name, await readFile(join(ROOT, 'src/page', name), 'utf8'))
  const options = { values: { __HUB_VERSION__: packageVersion }, file: 'page/page.js' }
  files.set('page.js', await buildScript('src/page/main.ts', options))
  for (const tag of await localeTags()) files.set(`words/${tag}.json`, wordsIn(await buildLocale(tag)))
  return files
}

/** What a locale pack hands over, as JSON. */
function wordsIn(pack: string): string {
  const page: { HubLink?: { locales: readonly unknown[] } } = {}
  runInNewContext(pack, page)
  return JSON.stringify(page.HubLink?.locales[0])
}

/** Writes the hosted page to `outDir`. */
export async function writePage(outDir: string): Promise<void> {
  for (const [name, text] of await buildPage()) {
    const path = join(outDir, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
}

/** What a page has once a script has run, for those that import it through a bundler. */
const SCRIPT_TYPES = {
  'hub.d.ts': `import type { HubLinkGlobal } from './element.js'
export type { HubLinkElement } from './element.js'
declare global {
  interface Window {
    readonly HubLink: HubLinkGlobal
  }
}
`,
  'hub-loader.d.ts': "export type { HubLinkElement } from './element.js'\n",
}

/** Writes the scripts with their types, `integrity.json` and `tags.html` to `outDir`. */
export async function writeScripts(outDir: string): Promise<void> {
  const scripts = new Map<string, string>()
  const hub = await buildScript('src/element/script.ts', {
    file: 'hub.js',
    values: { __HUB_VERSION__: packageVersion },
  })
  scripts.set('hub.js', hub)
  scripts.set(
    'hub-loader.js',
    await buildScript('src/element/loader.ts', {
      file: 'hub-loader.js',
      values: { __HUB_VERSION__: packageVersion, __HUB_INTEGRITY__: integrityOf(hub) },
    }),
  )
  for (const tag of await localeTags()) {
    scripts.set(`hub.${tag}.js`, await buildLocale(tag))
  }
  await mkdir(outDir, { recursive: true })
  for (const [name, code] of scripts) await writeFile(join(outDir, name), code)
  for (const [name, code] of Object.entries(SCRIPT_TYPES)) await writeFile(join(outDir, name), code)
  const integrity = Object.fromEntries([...scripts].map(([name, code]) => [name, integrityOf(code)]))
  await writeFile(
    join(outDir, 'integrity.json'),
    `${JSON.stringify({ version: packageVersion, integrity }, null, 2)}\n`,
  )
  // The tags of the README, to be copied with their hashes in.
  await writeFile(join(outDir, 'tags.html'), Object.entries(integrity).map(scriptTag).join(''))
}

const scriptTag = ([name, hash]: [string, string]): string =>
  `<script src="/vendor/${name}" integrity="${hash}" crossorigin="anonymous" defer></script>\n`

async function localeTags(): Promise<string[]> {
  const folder = join(ROOT, 'src/locales')
  if (!existsSync(folder)) return []
  const files = await readdir(folder)
  // The folder holds their types too.
  return files.flatMap((name) => /^([a-z]{2}(?:-[A-Z]{2})?)\.ts$/.exec(name)?.[1] ?? []).sort()
}

/** A locale pack: its words and guides, and the line that hands them over. */
const buildLocale = (tag: string): Promise<string> =>
  buildScript(`hub.${tag}.js`, {
    code: `
      import { handOver } from ${JSON.stringify(join(ROOT, 'src/element/pack.ts'))}
      import * as locale from ${JSON.stringify(join(ROOT, `src/locales/${tag}.ts`))}
      Object.values(locale).forEach(handOver)
    `,
  })
