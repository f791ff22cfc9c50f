/**
 * `link` for a provider that a person authorises at: makes the link, answers where to go.
 */
import { withDeadline } from '../askProvider.ts'
import type { Context } from '../context.ts'
import { LINK_SECONDS } from '../links.ts'
import { describe } from '../log.ts'
import { refuse, reply, type Answer } from '../problems.ts'
import { checkAnswer } from '../providers/answers.ts'
import type { AuthorizationStart } from '../providers/provider.ts'
import type { Attempt } from './link.ts'

/** The address that providers send people back to. */
export const callbackUrl = (publicUrl: string | undefined, request: Request): string => {
  const base = new URL(publicUrl ?? request.url)
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}/callback`
}

/** Starts the redirect. */
export async function startRedirect(
  context: Context,
  { id, asker, provider, values, scopes, target, renews }: Attempt,
  request: Request,
): Promise<Answer> {
  const { authorize } = provider
  if (!authorize) return refuse('unsupported-provider')
  const { linkId, state, proof } = await context.links.prepare()
  const redirectUri = callbackUrl(context.publicUrl, request)
  let started: AuthorizationStart
  try {
    started = checkAnswer(
      'start',
      await withDeadline(context.fetch, (ask) =>
        authorize.start({ redirectUri, state, scopes, fields: values }, ask),
      ),
    )
  } catch (error) {
    context.log({ level: 'warn', event: 'provider-failed', provider: provider.key, error: describe(error) })
    return refuse('provider-unavailable')
  }
  const origin = request.headers.get('origin')
  await context.links.write(linkId, {
    owner: asker.tenant.id,
    provider: provider.key,
    state: 'pending',
    until: context.now() + LINK_SECONDS * 1000,
    proof,
    attempt: id,
    target,
    renews,
    redirectUri,
    keep: await context.links.seal(linkId, started.keep),
    ...(origin !== null && { origin }),
    ...(asker.session && { session: { ...asker.session } }),
  })
  return reply({ status: 'redirect', linkId, url: started.url, expiresIn: LINK_SECONDS })
}
