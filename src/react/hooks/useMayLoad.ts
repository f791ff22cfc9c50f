/**
 * Whether a picture of a guide or a catalogue may be loaded: from the page's own origin, and from those that the host lists, so
 * that nobody's page asks a third party for anything unless a person does.
 */
import { parseUrl } from '../../core/url.ts'
import { useAddress } from './useAddress.ts'
import { useView } from '../view.ts'

export function useMayLoad(src: string): boolean {
  const { imageOrigins } = useView()
  const own = useAddress()?.origin
  // Undefined for a path on the page's own host.
  const origin = parseUrl(src)?.origin
  return !origin || origin === own || imageOrigins.includes(origin)
}
