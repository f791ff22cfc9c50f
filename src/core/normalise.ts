/**
 * What a person pastes, made into what the provider issued, with an account of what was taken out.
 */
import { cleanText, INVISIBLE } from './text.ts'

/** One kind of thing that was removed, and how many; `text` is what a prefix said. */
export type Removal =
  | { readonly kind: 'spaces' | 'line-breaks' | 'invisible' | 'quotes'; readonly count: number }
  | { readonly kind: 'prefix'; readonly text: string }

/** What a value looks like when it is probably not a key. A question to ask, never a refusal. */
export type Doubt = 'url' | 'email' | 'sentence'

/** The value to send, what was removed to get it, and a doubt where there is one. */
export interface Normalised {
  readonly value: string
  readonly removed: readonly Removal[]
  readonly doubt: Doubt | undefined
}

const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g
const QUOTED = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|[“”„]([^“”„]*)[“”]|[‘’‚]([^‘’‚]*)[‘’]|«([^«»]*)»)[,;]?$/u
// `Authorization: Bearer x`, `Bearer x`, `apikey=x`, `?api_key=x`, `API key: x`, `"apiKey": x`, `{"api-key": x`.
const PREFIX =
  /^(?:authorization\s*:\s*)?(?:bearer\s+|basic\s+(?=[\w+/]+=*$))|^[{?&]?\s*["']?(?:x[-_ ]?)?(?:api|access|secret)[-_ ]?(?:key|token)["']?\s*[:=]\s*/i

/**
 * Cleans a secret: outer and inner white space, line breaks, characters that nobody sees, one pair of quotes, and
 * prefixes such as `Bearer ` or `apikey=`. Linear in the length; holds nothing after it returns.
 */
export function normaliseSecret(raw: string): Normalised {
  const counts = { spaces: 0, 'line-breaks': 0, invisible: 0, quotes: 0 }
  let prefix = ''
  // Counted by length: a function called for each of a million characters takes ten times as long.
  const take = (kind: keyof typeof counts, pattern: RegExp, from: string): string => {
    const left = from.replace(pattern, '')
    counts[kind] += from.length - left.length
    return left
  }

  // Line breaks stay until the end, so that a prefix and its value stay apart.
  let text = take('invisible', INVISIBLE, raw).replace(LINE_BREAK, '\n')
  take('line-breaks', /\n/g, text)
  const doubt = doubtOf(text)
  // Quotes may hold the prefix and the prefix the quotes, so both are looked for twice. Quotes first: the one before a name
  // would else be taken with the prefix, and its other half stay in the key.
  for (let round = 0; round < 2; round += 1) {
    text = trim(text)
    const quoted = counts.quotes === 0 ? QUOTED.exec(text) : null
    if (quoted) {
      counts.quotes = 1
      text = quoted.slice(1).find(Boolean) ?? ''
    }
    const found = PREFIX.exec(text)?.[0]
    if (found !== undefined && prefix === '') {
      prefix = found.trim()
      text = trim(text.slice(found.length))
      if (prefix.startsWith('{')) text = trim(text.replace(/\}$/, ''))
    }
  }
  const value = take('spaces', /[^\S\n]/g, text).replace(/\n/g, '')

  const removed: Removal[] = (Object.keys(counts) as (keyof typeof counts)[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => ({ kind, count: counts[kind] }))
  if (prefix !== '') removed.push({ kind: 'prefix', text: prefix })
  return { value, removed, doubt }

  function trim(untrimmed: string): string {
    const inner = untrimmed.trim()
    const from = untrimmed.length - untrimmed.trimStart().length
    take('spaces', /[^\S\n]/g, untrimmed.slice(0, from) + untrimmed.slice(from + inner.length))
    return inner
  }
}

// A longer one is refused for its length, which is told first.
const LONGEST_DOUBTED = 4096

/** Cleans a value that is not secret: outer white space and characters that nobody sees. Inner spaces stay. */
export const normaliseText = (raw: string): string => cleanText(raw).trim()

function doubtOf(text: string): Doubt | undefined {
  const value = text.trim()
  if (value.length > LONGEST_DOUBTED) return undefined
  if (/^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(value) || /^www\.[^\s.]+\.\S+$/i.test(value)) return 'url'
  if (/^[^\s@:=]+@[^\s@]+\.[^\s@.]{2,}$/.test(value)) return 'email'
  const words = value.split(/[^\S\n]+/)
  // Three words of letters or more are a sentence; a key that was wrapped or grouped has digits or few parts.
  return words.length >= 3 && words.filter((word) => /^\p{L}[\p{L}'’]*[.,!?]?$/u.test(word)).length >= 3
    ? 'sentence'
    : undefined
}
