/**
 * What a locale is: every message with the plural forms of its language, and the guides that we bring, in that language.
 */
import type { Guide } from '../core/guide.ts'
import type { english } from '../core/english.ts'
import type { MessageKey, Messages, PluralForms } from '../core/messages.ts'

/**
 * Every message of a language; one that is missing is a type error. `Form` names its plural forms (CLDR, cardinal):
 * each must be there where English has forms, `other` always.
 */
export type CompleteMessages<Form extends Intl.LDMLPluralRule> = {
  readonly [Key in MessageKey]: (typeof english)[Key] extends PluralForms
    ? Readonly<Record<Form | 'other', string>>
    : Extract<Messages[Key], string>
}

/** A locale pack. `tag` is its BCP 47 language tag; `guides` are by provider. */
export interface Locale {
  readonly tag: string
  readonly messages: Messages
  readonly guides: { readonly jazzhr: Guide }
}
