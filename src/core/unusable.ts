/** Which of a host's words cannot be used. Loaded by those who give words, with the words of the widget's later parts. */
import { linkingWords } from './linkingWords.ts'
import { learn, type Messages, unusableIn } from './messages.ts'
import { pickerWords } from './pickerWords.ts'
import { reportUsage } from './usage.ts'

learn(pickerWords)
learn(linkingWords)

/** Tells on the console which messages of the parts that are loaded cannot be used: the default stands in for each. */
export function reportUnusable(messages: Messages): void {
  const unusable = unusableIn(messages)
  if (unusable.length > 0) reportUsage('message-unusable', unusable.join(', '), 'warn')
}
