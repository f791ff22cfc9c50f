/**
 * The examples of `stories/wrappers`, which the documentation shows: each is built over the built package as an app would
 * build it, and walked. An attribute that changes, a property, an event and a method each have to work.
 */
import { join } from 'node:path'

import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build, type PluginOption, type Rolldown } from 'vite'
import solid from 'vite-plugin-solid'

import { aliases } from '../../stories/host/demoHost.ts'
import { connect, keyInput } from './demo.ts'
import { expect, test } from './site.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What an app's own configuration says; most need none. */
interface Wrapper {
  readonly file: string
  /** The script that begins with the example at this path, in quotes. Default: imports it. */
  readonly start?: (example: string) => string
  readonly plugins?: () => PluginOption[]
  readonly aliases?: Readonly<Record<string, string>>
}

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  React: { file: 'react.tsx' },
  Preact: { file: 'preact.tsx' },
  Solid: { file: 'solid.tsx', plugins: () => [solid({ dev: false, hot: false })] },
  // The template is compiled in the page; in single-file components the build does it.
  Vue: { file: 'vue.ts', aliases: { vue: 'node_modules/vue/dist/vue.esm-bundler.js' } },
  Svelte: {
    file: 'svelte.svelte',
    start: (example) =>
      `import App from ${example}; import { mount } from 'svelte'; mount(App, { target: document.querySelector('#app') })`,
    plugins: () => [svelte({ configFile: false })],
  },
  // Without Angular's own build, its compiler comes along.
  Angular: { file: 'angular.ts', start: (example) => `import '@angular/compiler'; import ${example}` },
}

/** The scripts of the example and of all that it imports: by address, the first before the rest. */
async function bundle({
  file,
  start = (example) => `import ${example}`,
  plugins = () => [],
  aliases: own = {},
}: Wrapper): Promise<readonly Rolldown.OutputChunk[]> {
  const entry = 'virtual:app'
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      ngDevMode: 'false',
    },
    resolve: {
      alias: aliases({
        'hub-link/script': 'dist/hub.js',
        'hub-link/define': 'dist/define.js',
        ...own,
      }),
    },
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) =>
          id === `\0${entry}` ? start(JSON.stringify(join(ROOT, 'stories/wrappers', file))) : undefined,
      },
      ...plugins(),
    ],
    build: {
      write: false,
      minify: true,
      // Our package.json says of its modules that they do nothing by themselves; an app's does not.
      rolldownOptions: { input: entry, treeshake: false },
    },
  })
  const [output] = [result].flat()
  if (!output || !('output' in output)) throw new Error('The build watches, and has no end.')
  return output.output.filter((file) => file.type === 'chunk').sort(({ isEntry }) => (isEntry ? -1 : 1))
}

for (const [name, wrapper] of Object.entries(WRAPPERS))
  test(`${name}: an app with the element is built and linked`, async ({ page, site, hub, leaks }) => {
    test.slow()
    const scripts = await bundle(wrapper)
    for (const { fileName, code } of scripts)
      site.serve(`/${fileName}`, { body: code, type: 'text/javascript' })
    site.page(`<div id="app"></div><script type="module" src="/${scripts[0]!.fileName}"></script>`)
    await page.goto('/')
    await expect(hub.getByText('to Acme Recruiting', { exact: true })).toBeVisible()

    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await connect(hub, site.keys.good)
    expect((await sent).headers()['x-csrf']).toBe('token-of-the-session')
    await page
      .getByRole('dialog', { name: 'JazzHR is connected' })
      .getByRole('button', { name: 'Done' })
      .click()
    await expect(page.getByText('Linked to Acme Recruiting: jazzhr')).toBeVisible()

    await page.getByRole('button', { name: 'Start again' }).click()
    await expect(hub.getByText('to Acme Europe', { exact: true })).toBeVisible()
    await expect(keyInput(hub)).toHaveValue('')
    leaks.expectSent(site.keys.good)
  })
