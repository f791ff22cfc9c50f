/** The list of linked accounts as it stands: loading, failed, empty, or a row for each. */
import { useId } from 'react'

import type { ListedAccount } from '../../core/link.ts'
import { usableLocales } from '../../core/messages.ts'
import { Alert } from '../parts/Alert.tsx'
import { Button } from '../parts/Button.tsx'
import { ProviderLogo } from '../parts/ProviderLogo.tsx'
import { Words } from '../parts/Words.tsx'
import type { AccountList } from '../hooks/useAccounts.ts'
import { useView } from '../view.ts'

interface AccountListViewProps {
  readonly list: AccountList
  readonly nameOf: (account: ListedAccount) => string
  readonly providerOf: (account: ListedAccount) => string
  readonly onReload: () => void
  readonly onUpdate: (account: ListedAccount) => void
  readonly onUnlink: (account: ListedAccount) => void
  readonly onLinkAnother: () => void
}

export function AccountListView({ list, onReload, onLinkAnother, ...rowProps }: AccountListViewProps) {
  const { say, part } = useView()
  switch (list.name) {
    case 'loading':
      return (
        <p {...part('lead')} aria-busy="true">
          <span>{say('accountsLoading')}</span>
        </p>
      )
    case 'failed':
      return (
        <Alert text={say(list.error.code === 'config-invalid' ? 'errorConfig' : 'accountsFailed')}>
          {list.error.code !== 'config-invalid' && (
            <Button look="text-button" onPress={onReload}>
              {say('tryAgain')}
            </Button>
          )}
        </Alert>
      )
    case 'ready':
      return (
        <>
          {list.accounts.length === 0 ? (
            <p {...part('lead')}>
              <span>{say('accountsEmpty')}</span>
            </p>
          ) : (
            <ul {...part('steps')} data-list="accounts">
              {list.accounts.map((account) => (
                <AccountRow key={account.id} account={account} {...rowProps} />
              ))}
            </ul>
          )}
          <Button look="button-quiet" onPress={onLinkAnother}>
            {say(list.accounts.length === 0 ? 'connectAccount' : 'linkAnother')}
          </Button>
        </>
      )
  }
}

type AccountRowProps = Pick<AccountListViewProps, 'nameOf' | 'providerOf' | 'onUpdate' | 'onUnlink'> & {
  readonly account: ListedAccount
}

function AccountRow({ account, nameOf, providerOf, onUpdate, onUnlink }: AccountRowProps) {
  const { say, part, locale } = useView()
  const id = useId()
  const linkedAt = new Date(account.linkedAt)
  return (
    <li {...part('account')}>
      <ProviderLogo name={providerOf(account)} src={undefined} />
      <div>
        <p {...part('account-name')} id={id} translate="no">
          <span dir="auto">{nameOf(account)}</span>
        </p>
        <p {...part('account-detail')}>
          {nameOf(account) !== providerOf(account) && (
            <span dir="auto" translate="no">
              {providerOf(account)}
            </span>
          )}
          {!Number.isNaN(linkedAt.getTime()) && (
            <time dateTime={account.linkedAt}>
              {say('linkedAt', {
                date: new Intl.DateTimeFormat(usableLocales(locale), { dateStyle: 'medium' }).format(
                  linkedAt,
                ),
              })}
            </time>
          )}
        </p>
      </div>
      <span {...part('account-state')} data-state={account.state}>
        <Words>{say(`accountState_${account.state}`)}</Words>
      </span>
      <div {...part('actions')}>
        <Button look="button-quiet" describedBy={id} onPress={() => onUpdate(account)}>
          {say('updateKey')}
        </Button>
        <Button look="text-button" describedBy={id} onPress={() => onUnlink(account)}>
          {say('unlink')}
        </Button>
      </div>
    </li>
  )
}
