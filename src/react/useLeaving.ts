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
    // On the window, to which it bubbles: an element of the page's may stand in front of a method of the document.
    window.addEventListener('pagehide', empty, life)
    window.addEventListener('visibilitychange', mask, life)
    return () => life.abort()
  }, [latest])
}
