/**
 * What the page's owner decides: from `<meta name="hub-link-…">` in the page where there is one for the endpoint, else
 * from `config.json` beside it. Both take the same names, which are those of the element's attributes.
 */
import { reportUsage } from '../core/usage.ts'
import { TOKENS } from '../react/contract.ts'
import { fetchJson } from '../http/fetchJson.ts'
import { ownObject } from './ownObject.ts'

/** Names of attributes that the owner may set. */
const ATTRIBUTES = [
  'endpoint',
  'provider',
  'catalogue',
  'brand-name',
  'brand-logo',
  'white-label',
  'color-scheme',
  'lang',
] as const

/** The checked configuration. */
export interface Config {
  /** Values as an attribute has them. */
  readonly attributes: ReadonlyMap<string, string>
  /** Origins whose pages may show this one in a frame, exactly as browsers write them. None by default. */
  readonly parents: readonly string[]
  /** A theme, by token. */
  readonly tokens: ReadonlyMap<string, string>
}

const META = 'hub-link-'
const MAX_BYTES = 64 * 1024

/** Reads it. `undefined`: it could not be loaded, or is no object; the console has told why. */
export async function readConfig(base: string, signal: AbortSignal): Promise<Config | undefined> {
  const metas = [...document.querySelectorAll<HTMLMetaElement>(`meta[name^="${META}"]`)].map(
    ({ name, content }): [string, unknown] => [name.slice(META.length), content],
  )
  if (metas.some(([name]) => name === 'endpoint')) return parseConfig(metas, 'The page')
  const url = new URL('config.json', base).href
  const fetched = await fetchJson(url, MAX_BYTES, signal)
  const value = fetched.ok ? ownObject(fetched.value, { depth: 3, size: MAX_BYTES }) : undefined
  if (value) return parseConfig(Object.entries(value), 'config.json')
  reportUsage('document-failed', `${url} ${fetched.ok ? 'is not an object of settings' : fetched.reason}`)
  return undefined
}

function parseConfig(entries: readonly (readonly [string, unknown])[], source: string): Config {
  const attributes = new Map<string, string>()
  let parents: readonly string[] = []
  let tokens: readonly (readonly [string, string])[] = []
  const refuse = (name: string, fault: string): void =>
    reportUsage('attribute-invalid', `${source} names ${JSON.stringify(name)}, which ${fault}`, 'warn')
  for (const [name, value] of entries) {
    // As an attribute says it: true by being there, false and null by not being there.
    if (value === false || value === null) continue
    if (name === 'parents')
      parents = wordsOf(value).flatMap((word) => {
        const origin = originOf(word)
        if (origin === undefined) refuse(word, 'is not an origin such as https://portal.example')
        return origin ?? []
      })
    else if (name === 'tokens') tokens = tokensOf(value)
    else if (!(ATTRIBUTES as readonly string[]).includes(name)) refuse(name, 'is not a setting')
    else if (value === true) attributes.set(name, '')
    else if (typeof value === 'string' || typeof value === 'number') attributes.set(name, String(value))
    else refuse(name, 'is not given as text')
  }
  return { attributes, parents, tokens: new Map(tokens) }
}

const wordsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : String(value).split(/\s+/)).map(String).filter(Boolean)

/** The origin that a word names, as browsers write it. Never "null", which is that of every sandboxed page. */
function originOf(word: string): string | undefined {
  if (!URL.canParse(word)) return undefined
  const { origin, href } = new URL(word)
  return href === `${origin}/` ? origin : undefined
}

/** The tokens of a theme among the entries of an object; all else is left out. */
export function tokensOf(value: unknown): readonly (readonly [string, string])[] {
  const known: readonly string[] = TOKENS
  return Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
    (entry): entry is [string, string] => known.includes(entry[0]) && typeof entry[1] === 'string',
  )
}
