/** `hub-link/define`: defines `<hub-link>`, once however often it is imported. */
import { defineHubLink } from './element/define.ts'

defineHubLink()

export type { HubLinkElement } from './element/HubLinkElement.ts'
