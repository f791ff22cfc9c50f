/** When what an element inherits may be other: the page changes its theme or what is inert, or the person the scheme. */
import { outside } from './outside.ts'

/** Calls `onChange` when an attribute of what stands around the element changes, and with the scheme. Answers how to stop. */
export function watchAround(element: Element, onChange: () => void): () => void {
  const watch = new MutationObserver(onChange)
  let around = outside(element)
  while (around) {
    watch.observe(around, { attributes: true })
    around = outside(around)
  }
  // Not in test DOMs.
  const scheme = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined
  scheme?.addEventListener('change', onChange)
  return () => {
    watch.disconnect()
    scheme?.removeEventListener('change', onChange)
  }
}
