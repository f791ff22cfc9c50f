/** The form: the fields, what went wrong, and Connect. It stays mounted through the flow, so that nothing typed is lost. */
import { type KeyboardEvent, useId } from 'react'

import { afterPress } from '../ahead.ts'
import type { Failure } from '../press/errors.ts'
import { midSentence } from '../midSentence.ts'
import { Blocks } from '../parts/Blocks.tsx'
import { Alert } from '../parts/Alert.tsx'
import { Button } from '../parts/Button.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Spoken } from '../parts/Spoken.tsx'
import { Words } from '../parts/Words.tsx'
import type { HubOptions } from '../options.ts'
import { isComposing } from '../typing.ts'
import type { HubHandle } from '../useHub.ts'
import { useBackOnline } from '../hooks/useBackOnline.ts'
import { useSecondsUntil } from '../hooks/useSecondsUntil.ts'
import { useView } from '../view.ts'
import { FieldRow } from './FieldRow.tsx'

interface FormViewProps {
  readonly hub: HubHandle
  readonly failure: Failure | undefined
  /** The account whose credential is replaced, in update mode. */
  readonly account: HubOptions['account']
}

export function FormView({ hub, failure, account }: FormViewProps) {
  const { say, part, locale, brand } = useView()
  const id = useId()
  const { state, guide, form } = hub
  const { error } = state
  const seconds = useSecondsUntil(error)
  const backOnline = useBackOnline(error)
  if (!guide) return null

  const provider = guide.name
  const linking = state.name === 'linking'
  const authorizing = state.name === 'authorizing'
  const later = afterPress.now()
  // Still there when it is over: Connect must not move away under who waits to press it.
  const waitText = later?.waitText(seconds, say, locale)
  const onEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || isComposing(event) || (event.target as Element).localName !== 'input') return
    // The host's form around us must not be sent by an Enter that is meant for ours.
    event.preventDefault()
    if (!event.repeat) hub.connect()
  }
  const status = statusText()
  // While the guide is walked, Next is what draws the eye.
  const look = state.name === 'guide' ? 'button-quiet' : 'button'

  return (
    // Not labelled by its title: whoever looks for the field by its label would find the group, too.
    <div {...part('form')} role="group" aria-label={say('connect')} onKeyDown={onEnter}>
      <div {...part('fields')} hidden={authorizing}>
        <Heading below={1} {...part('form-title')}>
          {titleText()}
        </Heading>
        <p {...part('lead')}>{leadText()}</p>
        {form.fields.map((row) => (
          <FieldRow
            key={row.field.name}
            hub={hub}
            row={row}
            failure={row === failure?.field ? failure.text : undefined}
            onUseAnyway={() => {
              form.accept(row.field.name)
              hub.connect()
            }}
          />
        ))}
      </div>
      {authorizing && later && <later.AuthorizeView hub={hub} state={state} why={`${id}-why`} />}
      <p {...part('status')} role="status">
        {status !== '' && <Words>{status}</Words>}
        {seconds === 0 && waitText && <Spoken>{` ${waitText}`}</Spoken>}
      </p>
      {authorizing && later && <later.AuthorizeActions hub={hub} state={state} why={`${id}-why`} />}
      <div {...part('fields')} hidden={authorizing}>
        {failure && !failure.field && !backOnline && <Alert text={failure.text} />}
        {/* There before its words: Orca tells an alert only where nothing else comes beside it. */}
        <p {...part('hint')}>{waitText && <Words>{waitText}</Words>}</p>
        {failure?.restart ? (
          <Button look={look} focusMark="connect" onPress={hub.restart}>
            {say('startAgain')}
          </Button>
        ) : (
          <Button
            look={look}
            focusMark="connect"
            held={linking || Boolean(seconds)}
            busy={linking}
            onPress={hub.connect}
          >
            {say(error ? 'tryAgain' : 'connect')}
          </Button>
        )}
      </div>
      {linking && (
        <Button look="text-button" once onPress={hub.cancel}>
          {say('cancel')}
        </Button>
      )}
      {!authorizing && <Reassurance help={hub.help} isPrivate={guide.fields.length > 0} />}
      {state.name === 'form' && hub.steps.length > 0 && (
        <div {...part('narrow')}>
          <Button look="text-button" onPress={() => hub.goTo(Math.min(state.step, hub.steps.length - 1))}>
            {say('backToGuide')}
          </Button>
        </div>
      )}
    </div>
  )

  function titleText(): string {
    const [first, ...more] = form.fields
    if (!first) return say('formTitleNone')
    if (more.length > 0) return say('formTitleSeveral')
    const field = midSentence(first.field.label, locale, provider)
    return say(account ? 'formTitleUpdate' : 'formTitle', { field })
  }

  function leadText(): string {
    if (account) return say('formLeadUpdate', { account: account.name || provider })
    return brand.name ? say('formLeadBrand', { provider, brand: brand.name }) : say('formLead', { provider })
  }

  /** The one live region: what goes on, what was cleaned, that the line is back. */
  function statusText(): string {
    if (linking) return say('linking', { provider })
    if (authorizing) {
      // Nobody has gone there yet.
      if (state.url !== undefined && (state.window === 'none' || state.window === 'blocked')) return ''
      // Said here, because nothing else tells those who do not see the window that it is gone.
      return `${say('waiting', { provider })}${state.window === 'closed' ? ` ${say('windowClosed')}` : ''}`
    }
    if (backOnline) return say('backOnline')
    return form.fields
      .filter(({ cleaned }) => cleaned.length > 0)
      .map(({ cleaned }) => later?.cleanedText(cleaned, say, locale))
      .join(' ')
  }
}

interface ReassuranceProps {
  readonly help: HubHandle['help']
  /** True where there is something to enter. */
  readonly isPrivate: boolean
}

/** What becomes of what is entered, and the guide's help for the form. */
function Reassurance({ help, isPrivate }: ReassuranceProps) {
  const { say, part, guideText } = useView()
  return (
    <>
      {isPrivate && (
        <p {...part('privacy')}>
          <Icon name="lock" />
          <span>{say('privacy')}</span>
        </p>
      )}
      {help.map((section) => (
        <details key={section.id} {...part('help')}>
          <summary {...guideText}>{section.title}</summary>
          <Blocks blocks={section.body} />
        </details>
      ))}
    </>
  )
}
