/**
 * Drafts and what a person has made of them. A guide's file lists what nobody has confirmed yet under `drafts`:
 * `"auth"`, `"fields.apiKey"`. Who confirms one takes it off the list; a later import leaves it alone.
 */
import type { Guide } from '../../core/guide.ts'
import { parseGuide } from '../../core/parseGuide.ts'
import { quoted } from '../diagnostics.ts'
import type { Draft } from './fields.ts'
import type { Page } from '../page.ts'

/** A guide as its file holds it. The widget does not look at `drafts`. */
export type MarkedGuide = Guide & { readonly drafts?: readonly string[] }

/** The guide with what a person has confirmed or added in `existing`, and the list of its drafts. */
export function keepConfirmed(
  guide: Guide,
  existing: unknown,
  drafted: readonly Draft[],
  page: Page,
): { readonly guide: Guide; readonly drafts: readonly string[] } {
  const earlier = earlierGuide(existing)
  const kept: string[] = []
  const made: Guide = { ...guide }
  const drafts: string[] = []
  if (earlier && !earlier.drafts.includes('auth')) {
    made.auth = earlier.guide.auth
    kept.push('auth')
  } else {
    drafts.push('auth')
    page.findings.add(
      1,
      'draft-auth',
      'Drafted: the account is linked by the fields below. Confirm, or name the redirect hosts.',
    )
  }
  if (earlier?.guide.fields.some(({ name }) => !earlier.drafts.includes(`fields.${name}`))) {
    made.fields = earlier.guide.fields
    drafts.push(...earlier.drafts.filter((one) => one !== 'auth'))
    kept.push('fields')
  } else {
    for (const { field, line } of drafted) {
      drafts.push(`fields.${field.name}`)
      const need = field.required ? 'required' : 'optional'
      page.findings.add(
        line,
        'draft-field',
        `Drafted: the field ${quoted(field.label)} (${field.kind}, ${need}). Confirm it.`,
      )
    }
    if (drafted.length === 0)
      page.findings.add(
        1,
        'no-fields',
        'No field was found: the form is the Connect button alone. Add the fields.',
      )
  }
  for (const key of ['category', 'logo'] as const) {
    if (earlier?.guide[key] === undefined || made[key] !== undefined) continue
    made[key] = earlier.guide[key]
    kept.push(key)
  }
  if (kept.length > 0) page.findings.add(1, 'kept', `Kept as a person set it: ${kept.join(', ')}.`)
  return { guide: made, drafts }
}

/** The names on a guide's list of drafts; none for what is no such list. */
export function draftsOf(value: unknown): string[] {
  const drafts = (value as { drafts?: unknown } | null | undefined)?.drafts
  return Array.isArray(drafts) ? drafts.filter((one): one is string => typeof one === 'string') : []
}

function earlierGuide(existing: unknown): { guide: Guide; drafts: string[] } | undefined {
  if (existing === undefined) return undefined
  const parsed = parseGuide(existing)
  return parsed.ok ? { guide: parsed.guide, drafts: draftsOf(existing) } : undefined
}
