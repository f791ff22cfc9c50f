/** What `<hub-link>` takes in JSX, before each library adds how it names listeners. */
import type { HubLinkAttributes } from '../attributeTypes.ts'
import type { HubEventName } from '../events.ts'
import type { HubLinkElement } from '../HubLinkElement.ts'

/**
 * Properties that can be set by name. Not `onSessionExpired`: React and Preact take what begins with `on` for a listener, so
 * it is set on the element, by a ref.
 */
export type HubLinkProperties = Partial<
  Pick<HubLinkElement, 'guide' | 'link' | 'headers' | 'messages' | 'session'>
>

/** Attributes and properties side by side; `guide` is both. */
export type HubLinkProps = Omit<HubLinkAttributes & HubLinkProperties, 'guide'> & {
  /** A guide as data, or the address of one. */
  guide?: HubLinkElement['guide'] | HubLinkAttributes['guide']
}

/** Listeners of the element's events; `Prefix` is what the library puts before a name. */
export type HubLinkListeners<Prefix extends string> = {
  [Name in HubEventName as `${Prefix}${Name}`]?:
    ((event: GlobalEventHandlersEventMap[Name]) => void) | undefined
}
