/**
 * Locale packs: the words that `hub.<tag>.js` brings, in whichever order the scripts come.
 */
import { type Messages, spokenLocale } from '../core/messages.ts'
import { nearestLocale } from '../core/nearestLocale.ts'
import { reportUsage } from '../core/usage.ts'
import { outside } from '../react/outside.ts'
import type { Locale } from '../locales/locale.ts'

/** What a pack brings: its tag, words, and the script's own guides in its language. */
export type LocalePack = Locale

const packs = new Map<string, LocalePack>()
const listeners = new Set<() => void>()

/** Adds the words of a language, and draws what is on the page anew. */
export function registerLocale(pack: LocalePack): void {
  packs.set(pack.tag, pack)
  listeners.forEach((listener) => listener())
}

/** Milliseconds after which a language without a pack is told: the pack's script may come late. */
const PATIENCE = 3000

/**
 * Calls `onChange` after each registration and when the page changes a language, and tells the developer where `choose` finds
 * no pack in time. Answers how to stop.
 */
export function followLocale(choose: () => ChosenLocale, onChange: () => void): () => void {
  listeners.add(onChange)
  // Anywhere: the element may be moved.
  const watch = new MutationObserver(onChange)
  watch.observe(document, { attributeFilter: ['lang'], subtree: true })
  const patience = setTimeout(() => {
    const { locale, asked } = choose()
    if (locale !== asked) reportUsage('locale-missing', asked, 'warn')
  }, PATIENCE)
  return () => {
    listeners.delete(onChange)
    watch.disconnect()
    clearTimeout(patience)
  }
}

/** The tag in use, and the pack behind it where it is not English. */
export interface ChosenLocale {
  readonly locale: string
  /** The tag that was asked for. A guide may be there in it where words are not. */
  readonly asked: string
  readonly pack: LocalePack | undefined
}

/**
 * The pack for a tag: its own, else one of its language, else English. `ownWords` says that the host brings the words
 * itself, so that the tag is kept for plurals and dates.
 */
export function chooseLocale(tag: string, ownWords: boolean): ChosenLocale {
  const pack = [...packs.values()][nearestLocale([...packs.keys()], tag)]
  return { locale: spokenLocale(tag, pack ?? ownWords), asked: tag, pack }
}

/** The words for a locale, the host's in front. */
export function wordsOf({ pack }: ChosenLocale, own: Messages | undefined): Messages | undefined {
  if (!pack) return own
  return own ? { ...pack.messages, ...own } : pack.messages
}

/** The nearest `lang`, on the element or around it, across shadow roots; English where there is none. */
export function nearestLanguage(element: Element): string {
  let from: Element | undefined = element
  while (from) {
    const found = from.getAttribute('lang')
    // As Java and gettext write it, too: `de_DE`.
    if (found) return found.replace(/_/g, '-')
    from = outside(from)
  }
  return 'en'
}
