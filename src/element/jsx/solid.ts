/**
 * `hub-link/jsx/solid`: the types of `<hub-link>` in Solid's JSX.
 *
 * `import type {} from 'hub-link/jsx/solid'`
 *
 * Solid sets a value that can change as a property: write `attr:` before an attribute then.
 */
import type { JSX } from 'solid-js'

import type { HubLinkAttributes } from '../attributeTypes.ts'
import type { HubLinkElement } from '../HubLinkElement.ts'
import type { HubLinkListeners, HubLinkProperties, HubLinkProps } from './props.ts'

type Prefixed<Prefix extends string, Props> = {
  [Name in keyof Props & string as `${Prefix}${Name}`]?: Props[Name]
}

type SolidHubLinkProps = Omit<JSX.HTMLAttributes<HubLinkElement>, keyof HubLinkProps> &
  HubLinkProps &
  Prefixed<'attr:', HubLinkAttributes> &
  Prefixed<'prop:', HubLinkProperties & Pick<HubLinkElement, 'onSessionExpired'>> &
  HubLinkListeners<'on:'>

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'hub-link': SolidHubLinkProps
    }
  }
}
