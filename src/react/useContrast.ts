/** Keeps the accent of a theme readable, on the root alone. */
import { type RefObject, useEffect } from 'react'

/** Looks at the accent once it is styled, and again when the scheme changes. Loaded on use: the first drawing is not held up. */
export function useContrast(root: RefObject<HTMLElement | null>, colorScheme: string): void {
  useEffect(() => {
    const element = root.current
    if (!element || typeof matchMedia !== 'function') return
    let mounted = true
    const correct = (): void => {
      import('./correctAccent.ts').then(
        ({ correctAccent }) => {
          if (mounted) correctAccent(element)
        },
        // The theme then stays as the host wrote it.
        () => undefined,
      )
    }
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    correct()
    scheme.addEventListener('change', correct)
    return () => {
      mounted = false
      scheme.removeEventListener('change', correct)
    }
  }, [root, colorScheme])
}
