/**
 * The search for the typed key, after every path: it may stand in its input and in the body of the one request.
 * Everything else that a browser keeps, shows or sends is looked through, and so is what the server wrote.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, type Page, type Request } from '@playwright/test'

// Every key of a test begins with it, so that one search finds them all.
const SIGN = 'cAnArY'

/** A key of 32 letters and digits that nothing else on the page looks like. */
export const secretKey = (): string => SIGN + crypto.randomUUID().replaceAll('-', '').slice(SIGN.length)

/** What a test says of its keys; {@link SecretWatch.search} compares. */
export interface SecretWatch {
  /** These keys were sent, each in one request, in this order. None unless said. */
  expectSent(...keys: readonly string[]): void
  /** This key stands in the input in the end. None unless said. */
  expectTyped(key: string): void
  /** The search finds a key in these places. None unless said: for tests of the search itself. */
  expectFound(...places: readonly string[]): void
  /** Looks everywhere, now. Also run at the end of each test. */
  search(): Promise<void>
}

/** Watches a page from its first request on. `files` are what the server wrote, and `log` what it said. */
export function watchSecrets(
  page: Page,
  server: { readonly data: string; readonly log: readonly unknown[] },
): SecretWatch {
  const requests: Request[] = []
  const replies: Promise<string>[] = []
  const said: string[] = []
  page.context().on('request', (request) => requests.push(request))
  page.context().on('response', (response) => {
    if (response.request().method() === 'POST') replies.push(response.text().catch(() => ''))
  })
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(`${error.message} ${error.stack ?? ''}`))
  let sent: readonly string[] = []
  let typed: string | undefined
  let planted: readonly string[] = []

  return {
    expectSent: (...keys) => {
      sent = keys
    },
    expectTyped: (key) => {
      typed = key
    },
    expectFound: (...places) => {
      planted = places
    },
    async search() {
      const carriers = requests.filter((request) => isSecret(request.postData() ?? ''))
      expect(carriers.map(keyIn), 'keys that were sent').toEqual(sent)
      const headers = await Promise.all(
        requests.map(async (request) => JSON.stringify(await request.allHeaders().catch(() => ({})))),
      )
      const cookies = await page.context().cookies()
      const { inputs, ...kept } = await page.evaluate(whatIsKept)
      expect(inputs.filter(isSecret), 'keys in inputs').toEqual(typed === undefined ? [] : [typed])
      const places: Readonly<Record<string, readonly string[]>> = {
        addresses: requests.map((request) => request.url()),
        'request headers': headers,
        replies: await Promise.all(replies),
        console: said,
        cookies: cookies.map((cookie) => JSON.stringify(cookie)),
        ...kept,
        components: await page.evaluate(secretInComponents, SIGN),
        'the server’s files': await contents(server.data),
        'the server’s log': server.log.map((entry) => JSON.stringify(entry)),
      }
      const found = Object.entries(places).filter(([, texts]) => texts.some(isSecret))
      expect(
        found.map(([place]) => place),
        'places that hold a key',
      ).toEqual(planted)
    },
  }
}

const isSecret = (text: string): boolean => text.toLowerCase().includes(SIGN.toLowerCase())

/** The key in a request that is allowed to hold one; anything else is told as it is. */
function keyIn(request: Request): unknown {
  const body = JSON.parse(request.postData() ?? '') as { op?: unknown; fields?: Record<string, unknown> }
  const { pathname } = new URL(request.url())
  const plain = request.method() === 'POST' && pathname === '/api/link' && body.op === 'link'
  const rest = JSON.stringify({ ...body, fields: undefined })
  return plain && !isSecret(rest) ? body.fields?.['apiKey'] : request.postData()
}

/** Runs in the page: what its document, its storages and its inputs hold. */
async function whatIsKept() {
  const storage = (of: Storage): string[] => Object.entries(of).flat() as string[]
  const databases = await indexedDB.databases()
  const inputs = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
  return {
    inputs: inputs.map(({ value }) => value),
    document: [document.documentElement.outerHTML],
    'local storage': storage(localStorage),
    'session storage': storage(sessionStorage),
    'cookies of the page': [document.cookie],
    databases: databases.map(({ name }) => name ?? ''),
    caches: 'caches' in window ? await caches.keys() : [],
    address: [location.href, document.title, window.name, JSON.stringify(history.state)],
  }
}

/** Runs in the page: walks what React keeps (fibers, props, state, hooks), and answers the paths that lead to a key. */
function secretInComponents(sign: string): string[] {
  const found: string[] = []
  const seen = new Set<object>()
  const roots = [...document.querySelectorAll('*')].flatMap((element) =>
    Object.entries(element).filter(([name]) => name.startsWith('__react')),
  )
  const queue = roots.map(([name, value]) => ({ path: name.slice(0, 12), value: value as unknown }))
  for (let at = 0; at < queue.length && seen.size < 500_000; at += 1) {
    const { path, value } = queue[at]!
    if (typeof value === 'string' && value.includes(sign)) found.push(`${path} ${sign}`)
    const walked = (typeof value === 'object' && value !== null) || typeof value === 'function'
    if (!walked || value instanceof Node || value === window || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Map)
      queue.push({ path: `${path}.map`, value: [...(value as Map<unknown, unknown>)] })
    if (value instanceof Set) queue.push({ path: `${path}.set`, value: [...(value as Set<unknown>)] })
    for (const key of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, key)
      if (property && 'value' in property)
        queue.push({ path: `${path}.${String(key)}`, value: property.value as unknown })
    }
  }
  if (roots.length === 0) found.push(`${sign}: no component was found, so nothing was searched`)
  return found
}

/** The names and texts of all files in a folder. */
async function contents(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = entries.map(async (entry) =>
    entry.isFile() ? [entry.name, await readFile(join(entry.parentPath, entry.name), 'utf8')] : [entry.name],
  )
  return (await Promise.all(texts)).flat()
}
