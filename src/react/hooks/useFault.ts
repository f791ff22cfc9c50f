/** Tells the host of what leaves nothing to link with. */
import { useCallback } from 'react'

import type { UsageCode } from '../../core/usage.ts'
import { notify } from '../notify.ts'
import type { HubOptions } from '../options.ts'
import { useLatest } from './useLatest.ts'

/** A function, the same from one drawing to the next, that calls `onError` with `config-invalid` and the reason. */
export function useFault(onError: HubOptions['onError']): (reason: UsageCode) => void {
  const latest = useLatest(onError)
  return useCallback(
    (reason) => notify('onError', latest.current, { code: 'config-invalid', reason }),
    [latest],
  )
}
