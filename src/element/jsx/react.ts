/**
 * `hub-link/jsx/react`: the types of `<hub-link>` in React's JSX.
 *
 * `import type {} from 'hub-link/jsx/react'`
 *
 * React 19 sets properties and adds listeners: `<hub-link guide={guide} onhub-linked={(event) => …}>`. React 18 writes
 * attributes alone, so there the rest is not offered; set it by a ref.
 */
import type { ClassAttributes, HTMLAttributes } from 'react'
import type * as React from 'react'

import type { HubLinkAttributes } from '../attributeTypes.ts'
import type { HubLinkElement } from '../HubLinkElement.ts'
import type { HubLinkListeners, HubLinkProps } from './props.ts'

/** The hook `use` came with React 19, as did properties of custom elements. */
type OwnProps = 'use' extends keyof typeof React ? HubLinkProps & HubLinkListeners<'on'> : HubLinkAttributes

type ReactHubLinkProps = HTMLAttributes<HubLinkElement> &
  ClassAttributes<HubLinkElement> &
  OwnProps & {
    /** React 18 writes `className` as it is. */
    class?: string | undefined
  }

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'hub-link': ReactHubLinkProps
    }
  }
}
