/**
 * The endpoint where there is no Node: bundled whole and run with the web's own globals alone, as on Workers.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'

import { beforeAll, expect, test } from 'vitest'
import { build } from 'vite'

import type * as Unstorage from 'unstorage'

import type * as Endpoint from '../../../src/endpoint/index.ts'
import { CANARY, linkRequest, newSecret, read, slug, standIn } from '../harness.ts'

type Bundle = typeof Endpoint & Pick<typeof Unstorage, 'createStorage'>

let code = ''
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'link-web-'))
  const source = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))
  const entry = join(folder, 'entry.ts')
  writeFileSync(
    entry,
    `export * from ${source('../../../src/endpoint/index.ts')}\nexport { createStorage } from ${source('../../../node_modules/unstorage/dist/index.mjs')}`,
  )
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'bundle', fileName: () => 'bundle.js' },
    },
  })
  code = readFileSync(join(folder, 'bundle.js'), 'utf8')
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

/** The bundle in a world with what Workers, Deno, Bun and browsers all have, and nothing else. */
const load = (): Bundle => {
  const { fetch, Request, Response, Headers, URL, URLSearchParams, crypto, TextEncoder, TextDecoder } =
    globalThis
  const { ReadableStream, AbortController, DOMException, atob, btoa, performance } = globalThis
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis
  const web = {
    ...{ fetch, Request, Response, Headers, URL, URLSearchParams, crypto, TextEncoder, TextDecoder },
    ...{
      ReadableStream,
      AbortController,
      DOMException,
      atob,
      btoa,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      performance,
      console,
    },
    // The platform's own buffers: crypto takes no others.
    ...{ Uint8Array, ArrayBuffer, Error, TypeError, Promise, structuredClone },
  }
  const context = createContext(web)
  runInContext(`${code};globalThis.bundle = bundle`, context)
  return (context as unknown as { bundle: Bundle }).bundle
}

test('links, seals, lists and gives, without a global or module of Node', async () => {
  const { createLinkEndpoint, createStorage, jazzhr } = load()
  expect(code).not.toMatch(/\brequire\(|from ["']node:|import\(["']node:/)
  const endpoint = createLinkEndpoint({
    owner: () => ({ id: 'org_1' }),
    providers: [jazzhr()],
    storage: createStorage(),
    secrets: [newSecret()],
    linkPage: 'https://link.example/',
    fetch: standIn().fetch,
  })
  const body = { op: 'link', provider: 'jazzhr', fields: { apiKey: CANARY }, locale: 'en' }
  const linked = await read(await endpoint.fetch(linkRequest(body)))
  expect(slug(linked)).toBe('linked')
  const { accounts } = (await read(await endpoint.fetch(linkRequest({ op: 'accounts' })))).body
  expect(accounts).toEqual([expect.objectContaining({ id: linked.body.account.id, state: 'active' })])
  expect({ ...(await endpoint.credentials({ owner: 'org_1', account: linked.body.account.id })) }).toEqual({
    apiKey: CANARY,
  })
  const { token } = await endpoint.createSession({ owner: 'org_2', provider: 'jazzhr' })
  expect(
    slug(await read(await endpoint.fetch(linkRequest(body, { authorization: `Bearer ${token}` })))),
  ).toBe('linked')
})

test('says at the start that files need a file system', () => {
  expect(() => load().fileDriver({ base: '/data' })).toThrow(/storage-unsupported/)
})
