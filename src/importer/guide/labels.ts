/**
 * Labels of fields, read from the sentences and lists that ask for them.
 */
import type { Inline } from '../../core/guide.ts'
import { plainText } from '../blocks/content.ts'

/** What a page says of one field. */
export interface Label {
  readonly label: string
  readonly required: boolean
  readonly hint?: string
}

/** A list with a line like this before it asks for what its items name. */
const ASKS =
  /\b(?:fields?|credentials?|details|information|values?|following|needs?|require[sd]?|inputs?|form)\b/i

/** What the product does itself with what the list names. */
const TAKES =
  /\b(?:integration|connector|connection|app|application) (?:also |currently )?(?:us|utili[sz]|access|support|read|retriev|return)\w*\b/i

export const asksFor = (text: string): boolean => ASKS.test(text) && !TAKES.test(text)

const OPTIONAL = /\((?:optional)[^)]*\)|\boptional\b/i
/** Ends the label: what follows says more of it. */
const SEPARATOR = /\s*(?::|\s[–—]\s|—|\s-\s(?=(?:\S+\s+){3,}\S+))\s*/
const NOT_A_LABEL =
  /^(?:click|select|choose|press|enter|go|open|navigate|log|sign|copy|paste|use|make|save|submit|follow|complete|proceed|once|when|if|you|your account|the|this|these|in|on|to|for|note|important|warning|tip|example|examples|please|ensure|verify|check|add|create|set|see|a|an|and|after|before|connect|next|done|cancel|yes|no|ok|admin access)\b/i

/** What stands between two labels of one item. */
const BETWEEN_LABELS = /^\s*(?:[,/&+]|,?\s*(?:and|or))\s*$/

/** The labels that a list item begins with: `**Client ID** - what it is`, `**Client ID** and **Client Secret**`. */
export function labelsOfItem(content: readonly Inline[]): Label[] {
  const [first, between, second] = content
  const isRow = first?.kind === 'strong' && second?.kind === 'strong' && between?.kind === 'text'
  if (!isRow || !BETWEEN_LABELS.test(between.text)) return labelsBefore(content)
  return [...labelsIn(plainText([first]), ''), ...labelsOfItem(content.slice(2))]
}

/** What stands before the text of an item: `**Client ID** - what it is`, `Client ID (optional)`. */
function labelsBefore(content: readonly Inline[]): Label[] {
  const [first] = content
  const text = plainText(content).trim()
  if (first?.kind === 'strong' || first?.kind === 'code') {
    const own = plainText([first])
    const rest = text.slice(own.trim().length)
    // Bold within a sentence is a button, not a label.
    return /^\s*(?:$|[:(–—-])/.test(rest) || own.trimEnd().endsWith(':') ? labelsIn(own, rest) : []
  }
  const [head = '', ...rest] = text.split(SEPARATOR)
  const plain = content[1]?.kind === 'code' ? plainText(content.slice(0, 1)) : head
  return labelsIn(plain, text.slice(head.length), rest.length > 0 || content[1]?.kind === 'code')
}

/** What follows the name of a thing that is not entered. */
const NO_FIELD = /^\s*(?:button|tab|page|menu|section|link|dialog|icon|box|files?|account|screen|window)\b/i

/** What follows in the same sentence is a value that could be entered, not what it is called. */
const EXAMPLE = /\b(?:e\.?\s?g\.?|for example|for instance|such as|looks? like)(?:(?![.!?]\s).)*$/is

/** Labels in a sentence that tells to enter something: those in bold or code that are no buttons. */
export function labelsInSentence(content: readonly Inline[]): Label[] {
  const text = plainText(content)
  if (
    !/\b(?:enter|provide|fill|paste|input|supply|add (?:your|the)|have (?:your|the)|set (?:your|the)|select your|use|optionally)\b/i.test(
      text,
    )
  )
    return []
  const marked = content.flatMap((piece, index): Label[] => {
    if (piece.kind !== 'strong' && piece.kind !== 'code') return []
    const before = plainText(content.slice(0, index))
    const after = plainText(content.slice(index + 1))
    if (/\b(?:click|clicking|press|pressing|tap|hit|choose|open|on)(?: on)?(?: the)?\s*$/i.test(before))
      return []
    if (NO_FIELD.test(after) || EXAMPLE.test(before)) return []
    const isOptional = /^\s*\(optional\)/i.test(after) || /^\s*optional(?:ly)?\b/i.test(text)
    const name = plainText([piece])
    // A row of values, as one name.
    return name.includes(',') ? [] : labelsIn(name, isOptional ? '(optional)' : '')
  })
  const named = [...text.matchAll(/\bthe ((?:[A-Z][\w/-]*\s){0,4}[A-Z][\w/-]*) field\b/g)].flatMap(
    ([, name = '']) => label(name, '') ?? [],
  )
  return [...marked, ...named]
}

/** What credentials are called, where nothing sets them off from the sentence. */
const CREDENTIAL =
  /\b(?:(?:(?:personal )?access|API|secret|client|bearer|auth|application|app|consumer|employee|service|signing|refresh|license) (?:key|token|secret|id|password|username)s?|username|e-?mail(?: address)?(?=(?:,? and|,| or|\s?\/) (?:your |the )?password\b)|password|subdomain|(?:tenant|account|company|organi[sz]ation|user) id)\b/gi
/** Capitalised words before it are part of its name, but for those that say what to do. */
const QUALIFIERS = /(?:\b[A-Z][\w-]*\s){0,3}$/
const INSTRUCTION =
  /^(?:(?:\w+ing|Your|The|An?|One|Of|Generate|Create|Locate|Find|Get|Use|Enter|Retrieve|Obtain|Copy|Note|New|And|With|This|That|Set|Save|Add|Step|Open|Go|Paste|Provide|Select)\s)+/

/** The names of credentials in a plain sentence. */
export function credentialsIn(text: string): Label[] {
  const known = [...text.matchAll(CREDENTIAL)].map(({ 0: name, index }) => {
    const qualifiers = QUALIFIERS.exec(text.slice(0, index))?.[0].replace(INSTRUCTION, '') ?? ''
    const start = index - qualifiers.length
    return { start, end: index + name.length, name: `${qualifiers}${name}` }
  })
  const isKnown = ({ start, end }: { start: number; end: number }) =>
    known.some((one) => one.start < end && start < one.end)
  return [...known, ...pairsIn(text), ...namedIn(text).filter((one) => !isKnown(one))]
    .filter((one) => !GENERIC.test(one.name))
    .sort((a, b) => a.start - b.start)
    .flatMap(({ name }) => {
      const single = name.replace(/(?<=key|token|secret|id|password|username)s$/i, '')
      return label(single.charAt(0).toUpperCase() + single.slice(1), '') ?? []
    })
}

/** `the Service User credentials` are two fields. */
const pairsIn = (text: string) =>
  [...text.matchAll(/\b(?:service|system|integration) (?:user|account) credentials\b/gi)].flatMap(
    ({ 0: whole, index: start }) =>
      ['Username', 'Password'].map((name) => ({ start, end: start + whole.length, name })),
  )

const ENTER = /\b(?:enter|provide|paste|use|fill in|input|supply)\b/i
/** `the Site URL`, `your Service User's Token`, `and Region`: named in capitals, and nothing that is pressed or opened. */
const NAMED =
  /(?:\b(?:the|your|an?|and|enter|provide|paste|use)|,) (?:[A-Z][\w/-]*(?: [A-Z][\w/-]*)*['’]s )?((?:[A-Z][\w/-]*)(?: [A-Z][\w/-]*)*)(?=[,.;:)]|$| (?:and|or|from|in|into|on|to|for|generated|received|copied|created|obtained|that|which|you|as|below|above|fields?)\b)/g

/** What is no field by its name: all of them, or a place to go to. */
const GENERIC =
  /^(?:details|credentials?|informations?|fields?|form|values?|data|settings|step \d+|(?:\w+ )*(?:hub|console|dashboard|portal|page|methods?))$/i

/** What a sentence tells to enter by a name in capitals. */
function namedIn(text: string): { start: number; end: number; name: string }[] {
  return text.split(/(?<=[.!?])\s+/).flatMap((sentence) => {
    const verb = ENTER.exec(sentence)
    if (!verb) return []
    const offset = text.indexOf(sentence) + verb.index
    return [...sentence.slice(verb.index).matchAll(NAMED)].map(({ 0: whole, 1: name = '', index }) => {
      const end = offset + index + whole.length
      return { start: end - name.length, end, name }
    })
  })
}

/** Names of what identifies an account or opens it. */
export const isCredential = (label: string): boolean =>
  [...SORTS, /\b(?:sid|sub-?domain|domain|tenant|region|url|pin|certificate)[\s:]*$/i].some((sort) =>
    sort.test(label),
  )

/** Sorts of credentials, by the last word of their names. */
const SORTS = [
  /\b(?:user ?name|user|login|e-?mail|id)[\s:]*$/i,
  /\b(?:secret(?: key)?|password|passphrase)[\s:]*$/i,
  /\b(?:key|token)[\s:]*$/i,
]
const BETWEEN_NAMES = [/\s*(?:,\s*and\b|,|&|\+|\band\b)\s*/i, /\s*\/\s*/]

/** `Username / Password` and `Client ID and Client Secret` are two labels; `API Key / Token`, of one sort, is one. */
const labelsIn = (text: string, rest: string, hasMore = false): Label[] =>
  BETWEEN_NAMES.reduce(
    (names, separator) => names.flatMap((name) => parted(name, separator)),
    [text],
  ).flatMap((name) => label(name, rest, hasMore) ?? [])

function parted(name: string, separator: RegExp): string[] {
  const parts = name.split(separator)
  const sorts = parts.map((part) => SORTS.findIndex((sort) => sort.test(part)))
  return sorts.includes(-1) || new Set(sorts).size < parts.length ? [name] : parts
}

function label(text: string, rest: string, hasMore = false): Label | undefined {
  const bare = text
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[\s:.,;–—*-]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
  const words = bare.split(' ').length
  if (bare === '' || words > (hasMore ? 8 : 7) || bare.length > 80) return undefined
  if (NOT_A_LABEL.test(bare) || !/^[\p{L}\p{N}]/u.test(bare) || !/\p{L}/u.test(bare) || /[.?!]\s/.test(bare))
    return undefined
  if (/^https?:|^[\w.-]+\.(?:com|io|net|org)\b|[<>{}]/.test(bare)) return undefined
  const hint = rest
    .replace(/^\s*(?:\([^)]*\))?\s*[:–—-]*\s*/, '')
    .replace(/\s+/g, ' ')
    .trim()
  // A word within a sentence is small there.
  const name = /^\p{Ll}+(?:\s|$)/u.test(bare) ? bare.charAt(0).toUpperCase() + bare.slice(1) : bare
  const required = !OPTIONAL.test(`${text} ${rest}`.slice(0, text.length + 40))
  return hint.length > 2 ? { label: name, required, hint: hint.slice(0, 300) } : { label: name, required }
}
