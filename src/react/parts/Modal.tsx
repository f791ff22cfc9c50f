/** A native modal dialog: the browser keeps the focus inside and the rest of the page inert, above every z-index. */
import { type ReactNode, useLayoutEffect, useRef } from 'react'

import { useLatest } from '../hooks/useLatest.ts'
import { useView } from '../view.ts'
import { watchAround } from '../watchAround.ts'

interface ModalProps {
  readonly labelledBy: string
  readonly describedBy?: string
  /** Escape was pressed, or the browser closed it. */
  readonly onDismiss: () => void
  /** The element marked `data-focus="dialog"` takes the focus. */
  readonly children: ReactNode
}

export function Modal({ labelledBy, describedBy, onDismiss, children }: ModalProps) {
  const { part } = useView()
  const dialog = useRef<HTMLDialogElement>(null)
  const latest = useLatest(onDismiss)
  // A layout effect, because the browser gives the focus back only to a dialog that is closed before it is removed.
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    // Older engines and test DOMs have no modal dialogs: it then stands open in its place.
    if (typeof element.showModal !== 'function') element.setAttribute('open', '')
    else if (!element.open) element.showModal()
    const focus = (): void => element.querySelector<HTMLElement>('[data-focus="dialog"]')?.focus()
    const settle = (): void => {
      // One that is not drawn would still hold up the page: the host may hide what is around it.
      if ((element as Partial<typeof element>).checkVisibility?.() === false) latest.current()
      // What the host has made inert meanwhile, such as under a curtain while it loads, takes the focus when it is free again.
      else if (!element.matches(':focus-within')) focus()
    }
    focus()
    // Of content that is not drawn at all, as in a closed <details>, no observer of sizes tells.
    settle()
    const stop = watchAround(element, settle)
    const watch = typeof ResizeObserver === 'function' ? new ResizeObserver(settle) : undefined
    watch?.observe(element)
    // The host hears nothing of an Escape that is for us, and keeps open what it would have closed. Some hosts listen at the
    // document, before the key is here, or hear one that no element has, after a press beside the dialog.
    const keep = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') event.stopPropagation()
    }
    const page = element.ownerDocument.defaultView
    page?.addEventListener('keydown', keep, true)
    return () => {
      page?.removeEventListener('keydown', keep, true)
      watch?.disconnect()
      stop()
      if (element.open && typeof element.close === 'function') element.close()
    }
  }, [latest])
  return (
    <dialog
      {...part('dialog')}
      ref={dialog}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      // React hands both on to a dialog around this one, too, although in the DOM they do not bubble.
      onCancel={(event) => {
        event.stopPropagation()
        event.preventDefault()
        onDismiss()
      }}
      // An engine that was asked twice closes without asking. StrictMode's own closing is followed by an opening.
      onClose={(event) => {
        event.stopPropagation()
        if (!event.currentTarget.open) onDismiss()
      }}
    >
      {children}
    </dialog>
  )
}
