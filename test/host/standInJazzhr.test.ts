/** The stand-in JazzHR: its documented keys do what they say, and our provider reads its answers as the real one's. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { jazzhr } from '../../src/endpoint/providers/jazzhr.ts'
import { DEMO_KEYS, type KeyBehaviour } from '../../stories/host/demoKeys.ts'
import { type StandIn, startStandInJazzhr } from '../../stories/host/standInJazzhr.ts'

const VERDICTS: Readonly<Record<KeyBehaviour, object>> = {
  good: { ok: true },
  slow: { ok: true },
  rejected: { ok: false, problem: 'credential-rejected' },
  'no-permission': { ok: false, problem: 'insufficient-permission' },
  'rate-limited': { ok: false, problem: 'rate-limited', retryAfter: 7 },
  down: { ok: false, problem: 'provider-unavailable' },
}

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandInJazzhr({ retryAfter: 7, slowMs: 1 })
})
afterAll(() => standIn.close())

const verify = (apiKey: string) =>
  jazzhr({ baseUrl: standIn.baseUrl }).verify(
    { apiKey },
    { signal: AbortSignal.timeout(30_000), fetch: globalThis.fetch },
  )

describe('the demo keys', () => {
  test.each(DEMO_KEYS)('$behaviour: $key', async ({ key, behaviour }) => {
    expect(await verify(key)).toMatchObject(VERDICTS[behaviour])
  })

  test('are plainly fake, shaped like real ones, and each listed once', () => {
    const keys = DEMO_KEYS.map(({ key }) => key)
    for (const key of keys) expect(key).toMatch(/^DemoKey[A-Za-z]+0{6,}\d{1,2}$/)
    expect(keys.map((key) => key.length)).toEqual(keys.map(() => 32))
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(DEMO_KEYS.map(({ behaviour }) => behaviour))).toEqual(new Set(Object.keys(VERDICTS)))
  })
})

test.each(['', 'DemoKeyUnknown000000000000000000', 'constructor', '__proto__'])(
  'rejects a key that it does not know: %j',
  async (key) => {
    expect(await verify(key)).toEqual(VERDICTS.rejected)
  },
)

test('answers nothing but GET /v1/users', async () => {
  const status = async (path: string, method = 'GET') =>
    (await fetch(standIn.baseUrl + path, { method })).status
  expect(await status('/v1/jobs')).toBe(404)
  expect(await status('/v1/users?apikey=DemoKeyGood000000000000000000001', 'POST')).toBe(405)
})
