/** What the page shows: the widget in a shadow root, as the element has it, or a notice in its place. */
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

import { createSay } from '../core/messages.ts'
import { adoptStyles } from '../element/adoptStyles.ts'
import type { ChosenLocale } from '../element/locales.ts'
import { NoGuide } from '../element/NoGuide.tsx'
import { builtInGuides } from '../guides/index.ts'
import { TOKENS } from '../react/contract.ts'
import { Notice } from './Notice.tsx'
import style from './page.css?inline'
import type { Prepared } from './prepare.ts'
import { type PageWords, WORDS } from './words.ts'

/** The place that the page draws in. */
export interface View {
  /** The element around it; its height is that of what is shown. */
  readonly place: HTMLElement
  readonly shadow: ShadowRoot
  readonly draw: (node: ReactNode) => void
}

/** Puts the place into `<main>`. Called once. */
export function createView(main: HTMLElement): View {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  document.adoptedStyleSheets = [sheet]
  const place = document.createElement('div')
  const shadow = place.attachShadow({ mode: 'open' })
  main.replaceChildren(place)
  const root = createRoot(shadow)
  return {
    place,
    shadow,
    draw: (node) => {
      adoptStyles(shadow)
      root.render(node)
    },
  }
}

/** Sets a theme on the page, in place of the one before. */
export function dress(tokens: ReadonlyMap<string, string>): void {
  for (const token of TOKENS) document.documentElement.style.setProperty(token, tokens.get(token) ?? null)
}

/** The page's own words in the language that is shown. */
export function wordsOfPage({ pack }: ChosenLocale): PageWords {
  const words: Readonly<Record<string, PageWords>> = WORDS
  return words[pack?.tag ?? 'en'] ?? WORDS.en
}

/** What the notice is about. */
export type NoticeName = 'missing' | 'malformed' | 'ended' | 'refused'

/** A title and a sentence in place of the widget. */
export function showNotice(view: View, name: NoticeName, { locale, settings }: Prepared): void {
  const words = wordsOfPage(locale)
  const title = words[`${name}Title`]
  document.title = title
  view.draw(
    <Notice
      key={name}
      title={title}
      lead={words[`${name}Lead`]}
      locale={locale.locale}
      messages={locale.pack?.messages}
      colorScheme={settings.colorScheme}
      headingLevel={1}
    />,
  )
}

/** What there is to say before anything is loaded, or when it could not be. */
export function showNothing(view: View, shown: Parameters<typeof NoGuide>[0]['shown']): void {
  view.draw(<NoGuide locale="en" shown={shown} headingLevel={1} />)
}

/** "Connect JazzHR", for the tab. */
export function titleOf({ settings, locale }: Prepared): string {
  const say = createSay(locale.locale, locale.pack?.messages)
  const { provider, catalogue, brand } = settings
  const entry = typeof catalogue === 'object' && 'length' in catalogue ? catalogue[0] : undefined
  const name = entry?.name ?? (provider === undefined ? undefined : builtInGuides.get(provider)?.name)
  const title = name === undefined ? say('connectAccount') : say('title', { provider: name })
  return brand.name === undefined ? title : `${title} · ${brand.name}`
}
