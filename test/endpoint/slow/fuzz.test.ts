/**
 * Ten thousand bodies, headers and callbacks: never a 500, never a stack trace, never the key.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { PROBLEM_PREFIX, PROBLEM_STATUS, REPLIES_TO } from '../../../src/core/link.ts'
import { oauth2, jazzhr } from '../../../src/endpoint/index.ts'
import { bench, CANARY, ENDPOINT_URL, read, type Answered } from '../harness.ts'

const RUNS = 10_000

const endpoint = bench({
  linkPage: 'https://link.example/',
  providers: [
    jazzhr(),
    oauth2({
      key: 'acme',
      name: 'Acme',
      authorizationUrl: 'https://id.example/a',
      tokenUrl: 'https://id.example/t',
      clientId: 'c',
      scopes: [],
    }),
  ],
})

const slugs = new Set(Object.keys(PROBLEM_STATUS).map((slug) => PROBLEM_PREFIX + slug))
const statuses = new Set<string>(Object.values(REPLIES_TO).flat())

function expectSound({ status, body, text, headers }: Answered): void {
  expect(status).not.toBe(500)
  expect(status).toBeLessThan(503)
  expect(text).not.toMatch(/\bat \S+:\d+|Error:|node_modules|undefined/)
  expect(text).not.toContain(CANARY)
  expect(headers.get('cache-control')).toBe('no-store')
  if (status < 300) expect(statuses.has(String(body.status))).toBe(true)
  else expect(slugs.has(body.type ?? '')).toBe(true)
}

const odd = fc.constantFrom(
  '',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '../..',
  'a:b',
  '名',
  CANARY,
)
const text = fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 300 }))
const json = fc.jsonValue({ maxDepth: 6 })
const loose = fc.oneof(text, json)

/** Bodies that are nearly right. */
const near = fc.record(
  {
    op: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...Object.keys(REPLIES_TO)) },
      { weight: 1, arbitrary: loose },
    ),
    provider: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('jazzhr', 'acme') },
      { weight: 1, arbitrary: loose },
    ),
    fields: fc.oneof(
      fc.record({ apiKey: loose }),
      fc.dictionary(text, loose, { maxKeys: 4 }),
      fc.constant({ apiKey: CANARY }),
      json,
    ),
    scopes: fc.oneof(fc.array(loose, { maxLength: 4 }), json),
    account: loose,
    linkId: loose,
    locale: loose,
    after: loose,
  },
  { requiredKeys: ['op'] },
)

const mostly = <Value>(good: fc.Arbitrary<Value>) =>
  fc.oneof<[fc.MaybeWeightedArbitrary<Value>, fc.MaybeWeightedArbitrary<unknown>]>(
    { weight: 5, arbitrary: good },
    { weight: 1, arbitrary: loose },
  )

/** Bodies with the members of their operation, most of them right. */
const right = fc.oneof(
  fc.record(
    {
      op: fc.constant('link'),
      provider: mostly(fc.constantFrom('jazzhr', 'acme')),
      fields: mostly(
        fc.oneof(
          fc.constantFrom({ apiKey: CANARY }, { apiKey: 'other' }, {}),
          // A problem points at the name of a field, whatever that is.
          fc.dictionary(
            text.filter((name) => !name.includes(CANARY)),
            text,
            { maxKeys: 2 },
          ),
        ),
      ),
      scopes: mostly(fc.array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 3 })),
      locale: mostly(fc.constant('en')),
      account: text,
    },
    { requiredKeys: ['op', 'provider', 'fields'] },
  ),
  fc.record({
    op: fc.constantFrom('status', 'cancel'),
    linkId: mostly(fc.constant(`lnk_${'0'.repeat(32)}`)),
  }),
  fc.record({ op: fc.constant('accounts'), after: mostly(fc.constant('7')) }, { requiredKeys: ['op'] }),
  fc.record({ op: fc.constant('unlink'), account: mostly(fc.constant('acc_1')) }),
  fc.record({ op: fc.constant('invite'), provider: mostly(fc.constant('jazzhr')) }),
)

const body = fc.oneof(
  { weight: 9, arbitrary: right.map((value) => JSON.stringify(value)) },
  { weight: 6, arbitrary: near.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2000 }) },
  { weight: 1, arbitrary: fc.nat(12_000).map((depth) => '{"op":'.repeat(depth)) },
)

// What a header may hold at all: the platform refuses the rest before we see it.
const headerValue = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,60}[\x21-\x7e])?$/)
const header = (good: string) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: headerValue })

test(`${RUNS} bodies and headers`, async () => {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(
      body,
      fc.record({
        'content-type': header('application/json'),
        'hub-protocol': header('1'),
        'idempotency-key': fc.oneof(
          header(`"${crypto.randomUUID()}"`),
          fc.uuid().map((key) => `"${key}"`),
        ),
        authorization: header('Bearer host'),
        origin: header('https://app.example'),
        'x-owner': headerValue,
      }),
      async (sent, headers) => {
        const answer = await read(
          await endpoint.fetch(new Request(ENDPOINT_URL, { method: 'POST', headers, body: sent })),
        )
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
        expectSound(answer)
      },
    ),
    { numRuns: RUNS },
  )
  // The run is worth something only if it went in deep.
  for (const status of [200, 400, 403, 404, 410, 415, 422]) expect(seen.get(status) ?? 0).toBeGreaterThan(20)
  expect(endpoint.log.filter(({ level }) => level === 'error')).toEqual([])
  expect(JSON.stringify(endpoint.log)).not.toContain(CANARY)
}, 300_000)

test('bytes that are no text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (bytes) => {
      const headers = { 'content-type': 'application/json', 'hub-protocol': '1' }
      expectSound(
        await read(await endpoint.fetch(new Request(ENDPOINT_URL, { method: 'POST', headers, body: bytes }))),
      )
    }),
    { numRuns: 500 },
  )
}, 60_000)

test('callbacks', async () => {
  const query = fc.dictionary(fc.oneof(fc.constantFrom('state', 'code', 'error', 'iss'), text), text, {
    maxKeys: 5,
  })
  await fc.assert(
    fc.asyncProperty(query, async (parameters) => {
      const search = new URLSearchParams(Object.entries(parameters)).toString()
      const response = await endpoint.fetch(new Request(`${ENDPOINT_URL}/callback?${search}`))
      const page = await response.text()
      expect(response.status).toBe(410)
      for (const value of Object.values(parameters)) if (value.length > 30) expect(page).not.toContain(value)
    }),
    { numRuns: 1000 },
  )
}, 60_000)
