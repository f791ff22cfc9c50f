/** A query client of the widget's own: the host's caches, defaults and developer tools see nothing of ours. */
import { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/**
 * Lives as long as the component, and what it has fetched with it: one that is hidden (Activity) and shown again draws what it
 * drew before, so that nothing typed below it is lost. Retries nothing by itself.
 */
export function useQueryClientOnce(): QueryClient {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { gcTime: Infinity, retry: false } },
      }),
  )
  useEffect(() => {
    client.mount()
    return () => client.unmount()
  }, [client])
  return client
}
