/** `hub-link/element`: the class of `<hub-link>` and its events. Importing it defines nothing. */
export { HubCloseEvent, HubErrorEvent, HubLinkedEvent, HubProgressEvent } from './element/events.ts'
export type { HubLinkGlobal } from './element/global.ts'
export { HubLinkElement } from './element/HubLinkElement.ts'
export type { MountProps, Mounted } from './element/mount.tsx'
