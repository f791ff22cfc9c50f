/** `<Accounts>`: what is linked, and what can be done with it. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'

import { firstAccountWords } from '../core/accountWords.ts'
import type { GuideInput } from '../core/guide.ts'
import type { ListedAccount } from '../core/link.ts'
import { learn } from '../core/messages.ts'
import { accountList } from './ahead.ts'
import { Frame, type LookProps } from './Frame.tsx'
import { given } from './given.ts'
import { notify } from './notify.ts'
import type { Destination, HubOptions } from './options.ts'
import { Alert } from './parts/Alert.tsx'
import { Button } from './parts/Button.tsx'
import { Heading } from './parts/Heading.tsx'
import { useLatest } from './hooks/useLatest.ts'
import { useQueryClientOnce } from './hooks/useQueryClientOnce.ts'
import { useSay } from './hooks/useSay.ts'
import { useView } from './view.ts'

learn(firstAccountWords)

type SharedOptions = Pick<
  HubOptions,
  'locale' | 'onError' | 'onLinked' | 'onSessionExpired' | 'whiteLabel' | 'scopes'
>

/** What only the list has. */
interface OwnProps {
  /** Guides of the providers that may be linked: for their names, and to open the widget in place. Of several, one is chosen. */
  guides?: readonly GuideInput[] | undefined
  /** Called for "Update key" in place of the widget that opens here. */
  onUpdate?: ((account: ListedAccount) => void) | undefined
  /** Called for "Link another account" in place of the widget that opens here. */
  onLinkAnother?: (() => void) | undefined
  /** Called when an account has been unlinked. */
  onUnlinked?: ((account: ListedAccount) => void) | undefined
}

/** Props of {@link Accounts}. */
export type AccountsProps = Destination & LookProps & SharedOptions & OwnProps

/**
 * Lists the linked accounts with their state, and offers to update a key, unlink one (it asks first) and link another.
 *
 * ```tsx
 * <Accounts endpoint="/api/link" guides={[jazzhr]} />
 * ```
 */
export function Accounts(options: AccountsProps) {
  const props = given(options)
  const { locale = 'en', messages } = props
  const say = useSay(locale, messages)
  const root = useRef<HTMLElement>(null)
  const titleId = useId()
  const { loaded, failed, load } = useAccountList(props.onError)
  return (
    <Frame {...props} part="accounts" say={say} locale={locale} labelledBy={titleId} rootRef={root}>
      <ListTitle id={titleId} />
      {loaded ? <loaded.AccountList props={props} root={root} /> : <Coming failed={failed} onRetry={load} />}
    </Frame>
  )
}

/** The code of the list. Undefined in the first drawing, as on a server; a load that fails is told as `network`. */
function useAccountList(onError: AccountsProps['onError']) {
  const latest = useLatest(onError)
  const { data, isError, refetch } = useQuery(
    {
      queryKey: ['code'],
      queryFn: accountList.load,
      networkMode: 'always',
    },
    useQueryClientOnce(),
  )
  useEffect(() => {
    if (isError) notify('onError', latest.current, { code: 'network' })
  }, [isError, latest])
  return { loaded: data, failed: isError, load: () => void refetch() }
}

function Coming({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const { say, part } = useView()
  if (!failed)
    return (
      <p {...part('lead')} aria-busy="true">
        <span>{say('accountsLoading')}</span>
      </p>
    )
  return (
    <Alert text={say('accountsFailed')}>
      <Button look="text-button" onPress={onRetry}>
        {say('tryAgain')}
      </Button>
    </Alert>
  )
}

function ListTitle({ id }: { id: string }) {
  const { say, part } = useView()
  return (
    <Heading below={0} {...part('title')} id={id} data-focus="accounts">
      <span>{say('accountsTitle')}</span>
    </Heading>
  )
}
