/**
 * What the main thread of a page did, as Chromium's own trace tells it. In time of the processor, not of the clock: what
 * other programs do at the same time is left out, while the throttle, which keeps the thread busy, is in.
 */
import type { Browser, Page } from 'playwright'

/** Milliseconds of the processor. */
export interface MainThread {
  /** All of its tasks. */
  readonly work: number
  /** The longest of them. */
  readonly longest: number
  /** How many took over 50. */
  readonly longTasks: number
  /** Compiling and running the classic script whose address ends so. */
  readonly evaluated: (script: string) => number
}

/** Milliseconds from which a task is called long. */
const LONG = 50

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of the clock: when it began, and how long it took. */
  readonly ts: number
  readonly dur?: number
  /** Microseconds of the processor. */
  readonly tdur?: number
  readonly args: { readonly name?: string; readonly data?: { readonly url?: string } }
}

/** Traces the page while `use` runs. */
export async function traced<Result>(
  browser: Browser,
  page: Page,
  use: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly main: MainThread }> {
  await browser.startTracing(page, { categories: ['-*', 'toplevel', 'devtools.timeline'] })
  const result = await use()
  const trace = await browser.stopTracing()
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] }
  return { result, main: mainThread(traceEvents, new URL(page.url()).origin) }
}

function mainThread(events: readonly TraceEvent[], origin: string): MainThread {
  const threads = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid))
  // The browser has renderers of its own beside the page's.
  const own = threads.find((all) => all.some(({ args }) => args.data?.url?.startsWith(origin) === true)) ?? []
  const tasks = tasksOf(own)
  return {
    work: sum(tasks),
    longest: Math.max(0, ...tasks),
    longTasks: tasks.filter((task) => task > LONG).length,
    evaluated: (script) =>
      sum(
        own
          .filter(({ name, args }) => name === 'EvaluateScript' && args.data?.url?.endsWith(script) === true)
          .map(({ tdur = 0 }) => tdur / 1000),
      ),
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** Microseconds between a task and the microtasks that still belong to it. */
const SAME_TASK = 100

/** The time of each task. Its microtasks may come after the event that is called a task. */
function tasksOf(events: readonly TraceEvent[]): number[] {
  const tasks: { spent: number; end: number }[] = []
  const outermost = events
    .filter(({ name }) => name.endsWith('RunTask') || name.endsWith('PerformMicrotaskCheckpoint'))
    .sort((one, other) => one.ts - other.ts)
  for (const { name, ts, dur = 0, tdur = 0 } of outermost) {
    const last = tasks.at(-1)
    if (last && ts < last.end) continue
    const end = ts + dur
    if (last && !name.endsWith('RunTask') && ts - last.end < SAME_TASK) {
      last.spent += tdur / 1000
      last.end = end
    } else tasks.push({ spent: tdur / 1000, end })
  }
  return tasks.map(({ spent }) => spent)
}
