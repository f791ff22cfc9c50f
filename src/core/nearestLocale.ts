/** The nearest of the languages that there are. */

/**
 * The index of the tag that fits `wanted` best: the same tag, then one of the same language and script, then of the same
 * language; -1 where none does. Case does not matter (RFC 4647, lookup).
 */
export function nearestLocale(tags: readonly string[], wanted: string): number {
  const lower = tags.map((tag) => tag.toLowerCase())
  for (
    let range = wanted.toLowerCase();
    range !== '';
    range = range.slice(0, Math.max(0, range.lastIndexOf('-')))
  ) {
    const found = lower.findIndex((tag) => tag === range)
    if (found >= 0) return found
    const below = lower.findIndex((tag) => tag.startsWith(`${range}-`))
    if (below >= 0) return below
  }
  return -1
}
