/** Mistakes of the developer that are found while rendering, told after the commit. */
import { useEffect, useRef } from 'react'

import type { LinkError } from '../../core/link.ts'
import { reportUsage, type UsageCode, type UsageDetail } from '../../core/usage.ts'
import { useFault } from './useFault.ts'

/** A usage error; a fatal one leaves nothing to link with, so the form gives way to a plain sentence. */
export interface Misuse {
  readonly code: UsageCode
  readonly detail?: UsageDetail
  readonly fatal: boolean
}

/** Tells each on the console, and a fatal one to the host as `config-invalid`, once for as long as it lasts. */
export function useMisuse(
  misuses: readonly (Misuse | undefined)[],
  onError: ((error: LinkError) => void) | undefined,
): Misuse | undefined {
  const onFault = useFault(onError)
  const found = misuses.filter((misuse) => misuse !== undefined)
  const toTell = JSON.stringify(found)
  // StrictMode runs the effect twice, and the host must hear of it once.
  const told = useRef('')
  useEffect(() => {
    if (told.current === toTell) return
    told.current = toTell
    for (const { code, detail, fatal } of JSON.parse(toTell) as Misuse[]) {
      reportUsage(code, detail, fatal ? 'error' : 'warn')
      if (fatal) onFault(code)
    }
  }, [toTell, onFault])
  return found.find(({ fatal }) => fatal)
}
