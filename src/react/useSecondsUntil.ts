/** Counts down to the moment when a rate limit lets the next attempt through. */
import { useEffect, useState } from 'react'

import type { LinkError } from '../core/link.ts'

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

const secondsLeft = (error: RateLimited | undefined): number =>
  error ? Math.max(0, Math.ceil(timeLeft(error) / 1000)) : 0

/** Whole seconds that a rate limit still holds, 0 when it is over or there is none. Renders once a second. */
export function useSecondsUntil(error: RateLimited | undefined): number {
  const [seconds, setSeconds] = useState(() => secondsLeft(error))
  useEffect(() => {
    setSeconds(secondsLeft(error))
    if (!error) return
    const timer = setInterval(() => {
      const left = secondsLeft(error)
      setSeconds(left)
      if (left === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [error])
  return seconds
}
