/**
 * What `<hub-link>` draws into its shadow root: the widget, with what the attributes and properties come to.
 */
import { useRef } from 'react'

import type { GuideInput } from '../core/guide.ts'
import type { LinkFunction } from '../core/link.ts'
import type { Messages } from '../core/messages.ts'
import type { HeadersOption } from '../http/createHttpLink.ts'
import type { Destination } from '../react/options.ts'
import type { CatalogueOption } from '../react/hooks/useCatalogue.ts'
import type { Settings } from './attributes.ts'
import { HubCloseEvent, HubErrorEvent, HubLinkedEvent, HubProgressEvent } from './events.ts'
import type { ChosenLocale } from './locales.ts'
import { NamedHub } from './NamedHub.tsx'

/** What a host sets as properties, because an attribute cannot hold it. */
export interface Properties {
  /** A guide as data. Comes before the attribute of the same name. */
  guide?: GuideInput | undefined
  /** Carries requests in place of the fetch; comes before `endpoint`. */
  link?: LinkFunction | undefined
  /** Sent with each request, such as a CSRF token. */
  headers?: HeadersOption | undefined
  /** Words in place of ours. */
  messages?: Messages | undefined
  /** Gives the token of a session for the page in the frame, whenever it needs one. Never an attribute: it is a secret. */
  session?: (() => string | Promise<string>) | undefined
  /** Renews the host's session; the attempt then goes on by itself. */
  onSessionExpired?: (() => unknown) | undefined
}

/** What the attributes come to; the hosted page gives the catalogue's entries for its one provider. */
export type DrawnSettings = Omit<Settings, 'catalogue'> & { readonly catalogue: CatalogueOption | undefined }

interface ElementHubProps {
  readonly settings: DrawnSettings
  readonly properties: Properties
  readonly locale: ChosenLocale
  /** Dispatches on the element; false where a listener prevented the default. Of an element elsewhere it is known late. */
  readonly dispatch: (event: Event) => boolean | Promise<boolean>
  /** The close control was pressed. */
  readonly onClose: () => void
  /** See `GuideHubProps`. */
  readonly farewell?: string | undefined
}

export function ElementHub(props: ElementHubProps) {
  const { settings, properties, locale, dispatch, onClose, farewell } = props
  const allowed = useRef<boolean | Promise<boolean>>(true)
  return (
    <NamedHub
      {...destination(settings, properties)}
      names={{
        guide: properties.guide,
        address: settings.guide,
        catalogue: settings.catalogue,
        provider: settings.provider,
      }}
      chosen={locale}
      ownWords={properties.messages}
      colorScheme={settings.colorScheme}
      headingLevel={settings.headingLevel}
      brand={settings.brand}
      scopes={settings.scopes}
      account={settings.account}
      whiteLabel={settings.whiteLabel}
      accountsHref={settings.accountsHref}
      invite={settings.invite}
      onLinked={(account) => {
        allowed.current = dispatch(new HubLinkedEvent(account))
      }}
      confirmation={() => {
        const wanted = settings.confirmation && allowed.current
        // Of this link alone: an account that was linked before brings no event to refuse.
        allowed.current = true
        return wanted
      }}
      onError={(error) => void dispatch(new HubErrorEvent(error))}
      onEvent={(event) => void dispatch(new HubProgressEvent(event))}
      onSessionExpired={properties.onSessionExpired}
      farewell={farewell}
      onClose={
        settings.closable
          ? () => {
              void dispatch(new HubCloseEvent())
              onClose()
            }
          : undefined
      }
    />
  )
}

function destination(settings: DrawnSettings, { link, headers }: Properties): Destination {
  if (link) return { link }
  const { endpoint = '', allowedEndpointOrigins } = settings
  return { endpoint, headers, allowedEndpointOrigins }
}
