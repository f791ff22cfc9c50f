/** The reducer by property: any state, reachable or not, by any event. Part of `npm run test:fuzz`. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

import { flow, type FlowEvent, type FlowReply, type FlowState } from '../../src/core/flow.ts'
import type { LinkError } from '../../src/core/link.ts'
import { cases } from './arbitraries.ts'
import { expectSound } from './sound.ts'

vi.setConfig({ testTimeout: 600_000 })

const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'l1', ''), fc.string({ maxLength: 8 }))
const number = fc.oneof(
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom(NaN, Infinity, -Infinity, 1.5, 2 ** 53),
)
/** As the parser of replies lets them through. */
const seconds = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
)
const account = fc.record(
  { id: name, provider: name, name: fc.option(name, { nil: undefined }) },
  { requiredKeys: ['id', 'provider'] },
)
const error: fc.Arbitrary<LinkError> = fc.oneof(
  fc.constantFrom<LinkError>(
    { code: 'offline' },
    { code: 'credential-rejected' },
    { code: 'aborted' },
    { code: 'bad-response', reason: 'schema' },
  ),
  fc.record({
    code: fc.constant('already-linked' as const),
    account: fc.option(account, { nil: undefined }),
  }),
  fc.record({ code: fc.constant('rate-limited' as const), retryAt: number }),
  fc.record({
    code: fc.constant('invalid-fields' as const),
    fields: fc.array(fc.record({ name, code: name }), { maxLength: 3 }),
  }),
)
const window = fc.constantFrom('none' as const, 'open' as const, 'blocked' as const, 'closed' as const)
const at = { step: fc.nat(5), attempt: fc.nat(3), error: fc.constant(undefined) }
const result = fc.oneof(
  fc.record({ kind: fc.constant('linked' as const), account }),
  fc.record({
    kind: fc.constant('already-linked' as const),
    account: fc.option(account, { nil: undefined }),
  }),
)

const state: fc.Arbitrary<FlowState> = fc.oneof(
  fc.record({ ...at, name: fc.constant('guide' as const), error: fc.option(error, { nil: undefined }) }),
  fc.record({ ...at, name: fc.constant('form' as const), error: fc.option(error, { nil: undefined }) }),
  fc.record({ ...at, name: fc.constant('linking' as const) }),
  fc.record({
    ...at,
    name: fc.constant('authorizing' as const),
    linkId: name,
    url: fc.option(fc.webUrl(), { nil: undefined }),
    pollAfter: seconds,
    expiresIn: seconds,
    window,
  }),
  fc.record({ ...at, name: fc.constant('linked' as const), result }),
  fc.record({ ...at, name: fc.constant('done' as const), result }),
)

const reply: fc.Arbitrary<FlowReply> = fc.oneof(
  fc.record({ status: fc.constant('linked' as const), account }),
  fc.record({ status: fc.constant('redirect' as const), linkId: name, url: fc.webUrl(), expiresIn: seconds }),
  fc.record(
    { status: fc.constant('pending' as const), linkId: name, pollAfter: seconds },
    { requiredKeys: ['status'] },
  ),
  fc.constantFrom<FlowReply>({ status: 'denied' }, { status: 'expired' }, { status: 'failed' }),
)

const event: fc.Arbitrary<FlowEvent> = fc.oneof(
  fc.record({ type: fc.constant('step' as const), step: number }),
  fc.record({ type: fc.constant('form' as const), walked: number }, { requiredKeys: ['type'] }),
  fc.constantFrom<FlowEvent>({ type: 'connect' }, { type: 'cancel' }, { type: 'confirmed' }),
  fc.record({ type: fc.constant('reply' as const), attempt: fc.nat(3), reply, window }),
  fc.record({ type: fc.constant('failed' as const), attempt: fc.nat(3), error }),
  fc.record({ type: fc.constant('window' as const), window }),
  fc.record({ type: fc.constant('restart' as const), steps: number }),
)

const NAMES = ['guide', 'form', 'linking', 'authorizing', 'linked', 'done']

const TYPES = ['step', 'form', 'connect', 'cancel', 'confirmed', 'reply', 'failed', 'window', 'restart']

test.each(NAMES.flatMap((name) => TYPES.map((type) => [name, type] as const)))(
  'the state %s takes the event %s: no throw, no change in place, no success that was not told',
  (name, type) => {
    const one = state.filter((each) => each.name === name)
    const happening = event.filter((each) => each.type === type)
    fc.assert(
      fc.property(one, happening, (before, happened) => {
        const after = flow(deepFreeze(before), deepFreeze(happened))
        expectSound(after)
        expect(NAMES).toContain(after.name)
        expect(Number.isInteger(after.step) && after.step >= 0).toBe(true)
        expect(after.attempt - before.attempt).toBe(after.name === 'linking' && after !== before ? 1 : 0)
        const waits = before.name === 'linking' || before.name === 'authorizing'
        const told =
          waits &&
          ((happened.type === 'reply' && happened.reply.status === 'linked') ||
            (happened.type === 'failed' && happened.error.code === 'already-linked')) &&
          happened.attempt === before.attempt
        expect(after.name === 'linked' && before.name !== 'linked').toBe(told)
        if (after.name === 'done' && before.name !== 'done') expect(happened.type).toBe('confirmed')
        if (after.name === 'authorizing' && before.name === 'linking' && happened.type === 'reply')
          expect(happened.attempt).toBe(before.attempt)
        // What does not apply gives back the same object, so that nothing is drawn or told again.
        if (happened.type !== 'restart' && isSame(before, after)) expect(after).toBe(before)
      }),
      cases(0.32 / (NAMES.length * TYPES.length)),
    )
  },
)

const isSame = (one: FlowState, other: FlowState): boolean => JSON.stringify(one) === JSON.stringify(other)

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
