/** Whether the connection came back after an attempt had failed for want of one. A hint: nothing is held back for it. */
import { useEffect, useState } from 'react'

import type { LinkError } from '../../core/link.ts'

export function useBackOnline(error: LinkError | undefined): boolean {
  const [mended, setMended] = useState<LinkError>()
  useEffect(() => {
    if (error?.code !== 'offline') return
    const onOnline = (): void => setMended(error)
    window.addEventListener('online', onOnline)
    return () => window.removeEventListener('online', onOnline)
  }, [error])
  return error !== undefined && mended === error
}
