/**
 * Mistakes of the developer who places the widget: told once on the console, with what, why and how.
 * They are data here; nothing throws out of a render for them.
 */
import type { GuideRemark } from './parseGuide.ts'
import type { Refusal } from './url.ts'
import type * as Texts from './usageTexts.ts'
import type { UsageCode } from './usageTexts.ts'

export type { UsageCode } from './usageTexts.ts'

const MAX_DETAIL = 2000
const told = new Set<string>()
let texts: typeof Texts | undefined

/** Loads the sentences. Until they are there, a mistake waits for them; afterwards each is told at once. */
export async function loadUsage(): Promise<void> {
  texts = await import('./usageTexts.ts')
}

/** What was found: foreign text, why an address is refused, or what a document is called and the remarks on it. */
export type UsageDetail = string | Refusal | readonly [document: string, remarks: readonly GuideRemark[]]

/** Tells a usage error on the console, once for the same code and detail. Never pass what a person typed. */
export function reportUsage(
  code: UsageCode,
  detail: UsageDetail = '',
  level: 'error' | 'warn' = 'error',
): void {
  const json = JSON.stringify(detail)
  const key = code + json
  if (told.has(key)) return
  // A page that lives long must not remember without bound.
  if (told.size > 500) told.clear()
  told.add(key)
  const tell = (): void => {
    const table: Partial<Record<UsageCode, typeof BARE>> | undefined = texts?.USAGE
    const { what, why, how } = table?.[code] ?? BARE
    const text = texts?.detailText(detail) ?? (typeof detail === 'string' ? detail : json)
    const found = what.replace('{detail}', () => text.slice(0, MAX_DETAIL))
    // eslint-disable-next-line no-console -- the one place that speaks to the developer
    console[level](`[hub-link] ${code}: ${found} ${why} ${how}`.trim())
  }
  if (texts) tell()
  else loadUsage().then(tell, tell)
}

// Where the sentences cannot be loaded, the code and the detail say it too, shortly.
const BARE = { what: '{detail}', why: '', how: '' }
