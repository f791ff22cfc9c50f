/**
 * `npm run bench`: our doors beside the floors below them and the nearest peer, in headless Chromium, in turns.
 *
 *     npm run build && npm run bench                  a quarter of an hour
 *     npm run bench -- --quick                        three rounds at 4x throttle alone
 *     npm run bench -- --json                         the samples, for a machine
 *     npm run bench -- --growth                       how our work grows, instead
 *     npm run bench -- --only "hub.js,peer element"   some of the contestants
 *
 * Absolute times are this machine's; the ratios are what counts. A ratio is taken within a round, where both met the same
 * machine, and its median is told with the quarters around it.
 */
import { parseArgs } from 'node:util'

import { chromium } from 'playwright'

import { prepareChromium } from '../chromium.ts'
import { type Contestant, contestants } from './contestants.ts'
import { catalogueOf, growth, growthFiles } from './growth.ts'
import {
  type Bench,
  catalogue,
  document,
  evaluation,
  type Figures,
  memory,
  mounts,
  pagesOf,
  peerBase,
  walk,
} from './measures.ts'
import { peerReplies } from './peer.ts'
import { type Samples, table, targets } from './report.ts'
import { startSite } from './site.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    growth: { type: 'boolean', default: false },
  },
})

const ROUNDS = Number(options.rounds ?? (options.quick ? 3 : 11))
const MOUNTS = options.quick ? 50 : 200
const LIST = 300

async function main(): Promise<void> {
  const names = options.growth ? ['hub.js'] : options.only.split(',').filter(Boolean)
  const { list, files } = await contestants((name) => names.length === 0 || names.includes(name))
  for (const contestant of list)
    for (const [path, body] of pagesOf(contestant, [LIST])) files.set(path, { type: HTML, body })
  files.set('/pages/blank', { type: HTML, body: document('', '') })

  const grown = growthFiles()
  for (const [path, file] of grown.files) files.set(path, file)

  const site = await startSite(files, {
    ...grown.replies,
    '/api/link': { status: 'linked', account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme' } },
    [`/catalogue-${LIST}.json`]: catalogueOf(LIST),
    ...peerReplies(peerBase(1), 1),
    ...peerReplies(peerBase(LIST), LIST),
  })
  const browser = await chromium.launch(await prepareChromium())
  const samples: Samples = new Map(list.map(({ name }) => [name, new Map<string, number[]>()]))
  try {
    if (options.growth) {
      await growth({ browser, site }, ROUNDS)
      return
    }
    await measure({ browser, site }, list, samples)
  } finally {
    await browser.close()
    await site.close()
  }
  if (options.json)
    console.log(
      JSON.stringify(
        Object.fromEntries([...samples].map(([name, figures]) => [name, Object.fromEntries(figures)])),
      ),
    )
  else console.log(`\n${table(samples)}\n\n${targets(samples)}`)
}

const HTML = 'text/html; charset=utf-8'

/** All in turns; the order turns with each round, so that nobody is always first after a pause. */
async function measure(bench: Bench, list: readonly Contestant[], samples: Samples): Promise<void> {
  const each = async (
    label: string,
    rounds: number,
    of: readonly Contestant[],
    take: (contestant: Contestant) => Promise<Figures>,
  ): Promise<void> => {
    if (of.length === 0) return
    console.error(`${label}, ${rounds} rounds of ${of.length} …`)
    for (let round = 0; round < rounds; round += 1) {
      const shift = round % of.length
      for (const contestant of [...of.slice(shift), ...of.slice(0, shift)]) {
        const figures = await take(contestant)
        for (const [figure, value] of Object.entries(figures))
          keep(contestant.name, `${label} ${figure}`, value)
      }
    }
  }
  const keep = (name: string, figure: string, value: number): void => {
    const own = samples.get(name)
    const values = own?.get(figure)
    if (values) values.push(value)
    else own?.set(figure, [value])
  }

  for (const cpu of options.quick ? [4] : [4, 1]) {
    const scripts = list.filter(({ script }) => script !== undefined)
    await each(`${cpu}x`, ROUNDS, scripts, (one) => evaluation(bench, one, { cpu }))
    await each(`${cpu}x`, ROUNDS, list, (one) => walk(bench, one, { cpu }))
    const listed = list.filter((one) => one.catalogue !== undefined)
    await each(`${cpu}x`, ROUNDS, listed, (one) => catalogue(bench, one, { cpu }, LIST))
  }
  await each('slow 4G', Math.ceil(ROUNDS / 2), list, (one) => walk(bench, one, { cpu: 4, slow4g: true }))
  const few = Math.min(3, ROUNDS)
  await each('memory', few, list, async (one) => {
    const blank = await memory(bench, undefined)
    const own = await memory(bench, one)
    return Object.fromEntries(
      Object.entries(own).map(([figure, value]) => [figure, value - (blank[figure] ?? NaN)]),
    )
  })
  await each(
    'mounts',
    1,
    list.filter(({ mount }) => mount !== undefined),
    (one) => mounts(bench, one, MOUNTS),
  )
}

await main()
