/**
 * Two servers on one storage, and many who link, replace and unlink the same few credentials at once.
 */
import fc from 'fast-check'
import type { Storage } from 'unstorage'
import { expect } from 'vitest'

import { bench, newSecret, slug, standIn } from './harness.ts'

// Few, so that they meet.
const apiKey = fc.constantFrom('a', 'b', 'c')
const step = fc.oneof(
  fc.record({ op: fc.constant('link' as const), apiKey, key: fc.constantFrom(1, 2, 3, 4) }),
  fc.record({ op: fc.constant('update' as const), apiKey, of: fc.nat(2) }),
  fc.record({ op: fc.constant('unlink' as const), of: fc.nat(2) }),
)
const uuid = (key: number) => `00000000-0000-4000-8000-00000000000${key}`

/** Runs rounds of steps at once; the list must then be in order, and the same for both servers. */
export async function expectOrderAfterHammering(storage: () => Storage, numRuns = 30): Promise<void> {
  const rounds = fc.array(fc.array(step, { minLength: 4, maxLength: 8 }), { minLength: 2, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const name = newSecret()
      const options = {
        secrets: [newSecret()],
        owner: () => ({ id: name }),
        jazz: standIn(() => new Promise((done) => setTimeout(() => done(undefined), Math.random() * 3))),
      }
      const servers = [
        bench({ ...options, storage: storage() }),
        bench({ ...options, storage: storage() }),
      ] as const
      const list = async (index: 0 | 1 = 0) => (await servers[index].post({ op: 'accounts' })).body.accounts
      for (const round of all) {
        const there = (await list()).map(({ id }) => id)
        await Promise.all(
          round.map(async (one, index) => {
            const server = servers[index % 2]!
            const account = 'of' in one ? (there[one.of] ?? 'acc_none') : ''
            if (one.op === 'link') {
              const expected = ['linked', 'already-linked', 'idempotency-mismatch']
              expect(expected).toContain(slug(await server.link(one.apiKey, {}, uuid(one.key))))
            } else if (one.op === 'update') {
              const expected = ['linked', 'already-linked', 'unknown-account']
              expect(expected).toContain(slug(await server.link(one.apiKey, { account })))
            } else {
              expect(slug(await server.post({ op: 'unlink', account }))).toBe('unlinked')
            }
          }),
        )
        const accounts = await list()
        expect(await list(1)).toEqual(accounts)
        expect(accounts.map(({ state }) => state)).toEqual(accounts.map(() => 'active'))
        const held = await Promise.all(
          accounts.map(({ id }) => servers[1].credentials({ owner: name, account: id })),
        )
        const keys = held.map((credentials) => credentials['apiKey'])
        expect(new Set(keys).size).toBe(keys.length)
        // Each is known again, and none that is not there.
        for (const known of keys) expect(slug(await servers[0].link(known))).toBe('already-linked')
      }
    }),
    { numRuns },
  )
}
