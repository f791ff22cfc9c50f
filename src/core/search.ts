/**
 * Finding a provider while its name is typed: without regard to case and diacritics, by aliases too, and through one
 * wrong letter. Everything that does not depend on the query is prepared once.
 */
import type { CatalogueEntry } from './catalogue.ts'

/** A provider as it is picked: one entry, or several ways to link the same one. */
export interface Provider {
  readonly provider: string
  readonly name: string
  readonly category: string | undefined
  readonly logo: string | undefined
  /** At least one. */
  readonly entries: readonly CatalogueEntry[]
}

/** Answers the providers that fit, best first; all of them, by name, for an empty query. */
export type Search = (query: string) => readonly Provider[]

/** Entries of one provider, told apart by `auth`, are picked as one. Sorted by name in the order of `locale`. */
export function groupProviders(entries: readonly CatalogueEntry[], locale: string): Provider[] {
  const groups = new Map<string, CatalogueEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.provider)
    if (group) group.push(entry)
    else groups.set(entry.provider, [entry])
  }
  const compare = new Intl.Collator(locale).compare
  return [...groups.values()]
    .flatMap((group): Provider[] => {
      const [first] = group
      if (!first) return []
      const { provider, name, category, logo } = first
      return [{ provider, name, category, logo, entries: group }]
    })
    .sort((one, other) => compare(one.name, other.name))
}

// Letters with a stroke of their own, which Unicode does not take apart.
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
}

/** Text as it is compared: no marks, no case, words of letters and digits with single spaces between them. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðħıßæœþ]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

// How well a provider fits, the less the better. A typing error counts only where nothing fits without one.
const NAME_BEGINS = 0
const WORD_BEGINS = 1
const ALIAS_BEGINS = 2
const INSIDE = 3
const ONE_LETTER_OFF = 4
const NOT = 5

/** Below this length one wrong letter would fit nearly every word. */
const MIN_TYPO_LENGTH = 4

/** Prepares the search over providers that are sorted by name. */
export function createSearch(providers: readonly Provider[]): Search {
  const index = providers.map((provider) => {
    const name = fold(provider.name)
    const aliases = provider.entries.flatMap((entry) => [entry.name, ...(entry.aliases ?? [])]).map(fold)
    // One text, in which a word begins after a space and a name after a line break: most rows are put aside by one look.
    const all = ['', name, ...aliases].join('\n ')
    return { provider, name, nameEnd: name.length + 2, all, words: [...new Set(all.split(/\s+/))] }
  })
  type Row = (typeof index)[number]

  const fit = ({ name, nameEnd, all }: Row, token: string, word: string): number => {
    const inside = all.indexOf(token)
    if (inside < 0) return NOT
    if (name.startsWith(token)) return NAME_BEGINS
    const begins = all.indexOf(word)
    if (begins < 0) return INSIDE
    return begins < nameEnd ? WORD_BEGINS : ALIAS_BEGINS
  }
  const fitNearly = (row: Row, token: string, word: string): number => {
    const exact = fit(row, token, word)
    if (exact !== NOT || token.length < MIN_TYPO_LENGTH) return exact
    return row.words.some((each) => beginsNearly(each, token)) ? ONE_LETTER_OFF : NOT
  }
  const rank = (tokens: readonly string[], by: typeof fit): Provider[] => {
    const words = tokens.map((token) => ` ${token}`)
    // By how well they fit; within one, in the order of their names.
    const found: Provider[][] = Array.from({ length: NOT }, () => [])
    for (const row of index) {
      let score = 0
      for (let at = 0; at < tokens.length && score < NOT; at += 1)
        score = Math.max(score, by(row, tokens[at] ?? '', words[at] ?? ''))
      found[score]?.push(row.provider)
    }
    return found.flat()
  }

  return (query) => {
    const folded = fold(query)
    if (folded === '') return providers
    const tokens = folded.split(' ')
    const whole = rank([folded], fit)
    const exact = whole.length > 0 ? whole : rank(tokens, fit)
    return exact.length > 0 ? exact : rank(tokens, fitNearly)
  }
}

/** True when the beginning of `word` is `token` but for one letter: one more, one less, another, or two swapped. */
export function beginsNearly(word: string, token: string): boolean {
  let same = 0
  while (same < token.length && word[same] === token[same]) same += 1
  // Thousands of words are looked at: none is copied.
  const goesOn = (at: number, from: number): boolean => {
    let more = 0
    while (from + more < token.length && word[at + more] === token[from + more]) more += 1
    return from + more >= token.length
  }
  return (
    goesOn(same, same + 1) ||
    goesOn(same + 1, same) ||
    goesOn(same + 1, same + 1) ||
    (word[same] === token[same + 1] && word[same + 1] === token[same] && goesOn(same + 2, same + 2))
  )
}
