/**
 * What is measured of one contestant, each in a browser context of its own, so that nothing is warm.
 */
import type { Browser, CDPSession, Page } from 'playwright'

import { type Contestant, OUR_MARKS, PEER_BASE } from './contestants.ts'
import { installProbe, type MarkName } from './probe.ts'
import type { Site } from './site.ts'
import { traced } from './trace.ts'

/** Figures by name; milliseconds, bytes or counts. */
export type Figures = Readonly<Record<string, number>>

/** How slow the visitor is. */
export interface Conditions {
  /** 1 is this machine, 4 a phone of the middle class. */
  readonly cpu: number
  /** As Chromium's own preset has it: 562.5 ms for each request, 1.44 Mbit/s. */
  readonly slow4g?: boolean
}

const KEY = 'bench0key0bench0key0bench0key000'
/** After which a page is said to have failed. */
const PATIENCE = 60_000

/** Where the pages are and what shows them. */
export interface Bench {
  readonly browser: Browser
  readonly site: Site
}

interface Opened {
  readonly page: Page
  readonly session: CDPSession
}

const pathOf = ({ name }: Contestant, kind: string): string => `/pages/${encodeURIComponent(name)}/${kind}`

/** The pages of a contestant, by path. */
export function pagesOf(contestant: Contestant, sizes: readonly number[]): Map<string, string> {
  const { head, body, catalogue, script, mount } = contestant
  const pages = new Map([[pathOf(contestant, 'boot'), document(head, body)]])
  if (script !== undefined) pages.set(pathOf(contestant, 'script'), document(head, ''))
  if (mount !== undefined) {
    const code = `<script>window.mount = (target) => { ${mount} }</script>`
    pages.set(pathOf(contestant, 'mount'), document(head + code, '<div id="target"></div>'))
  }
  if (catalogue !== undefined)
    for (const size of sizes)
      pages.set(
        pathOf(contestant, `catalogue-${size}`),
        document(head, catalogue.replaceAll('CATALOGUE', String(size))),
      )
  return pages
}

export const document = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">${head}</head><body><main>${body}</main></body></html>`

async function within<Result>(
  { browser, site }: Bench,
  { marks }: Pick<Contestant, 'marks'>,
  { cpu, slow4g = false }: Conditions,
  use: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ baseURL: site.origin, viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    await page.addInitScript(installProbe, marks)
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
    if (slow4g)
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 562.5,
        downloadThroughput: 180_000,
        uploadThroughput: 84_375,
      })
    site.count()
    return await use({ page, session })
  } finally {
    await context.close()
  }
}

async function until(page: Page, name: MarkName): Promise<number> {
  const seen = page.evaluate((mark) => window.probe.until(mark), name)
  const gaveUp = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`${page.url()}: never ${name}.`)), PATIENCE).unref(),
  )
  return Promise.race([seen, gaveUp])
}

/** From the navigation to the first input that can be typed in, and on to the confirmation. */
export const walk = (bench: Bench, contestant: Contestant, conditions: Conditions): Promise<Figures> =>
  within(bench, contestant, conditions, async ({ page }) => {
    const boot = await traced(bench.browser, page, async () => {
      await page.goto(pathOf(contestant, 'boot'), { waitUntil: 'commit' })
      return until(page, 'usable')
    })
    const figures = {
      usable: boot.result,
      ...bench.site.count(),
      bootWork: boot.main.work,
      bootLongest: boot.main.longest,
      bootLongTasks: boot.main.longTasks,
    }
    if (conditions.slow4g) return figures
    const use = await traced(bench.browser, page, async () => {
      await page.locator('input[type="password"]').pressSequentially(KEY, { delay: 20 })
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      return until(page, 'confirmed')
    })
    const keys = await page.evaluate(() => window.probe.keys)
    return {
      ...figures,
      key: middle(keys),
      keyWorst: Math.max(...keys),
      confirmed: use.result - (await page.evaluate(() => window.probe.pressed)),
      useWork: use.main.work,
      useLongest: use.main.longest,
      useLongTasks: use.main.longTasks,
    }
  })

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN

/** What the main thread spends on compiling and running the script, in a page that does not use it. */
export const evaluation = (bench: Bench, contestant: Contestant, conditions: Conditions): Promise<Figures> =>
  within(bench, contestant, conditions, async ({ page }) => {
    const { main } = await traced(bench.browser, page, () =>
      page.goto(pathOf(contestant, 'script'), { waitUntil: 'load' }),
    )
    return { evaluation: main.evaluated(contestant.script ?? '') }
  })

/** The heap, the nodes and the listeners of the page when it can be used. */
export const memory = (bench: Bench, contestant: Contestant | undefined): Promise<Figures> =>
  within(bench, contestant ?? NOBODY, { cpu: 1 }, async ({ page, session }) => {
    await page.goto(contestant ? pathOf(contestant, 'boot') : '/pages/blank', { waitUntil: 'load' })
    if (contestant) await until(page, 'usable')
    await page.waitForTimeout(300)
    return standing(session)
  })

const NOBODY = {
  marks: {
    usable: { selector: 'none' },
    confirmed: { selector: 'none' },
    listed: { selector: 'none' },
  },
}

/** What each of many mounts and unmounts leaves behind. */
export const mounts = (bench: Bench, contestant: Contestant, count: number): Promise<Figures> =>
  within(bench, contestant, { cpu: 1 }, async ({ page, session }) => {
    await page.goto(pathOf(contestant, 'mount'), { waitUntil: 'load' })
    const cycle = (times: number): Promise<void> =>
      page.evaluate(
        async ([selector, rounds]) => {
          const { mount } = window as unknown as { mount: (target: Element) => () => void }
          const target = globalThis.document.getElementById('target')
          if (!target) throw new Error('No target.')
          const find = (root: ParentNode): boolean =>
            root.querySelector(selector) !== null ||
            [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && find(shadowRoot))
          const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
          for (let round = 0; round < rounds; round += 1) {
            const unmount = mount(target)
            while (!find(target)) await turn()
            unmount()
            await turn()
          }
        },
        [contestant.marks.usable.selector, times] as const,
      )
    // What is made once, the first time, is no leak.
    await cycle(20)
    const before = await standing(session)
    await cycle(count)
    const after = await standing(session)
    return Object.fromEntries(
      Object.entries(after).map(([name, value]) => [
        `${name}PerMount`,
        (value - (before[name] ?? NaN)) / count,
      ]),
    )
  })

async function standing(session: CDPSession): Promise<Figures> {
  await session.send('Performance.enable')
  // Once more for what a finaliser lets go of.
  for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
}

/** Time to the list of providers, and of a key in its search. */
export const catalogue = (
  bench: Bench,
  contestant: Contestant,
  conditions: Conditions,
  size: number,
): Promise<Figures> =>
  within(bench, contestant, conditions, async ({ page }) => {
    const boot = await traced(bench.browser, page, async () => {
      await page.goto(pathOf(contestant, `catalogue-${size}`), { waitUntil: 'commit' })
      return until(page, 'listed')
    })
    const use = await traced(bench.browser, page, async () => {
      await page.locator('input').first().pressSequentially('Provider 0001', { delay: 60 })
      return page.evaluate(() => window.probe.keys)
    })
    return {
      listed: boot.result,
      listWork: boot.main.work,
      listLongest: boot.main.longest,
      searchKey: middle(use.result),
      searchKeyWorst: Math.max(...use.result),
      searchWork: use.main.work,
      searchLongest: use.main.longest,
    }
  })

/** What our script spends on opening a page, and on one act in it: a step on, or a key in the search. */
export const opening = (bench: Bench, path: string, mark: 'usable' | 'listed'): Promise<Figures> =>
  within(bench, { marks: OUR_MARKS }, { cpu: 1 }, async ({ page, session }) => {
    const open = await traced(bench.browser, page, async () => {
      await page.goto(path, { waitUntil: 'commit' })
      await until(page, mark)
    })
    const act = await traced(bench.browser, page, async () => {
      if (mark === 'usable') await page.getByRole('button', { name: 'Next' }).first().click()
      else await page.getByRole('combobox').press('1')
      // Whatever follows it has its frame.
      await page.waitForTimeout(100)
    })
    const { heap = NaN } = await standing(session)
    return { work: open.main.work, act: act.main.work, heap: heap / 1000 }
  })

/** Where the peer's calls for a catalogue of this size go. */
export const peerBase = (size: number): string => (size === 1 ? PEER_BASE : `${PEER_BASE}-${size}`)
