/**
 * `hub-link/jsx/preact`: the types of `<hub-link>` in Preact's JSX.
 *
 * `import type {} from 'hub-link/jsx/preact'`
 */
import type { ClassAttributes, HTMLAttributes } from 'preact'

import type { HubLinkElement } from '../HubLinkElement.ts'
import type { HubLinkListeners, HubLinkProps } from './props.ts'

type PreactHubLinkProps = Omit<HTMLAttributes<HubLinkElement>, keyof HubLinkProps> &
  ClassAttributes<HubLinkElement> &
  HubLinkProps &
  HubLinkListeners<'on'>

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'hub-link': PreactHubLinkProps
    }
  }
}
