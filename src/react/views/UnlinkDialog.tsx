/** Asks before an account is unlinked. Keeping it is the safe choice, and has the focus. */
import { useId } from 'react'

import { Button } from '../parts/Button.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Modal } from '../parts/Modal.tsx'
import { useView } from '../view.ts'

interface UnlinkDialogProps {
  readonly account: string
  readonly busy: boolean
  readonly onKeep: () => void
  readonly onUnlink: () => void
}

export function UnlinkDialog({ account, busy, onKeep, onUnlink }: UnlinkDialogProps) {
  const { say, part } = useView()
  const id = useId()
  return (
    <Modal labelledBy={`${id}-title`} describedBy={`${id}-lead`} onDismiss={onKeep}>
      <Heading below={0} {...part('dialog-title')} id={`${id}-title`}>
        <span>{say('unlinkTitle', { account })}</span>
      </Heading>
      <p {...part('lead')} id={`${id}-lead`}>
        <span>{say('unlinkLead')}</span>
      </p>
      <div {...part('actions')}>
        <Button look="button-quiet" focusMark="dialog" onPress={onKeep}>
          {say('unlinkKeep')}
        </Button>
        <Button look="button" held={busy} busy={busy} onPress={onUnlink}>
          {say('unlink')}
        </Button>
      </div>
    </Modal>
  )
}
