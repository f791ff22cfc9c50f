/**
 * `GET {publicUrl}/callback`: ends an authorisation on the server and answers a page that hurries the widget.
 * Needs neither the window that opened it nor the host's cookies: `state` leads to the link and proves it.
 */
import { safeName, withDeadline } from './askProvider.ts'
import { randomId } from './bytes.ts'
import { callbackPage, type CallbackResult } from './callbackPage.ts'
import type { Context } from './context.ts'
import { leaseKey, linkKey, tenantOf } from './keys.ts'
import type { Ending, LinkRecord } from './links.ts'
import { describe, type LogEntry } from './log.ts'
import { keep } from './operations/link.ts'
import { recover } from './operations/recover.ts'
import { callbackUrl } from './operations/redirect.ts'
import type { Settings } from './options.ts'
import { pageResponse } from './problems.ts'
import { checkAnswer } from './providers/answers.ts'
import type { AuthorizationEnd } from './providers/provider.ts'
import { locked, LockBusyError, PROVIDER_WAIT_MS, type Store } from './store/store.ts'

/** Whether a request is a person coming back from a provider. */
export const isCallback = ({ method, url }: Request): boolean =>
  method === 'GET' && new URL(url).pathname.endsWith('/callback')

/** What the page is about. */
interface Outcome {
  readonly result: CallbackResult
  readonly linkId?: string
  readonly record?: LinkRecord
  readonly error?: LogEntry['error']
}

/** Answers the callback. Never rejects. */
export async function callback(
  settings: Settings,
  context: Context,
  store: Store,
  request: Request,
): Promise<Response> {
  let outcome: Outcome
  try {
    outcome = await finish(settings, context, store, request)
  } catch (error) {
    // Another page that still finishes the link, or was killed while it did, is no fault of the storage.
    const busy = error instanceof LockBusyError
    if (!busy) context.log({ level: 'error', event: 'storage-failed', error: describe(error) })
    outcome = { result: 'failed', ...(busy && { error: describe(error) }) }
  }
  const { result, linkId, record, error } = outcome
  const { owner, provider } = record ?? {}
  context.log({ level: 'info', event: 'callback', owner, provider, result, ...(error && { error }) })
  const nonce = randomId()
  const name = record && context.providers.get(record.provider)?.name
  const html = callbackPage({
    result,
    name,
    nonce,
    hint: linkId,
    origin: record?.origin ?? new URL(callbackUrl(context.publicUrl, request)).origin,
  })
  return pageResponse(html, STATUS[result], nonce)
}

const STATUS: Record<CallbackResult, number> = {
  linked: 200,
  denied: 200,
  failed: 502,
  expired: 410,
  foreign: 403,
}

async function finish(
  settings: Settings,
  context: Context,
  store: Store,
  request: Request,
): Promise<Outcome> {
  const found = await context.links.byState(new URL(request.url).searchParams.get('state') ?? '')
  if (!found) return { result: 'expired' }
  const { linkId, record } = found
  // Somebody else's authorisation must not be finished by whoever is lured to its address.
  if (!record.session && (await isForeign(settings, record, request))) return { result: 'foreign', record }
  const key = await linkKey(linkId)
  // A page that is loaded twice must not send the code twice.
  const ended = await locked(
    store,
    leaseKey(`${key}:callback`),
    () => exchange(context, linkId, request),
    PROVIDER_WAIT_MS,
  )
  if (!ended) return { result: 'expired', linkId, record }
  return { result: resultOf(ended), linkId, record: ended }
}

/** True when the browser is signed in to the host as another owner. A browser that is not signed in passes. */
async function isForeign(settings: Settings, { owner }: LinkRecord, request: Request): Promise<boolean> {
  try {
    const asking = await settings.owner(request)
    return asking !== null && asking !== undefined && asking.id !== owner
  } catch {
    // The host's session may not know what to make of a GET; `state` alone then decides.
    return false
  }
}

function resultOf({ state }: LinkRecord): CallbackResult {
  switch (state) {
    case 'linked':
    case 'denied':
    case 'failed':
      return state
    default:
      return 'expired'
  }
}

async function exchange(context: Context, linkId: string, request: Request): Promise<LinkRecord | undefined> {
  const found = await context.links.read(linkId)
  const record = found && (await recover(context, linkId, found))
  if (record?.state !== 'pending' || record.until <= context.now()) return record
  const authorize = context.providers.get(record.provider)?.authorize
  const sealed = await context.links.open(linkId, record)
  if (!authorize || !sealed) return context.links.end(linkId, () => Promise.resolve({ state: 'failed' }))
  const { search, searchParams } = new URL(request.url)
  const end = await ask(context, record, (asking) =>
    authorize.finish(
      {
        // The registered address, whatever a proxy made of it.
        callback: new URL(record.redirectUri + search),
        redirectUri: record.redirectUri,
        state: searchParams.get('state') ?? '',
        keep: sealed,
      },
      { ...asking, now: context.now() },
    ),
  )
  return context.links.end(linkId, async (pending) =>
    end.ok ? keepTokens(context, linkId, pending, end) : { state: end.problem },
  )
}

async function ask(
  { fetch, log }: Context,
  { provider }: LinkRecord,
  work: Parameters<typeof withDeadline<AuthorizationEnd>>[1],
): Promise<AuthorizationEnd> {
  try {
    return checkAnswer('finish', await withDeadline(fetch, work))
  } catch (error) {
    log({ level: 'warn', event: 'provider-failed', provider, error: describe(error) })
    return { ok: false, problem: 'failed' }
  }
}

async function keepTokens(
  context: Context,
  link: string,
  record: LinkRecord,
  { credentials, name, identity, expiresAt }: AuthorizationEnd & { ok: true },
): Promise<Ending> {
  const { attempt: id, session, provider } = record
  const tenant = await tenantOf(record.owner)
  const keepFor = ({ target, renews }: Pick<LinkRecord, 'target' | 'renews'>) =>
    keep(
      context,
      { id, target, renews, session, tenant },
      {
        provider,
        values: credentials,
        name: safeName(name, Object.values(credentials)),
        identity,
        expiresAt,
        link,
      },
    )
  let kept = await keepFor(record)
  if (kept.kind === 'already' && identity !== undefined) {
    // The same person at the same provider again: fresh tokens for the account there is. Written before, for `recover`.
    const renewal = { ...record, target: kept.account.id, renews: true }
    await context.links.write(link, renewal)
    kept = await keepFor(renewal)
  }
  return kept.kind === 'saved' || kept.kind === 'already'
    ? { state: 'linked', account: kept.account }
    : { state: 'failed' }
}
