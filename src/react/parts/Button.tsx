/**
 * A button that never submits the host's form and never loses focus: while it is held it stays focusable, says that it is
 * disabled, and does nothing.
 */
import type { ReactNode } from 'react'

import { useView } from '../view.ts'
import { Words } from './Words.tsx'

interface ButtonProps {
  /** `button` shouts: one at a time. `button-quiet` stands beside it. `text-button` looks like a link. */
  readonly look: 'button' | 'button-quiet' | 'text-button' | 'reveal' | 'chip'
  readonly onPress: () => void
  readonly held?: boolean
  readonly busy?: boolean
  readonly pressed?: boolean
  /** Deaf to the second half of a double click, for a button that comes where another was pressed. */
  readonly once?: boolean
  /** A mark by which focus is placed; see `useFocus`. */
  readonly focusMark?: string
  readonly describedBy?: string | undefined
  /** A text gets an element of its own. */
  readonly children: ReactNode
}

export function Button(props: ButtonProps) {
  const { look, onPress, held, busy, once, pressed, focusMark, describedBy, children } = props
  const { part } = useView()
  return (
    <button
      type="button"
      {...part(look)}
      aria-disabled={held || undefined}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-describedby={describedBy}
      data-focus={focusMark}
      onClick={({ detail }) => {
        if (!held && !(once && detail > 1)) onPress()
      }}
    >
      {typeof children === 'string' ? <Words>{children}</Words> : children}
    </button>
  )
}
