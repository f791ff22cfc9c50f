/** The accounts of the endpoint, and unlinking one. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'

import type { LinkError, LinkOutcome, ListedAccount } from '../../core/link.ts'
import type { Attempts } from '../../http/createAttempts.ts'
import { announceAccounts, onAccountsChange } from '../accountsSignal.ts'
import { notify } from '../notify.ts'
import type { Destination, HubOptions } from '../options.ts'
import { press } from '../ahead.ts'
import { lazyAttempts, renewalBy } from '../transport.ts'
import { useLatest } from './useLatest.ts'
import { useLink } from './useLink.ts'
import { type Misuse, useMisuse } from './useMisuse.ts'
import { useQueryClientOnce } from './useQueryClientOnce.ts'

/** The list as it stands. A good one stays when asking again fails; `error` is why it may be out of date. */
export type AccountList =
  | { readonly name: 'loading' }
  | { readonly name: 'failed'; readonly error: LinkError }
  | {
      readonly name: 'ready'
      readonly accounts: readonly ListedAccount[]
      readonly error: LinkError | undefined
    }

interface AccountsHandle {
  readonly list: AccountList
  readonly misuse: Misuse | undefined
  readonly reload: () => void
  /** Unlinks; answers whether it is unlinked. */
  readonly unlink: (account: ListedAccount) => Promise<boolean>
  /** The id of the account that is being unlinked. */
  readonly unlinking: string | undefined
}

const MOST_PAGES = 100

type Options = Destination & Pick<HubOptions, 'onError' | 'onSessionExpired'>

/** Lists, and lists again whenever an account is linked or unlinked in this page or another tab, or the person comes back to it. */
export function useAccounts(options: Options): AccountsHandle {
  const latest = useLatest(options)
  const { link, misuse: found } = useLink(options)
  const misuse = useMisuse([found], options.onError)
  const client = useQueryClientOnce()

  const attempts = useMemo(
    () => lazyAttempts(press, { link, onSessionExpired: renewalBy(latest) }),
    [link, latest],
  )

  // Another endpoint has other accounts: none of the one before may be shown, or unlinked, there.
  const queryKey = ['accounts', options.endpoint]
  const { data, refetch } = useQuery<AccountList>(
    {
      queryKey,
      enabled: !misuse,
      networkMode: 'always',
      queryFn: async ({ signal }) => {
        const outcome = await everyPage(attempts, signal)
        if (!outcome.ok && !signal.aborted) notify('onError', latest.current.onError, outcome.error)
        return listOf(outcome, client.getQueryData<AccountList>(queryKey))
      },
    },
    client,
  )
  useEffect(() => onAccountsChange(() => void refetch()), [refetch])

  const [unlinking, setUnlinking] = useState<string>()
  const unlink = async ({ id }: ListedAccount): Promise<boolean> => {
    setUnlinking(id)
    const outcome = await attempts.call({ op: 'unlink', account: id }, new AbortController().signal)
    if (outcome.ok) {
      // Told as unlinked, it must be gone even where the list cannot be loaded again.
      client.setQueryData<AccountList>(queryKey, (list) => list && without(list, id))
      announceAccounts()
    } else {
      notify('onError', latest.current.onError, outcome.error)
      await refetch()
    }
    setUnlinking(undefined)
    return outcome.ok
  }

  return {
    list: data ?? LOADING,
    misuse,
    reload: () => void refetch(),
    unlink,
    unlinking,
  }
}

/** Asks for page after page. An endpoint whose pages never end is believed for as many as a person could look through. */
async function everyPage(attempts: Attempts, signal: AbortSignal): Promise<LinkOutcome> {
  const accounts: ListedAccount[] = []
  let after: string | undefined
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const outcome = await attempts.call({ op: 'accounts', ...(after !== undefined && { after }) }, signal)
    if (!outcome.ok || outcome.reply.status !== 'accounts') return outcome
    accounts.push(...outcome.reply.accounts)
    after = outcome.reply.next
    if (after === undefined) break
  }
  return { ok: true, reply: { status: 'accounts', accounts } }
}

const LOADING: AccountList = { name: 'loading' }

const without = (list: AccountList, account: string): AccountList =>
  list.name === 'ready' ? { ...list, accounts: list.accounts.filter(({ id }) => id !== account) } : list

function listOf(outcome: LinkOutcome, before: AccountList | undefined): AccountList {
  if (outcome.ok && outcome.reply.status === 'accounts')
    return { name: 'ready', accounts: outcome.reply.accounts, error: undefined }
  const error: LinkError = outcome.ok ? { code: 'bad-response', reason: 'schema' } : outcome.error
  return before?.name === 'ready' ? { ...before, error } : { name: 'failed', error }
}
