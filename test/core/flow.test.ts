// The reducer: every state by every event, and what may never happen whatever comes.
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'

import {
  DEFAULT_EXPIRES_IN,
  DEFAULT_POLL_AFTER,
  flow,
  type FlowEvent,
  type FlowName,
  type FlowReply,
  type FlowState,
} from '../../src/core/flow.ts'
import { initialFlow, walk as walkAlone } from '../../src/core/walk.ts'
import type { LinkError } from '../../src/core/link.ts'

// Thousands of cases, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const account = { id: 'acc_1', provider: 'acme', name: 'Acme' }
const error: LinkError = { code: 'credential-rejected' }
const at = { step: 1, attempt: 3, error: undefined }
const authorizing = {
  ...at,
  name: 'authorizing' as const,
  linkId: 'l1',
  url: 'https://login.acme.example/',
  pollAfter: 2,
  expiresIn: 600,
  window: 'open' as const,
}

/** One state of each kind, in the third attempt. */
const STATES: Readonly<Record<FlowName, FlowState>> = {
  guide: { ...at, name: 'guide', error },
  form: { ...at, name: 'form', error },
  linking: { ...at, name: 'linking' },
  authorizing,
  linked: { ...at, name: 'linked', result: { kind: 'linked', account } },
  done: { ...at, name: 'done', result: { kind: 'linked', account } },
}
const NAMES = Object.keys(STATES) as FlowName[]

const reply = (body: FlowReply): FlowEvent => ({ type: 'reply', attempt: 3, reply: body })

/** Every event, and what it makes of each state that it applies to. In the others nothing may change. */
const TABLE: [string, FlowEvent, Partial<Record<FlowName, FlowState>>][] = [
  [
    'step',
    { type: 'step', step: 2 },
    { guide: { ...at, name: 'guide', step: 2, error }, form: { ...at, name: 'guide', step: 2, error } },
  ],
  [
    'step, the first',
    { type: 'step', step: 0 },
    { guide: { ...at, name: 'guide', step: 0, error }, form: { ...at, name: 'guide', step: 0, error } },
  ],
  ['step, the open one', { type: 'step', step: 1 }, { form: { ...at, name: 'guide', error } }],
  ['step -1', { type: 'step', step: -1 }, {}],
  ['step 1.5', { type: 'step', step: 1.5 }, {}],
  ['step NaN', { type: 'step', step: NaN }, {}],
  ['form', { type: 'form' }, { guide: { ...at, name: 'form', error } }],
  [
    'form, all walked',
    { type: 'form', walked: 4 },
    { guide: { ...at, name: 'form', step: 4, error }, form: { ...at, name: 'form', step: 4, error } },
  ],
  ['form, fewer walked', { type: 'form', walked: 0 }, { guide: { ...at, name: 'form', error } }],
  ['form, NaN walked', { type: 'form', walked: NaN }, { guide: { ...at, name: 'form', error } }],
  [
    'connect',
    { type: 'connect' },
    {
      guide: { ...at, attempt: 4, name: 'linking' },
      form: { ...at, attempt: 4, name: 'linking' },
    },
  ],
  ['linked', reply({ status: 'linked', account }), { linking: STATES.linked, authorizing: STATES.linked }],
  [
    'redirect',
    {
      type: 'reply',
      attempt: 3,
      window: 'blocked',
      reply: { status: 'redirect', linkId: 'l2', url: 'https://x.example/', expiresIn: 60 },
    },
    {
      linking: {
        ...at,
        name: 'authorizing',
        linkId: 'l2',
        url: 'https://x.example/',
        pollAfter: DEFAULT_POLL_AFTER,
        expiresIn: 60,
        window: 'blocked',
      },
    },
  ],
  [
    'pending',
    reply({ status: 'pending', linkId: 'l2', pollAfter: 5 }),
    {
      linking: {
        ...at,
        name: 'authorizing',
        linkId: 'l2',
        url: undefined,
        pollAfter: 5,
        expiresIn: DEFAULT_EXPIRES_IN,
        window: 'none',
      },
      authorizing: { ...authorizing, pollAfter: 5 },
    },
  ],
  [
    'pending as before',
    reply({ status: 'pending', linkId: 'l1', pollAfter: 2 }),
    {
      linking: {
        ...at,
        name: 'authorizing',
        linkId: 'l1',
        url: undefined,
        pollAfter: 2,
        expiresIn: DEFAULT_EXPIRES_IN,
        window: 'none',
      },
    },
  ],
  ['pending of nothing', reply({ status: 'pending' }), {}],
  ['denied', reply({ status: 'denied' }), failed({ code: 'authorization-denied' })],
  ['expired', reply({ status: 'expired' }), failed({ code: 'expired' })],
  ['failed at the provider', reply({ status: 'failed' }), failed({ code: 'provider-unavailable' })],
  ['failed', { type: 'failed', attempt: 3, error }, failed(error)],
  [
    'already linked',
    { type: 'failed', attempt: 3, error: { code: 'already-linked', account } },
    {
      linking: { ...at, name: 'linked', result: { kind: 'already-linked', account } },
      authorizing: { ...at, name: 'linked', result: { kind: 'already-linked', account } },
    },
  ],
  [
    'already linked, no account told',
    { type: 'failed', attempt: 3, error: { code: 'already-linked' } },
    {
      linking: { ...at, name: 'linked', result: { kind: 'already-linked', account: undefined } },
      authorizing: { ...at, name: 'linked', result: { kind: 'already-linked', account: undefined } },
    },
  ],
  ['linked, of an older attempt', { type: 'reply', attempt: 2, reply: { status: 'linked', account } }, {}],
  ['linked, of a later attempt', { type: 'reply', attempt: 4, reply: { status: 'linked', account } }, {}],
  ['failed, of an older attempt', { type: 'failed', attempt: 2, error }, {}],
  [
    'already linked, of an older attempt',
    { type: 'failed', attempt: 2, error: { code: 'already-linked' } },
    {},
  ],
  [
    'window closed',
    { type: 'window', window: 'closed' },
    { authorizing: { ...authorizing, window: 'closed' } },
  ],
  ['window as before', { type: 'window', window: 'open' }, {}],
  [
    'cancel',
    { type: 'cancel' },
    {
      linking: { ...at, name: 'form', error: undefined },
      authorizing: { ...at, name: 'form', error: undefined },
    },
  ],
  ['confirmed', { type: 'confirmed' }, { linked: STATES.done }],
  [
    'restart',
    { type: 'restart', steps: 4 },
    everywhere({ name: 'guide', step: 0, attempt: 3, error: undefined }),
  ],
  [
    'restart without steps',
    { type: 'restart', steps: 0 },
    everywhere({ name: 'form', step: 0, attempt: 3, error: undefined }),
  ],
]

function failed(of: LinkError): Partial<Record<FlowName, FlowState>> {
  return { linking: { ...at, name: 'form', error: of }, authorizing: { ...at, name: 'form', error: of } }
}

function everywhere(state: FlowState): Record<FlowName, FlowState> {
  return { guide: state, form: state, linking: state, authorizing: state, linked: state, done: state }
}

describe.each(TABLE)('%s', (_, event, moves) => {
  test.each(NAMES)('from %s', (name) => {
    const before = JSON.stringify(STATES[name])
    const next = flow(STATES[name], event)
    const expected = moves[name]
    if (expected) expect(next).toEqual(expected)
    else expect(next).toBe(STATES[name])
    expect(JSON.stringify(STATES[name])).toBe(before)
  })
})

test('the table has every event and every reply', () => {
  // Written out, so that a new one is a type error here.
  const types: Record<FlowEvent['type'], true> = {
    step: true,
    form: true,
    connect: true,
    reply: true,
    failed: true,
    window: true,
    cancel: true,
    confirmed: true,
    restart: true,
  }
  const replies: Record<FlowReply['status'], true> = {
    linked: true,
    redirect: true,
    pending: true,
    denied: true,
    expired: true,
    failed: true,
  }
  const events = TABLE.map(([, event]) => event)
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(Object.keys(types)))
  const seen = events.flatMap((event) => (event.type === 'reply' ? [event.reply.status] : []))
  expect(new Set(seen)).toEqual(new Set(Object.keys(replies)))
})

// The table has what `flow` makes of them: until it is there, nothing.
test.each<FlowEvent>([
  reply({ status: 'linked', account }),
  { type: 'window', window: 'closed' },
  { type: 'cancel' },
  { type: 'confirmed' },
])('before a press, $type changes nothing', (event) => {
  for (const state of Object.values(STATES)) expect(walkAlone(state, event)).toBe(state)
})

describe('initialFlow', () => {
  test.each([
    [4, 'guide'],
    [0, 'form'],
    [NaN, 'form'],
  ])('of %s steps is %s', (steps, name) =>
    expect(initialFlow(steps)).toEqual({ name, step: 0, attempt: 0, error: undefined }),
  )
})

const oddNumber = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.double(), fc.constantFrom(NaN, Infinity, -0))
const attempt = fc.integer({ min: 0, max: 4 })
const windowState = fc.constantFrom('none' as const, 'open' as const, 'blocked' as const, 'closed' as const)
const linkError: fc.Arbitrary<LinkError> = fc.oneof(
  fc.constantFrom<LinkError>(
    { code: 'offline' },
    { code: 'network' },
    { code: 'timeout' },
    { code: 'provider-unavailable' },
    { code: 'credential-rejected' },
    { code: 'insufficient-permission' },
    { code: 'in-progress' },
    { code: 'session-expired' },
    { code: 'forbidden' },
    { code: 'expired' },
    { code: 'popup-blocked' },
    { code: 'redirect-rejected' },
    { code: 'authorization-denied' },
    { code: 'aborted' },
    { code: 'already-linked' },
    { code: 'already-linked', account },
    { code: 'config-invalid', reason: 'r' },
    { code: 'bad-response', reason: 'schema' },
    { code: 'server', status: 500 },
    { code: 'misconfigured', status: 404 },
    { code: 'rate-limited', retryAt: 1 },
    { code: 'invalid-fields', fields: [{ name: 'apiKey', code: 'too-long' }] },
  ),
)
const anyReply: fc.Arbitrary<FlowReply> = fc.oneof(
  fc.constant<FlowReply>({ status: 'linked', account }),
  fc.record({
    status: fc.constant('redirect' as const),
    linkId: fc.string(),
    url: fc.webUrl(),
    expiresIn: oddNumber,
  }),
  fc.record({
    status: fc.constant('pending' as const),
    linkId: fc.option(fc.string(), { nil: undefined }),
    pollAfter: fc.option(oddNumber, { nil: undefined }),
  }),
  fc.constantFrom<FlowReply>({ status: 'denied' }, { status: 'expired' }, { status: 'failed' }),
)
const anyEvent: fc.Arbitrary<FlowEvent> = fc.oneof(
  fc.record({ type: fc.constant('step' as const), step: oddNumber }),
  fc.constant<FlowEvent>({ type: 'form' }),
  fc.record({ type: fc.constant('form' as const), walked: oddNumber }),
  fc.constantFrom<FlowEvent>({ type: 'connect' }, { type: 'cancel' }, { type: 'confirmed' }),
  fc.record({ type: fc.constant('reply' as const), attempt, reply: anyReply, window: windowState }),
  fc.record({ type: fc.constant('failed' as const), attempt, error: linkError }),
  fc.record({ type: fc.constant('window' as const), window: windowState }),
  fc.record({ type: fc.constant('restart' as const), steps: fc.integer({ min: 0, max: 5 }) }),
)
const history = fc.array(anyEvent, { maxLength: 30 })

/** Every state of a history, with the event that led to it. */
function* walk(events: readonly FlowEvent[], steps = 4): Generator<[FlowState, FlowEvent, FlowState]> {
  let state = initialFlow(steps)
  for (const event of events) {
    const next = flow(state, event)
    yield [state, event, next]
    state = next
  }
}

const over = (check: (before: FlowState, event: FlowEvent, after: FlowState) => void) =>
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 5 }), (events, steps) => {
      for (const [before, event, after] of walk(events, steps)) check(before, event, after)
    }),
    { numRuns: 3000 },
  )

/** True for the two events that may say that an account is linked, of the attempt that waits. */
const saysLinked = (state: FlowState, event: FlowEvent): boolean =>
  (state.name === 'linking' || state.name === 'authorizing') &&
  ((event.type === 'reply' && event.reply.status === 'linked') ||
    (event.type === 'failed' && event.error.code === 'already-linked')) &&
  event.attempt === state.attempt

describe('over any history', () => {
  test('every state is one of the six, with a step and an attempt that can be', () => {
    over((_, __, after) => {
      expect(NAMES).toContain(after.name)
      expect(Number.isInteger(after.step) && after.step >= 0).toBe(true)
      expect(Number.isInteger(after.attempt) && after.attempt >= 0).toBe(true)
    })
  })

  test('nothing leads to linked but a linked reply, or already-linked, of the attempt that waits', () => {
    over((before, event, after) => {
      if (after.name === 'linked' && before.name !== 'linked') expect(saysLinked(before, event)).toBe(true)
      if (saysLinked(before, event)) expect(after.name).toBe('linked')
      if (after.name === 'done' && before.name !== 'done') expect(before.name).toBe('linked')
    })
  })

  test('a reply or a failure of another attempt changes nothing at all', () => {
    over((before, event, after) => {
      if ((event.type === 'reply' || event.type === 'failed') && event.attempt !== before.attempt)
        expect(after).toBe(before)
    })
  })

  test('the count of attempts never goes back, and goes on with Connect alone', () => {
    over((before, event, after) => {
      const pressed = event.type === 'connect' && (before.name === 'guide' || before.name === 'form')
      expect(after.attempt).toBe(before.attempt + (pressed ? 1 : 0))
    })
  })

  test('an event that changes nothing gives the same object', () => {
    over((before, event, after) => {
      if (event.type !== 'restart' && JSON.stringify(before) === JSON.stringify(after))
        expect(after).toBe(before)
    })
  })

  const isAtRest = ({ name }: FlowState): boolean => name === 'guide' || name === 'form'

  test('a failure leaves the person at the form, with the error told until the next press', () => {
    over((before, event, after) => {
      if (event.type === 'failed' && after !== before && after.name !== 'linked')
        expect(after).toMatchObject({ name: 'form', error: event.error, step: before.step })
      if (isAtRest(before) && isAtRest(after) && event.type !== 'restart')
        expect(after.error).toBe(before.error)
    })
  })

  test('one press ends in at most one linked', () => {
    fc.assert(
      fc.property(history, (events) => {
        const linked = [...walk(events)].filter(
          ([before, , after]) => after.name === 'linked' && before !== after,
        )
        const attempts = linked.map(([, , after]) => after.attempt)
        expect(new Set(attempts).size).toBe(attempts.length)
      }),
      { numRuns: 3000 },
    )
  })
})
