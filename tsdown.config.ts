/**
 * `npm run build`: writes the package's files to dist, from the tables below. A file that a table names must exist.
 * The minified copies that `npm run size` weighs go among the caches, not into the package.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { bundleAsync } from 'lightningcss'
import { defineConfig, type Rolldown, type UserConfig } from 'tsdown'

import { noteLicences, writeNotices } from './tsdown.notices.ts'
import { writeManifest } from './tsdown.manifest.ts'
import { inlineStyles } from './tsdown.plugins.ts'
import { packageVersion, writePage, writeScripts } from './tsdown.scripts.ts'

/** The languages that there are words for, besides English. */
const LOCALES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'pt-BR']

/** What a page's bundler imports. */
const PAGE_MODULES = {
  index: 'src/index.ts',
  headless: 'src/headless.ts',
  element: 'src/element.ts',
  define: 'src/define.ts',
  'guides/jazzhr': 'src/guides/jazzhr.ts',
  // Types alone: importing one does nothing.
  ...Object.fromEntries(
    ['react', 'preact', 'solid'].map((library) => [`jsx/${library}`, `src/element/jsx/${library}.ts`]),
  ),
  ...Object.fromEntries(LOCALES.map((tag) => [`locales/${tag}`, `src/locales/${tag}.ts`])),
}

/** Those with hooks or components: a framework with server components must keep them to the client. */
const CLIENT_MODULES = ['index.js', 'headless.js', 'element.js', 'define.js']

/** What a server imports; runs wherever there are web standards. */
const SERVER_MODULES = {
  endpoint: 'src/endpoint/index.ts',
}

// The classic scripts are in tsdown.scripts.ts.

/** Evergreen browsers of the last two years; all have `@layer`, `light-dark()` and container queries. */
const BROWSERS = { chrome: 131, edge: 131, firefox: 133, safari: 18 }

/** What `npm run size` weighs as own code: minified for once, dependencies left out. */
const WEIGHED = {
  index: PAGE_MODULES.index,
  headless: PAGE_MODULES.headless,
  jazzhr: PAGE_MODULES['guides/jazzhr'],
}

type CodeSplittingGroup = NonNullable<
  Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>['groups']
>[number]

/** ES modules with their declarations. Code that several share goes to a folder of its own: it is nobody's to import. */
const modules = (
  entry: Record<string, string>,
  chunks: string,
  groups: CodeSplittingGroup[] = [],
): UserConfig => ({
  entry,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  plugins: [inlineStyles, noteLicences()],
  hooks: { 'build:done': ({ options }) => writeNotices(options.outDir) },
  define: { __HUB_VERSION__: JSON.stringify(packageVersion) },
  // White space stays: a host's bundler takes it out, and with it would go the marks that let it drop unused code.
  minify: { compress: true, mangle: true, codegen: { removeWhitespace: false } },
  sourcemap: true,
  dts: true,
  report: false,
  failOnWarn: true,
  // Declarations take most of the time, and that is known.
  checks: { pluginTimings: false },
  outputOptions: {
    chunkFileNames: `${chunks}/[name].js`,
    codeSplitting: { groups },
    postBanner: ({ fileName }) => (CLIENT_MODULES.includes(fileName) ? `'use client';` : ''),
  },
})

/**
 * One file of what is there from the start: a part that loads on use is left out, as the dependencies are. Its address is as
 * in the package, where all chunks lie in one folder.
 */
const weighed = ([name, source]: [string, string]): UserConfig => ({
  ...modules({ [name]: source }, 'chunks'),
  outDir: 'node_modules/.cache/size',
  hooks: {},
  plugins: [
    { name: 'load-on-use', resolveDynamicImport: (id) => ({ id: `./${basename(id)}`, external: true }) },
  ],
  minify: true,
  sourcemap: false,
  dts: false,
})

/** The same with every part in it. */
const weighedWhole = ([name, source]: [string, string]): UserConfig => ({
  ...weighed([`${name}-whole`, source]),
  plugins: [],
  outputOptions: { codeSplitting: false },
})

/**
 * Files that several modules share, in order: each holds what its modules import and no file above it holds. What a page
 * needs at the start stands in two, the flow and its drawing, and what it fetches right after in a few more. Left alone they
 * would be many, for each part that loads later shares some of them; a host's bundler would make as many requests of them.
 */
const FILES: readonly (readonly [name: string, ...modules: string[]])[] = [
  // A guide is imported where there is no widget, too.
  ['ownGuide', '/src/core/ownGuide.ts'],
  ['engine', '/src/headless.ts'],
  ['widget', '/src/index.ts'],
  // What more than a press needs: the element for its frame, and texts of mistakes.
  ['wire', '/src/core/link.ts', '/src/core/refusals.ts', '/src/react/accountsSignal.ts'],
  ['correctAccent', '/src/react/correctAccent.ts'],
  ['press', '/src/react/press/press.ts'],
  ['afterPress', '/src/react/press/afterPress.ts'],
]

const groups = FILES.map(([name, ...modules], place): CodeSplittingGroup => ({
  name,
  test: (id) => modules.some((module) => id.endsWith(module)),
  priority: FILES.length - place,
}))

export default defineConfig([
  {
    ...modules(PAGE_MODULES, 'chunks', groups),
    hooks: {
      'build:done': async ({ options }) => {
        await writeStyles(options.outDir)
        await writeManifest(options.outDir)
        await writeScripts(options.outDir)
        await writePage(join(options.outDir, 'page'))
        await writeNotices(options.outDir)
      },
    },
  },
  // A server has no bytes to save, and its stack traces are read.
  { ...modules(SERVER_MODULES, 'chunks/server'), minify: false },
  // A program, with its parser inside: nothing of it reaches a page.
  {
    ...modules({ cli: 'src/importer/cli.ts' }, 'chunks/cli'),
    platform: 'node',
    fixedExtension: false,
    minify: false,
    dts: false,
    sourcemap: false,
  },
  ...Object.entries(WEIGHED).map(weighed),
  weighedWhole(['index', WEIGHED.index]),
])

/**
 * One minified style sheet, and a declaration, because TypeScript 6 refuses an import that it cannot resolve. In a page's own
 * document its rules meet those for `[type='button']` or `input[type='text']:focus` of a framework, which weigh more than one
 * class and often come later: each says its first class three times. A shadow root meets none of them.
 */
async function writeStyles(outDir: string): Promise<void> {
  const { code } = await bundleAsync({
    filename: 'src/styles/index.css',
    minify: true,
    targets: Object.fromEntries(Object.entries(BROWSERS).map(([name, major]) => [name, major << 16])),
    resolver: {
      read: async (file) => {
        const text = await readFile(file, 'utf8')
        // What host.css says of `rem` is how the page's own becomes the variable.
        return file.endsWith('host.css') ? text : text.replace(/([-\d.]+)rem/g, 'calc($1 * var(--_root-em))')
      },
    },
    visitor: { Selector: ([first, ...rest]) => (first ? [first, first, first, ...rest] : []) },
  })
  await writeFile(join(outDir, 'styles.css'), code)
  await writeFile(join(outDir, 'styles.css.d.ts'), 'export {}\n')
}
