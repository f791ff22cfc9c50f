/** The entry of the part that a press needs: what was typed is cleaned, checked and sent. Loaded by `ahead.ts` alone. */
export { flow } from '../core/flow.ts'
export { normaliseSecret } from '../core/normalise.ts'
export { createAttempts } from '../http/createAttempts.ts'
export { follow, mayMend, pollEvery, tellLinked, watchLink } from './follow.ts'
export { doubtsOf, isValid, resolve } from './checkForm.ts'
