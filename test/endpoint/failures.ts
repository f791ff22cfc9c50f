/**
 * Everything that an endpoint does with its storage, as flows that a test breaks at one call after the other.
 * What must hold is the same over every storage.
 */
import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { jazzhr, type LinkEndpointOptions, type Provider } from '../../src/endpoint/index.ts'
import { bench, CANARY, newSecret, read, slug, type Answered, type Bench } from './harness.ts'

/** A storage that can be told to fail once. */
export interface Breakable {
  readonly storage: LinkEndpointOptions['storage']
  /** Fails the call of this number from now on, before it does its work or after. */
  breakAt(call: number, when: 'before' | 'after'): void
  /** Whether it has failed since. */
  broken(): boolean
}

/** Counts the calls that it lets through, and fails one of them. */
export function breaker() {
  let [calls, at, when, broken] = [0, Infinity, 'before', false]
  const fail = (): never => {
    broken = true
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  return {
    guard:
      <Args extends unknown[]>(work: (...args: Args) => unknown) =>
      async (...args: Args): Promise<unknown> => {
        const failsNow = (calls += 1) === at
        if (failsNow && when === 'before') fail()
        const result = await work(...args)
        return failsNow ? fail() : result
      },
    breakAt: (call: number, moment: 'before' | 'after') => {
      ;[calls, at, when, broken] = [0, call, moment, false]
    },
    broken: () => broken,
  }
}

/** What was begun: sent once while the storage fails, and again when it works. */
interface Begun {
  /** Sends; the answer's slug. */
  readonly send: () => Promise<string>
  /** Holds at any time: the whole account or none. */
  readonly whole: () => Promise<void>
  /** Holds when it was sent again. */
  readonly done: () => Promise<void>
  /** What it answers when nothing fails. */
  readonly success: string
}

const owner = 'org_1'
const list = async (endpoint: Bench) => (await endpoint.post({ op: 'accounts' })).body.accounts
const apiKeys = async (endpoint: Bench): Promise<(string | undefined)[]> => {
  const accounts = await list(endpoint)
  expect(accounts.map(({ state }) => state)).toEqual(accounts.map(() => 'active'))
  const credentials = accounts.map(({ id }) => endpoint.credentials({ owner, account: id }))
  return (await Promise.all(credentials)).map(({ apiKey }) => apiKey)
}

/** Refresh tokens that work once, as most servers make them. */
const rotating = () => {
  let newest = 0
  const acme: Provider = {
    key: 'acme',
    name: 'Acme',
    fields: [],
    verify: () => Promise.resolve({ ok: true }),
    authorize: {
      start: ({ state }) =>
        Promise.resolve({ url: `https://id.acme.example/?state=${state}`, keep: { verifier: CANARY } }),
      finish: () => Promise.resolve({ ok: true, credentials: { apiKey: CANARY, refresh: '0' } }),
      renew: ({ refresh }) =>
        Promise.resolve(
          refresh === '2'
            ? { kind: 'fresh' }
            : refresh === String(newest)
              ? { kind: 'renewed', credentials: { apiKey: CANARY, refresh: String((newest += 1)) } }
              : { kind: 'ended' },
        ),
    },
  }
  return acme
}

async function redirect(endpoint: Bench) {
  const send = (op: object) => endpoint.post(op)
  const { body } = await send({ op: 'link', provider: 'acme', fields: {} })
  const state = new URL(body.url).searchParams.get('state') ?? ''
  return {
    status: async () => slug(await send({ op: 'status', linkId: body.linkId })),
    cancel: async () => slug(await send({ op: 'cancel', linkId: body.linkId })),
    callback: async () => {
      const url = `https://app.example/api/link/callback?state=${state}&code=c`
      return (await read(await endpoint.fetch(new Request(url)))).status === 200 ? 'linked' : 'server'
    },
  }
}

const linkAs = (endpoint: Bench, headers: Record<string, string>, apiKey = CANARY): Promise<Answered> =>
  endpoint.post({ op: 'link', provider: 'jazzhr', fields: { apiKey } }, headers)

type Flow = (endpoint: Bench, breakable: Breakable, secrets: readonly string[]) => Promise<Begun>

/** One of no account, or the whole one. */
const oneOrNone = (endpoint: Bench) => async () =>
  expect([[], [CANARY]]).toContainEqual(await apiKeys(endpoint))

export const FLOWS: Record<string, Flow> = {
  link: (endpoint) => {
    const key = randomUUID()
    return Promise.resolve({
      success: 'linked',
      send: async () => slug(await endpoint.link(CANARY, {}, key)),
      whole: oneOrNone(endpoint),
      done: async () => {
        expect(slug(await endpoint.link())).toBe('already-linked')
        expect(await apiKeys(endpoint)).toEqual([CANARY])
      },
    })
  },

  'link by an invitation': async (endpoint) => {
    const { token } = await endpoint.createSession({ owner, provider: 'jazzhr' })
    const as = (key = randomUUID()) => ({ authorization: `Bearer ${token}`, 'idempotency-key': `"${key}"` })
    const headers = as()
    return {
      success: 'linked',
      send: async () => slug(await linkAs(endpoint, headers)),
      whole: oneOrNone(endpoint),
      done: async () => {
        expect(slug(await linkAs(endpoint, as(), 'another'))).toBe('session-expired')
        expect(await apiKeys(endpoint)).toEqual([CANARY])
      },
    }
  },

  update: async (endpoint) => {
    const { body } = await endpoint.link('old')
    const key = randomUUID()
    return {
      success: 'linked',
      send: async () => slug(await endpoint.link(CANARY, { account: body.account.id }, key)),
      whole: async () => expect([['old'], [CANARY]]).toContainEqual(await apiKeys(endpoint)),
      done: async () => {
        expect(await apiKeys(endpoint)).toEqual([CANARY])
        expect(slug(await endpoint.link())).toBe('already-linked')
        expect(slug(await endpoint.link('old'))).toBe('linked')
      },
    }
  },

  unlink: async (endpoint) => {
    const { body } = await endpoint.link()
    return {
      success: 'unlinked',
      send: async () => slug(await endpoint.post({ op: 'unlink', account: body.account.id })),
      whole: oneOrNone(endpoint),
      done: async () => {
        expect(await apiKeys(endpoint)).toEqual([])
        expect(slug(await endpoint.link())).toBe('linked')
        expect(await apiKeys(endpoint)).toEqual([CANARY])
      },
    }
  },

  'a redirect': (endpoint) => {
    const headers = { 'idempotency-key': `"${randomUUID()}"` }
    const send = () => endpoint.post({ op: 'link', provider: 'acme', fields: {} }, headers)
    return Promise.resolve({
      success: 'redirect',
      send: async () => slug(await send()),
      whole: async () => expect(await apiKeys(endpoint)).toEqual([]),
      done: async () => {
        const { body } = await send()
        expect(slug(await endpoint.post({ op: 'status', linkId: body.linkId }))).toBe('pending')
      },
    })
  },

  'a callback': async (endpoint) => {
    const { callback, status } = await redirect(endpoint)
    return {
      success: 'linked',
      send: callback,
      whole: async () => {
        await oneOrNone(endpoint)()
        // What the widget is told is what is there.
        expect(await status()).toBe((await list(endpoint)).length === 1 ? 'linked' : 'pending')
      },
      done: async () => expect([await status(), await apiKeys(endpoint)]).toEqual(['linked', [CANARY]]),
    }
  },

  'a cancel': async (endpoint) => {
    const { cancel, callback, status } = await redirect(endpoint)
    return {
      success: 'cancelled',
      send: cancel,
      whole: async () => expect(await apiKeys(endpoint)).toEqual([]),
      done: async () => {
        expect([await status(), await callback()]).toEqual(['expired', 'server'])
        expect(await apiKeys(endpoint)).toEqual([])
      },
    }
  },

  'a renewal': async (endpoint) => {
    const { callback } = await redirect(endpoint)
    await callback()
    const [account] = await list(endpoint)
    const ask = () => endpoint.credentials({ owner, account: account!.id })
    return {
      success: 'given',
      send: async () => {
        try {
          await ask()
          return 'given'
        } catch {
          return 'server'
        }
      },
      whole: async () => expect((await list(endpoint)).map(({ state }) => state)).toEqual(['active']),
      // A token that was lost between the provider and the storage would have ended the account.
      done: async () => expect(await ask()).toEqual({ apiKey: CANARY, refresh: '2' }),
    }
  },

  'a reseal': async (endpoint, { storage }, secrets) => {
    const apiKeysHere = ['one', 'two', CANARY]
    for (const apiKey of apiKeysHere) await endpoint.link(apiKey)
    const newest = newSecret()
    const during = bench({ storage, secrets: [newest, ...secrets] })
    return {
      success: 'resealed',
      send: () =>
        during.reseal().then(
          ({ failed }) => (failed === 0 ? 'resealed' : 'failed'),
          () => 'server',
        ),
      whole: async () => expect((await apiKeys(during)).sort()).toEqual([...apiKeysHere].sort()),
      done: async () => {
        const after = bench({ storage, secrets: [newest] })
        expect((await apiKeys(after)).sort()).toEqual([...apiKeysHere].sort())
        for (const apiKey of apiKeysHere) expect(slug(await after.link(apiKey))).toBe('already-linked')
      },
    }
  },
}

/** Breaks a flow at each of its calls in turn; answers how many there were. */
export async function breakEachCall(
  flow: Flow,
  make: () => Promise<Breakable> | Breakable,
  when: 'before' | 'after',
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const breakable = await make()
    const secrets = [newSecret()]
    const endpoint = bench({
      ...{ storage: breakable.storage, secrets, linkPage: 'https://link.example/' },
      providers: [jazzhr(), rotating()],
    })
    const { send, whole, done, success } = await flow(endpoint, breakable, secrets)
    breakable.breakAt(at, when)
    const first = await send()
    const reached = breakable.broken()
    breakable.breakAt(Infinity, when)
    // What comes after the commit, a lease given back say, may fail unseen.
    expect([success, ...(reached ? ['server'] : [])], `call ${at}`).toContain(first)
    await whole()
    expect([at, await send()]).toEqual([at, success])
    await done()
    expect(JSON.stringify(endpoint.log)).not.toContain(CANARY)
    if (!reached) return at - 1
  }
}
