/**
 * Names of another product's hub or console, which a white-labelled portal must not show.
 */
import type { Page, SeenText } from '../page.ts'

const PLACE = /\b((?:[A-Z0-9][\w.&-]*\s+){1,3})(Hub|Console|Connect UI)\b/g
/** Places that pages name without saying whose they are. */
const NAMELESS = /\b(?:(?:the|our) hub|Connect UI|Link(?:ed)? Accounts? page|Link Account page)\b/i
/** `Connecting with Acme`, `Link your account in Acme`: the product that the page links to. */
const HOST =
  /\b(?:[Cc]onnect|[Ll]ink|[Ii]ntegrat)\w*\b[^.]{0,60}?\b(?:with|to|via|in|using)\s+(?:the\s+)?([A-Z][A-Za-z]+)(?=\s+Hub\b|\s*$)/
/** `the authentication form in Acme`, `grants Acme permission`: said of the product alone that a page links to. */
const LINKED =
  /\b(?:(?:authentication|connection|integration) (?:form|modal|setup|dialog|page) (?:in|of|on)|(?:grant|allow|giv)(?:e?s|ing)?) ([A-Z][A-Za-z]+)(?=\s+(?:permissions?|access)\b|[^\w\s]|\s+and\b|\s*$)/g
/** Words that say what a console is for, not whose it is. */
const COMMON =
  /^(?:The|A|An|Your|In|Open|To|From|Of|On|Admin|Administrator|Administration|Developer|Developers|API|Web|Account|Management|Learning|Cloud|Partner|Security|Integration|Integrations|Application|App|User|Settings|Go|Visit|Log|Sign|Navigate|Use)$/

/** The names found, and the lines that hold them. `titles` are those of the sections. */
export function foreignNames(page: Page, name: string, titles: readonly SeenText[]): Map<string, number[]> {
  const own = new Set(
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  )
  const isOwn = (words: string) => words.split(/\s+/).some((word) => own.has(word.toLowerCase()))
  const found = new Map<string, number[]>()
  const note = (what: string, line: number) => {
    const lines = found.get(what) ?? []
    if (!lines.includes(line)) lines.push(line)
    found.set(what, lines)
  }
  const hosts = new Set(
    [
      ...titles.flatMap(({ text }) => HOST.exec(text)?.[1] ?? []),
      ...page.seen.flatMap(({ text }) => [...text.matchAll(LINKED)].map(([, host = '']) => host)),
    ].filter((host) => !isOwn(host) && !COMMON.test(host)),
  )
  for (const { text, line } of page.seen) {
    for (const [, words = '', place = ''] of text.matchAll(PLACE)) {
      const named = words
        .trim()
        .split(/\s+/)
        .filter((word) => !COMMON.test(word))
      if (named.length > 0 && !isOwn(words)) note(`${named.join(' ')} ${place}`, line)
    }
    const nameless = NAMELESS.exec(text)?.[0]
    if (nameless) note(nameless, line)
    for (const host of hosts) if (new RegExp(`\\b${host}\\b`).test(text)) note(host, line)
  }
  return found
}
