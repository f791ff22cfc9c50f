/**
 * Sessions for the hosted link page: a signed token that stands for one owner and one provider until it ends or is used.
 */
import { SignJWT, jwtVerify, type JWTPayload } from 'jose'
import * as z from 'zod/mini'

import type { Accounts } from './accounts/createAccounts.ts'
import type { Aim } from './accounts/record.ts'
import { randomId } from './bytes.ts'
import { EndpointConfigError } from './errors.ts'
import { leaseKey, sessionKey, tenantOf } from './keys.ts'
import type { Keyring } from './sealing.ts'
import { locked, type Store } from './store/store.ts'

/** What a token stands for. `until` in epoch seconds. */
export interface Session {
  readonly id: string
  readonly owner: string
  readonly provider: string
  readonly until: number
}

/** Who is asking for what, for how many seconds. */
export interface SessionRequest {
  readonly owner: string
  readonly provider: string
  /** Seconds; five days by default. */
  readonly expiresIn?: number | undefined
}

export interface Sessions {
  create(request: SessionRequest): Promise<string>
  /** The session of a request; `foreign` when it carries no token of ours, `ended` when the token is no longer good. */
  read(request: Request): Promise<Session | 'foreign' | 'ended'>
  /** The attempt that has linked with the session. */
  usedBy(session: Session): Promise<string | undefined>
  /** Marks a session as used by an attempt that has linked. */
  spend(session: Session, attempt: string): Promise<void>
  /** Runs `work`, which is to reach `aim`, unless another attempt has linked; only when it says `used` is the session spent. */
  use<Result>(
    session: Session,
    attempt: string,
    aim: Aim,
    work: () => Promise<{ used: boolean; result: Result }>,
  ): Promise<Result | 'used-up'>
}

/** Five days. */
const SESSION_SECONDS = 5 * 24 * 60 * 60
const MAX_SECONDS = 90 * 24 * 60 * 60

// Told apart from a host's own bearer tokens without looking inside.
const PREFIX = 'ls_'
const AUDIENCE = 'link-session'
const BEARER = /^Bearer +ls_(\S+)$/i

/** How the use of a session lies in the storage. With an `aim` it was used only if that was reached. */
const markSchema = z.object({
  attempt: z.string(),
  aim: z.optional(z.object({ target: z.string(), renews: z.boolean(), link: z.string() })),
})

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function createSessions(
  store: Store,
  keyring: Keyring,
  now: () => number,
  accounts: Pick<Accounts, 'reached'>,
): Sessions {
  const verify = async (token: string): Promise<JWTPayload | undefined> => {
    const signers = await keyring.signers()
    try {
      const { payload } = await jwtVerify(
        token,
        (header) => {
          const signer = signers.find(({ id }) => id === header.kid)
          if (!signer) throw new Error('unknown key')
          return signer.key
        },
        {
          algorithms: ['HS256'],
          audience: AUDIENCE,
          currentDate: new Date(now()),
          requiredClaims: ['exp', 'sub', 'jti'],
        },
      )
      return payload
    } catch {
      return undefined
    }
  }
  const usedBy = async (session: Session): Promise<string | undefined> => {
    const { attempt, aim } = markSchema.safeParse(await store.get(await sessionKey(session.id))).data ?? {}
    if (aim && !(await accounts.reached(await tenantOf(session.owner), aim))) return undefined
    return attempt
  }
  const spend = async (session: Session, attempt: string, aim?: Aim): Promise<void> => {
    // A day more than the token lives, against clocks that differ.
    const ttl = Math.max(1, session.until - Math.floor(now() / 1000)) + 24 * 60 * 60
    await store.set(await sessionKey(session.id), { attempt, ...(aim && { aim }) }, { ttl, durable: true })
  }

  return {
    usedBy,
    spend,
    async create({ owner, provider, expiresIn = SESSION_SECONDS }) {
      if (typeof owner !== 'string' || owner === '' || !(expiresIn >= 1 && expiresIn <= MAX_SECONDS))
        throw new EndpointConfigError(
          'session-invalid',
          `A session needs an owner's id, as text, and from 1 to ${MAX_SECONDS} seconds.`,
          'Its token could never be used.',
          "Call createSession({ owner: 'org_1', provider: 'jazzhr', expiresIn: 3600 }).",
        )
      const [signer] = await keyring.signers()
      if (!signer) throw new Error('unreachable: a keyring is never empty')
      const seconds = Math.floor(now() / 1000)
      const token = await new SignJWT({ provider })
        .setProtectedHeader({ alg: 'HS256', kid: signer.id })
        .setSubject(owner)
        .setAudience(AUDIENCE)
        .setJti(randomId())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + Math.floor(expiresIn))
        .sign(signer.key)
      return PREFIX + token
    },
    async read(request) {
      const [, token] = BEARER.exec(request.headers.get('authorization')?.trim() ?? '') ?? []
      if (token === undefined) return 'foreign'
      const payload = await verify(token)
      if (!payload) return 'ended'
      return {
        id: text(payload.jti),
        owner: text(payload.sub),
        provider: text(payload['provider']),
        until: payload.exp ?? 0,
      }
    },
    async use(session, attempt, aim, work) {
      const once = async () => {
        const by = await usedBy(session)
        if (by !== undefined && by !== attempt) return 'used-up'
        // Before the account: cut off between the two, the account tells that the session was used.
        if (by === undefined) await spend(session, attempt, aim)
        const { used, result } = await work()
        if (used) await spend(session, attempt)
        return result
      }
      return locked(store, leaseKey(await sessionKey(session.id)), once)
    },
  }
}

/** A session as a link to send. */
export async function invitation(
  sessions: Sessions,
  linkPage: string,
  request: SessionRequest,
): Promise<{ readonly url: string; readonly token: string; readonly expiresIn: number }> {
  const token = await sessions.create(request)
  return { url: `${linkPage}#session=${token}`, token, expiresIn: request.expiresIn ?? SESSION_SECONDS }
}
