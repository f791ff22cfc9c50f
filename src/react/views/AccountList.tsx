/** Under the title of `<Accounts>`: the list, and what is under way with one of its accounts. Loaded by `ahead.ts` alone. */
import { type RefObject, useEffect, useRef, useState } from 'react'

import { accountWords } from '../../core/accountWords.ts'
import type { GuideInput } from '../../core/guide.ts'
import type { ListedAccount } from '../../core/link.ts'
import { learn } from '../../core/messages.ts'
import { reportUsage } from '../../core/usage.ts'
import type { AccountsProps } from '../Accounts.tsx'
import type { LookProps } from '../Frame.tsx'
import { Hub, type HubProps } from '../Hub.tsx'
import { notify } from '../notify.ts'
import { Button } from '../parts/Button.tsx'
import { Words } from '../parts/Words.tsx'
import { useAccounts } from '../hooks/useAccounts.ts'
import { isElsewhere } from '../hooks/useFocus.ts'
import { useView } from '../view.ts'
import { AccountListView } from './AccountListView.tsx'
import { UnlinkDialog } from './UnlinkDialog.tsx'

learn(accountWords)

/** What the person is doing with the list. */
type Task =
  | { readonly kind: 'choose' }
  | { readonly kind: 'unlink'; readonly account: ListedAccount }
  | { readonly kind: 'link'; readonly guide: GuideInput; readonly account: ListedAccount | undefined }

interface AccountListProps {
  readonly props: AccountsProps
  readonly root: RefObject<HTMLElement | null>
}

export function AccountList({ props, root }: AccountListProps) {
  const { guides = [] } = props
  const { say } = useView()
  const { list, misuse, reload, unlink, unlinking } = useAccounts(props)
  const [task, setTask] = useState<Task>()
  const begin = (next: Task): void => {
    // What was told of the last one may be true no more.
    setTold('')
    setTask(next)
  }
  const [told, setTold] = useState('')

  const guideOf = (provider: string) => guides.find((guide) => guide.provider === provider)
  const nameOf = ({ name, provider }: ListedAccount) => name?.trim() || guideOf(provider)?.name || provider

  // Set where a task ends in a change of the list; a dialog that changes nothing gives the focus back by itself.
  const changed = useRef(false)
  useEffect(() => {
    // After the render, because nothing behind a modal dialog takes the focus. Shown again (Activity), from nobody.
    const focus = (selector: string): void => {
      if (root.current && !isElsewhere(root.current))
        root.current.querySelector<HTMLElement>(selector)?.focus()
    }
    if (task?.kind === 'choose') focus('[data-focus="choice"]')
    if (task?.kind === 'link')
      focus('[part~="hub"] :is([data-focus="step"], [part~="input"], [data-focus="connect"])')
    if (task === undefined && changed.current) focus('[data-focus="accounts"]')
    changed.current = false
  }, [task, root])
  const finish = (): void => {
    changed.current = true
    setTask(undefined)
  }

  const update = (account: ListedAccount): void => {
    const guide = guideOf(account.provider)
    if (props.onUpdate) notify('onUpdate', props.onUpdate, account)
    else if (guide) begin({ kind: 'link', guide, account })
    else tellMissing('onUpdate')
  }
  const linkAnother = (): void => {
    const [guide, ...more] = guides
    if (props.onLinkAnother) notify('onLinkAnother', props.onLinkAnother)
    else if (guide) begin(more.length > 0 ? { kind: 'choose' } : { kind: 'link', guide, account: undefined })
    else tellMissing('onLinkAnother')
  }
  const stale = list.name === 'ready' && list.error !== undefined
  const reloadByHand = (): void => {
    // The button goes when the list is there again, and must not take the focus with it.
    root.current?.querySelector<HTMLElement>('[data-focus="accounts"]')?.focus()
    reload()
  }
  // A ref, because two clicks can come in one task.
  const asked = useRef(false)
  const confirmUnlink = async (account: ListedAccount): Promise<void> => {
    if (asked.current) return
    asked.current = true
    const done = await unlink(account)
    asked.current = false
    finish()
    setTold(say(done ? 'unlinked' : 'unlinkFailed', { account: nameOf(account) }))
    if (done) notify('onUnlinked', props.onUnlinked, account)
  }

  return (
    <>
      <AccountListView
        list={misuse ? { name: 'failed', error: { code: 'config-invalid', reason: misuse.code } } : list}
        nameOf={nameOf}
        providerOf={({ provider }) => guideOf(provider)?.name ?? provider}
        onReload={reloadByHand}
        onUpdate={update}
        onUnlink={(account) => begin({ kind: 'unlink', account })}
        onLinkAnother={linkAnother}
      />
      <Status text={[told, stale ? say('accountsStale') : ''].filter(Boolean).join(' ')} />
      {stale && (
        <Button look="text-button" onPress={reloadByHand}>
          {say('tryAgain')}
        </Button>
      )}
      {task?.kind === 'choose' && (
        <Choice guides={guides} onChoose={(guide) => begin({ kind: 'link', guide, account: undefined })} />
      )}
      {task?.kind === 'link' && (
        // A key that was typed for one account must not be there for another.
        <Hub key={task.account?.id ?? task.guide.provider} {...hubProps(props, task)} onClose={finish} />
      )}
      {task?.kind === 'unlink' && (
        <UnlinkDialog
          account={nameOf(task.account)}
          busy={unlinking !== undefined}
          onKeep={() => setTask(undefined)}
          onUnlink={() => void confirmUnlink(task.account)}
        />
      )}
    </>
  )
}

interface ChoiceProps {
  readonly guides: readonly GuideInput[]
  readonly onChoose: (guide: GuideInput) => void
}

/** By which of several guides another account is linked. */
function Choice({ guides, onChoose }: ChoiceProps) {
  const { say, part } = useView()
  return (
    <div {...part('actions')} role="group" aria-label={say('connectAccount')}>
      {guides.map((guide, place) => (
        // By place: a provider may have two.
        <Button key={place} look="button-quiet" focusMark="choice" onPress={() => onChoose(guide)}>
          {say('title', { provider: guide.name })}
        </Button>
      ))}
    </div>
  )
}

const tellMissing = (callback: string): void =>
  reportUsage(
    'accounts-handler-missing',
    `<Accounts> has no guide and no ${callback}. The button has nothing to open. Give guides={[jazzhr]}, or the callback.`,
  )

/** The widget in place: the same destination, looks and words, for one guide. */
function hubProps(props: AccountsProps, { guide, account }: Extract<Task, { kind: 'link' }>): HubProps {
  const { headingLevel = 2 } = props
  return {
    ...props,
    guide,
    headingLevel: Math.min(headingLevel + 1, 4) as NonNullable<LookProps['headingLevel']>,
    account: account && { id: account.id, name: account.name },
  }
}

function Status({ text }: { text: string }) {
  const { part } = useView()
  return (
    <p {...part('status')} role="status">
      {text !== '' && <Words>{text}</Words>}
    </p>
  )
}
