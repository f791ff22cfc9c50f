/** What `npm publish` would send, judged by the tools that judge packages. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { manifest, ROOT } from './dist.ts'

const run = promisify(execFile)

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

let folder: string
let packed: Packed

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-link-pack-'))
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  })
  packed = (JSON.parse(stdout) as [Packed])[0]
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('publint finds nothing', async () => {
  const tarball = new Uint8Array(await readFile(join(folder, packed.filename))).buffer
  const { messages } = await publint({ pack: { tarball }, strict: true })
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([])
})

test('the types are right for ES modules', async () => {
  const options = ['--profile', 'esm-only', '--no-definitely-typed', '--format', 'ascii', '--no-color']
  // Classic scripts are for an address in a page, and have no names to type.
  const scripts = Object.entries(manifest.exports).flatMap(([name, target]) =>
    typeof target === 'string' && target.endsWith('.js') ? [name] : [],
  )
  options.push('--exclude-entrypoints', ...scripts)
  const attw = run('npx', ['attw', join(folder, packed.filename), ...options], { cwd: ROOT })
  // It ends with a code other than 0 on a problem, and tells the problem on its output.
  const told = await attw.then(
    () => '',
    (error: unknown) => (error instanceof Error && 'stdout' in error ? error.stdout : error),
  )
  expect(told).toBe('')
})

test('the archive holds dist and the papers, and nothing else', () => {
  const strangers = packed.files
    .map(({ path }) => path)
    .filter((path) => !/^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(path))
    .filter((path) => path !== 'dist/THIRD-PARTY-NOTICES.txt')
    .filter((path) => !/^dist\/(?:[\w-]+\/)*[\w.-]+\.(?:js|js\.map|css|d\.ts|json|html)$/.test(path))
    .filter((path) => path !== 'dist/page/_headers')
  expect(strangers).toEqual([])
})

test('nothing runs when it is installed', () => {
  const { scripts } = manifest
  const run = ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in scripts)
  expect(run).toEqual([])
})

test('nothing in it names the machine that built it', async () => {
  for (const { path } of packed.files) {
    expect(await readFile(join(ROOT, path), 'utf8'), path).not.toContain(ROOT)
  }
})
