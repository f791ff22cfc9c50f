/**
 * Guides of this package. The check of a guide is two fifths of React's first drawing, by a profile, and ours need none while
 * a page waits: a test holds each to what `parseGuide` makes of it.
 */
import type { Guide } from './guide.ts'

const own = new WeakMap<object, string>()

/** Marks `guide` as ours, and returns it. Every default must be written out. */
export function ownGuide(guide: Guide): Guide {
  own.set(guide, JSON.stringify(guide))
  return guide
}

/** False, too, for one that the host has changed since, and for one of another copy of this package. */
export const isOwnGuide = (guide: object): guide is Guide =>
  !!own.get(guide) && own.get(guide) === JSON.stringify(guide)
