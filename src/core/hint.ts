/**
 * The hint that a link has settled: what the callback page says to the widget, and that nothing is believed of it.
 */

/** The BroadcastChannel, and the `type` of a window message, by which a callback page says that a link has settled. */
export const HINT_CHANNEL = 'hub-link'

/** What travels there: `{ type: 'hub-link', linkId }`. A hint to ask the endpoint sooner, and nothing more. */
export interface LinkHint {
  readonly type: typeof HINT_CHANNEL
  readonly linkId: string
}

/** True for a hint about this link. */
export function isHint(data: unknown, linkId: string): data is LinkHint {
  if (typeof data !== 'object' || data === null) return false
  const own = (key: keyof LinkHint): unknown =>
    Object.hasOwn(data, key) ? (data as Record<string, unknown>)[key] : undefined
  return own('type') === HINT_CHANNEL && own('linkId') === linkId
}
