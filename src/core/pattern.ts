/**
 * Patterns of fields: regular expressions that come with a guide, so that each is compiled, and judged, before it is used.
 * That is when a value is checked: the code for it comes with the press, and is not part of what checks a guide.
 */
import { type Guide, GUIDE_LIMITS } from './guide.ts'
import type { GuideRemark } from './parseGuide.ts'

/**
 * True for a value that is all of the pattern, by code points, and where there is none or it is not applied: the provider
 * judges that value.
 */
export const fitsPattern = (pattern: string | undefined, value: string): boolean =>
  pattern === undefined ||
  patternFault(pattern, value.length) !== undefined ||
  new RegExp(`^(?:${pattern})$`, 'u').test(value)

/** A remark on each pattern of a guide that is not applied. The field is checked for all else. */
export const patternRemarks = (guide: Guide): GuideRemark[] =>
  guide.fields.flatMap(({ pattern }, index) => {
    const detail = pattern === undefined ? undefined : patternFault(pattern)
    return detail === undefined
      ? []
      : [{ path: `fields[${index}].pattern`, issue: { code: 'pattern', detail } }]
  })

/** Most steps that a match may take: the slowest that was measured took 0.2 s. */
const MOST_STEPS = 2e7

/** The length of a usual key, in characters: a pattern that is too slow for it is applied to no value. */
const KEY_LENGTH = 64

/** Why a pattern is not applied to a value of `length` characters, or undefined where it can be. */
export function patternFault(pattern: string, length = 0): string | undefined {
  if (pattern.length > GUIDE_LIMITS.pattern) return `is over ${GUIDE_LIMITS.pattern} characters`
  try {
    // By itself: "a)|(?:b" compiles only where something stands around it.
    new RegExp(pattern, 'u')
  } catch {
    return 'is not a regular expression'
  }
  // Not "over": what has no end can be no number either.
  return mostSteps(pattern, Math.max(length, KEY_LENGTH)) <= MOST_STEPS ? undefined : 'can hang the page'
}

// The opening of a group, a class, an escape (the digits of `\u{61}` are no number of times) or one other sign; then how
// often it comes. What a group opens with besides counts as signs, for it costs little.
const PATTERN_SIGNS =
  /(\((?:\?<?[=!])?|\[(?:[^\]\\]|\\.)*\]|\\u\{\w+\}|\\.|.)(?:([*+?])|\{(\d+)(,?)(\d*)\})?\??/gsu

/** A group, as far as it is read. */
interface Group {
  readonly around?: Group
  readonly looksAround?: boolean
  steps: number
  /** How many ends its earlier alternatives find, and the one at hand: what follows is tried from each. */
  before: number
  ends: number
}

/** At most how many steps it takes to match `length` characters where all is tried that can be, as browsers do. */
export function mostSteps(pattern: string, length: number): number {
  const start = { steps: 1, before: 0, ends: 1 }
  let group: Group = { ...start }
  for (const [, sign = '', often, least, range, most] of pattern.matchAll(PATTERN_SIGNS)) {
    if (sign.startsWith('(')) group = { ...start, around: group, looksAround: sign.length > 1 }
    else if (sign === '|') {
      group.before += group.ends
      group.ends = 1
    } else {
      // A reference compares as much as its group has found.
      let steps = /^\\[1-9k]/.test(sign) ? length : 1
      let ends = 1
      if (sign === ')' && group.around) {
        steps = group.steps
        if (!group.looksAround) ends = group.before + group.ends
        group = group.around
      }
      const from = Number(least ?? !often)
      const upTo = often === '?' ? 1 : often || range ? Number(most || Infinity) : from
      // Once more than there are characters: the time that fails.
      const times = Math.max(from, Math.min(upTo, length + 1))
      ends **= times
      group.steps += group.ends * steps * times * ends
      group.ends *= (times - from + 1) * ends
    }
  }
  return group.steps + group.before + group.ends
}
