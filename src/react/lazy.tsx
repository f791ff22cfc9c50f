/** A component that loads when it is first drawn. */
import { type ComponentType, lazy as reactLazy, Suspense } from 'react'

import { useAddress } from './hooks/useAddress.ts'

/**
 * As React's, with nothing in its place until it is there. Nor is there anything on a server, and in the first drawing over
 * its markup: `renderToString` tells of what is still to load as an error, which then stands on the console of the page.
 */
export function lazy<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  const Loaded = reactLazy(load) as ComponentType<Props>
  return function OnUse(props) {
    return (
      useAddress() && (
        <Suspense>
          <Loaded {...props} />
        </Suspense>
      )
    )
  }
}
