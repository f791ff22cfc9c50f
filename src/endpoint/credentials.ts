/**
 * Credentials for the host's own jobs: opened, and renewed first where they run out.
 */
import { withDeadline } from './askProvider.ts'
import type { Context } from './context.ts'
import { ExpiredAccountError, UnknownAccountError, UnreadableAccountError } from './errors.ts'
import { accountKey, leaseKey, tenantOf, type Tenant } from './keys.ts'
import { describe } from './log.ts'
import { checkAnswer } from './providers/answers.ts'
import type { Authorization, Renewal } from './providers/provider.ts'
import { locked, LockBusyError, PROVIDER_WAIT_MS, type Store } from './store/store.ts'

type Values = Readonly<Record<string, string>>
type Ask = NonNullable<Authorization['renew']>

/** Opens an account. Throws the three account errors; a renewal that fails for now gives what there is. */
export async function openCredentials(
  context: Context,
  store: Store,
  owner: string,
  account: string,
): Promise<Record<string, string>> {
  const tenant = await tenantOf(owner)
  const { values, provider } = await open(context, tenant, account)
  const authorize = context.providers.get(provider)?.authorize
  const ask = authorize?.renew?.bind(authorize)
  if (!ask) return { ...values }
  // Two jobs must not spend the same refresh token.
  const lock = leaseKey(`${await accountKey(tenant, account)}:renewal`)
  try {
    return await locked(
      store,
      lock,
      async () => ({ ...(await renew(context, tenant, account, ask)) }),
      PROVIDER_WAIT_MS,
    )
  } catch (error) {
    // Whoever renewed was killed meanwhile; its lock ends by itself.
    if (error instanceof LockBusyError) return { ...values }
    throw error
  }
}

async function open({ accounts }: Context, tenant: Tenant, account: string) {
  const record = await accounts.find(tenant, account)
  if (!record) throw new UnknownAccountError(account)
  const values = await accounts.open(tenant, account, record)
  if (!values) throw new UnreadableAccountError(account)
  return { values, provider: record.provider }
}

async function renew(context: Context, tenant: Tenant, account: string, ask: Ask): Promise<Values> {
  const { values, provider } = await open(context, tenant, account)
  const renewal = await askRenewal(context, provider, values, ask)
  switch (renewal.kind) {
    case 'fresh':
      return values
    case 'renewed': {
      const keep = () => context.accounts.renew(tenant, account, values, renewal.credentials)
      // Once more: the tokens that these replace may be worth nothing by now.
      if (await keep().catch(keep)) return renewal.credentials
      break
    }
    case 'ended':
      if (await context.accounts.expire(tenant, account, values)) throw new ExpiredAccountError(account)
  }
  // Linked anew meanwhile, or unlinked: what counts is what is there now.
  return (await open(context, tenant, account)).values
}

async function askRenewal(context: Context, provider: string, values: Values, ask: Ask): Promise<Renewal> {
  try {
    return checkAnswer(
      'renew',
      await withDeadline(context.fetch, (asking) => ask({ ...values }, { ...asking, now: context.now() })),
    )
  } catch (error) {
    context.log({ level: 'warn', event: 'provider-failed', provider, error: describe(error) })
    return { kind: 'fresh' }
  }
}
