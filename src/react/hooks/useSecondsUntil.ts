/** Counts down to the moment when a rate limit lets the next attempt through. */
import { useEffect, useState } from 'react'

import type { LinkError } from '../../core/link.ts'

type RateLimited = Extract<LinkError, { code: 'rate-limited' }>

// When each hold ends by the clock that nobody can set: the other may be set back meanwhile. This one stops in sleep.
const ends = new WeakMap<RateLimited, number>()

/** Milliseconds that a rate limit still holds the next attempt; 0 or less when it is over. */
export function timeLeft(error: RateLimited): number {
  const left = error.retryAt - Date.now()
  const end = ends.get(error) ?? performance.now() + left
  ends.set(error, end)
  return Math.min(left, end - performance.now())
}

/**
 * Whole seconds that a rate limit still holds: 0 when it is over, undefined where there is none. Renders once a second.
 */
export function useSecondsUntil(failure: LinkError | undefined): number | undefined {
  const error = failure?.code === 'rate-limited' ? failure : undefined
  const [count, setCount] = useState<{ readonly of: RateLimited; readonly seconds: number }>()
  useEffect(() => {
    if (!error) return
    const tick = (): void => {
      const seconds = Math.max(0, Math.ceil(timeLeft(error) / 1000))
      setCount({ of: error, seconds })
      if (seconds === 0) clearInterval(timer)
    }
    const timer = setInterval(tick, 1000)
    tick()
    return () => clearInterval(timer)
  }, [error])
  return count?.of === error ? count?.seconds : undefined
}
