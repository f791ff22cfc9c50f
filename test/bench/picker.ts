/**
 * `npm run bench:picker`: the picker of the built script at 4x throttle, over catalogues of ten to ten thousand entries.
 * Medians of several rounds; 0 is a bare input, which shows what the browser and the machine take for a key by themselves, and
 * 1 the same over a hand-written list of as many rows as the picker draws, each given another text. "Thread" is time of the processor, which other programs do not lengthen; a frame has 16.7 ms.
 *
 *     npm run build && npm run bench:picker
 *     npm run bench:picker -- --rounds 3 --sizes 5000
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { type Browser, chromium, type Page } from 'playwright'

import { prepareChromium } from '../chromium.ts'
import { type Site, type SiteFile, startSite } from './site.ts'
import { summarise } from './statistics.ts'
import { traced } from './trace.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '0,1,10,300,1000,5000,10000' },
    throttle: { type: 'string', default: '4' },
    /** Another build of the script, to compare. */
    script: { type: 'string', default: join(import.meta.dirname, '../../dist/hub.js') },
  },
})

/** What a person types: by name, by a word within, with one wrong letter, and what nobody has. */
const TYPED = ['cedar hr 12', 'payroll 7', 'wilow desk', 'zzqx'] as const
const NAMES = ['Cedar', 'Wíllow', 'Birch', 'Öak', 'Maple', 'Rowan', 'Hazel', 'Elm', 'Alder', 'Linden']
const KINDS = ['HR', 'Payroll', 'Desk', 'Books', 'Talent', 'Learn']
const CATEGORIES = ['HRIS', 'ATS', 'CRM', 'Accounting', 'Learning']

interface Figures {
  /** From each key to the frame that followed it, by the clock. */
  readonly frames: readonly number[]
  /** Of the main thread, for each key. Milliseconds. */
  readonly thread: number
  readonly longest: number
  /** Nodes that were added, removed or changed by each key. */
  readonly touched: readonly number[]
  readonly nodes: number
  readonly heap: number
}

declare global {
  interface Window {
    picked: { frames: number[]; touched: number[] }
  }
}

async function main(): Promise<void> {
  const sizes = options.sizes.split(',').map(Number)
  const files = new Map<string, SiteFile>([
    ['/hub.js', { type: 'text/javascript', body: readFileSync(options.script) }],
    ['/bare.js', { type: 'text/javascript', body: BARE }],
  ])
  for (const size of sizes) files.set(`/${size}`, { type: 'text/html', body: documentFor(size) })
  const site = await startSite(
    files,
    Object.fromEntries(sizes.map((size) => [`/catalogue-${size}.json`, catalogueOf(size)])),
  )
  const browser = await chromium.launch(await prepareChromium())
  const rounds = new Map(sizes.map((size) => [size, [] as Figures[]]))
  try {
    for (let round = 0; round < Number(options.rounds); round += 1)
      for (const size of sizes) rounds.get(size)?.push(await measure(browser, site, size))
  } finally {
    await browser.close()
    await site.close()
  }
  console.log(`${options.rounds} rounds, ${options.throttle}x throttle, medians\n`)
  console.log('entries  key to frame  thread a key  longest task  touched a key  nodes  heap')
  for (const [size, figures] of rounds) console.log(rowOf(size, figures))
}

function rowOf(size: number, rounds: readonly Figures[]): string {
  const middle = (of: (figures: Figures) => number | readonly number[]): number =>
    summarise(rounds.flatMap(of)).median
  const cells = [
    String(size).padStart(7),
    `${middle(({ frames }) => frames).toFixed(1)} ms`.padStart(12),
    `${middle(({ thread }) => thread).toFixed(1)} ms`.padStart(12),
    `${middle(({ longest }) => longest).toFixed(1)} ms`.padStart(12),
    String(Math.max(...rounds.flatMap(({ touched }) => touched))).padStart(13),
    String(middle(({ nodes }) => nodes)).padStart(5),
    `${(middle(({ heap }) => heap) / 1e6).toFixed(1)} MB`,
  ]
  return cells.join('  ')
}

async function measure(browser: Browser, site: Site, size: number): Promise<Figures> {
  const page = await browser.newPage()
  try {
    const session = await page.context().newCDPSession(page)
    await page.addInitScript(watchKeys)
    await page.goto(`${site.origin}/${size}`)
    const search = page.getByRole('combobox')
    await search.click()
    await session.send('Emulation.setCPUThrottlingRate', { rate: Number(options.throttle) })
    // The first keys pay for what is compiled once.
    await search.pressSequentially('warm', { delay: 50 })
    await search.fill('')
    await page.evaluate(() => Object.assign(window.picked, { frames: [], touched: [] }))
    const { main } = await traced(browser, page, async () => {
      for (const words of TYPED) {
        await search.pressSequentially(words, { delay: 50 })
        await search.fill('')
      }
    })
    const { frames, touched } = await page.evaluate(() => window.picked)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    return {
      frames,
      touched,
      thread: main.work / frames.length,
      longest: main.longest,
      ...(await standing(page)),
    }
  } finally {
    await page.close()
  }
}

async function standing(page: Page): Promise<{ readonly nodes: number; readonly heap: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN
  return { nodes: of('Nodes'), heap: of('JSHeapUsedSize') }
}

/** Runs in the page. */
function watchKeys(): void {
  window.picked = { frames: [], touched: [] }
  let touched = 0
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) touched += addedNodes.length + removedNodes.length + 1
  })
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the element below
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init)
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
    return root
  }
  addEventListener(
    'keydown',
    (event) => {
      touched = 0
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          window.picked.frames.push(performance.now() - event.timeStamp)
          window.picked.touched.push(touched)
          port1.close()
        }
        port2.postMessage(null)
      })
    },
    true,
  )
}

/** Gives each row of a list another text with each key. */
const BARE = `let keys = 0
document.querySelector('input').addEventListener('input', () => {
  keys += 1
  for (const part of document.querySelectorAll('span')) part.textContent = 'Provider ' + keys
})`

const BARE_ROW =
  '<li style="display:flex;gap:12px;min-height:52px"><span></span><span></span><span></span></li>'

const documentFor = (size: number): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Picker</title>${
    size < 2
      ? `<input role="combobox"><ul>${BARE_ROW.repeat(size * 8)}</ul><script src="/bare.js"></script>`
      : `<script src="/hub.js"></script><hub-link catalogue="/catalogue-${size}.json" endpoint="/api/link"></hub-link>`
  }</html>`

const catalogueOf = (size: number): object => ({
  schema: 1,
  entries: Array.from({ length: size }, (_, index) => ({
    provider: `provider-${index}`,
    name: `${NAMES[index % 10] ?? ''} ${KINDS[index % 6] ?? ''} ${index}`,
    aliases: [`Alias ${index} GmbH`, `${KINDS[(index + 3) % 6] ?? ''} Suite`],
    category: CATEGORIES[index % 5],
    href: `/guides/${index}.json`,
  })),
})

await main()
