/**
 * Moves the focus after each transition. Only for a person who is working in the widget: a page that loads keeps its own,
 * and so does who went on to another part of it.
 */
import { type RefObject, useEffect, useRef } from 'react'

import { afterPress } from '../ahead.ts'
import type { Failure } from '../press/errors.ts'
import { fromDocument } from '../outside.ts'
import type { HubHandle } from '../useHub.ts'

/** Gives what is to be called when a person begins to work in the widget. */
export function useFocus(
  root: RefObject<HTMLElement | null>,
  hub: HubHandle,
  failure: Failure | undefined,
): () => void {
  const touched = useRef(false)
  const last = useRef(hub.state)

  useEffect(() => {
    const before = last.current
    const { state } = hub
    last.current = state
    if (before === state || !touched.current || !root.current || isElsewhere(root.current)) return
    const later = afterPress.now()
    if (later) later.placeFocus(root.current, before, hub, failure)
    // Until that is there only the guide is walked, or a press fails to get anywhere.
    else
      root.current
        .querySelector<HTMLElement>(state.name === 'guide' ? '[data-focus="step"]' : '[data-focus="connect"]')
        ?.focus()
  })

  return () => {
    touched.current = true
  }
}

/** True while the person works in another part of the page: the focus stays there. */
export function isElsewhere(root: HTMLElement): boolean {
  const active = fromDocument('activeElement', root)
  if (!active || active.localName === 'body') return false
  let inner: Element | null | undefined = root
  // From within a shadow root the page sees its host focused.
  while (inner && !inner.contains(active)) inner = (inner.getRootNode() as Partial<ShadowRoot>).host
  return !inner
}
