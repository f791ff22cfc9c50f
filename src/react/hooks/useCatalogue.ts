/** The catalogue that a prop gives, fetched or as it is, and the guide of an entry once it is chosen. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'

import {
  CATALOGUE_LIMITS,
  type CatalogueEntry,
  type CatalogueInput,
  parseCatalogue,
} from '../../core/catalogue.ts'
import { type Guide, GUIDE_LIMITS } from '../../core/guide.ts'
import { nearestLocale } from '../../core/nearestLocale.ts'
import { parseGuide } from '../../core/parseGuide.ts'
import { createSearch, groupProviders, type Provider, type Search } from '../../core/search.ts'
import { parseUrl } from '../../core/url.ts'
import { reportUsage, type UsageCode, type UsageDetail } from '../../core/usage.ts'
import { fetchJson } from '../../http/fetchJson.ts'

/** What `catalogue` takes: the address of one, the whole of one, or its entries. */
export type CatalogueOption = string | CatalogueInput | CatalogueInput['entries']

/** The catalogue as it stands. What was given and not fetched is not there to be tried again. */
export type LoadedCatalogue =
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly retry: (() => void) | undefined }
  | { readonly name: 'ready'; readonly providers: readonly Provider[]; readonly search: Search }

/** A guide as it stands, after an entry was chosen. */
export type LoadedGuide =
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly retry: () => void }
  | { readonly name: 'ready'; readonly guide: Guide }

/**
 * Hears of a document that cannot be used, each time that it fails; the console is told its address and every path. The same
 * function from one drawing to the next.
 */
type OnFault = (code: UsageCode) => void

/** Loads and checks a catalogue. */
export function useCatalogue(
  option: CatalogueOption,
  locale: string,
  client: QueryClient,
  onFault: OnFault,
): LoadedCatalogue {
  const address = typeof option === 'string' ? option : undefined
  const { data, error, refetch } = useQuery(
    {
      queryKey: ['catalogue', address],
      enabled: address !== undefined,
      // A catalogue of thousands is kept for as long as the widget stands.
      staleTime: Infinity,
      networkMode: 'always',
      queryFn: async ({ signal }) => {
        const { url, value } = await load(address ?? '', CATALOGUE_LIMITS.json, signal)
        return checked(url, value).map((entry) => resolved(entry, url))
      },
    },
    client,
  )
  const given = useMemo(() => {
    if (typeof option === 'string') return undefined
    try {
      return checked('catalogue', Array.isArray(option) ? { schema: 1, entries: option } : option)
    } catch (fault) {
      return fault as DocumentError
    }
  }, [option])
  const entries = given ?? data
  const fault = entries instanceof DocumentError ? entries : error
  useTelling(fault, onFault)

  return useMemo((): LoadedCatalogue => {
    if (fault || entries instanceof DocumentError)
      return { name: 'failed', retry: address === undefined ? undefined : () => void refetch() }
    if (!entries) return { name: 'loading' }
    const providers = groupProviders(entries, locale)
    return { name: 'ready', providers, search: createSearch(providers) }
  }, [entries, fault, address, locale, refetch])
}

/** Loads and checks the guide of an entry in the nearest language. */
export function useEntryGuide(
  entry: CatalogueEntry | undefined,
  locale: string,
  client: QueryClient,
  onFault: OnFault,
): LoadedGuide {
  return useGuideAt(entry && guideAddress(entry, locale), client, onFault)
}

/** Loads and checks the guide at an address, once there is one. */
export function useGuideAt(address: string | undefined, client: QueryClient, onFault: OnFault): LoadedGuide {
  const { data, error, refetch } = useQuery(
    { ...guideQuery(address ?? ''), enabled: address !== undefined },
    client,
  )
  useTelling(error, onFault)
  if (error) return { name: 'failed', retry: () => void refetch() }
  return data ? { name: 'ready', guide: data } : { name: 'loading' }
}

/** Fetches a guide ahead, while the person is still on its way to choosing it. */
export function prefetchGuide(entry: CatalogueEntry, locale: string, client: QueryClient): void {
  // What fails here is told when the guide is chosen.
  client.query({ ...guideQuery(guideAddress(entry, locale)), gcTime: 60_000 }).catch(() => undefined)
}

const guideQuery = (address: string) => ({
  queryKey: ['guide', address],
  staleTime: Infinity,
  networkMode: 'always' as const,
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Guide> => {
    const { url, value } = await load(address, GUIDE_LIMITS.json, signal)
    const parsed = parseGuide(value)
    if (!parsed.ok) throw new DocumentError('guide-invalid', [url, parsed.faults])
    if (parsed.diagnostics.length > 0) reportUsage('guide-degraded', [url, parsed.diagnostics], 'warn')
    return parsed.guide
  },
})

/** The address of the guide in the language that is nearest to `locale`. */
function guideAddress(entry: CatalogueEntry, locale: string): string {
  const others = entry.locales ?? []
  const found = nearestLocale([entry.locale, ...others.map((other) => other.locale)], locale)
  return others[found - 1]?.href ?? entry.href
}

interface Loaded {
  readonly url: string
  readonly value: unknown
}

async function load(address: string, limit: number, signal: AbortSignal): Promise<Loaded> {
  // Resolved against the page itself, as the endpoint is, and never against `<base href>`.
  const url = parseUrl(address, location.href)?.href ?? address
  const fetched = await fetchJson(url, limit, signal)
  if (fetched.ok) return { url, value: fetched.value }
  // Without the query: it may hold a token of the host's.
  throw new DocumentError('document-failed', `${url.replace(/[?#].*/, '')} ${fetched.reason}`)
}

function checked(source: string, value: unknown): readonly CatalogueEntry[] {
  const parsed = parseCatalogue(value)
  if (!parsed.ok) throw new DocumentError('catalogue-invalid', [source, parsed.faults])
  if (parsed.diagnostics.length > 0) reportUsage('guide-degraded', [source, parsed.diagnostics], 'warn')
  return parsed.catalogue.entries
}

/** The addresses of a fetched catalogue are relative to its own. */
const resolved = (entry: CatalogueEntry, base: string): CatalogueEntry => ({
  ...entry,
  href: new URL(entry.href, base).href,
  locales: entry.locales?.map((other) => ({ ...other, href: new URL(other.href, base).href })),
})

/** A document that cannot be used, and what is wrong with it. */
class DocumentError extends Error {
  override readonly name = 'DocumentError'
  constructor(
    readonly code: UsageCode,
    readonly detail: UsageDetail,
  ) {
    super(code)
  }
}

/** Tells a failure once somebody waits for what failed: what is only fetched ahead may fail in silence. */
function useTelling(error: unknown, onFault: OnFault): void {
  // StrictMode runs the effect twice, and the host must hear of it once.
  const told = useRef<unknown>(undefined)
  useEffect(() => {
    if (!(error instanceof DocumentError) || told.current === error) return
    told.current = error
    reportUsage(error.code, error.detail)
    onFault(error.code)
  }, [error, onFault])
}
