/** The entry of the part that a press needs: what was typed is cleaned, checked and sent. Loaded by `ahead.ts` alone. */
export { flow } from '../../core/flow.ts'
export { createAttempts } from '../../http/createAttempts.ts'
export { createProviderWindow } from './providerWindow.ts'
export { follow, tellAnswer } from './follow.ts'
export { recallStep, rememberStep } from './resume.ts'
export { clean, cleanWhenReleased, isReady, paste, resolve, submitForm, tellPatterns } from './checkForm.ts'
export { watchLink } from './watchLink.ts'
