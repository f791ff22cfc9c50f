/** The words that belong to a field: its label within a sentence, what is wrong with it, what was taken out of it. */
import { isPrivate } from '../core/fields.ts'
import type { Field } from '../core/guide.ts'
import type { FieldProblem, LinkError } from '../core/link.ts'
import type { Say } from '../core/messages.ts'
import type { Doubt, Removal } from '../core/normalise.ts'
import type { FieldFault } from '../core/values.ts'

/** A label as it stands within a sentence: English writes "API key" where the label says "API Key". */
export const midSentence = (label: string, locale: string): string =>
  /^en\b/i.test(locale) ? label.replace(/\b\p{Lu}\p{Ll}+\b/gu, (word) => word.toLowerCase()) : label

/** What is wrong with a value before it is sent. */
export function faultText(fault: FieldFault, field: Field, say: Say, locale: string): string {
  const named = { field: midSentence(field.label, locale) }
  switch (fault) {
    case 'required':
      return say('faultRequired', { field: field.label })
    case 'too-short':
      return say('faultTooShort', named)
    case 'too-long':
      return say('faultTooLong', named)
    case 'pattern':
      return field.patternMessage ?? say('faultPattern', named)
    case 'number':
      return say('faultNumber')
    case 'url':
      return say('faultUrl')
    case 'option':
      return say('faultOption')
  }
}

/** What the server found wrong with this field; undefined where it named others. */
export function refusalText(
  error: LinkError | undefined,
  field: Field,
  say: Say,
  locale: string,
  provider: string,
): string | undefined {
  if (error?.code !== 'invalid-fields') return undefined
  const problem = error.fields.find((each) => isAbout(each, field))
  if (!problem) return undefined
  const fault = SERVER_CODES[problem.code]
  return fault ? faultText(fault, field, say, locale) : say('faultRefused', { provider })
}

/** True for a problem of this field. A body that was too long names none; the credential is what is pasted whole. */
export const isAbout = ({ name, code }: FieldProblem, field: Field): boolean =>
  name === field.name || (name === '' && code === 'too-long' && isPrivate(field))

// Codes of the endpoint that mean what one of ours means; any other is told in general words.
const SERVER_CODES: Readonly<Partial<Record<string, FieldFault>>> = Object.assign(
  Object.create(null) as Record<string, FieldFault>,
  {
    required: 'required',
    missing: 'required',
    'too-long': 'too-long',
    'too-short': 'too-short',
    pattern: 'pattern',
  },
)

export function doubtText(doubt: Doubt, field: Field, say: Say, locale: string): string {
  const named = { field: midSentence(field.label, locale) }
  switch (doubt) {
    case 'url':
      return say('doubtUrl', named)
    case 'email':
      return say('doubtEmail', named)
    case 'sentence':
      return say('doubtSentence', named)
  }
}

/** "We removed a line break and 2 spaces from what you entered." */
export function cleanedText(removed: readonly Removal[], say: Say, locale: string): string {
  const parts = removed.map((removal) => {
    switch (removal.kind) {
      case 'spaces':
        return say('cleanedSpaces', { count: removal.count })
      case 'line-breaks':
        return say('cleanedLineBreaks', { count: removal.count })
      case 'invisible':
        return say('cleanedInvisible', { count: removal.count })
      case 'quotes':
        return say('cleanedQuotes')
      case 'prefix':
        return say('cleanedPrefix', { text: removal.text })
    }
  })
  return say('cleaned', { what: new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts) })
}
