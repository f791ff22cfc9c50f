/**
 * The operations by name. Each answers a reply of its own or a problem.
 */
import type { Operation } from '../../core/link.ts'
import type { Asker, Context } from '../context.ts'
import { statusOf } from '../links.ts'
import { refuse, reply, type Answer } from '../problems.ts'
import type { ParsedRequest } from '../request.ts'
import { invitation } from '../sessions.ts'
import { link } from './link.ts'
import { recover } from './recover.ts'

/** What a session, an invitation to link one provider, may ask for. */
const FOR_SESSIONS: readonly Operation[] = ['link', 'status', 'cancel']

/** Answers a checked request. */
export async function operate(
  context: Context,
  asker: Asker,
  body: ParsedRequest,
  idempotencyKey: string,
  request: Request,
): Promise<Answer> {
  const { tenant, session } = asker
  if (session && !FOR_SESSIONS.includes(body.op)) return refuse('forbidden')
  switch (body.op) {
    case 'link':
      return link(context, asker, body, idempotencyKey, request)
    case 'status': {
      const found = await findLink(context, asker, body.linkId)
      const record = found && (await recover(context, body.linkId, found))
      if (record) return reply(statusOf(body.linkId, record, context.now()))
      // The hosted page asks before anybody goes to look for a key.
      const usedBy = session && (await context.sessions.usedBy(session))
      return refuse(usedBy !== undefined ? 'session-expired' : 'link-expired')
    }
    case 'cancel': {
      const found = await findLink(context, asker, body.linkId)
      // What has made its account is linked, whatever it says itself.
      if (found && (await recover(context, body.linkId, found)))
        await context.links.end(body.linkId, () => Promise.resolve({ state: 'cancelled' }))
      // A link of somebody else, or one long gone, is told no different from one's own.
      return reply({ status: 'cancelled' })
    }
    case 'accounts': {
      const { accounts, next } = await context.accounts.list(tenant, body.after)
      return reply({ status: 'accounts', accounts: [...accounts], ...(next !== undefined && { next }) })
    }
    case 'unlink':
      await context.accounts.remove(tenant, body.account)
      return reply({ status: 'unlinked' })
    case 'invite': {
      if (!context.providers.has(body.provider)) return refuse('unsupported-provider')
      if (context.linkPage === undefined) return refuse('bad-request')
      const invited = await invitation(context.sessions, context.linkPage, {
        owner: tenant.id,
        provider: body.provider,
      })
      return reply({ status: 'invited', url: invited.url, expiresIn: invited.expiresIn })
    }
  }
}

/** A link of the asker; a session sees those of its own provider alone. */
async function findLink(context: Context, { tenant, session }: Asker, linkId: string) {
  const record = await context.links.find(tenant, linkId)
  return record && session && record.provider !== session.provider ? undefined : record
}
