/**
 * The search for the secret, after every test: wherever a page keeps things, the key that was typed must not be there.
 * It may stand in its input, and in the body of the one request.
 */
import { expect } from 'vitest'

import { consoleLines } from './console.ts'

/** The key that tests type. Looks like one, and like nothing else on the page. */
export const KEY = 'cAnArY7f3a9b2e5d8c1406bb41e07d52'

/** Another, for what is typed second. Found by the same search. */
export const OTHER_KEY = 'cAnArY00c1d2e3f4a5b6c7d8e9f0a1b2'

const SIGN = 'cAnArY'

/** Addresses and headers that requests went out with, and what a host's callbacks were given. Emptied after each test. */
export const exposed: unknown[] = []

/** More than the graph of one small page; a walk that gets there is told of, not believed. */
const LARGEST_WALK = 400_000

/** Fails with the places where the secret was found. */
export async function expectNoSecret(): Promise<void> {
  const found = [
    ...inMarkup(),
    ...consoleLines.filter(isSecret).map((line) => `console: ${line.slice(0, 200)}`),
    ...(await inStorage()),
    ...walk('exposed', exposed),
    ...walk('page', componentGraph()),
  ]
  expect(found, 'places where the secret was found').toEqual([])
}

const isSecret = (text: string): boolean => text.includes(SIGN)

function inMarkup(): string[] {
  const found: string[] = []
  const text = document.documentElement.textContent
  if (isSecret(text)) found.push('text of the page')
  for (const element of allElements())
    for (const { name, value } of element.attributes)
      if (isSecret(value)) found.push(`attribute ${name} of ${element.localName}`)
  return found
}

function* allElements(root: Document | ShadowRoot = document): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element
    if (element.shadowRoot) yield* allElements(element.shadowRoot)
  }
}

async function inStorage(): Promise<string[]> {
  const databases = await indexedDB.databases()
  const kept: Readonly<Record<string, unknown>> = {
    localStorage: entriesOf(localStorage),
    sessionStorage: entriesOf(sessionStorage),
    cookie: document.cookie,
    address: location.href,
    history: (history.state ?? null) as unknown,
    databases: databases.map(({ name }) => name),
    windowName: window.name,
  }
  return Object.entries(kept).flatMap(([place, value]) => (isSecret(JSON.stringify(value)) ? [place] : []))
}

/** What is kept in a storage, as keys and values. */
export const entriesOf = (storage: Storage): [string, string | null][] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').map((key) => [
    key,
    storage.getItem(key),
  ])

/** What React and Preact hang on the elements of the page: fibers, props, states, hooks. */
const componentGraph = (): object[] =>
  [...allElements()].flatMap((element) =>
    Object.entries(element).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? [{ [name]: value }] : [],
    ),
  )

interface Caches {
  getQueryCache(): { getAll(): readonly unknown[] }
  getMutationCache(): { getAll(): readonly unknown[] }
}

/** Walks what can be reached from `root` by own properties, entries and caches; not into the page's own elements. */
function walk(place: string, root: unknown): string[] {
  const found: string[] = []
  const seen = new Set<object>()
  const queue: { path: string; value: unknown }[] = [{ path: place, value: root }]
  for (let at = 0; at < queue.length; at += 1) {
    const { path, value } = queue[at]!
    if (typeof value === 'string') {
      if (isSecret(value)) found.push(path)
      continue
    }
    if (!isWalked(value) || seen.has(value)) continue
    seen.add(value)
    for (const [name, inner] of partsOf(value))
      if (typeof inner === 'string' || isWalked(inner)) queue.push({ path: `${path}.${name}`, value: inner })
    if (seen.size > LARGEST_WALK) return [`${place}: larger than the search`]
  }
  return found
}

const isWalked = (value: unknown): value is object =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  !(value instanceof Node) &&
  value !== window

function partsOf(value: object): [string, unknown][] {
  const parts: [string, unknown][] = Reflect.ownKeys(value).flatMap((key) => {
    const property = Reflect.getOwnPropertyDescriptor(value, key)
    return property && 'value' in property ? [[String(key), property.value] as [string, unknown]] : []
  })
  if (value instanceof Map) value.forEach((item, key) => parts.push(['key', key], ['item', item]))
  if (value instanceof Set) value.forEach((item) => parts.push(['item', item]))
  const { getQueryCache, getMutationCache } = value as Partial<Caches>
  if (typeof getQueryCache === 'function' && typeof getMutationCache === 'function') {
    const caches = value as Caches
    parts.push(
      ['queries', caches.getQueryCache().getAll()],
      ['mutations', caches.getMutationCache().getAll()],
    )
  }
  return parts
}
