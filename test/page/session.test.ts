// What the fragment of a link invites to. Nothing of it is trusted, and nothing of it throws.
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isToken, readInvitation } from '../../src/page/session.ts'

const token = (claims: unknown): string =>
  `ls_e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`

test('a token of our endpoint says what it is for', () => {
  const given = token({ provider: 'jazzhr', sub: 'org_ü' })
  expect(readInvitation(`#session=${given}`)).toEqual({ kind: 'given', token: given, provider: 'jazzhr' })
  expect(readInvitation(`#lang=de&session=${given}`)).toMatchObject({ kind: 'given' })
})

test('a token of ours that was cut is malformed', () => {
  const whole = token({ provider: 'jazzhr' })
  for (const cut of [
    whole.slice(0, -12),
    whole.slice(0, -13),
    whole.slice(0, -20),
    'ls_',
    'ls_e30',
    'ls_e30..c2ln',
  ])
    expect(readInvitation(`#session=${cut}`)).toEqual({ kind: 'malformed' })
})

test('its payload is base64url', () => {
  const payload = token({ provider: 'jazzhr', sub: '>>>???~~~' })
  expect(payload).toMatch(/-.*_|_.*-/)
  expect(readInvitation(`#session=${payload}`)).toMatchObject({ provider: 'jazzhr' })
})

test.each([
  ['x'.repeat(4096), true],
  ['x'.repeat(4097), false],
  ['', false],
  ['a=b', false],
  ['a b', false],
  [7, false],
  [undefined, false],
])('%.9j is a token: %s', (value, is) => expect(isToken(value)).toBe(is))

test("a host's own token need not", () => {
  expect(readInvitation('#session=abc-123~x')).toEqual({
    kind: 'given',
    token: 'abc-123~x',
    provider: undefined,
  })
})

test('a plus in it is a plus', () => {
  expect(readInvitation('#session=ab+c/d==')).toMatchObject({ kind: 'given', token: 'ab+c/d==' })
  expect(readInvitation('#session=ab%2Bc')).toMatchObject({ kind: 'given', token: 'ab+c' })
})

test.each([undefined, null, 1, 'a', [], { provider: 1 }, { provider: '' }, { provider: '__proto__' }])(
  'a token of ours that names no provider is malformed: %j',
  (claims) => {
    expect(readInvitation(`#session=${token(claims ?? null)}`)).toEqual({ kind: 'malformed' })
  },
)

test.each(['', '#', '#a=b', '#session', '#sessions=a'])(
  'a fragment without one is told apart: %j',
  (fragment) => {
    const { kind } = readInvitation(fragment)
    expect(kind).toBe(fragment === '#session' ? 'malformed' : 'missing')
  },
)

test('any text is answered, and what is given can stand in a header', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
      const read = readInvitation(`#session=${text}`)
      if (read.kind === 'given') new Headers({ authorization: `Bearer ${read.token}` })
    }),
  )
})
