/** Keeps the accent of a theme readable, on the root alone. */
import { type RefObject, useEffect } from 'react'

import { loadAhead } from '../ahead.ts'

/** Looks at the accent once it is styled, and again when the scheme changes. Loaded on use: the first drawing is not held up. */
export function useContrast(root: RefObject<HTMLElement | null>, colorScheme: string): void {
  useEffect(() => {
    const gone = new AbortController()
    // Without it the theme stays as the host wrote it.
    loadAhead({ load: () => import('../correctAccent.ts') }, ({ watchAccent }) =>
      watchAccent(root.current, gone.signal),
    )
    return () => gone.abort()
  }, [root, colorScheme])
}
