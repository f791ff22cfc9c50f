/** The confirmation: a native modal dialog, and the panel that stays when it is closed. */
import { useId } from 'react'

import type { LinkedResult } from '../../core/flow.ts'
import { Button } from '../parts/Button.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Modal } from '../parts/Modal.tsx'
import { useView } from '../view.ts'

interface ConfirmationProps {
  readonly result: LinkedResult
  readonly provider: string
  /** True when what was sent replaced the key of an account. */
  readonly updating: boolean
  readonly accountsHref: string | undefined
}

/** Closes by Done and by Escape. */
export function ConfirmationDialog({
  onDone,
  ...props
}: ConfirmationProps & { readonly onDone: () => void }) {
  const { say, part } = useView()
  const id = useId()
  return (
    <Modal labelledBy={`${id}-title`} describedBy={`${id}-lead`} onDismiss={onDone}>
      <Mark />
      <Heading below={0} {...part('dialog-title')} id={`${id}-title`}>
        <ResultTitle {...props} />
      </Heading>
      <p {...part('lead')} id={`${id}-lead`}>
        <ResultLead {...props} />
      </p>
      <div {...part('actions')}>
        {/* The list may be on this page, where an open dialog would keep it out of reach. */}
        <AccountsLink href={props.accountsHref} onFollow={onDone} />
        <Button look="button" focusMark="dialog" onPress={onDone}>
          {say('done')}
        </Button>
      </div>
    </Modal>
  )
}

interface DoneProps extends ConfirmationProps {
  /** Said in place of the button, where nothing more can be linked. */
  readonly farewell: string | undefined
  /** Begins a new link; left out in update mode, where it would replace the key again. */
  readonly onAnother: (() => void) | undefined
}

/** What stays in place of guide and form. */
export function DoneView({ farewell, onAnother, ...props }: DoneProps) {
  const { say, part } = useView()
  return (
    <div {...part('done')}>
      <Mark />
      <Heading below={1} {...part('dialog-title')} data-focus="done">
        <ResultTitle {...props} />
      </Heading>
      <p {...part('lead')}>
        <ResultLead {...props} />
      </p>
      {farewell !== undefined && <p {...part('lead')}>{farewell}</p>}
      <div {...part('actions')}>
        <AccountsLink href={props.accountsHref} />
        {onAnother && farewell === undefined && (
          <Button look="button-quiet" onPress={onAnother}>
            {say('linkAnother')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Mark() {
  const { part } = useView()
  return (
    <div {...part('confirmation-mark')}>
      <Icon name="check" />
    </div>
  )
}

function ResultTitle({ result, provider }: ConfirmationProps) {
  const { say } = useView()
  return <span>{say(result.kind === 'already-linked' ? 'alreadyTitle' : 'linkedTitle', { provider })}</span>
}

function ResultLead({ result, provider, updating }: ConfirmationProps) {
  const { say, brand } = useView()
  const account = result.account?.name?.trim()
  return <span>{lead()}</span>

  function lead(): string {
    if (result.kind === 'already-linked') return say('alreadyLead')
    if (updating) return say('updatedLead', { account: account || provider })
    if (!brand.name) return account ? say('linkedLeadName', { account }) : say('linkedLead', { provider })
    return account
      ? say('linkedLeadNameBrand', { account, brand: brand.name })
      : say('linkedLeadBrand', { provider, brand: brand.name })
  }
}

function AccountsLink({ href, onFollow }: { href: string | undefined; onFollow?: () => void }) {
  const { say, part } = useView()
  if (href === undefined) return null
  return (
    <a {...part('button-quiet')} href={href} onClick={onFollow}>
      <span>{say('viewAccounts')}</span>
    </a>
  )
}
