/** Everything that an endpoint does with its storage, as flows that `failures.ts` breaks at one call after the other. */
import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import type { LinkEndpointOptions, Provider } from '../../src/endpoint/index.ts'
import { bench, CANARY, newSecret, read, slug, type Answered, type Bench } from './harness.ts'

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

/** The provider of the flows that redirect. Refresh tokens that work once, as most servers make them. */
export const rotating = () => {
  let newest = 0
  const acme: Provider = {
    key: 'acme',
    name: 'Acme',
    fields: [],
    verify: () => Promise.resolve({ ok: true }),
    authorize: {
      start: ({ state }) =>
        Promise.resolve({ url: `https://id.acme.example/?state=${state}`, keep: { verifier: CANARY } }),
      finish: ({ callback }) => {
        const code = callback.searchParams.get('code') ?? ''
        const refresh = code === 'c' ? '0' : '2'
        return Promise.resolve({
          ...{ ok: true, identity: 'acme 7' },
          credentials: { apiKey: CANARY, refresh, code },
        })
      },
      renew: (given) =>
        Promise.resolve(
          given['refresh'] === '2'
            ? { kind: 'fresh' }
            : given['refresh'] === String(newest)
              ? { kind: 'renewed', credentials: { ...given, refresh: String((newest += 1)) } }
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
    callback: async (code = 'c') => {
      const url = `https://app.example/api/link/callback?state=${state}&code=${code}`
      return (await read(await endpoint.fetch(new Request(url)))).status === 200 ? 'linked' : 'server'
    },
  }
}

const linkAs = (endpoint: Bench, headers: Record<string, string>, apiKey = CANARY): Promise<Answered> =>
  endpoint.post({ op: 'link', provider: 'jazzhr', fields: { apiKey } }, headers)

type Storage = LinkEndpointOptions['storage']

export type Flow = (endpoint: Bench, storage: Storage, secrets: readonly string[]) => Promise<Begun>

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

  'a callback of an identity that is linked': async (endpoint) => {
    await (await redirect(endpoint)).callback('first')
    const { callback, status } = await redirect(endpoint)
    const codes = async () => {
      const of = (await list(endpoint)).map(({ id }) => endpoint.credentials({ owner, account: id }))
      return (await Promise.all(of)).map(({ code }) => code)
    }
    return {
      success: 'linked',
      send: () => callback('second'),
      whole: async () => {
        const [code] = await codes()
        expect(await status()).toBe(code === 'second' ? 'linked' : 'pending')
      },
      done: async () => expect([await status(), await codes()]).toEqual(['linked', ['second']]),
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
      done: async () => expect(await ask()).toEqual({ apiKey: CANARY, refresh: '2', code: 'c' }),
    }
  },

  'a reseal': async (endpoint, storage, secrets) => {
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
