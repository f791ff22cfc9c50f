/** A heading so many levels below the widget's title, never below the sixth. */
import type { HTMLAttributes } from 'react'

import { useView } from '../view.ts'

interface HeadingProps extends HTMLAttributes<HTMLHeadingElement> {
  /** 0 is the level of the title. */
  readonly below: number
  /** A mark by which focus is placed; such a heading can take it from a script. */
  readonly 'data-focus'?: string
}

export function Heading({ below, ...attributes }: HeadingProps) {
  const { headingLevel } = useView()
  const Tag = `h${Math.min(6, headingLevel + below)}` as 'h2'
  return <Tag {...(attributes['data-focus'] !== undefined && { tabIndex: -1 })} {...attributes} />
}
