/** What went wrong, told as soon as it is drawn, and beside it the way on. */
import type { ReactNode } from 'react'

import { useView } from '../view.ts'
import { Icon } from './Icon.tsx'

interface AlertProps {
  readonly text: string
  /** The id of the text, where something is named by it. */
  readonly id?: string
  readonly children?: ReactNode
}

export function Alert({ text, id, children }: AlertProps) {
  const { part } = useView()
  return (
    <div {...part('error')} role="alert">
      <Icon name="warning" />
      <p id={id}>{text}</p>
      {children}
    </div>
  )
}
