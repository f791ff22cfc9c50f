/** The link function that the options name, with the reason where nothing may be sent. */
import { useEffect, useMemo } from 'react'

import type { LinkFunction } from '../../core/link.ts'
import { gateEndpoint } from '../../core/url.ts'
import { httpLink, loadAhead } from '../ahead.ts'
import type { Destination } from '../options.ts'
import { lazyHttpLink } from '../transport.ts'
import { useAddress } from './useAddress.ts'
import { useLatest } from './useLatest.ts'
import type { Misuse } from './useMisuse.ts'

/** `misuse` is set where the destination cannot be used; `link` then refuses too, since it gates each call itself. */
export function useLink(destination: Destination): {
  link: LinkFunction
  misuse: Misuse | undefined
} {
  const { endpoint, link: own, credentials, allowedEndpointOrigins = [] }: Partial<Destination> = destination
  const latest = useLatest(destination)
  // Unknown on a server, where the markup must be that of a page that may send.
  const page = useAddress()?.href
  const origins = allowedEndpointOrigins.join(' ')

  const isOwn = typeof own === 'function'
  const link = useMemo<LinkFunction>(
    () =>
      isOwn
        ? // The newest of the host's: with another for each render, what a press keeps for the next would be lost.
          (request, context) => (latest.current.link as LinkFunction)(request, context)
        : lazyHttpLink({
            endpoint: endpoint as string,
            credentials,
            allowedEndpointOrigins: origins.split(' '),
            headers: () => {
              const { headers = {} } = latest.current
              return typeof headers === 'function' ? headers() : headers
            },
          }),
    [isOwn, endpoint, credentials, origins, latest],
  )
  useEffect(() => {
    if (!isOwn) loadAhead(httpLink)
  }, [isOwn])

  if (isOwn)
    return { link, misuse: isGivenToo(destination) ? { code: 'endpoint-twice', fatal: false } : undefined }
  if (typeof endpoint !== 'string' || endpoint.trim() === '')
    return { link, misuse: { code: 'endpoint-missing', fatal: true } }
  const gated = page === undefined ? undefined : gateEndpoint(endpoint, page, allowedEndpointOrigins)
  const refused = gated?.ok === false ? gated.reason : undefined
  return { link, misuse: refused && { code: 'endpoint-refused', detail: refused, fatal: true } }
}

/** JavaScript may give both, though the type forbids it. */
const isGivenToo = ({ endpoint }: { endpoint?: unknown }): boolean => endpoint !== undefined
