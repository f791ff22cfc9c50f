/**
 * The search for a typed key where there are shadow roots and frames: it may stand in its input, and in the body of the
 * one request. Everything else that the browser keeps, shows or sends is looked through after every test.
 */
import type { Frame, Page, Request } from '@playwright/test'

import { expect } from './demo.ts'
import { sessionsOf } from './heap.ts'

/** What every key of a test begins with; see `secretKey`. */
const SIGN = 'cAnArY'

/** What a test says of its keys. */
export interface Leaks {
  /** These keys were sent, each in one request, in this order. None unless said. */
  expectSent(...keys: readonly string[]): void
  /** These were tried too, but reached nobody: the browser refused the request or could not make it. Any order. */
  expectTried(...keys: readonly string[]): void
  /** This key stands in an input in the end. None unless said. */
  expectTyped(key: string): void
  /** The token of a session, which is looked for as keys are: it may stand in the header of a request to the endpoint alone. */
  hide(token: string): void
  /** No key stands in an input in the end, whatever was said before. */
  expectForgotten(): void
  /** The search finds a key in these places. None unless said: for tests of the search itself. */
  expectFound(...places: readonly string[]): void
  /** Looks everywhere, now. */
  search(): Promise<void>
}

/** Watches a page, its frames and its windows from the first request on. */
export function watchLeaks(page: Page): Leaks {
  const requests: Request[] = []
  const said: string[] = []
  page.context().on('request', (request) => requests.push(request))
  page.context().on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(`${error.message} ${error.stack ?? ''}`))
  let sent: readonly string[] = []
  let tried: readonly string[] = []
  let typed: string | undefined
  const tokens: string[] = []
  const holdsToken = (text: string): boolean => tokens.some((token) => text.includes(token))
  let planted: readonly string[] = []

  return {
    hide: (token) => tokens.push(token),
    expectSent: (...keys) => {
      sent = keys
    },
    expectTried: (...keys) => {
      tried = keys
    },
    expectTyped: (key) => {
      typed = key
    },
    expectForgotten: () => {
      typed = undefined
    },
    expectFound: (...places) => {
      planted = places
    },
    async search() {
      const carriers = requests.filter((request) => holds(request.postData() ?? ''))
      const made = carriers.map(wasMade)
      const keys = carriers.filter((_, at) => tried.length === 0 || made[at]).map(keyIn)
      const failed = carriers.filter((_, at) => tried.length > 0 && !made[at]).map(keyIn)
      expect(keys, 'keys that were sent').toEqual(sent)
      expect(
        failed.filter((key) => !tried.includes(key as string)),
        'keys that were tried',
      ).toEqual([])
      const headers = await Promise.all(
        requests.map(async (request) => {
          const { authorization = '', ...others }: Record<string, string> = await request
            .allHeaders()
            .catch(() => ({}))
          const toEndpoint = request.method() === 'POST' && new URL(request.url()).pathname === '/api/link'
          return JSON.stringify({ ...others, authorization: toEndpoint ? '' : authorization })
        }),
      )
      const frames = page.isClosed() ? [] : page.frames().filter((frame) => /^https?:/.test(frame.url()))
      const kept = await Promise.all(frames.map((frame) => lookInto(frame, [SIGN, ...tokens])))
      expect(kept.flatMap(({ inputs }) => inputs).filter(holds), 'keys in inputs').toEqual(
        typed === undefined ? [] : [typed],
      )
      const places: Readonly<Record<string, readonly string[]>> = {
        // What follows the # is not sent: it is how the session came.
        addresses: requests.map((request) => request.url().replace(/#session=.*/, '')),
        bodies: requests.map((request) => request.postData() ?? '').filter(holdsToken),
        'request headers': headers,
        console: said,
        cookies: (await page.context().cookies()).map((cookie) => JSON.stringify(cookie)),
        documents: kept.flatMap(({ texts }) => texts),
        storages: kept.flatMap(({ storages }) => storages),
        'what hangs on elements': kept.flatMap(({ hanging }) => hanging),
        'what the host heard': kept.flatMap(({ heard }) => heard),
        'the accessibility tree': page.isClosed() ? [] : await accessibilityTrees(page),
        'the recording': kept.flatMap(({ recorded }) => recorded),
      }
      const found = Object.entries(places).filter(([, texts]) =>
        texts.some((text) => holds(text) || holdsToken(text)),
      )
      expect(
        found.map(([place]) => place),
        'places that hold a key',
      ).toEqual(planted)
    },
  }
}

/** False for a request that failed, or that a redirect asks for: the browser shows one that it does not make, too. */
const wasMade = (request: Request): boolean => request.failure() === null && request.redirectedFrom() === null

const holds = (text: string): boolean => text.toLowerCase().includes(SIGN.toLowerCase())

function keyIn(request: Request): unknown {
  const body = JSON.parse(request.postData() ?? '') as { op?: unknown; fields?: Record<string, unknown> }
  const plain = request.method() === 'POST' && body.op === 'link'
  return plain && !holds(JSON.stringify({ ...body, fields: undefined }))
    ? Object.values(body.fields ?? {}).find((value) => holds(String(value)))
    : request.postData()
}

/** What a screen reader is given, shadow roots and frames included: of a masked input, no value. */
async function accessibilityTrees(page: Page): Promise<string[]> {
  const trees: string[] = []
  for (const session of await sessionsOf(page)) {
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    await session.detach()
    trees.push(JSON.stringify(nodes))
  }
  return trees
}

/** What one document holds, its shadow roots and all that scripts hung on its elements included. */
const lookInto = (frame: Frame, signs: readonly string[]) =>
  frame.evaluate(async (signs) => {
    const roots: (Document | ShadowRoot)[] = [document]
    const elements: Element[] = []
    for (const root of roots)
      for (const element of root.querySelectorAll('*')) {
        elements.push(element)
        if (element.shadowRoot) roots.push(element.shadowRoot)
      }
    const texts = roots.flatMap((root) => [...root.children].map((child) => child.outerHTML))
    const inputs = elements.flatMap((element) =>
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? [element.value] : [],
    )
    const storages: string[] = []
    try {
      const entries = [...Object.entries(localStorage), ...Object.entries(sessionStorage)]
      storages.push(JSON.stringify(entries), document.cookie)
    } catch {
      // A sandboxed frame has none.
    }
    try {
      storages.push(JSON.stringify([await indexedDB.databases(), await caches.keys()]))
    } catch {
      // Nor these, where the page is not a secure one.
    }
    storages.push(JSON.stringify(performance.getEntriesByType('resource').map(({ name }) => name)))
    storages.push(location.href, document.title, window.name, JSON.stringify(history.state))

    // What tests keep of a host's callbacks and of what a replay tool records: see `recordEvents`, `hosts/page.tsx`.
    const kept = globalThis as { hubEvents?: unknown[]; hostPage?: { heard: unknown[] }; recorded?: string[] }
    const heard = [...(kept.hubEvents ?? []), ...(kept.hostPage?.heard ?? [])].map((what) =>
      JSON.stringify(what),
    )
    const recorded = kept.recorded ?? []

    // Vnodes, hooks, closures' records: whatever a library keeps on its nodes, as deep as it goes.
    const hanging: string[] = []
    const seen = new Set<object>()
    const queue: { path: string; value: unknown }[] = [...roots, ...elements].flatMap((node) =>
      Reflect.ownKeys(node)
        // What React puts in the place of an input's `value` is a way to read the input, as the browser's own is.
        .map((key) => ({
          path: String(key),
          value: Reflect.getOwnPropertyDescriptor(node, key)?.value as unknown,
        }))
        // The recorder of traces keeps pictures of the page, its inputs included.
        .filter(({ path }) => !path.includes('__playwright')),
    )
    for (let at = 0; at < queue.length && seen.size < 300_000; at += 1) {
      const { path, value } = queue[at]!
      const sign = typeof value === 'string' ? signs.find((each) => value.includes(each)) : undefined
      if (sign !== undefined) hanging.push(`${path} ${sign}`)
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue
      if (value instanceof Node || value === window || seen.has(value)) continue
      seen.add(value)
      // React Query hides its caches behind methods. Of a window of another origin nothing may be read.
      try {
        const { getQueryCache, getMutationCache, nodeType } = value as Record<string, unknown>
        // A node that was moved here from another document is of another class.
        if (typeof nodeType === 'number') continue
        if (typeof getQueryCache === 'function' && typeof getMutationCache === 'function')
          for (const cache of [getQueryCache, getMutationCache])
            queue.push({
              path: `${path}.cache`,
              value: (cache.call(value) as { getAll: () => unknown }).getAll(),
            })
      } catch {
        continue
      }
      if (value instanceof Map || value instanceof Set)
        queue.push({ path: `${path}.entries`, value: [...value] })
      for (const key of Reflect.ownKeys(value)) {
        const property = Reflect.getOwnPropertyDescriptor(value, key)
        if (property && 'value' in property)
          queue.push({ path: `${path}.${String(key)}`, value: property.value })
      }
    }
    return { texts, inputs, storages, hanging, heard, recorded }
  }, signs)
