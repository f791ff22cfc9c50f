/**
 * Who is measured: our doors, the floors below them, and the peer. Each is a page, a way to mount it by function, and what
 * is to be seen in it.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'

import { buildScript, packageVersion, STAND_INS } from '../../tsdown.scripts.ts'
import { fetchPeer, peerScript } from './peer.ts'
import type { Mark, MarkName } from './probe.ts'
import type { SiteFile } from './site.ts'

/** One way to link an account. */
export interface Contestant {
  readonly name: string
  readonly marks: Readonly<Record<MarkName, Mark>>
  /** Head of the page. */
  readonly head: string
  /** Body of the page with one provider. */
  readonly body: string
  /** Body of the page with a catalogue, where there is one: `CATALOGUE` stands for its size. */
  readonly catalogue?: string
  /** The classic script that is evaluated; module scripts are not told apart from what they import. */
  readonly script?: string
  /** A function body that mounts into `target` and returns how to unmount. */
  readonly mount?: string
}

const PEER_DOORS = ['peer element', 'peer React']

/** Where the peer's calls go. */
export const PEER_BASE = '/peer'

const SECRET: Mark = { selector: 'input[type="password"]' }
const DIALOG: Mark = { selector: 'dialog[open]' }
/** What is to be seen in a widget of ours. */
export const OUR_MARKS: Contestant['marks'] = {
  usable: SECRET,
  confirmed: DIALOG,
  listed: { selector: '[role="option"]' },
}
const PEERS = {
  usable: SECRET,
  confirmed: { selector: 'p, span, div', text: 'Connection Successful' },
  listed: { selector: 'button', text: 'Provider 00001ATS' },
}

const element = (tag: string, attributes: string): Pick<Contestant, 'body' | 'mount'> => ({
  body: `<${tag} ${attributes}></${tag}>`,
  mount: `target.innerHTML = '<${tag} ${attributes}></${tag}>'; return () => target.replaceChildren()`,
})

const script = (path: string): Pick<Contestant, 'head' | 'script'> => ({
  head: `<script src="${path}" defer></script>`,
  script: path,
})

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const ROOT = process.cwd()
const CACHE = join(ROOT, 'node_modules/.cache/bench')

/** Those that are wanted, with the files that their pages need. Reads dist. */
export async function contestants(isWanted: (name: string) => boolean): Promise<{
  readonly list: readonly Contestant[]
  readonly files: Map<string, SiteFile>
}> {
  const files = new Map<string, SiteFile>()
  const add = (path: string, body: string | Buffer): void => {
    files.set(path, { type: TYPES[extname(path)] ?? 'application/octet-stream', body })
  }
  add('/form.js', PLAIN_FORM)
  add('/bare.js', BARE_ELEMENT)
  add('/hub.js', await readFile(join(ROOT, 'dist/hub.js')))
  add('/hub-loader.js', await readFile(join(ROOT, 'dist/hub-loader.js')))
  const list: Contestant[] = [
    { name: 'plain form', marks: OUR_MARKS, ...script('/form.js'), body: FORM },
    { name: 'bare element', marks: OUR_MARKS, ...script('/bare.js'), ...element('bare-hub', '') },
    {
      name: 'hub.js',
      marks: OUR_MARKS,
      ...script('/hub.js'),
      ...element('hub-link', 'provider="jazzhr" endpoint="/api/link"'),
      catalogue: `<hub-link catalogue="/catalogue-CATALOGUE.json" endpoint="/api/link"></hub-link>`,
    },
    {
      name: 'hub-loader.js',
      marks: OUR_MARKS,
      head: '<script src="/hub-loader.js" defer></script>',
      body: '<hub-link provider="jazzhr" endpoint="/api/link"></hub-link>',
    },
  ]
  if (isWanted('hub.js on React')) {
    add('/hub-react.js', await scriptOnReact())
    list.push({
      name: 'hub.js on React',
      marks: OUR_MARKS,
      ...script('/hub-react.js'),
      ...element('hub-link', 'provider="jazzhr" endpoint="/api/link"'),
    })
  }
  if (isWanted('plain form on React'))
    list.push({
      name: 'plain form on React',
      marks: OUR_MARKS,
      ...(await door('react-form', ROOT, REACT_FORM, add)),
    })
  if (isWanted('React'))
    list.push({
      name: 'React',
      marks: OUR_MARKS,
      ...(await door('react', ROOT, OUR_REACT, add, OUR_ALIASES)),
    })
  const { version } = JSON.parse(await readFile(join(ROOT, 'node_modules/react/package.json'), 'utf8')) as {
    version: string
  }
  const peer = PEER_DOORS.some(isWanted) ? fetchPeer(CACHE, version) : undefined
  if (peer !== undefined) {
    add('/peer.js', peerScript(peer))
    const at = (base: string): string => `token="t" base-url="${base}"`
    list.push({
      name: 'peer element',
      marks: PEERS,
      ...script('/peer.js'),
      ...element('stackone-hub', at(PEER_BASE)),
      catalogue: element('stackone-hub', at(`${PEER_BASE}-CATALOGUE`)).body,
    })
    if (isWanted('peer React'))
      list.push({ name: 'peer React', marks: PEERS, ...(await door('peer-react', peer, PEER_REACT, add)) })
  }
  return { list: list.filter(({ name }) => isWanted(name)), files }
}

/** `hub.js` as it would be without Preact: React itself inside, and all else the same. */
function scriptOnReact(): Promise<string> {
  const standIns = Object.entries(STAND_INS).filter(
    ([name]) => !name.startsWith('react/') && !/^react(?:-dom|$)/.test(name),
  )
  return buildScript('hub-react.js', {
    values: { __HUB_VERSION__: packageVersion },
    standIns: Object.fromEntries(standIns),
    code: `
      import { defineHubLink } from ${JSON.stringify(join(ROOT, 'src/element/define.ts'))}
      import { installGlobal } from ${JSON.stringify(join(ROOT, 'src/element/global.ts'))}
      installGlobal()
      defineHubLink()
    `,
  })
}

/** A React page as a host's bundler makes it. */
async function door(
  name: string,
  packages: string,
  code: string,
  add: (path: string, body: Buffer) => void,
  alias: Readonly<Record<string, string>> = {},
): Promise<Pick<Contestant, 'head' | 'body' | 'mount'>> {
  // Below the packages, so that bare names are found; among the caches, so that nothing of it stays.
  const root = join(packages, packages === ROOT ? 'node_modules/.cache/bench' : '.', name)
  await rm(root, { recursive: true, force: true })
  await mkdir(root, { recursive: true })
  await writeFile(join(root, 'main.tsx'), code)
  await writeFile(join(root, 'index.html'), '<head><script type="module" src="/main.tsx"></script></head>')
  const config: InlineConfig = {
    root,
    base: `/${name}/`,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    resolve: {
      alias: Object.entries(alias).map(([id, to]) => ({ find: new RegExp(`^${id}$`), replacement: to })),
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: 'out' },
  }
  // What runs this file may have said development, and the plugin listens to it.
  process.env['NODE_ENV'] = 'production'
  await build(config)
  const built = await readdir(join(root, 'out'), { recursive: true, withFileTypes: true })
  for (const file of built.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name)
    const address = `/${name}${path.slice(join(root, 'out').length)}`
    add(address, await readFile(path))
  }
  // With the hints by which the page fetches all parts of the start at once.
  const page = await readFile(join(root, 'out/index.html'), 'utf8')
  return {
    head: (page.match(/<(?:script|link)\b[^>]*>(?:<\/script>)?/g) ?? []).join(''),
    body: '<div id="root"></div>',
    mount: 'return window.mountDoor(target)',
  }
}

const OUR_ALIASES = {
  'hub-link': join(ROOT, 'dist/index.js'),
  'hub-link/guides/jazzhr': join(ROOT, 'dist/guides/jazzhr.js'),
  'hub-link/styles.css': join(ROOT, 'dist/styles.css'),
}

const reactMain = (imports: string, jsx: string): string => `
import { createRoot } from 'react-dom/client'
${imports}
window.mountDoor = (target) => {
  const root = createRoot(target)
  root.render(${jsx})
  return () => root.unmount()
}
const target = document.getElementById('root')
if (target) window.mountDoor(target)
`

const OUR_REACT = reactMain(
  `import { Hub } from 'hub-link'
import { jazzhr } from 'hub-link/guides/jazzhr'
import 'hub-link/styles.css'`,
  `<Hub guide={jazzhr} endpoint="/api/link" />`,
)

const PEER_REACT = reactMain(
  `import { StackOneHub } from '@stackone/hub'`,
  `<StackOneHub token="t" baseUrl="${PEER_BASE}" />`,
)

/** The least that links an account: what no widget can beat. */
const FORM = `<form id="form"><label>API Key <input type="password" name="apiKey" required autocomplete="off"></label>
<button>Connect</button><p role="alert"></p></form>
<dialog><h2>JazzHR is connected</h2><form method="dialog"><button>Done</button></form></dialog>`

const SEND = `
const send = async (apiKey) => {
  const response = await fetch('/api/link', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'hub-protocol': '1',
      'idempotency-key': JSON.stringify(crypto.randomUUID()),
    },
    body: JSON.stringify({ op: 'link', provider: 'jazzhr', fields: { apiKey } }),
  })
  return response.ok && (await response.json()).status === 'linked'
}
const wire = (root) => root.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  const input = root.querySelector('input')
  if (await send(input.value)) {
    input.value = ''
    root.querySelector('dialog').showModal()
  } else root.querySelector('[role=alert]').textContent = 'That did not work. Try again.'
})`

/** The same, drawn by React: what no React door can beat. */
const REACT_FORM = `${reactMain(`import { useState } from 'react'`, '<Form />')}${SEND}
function Form() {
  const [said, setSaid] = useState('')
  const submit = async (event) => {
    event.preventDefault()
    const input = event.currentTarget.querySelector('input')
    const linked = await send(input.value)
    if (linked) input.value = ''
    setSaid(linked ? 'linked' : 'That did not work. Try again.')
  }
  return (
    <>
      <form onSubmit={submit}>
        <label>API Key <input type="password" required autoComplete="off" /></label>
        <button>Connect</button>
        <p role="alert">{said === 'linked' ? '' : said}</p>
      </form>
      {said === 'linked' && (
        <dialog ref={(dialog) => dialog && !dialog.open && dialog.showModal()}><h2>JazzHR is connected</h2></dialog>
      )}
    </>
  )
}`

const PLAIN_FORM = `(() => {${SEND}
wire(document)
})()`

const BARE_ELEMENT = `(() => {${SEND}
customElements.define('bare-hub', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' })
    root.innerHTML = ${JSON.stringify(FORM)}
    wire(root)
  }
})
})()`
