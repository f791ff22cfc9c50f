/**
 * Moves the focus after each transition. Only for a person who is working in the widget: a page that loads keeps its own,
 * and so does who went on to another part of it.
 */
import { type RefObject, useEffect, useRef } from 'react'

import { afterPress } from './ahead.ts'
import type { Failure } from './errors.ts'
import type { HubHandle } from './useHub.ts'

/** Spread `handlers` on the root: they tell when a person has begun to work in it. */
export function useFocus(
  root: RefObject<HTMLElement | null>,
  hub: HubHandle,
  failure: Failure | undefined,
): { onPointerDown: () => void; onKeyDown: () => void } {
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

  const touch = (): void => {
    touched.current = true
  }
  return { onPointerDown: touch, onKeyDown: touch }
}

/** True while the person works in another part of the page: the focus stays there. */
export function isElsewhere(root: HTMLElement | null): boolean {
  const active = root?.ownerDocument.activeElement
  if (!active || active === active.ownerDocument.body) return false
  let inner: Element | null = root
  while (inner && !inner.contains(active)) {
    // From within a shadow root the page sees its host focused.
    const tree: Node = inner.getRootNode()
    inner = tree instanceof ShadowRoot ? tree.host : null
  }
  return !inner
}
