/**
 * What is wrong with a guide or a catalogue, or was left out of it, in words. Loaded when the first remark is told, for a
 * page that has none to tell.
 */
import type * as z from 'zod/mini'

import { GUIDE_LIMITS } from './guide.ts'
import type { GuideRemark, OwnIssue } from './parseGuide.ts'
import { refusalText } from './refusals.ts'

/** What is found beside a schema. `{detail}` is what the remark has of it. */
const OWN = {
  json: 'The document is not JSON',
  depth: 'The document is nested too deeply',
  size: 'The document is too large',
  deep: `Nested too deeply: over ${GUIDE_LIMITS.depth} levels`,
  steps: `Too many steps: {detail}, over ${GUIDE_LIMITS.steps}`,
  twice: 'Used twice: {detail}',
  address: 'The address {detail}: left out',
  'field-kind': 'The field kind {detail} is not known: drawn as text',
  'no-pattern': 'The pattern is not a text: not applied',
  pattern: 'The pattern {detail}: not applied',
  'no-step': 'There is no step {detail}: left out',
  'no-options': 'There is nothing to choose from: drawn as text',
  'no-value': 'There is no value: to be filled in',
  'no-field': 'There is no field {detail}: always shown',
} as const

/** The name of a remark beside those of a schema. */
export type OwnCode = keyof typeof OWN

/** A remark in words, without its path and its full stop. */
export function remarkText({ issue }: GuideRemark): string {
  if (!isOwn(issue)) return faultText(issue)
  const { code, detail = '', reason } = issue
  const shown = reason ? `${JSON.stringify(detail)} ${refusalText(reason)}` : String(detail)
  return OWN[code].replace('{detail}', () => shown)
}

const isOwn = (issue: GuideRemark['issue']): issue is OwnIssue => Object.hasOwn(OWN, issue.code)

/** The same with its path and its full stop, as the commands print it. */
export const remarkLine = (remark: GuideRemark): string => `${remark.path} ${remarkText(remark)}.`.trimStart()

// By what is measured; else a number.
const EXTENT: Readonly<Record<string, readonly [tooLittle: string, tooMuch: string]>> = {
  string: ['Too short', 'Too long'],
  array: ['Too few', 'Too many'],
}

// zod/mini ships no texts of its own; these name what was wanted, which is what an author needs.
function faultText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Expected ${issue.expected}`
    case 'invalid_value':
      return `Expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_big':
      return `${EXTENT[issue.origin]?.[1] ?? 'Too large'}: at most ${issue.maximum}`
    case 'too_small':
      return `${EXTENT[issue.origin]?.[0] ?? 'Too small'}: at least ${issue.minimum}`
    case 'invalid_format':
      return 'Not of the expected form'
    case 'invalid_union':
      return 'Unknown kind'
    default:
      return issue.message
  }
}
