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
  const groups = new Map<string, Provider & { readonly entries: CatalogueEntry[] }>()
  for (const entry of entries) {
    const { provider, name, category, logo } = entry
    const group = groups.get(provider)
    if (group) group.entries.push(entry)
    else groups.set(provider, { provider, name, category, logo, entries: [entry] })
  }
  const compare = new Intl.Collator(locale).compare
  return [...groups.values()].sort((one, other) => compare(one.name, other.name))
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

/** Below this length one wrong letter would fit nearly every word. */
const MIN_TYPO_LENGTH = 4
/** Over this length nobody has typed one word: it was pasted, and there are too many letters that may be wrong. */
const MAX_TYPO_LENGTH = 40

/** A provider as it is compared. */
interface Row {
  readonly provider: Provider
  /** One text, in which a word begins after a space and a name after a line break. */
  readonly all: string
  /** Where the name ends in it, and the aliases begin. */
  readonly nameEnd: number
}

/**
 * Prepares the search over providers that are sorted by name. The search looks at thousands of rows for a few keys, too few
 * for its own code to be compiled well: it leaves most rows to one search in a text, and remembers the last query.
 */
export function createSearch(providers: readonly Provider[]): Search {
  // Names share many of their words: each is compared once for all rows that have it.
  const rowsWith = new Map<string, Row[]>()
  const index = providers.map((provider): Row => {
    const names = provider.entries.flatMap((entry) => [entry.name, ...(entry.aliases ?? [])])
    const folded = [...new Set(names)].map(fold)
    const [name = ''] = folded
    const row = { provider, all: ['', ...folded].join('\n '), nameEnd: name.length + 2 }
    for (const word of new Set(row.all.split(/\s+/))) {
      const group = rowsWith.get(word)
      if (group) group.push(row)
      else rowsWith.set(word, [row])
    }
    return row
  })

  const rowsNear = (token: string): ReadonlySet<Row> => {
    const near = new Set<Row>()
    if (token.length < MIN_TYPO_LENGTH || token.length > MAX_TYPO_LENGTH) return near
    const nearly = beginsNearly(token)
    rowsWith.forEach((group, word) => {
      if (nearly.test(word)) for (const row of group) near.add(row)
    })
    return near
  }

  // The last query, and the rows that have all of its words. What a longer query finds is among them.
  let last = ''
  let rows: readonly Row[] = index
  return (query) => {
    const folded = fold(query)
    if (folded === '') return providers
    const tokens = folded.split(' ')
    if (!folded.startsWith(last)) rows = index
    last = folded
    for (const token of tokens) rows = rows.filter(({ all }) => all.includes(token))
    const whole = rows.filter(({ all }) => all.includes(folded))
    if (whole.length > 0) return rank(whole, [folded])
    if (rows.length > 0) return rank(rows, tokens)
    let nearly: readonly Row[] = index
    for (const token of tokens) {
      const near = rowsNear(token)
      nearly = nearly.filter((row) => row.all.includes(token) || near.has(row))
    }
    return rank(nearly, tokens)
  }
}

/** By how well the worst of the tokens fits; of equals, in the order of their names. */
function rank(rows: readonly Row[], tokens: readonly string[]): Provider[] {
  const words = tokens.map((token) => ` ${token}`)
  const ranks: Provider[][] = [[], [], [], [], []]
  for (const row of rows)
    ranks[words.reduce((worst, word) => Math.max(worst, fit(row, word)), NAME_BEGINS)]?.push(row.provider)
  return ranks.flat()
}

/** `word` has a space before it. */
function fit({ all, nameEnd }: Row, word: string): number {
  const at = all.indexOf(word)
  if (at < 0) return all.includes(word.trim()) ? INSIDE : ONE_LETTER_OFF
  if (at === 1) return NAME_BEGINS
  return at < nameEnd ? WORD_BEGINS : ALIAS_BEGINS
}

/** Fits what begins with `token` but for one letter: one more, one less, another, or two swapped. Letters and digits alone. */
export function beginsNearly(token: string): RegExp {
  const slips = token.split('').map((letter, at) => {
    const after = token.slice(at + 1)
    return `${token.slice(0, at)}(?:.?${after}|.${letter}${after}|${after.slice(0, 1)}${letter}${after.slice(1)})`
  })
  return new RegExp(`^(?:${slips.join('|')})`)
}
