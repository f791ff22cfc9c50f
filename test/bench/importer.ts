/**
 * `npm run bench:importer`: the built program over a folder of pages, with the time of the clock and of the processor, pages
 * per second and the memory at its highest. Each size runs several times; the medians are printed.
 *
 *     npm run build && npm run bench:importer
 *     npm run bench:importer -- --sizes 1000 --rounds 1 --pages ../docs
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'

import { variation } from '../importer/variations.ts'
import { summarise } from './statistics.ts'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1,100,1000' },
    rounds: { type: 'string', default: '3' },
    /** A folder of real pages to take in turns; pages of our own making without it. */
    pages: { type: 'string' },
  },
})

/** One run of the program. */
interface Run {
  readonly seconds: number
  /** Of the processor, which other programs do not lengthen. */
  readonly work: number
  readonly megabytes: number
  readonly imported: number
}

const PROGRAM = join(import.meta.dirname, '../../dist/cli.js')

// Told at the very end by the program itself, since only it knows what it used.
const ACCOUNT = `import { writeSync } from 'node:fs'
process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())))`

async function main(): Promise<void> {
  if (!existsSync(PROGRAM)) throw new Error('dist/cli.js is missing: npm run build comes first.')
  const sources = options.pages === undefined ? undefined : pagesIn(options.pages)
  if (sources?.length === 0) throw new Error(`No page is in ${options.pages ?? ''}.`)
  console.log(`${options.rounds} rounds, medians\n`)
  console.log('pages  size       clock    processor  pages a second  memory')
  for (const size of options.sizes.split(',').map(Number)) {
    const folder = mkdtempSync(join(tmpdir(), 'hub-link-bench-'))
    try {
      const bytes = writePages(folder, size, sources)
      const runs: Run[] = []
      for (let round = 0; round < Number(options.rounds); round += 1)
        runs.push(await run(folder, `out-${round}`))
      console.log(rowOf(size, bytes, runs))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.mdx', '.md'].includes(extname(name)))
    .map((name) => readFileSync(join(folder, name), 'utf8'))

/** Answers how many bytes they come to. */
function writePages(folder: string, size: number, sources: readonly string[] | undefined): number {
  mkdirSync(join(folder, 'pages'))
  let bytes = 0
  for (let index = 0; index < size; index += 1) {
    const source = sources?.[index % sources.length] ?? variation(index).source
    bytes += Buffer.byteLength(source)
    writeFileSync(join(folder, 'pages', `page-${index}.mdx`), source)
  }
  return bytes
}

async function run(folder: string, out: string): Promise<Run> {
  const started = performance.now()
  const program = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(ACCOUNT)}`,
      PROGRAM,
      'import',
      'pages/*.mdx',
      '--out',
      out,
      '--json',
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'ignore', 'pipe'] },
  )
  const [, result, account] = await Promise.all([
    once(program, 'close'),
    text(program.stdout as Readable),
    text(program.stdio[3] as unknown as Readable),
  ])
  const seconds = (performance.now() - started) / 1000
  const { imported } = JSON.parse(result) as { imported: number }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(account) as NodeJS.ResourceUsage
  return { seconds, work: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1000, imported }
}

function rowOf(size: number, bytes: number, runs: readonly Run[]): string {
  const middle = (of: (run: Run) => number): number => summarise(runs.map(of)).median
  const imported = middle((one) => one.imported)
  const failed = imported < size ? `  (${size - imported} failed)` : ''
  return [
    String(size).padStart(5),
    `${(bytes / 1e6).toFixed(2)} MB`.padEnd(9),
    `${middle(({ seconds }) => seconds).toFixed(2)} s`.padStart(7),
    `${middle(({ work }) => work).toFixed(2)} s`.padStart(11),
    middle(({ work }) => size / work)
      .toFixed(0)
      .padStart(14),
    `${middle(({ megabytes }) => megabytes).toFixed(0)} MB${failed}`.padStart(8),
  ].join('  ')
}

await main()
