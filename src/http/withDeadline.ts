/**
 * The two ways to stop waiting: the caller's signal, and the one deadline of an exchange.
 * Either settles at once, even where what is waited for never does.
 */
import type { LinkOutcome } from '../core/link.ts'

/** Milliseconds that one exchange may take, from the host's headers to the last byte of the body. */
const DEADLINE = 30_000

/** The outcome of what its caller stopped. */
const ABORTED: LinkOutcome = { ok: false, error: { code: 'aborted' } }

/**
 * Runs an exchange under the caller's signal and the deadline: `aborted` or `timeout` where either comes first.
 * The signal that `run` gets is aborted by both. `run` must not reject; what it gives after that goes to `onLate`.
 */
export function withDeadline<Value>(
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<Value>,
  onLate?: (value: Value) => void,
): Promise<Value | LinkOutcome> {
  return untilAborted<Value | LinkOutcome>(signal, (settle) => {
    const controller = new AbortController()
    const timer = setTimeout(() => settle({ ok: false, error: { code: 'timeout' } }), DEADLINE)
    let answered = false
    void run(controller.signal).then((value) => {
      if (controller.signal.aborted) return onLate?.(value)
      answered = true
      settle(value)
    })
    return () => {
      clearTimeout(timer)
      // Not after an answer: a link function that undoes its work on abort would undo a link that was made.
      if (!answered) controller.abort()
    }
  })
}

/** Waits for a time (milliseconds) and gives undefined, or `aborted`. */
export const wait = (ms: number, signal: AbortSignal): Promise<LinkOutcome | undefined> =>
  untilAborted<undefined>(signal, (settle) => {
    const timer = setTimeout(() => settle(undefined), ms)
    return () => clearTimeout(timer)
  })

/** Waits until `start` settles, which it must not do at once, or for the abort. Then does what `start` gave back. */
export function untilAborted<Value>(
  signal: AbortSignal,
  start: (settle: (value: Value) => void) => () => void,
): Promise<Value | LinkOutcome> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(ABORTED)
      return
    }
    const settle = (value: Value | LinkOutcome): void => {
      signal.removeEventListener('abort', abort)
      stop()
      resolve(value)
    }
    const abort = (): void => settle(ABORTED)
    const stop = start(settle)
    signal.addEventListener('abort', abort)
  })
}
