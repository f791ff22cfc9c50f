/** Every English word of the widget. A drawing loads them by parts; this is the whole, for the compiler and for checks. */
import { accountWords, firstAccountWords } from './accountWords.ts'
import { linkingWords } from './linkingWords.ts'
import { learn } from './messages.ts'
import { pickerWords } from './pickerWords.ts'
import { words } from './words.ts'

/** A `{hole}` is filled by the widget; an override must keep the holes of its message. */
export const english = { ...words, ...pickerWords, ...linkingWords, ...firstAccountWords, ...accountWords }

learn(english)
