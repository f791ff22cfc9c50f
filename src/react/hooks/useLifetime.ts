/** What ends with a component: all that it has under way is aborted. */
import { useEffect, useRef } from 'react'

/** A signal for as long as a component is mounted. */
export interface Lifetime {
  readonly current: AbortController | undefined
}

/** An abort controller for as long as the component is mounted. The effect makes and ends its own, as StrictMode asks. */
export function useLifetime(): Lifetime {
  const ref = useRef<AbortController>(undefined)
  useEffect(() => {
    const controller = new AbortController()
    ref.current = controller
    return () => controller.abort()
  }, [])
  return ref
}
