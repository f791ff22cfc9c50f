/** `<Accounts>`: what is linked, and what can be done with it. */
import { useEffect, useId, useRef, useState } from 'react'

import type { GuideInput } from '../core/guide.ts'
import type { ListedAccount } from '../core/link.ts'
import { reportUsage } from '../core/usage.ts'
import { Frame, type LookProps } from './Frame.tsx'
import { Hub, type HubProps } from './Hub.tsx'
import { notify } from './notify.ts'
import type { Destination, HubOptions } from './options.ts'
import { Button } from './parts/Button.tsx'
import { Words } from './parts/Words.tsx'
import { useAccounts } from './useAccounts.ts'
import { useSay } from './useSay.ts'
import { useView } from './view.ts'
import { AccountListView } from './views/AccountListView.tsx'
import { UnlinkDialog } from './views/UnlinkDialog.tsx'

type SharedOptions = Pick<
  HubOptions,
  'locale' | 'onError' | 'onLinked' | 'onSessionExpired' | 'whiteLabel' | 'scopes'
>

/** Props of {@link Accounts}. */
export type AccountsProps = Destination &
  LookProps &
  SharedOptions & {
    /** Guides of the providers that may be linked: for their names, and to open the widget in place. */
    guides?: readonly GuideInput[] | undefined
    /** Called for "Update key" in place of the widget that opens here. */
    onUpdate?: ((account: ListedAccount) => void) | undefined
    /** Called for "Link another account" in place of the widget that opens here. */
    onLinkAnother?: (() => void) | undefined
    /** Called when an account has been unlinked. */
    onUnlinked?: ((account: ListedAccount) => void) | undefined
  }

/** What the person is doing with the list. */
type Task =
  | { readonly kind: 'unlink'; readonly account: ListedAccount }
  | { readonly kind: 'link'; readonly guide: GuideInput; readonly account: ListedAccount | undefined }

/**
 * Lists the linked accounts with their state, and offers to update a key, unlink one (it asks first) and link another.
 *
 * ```tsx
 * <Accounts endpoint="/api/link" guides={[jazzhr]} />
 * ```
 */
export function Accounts(props: AccountsProps) {
  const { locale = 'en', messages, guides = [] } = props
  const say = useSay(locale, messages)
  const { list, misuse, reload, unlink, unlinking } = useAccounts(props)
  const [task, setTask] = useState<Task>()
  const [told, setTold] = useState('')
  const root = useRef<HTMLElement>(null)
  const titleId = useId()

  const guideOf = (provider: string) => guides.find((guide) => guide.provider === provider)
  const nameOf = ({ name, provider }: ListedAccount) => name ?? guideOf(provider)?.name ?? provider

  // Set where a task ends in a change of the list; a dialog that changes nothing gives the focus back by itself.
  const changed = useRef(false)
  useEffect(() => {
    // After the render, because nothing behind a modal dialog takes the focus.
    const focus = (selector: string) => root.current?.querySelector<HTMLElement>(selector)?.focus()
    if (task?.kind === 'link')
      focus('[part~="hub"] :is([data-focus="step"], [part~="input"], [data-focus="connect"])')
    if (task === undefined && changed.current) focus('[data-focus="accounts"]')
    changed.current = false
  }, [task])
  const finish = (): void => {
    changed.current = true
    setTask(undefined)
  }

  const update = (account: ListedAccount): void => {
    const guide = guideOf(account.provider)
    if (props.onUpdate) notify('onUpdate', props.onUpdate, account)
    else if (guide) setTask({ kind: 'link', guide, account })
    else reportUsage('accounts-handler-missing', 'onUpdate')
  }
  const linkAnother = (): void => {
    const [guide] = guides
    if (props.onLinkAnother) notify('onLinkAnother', props.onLinkAnother)
    else if (guide) setTask({ kind: 'link', guide, account: undefined })
    else reportUsage('accounts-handler-missing', 'onLinkAnother')
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
    <Frame {...props} part="accounts" say={say} locale={locale} labelledBy={titleId} rootRef={root}>
      <ListTitle id={titleId} />
      <AccountListView
        list={misuse ? { name: 'failed', error: { code: 'config-invalid', reason: misuse.code } } : list}
        locale={locale}
        nameOf={nameOf}
        providerOf={({ provider }) => guideOf(provider)?.name ?? provider}
        onReload={reloadByHand}
        onUpdate={update}
        onUnlink={(account) => setTask({ kind: 'unlink', account })}
        onLinkAnother={linkAnother}
      />
      <Status text={[told, stale ? say('accountsStale') : ''].filter(Boolean).join(' ')} />
      {stale && (
        <Button look="text-button" onPress={reloadByHand}>
          <span>{say('tryAgain')}</span>
        </Button>
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
    </Frame>
  )
}

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

function ListTitle({ id }: { id: string }) {
  const { say, part, headingLevel } = useView()
  const Title = `h${headingLevel}` as 'h2'
  return (
    <Title {...part('title')} id={id} tabIndex={-1} data-focus="accounts">
      <span>{say('accountsTitle')}</span>
    </Title>
  )
}

function Status({ text }: { text: string }) {
  const { part } = useView()
  return (
    <p {...part('status')} role="status">
      {text !== '' && <Words>{text}</Words>}
    </p>
  )
}
