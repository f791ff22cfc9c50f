/**
 * A catalogue of guides: one entry for each way to link a provider, and each guide under a name that changes with it.
 */
import { createHash } from 'node:crypto'

import { type Catalogue, type CatalogueEntry, parseCatalogue } from '../../core/catalogue.ts'
import type { Guide } from '../../core/guide.ts'
import type { GuideRemark } from '../../core/parseGuide.ts'

/** A guide and the file that it was read from. */
export interface SourceGuide {
  readonly path: string
  readonly guide: Guide
}

/** A guide as it is served: without white space, and without the marks of its drafts. */
export interface Published {
  readonly name: string
  readonly text: string
}

export interface BuiltCatalogue {
  readonly catalogue: Catalogue
  readonly guides: readonly Published[]
  /** Guides that say the same of the same provider: the first is listed. */
  readonly duplicates: readonly Twin[]
  /** Guides that say something else of what another is for too: both are listed, and nobody can tell them apart. */
  readonly rivals: readonly Twin[]
}

/** A guide's file, and that of the guide which came before it. */
interface Twin {
  readonly path: string
  readonly of: string
}

/** Hexadecimal digits of a content's hash in its file name. */
const HASH_LENGTH = 12

/** The order of `sources` is of no matter. `earlier` gives aliases, categories and logos that a person has added. */
export function buildCatalogue(
  sources: readonly SourceGuide[],
  earlier: Catalogue | undefined,
): BuiltCatalogue {
  const ordered = [...sources].sort((a, b) => compare(keyOf(a), keyOf(b)))
  const guides = new Map<string, Published>()
  const duplicates: Twin[] = []
  const rivals: Twin[] = []
  const firsts = new Map<string, string>()
  const entries: CatalogueEntry[] = []
  for (const { path, guide } of ordered) {
    const published = publish(guide)
    const same = firsts.get(published.name)
    if (same !== undefined) {
      duplicates.push({ path, of: same })
      continue
    }
    firsts.set(published.name, path)
    guides.set(published.name, published)
    const rival = entries.find((entry) => isSameWay(entry, guide) && localesOf(entry).includes(guide.locale))
    if (rival) rivals.push({ path, of: firsts.get(hrefOf(rival, guide.locale)) ?? '' })
    const other = entries.find((entry) => isSameWay(entry, guide) && !localesOf(entry).includes(guide.locale))
    if (other) other.locales = [...(other.locales ?? []), { locale: guide.locale, href: published.name }]
    else entries.push(entryOf(guide, published.name, earlier))
  }
  return { catalogue: { schema: 1, entries }, guides: [...guides.values()], duplicates, rivals }
}

/** Why a guide cannot be listed: what a catalogue holds has limits of its own, and past one it is refused whole. */
export function faultsAsEntry(guide: Guide): readonly GuideRemark[] {
  const parsed = parseCatalogue({ schema: 1, entries: [entryOf(guide, 'guide.json', undefined)] })
  return parsed.ok
    ? []
    : parsed.faults.map(({ path, issue }) => ({ path: path.replace('entries[0].', ''), issue }))
}

/** True for a file that an earlier run published: its name tells its content. */
export function isPublished(fileName: string, text: string): boolean {
  const hash = new RegExp(`\\.([0-9a-f]{${HASH_LENGTH}})\\.json$`).exec(fileName)?.[1]
  return hash !== undefined && hash === hashOf(text)
}

function publish(guide: Guide): Published {
  const text = `${JSON.stringify(guide)}\n`
  return { name: `${guide.provider}.${hashOf(text)}.json`, text }
}

function entryOf(guide: Guide, href: string, earlier: Catalogue | undefined): CatalogueEntry {
  const { provider, name, locale, auth } = guide
  const before = earlier?.entries.find(
    (entry) => isSameWay(entry, guide) && localesOf(entry).includes(locale),
  )
  const category = guide.category ?? before?.category
  const logo = guide.logo ?? before?.logo
  return {
    provider,
    name,
    ...(before?.aliases ? { aliases: before.aliases } : {}),
    ...(category === undefined ? {} : { category }),
    ...(logo === undefined ? {} : { logo }),
    href,
    auth: auth.kind,
    locale,
  }
}

// Languages of one guide share its provider, its name and how it links; two ways to link differ in one of these.
const isSameWay = (entry: CatalogueEntry, guide: Guide): boolean =>
  entry.provider === guide.provider && entry.auth === guide.auth.kind && entry.name === guide.name

const localesOf = (entry: CatalogueEntry): string[] => [
  entry.locale,
  ...(entry.locales ?? []).map(({ locale }) => locale),
]

const hrefOf = (entry: CatalogueEntry, locale: string): string =>
  entry.locales?.find((one) => one.locale === locale)?.href ?? entry.href

// English first, as it is the language to fall back to; the path at last, so that no run differs from another.
const keyOf = ({ guide, path }: SourceGuide): string[] => [
  guide.name.toLowerCase(),
  guide.provider,
  guide.auth.kind,
  guide.locale === 'en' ? '' : guide.locale,
  path,
]

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, ours] of a.entries()) {
    const theirs = b[index] ?? ''
    // By code unit: the machine's own language must not decide.
    if (ours !== theirs) return ours < theirs ? -1 : 1
  }
  return 0
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)
