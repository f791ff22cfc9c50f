/** The words that belong to a field: what is wrong with it, what is asked of it, what was taken out of it. */
import { isPrivate } from '../../core/fields.ts'
import type { Field } from '../../core/guide.ts'
import type { FieldProblem, LinkError } from '../../core/link.ts'
import { type MessageKey, type Say, usableLocales } from '../../core/messages.ts'
import type { Doubt, Removal } from '../../core/normalise.ts'
import type { FieldFault } from '../../core/values.ts'
import { midSentence } from '../midSentence.ts'
import type { FormField } from '../hooks/useHubForm.ts'

/** Says a message of a table; holes that it does not have are passed over. */
export const sayOf = (say: Say, key: MessageKey, holes: object): string =>
  (say as (key: MessageKey, holes: object) => string)(key, holes)

const FAULTS: Readonly<Record<FieldFault, MessageKey & `fault${string}`>> = {
  required: 'faultRequired',
  'too-short': 'faultTooShort',
  'too-long': 'faultTooLong',
  pattern: 'faultPattern',
  number: 'faultNumber',
  url: 'faultUrl',
  option: 'faultOption',
}

const DOUBTS: Readonly<Record<Doubt, MessageKey & `doubt${string}`>> = {
  url: 'doubtUrl',
  email: 'doubtEmail',
  sentence: 'doubtSentence',
}

const REMOVALS: Readonly<Record<Removal['kind'], MessageKey & `cleaned${string}`>> = {
  spaces: 'cleanedSpaces',
  'line-breaks': 'cleanedLineBreaks',
  invisible: 'cleanedInvisible',
  quotes: 'cleanedQuotes',
  prefix: 'cleanedPrefix',
}

// Codes of the endpoint that mean what one of ours means; any other is told in general words.
const SERVER_CODES: ReadonlyMap<string, FieldFault> = new Map([
  ['required', 'required'],
  ['missing', 'required'],
  ['too-long', 'too-long'],
  ['too-short', 'too-short'],
  ['pattern', 'pattern'],
])

/** What is wrong with a field, here or as the server found it, and what is asked about its value. */
export function fieldRemarks(
  { field, fault, doubt }: Pick<FormField, 'field' | 'fault' | 'doubt'>,
  error: LinkError | undefined,
  say: Say,
  locale: string,
  provider: string,
): { readonly problem: string | undefined; readonly question: string | undefined } {
  const named = { field: midSentence(field.label, locale, provider) }
  return {
    problem: fault ? faultText(fault) : refusal(),
    question: doubt && sayOf(say, DOUBTS[doubt], named),
  }

  function faultText(found: FieldFault): string {
    if (found === 'pattern' && field.patternMessage !== undefined) return field.patternMessage
    return sayOf(say, FAULTS[found], found === 'required' ? { field: field.label } : named)
  }
  function refusal(): string | undefined {
    if (error?.code !== 'invalid-fields') return undefined
    const refused = error.fields.find((each) => isAbout(each, field))
    if (!refused) return undefined
    const known = SERVER_CODES.get(refused.code)
    return known ? faultText(known) : say('faultRefused', { provider })
  }
}

/** True for a problem of this field. A body that was too long names none; the credential is what is pasted whole. */
export const isAbout = ({ name, code }: FieldProblem, field: Field): boolean =>
  name === field.name || (name === '' && code === 'too-long' && isPrivate(field))

/** "We removed a line break and 2 spaces from what you entered." */
export function cleanedText(removed: readonly Removal[], say: Say, locale: string): string {
  const parts = removed.map((removal) => sayOf(say, REMOVALS[removal.kind], removal))
  return say('cleaned', {
    what: new Intl.ListFormat(usableLocales(locale), { type: 'conjunction' }).format(parts),
  })
}
