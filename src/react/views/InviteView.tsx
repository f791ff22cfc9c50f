/** "Not the admin? Send this to an admin": the link is copied, and stands in a field to copy it from again. */
import { useId, useRef, useState } from 'react'

import { linkingWords } from '../../core/linkingWords.ts'
import { learn } from '../../core/messages.ts'
import type { Invitation } from '../../http/readInvitation.ts'
import { errorText } from '../press/errors.ts'
import { Button } from '../parts/Button.tsx'
import { Words } from '../parts/Words.tsx'
import { timeAhead } from '../timeAhead.ts'
import { isElsewhere } from '../hooks/useFocus.ts'
import type { HubHandle } from '../useHub.ts'
import { useView } from '../view.ts'

learn(linkingWords)

interface InviteViewProps {
  readonly invitation: Invitation
  readonly onInvite: HubHandle['invite']
  readonly provider: string
}

export function InviteView({ invitation, onInvite, provider }: InviteViewProps) {
  const { say, part, locale } = useView()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const { name, error } = invitation
  const text = told()
  // What the focus goes to is heard by that.
  const role = name === 'refused' ? undefined : error ? 'alert' : 'status'
  const copy = async (): Promise<void> => setCopied(await copyFrom(field.current))

  return (
    <div {...part('invite')}>
      {text && (
        <p
          key={role}
          {...part(role === 'alert' ? 'field-error' : 'status')}
          ref={name === 'refused' ? takeFocus : undefined}
          role={role}
          tabIndex={name === 'refused' ? -1 : undefined}
        >
          <Words>{text}</Words>
        </p>
      )}
      {(name === 'offered' || name === 'asking') && (
        <p {...part('hint')}>
          <span>{say('inviteAsk')}</span>{' '}
          <Button look="text-button" held={name === 'asking'} onPress={onInvite}>
            {say('invite')}
          </Button>
        </p>
      )}
      {name === 'ready' && (
        <>
          <div {...part('input-row')} dir="ltr">
            <input
              {...part('input')}
              ref={(input) => {
                field.current = input
                if (!input || input.value) return
                // As a property: an attribute would be in what scripts keep of the page's markup.
                input.value = invitation.url
                takeFocus(input)
                void copy()
              }}
              readOnly
              form="hub-none"
              aria-label={say('invite')}
              aria-describedby={id}
              onFocus={({ target }) => target.select()}
            />
            <Button look="reveal" onPress={() => void copy()}>
              {say('copyCode')}
            </Button>
          </div>
          <p {...part('hint')} id={id}>
            {say('inviteEnds', { time: timeAhead(invitation.expiresIn, locale, Math.floor) })}
          </p>
        </>
      )}
    </div>
  )

  function told(): string | undefined {
    switch (name) {
      case 'offered':
        return error && errorText(error, say, provider)
      case 'asking':
        return say('inviting')
      case 'ready':
        return say(copied ? 'inviteCopied' : 'inviteCopy')
      case 'refused':
        return say('inviteRefused', { provider })
    }
  }
}

/** The button that was pressed has made way: the focus goes on to what came in its place. */
function takeFocus(element: HTMLElement | null): void {
  if (element && !isElsewhere(element)) element.focus()
}

/** Copies what stands in the field. Where the page may not use the clipboard, it is marked, to be copied by hand. */
async function copyFrom(field: HTMLInputElement | null): Promise<boolean> {
  try {
    // Absent on plain http, refused in some frames: both throw.
    await navigator.clipboard.writeText(field?.value ?? '')
    return true
  } catch {
    field?.focus()
    // eslint-disable-next-line @typescript-eslint/no-deprecated, @typescript-eslint/no-unnecessary-condition -- the one way that is left there; jsdom, where hosts test, has none
    return document.execCommand?.('copy')
  }
}
