/** Keeps the accent of a theme readable, on the root alone. */
import { type RefObject, useEffect } from 'react'

/** Looks at the accent once it is styled, and again when the scheme changes. Loaded on use: the first drawing is not held up. */
export function useContrast(root: RefObject<HTMLElement | null>, colorScheme: string): void {
  useEffect(() => {
    const gone = new AbortController()
    import('./correctAccent.ts').then(
      ({ watchAccent }) => watchAccent(root.current, gone.signal),
      // The theme then stays as the host wrote it.
      () => undefined,
    )
    return () => gone.abort()
  }, [root, colorScheme])
}
