/** The widget for one guide, drawn over `useHub`. */
import {
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'

import type { Say } from '../core/messages.ts'
import { afterPress, ahead, loadAhead } from './ahead.ts'
import type { Failure } from './press/errors.ts'
import { Frame, type LookProps } from './Frame.tsx'
import { midSentence } from './midSentence.ts'
import { notify } from './notify.ts'
import type { HubOptions } from './options.ts'
import { Alert } from './parts/Alert.tsx'
import { BackButton } from './parts/BackButton.tsx'
import { Heading } from './parts/Heading.tsx'
import { Icon } from './parts/Icon.tsx'
import { ProviderLogo } from './parts/ProviderLogo.tsx'
import { keepTyped } from './typing.ts'
import { useContrast } from './hooks/useContrast.ts'
import { useFocus } from './hooks/useFocus.ts'
import { type HubHandle, useHubWith } from './useHub.ts'
import { useLatest } from './hooks/useLatest.ts'
import { useSay } from './hooks/useSay.ts'
import { useView } from './view.ts'
import type * as Inviting from './views/InviteView.tsx'
import { FormView } from './views/FormView.tsx'
import { GuideView } from './views/GuideView.tsx'

/** What only the drawn widget has. */
interface OwnProps {
  /** Where the confirmation's "View accounts" leads. Without it there is no such link. */
  accountsHref?: string | undefined
  /** Called when the person closes the widget; a close control shows only when this is given. */
  onClose?: (() => void) | undefined
  /** Leads back to where the guide was picked; a control for it shows only when this is given. */
  readonly onBack?: (() => void) | undefined
  /** In the end, in place of "Link another account": for the hosted page, whose invitation links once. */
  readonly farewell?: string | undefined
}

/** Props of {@link GuideHub}: those of `<Hub guide>`, and the way back to where the guide was picked. */
export type GuideHubProps = HubOptions & LookProps & OwnProps

export function GuideHub(props: GuideHubProps) {
  const { locale = 'en', onClose } = props
  const hub = useHubWith(props, afterPress)
  const say = useSay(locale, props.messages)
  const root = useRef<HTMLElement>(null)
  const titleId = useId()
  const failure = failureOf(hub, say)
  const onTouch = useFocus(root, hub, failure)
  useContrast(root, props.colorScheme ?? 'system')

  const { state, steps, form } = hub
  // As text, once for a guide: each link within it asks which of them holds its id.
  const places = useMemo(
    () => [...steps, ...hub.help].map((place) => JSON.stringify(place)),
    [steps, hub.help],
  )
  const latest = useLatest(hub)
  const goToAnchor = useCallback(
    (id: string): (() => void) | undefined => {
      const place = places.findIndex((text) => text.includes(`"id":"${id}"`))
      if (place < 0) return undefined
      return () => loadAhead(afterPress, ({ goToPlace }) => goToPlace(root.current, latest.current, place))
    },
    [places, latest],
  )
  // A ref, because several clicks can come in one task.
  const closing = useRef(false)
  const close = (): void => {
    if (closing.current) return
    closing.current = true
    setTimeout(() => (closing.current = false))
    hub.close()
    notify('onClose', onClose)
  }
  const handlers = {
    onPointerDown: onTouch,
    onKeyDown: (event: KeyboardEvent) => {
      onTouch()
      keepTyped(event)
    },
    onBlur: (event: FocusEvent) => {
      if (!root.current?.contains(event.relatedTarget)) form.mask()
    },
  }

  return (
    <Frame
      {...props}
      part="hub"
      say={say}
      locale={locale}
      guideLocale={hub.guide?.locale}
      labelledBy={titleId}
      goToAnchor={goToAnchor}
      rootRef={root}
      handlers={handlers}
      state={state.name}
    >
      <Header
        hub={hub}
        titleId={titleId}
        account={props.account}
        onBack={props.onBack}
        onClose={onClose && close}
      />
      <Body hub={hub} failure={failure} props={props} />
    </Frame>
  )
}

interface HeaderProps {
  readonly hub: HubHandle
  readonly titleId: string
  readonly account: GuideHubProps['account']
  readonly onBack: (() => void) | undefined
  readonly onClose: (() => void) | undefined
}

function Header({ hub, titleId, account, onBack, onClose }: HeaderProps) {
  const { say, part, brand } = useView()
  const provider = hub.guide?.name ?? ''
  const subtitle = account?.name
    ? say('subtitleAccount', { account: account.name })
    : brand.name && say('subtitle', { brand: brand.name })
  return (
    <header {...part('header')}>
      {onBack && <BackButton onBack={onBack} />}
      {hub.guide && <ProviderLogo key={hub.guide.logo} name={provider} src={hub.guide.logo} />}
      <div>
        <Heading below={0} {...part('title')} id={titleId}>
          {hub.guide ? say('title', { provider }) : say('connectAccount')}
        </Heading>
        {subtitle && (
          <p {...part('subtitle')}>
            {brand.logo && <img src={brand.logo} alt="" />}
            <span>{subtitle}</span>
          </p>
        )}
      </div>
      {onClose && (
        <button type="button" {...part('close')} aria-label={say('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  )
}

/** The last failure. Where even the code to tell it could not be loaded, the network is what failed. */
function failureOf(hub: HubHandle, say: Say): Failure | undefined {
  const later = afterPress.now()
  if (later) return later.failureOf(hub, say)
  return hub.state.error ? { text: say('errorNetwork'), field: undefined, restart: false } : undefined
}

interface BodyProps {
  readonly hub: HubHandle
  readonly failure: Failure | undefined
  readonly props: GuideHubProps
}

function Body({ hub, failure, props }: BodyProps) {
  const { say, part, locale } = useView()
  const { state, guide, misuse } = hub
  const later = afterPress.now()
  const result = {
    provider: guide?.name ?? '',
    updating: hub.updating,
    accountsHref: props.accountsHref,
  }
  if (!guide) return <NotConfigured />
  if (later && state.name === 'done')
    return (
      <later.DoneView
        {...result}
        result={state.result}
        farewell={props.farewell}
        onAnother={props.account ? undefined : hub.restart}
      />
    )
  return (
    <div {...part('body')} data-view={viewOf(hub)}>
      <GuideView
        guide={guide}
        steps={hub.steps}
        open={state.step}
        walking={state.name === 'guide'}
        scopes={props.scopes}
        skipLabel={skipLabel()}
        goTo={hub.goTo}
        toForm={hub.toForm}
      />
      {misuse ? <NotConfigured /> : <FormView hub={hub} failure={failure} account={props.account} />}
      <Invite hub={hub} />
      {later && state.name === 'linked' && !hub.deciding && (
        <later.ConfirmationDialog {...result} result={state.result} onDone={hub.confirm} />
      )}
    </div>
  )

  function skipLabel(): string | undefined {
    const [first, ...more] = hub.form.fields
    if (state.name !== 'guide' || !first || misuse) return undefined
    return more.length > 0
      ? say('haveDetails')
      : say('haveKey', { field: midSentence(first.field.label, locale, result.provider) })
  }
}

// Nobody needs it to be drawn: it comes after the first drawing, and where it cannot be loaded it is not offered.
const inviteView = ahead(() => import('./views/InviteView.tsx'))

/** The way out for a person who cannot see the key, while there is something to do about it. Its place is there before it. */
function Invite({ hub: { state, guide, invitation, invite } }: { hub: HubHandle }) {
  const { part } = useView()
  const [view, setView] = useState<typeof Inviting>()
  const offered = invitation !== undefined
  useEffect(() => {
    if (offered) loadAhead(inviteView, setView)
  }, [offered])
  if (!invitation || !guide || (state.name !== 'guide' && state.name !== 'form')) return null
  return view ? (
    <view.InviteView invitation={invitation} onInvite={invite} provider={guide.name} />
  ) : (
    <div {...part('invite')} />
  )
}

/** What stands in a narrow container; a guide without steps has nothing to stand beside the form in a wide one. */
const viewOf = ({ steps, state }: HubHandle): 'alone' | 'guide' | 'form' =>
  steps.length === 0 ? 'alone' : state.name === 'guide' ? 'guide' : 'form'

/** In place of the form where the developer's settings leave nothing to send with. */
function NotConfigured() {
  const { say, part } = useView()
  return (
    <div {...part('form')}>
      <Alert text={say('errorConfig')} />
    </div>
  )
}
