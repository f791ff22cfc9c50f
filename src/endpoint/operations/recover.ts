/**
 * A link whose account was kept, and whose end was not written any more: a crash between the two, or a storage that failed.
 */
import { toAccount } from '../accounts/record.ts'
import type { Context } from '../context.ts'
import { tenantOf } from '../keys.ts'
import type { LinkRecord } from '../links.ts'

/** The link as it really stands: ended as linked when it made its account, or renewed it, already. Else as it was. */
export async function recover(
  { accounts, links, sessions }: Pick<Context, 'accounts' | 'links' | 'sessions'>,
  linkId: string,
  record: LinkRecord,
): Promise<LinkRecord | undefined> {
  if (record.state !== 'pending') return record
  const { target } = record
  const made = await accounts.reached(await tenantOf(record.owner), { ...record, link: linkId })
  if (!made) return record
  return links.end(linkId, async ({ attempt, session }) => {
    if (session) await sessions.spend(session, attempt)
    return { state: 'linked', account: toAccount(target, made) }
  })
}
