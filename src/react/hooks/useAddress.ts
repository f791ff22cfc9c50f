/** The page that the widget is drawn in. A server does not know it, and its markup must be that of any page. */
import { useSyncExternalStore } from 'react'

const NEVER_CHANGES = () => () => undefined

/** Undefined on a server, and in the first drawing over its markup. */
export const useAddress = (): Location | undefined =>
  useSyncExternalStore(
    NEVER_CHANGES,
    () => location,
    () => undefined,
  )
