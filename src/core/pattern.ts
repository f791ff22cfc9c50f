/**
 * Patterns of fields: regular expressions that come with a guide, so that each is compiled, and judged, before it is used.
 * That is when a value is checked: the code for it comes with the press, and is not part of what checks a guide.
 */
import { type Guide, GUIDE_LIMITS } from './guide.ts'
import type { GuideRemark } from './parseGuide.ts'

/** A field's pattern as it is matched: against the whole value, by code points. Undefined for one that is not applied. */
export const fieldPattern = (pattern: string | undefined): RegExp | undefined =>
  pattern === undefined || patternFault(pattern) !== undefined ? undefined : whole(pattern)

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u')

/** A remark on each pattern of a guide that is not applied. The field is checked for all else. */
export const patternRemarks = (guide: Guide): GuideRemark[] =>
  guide.fields.flatMap(({ pattern }, index) => {
    const detail = pattern === undefined ? undefined : patternFault(pattern)
    return detail === undefined
      ? []
      : [{ path: `fields[${index}].pattern`, issue: { code: 'pattern', detail } }]
  })

/** Why a pattern is not applied, or undefined where it can be. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > GUIDE_LIMITS.pattern) return `is over ${GUIDE_LIMITS.pattern} characters`
  try {
    // By itself too: "a)|(?:b" compiles only where something stands around it.
    new RegExp(pattern, 'u')
    whole(pattern)
  } catch {
    return 'is not a regular expression'
  }
  return repeatsAmbiguously(pattern)
    ? 'repeats a group that itself repeats or branches, which can hang the page'
    : undefined
}

// An escape, a class, the opening of a group, a quantifier, or one other sign.
const PATTERN_SIGNS =
  /\\.|\[(?:[^\]\\]|\\.)*\]|\((?:\?(?:[\w-]*:|[=!]|<[=!]|<\w+>))?|[*+?]|\{(\d+)(,\d*)?\}|./gsu

/**
 * True where a group repeats and holds, at any depth, what itself repeats or branches: on a value that nearly fits,
 * such a pattern can take exponential time.
 */
function repeatsAmbiguously(pattern: string): boolean {
  // Whether the groups that are open vary so far, the innermost last, and whether the one that just closed does.
  const open = [false]
  let closed = false
  for (const [sign, count, range] of pattern.matchAll(PATTERN_SIGNS)) {
    const quantified = closed
    closed = false
    if (sign.startsWith('(')) open.push(false)
    else if (sign === ')') {
      closed = open.pop() ?? false
      if (closed) open[open.length - 1] = true
    } else if (sign === '|') open[open.length - 1] = true
    else if (/^[*+?]$/.test(sign) || count !== undefined) {
      if (quantified && sign !== '?') return true
      if (count === undefined || range !== undefined) open[open.length - 1] = true
    }
  }
  return false
}
