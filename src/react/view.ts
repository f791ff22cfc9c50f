/** What every part of the drawn widget needs: words, part names, heading levels and the host's brand. */
import { createContext, useContext } from 'react'

import type { Say } from '../core/messages.ts'
import type { PartName } from './contract.ts'

/** The host's brand as it is drawn. */
export interface Brand {
  readonly name?: string | undefined
  /** A URL of the host's own; drawn beside the name. */
  readonly logo?: string | undefined
}

/** The surroundings of a view. */
export interface View {
  readonly say: Say
  /** The language of the words: lists, dates and labels within a sentence are written in it too. */
  readonly locale: string
  /** Attributes of an element of the styling contract. */
  readonly part: (name: PartName) => { readonly part: string; readonly className?: string }
  readonly headingLevel: HeadingLevel
  readonly brand: Brand
  /** Origins besides the page's own that pictures and logos of guides may come from. */
  readonly imageOrigins: readonly string[]
  /** Attributes of the guide's own texts, where they are in another language than ours. */
  readonly guideText: { readonly lang: string; readonly dir: 'auto' } | undefined
  /** Where an in-page link of the guide leads; undefined where that place is not shown. */
  readonly goToAnchor: (id: string) => (() => void) | undefined
}

/** The level of the widget's title; its steps are one below. */
export type HeadingLevel = 1 | 2 | 3 | 4

export const ViewContext = createContext<View | undefined>(undefined)

/** The surroundings; only inside `<Hub>` and `<Accounts>`. */
export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('This part is drawn by <Hub> or <Accounts> only.')
  return view
}

/** Part attributes: with our class names, or without them for hosts that style everything themselves. */
export const partsOf =
  (unstyled: boolean): View['part'] =>
  (name) =>
    unstyled ? { part: name } : { part: name, className: `hub-${name}` }
