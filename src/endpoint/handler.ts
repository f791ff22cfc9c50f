/**
 * From Request to Response: the checks in their order, then the operation. Never throws, never shows a stack.
 */
import type { Operation } from '../core/link.ts'
import { callback, isCallback } from './callback.ts'
import type { Asker, Context } from './context.ts'
import { limitKey, tenantOf } from './keys.ts'
import { describe } from './log.ts'
import { operate } from './operations/operate.ts'
import type { Settings } from './options.ts'
import { answerPreflight, isAllowedOrigin, isPreflight, refusedOrigin, withCors } from './origins.ts'
import { refuse, toResponse, type Answer } from './problems.ts'
import { checkHeaders, readRequest, type ParsedRequest } from './request.ts'
import { LockBusyError, type Store } from './store/store.ts'

/** What is known of a request by the time that it is logged. */
interface Trace {
  op?: Operation
  owner?: string
  provider?: string
  secrets: readonly string[]
}

export function createHandler(settings: Settings, context: Context, store: Store) {
  const { origins, limit } = settings
  const { log } = context

  const ask = async (request: Request): Promise<Asker | Answer> => {
    const session = await context.sessions.read(request)
    if (session === 'ended') return refuse('session-expired')
    if (session !== 'foreign') return { tenant: await tenantOf(session.owner), session }
    let owner
    try {
      owner = await settings.owner(request)
    } catch (error) {
      log({ level: 'error', event: 'owner-failed', error: describe(error) })
      return refuse('server')
    }
    if (owner === null || owner === undefined) return refuse('session-expired')
    if (typeof owner.id !== 'string' || owner.id === '') {
      log({
        level: 'error',
        event: 'owner-failed',
        error: { name: 'TypeError', message: 'owner() must answer { id } or null' },
      })
      return refuse('server')
    }
    return { tenant: await tenantOf(owner.id), session: undefined }
  }

  const overLimit = async ({ tenant }: Asker): Promise<Answer | undefined> => {
    if (!limit) return undefined
    const { count, resetIn } = await store.count(limitKey(tenant), limit.seconds)
    return count > limit.requests ? refuse('rate-limited', { retryAfter: resetIn }) : undefined
  }

  // Each once, and not without end: an attacker must not fill the log.
  const refusedOrigins = new Set<string>()
  const tellRefused = (request: Request): void => {
    const origin = request.headers.get('origin')
    if (origin === null || refusedOrigins.has(origin) || refusedOrigins.size >= 20) return
    refusedOrigins.add(origin)
    const message = refusedOrigin(request, origin, origins)
    log({ level: 'warn', event: 'origin-refused', error: { name: 'RefusedOrigin', message } })
  }

  const answer = async (request: Request, trace: Trace): Promise<Answer> => {
    if (request.method !== 'POST') return refuse('bad-request', { status: 405 })
    if (!isAllowedOrigin(request, origins)) {
      tellRefused(request)
      return refuse('forbidden')
    }
    const wrong = checkHeaders(request)
    if (wrong) return wrong
    const asker = await ask(request)
    if ('ok' in asker) return asker
    trace.owner = asker.tenant.id
    const parsed = await readRequest(request)
    if (parsed.ok) note(trace, parsed.request, context.providers)
    const limited = trace.op === 'status' ? undefined : await overLimit(asker)
    if (limited) return limited
    if (!parsed.ok) return parsed.answer
    return operate(context, asker, parsed.request, parsed.idempotencyKey, request)
  }

  /** The answer and its response; what throws on the way to either is `server`. */
  const respond = async (request: Request, trace: Trace) => {
    const told = (result: Answer) => ({ result, response: toResponse(result) })
    try {
      return told(await answer(request, trace))
    } catch (error) {
      if (error instanceof LockBusyError) return told(refuse('in-progress', { retryAfter: 1 }))
      log({ level: 'error', event: 'storage-failed', ...known(trace), error: describe(error, trace.secrets) })
      return told(refuse('server'))
    }
  }

  return async (request: Request): Promise<Response> => {
    if (isPreflight(request)) {
      const response = answerPreflight(request, origins)
      if (!response.ok) tellRefused(request)
      return withCors(request, response, origins)
    }
    if (isCallback(request)) return callback(settings, context, store, request)
    const start = performance.now()
    const trace: Trace = { secrets: [] }
    const { result, response } = await respond(request, trace)
    log({
      level: response.status >= 500 ? 'error' : 'info',
      event: 'request',
      ...known(trace),
      status: response.status,
      ...(!result.ok && { problem: result.problem.slug }),
      ms: Math.round(performance.now() - start),
    })
    return withCors(request, response, origins)
  }
}

// A person may paste the key where the provider's name belongs: only a provider of the endpoint is logged.
function note(trace: Trace, request: ParsedRequest, providers: Context['providers']): void {
  trace.op = request.op
  if ('provider' in request && providers.has(request.provider)) trace.provider = request.provider
  if ('fields' in request)
    trace.secrets = Object.values(request.fields).filter((value) => typeof value === 'string')
}

const known = ({ op, owner, provider }: Trace) => ({ op, owner, provider })
