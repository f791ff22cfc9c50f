/** The link function that the options name, with the reason where nothing may be sent. */
import { useEffect, useMemo, useSyncExternalStore } from 'react'

import type { LinkFunction } from '../core/link.ts'
import { gateEndpoint } from '../core/url.ts'
import { httpLink, loadAhead } from './ahead.ts'
import type { Destination } from './options.ts'
import { lazyHttpLink } from './transport.ts'
import { useLatest } from './useLatest.ts'
import type { Misuse } from './useMisuse.ts'

const NEVER_CHANGES = () => () => undefined

/** `misuse` is set where the destination cannot be used; `link` then refuses too, since it gates each call itself. */
export function useLink(destination: Destination): {
  link: LinkFunction | undefined
  misuse: Misuse | undefined
} {
  const { endpoint, link: own, credentials, allowedEndpointOrigins = [] }: Partial<Destination> = destination
  const latest = useLatest(destination)
  // Unknown on a server, where the markup must be that of a page that may send.
  const page = useSyncExternalStore(
    NEVER_CHANGES,
    () => location.href,
    () => undefined,
  )
  const origins = allowedEndpointOrigins.join(' ')

  const http = useMemo(
    () =>
      endpoint === undefined
        ? undefined
        : lazyHttpLink({
            endpoint,
            credentials: credentials ?? 'same-origin',
            allowedEndpointOrigins: origins === '' ? [] : origins.split(' '),
            headers: () => {
              const { headers = {} } = latest.current
              return typeof headers === 'function' ? headers() : headers
            },
          }),
    [endpoint, credentials, origins, latest],
  )
  const byHttp = !own
  useEffect(() => {
    if (byHttp) loadAhead(httpLink)
  }, [byHttp])

  if (own)
    return {
      link: own,
      misuse: isGivenToo(destination) ? { code: 'endpoint-twice', fatal: false } : undefined,
    }
  if (typeof endpoint !== 'string' || endpoint.trim() === '')
    return { link: undefined, misuse: { code: 'endpoint-missing', fatal: true } }
  const gated = page === undefined ? undefined : gateEndpoint(endpoint, page, allowedEndpointOrigins)
  return gated?.ok === false
    ? { link: undefined, misuse: { code: 'endpoint-refused', detail: gated.reason, fatal: true } }
    : { link: http, misuse: undefined }
}

/** JavaScript may give both, though the type forbids it. */
const isGivenToo = ({ endpoint }: { endpoint?: unknown }): boolean => endpoint !== undefined
