/** What `npm publish` would send, judged by the tools that judge packages. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'

import { manifest, ROOT } from './dist.ts'

const run = promisify(execFile)

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

interface Workflow {
  readonly jobs: { readonly publish: { readonly steps: readonly { readonly run?: string }[] } }
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

test('a release names the repository that its provenance tells of', async () => {
  const workflow = parse(await readFile(join(ROOT, '.github/workflows/release.yml'), 'utf8')) as Workflow
  const { steps } = workflow.jobs.publish
  const naming = steps.findIndex(({ run: command }) => command?.startsWith('npm pkg set'))
  const publishing = steps.findIndex(({ run: command }) => command?.includes(' publish '))
  expect(steps[publishing]?.run).toContain('--provenance')
  expect(naming).toBeLessThan(publishing)
  const own = await mkdtemp(join(tmpdir(), 'hub-link-release-'))
  await cp(join(ROOT, 'package.json'), join(own, 'package.json'))
  const env = { ...process.env, GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'acme/hub' }
  await run('sh', ['-c', steps[naming]?.run ?? ''], { cwd: own, env })
  const named = JSON.parse(await readFile(join(own, 'package.json'), 'utf8')) as object
  await rm(own, { recursive: true, force: true })
  expect(named).toEqual({
    ...manifest,
    repository: { type: 'git', url: 'git+https://github.example/acme/hub.git' },
  })
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
