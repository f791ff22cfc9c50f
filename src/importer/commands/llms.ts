/**
 * The catalogue for machine readers, in the form of `llms.txt`: a title, a summary, and a list of links with notes.
 */
import type { Catalogue, CatalogueEntry } from '../../core/catalogue.ts'
import type { Guide } from '../../core/guide.ts'
import { usableLocales } from '../../core/messages.ts'
import { counted } from './output.ts'
import { topSteps } from '../guide/walk.ts'

/** `guides` are those of the catalogue by their `href`. */
export function llmsText({ entries }: Catalogue, guides: ReadonlyMap<string, Guide>): string {
  // In the order of the guides' language, not of the machine's.
  const [locale = 'en', ...others] = new Set(entries.map((entry) => entry.locale))
  const { compare } = new Intl.Collator(usableLocales(others.length === 0 ? locale : 'en'))
  const categories = [...new Set(entries.map(({ category }) => category ?? ''))].sort(compare)
  const parts = categories.map((category) => {
    const own = entries
      .filter((entry) => (entry.category ?? '') === category)
      .sort((one, other) => compare(one.name, other.name))
    return `## ${category === '' ? 'Guides' : escaped(category)}\n\n${own.map((entry) => lineOf(entry, guides)).join('\n')}\n`
  })
  const summary = `${counted(entries.length, 'guide')} for linking an account, as JSON: sections, steps, notices and the fields to fill in.`
  return `# Connection guides\n\n> ${summary}\n\n${parts.join('\n')}`
}

function lineOf(entry: CatalogueEntry, guides: ReadonlyMap<string, Guide>): string {
  const guide = guides.get(entry.href)
  const fields = guide?.fields.map(({ label }) => label).join(', ')
  const notes = [
    guide ? counted(guide.sections.flatMap(topSteps).length, 'step') : '',
    fields ? `fields: ${fields}` : '',
    entry.auth === 'redirect' ? 'links by a sign-in at the provider' : '',
    ...[{ locale: entry.locale }, ...(entry.locales ?? [])]
      .map(({ locale }) => locale)
      .slice(0, entry.locales ? undefined : 0),
  ].filter(Boolean)
  return `- [${escaped(entry.name)}](${entry.href}): ${escaped(notes.join('; '))}`
}

const escaped = (text: string): string => text.replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ')
