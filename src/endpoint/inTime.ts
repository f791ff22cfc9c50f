/**
 * A deadline for what others do: what hangs is a failure that a client can retry.
 */

// Well within the widget's 30 s, so that it hears `server` and not silence.
const DEADLINE_MS = 10_000

/** Rejects with what `late` makes after `ms`, ten seconds by default, whatever the work does then. */
export async function inTime<Result>(
  work: Promise<Result>,
  late: () => Error,
  ms = DEADLINE_MS,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
  }
}
