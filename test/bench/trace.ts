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
  return { result, main: mainThread(traceEvents) }
}

function mainThread(events: readonly TraceEvent[]): MainThread {
  const threads = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid))
  const tasksOf = (own: readonly TraceEvent[]): number[] =>
    own.filter(({ name }) => name.endsWith('RunTask')).map(({ tdur = 0 }) => tdur / 1000)
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
  // The browser keeps an idle renderer in store: ours is the one that works.
  const busiest = threads.reduce<readonly TraceEvent[]>(
    (most, own) => (sum(tasksOf(own)) > sum(tasksOf(most)) ? own : most),
    [],
  )
  const tasks = tasksOf(busiest)
  return {
    work: sum(tasks),
    longest: Math.max(0, ...tasks),
    longTasks: tasks.filter((task) => task > LONG).length,
    evaluated: (script) =>
      sum(
        busiest
          .filter(({ name, args }) => name === 'EvaluateScript' && args.data?.url?.endsWith(script) === true)
          .map(({ tdur = 0 }) => tdur / 1000),
      ),
  }
}
