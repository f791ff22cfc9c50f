/**
 * The attributes of `<hub-link>`: each has one parser, and what comes out is only typed data with defaults.
 * No element is touched here; the class brings a function that reads one attribute.
 */
import { hasUserInfo, isLoopback, parseUrl } from '../core/url.ts'
import type { AttributeName } from './attributeNames.ts'

/** What the attributes come to. */
export interface Settings {
  readonly provider: string | undefined
  /** Absolute address of a guide's JSON. */
  readonly guide: string | undefined
  /** Absolute address of a catalogue. */
  readonly catalogue: string | undefined
  readonly endpoint: string | undefined
  readonly allowedEndpointOrigins: readonly string[]
  readonly scopes: readonly string[]
  readonly account: { readonly id: string; readonly name: string | undefined } | undefined
  readonly brand: { readonly name: string | undefined; readonly logo: string | undefined }
  readonly whiteLabel: boolean
  readonly accountsHref: string | undefined
  readonly colorScheme: 'light' | 'dark' | 'system'
  readonly headingLevel: 1 | 2 | 3 | 4
  readonly confirmation: boolean
  readonly closable: boolean
  readonly invite: boolean
  /** Absolute address of the hosted page, to show in a frame. */
  readonly frame: string | undefined
  readonly dir: 'ltr' | 'rtl' | undefined
}

/** An attribute that cannot be used, as a sentence for the developer. */
export type AttributeFault = string

/** Gives undefined for what cannot be used. */
type Parse<Value> = (text: string, page: string, name: AttributeName) => Value | undefined

/** How an attribute is read, and what is expected of it. */
interface Parser<Value> {
  readonly parse: Parse<Value>
  readonly expected: string
}

const reads = <Value>(expected: string, parse: Parse<Value>): Parser<Value> => ({ parse, expected })

const text = reads('a text', (value) => value)

const listOf = (value: string): readonly string[] => value.split(/\s+/).filter(Boolean)

/** On by its presence, as HTML has it: empty, or its own name. */
const flag = reads('no value, or true or false', (value, _, name) => {
  if (['', 'true', name].includes(value)) return true
  return value === 'false' ? false : undefined
})

const oneOf = <const Value extends string>(...values: readonly Value[]): Parser<Value> =>
  reads(values.join(', '), (value) => values.find((each) => each === value.trim().toLowerCase()))

/** What this page fetches or frames. Relative addresses count from the page's own, never from `<base>`. */
const source = (expected: string, allows: (url: URL, page: string) => boolean): Parser<string> =>
  reads(expected, (value, page) => {
    const url = parseUrl(value, page)
    // An empty one would be this page itself.
    return value.trim() && url && !hasUserInfo(url) && allows(url, page) ? url.href : undefined
  })

const isSafe = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))

/** What the page shows or leads to by itself. It stays as it is written. */
const shown = (expected: string, schemes: RegExp): Parser<string> =>
  reads(expected, (value, page) => (schemes.test(parseUrl(value, page)?.href ?? '') ? value : undefined))

const data = source(
  'an https address, or one on this origin',
  (url, page) => isSafe(url) || url.origin === new URL(page).origin,
)

/** By attribute. The README lists the same names; a test compares. */
const PARSERS = {
  provider: text,
  guide: data,
  catalogue: data,
  endpoint: text,
  'allowed-endpoint-origins': reads(
    'origins such as https://api.example, with a space between them',
    (value) => {
      const listed = listOf(value)
      return listed.every((each) => parseUrl(each)?.origin === each.replace(/\/$/, '')) ? listed : undefined
    },
  ),
  scopes: reads('a list', listOf),
  account: text,
  'account-name': text,
  'brand-name': text,
  'brand-logo': shown('the address of a picture', /^(?:https?:|data:image\/)/i),
  'white-label': flag,
  'accounts-href': shown('a web address', /^https?:/),
  'color-scheme': oneOf('light', 'dark', 'system'),
  'heading-level': reads('a number from 1 to 4', (value) =>
    /^[1-4]$/.test(value.trim()) ? (Number(value) as 1 | 2 | 3 | 4) : undefined,
  ),
  'no-confirmation': flag,
  closable: flag,
  'no-invite': flag,
  frame: source('an https address', isSafe),
  // Read with the ancestors' when it is needed, since it may stand on any of them.
  lang: text,
  dir: oneOf('ltr', 'rtl', 'auto'),
} as const satisfies Record<AttributeName, Parser<unknown>>

/**
 * Reads them all. `read` gives an attribute's text or null; `page` is the page's address. A value that cannot be used
 * is left out, with a fault that says what is expected. Templates write an empty one where they have none; an empty frame
 * is a fault, since the widget must not stand in its place.
 */
export function parseAttributes(
  read: (name: AttributeName) => string | null,
  page: string,
): { readonly settings: Settings; readonly faults: readonly AttributeFault[] } {
  const faults: AttributeFault[] = []
  const take = <Name extends AttributeName>(name: Name): ValueOf<Name> | undefined => {
    const value = read(name)
    if (value === null) return undefined
    const { parse, expected }: Parser<unknown> = PARSERS[name]
    const parsed = parse(value, page, name) as ValueOf<Name> | undefined
    if (parsed === undefined && (value.trim() || name === 'frame'))
      faults.push(`${name}=${JSON.stringify(value.slice(0, 100))} is not ${expected}`)
    return parsed || undefined
  }
  const id = take('account')
  const accountName = take('account-name')
  const dir = take('dir')
  const settings: Settings = {
    provider: take('provider'),
    guide: take('guide'),
    catalogue: take('catalogue'),
    endpoint: take('endpoint'),
    allowedEndpointOrigins: take('allowed-endpoint-origins') ?? [],
    scopes: take('scopes') ?? [],
    // A name alone is an update too, whose id is missing: the widget refuses it.
    account: id || accountName ? { id: id ?? '', name: accountName } : undefined,
    brand: { name: take('brand-name'), logo: take('brand-logo') },
    whiteLabel: take('white-label') ?? false,
    accountsHref: take('accounts-href'),
    colorScheme: take('color-scheme') ?? 'system',
    headingLevel: take('heading-level') ?? 2,
    confirmation: !take('no-confirmation'),
    closable: take('closable') ?? false,
    invite: !take('no-invite'),
    frame: take('frame'),
    dir: dir === 'auto' ? undefined : dir,
  }
  return { settings, faults }
}

type ValueOf<Name extends AttributeName> = (typeof PARSERS)[Name] extends Parser<infer Value> ? Value : never
