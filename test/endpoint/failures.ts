/**
 * A storage that fails at one call after the other, in each of the flows of `storageFlows.ts`. What must hold is the same over
 * every storage.
 */
import { expect } from 'vitest'
import type { Driver } from 'unstorage'

import { jazzhr, type LinkEndpointOptions } from '../../src/endpoint/index.ts'
import { bench, CANARY, newSecret } from './harness.ts'
import { FLOWS, rotating, type Flow } from './storageFlows.ts'

/** Each flow by name, broken before a call does its work and after. */
export const BREAKS = Object.entries(FLOWS).flatMap(([name, flow]) => [
  { name, flow, when: 'before' as const },
  { name, flow, when: 'after' as const },
])

/** A storage that can be told to fail once. */
export interface Breakable {
  readonly storage: LinkEndpointOptions['storage']
  /** Fails the call of this number from now on, before it does its work or after. */
  breakAt(call: number, when: 'before' | 'after'): void
  /** Whether it has failed since. */
  broken(): boolean
}

/** A driver whose reads and writes pass the guard. */
export const guarded = (driver: Required<Driver>, guard: ReturnType<typeof breaker>['guard']): Driver =>
  ({
    ...driver,
    getItem: guard(driver.getItem),
    setItem: guard(driver.setItem),
    removeItem: guard(driver.removeItem),
  }) as Driver

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
    const { send, whole, done, success } = await flow(endpoint, breakable.storage, secrets)
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
