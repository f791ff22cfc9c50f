/** A query client of the widget's own: the host's caches, defaults and developer tools see nothing of ours. */
import { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** Lives as long as the component; keeps nothing after the last reader and retries nothing by itself. */
export function useQueryClientOnce(): QueryClient {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { gcTime: 0, retry: false } },
      }),
  )
  useEffect(() => {
    client.mount()
    return () => {
      client.unmount()
      client.clear()
    }
  }, [client])
  return client
}
