/**
 * `link`: verifies a credential and keeps it, or sends a person to the provider. Runs once for each Idempotency-Key.
 */
import { askVerdict } from '../askProvider.ts'
import type { Aim, Credential, Saved } from '../accounts/record.ts'
import type { Asker, Context } from '../context.ts'
import { checkFields } from '../fields.ts'
import { accountIdOf } from '../keys.ts'
import { statusOf } from '../links.ts'
import { refuse, reply, type Answer } from '../problems.ts'
import type { Provider, Verdict } from '../providers/provider.ts'
import type { ParsedRequest } from '../request.ts'
import { recover } from './recover.ts'
import { startRedirect } from './redirect.ts'

type LinkBody = Extract<ParsedRequest, { op: 'link' }>

/** One attempt after all that can be known without the provider was checked. */
export interface Attempt {
  readonly asker: Asker
  readonly provider: Provider
  readonly values: Readonly<Record<string, string>>
  readonly scopes: readonly string[]
  /** This attempt, whatever account it ends in: the id of the account that it would make. */
  readonly id: string
  /** The account to make, or to renew. */
  readonly target: string
  readonly renews: boolean
  /** It has linked before, and its session links nothing more. */
  readonly spent: boolean
}

/** What is needed to keep what an attempt yields. */
export type Keeping = Pick<Attempt, 'id' | 'target' | 'renews'> & Asker

/** Answers a `link` request. */
export async function link(
  context: Context,
  asker: Asker,
  body: LinkBody,
  idempotencyKey: string,
  request: Request,
): Promise<Answer> {
  const { tenant, session } = asker
  const provider = context.providers.get(body.provider)
  if (session && session.provider !== body.provider) return refuse('forbidden')
  if (!provider) return refuse('unsupported-provider')
  const fields = checkFields(body.fields, provider.fields)
  if (!fields.ok) return refuse('invalid-fields', { fields: fields.fields })
  if (body.account !== undefined) {
    const record = await context.accounts.find(tenant, body.account)
    if (record?.provider !== provider.key) return refuse('unknown-account')
  }
  const id = await accountIdOf(tenant, idempotencyKey)
  const usedBy = session && (await context.sessions.usedBy(session))
  if (usedBy !== undefined && usedBy !== id) return refuse('session-expired')
  const attempt: Attempt = {
    id,
    asker,
    provider,
    values: fields.values,
    scopes: body.scopes ?? [],
    target: body.account ?? id,
    renews: body.account !== undefined,
    spent: usedBy !== undefined,
  }
  const { scopes, locale, account } = body
  return context.claims.once(
    {
      tenant,
      idempotencyKey,
      body: [provider.key, fields.values, scopes ?? null, locale ?? null, account ?? null],
    },
    () =>
      provider.authorize ? verifyAndRedirect(context, attempt, request) : verifyAndKeep(context, attempt),
    (kept) => stillTrue(context, attempt, kept),
  )
}

async function verifyAndKeep(context: Context, attempt: Attempt): Promise<Answer> {
  const { asker, provider, values, target, renews, spent } = attempt
  const credential: Credential = { provider: provider.key, values }
  const own = renews && !spent ? undefined : await context.accounts.find(asker.tenant, target)
  if (spent && !own) return refuse('session-expired')
  if (own && !(await context.accounts.holds(asker.tenant, own, credential)))
    return refuse('idempotency-mismatch')
  // A crash between keeping the account and answering: the retry meets its own record, and finishes what was left.
  const verdict: Verdict = own ? { ok: true, name: own.name } : await askVerdict(context, provider, values)
  if (!verdict.ok) return verdictAnswer(verdict)
  const { name } = verdict
  return savedAnswer(await keep(context, { ...attempt, ...asker }, { ...credential, name, link: attempt.id }))
}

/** A person is sent away only with fields that the provider takes. */
async function verifyAndRedirect(context: Context, attempt: Attempt, request: Request): Promise<Answer> {
  if (attempt.spent) return refuse('session-expired')
  const verdict = await askVerdict(context, attempt.provider, attempt.values)
  return verdict.ok ? startRedirect(context, attempt, request) : verdictAnswer(verdict)
}

const verdictAnswer = ({ problem, retryAfter, fields }: Verdict & { ok: false }): Answer =>
  refuse(problem, {
    ...(problem === 'rate-limited' && { retryAfter: retryAfter ?? 30 }),
    ...(problem === 'invalid-fields' && { fields: fields ?? [] }),
  })

/** Keeps a verified credential under the attempt's account, and uses up the session that asked for it. */
export async function keep(
  { accounts, sessions }: Pick<Context, 'accounts' | 'sessions'>,
  { id, tenant, session, target, renews }: Keeping,
  credential: Credential & Pick<Aim, 'link'>,
): Promise<Saved | { readonly kind: 'used-up' }> {
  const save = (): Promise<Saved> =>
    renews ? accounts.update(tenant, target, credential) : accounts.create(tenant, target, credential)
  if (!session) return save()
  const saved = await sessions.use(session, id, { target, renews, link: credential.link }, async () => {
    const result = await save()
    return { used: result.kind === 'saved', result }
  })
  return saved === 'used-up' ? { kind: 'used-up' } : saved
}

function savedAnswer(saved: Saved | { readonly kind: 'used-up' }): Answer {
  switch (saved.kind) {
    case 'saved':
      return reply({ status: 'linked', account: saved.account })
    case 'already':
      return refuse('already-linked', { account: saved.account })
    case 'gone':
      return refuse('unknown-account')
    case 'used-up':
      return refuse('session-expired')
  }
}

/** A kept success is told again while it holds: the account is still there, the person may still go to the provider. */
async function stillTrue(
  context: Context,
  { asker }: Attempt,
  kept: Answer & { ok: true },
): Promise<Answer | undefined> {
  const { reply: said } = kept
  if (said.status === 'linked') {
    return (await context.accounts.find(asker.tenant, said.account.id)) ? kept : undefined
  }
  if (said.status !== 'redirect') return undefined
  const found = await context.links.find(asker.tenant, said.linkId)
  const record = found && (await recover(context, said.linkId, found))
  if (!record) return undefined
  const status = statusOf(said.linkId, record, context.now())
  if (status.status === 'linked')
    return (await context.accounts.find(asker.tenant, status.account.id)) ? reply(status) : undefined
  if (status.status !== 'pending') return undefined
  return reply({ ...said, expiresIn: Math.max(1, Math.floor((record.until - context.now()) / 1000)) })
}
