/**
 * Every word that the widget says, with its holes checked by the compiler, and how the holes are filled.
 * Guides bring their own words; all others can be replaced by the host or a locale.
 */
import type { english } from './english.ts'
import { words } from './words.ts'

/** A message by number: chosen by the `{count}` hole under the locale's plural rules (CLDR). */
export interface PluralForms {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

/** English, as far as it is loaded. */
export const known: Partial<Record<MessageKey, string | PluralForms>> = { ...words }

/** Adds the words of a part that loads later; called where that part begins. */
export const learn = (more: typeof known): void => void Object.assign(known, more)

/** The name of a message. */
export type MessageKey = keyof typeof english

type TextOf<Message> = Message extends string
  ? Message
  : Message extends PluralForms
    ? Message['other']
    : never

type HoleNames<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | HoleNames<Rest>
  : never

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  member: infer Both,
) => void
  ? Both
  : never

/** Any text that has these holes. */
type TextWith<Hole extends string> = [Hole] extends [never]
  ? string
  : Intersection<Hole extends unknown ? `${string}{${Hole}}${string}` : never>

/** The holes of a message: `{ provider: string }`. Numbers are written with the digits of the locale. */
export type HolesOf<Key extends MessageKey> = {
  readonly [Hole in HoleNames<TextOf<(typeof english)[Key]>>]: Hole extends 'count' | 'number'
    ? number
    : string
}

/** Words in place of ours, all or some. A text that lacks a hole of its message is a type error. */
export type Messages = {
  readonly [Key in MessageKey]?:
    | (TextWith<HoleNames<TextOf<(typeof english)[Key]>>> & string)
    | ((typeof english)[Key] extends PluralForms ? PluralForms : never)
}

/** Gives the words of one locale: `say('title', { provider: 'JazzHR' })`. */
export type Say = <Key extends MessageKey>(
  key: Key,
  ...holes: keyof HolesOf<Key> extends never ? [] : [holes: HolesOf<Key>]
) => string

/** A message longer than this is no message (fault A37). */
const MAX_MESSAGE = 1000

const holesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')

/** The language that is spoken: that of the host's words; without any it is English. */
export const spokenLocale = (locale: string, words: unknown): string =>
  words || /^en\b/i.test(locale) ? locale : 'en'

/** True when `candidate` can stand in for the message: a text, or plural forms, without holes that it does not have. */
export function isUsableMessage(key: MessageKey, candidate: unknown): candidate is string | PluralForms {
  const model = Object.hasOwn(known, key) ? known[key] : undefined
  if (model === undefined) return false
  const holes = holesIn(typeof model === 'string' ? model : model.other)
  const fits = (text: unknown): boolean =>
    typeof text === 'string' &&
    text.length <= MAX_MESSAGE &&
    holesIn(text).every((hole) => holes.includes(hole))
  if (typeof candidate === 'string') return fits(candidate)
  if (typeof model === 'string') return false
  const forms = Object(candidate) as object
  return Object.hasOwn(forms, 'other') && Object.values(forms).every(fits)
}

/**
 * Builds the speaker of a locale. `layers` are looked through in order (the host's words, the locale's), then English;
 * an unusable message is passed over. `locale` chooses plural forms and digits; an unknown one counts as English.
 */
export function createSay(locale: string, ...layers: readonly (Messages | undefined)[]): Say {
  let plurals: Intl.PluralRules | undefined
  let numbers: Intl.NumberFormat | undefined
  const pluralOf = (count: number): Intl.LDMLPluralRule =>
    (plurals ??= new Intl.PluralRules(usableLocales(locale))).select(count)
  const textOf = (value: string | number): string =>
    typeof value === 'string' || (isPlain(value) && PLAIN_DIGITS.test(locale))
      ? String(value)
      : (numbers ??= new Intl.NumberFormat(usableLocales(locale))).format(value)
  const find = (key: MessageKey): string | PluralForms => {
    for (const layer of layers) {
      const own: unknown = layer && Object.hasOwn(layer, key) ? layer[key] : undefined
      if (own !== undefined && isUsableMessage(key, own)) return own
    }
    return known[key] ?? ''
  }
  return (key, ...[holes]) => {
    const message = find(key)
    const values: Readonly<Record<string, string | number>> = holes ?? {}
    const text = typeof message === 'string' ? message : formOf(message, pluralOf(Number(values['count'])))
    return (
      text
        .replace(/\{(\w+)\}/g, (hole, name: string) => {
          const value = Object.hasOwn(values, name) ? values[name] : undefined
          return value === undefined ? hole : textOf(value)
        })
        // A name may end in a stop of its own: "Acme Inc."
        .replace(/([^.])\.\.(?!\S)/g, '$1.')
    )
  }
}

// The first number format of a page takes a quarter of the time to the first drawing, and step numbers need none.
const PLAIN_DIGITS = /^(?:de|en|es|fr|it|ja|pt)(?:-[A-Z]{2})?$/
const isPlain = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 1000

const formOf = (message: PluralForms, rule: Intl.LDMLPluralRule): string =>
  (Object.hasOwn(message, rule) ? message[rule] : undefined) ?? message.other

/** What to ask Intl for: the locale, else English. For a language that it does not know it would take the machine's own. */
export function usableLocales(locale: string): string[] {
  try {
    return Intl.getCanonicalLocales([locale, 'en'])
  } catch {
    return ['en']
  }
}
