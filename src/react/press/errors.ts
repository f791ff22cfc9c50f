/** What is said of each failure, where it stands, and what the person can do next. One table, in place of a case a component. */
import type { LinkError, LinkErrorCode } from '../../core/link.ts'
import type { MessageKey, Say } from '../../core/messages.ts'
import { isPrivate } from '../../core/fields.ts'
import { isAbout, sayOf } from './fieldText.ts'
import type { HubHandle } from '../useHub.ts'
import type { FormField } from '../hooks/useHubForm.ts'

/** How one failure is told. */
interface Told {
  /** A message whose holes are `{provider}` or none. */
  readonly message: MessageKey & `error${string}`
  /** `field`: tied to the input of the credential, which takes the focus. `form`: above the button, which does. */
  readonly place: 'field' | 'form'
  /** `retry`: press the button again. `hold`: the same, after a wait. `restart`: from the first step. */
  readonly next: 'retry' | 'hold' | 'restart'
}

const form = (message: Told['message'], next: Told['next'] = 'retry'): Told => ({
  message,
  place: 'form',
  next,
})
const field = (message: Told['message']): Told => ({ message, place: 'field', next: 'retry' })

export const ERRORS: Readonly<Record<LinkErrorCode, Told>> = {
  'config-invalid': form('errorConfig'),
  offline: form('errorOffline'),
  network: form('errorNetwork'),
  timeout: form('errorTimeout'),
  'bad-response': form('errorBadResponse'),
  server: form('errorServer'),
  'provider-unavailable': form('errorProviderUnavailable'),
  'rate-limited': form('errorRateLimited', 'hold'),
  'invalid-fields': field('errorInvalidFields'),
  'credential-rejected': field('errorRejected'),
  'insufficient-permission': field('errorPermission'),
  // Never told: to the flow it is a success.
  'already-linked': form('errorInProgress'),
  'in-progress': form('errorInProgress'),
  'session-expired': form('errorSessionExpired'),
  forbidden: form('errorForbidden'),
  misconfigured: form('errorMisconfigured'),
  expired: form('errorExpired', 'restart'),
  'popup-blocked': form('errorPopupBlocked'),
  'redirect-rejected': form('errorRedirectRejected'),
  'authorization-denied': form('errorDenied'),
  aborted: form('errorAborted'),
}

/** The words for a failure. */
export function errorText(error: LinkError, say: Say, provider: string): string {
  // A reply of a shape that we do not know was most likely written for a newer widget.
  const key =
    error.code === 'bad-response' && error.reason === 'schema' ? 'errorVersion' : ERRORS[error.code].message
  return sayOf(say, key, { provider })
}

/** How a failure is told to the person. */
export interface Failure {
  readonly text: string
  /** The field at which it is told; undefined where it stands above the button. */
  readonly field: FormField | undefined
  /** True where only the whole way leads on, from the first step. */
  readonly restart: boolean
}

/** How the last failure is told, if there is one. */
export function failureOf(hub: HubHandle, say: Say): Failure | undefined {
  const { guide } = hub
  const { error } = hub.state
  if (!error) return undefined
  const { place, next } = ERRORS[error.code]
  return {
    text: errorText(error, say, guide?.name ?? ''),
    field: place === 'field' ? fieldOf() : undefined,
    restart: next === 'restart',
  }

  /** The first that the server named, or the credential; undefined where the server named only what does not show. */
  function fieldOf(): FormField | undefined {
    const { fields } = hub.form
    if (error?.code === 'invalid-fields')
      return fields.find(({ field }) => error.fields.some((problem) => isAbout(problem, field)))
    return fields.find(({ field }) => isPrivate(field)) ?? fields[0]
  }
}
