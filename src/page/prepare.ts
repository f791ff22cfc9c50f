/**
 * From the configuration, and what an invitation or a portal asks for, to what the widget is drawn with: its settings, the
 * words of a language, and the way to a guide.
 */
import { CATALOGUE_LIMITS, type CatalogueEntry, parseCatalogue } from '../core/catalogue.ts'
import { nearestLocale } from '../core/nearestLocale.ts'
import { reportUsage } from '../core/usage.ts'
import type { AttributeName } from '../element/attributeNames.ts'
import { parseAttributes } from '../element/attributes.ts'
import type { DrawnSettings } from '../element/ElementHub.tsx'
import { type ChosenLocale, chooseLocale, type LocalePack, registerLocale } from '../element/locales.ts'
import { builtInGuides } from '../guides/index.ts'
import { fetchJson } from '../http/fetchJson.ts'
import type { Config } from './config.ts'
import { LANGUAGES } from './words.ts'

/** What is asked for besides the configuration. */
export interface Wish {
  /** Values by attribute, which stand before those of the configuration. */
  readonly attributes: ReadonlyMap<string, string>
  /** Language tags, the most wanted first. */
  readonly languages: readonly string[]
  /** True where words come along, so that a language without a pack is kept for plurals and dates. */
  readonly ownWords: boolean
}

/** What the widget is drawn with. */
export interface Prepared {
  readonly settings: DrawnSettings
  readonly locale: ChosenLocale
}

const MAX_WORDS = 512 * 1024

/** Loads what is needed. `undefined`: the catalogue cannot be had; the console has told why. */
export async function prepare(
  config: Config,
  wish: Wish,
  base: string,
  signal: AbortSignal,
): Promise<Prepared | undefined> {
  const read = (name: AttributeName): string | null =>
    wish.attributes.get(name) ?? config.attributes.get(name) ?? null
  const { settings, faults } = parseAttributes(read, base)
  for (const fault of faults) reportUsage('attribute-invalid', fault)

  const { provider, catalogue, endpoint = '' } = settings
  const foreign = provider !== undefined && !builtInGuides.has(provider) && catalogue !== undefined
  const [locale, entries] = await Promise.all([
    loadLanguage(wish, base, signal),
    foreign ? loadEntries(catalogue, provider, signal) : [],
  ])
  if (!entries) return undefined
  return {
    locale,
    settings: {
      ...settings,
      // Without a provider the person picks one; with one of ours nothing needs to be fetched.
      catalogue: provider === undefined ? catalogue : entries.length > 0 ? entries : undefined,
      allowedEndpointOrigins: originOf(endpoint),
      invite: false,
      frame: undefined,
    },
  }
}

/** The owner of this page has named the endpoint, wherever it is. */
const originOf = (endpoint: string): readonly string[] =>
  URL.canParse(endpoint, location.href) ? [new URL(endpoint, location.href).origin] : []

async function loadLanguage(
  { languages, ownWords }: Wish,
  base: string,
  signal: AbortSignal,
): Promise<ChosenLocale> {
  const found = languages
    .map((tag) => LANGUAGES[nearestLocale(LANGUAGES, tag)])
    .find((tag) => tag !== undefined)
  const [wanted = 'en'] = languages
  const tag = found ?? (ownWords ? wanted : 'en')
  if (found !== undefined && found !== 'en' && chooseLocale(found, false).pack === undefined) {
    const url = new URL(`words/${found}.json`, base).href
    const fetched = await fetchJson(url, MAX_WORDS, signal)
    // Of our own making, as the code is; each message and guide is checked where it is used.
    if (fetched.ok) registerLocale(fetched.value as LocalePack)
    // Newer settings end the drawing of these, which is no failure.
    else if (!signal.aborted) reportUsage('document-failed', `${url} ${fetched.reason}`, 'warn')
  }
  return chooseLocale(tag, ownWords)
}

/** The ways to link one provider, with the addresses of their guides in full. */
async function loadEntries(
  url: string,
  provider: string,
  signal: AbortSignal,
): Promise<CatalogueEntry[] | undefined> {
  const fetched = await fetchJson(url, CATALOGUE_LIMITS.json, signal)
  if (!fetched.ok) {
    if (!signal.aborted) reportUsage('document-failed', `${url} ${fetched.reason}`)
    return undefined
  }
  const parsed = parseCatalogue(fetched.value)
  if (!parsed.ok) {
    reportUsage('catalogue-invalid', [url, parsed.faults])
    return undefined
  }
  // From the root where it is of this origin: an address in full must be https, which a loopback page has not.
  const whole = (href: string): string => {
    const { origin, href: address } = new URL(href, url)
    return origin === location.origin ? address.slice(origin.length) : address
  }
  return parsed.catalogue.entries
    .filter((entry) => entry.provider === provider)
    .map((entry) => ({
      ...entry,
      href: whole(entry.href),
      locales: entry.locales?.map((other) => ({ ...other, href: whole(other.href) })),
    }))
}
