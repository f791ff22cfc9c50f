/** The field at which a failure is told. */
import { isPrivate } from '../core/fields.ts'
import { isAbout } from './fieldText.ts'
import type { HubHandle } from './useHub.ts'
import type { FormField } from './useHubForm.ts'

/** The first that the server named, or the credential; undefined where the server named only what does not show. */
export function fieldOf({ form: { fields }, state }: HubHandle): FormField | undefined {
  const error = 'error' in state ? state.error : undefined
  if (error?.code === 'invalid-fields')
    return fields.find(({ field }) => error.fields.some((problem) => isAbout(problem, field)))
  return fields.find(({ field }) => isPrivate(field)) ?? fields[0]
}
