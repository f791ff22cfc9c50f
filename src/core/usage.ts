/**
 * Mistakes of the developer who places the widget: told once on the console, with what, why and how.
 * They are data here; nothing throws out of a render for them.
 */
import type { USAGE, UsageCode } from './usageTexts.ts'

export type { UsageCode } from './usageTexts.ts'

const MAX_DETAIL = 2000
const told = new Set<string>()
let sentences: typeof USAGE | undefined

/** Loads the sentences. Until they are there, a mistake waits for them; afterwards each is told at once. */
export async function loadUsage(): Promise<void> {
  sentences = (await import('./usageTexts.ts')).USAGE
}

/** Tells a usage error on the console, once for the same code and detail. Never pass what a person typed. */
export function reportUsage(code: UsageCode, detail = '', level: 'error' | 'warn' = 'error'): void {
  const key = `${code} ${detail}`
  if (told.has(key)) return
  // A page that lives long must not remember without bound.
  if (told.size > 500) told.clear()
  told.add(key)
  const tell = (): void => {
    const { what, why, how } = sentences?.[code] ?? BARE
    const found = what.replace('{detail}', () => detail.slice(0, MAX_DETAIL))
    // eslint-disable-next-line no-console -- the one place that speaks to the developer
    console[level](`[hub-link] ${code}: ${found} ${why} ${how}`.trim())
  }
  if (sentences) tell()
  else loadUsage().then(tell, tell)
}

// Where the sentences cannot be loaded, the code and the detail say it too, shortly.
const BARE = { what: '{detail}', why: '', how: '' }
