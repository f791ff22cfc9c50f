/**
 * Places the focus after each transition, where the next thing to do is. Focus is moved only for a person who is
 * working in the widget: a page that loads keeps its own, and so does who went on to another part of it.
 */
import { type RefObject, useEffect, useRef } from 'react'

import type { Failure } from './errors.ts'
import type { HubHandle } from './useHub.ts'

/** The marks of elements that take focus: `data-focus="step"`. */
type Mark = 'step' | 'connect' | 'authorize' | 'continue' | 'done'

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
    const { state, form } = hub
    last.current = state
    if (before === state || !touched.current || isElsewhere(root.current)) return
    const focus = (mark: Mark): boolean => {
      const target = root.current?.querySelector<HTMLElement>(`[data-focus="${mark}"]`)
      target?.focus()
      return target != null
    }
    switch (state.name) {
      case 'guide':
        focus('step')
        return
      case 'form': {
        if (state.error) {
          if (!failure?.field || !form.focus(failure.field.field.name)) focus('connect')
          return
        }
        if (before.name === 'linking' || before.name === 'authorizing') {
          focus('connect')
          return
        }
        // Who came by pressing or tabbing into the form is there already.
        if (before.name === 'form' || isInForm(root.current)) return
        const [first] = form.fields
        if (!first || !form.focus(first.field.name)) focus('connect')
        return
      }
      case 'authorizing':
        // The heading first, so that what happens next is heard; then the button is one Tab away.
        if (before.name !== 'authorizing') focus('authorize')
        // The button that was pressed has made way for a link.
        else if (state.window === 'blocked' && before.window !== 'blocked') focus('continue')
        return
      case 'done':
        focus('done')
        return
      case 'linking':
      case 'linked':
        return
    }
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

function isInForm(root: HTMLElement | null): boolean {
  const tree = root?.getRootNode() as Document | ShadowRoot | undefined
  const active = tree?.activeElement
  return active != null && root?.querySelector('[part~="form"]')?.contains(active) === true
}
