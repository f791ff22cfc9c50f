/** Waiting for the provider's yes: what it is about, and below its status the way to its window and the way out. */
import type { FlowState } from '../../core/flow.ts'
import { Button } from '../parts/Button.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Spoken } from '../parts/Spoken.tsx'
import type { HubHandle } from '../useHub.ts'
import { useView } from '../view.ts'

interface AuthorizeViewProps {
  readonly hub: HubHandle
  readonly state: Extract<FlowState, { name: 'authorizing' }>
  /** The id of the words that a blocked window is told with. */
  readonly why: string
}

export function AuthorizeView({ hub, state, why }: AuthorizeViewProps) {
  const { say, part } = useView()
  const provider = hub.guide?.name ?? ''
  const host = state.url === undefined ? undefined : new URL(state.url).host
  return (
    <>
      <Heading below={1} {...part('form-title')} data-focus="authorize">
        {say(host === undefined ? 'pendingTitle' : 'authorizeTitle', { provider })}
      </Heading>
      <p {...part('lead')}>{host === undefined ? say('pendingLead') : say('authorizeLead', { host })}</p>
      {state.window === 'blocked' && (
        <p {...part('hint')} id={why}>
          {say('windowBlocked')}
        </p>
      )}
    </>
  )
}

export function AuthorizeActions(props: AuthorizeViewProps) {
  const { say, part } = useView()
  const { hub, state } = props
  return (
    <div {...part('actions')}>
      {state.url !== undefined && <WayOn {...props} />}
      <Button look="text-button" onPress={hub.cancel}>
        {say('cancel')}
      </Button>
    </div>
  )
}

/** The button whose click opens the window; a plain link where windows are blocked, so that nobody is stuck. */
function WayOn({ hub, state, why }: AuthorizeViewProps) {
  const { say, part } = useView()
  const provider = hub.guide?.name ?? ''
  switch (state.window) {
    case 'blocked':
      return (
        <a
          {...part('button')}
          href={state.url}
          target="_blank"
          rel="noopener noreferrer"
          data-focus="continue"
          aria-describedby={why}
        >
          <span>{say('continueTo', { provider })}</span>
          <Icon name="external" />
          <Spoken>{` ${say('newTab')}`}</Spoken>
        </a>
      )
    case 'none':
      return (
        <Button look="button" focusMark="continue" onPress={hub.openWindow}>
          {say('continueTo', { provider })}
        </Button>
      )
    case 'open':
    case 'closed':
      return (
        <Button look={state.window === 'closed' ? 'button' : 'button-quiet'} onPress={hub.openWindow}>
          {say('openAgain')}
        </Button>
      )
  }
}
