/** The table of the bench and what it says of the targets. */
import { ratios, summarise, type Summary } from './statistics.ts'

/** By contestant, by figure, in the order of the rounds. */
export type Samples = Map<string, Map<string, number[]>>

/** A column: what it is called, where it comes from, and how it is told. */
interface Column {
  readonly title: string
  readonly figure: string
  readonly unit: 'ms' | 'kB' | 'B' | ''
}

const COLUMNS: readonly (readonly Column[])[] = [
  [
    { title: 'evaluation, 4x', figure: '4x evaluation', unit: 'ms' },
    { title: 'usable, 4x', figure: '4x usable', unit: 'ms' },
    { title: 'usable, slow 4G', figure: 'slow 4G usable', unit: 'ms' },
    { title: 'press to confirmation, 4x', figure: '4x confirmed', unit: 'ms' },
  ],
  [
    { title: 'key, 4x', figure: '4x key', unit: 'ms' },
    { title: 'slowest key, 4x', figure: '4x keyWorst', unit: 'ms' },
    { title: 'longest task at boot, 4x', figure: '4x bootLongest', unit: 'ms' },
    { title: 'longest task after, 4x', figure: '4x useLongest', unit: 'ms' },
  ],
  [
    { title: 'evaluation, 1x', figure: '1x evaluation', unit: 'ms' },
    { title: 'usable, 1x', figure: '1x usable', unit: 'ms' },
    { title: 'press to confirmation, 1x', figure: '1x confirmed', unit: 'ms' },
    { title: 'key, 1x', figure: '1x key', unit: 'ms' },
  ],
  [
    { title: 'requests', figure: '4x requests', unit: '' },
    { title: 'bytes', figure: '4x bytes', unit: 'kB' },
    { title: 'heap over blank', figure: 'memory heap', unit: 'kB' },
    { title: 'nodes', figure: 'memory nodes', unit: '' },
  ],
  [
    { title: 'left by a mount', figure: 'mounts heapPerMount', unit: 'B' },
    { title: 'nodes', figure: 'mounts nodesPerMount', unit: '' },
    { title: 'listeners', figure: 'mounts listenersPerMount', unit: '' },
  ],
  [
    { title: 'list of 300, 4x', figure: '4x listed', unit: 'ms' },
    { title: 'key in it, 4x', figure: '4x searchKey', unit: 'ms' },
    { title: 'slowest key in it, 4x', figure: '4x searchKeyWorst', unit: 'ms' },
  ],
]

/** A target: one figure of ours over the peer's, or by itself. */
interface Target {
  readonly title: string
  readonly door: string
  readonly figure: string
  readonly over?: string
  readonly atMost: number
}

const SCRIPT = { door: 'hub.js', over: 'peer element' }

const TARGETS: readonly Target[] = [
  { title: 'evaluation', ...SCRIPT, figure: '4x evaluation', atMost: 0.2 },
  { title: 'first usable input', ...SCRIPT, figure: '4x usable', atMost: 0.35 },
  { title: 'first usable input, slow 4G', ...SCRIPT, figure: 'slow 4G usable', atMost: 0.25 },
  { title: 'press to confirmation', ...SCRIPT, figure: '4x confirmed', atMost: 0.7 },
  { title: 'heap over a blank page', ...SCRIPT, figure: 'memory heap', atMost: 0.4 },
  { title: 'list of 300', ...SCRIPT, figure: '4x listed', atMost: 0.4 },
  { title: 'key in a list of 300, ms', door: 'hub.js', figure: '4x searchKey', atMost: 50 },
  { title: 'requests before the form, page included', door: 'hub.js', figure: '4x requests', atMost: 2 },
  { title: 'long tasks at boot', door: 'hub.js', figure: '4x bootLongTasks', atMost: 0 },
  { title: 'long tasks after', door: 'hub.js', figure: '4x useLongTasks', atMost: 0 },
  { title: 'left by a mount, bytes', door: 'hub.js', figure: 'mounts heapPerMount', atMost: 1000 },
  { title: 'nodes left by a mount', door: 'hub.js', figure: 'mounts nodesPerMount', atMost: 0 },
  { title: 'listeners left by a mount', door: 'hub.js', figure: 'mounts listenersPerMount', atMost: 0 },
  {
    title: 'React: first usable input',
    door: 'React',
    over: 'peer React',
    figure: '4x usable',
    atMost: 0.4,
  },
]

/** Medians with their spread (half the distance of the quarters, of the median), a table for each group of columns. */
export function table(samples: Samples): string {
  const width = Math.max(...[...samples.keys()].map((name) => name.length))
  return COLUMNS.map((columns) => {
    const head = [''.padEnd(width), ...columns.map(({ title }) => title.padStart(WIDTH))].join('')
    const rows = [...samples].flatMap(([name, figures]) => {
      const cells = columns.map(({ figure, unit }) => cell(figures.get(figure), unit).padStart(WIDTH))
      return cells.every((text) => text.trim() === '') ? [] : [name.padEnd(width) + cells.join('')]
    })
    return rows.length === 0 ? [] : [[head, ...rows].join('\n')]
  })
    .flat()
    .join('\n\n')
}

const WIDTH = 28

function cell(values: readonly number[] | undefined, unit: Column['unit']): string {
  if (!values) return ''
  const summary = summarise(values)
  const { median } = summary
  const amount = unit === 'kB' ? (median / 1000).toFixed(1) : median.toFixed(unit === 'ms' ? 1 : 0)
  return `${amount}${unit && ` ${unit}`}${spread(summary)}`
}

const spread = ({ median, low, high }: Summary): string =>
  high === low || median === 0 ? '' : ` ±${Math.round(((high - low) / 2 / Math.abs(median)) * 100)}%`

/** Each target with what was measured. */
export function targets(samples: Samples): string {
  const lines = TARGETS.flatMap(({ title, door, figure, over, atMost }) => {
    const own = samples.get(door)?.get(figure)
    const other = over === undefined ? undefined : samples.get(over)?.get(figure)
    if (!own || (over !== undefined && !other)) return []
    const { median, low, high } = other ? ratios(own, other) : summarise(own)
    const digits = other ? 2 : 0
    // A thousandth of a node is the collector's, not a leak.
    const met = Number(median.toFixed(digits)) <= atMost
    const range = high === low ? '' : ` (${low.toFixed(digits)} to ${high.toFixed(digits)})`
    return [`${met ? 'met   ' : 'MISSED'}  ${title}: ${median.toFixed(digits)}${range}, at most ${atMost}`]
  })
  return ['targets, ratios to the peer where it has no unit', ...lines].join('\n')
}
