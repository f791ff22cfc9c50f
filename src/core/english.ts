/** Every English word of the widget. A drawing loads them by parts; this is the whole, for the compiler and for checks. */
import { accountWords } from './accountWords.ts'
import { linkingWords } from './linkingWords.ts'
import { isUsableMessage, learn, type MessageKey, type Messages } from './messages.ts'
import { pickerWords } from './pickerWords.ts'
import { reportUsage } from './usage.ts'
import { words } from './words.ts'

/** A `{hole}` is filled by the widget; an override must keep the holes of its message. */
export const english = { ...words, ...pickerWords, ...linkingWords, ...accountWords }

learn(english)

/** Tells on the console which of a host's messages cannot be used: the default stands in for each. */
export function reportUnusable(messages: Messages): void {
  const unusable = Object.entries<unknown>(messages)
    .filter(([key, value]) => value !== undefined && !isUsableMessage(key as MessageKey, value))
    .map(([key]) => key)
  if (unusable.length > 0) reportUsage('message-unusable', unusable.join(', '), 'warn')
}
