/**
 * Where the element's guide comes from: an object, an address that is fetched here, or the script's own by name.
 */
import { useEffect } from 'react'

import type { GuideInput } from '../core/guide.ts'
import { reportUsage, type UsageCode } from '../core/usage.ts'
import { builtInGuides } from '../guides/index.ts'
import { type CatalogueOption, useGuideAt } from '../react/hooks/useCatalogue.ts'
import { useQueryClientOnce } from '../react/hooks/useQueryClientOnce.ts'
import type { LocalePack } from './locales.ts'

/** What the settings come to. */
export type GuideSource =
  | { readonly kind: 'given'; readonly guide: GuideInput }
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'catalogue'; readonly catalogue: CatalogueOption }
  | { readonly kind: 'unknown'; readonly provider: string | undefined }

/** What may name a guide, or a choice of them. */
export interface GuideNames {
  readonly guide: GuideInput | undefined
  readonly address: string | undefined
  readonly catalogue: CatalogueOption | undefined
  readonly provider: string | undefined
}

/** An object before an address, a guide before a catalogue, and a locale pack's guide before the English one. */
export function guideSource(names: GuideNames, pack: LocalePack | undefined): GuideSource {
  const { guide, address, catalogue, provider } = names
  if (guide !== undefined) return { kind: 'given', guide }
  if (address !== undefined) return { kind: 'address', url: address }
  if (catalogue !== undefined) return { kind: 'catalogue', catalogue }
  const translated = provider === undefined ? undefined : translatedGuide(pack, provider)
  if (translated) return { kind: 'given', guide: translated }
  const own = builtInGuides.get(provider ?? '')
  return own ? { kind: 'given', guide: own } : { kind: 'unknown', provider }
}

function translatedGuide(pack: LocalePack | undefined, provider: string): GuideInput | undefined {
  const guides: Readonly<Record<string, GuideInput>> = pack?.guides ?? {}
  return Object.hasOwn(guides, provider) ? guides[provider] : undefined
}

/** The prop of `<Hub>` that says what to show. */
type Content = { readonly guide: GuideInput } | { readonly catalogue: CatalogueOption }

/** The guide as far as it is here. */
export type ShownGuide =
  | { readonly name: 'loading' }
  | { readonly name: 'ready'; readonly content: Content }
  | { readonly name: 'failed'; readonly retry: (() => void) | undefined }

/** Fetches an address once, and again on `retry`. `onFault` hears of each failure; the console has told it by then. */
export function useGuideSource(source: GuideSource, onFault: (code: UsageCode) => void): ShownGuide {
  const client = useQueryClientOnce()
  const fetched = useGuideAt(source.kind === 'address' ? source.url : undefined, client, onFault)
  const unknown = source.kind === 'unknown' ? describe(source.provider) : undefined

  useEffect(() => {
    if (unknown === undefined) return
    reportUsage('provider-unknown', unknown)
    onFault('provider-unknown')
  }, [unknown, onFault])

  switch (source.kind) {
    case 'given':
      return { name: 'ready', content: { guide: source.guide } }
    case 'unknown':
      return { name: 'failed', retry: undefined }
    case 'catalogue':
      return { name: 'ready', content: { catalogue: source.catalogue } }
    case 'address':
      return fetched.name === 'ready' ? { name: 'ready', content: { guide: fetched.guide } } : fetched
  }
}

const describe = (provider: string | undefined): string =>
  provider === undefined ? 'this element, which names no provider' : `provider=${JSON.stringify(provider)}`
