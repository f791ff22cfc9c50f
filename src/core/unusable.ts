/** Which of a host's words cannot be used. Loaded by those who give words, with the words of the widget's later parts. */
import { linkingWords } from './linkingWords.ts'
import { isUsableMessage, known, learn, type MessageKey, type Messages } from './messages.ts'
import { pickerWords } from './pickerWords.ts'
import { reportUsage } from './usage.ts'

learn(pickerWords)
learn(linkingWords)

// The words of the accounts list, which the script does not have.
const ELSEWHERE = /^(account|linkedAt|unlink|updateKey)/

/** Tells on the console which messages cannot be used, unknown names among them: the default stands in for each. */
export function reportUnusable(messages: Messages): void {
  const unusable = (Object.keys(messages) as MessageKey[]).filter(
    (name) => messages[name] !== undefined && !isUsableMessage(name, messages[name]),
  )
  const told = unusable.flatMap((name) => {
    if (Object.hasOwn(known, name)) return name
    return ELSEWHERE.test(name) ? [] : `${name} (unknown)`
  })
  if (told.length > 0) reportUsage('message-unusable', told.join(', '), 'warn')
}
