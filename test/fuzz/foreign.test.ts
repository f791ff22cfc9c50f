/**
 * Everything that comes from elsewhere, by property: whatever is handed in, no parser throws, none says "linked" of what is
 * not, and no key of a prototype gets through. `npm run test:fuzz` runs 100,000 cases, `FC_SEED=7 npm run test:fuzz` others.
 */
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { parseCatalogue } from '../../src/core/catalogue.ts'
import { isHint } from '../../src/core/hint.ts'
import { type Operation, parseOutcome, parseReply, REPLIES_TO } from '../../src/core/link.ts'
import { english } from '../../src/core/english.ts'
import { createSay, type MessageKey, type Messages } from '../../src/core/messages.ts'
import { normaliseSecret } from '../../src/core/normalise.ts'
import { parseGuide } from '../../src/core/parseGuide.ts'
import { remarkText } from '../../src/core/remarks.ts'
import { formHelp, guideSteps } from '../../src/core/stepper.ts'
import { loadUsage } from '../../src/core/usage.ts'
import { gateEndpoint, gateRedirect, isLoopback } from '../../src/core/url.ts'
import { normaliseValue, valuesSchema } from '../../src/core/values.ts'
import { ATTRIBUTES } from '../../src/element/attributeNames.ts'
import { parseAttributes } from '../../src/element/attributes.ts'
import { createAttempts } from '../../src/http/createAttempts.ts'
import { parseHttpReply } from '../../src/http/reply.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { everyBlock, everyField } from '../browser/guides.ts'
import { anyJson, anything, cases, spoilt } from './arbitraries.ts'
import { expectSound, expectUnpolluted } from './sound.ts'

vi.setConfig({ testTimeout: 600_000 })

const PAGE = 'https://host.example/settings?tab=1'
const account = { id: 'acc_1', provider: 'jazzhr', name: 'Acme' }
const REPLIES = [
  { status: 'linked', account },
  { status: 'redirect', linkId: 'l1', url: 'https://login.example/', expiresIn: 600 },
  { status: 'pending', linkId: 'l1', pollAfter: 2 },
  { status: 'accounts', accounts: [{ ...account, state: 'active', linkedAt: '2024-01-31' }], next: 'n' },
  { status: 'invited', url: 'https://link.example/#session=t', expiresIn: 432_000 },
  ...['denied', 'expired', 'failed', 'cancelled', 'unlinked'].map((status) => ({ status })),
]
const PROBLEMS = [
  { type: 'urn:hub-link:problem:already-linked', title: 't', status: 409, account },
  { type: 'urn:hub-link:problem:invalid-fields', errors: [{ pointer: '#/fields/apiKey', code: 'too-long' }] },
  { type: 'urn:hub-link:problem:rate-limited' },
]
const operation = fc.constantFrom(...(Object.keys(REPLIES_TO) as Operation[]))
/** As text: what was spoilt, any JSON, or no JSON at all. */
const textOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: value.map((each) => (JSON.stringify(each) as string | undefined) ?? ''), weight: 4 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
  )

/** Written apart from the parser: the one account that a success is about, if the value says so beyond doubt. */
function accountIn(value: unknown): typeof account | undefined {
  const own = (of: unknown, name: string): unknown =>
    typeof of === 'object' && of !== null && !Array.isArray(of) && Object.hasOwn(of, name)
      ? (of as Record<string, unknown>)[name]
      : undefined
  if (own(value, 'status') !== 'linked') return undefined
  const given = own(value, 'account')
  const [id, provider, name] = ['id', 'provider', 'name'].map((part) => own(given, part))
  const isId = (part: unknown): boolean =>
    typeof part === 'string' && part !== '' && Array.from(part).length <= 256
  return isId(id) && isId(provider) && (name === undefined || typeof name === 'string')
    ? (given as typeof account)
    : undefined
}

afterEach(expectUnpolluted)

describe('a guide', () => {
  const guide = spoilt(jazzhr, everyBlock, everyField)

  test('is refused with a path and a reason, or safe to walk and to fill in', () => {
    let taken = 0
    fc.assert(
      fc.property(
        fc.oneof(anything, guide, textOf(fc.oneof(anyJson, guide))),
        fc.string({ maxLength: 40 }),
        (input, typed) => {
          const parsed = parseGuide(input)
          if (!parsed.ok) {
            expect(parsed.faults.length).toBeGreaterThan(0)
            for (const fault of parsed.faults) expect(remarkText(fault)).toMatch(/^[A-Z].*[^.]$/s)
            return
          }
          taken += 1
          expectSound(parsed)
          expect(JSON.stringify(parsed.guide)).not.toMatch(/"href":"(?!https:|mailto:|#)/)
          for (const whiteLabel of [true, false]) {
            const audience = { scopes: ['candidates:read'], whiteLabel }
            expectSound([guideSteps(parsed.guide, audience), formHelp(parsed.guide, audience)])
          }
          const { fields } = parsed.guide
          const values = Object.fromEntries(fields.map((field) => [field.name, normaliseValue(field, typed)]))
          const checked = valuesSchema(fields).safeParse(values)
          // What is wrong is a code of ours, and never the value.
          if (!checked.success)
            for (const { message } of checked.error.issues) expect(message).toMatch(/^[a-z-]+$/)
        },
      ),
      cases(0.1),
    )
    expect(taken).toBeGreaterThan(10)
  })
})

describe('a catalogue', () => {
  const GOOD = {
    schema: 1,
    entries: [
      { provider: 'acme', name: 'Acme', href: 'acme.json' },
      {
        provider: 'other',
        name: 'Other',
        aliases: ['O'],
        category: 'HR',
        logo: '/a.png',
        href: 'https://guides.example/other.json',
        locales: [{ locale: 'fr', href: 'other.fr.json' }],
      },
    ],
  }

  test('is refused with a reason, or names guides by https or beside itself alone', () => {
    const catalogue = spoilt(GOOD)
    let taken = 0
    fc.assert(
      fc.property(fc.oneof(anything, catalogue, textOf(fc.oneof(anyJson, catalogue))), (input) => {
        const parsed = parseCatalogue(input)
        if (!parsed.ok) {
          expect(parsed.faults.length).toBeGreaterThan(0)
          return
        }
        taken += 1
        expectSound(parsed)
        for (const { href, locales = [] } of parsed.catalogue.entries)
          for (const address of [href, ...locales.map((each) => each.href)]) {
            const url = new URL(address, PAGE)
            expect(url.protocol === 'https:' && url.username === '').toBe(true)
            if (!/^https:/i.test(address)) expect(url.origin).toBe(new URL(PAGE).origin)
          }
      }),
      cases(0.12),
    )
    expect(taken).toBeGreaterThan(10)
  })
})

describe('a reply', () => {
  const body = fc.oneof(anyJson, spoilt(...REPLIES, ...PROBLEMS))
  const status = fc.oneof(
    fc.constantFrom(
      200,
      200,
      200,
      201,
      202,
      204,
      0,
      301,
      400,
      401,
      403,
      404,
      409,
      410,
      413,
      422,
      429,
      500,
      503,
    ),
    fc.integer({ min: 0, max: 999 }),
  )
  const media = fc.constantFrom(
    ...[
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/problem+json',
    ],
    ...['text/html', 'text/plain', 'application/jsonp', 'application/json, text/html', ''],
  )
  const header = fc.oneof(
    fc.constantFrom(
      '5',
      '-5',
      '1e9',
      '0',
      'Fri, 31 Dec 9999 23:59:59 GMT',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      '',
    ),
    fc.stringMatching(/^[ -~]{0,30}$/),
  )

  test('says linked of a checked 2xx alone, and of nothing else', () => {
    const whole = fc.record({
      op: operation,
      code: status,
      type: media,
      text: fc.oneof({ arbitrary: textOf(body), weight: 9 }, fc.constant(undefined)),
    })
    const nearly = fc.record({
      op: fc.constantFrom<Operation>('link', 'status'),
      code: fc.constant(200),
      type: fc.constant('application/json'),
      text: spoilt(REPLIES[0]).map((value) => JSON.stringify(value)),
    })
    let linked = 0
    fc.assert(
      fc.property(fc.oneof(whole, nearly), header, header, ({ op, code, type, text }, after, date) => {
        const headers = new Headers({ 'content-type': type, 'retry-after': after, date })
        const outcome = parseHttpReply(op, { status: code, headers, body: text }, 1_700_000_000_000)
        expectSound(outcome)
        if (!outcome.ok) {
          const { error } = outcome
          if (error.code === 'rate-limited') expect(error.retryAt - 1_700_000_000_000).toSatisfy(isBounded)
          if (error.code === 'already-linked') expect(code).toBeGreaterThanOrEqual(400)
          return
        }
        expect(code >= 200 && code < 300 && /^application\/json *(?:;|$)/i.test(type)).toBe(true)
        expect(REPLIES_TO[op]).toContain(outcome.reply.status)
        if (outcome.reply.status !== 'linked') return
        linked += 1
        const meant = accountIn(JSON.parse(text ?? ''))
        expect(meant).toBeDefined()
        expect(outcome.reply.account).toEqual({
          id: meant?.id,
          provider: meant?.provider,
          ...(meant?.name !== undefined && { name: meant.name }),
        })
      }),
      cases(0.22),
    )
    expect(linked).toBeGreaterThan(5)
  })

  const isBounded = (ms: number): boolean => ms >= 1000 && ms <= 600_000

  test('of a host’s own function is believed in the same way', () => {
    const outcomes = [
      ...REPLIES.map((reply) => ({ ok: true, reply })),
      { ok: false, error: { code: 'offline' } },
      { ok: false, error: { code: 'rate-limited', retryAt: 5 } },
      { ok: false, error: { code: 'invalid-fields', fields: [{ name: 'a', code: 'b' }] } },
    ]
    fc.assert(
      fc.property(operation, spoilt(...outcomes), (op, value) => {
        const outcome = parseOutcome(op, value)
        expectSound(outcome)
        if (outcome.ok && outcome.reply.status === 'linked')
          expect(accountIn((value as { reply: unknown }).reply)).toBeDefined()
        if (outcome.ok) expect(REPLIES_TO[op]).toContain(outcome.reply.status)
      }),
      cases(0.12),
    )
  })

  test('of a host’s own function may be anything at all, a throw included', async () => {
    const { signal } = new AbortController()
    // Its sentences load with the first mistake: ahead, so that they are told while nobody listens.
    await loadUsage()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await fc.assert(
      fc.asyncProperty(anything, fc.boolean(), async (value, throws) => {
        const attempts = createAttempts({
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may throw anything
          link: () => (throws ? Promise.reject(value) : Promise.resolve(value)) as never,
          onSessionExpired: () => undefined,
        })
        const outcome = await attempts.call({ op: 'status', linkId: 'l1' }, signal)
        expectSound(outcome)
        if (outcome.ok) expect(throws).toBe(false)
        if (outcome.ok && outcome.reply.status === 'linked')
          expect(accountIn((value as { reply: unknown }).reply)).toBeDefined()
      }),
      cases(0.04),
    )
    vi.restoreAllMocks()
  })

  test('that invites is an address and a time, and nothing more', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, spoilt(REPLIES[4])), (value) => {
        const reply = parseReply('invite', value)
        expectSound(reply)
        if (reply) expect(Object.keys(reply).sort()).toEqual(['expiresIn', 'status', 'url'])
      }),
      cases(0.04),
    )
  })
})

describe('a message of another window', () => {
  test('is a hint of this link, or nothing', () => {
    const hint = { type: 'hub-link', linkId: 'l1' }
    fc.assert(
      fc.property(fc.oneof(anything.filter(isReadable), spoilt(hint)), (data) => {
        const own = data as typeof hint
        expect(isHint(data, 'l1')).toBe(
          typeof data === 'object' &&
            data !== null &&
            Object.hasOwn(data, 'type') &&
            Object.hasOwn(data, 'linkId') &&
            own.type === 'hub-link' &&
            own.linkId === 'l1',
        )
      }),
      cases(0.06),
    )
  })

  // A message has been cloned on its way: it has no accessors and no proxies.
  function isReadable(value: unknown): boolean {
    try {
      return JSON.stringify(value) !== '' || true
    } catch {
      return false
    }
  }
})

describe('attributes', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...[
        '',
        'true',
        'false',
        'jazzhr',
        '/api/link',
        'https://a.example/x',
        'http://a.example',
        '//a.example',
      ],
      ...[
        'javascript:alert(1)',
        'https://u:p@a.example',
        'dark',
        ' DARK ',
        '3',
        '9',
        'rtl',
        '__proto__',
        '{}',
      ],
      ...['https://a.example https://b.example', 'data:image/png,x', 'constructor'],
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
    textOf(anyJson),
  )

  test('come to settings of known values, with addresses that are safe', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ATTRIBUTES), word), (given) => {
        const { settings, faults } = parseAttributes((name) => given[name] ?? null, PAGE)
        expectSound(settings)
        expect(['light', 'dark', 'system']).toContain(settings.colorScheme)
        expect([1, 2, 3, 4]).toContain(settings.headingLevel)
        expect([undefined, 'ltr', 'rtl']).toContain(settings.dir)
        for (const address of [settings.guide, settings.catalogue, settings.frame]) {
          if (address === undefined) continue
          const { protocol, hostname, username } = new URL(address)
          expect(username).toBe('')
          expect(protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))).toBe(true)
        }
        for (const origin of settings.allowedEndpointOrigins) expect(new URL(origin).pathname).toBe('/')
        if (settings.accountsHref !== undefined)
          expect(new URL(settings.accountsHref, PAGE).protocol).toMatch(/^https?:$/)
        for (const fault of faults) expect(fault.length).toBeLessThan(800)
      }),
      cases(0.12),
    )
  })

  test('never name an endpoint or a redirect that a key could leak to', () => {
    fc.assert(
      fc.property(word, (address) => {
        const endpoint = gateEndpoint(address, PAGE, ['https://listed.example'])
        if (endpoint.ok) expect(endpoint.value.origin).toMatch(/^https:\/\/(?:host|listed)\.example$/)
        const redirect = gateRedirect(address, ['login.example'])
        if (redirect.ok) expect(redirect.value.origin).toBe('https://login.example')
      }),
      cases(0.05),
    )
  })
})

describe('words of the host', () => {
  const KEYS = Object.keys(english) as MessageKey[]
  test('are said when they fit, else ours', () => {
    const layer = fc.oneof(
      anyJson,
      fc.dictionary(
        fc.constantFrom<string>(...KEYS, '__proto__', 'toString'),
        fc.oneof(anyJson, fc.string()),
      ),
    )
    fc.assert(
      fc.property(layer, fc.string({ maxLength: 12 }), fc.constantFrom(...KEYS), (given, locale, key) => {
        const say: (key: MessageKey, holes: never) => unknown = createSay(locale, given as Messages)
        const said = say(key, { provider: 'P', count: 2, field: 'F' } as never)
        expect(typeof said).toBe('string')
      }),
      cases(0.03),
    )
  })
})

describe('what is typed', () => {
  test('is cleaned without a throw, and clean after one cleaning', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), textOf(anyJson)), (typed) => {
        const { value } = normaliseSecret(typed)
        expect(value).not.toMatch(/\s/)
        expect(value.length).toBeLessThanOrEqual(typed.length)
      }),
      cases(0.03),
    )
  })
})
