/** What happens to the form when the page goes out of sight: a hidden tab masks it, a page that goes away empties it. */
import { useEffect } from 'react'

import type { FormEngine } from './useHubForm.ts'
import { useLatest } from './useLatest.ts'

export function useLeaving(form: Pick<FormEngine, 'clear' | 'mask'>): void {
  const latest = useLatest(form)
  useEffect(() => {
    // The back-forward cache keeps a page's memory: what was typed must not be in it.
    const empty = (): void => latest.current.clear()
    const mask = (): void => {
      if (document.visibilityState === 'hidden') latest.current.mask()
    }
    const life = new AbortController()
    const { signal } = life
    window.addEventListener('pagehide', empty, { signal })
    // On the window: an element of the page's may stand in front of a method of the document. Captured, so that nobody
    // between the two keeps it from us.
    window.addEventListener('visibilitychange', mask, { signal, capture: true })
    return () => life.abort()
  }, [latest])
}
