/** The entry of what `<Hub>` does and draws from a press on, and says of what was typed. Loaded by `ahead.ts` alone. */
import { linkingWords } from '../../core/linkingWords.ts'
import { learn } from '../../core/messages.ts'

learn(linkingWords)

export { failureOf } from './errors.ts'
export { cleanedText, fieldRemarks } from './fieldText.ts'
export { goToPlace, placeFocus } from './placeFocus.ts'
export * from './press.ts'
export { waitText } from './waitText.ts'
export { AuthorizeActions, AuthorizeView } from '../views/AuthorizeView.tsx'
export { ConfirmationDialog, DoneView } from '../views/Confirmation.tsx'
export { FieldRemarks } from '../views/FieldRemarks.tsx'
