/** Between the page and the endpoint: no line, no answer, half an answer, and every answer that is none. */
import { connect, keyInput, toForm } from '../demo.ts'
import { expect } from '../site.ts'
import {
  type Answer,
  corsFor,
  faultyEndpoint,
  held,
  json,
  LINKED,
  problem,
  reset,
  SERVER_WORDS,
  silence,
  whole,
} from './endpoint.ts'
import { startTls } from './tls.ts'
import {
  confirmation,
  errorsOf,
  failsThenLinks,
  openElement,
  passTime,
  type Row,
  type Rows,
  shown,
  timesLinked,
  type World,
} from './table.ts'

const NETWORK = {
  says: /could not reach the server.*trying again is safe/,
  error: { code: 'network' },
} as const
const bad = (reason: string) =>
  ({ says: /could not read.*Trying again is safe/, error: { code: 'bad-response', reason } }) as const

/** A row whose one press is answered so. */
const answered = (
  must: string,
  answer: Answer,
  failure: Parameters<typeof failsThenLinks>[2],
  console?: string,
): Row => ({
  must,
  run: async (world) => {
    if (console !== undefined) world.told.expect(console)
    await failsThenLinks(world, answer, failure)
  },
})

/** A row of several answers that must all come to the same. */
const each = <Of>(
  must: string,
  cases: readonly Of[],
  make: (of: Of) => readonly [Answer, Parameters<typeof failsThenLinks>[2]],
): Row => ({
  must,
  run: async (world) => {
    const sent: string[] = []
    const leaks = { ...world.leaks, expectSent: (...keys: string[]) => void sent.push(...keys) }
    for (const of of cases) {
      const server = faultyEndpoint(world.site)
      await failsThenLinks({ ...world, server, leaks }, ...make(of))
    }
    world.leaks.expectSent(...sent)
  },
})

const TIMEOUT = { says: /took too long.*Trying again is safe/, error: { code: 'timeout' } } as const

/** A row whose answer never ends: the press is given up after the deadline, and the connection dropped. */
const never = (must: string, begin: Answer): Row => ({
  must,
  run: async (world) => {
    let dropped = false
    const answer: Answer = (response, request) => {
      response.on('close', () => (dropped = true))
      begin(response, request)
    }
    await world.page.clock.install()
    await failsThenLinks(world, answer, {
      ...TIMEOUT,
      press: async ({ page, site, hub, server }) => {
        await connect(hub, site.keys.good)
        await expect.poll(() => server.of('link').length).toBe(1)
        // The page's clock goes on by itself as well: a slow machine has some seconds to spare.
        await page.clock.runFor(25_000)
        await expect(hub.getByRole('status')).toHaveText('Connecting to JazzHR …')
        await page.clock.runFor(6000)
      },
    })
    await expect.poll(() => dropped).toBe(true)
  },
})

/** An endpoint on another origin, named by the element. */
const elsewhere = (endpoint: string): string =>
  `<hub-link provider="jazzhr" endpoint="${endpoint}" allowed-endpoint-origins="${new URL(endpoint).origin}"></hub-link>`

/** A row whose endpoint cannot be reached at all. */
const unreachable = (
  must: string,
  complaints: RegExp,
  prepare: (world: World) => Promise<{ readonly endpoint: string; readonly end?: () => Promise<void> }>,
): Row => ({
  must,
  run: async (world) => {
    const { page, site, hub, leaks, told } = world
    const { endpoint, end } = await prepare(world)
    await openElement(world, elsewhere(endpoint))
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await connect(hub, site.keys.good)
    await expect(hub.getByRole('alert')).toHaveText(NETWORK.says)
    await expect(keyInput(hub)).toHaveValue(site.keys.good)
    expect(await errorsOf(world)).toEqual([{ code: 'network' }])
    const { origin, pathname } = new URL(endpoint)
    // One hint for the developer, with the address and what to allow.
    await expect
      .poll(() => said.filter((line) => line.includes('network-blocked') && line.includes(origin + pathname)))
      .toHaveLength(1)
    expect(said.find((line) => line.includes('network-blocked'))).toMatch(/Access-Control-Allow-Origin/)
    told.expectAll(complaints)
    leaks.expectTyped(site.keys.good)
    await end?.()
    // What the browser shows of the request it did not make still counts as one that was tried.
    leaks.expectTried(site.keys.good)
  },
})

const MB_50 = 50 * 1024 * 1024

export const network: Rows = {
  'N1 navigator.onLine is false at submit': {
    must: 'tries once, says offline, keeps the key, tells when the line is back, sends nothing by itself',
    run: (world) =>
      failsThenLinks(world, silence, {
        says: /You appear to be offline/,
        error: { code: 'offline' },
        requests: 0,
        press: async ({ context, hub, site }) => {
          await expect(hub.getByRole('button', { name: 'Connect' })).toBeVisible()
          await context.setOffline(true)
          await connect(hub, site.keys.good)
        },
        meanwhile: async ({ context, hub, server, leaks, site }) => {
          await context.setOffline(false)
          await expect(hub.getByRole('status')).toHaveText('You are back online. You can try again.')
          expect(server.of('link')).toEqual([])
          leaks.expectTried(site.keys.good)
        },
      }),
  },
  'N1a navigator.onLine is false and wrong': {
    must: 'links all the same',
    run: async (world) => {
      const { page, hub, site, leaks } = world
      await page.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }),
      )
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.good)
    },
  },
  'N2 DNS failure': unreachable(
    'network, and one hint on the console without the key',
    /network-blocked/,
    async ({ page }) => {
      await page.route('https://nowhere.example/**', (route) => route.abort('namenotresolved'))
      return { endpoint: 'https://nowhere.example/link' }
    },
  ),
  'N3 TLS failure: a certificate that nobody signed': unreachable('as N2', /network-blocked/, async () => {
    const { origin, close } = await startTls()
    return { endpoint: `${origin}/link`, end: close }
  }),
  'N4 CORS preflight refused': unreachable(
    'as N2; the hint lists the headers that are needed',
    /network-blocked|Access to fetch/,
    ({ site }) => Promise.resolve({ endpoint: `${site.cdn}/api/link` }),
  ),
  'N5 connect-src forbids the endpoint': {
    must: 'network, and one hint that names the directive',
    run: async (world) => {
      const { page, site, hub, leaks, told } = world
      site.page(`<script src="/dist/hub.js" defer></script>${elsewhere(`${site.cdn}/api/link`)}`, {
        'content-security-policy': `default-src 'self'; connect-src 'self'`,
      })
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      await page.goto('/')
      await connect(hub, site.keys.good)
      await expect(hub.getByRole('alert')).toHaveText(NETWORK.says)
      await expect
        .poll(() => said.filter((line) => /network-blocked.*refused by connect-src/.test(line)))
        .toHaveLength(1)
      told.expectAll(/network-blocked|csp|Connecting to|Fetch API cannot load/)
      leaks.expectTyped(site.keys.good)
      leaks.expectTried(site.keys.good)
    },
  },
  'N6 no headers for 30 s': never('timeout; the next press has the same key', silence),
  'N7 headers, then a body that drips': never('the deadline covers the body', (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"status":')
    const timer = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(timer))
  }),
  'N8 the connection is cut in the midst of the body': answered(
    'network: the outcome is unknown, the next press has the same key',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
      response.write(JSON.stringify(LINKED))
      setTimeout(() => response.destroy(), 50)
    },
    NETWORK,
  ),
  'N8a the connection is cut before a byte came': {
    must: 'network; what the browser or the next press sends again has the same key',
    run: async (world) => {
      const { page, hub, site, leaks, server, told } = world
      let down = true
      const answer: Answer = (response, request) => (down ? reset : json(200, LINKED))(response, request)
      server.says('link', answer)
      told.expect('network-blocked')
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect(hub.getByRole('alert')).toHaveText(NETWORK.says)
      expect(await errorsOf(world)).toEqual([NETWORK.error])
      down = false
      await hub.getByRole('button', { name: 'Try again' }).click()
      await expect(confirmation(page)).toBeVisible()
      // A browser sends again by itself where a kept connection turns out to be dead.
      expect(server.of('link').length).toBeGreaterThanOrEqual(2)
      expect(new Set(server.keys()).size).toBe(1)
      leaks.expectSent(site.keys.good, site.keys.good)
    },
  },
  'N8b a body that ends a character short': answered(
    'bad-response, though it says linked',
    whole(200, 'application/json', JSON.stringify(LINKED).slice(0, -1)),
    bad('json'),
  ),
  'N10 early hints and other 1xx': {
    must: 'the final answer counts',
    run: async (world) => {
      const { page, hub, site, leaks, server } = world
      server.says('link', (response: Parameters<Answer>[0], request: Parameters<Answer>[1]) => {
        response.writeProcessing()
        response.writeEarlyHints({ link: '</dist/hub.js>; rel=preload; as=script' })
        json(200, LINKED)(response, request)
      })
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.good)
    },
  },
  'N11 a 204, and an empty 200': each('bad-response, never linked', [204, 200], (status) => [
    whole(status, status === 204 ? undefined : 'application/json', ''),
    bad('empty'),
  ]),
  'N12 a redirect, to another path and to another origin': {
    must: 'none is followed, and the key reaches no other address',
    run: async (world) => {
      const { site, leaks } = world
      const sent: string[] = []
      for (const status of [301, 302, 303, 307, 308])
        for (const target of ['/elsewhere', `${site.cdn}/elsewhere`]) {
          const server = faultyEndpoint(site, corsFor(site.origin))
          const answer: Answer = (response) => response.writeHead(status, { location: target }).end()
          const collect = { ...leaks, expectSent: (...keys: string[]) => void sent.push(...keys) }
          await failsThenLinks({ ...world, server, leaks: collect }, answer, bad('redirected'))
        }
      expect(site.asked).not.toContain('/elsewhere')
      // A 307 and a 308 show as requests that were never made.
      leaks.expectTried(site.keys.good)
      leaks.expectSent(...sent)
    },
  },
  'N12a a redirect that leads back to the endpoint': {
    must: 'is not followed either',
    run: async (world) => {
      world.leaks.expectTried(world.site.keys.good)
      await failsThenLinks(
        world,
        (response) => response.writeHead(307, { location: '/api/link' }).end(),
        bad('redirected'),
      )
    },
  },
  'N14 a login page in HTML with 200': answered(
    'bad-response; the HTML is never shown',
    whole(200, 'text/html', `<h1>${SERVER_WORDS}</h1>`),
    bad('content-type'),
  ),
  'N16 a body of 50 MB': {
    must: 'is given up soon after 64 KiB',
    run: async (world) => {
      let written = 0
      let closed = false
      await failsThenLinks(
        world,
        (response) => {
          response.writeHead(200, { 'content-type': 'application/json' })
          const chunk = Buffer.alloc(64 * 1024, ' ')
          response.on('close', () => (closed = true))
          const go = (): void => {
            while (!closed && written < MB_50) {
              written += chunk.length
              if (!response.write(chunk)) {
                response.once('drain', go)
                return
              }
            }
          }
          go()
        },
        bad('too-large'),
      )
      await expect.poll(() => closed).toBe(true)
      // What lies in the buffers between the two was written too.
      expect(written).toBeLessThan(MB_50 / 2)
    },
  },
  'N17 a body that declares 50 MB': answered(
    'is refused before it is read',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(MB_50) })
      // The rest never comes: a reader would wait for it.
      response.write(JSON.stringify(LINKED))
    },
    bad('too-large'),
  ),
  'N19 application/problem+json with a charset': answered('is read', problem(422, 'credential-rejected'), {
    says: /JazzHR did not accept this key/,
    error: { code: 'credential-rejected' },
    at: 'field',
    key: 'new',
  }),
  'N20 JSON as text/plain': {
    must: 'is not believed of a success; of an error the status decides',
    run: async (world) => {
      const { page, hub, site, leaks, server } = world
      const text = (status: number, body: object) => whole(status, 'text/plain', JSON.stringify(body))
      server.says('link', text(200, LINKED), text(401, { type: 'urn:hub-link:problem:forbidden' }), LINKED)
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect(hub.getByRole('alert')).toHaveText(bad('content-type').says)
      await hub.getByRole('button', { name: 'Try again' }).click()
      await expect(hub.getByRole('alert')).toHaveText(/session has ended/)
      await hub.getByRole('button', { name: 'Try again' }).click()
      await expect(confirmation(page)).toBeVisible()
      world.told.expect('reply-invalid')
      leaks.expectSent(site.keys.good, site.keys.good, site.keys.good)
    },
  },
  'N21 a wrong schema': each(
    'bad-response, never a part of a success',
    [
      { status: 'linked' },
      { status: 'linked', account: { id: 42, provider: 'jazzhr' } },
      { status: 'linked', account: { id: '', provider: 'jazzhr' } },
      { account: LINKED.account },
      { status: ['linked'], account: LINKED.account },
      [LINKED],
      null,
      { __proto__: null, status: 'redirect', url: 'https://a.example/' },
    ],
    (body) => [
      json(200, body),
      { says: /This page needs a newer version/, error: { code: 'bad-response', reason: 'schema' } },
    ],
  ),
  'N22 fields that nobody knows': {
    must: 'are passed over, and handed to nobody',
    run: async (world) => {
      const { page, hub, site, leaks, server, events } = world
      server.says('link', { ...LINKED, more: 'extra', account: { ...LINKED.account, secret: 'extra' } })
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect(confirmation(page)).toBeVisible()
      expect(await timesLinked(world)).toBe(1)
      expect(JSON.stringify(await events())).not.toContain('extra')
      leaks.expectSent(site.keys.good)
    },
  },
  'N23 a status that nobody knows': answered('asks for a newer page', json(200, { status: 'celebrated' }), {
    says: /This page needs a newer version/,
    error: { code: 'bad-response', reason: 'schema' },
  }),
  'N25 400': answered('misconfigured, without blame', whole(400, 'text/html', SERVER_WORDS), {
    says: /not set up correctly\. Please tell the people who run this page/,
    error: { code: 'misconfigured', status: 400 },
    key: 'new',
  }),
  'N26 401': answered('session-expired; the key stays in its field', problem(401, 'session-expired'), {
    says: /session has ended.*Sign in again/,
    error: { code: 'session-expired' },
  }),
  'N26a 401 and a session that can be renewed': shown(
    'is renewed, and the attempt goes on by itself',
    'e2e/element.spec.ts',
    'onSessionExpired renews, and the attempt goes on by itself',
  ),
  'N27 403': answered('forbidden: ask an administrator', problem(403, 'forbidden'), {
    says: /not have permission.*ask an administrator/,
    error: { code: 'forbidden' },
    key: 'new',
  }),
  'N28 404 and 405': each('misconfigured', [404, 405], (status) => [
    whole(status, 'text/html', SERVER_WORDS),
    { says: /not set up correctly/, error: { code: 'misconfigured', status }, key: 'new' },
  ]),
  'N29 409, in progress': {
    must: 'is asked again under the same key while the person waits, three times at most',
    run: async (world) => {
      await world.page.clock.install()
      await failsThenLinks(world, problem(409, 'in-progress'), {
        says: /already being connected.*Wait a moment/,
        error: { code: 'in-progress' },
        requests: 4,
        press: async ({ page, hub, site, server }) => {
          await connect(hub, site.keys.good)
          const asked = (times: number) => () =>
            expect.poll(() => server.of('link').length, { timeout: 50 }).toBeGreaterThanOrEqual(times)
          await passTime(page, asked(2), 200)
          await expect(hub.getByRole('status')).toHaveText('Connecting to JazzHR …')
          await passTime(page, asked(4))
        },
      })
      expect(new Set(world.server.keys()).size).toBe(1)
    },
  },
  'N30 409, already linked': {
    must: 'is told like a success with the account that is there, and announces no new one',
    run: async (world) => {
      const { page, hub, site, leaks, server } = world
      server.says('link', problem(409, 'already-linked', { account: LINKED.account }))
      await openElement(world)
      await connect(hub, site.keys.good)
      const dialog = confirmation(page, 'JazzHR is already connected')
      await expect(dialog).toBeVisible()
      await expect(keyInput(hub)).toHaveValue('')
      await dialog.getByRole('button', { name: 'Done' }).click()
      expect([await timesLinked(world), await errorsOf(world)]).toEqual([0, []])
      leaks.expectSent(site.keys.good)
    },
  },
  'N31 410': answered('expired: start again', problem(410, 'link-expired'), {
    says: /has expired.*start again/,
    error: { code: 'expired' },
    next: 'Start again',
    key: 'new',
  }),
  'N32 413': answered('is told at the field', whole(413, 'text/html', SERVER_WORDS), {
    says: /That is too long to be your API key/,
    error: { code: 'invalid-fields', fields: [{ name: '', code: 'too-long' }] },
    at: 'field',
    key: 'new',
  }),
  'N33 415': answered('misconfigured', whole(415, 'text/html', SERVER_WORDS), {
    says: /not set up correctly/,
    error: { code: 'misconfigured', status: 415 },
    key: 'new',
  }),
  'N34 422 with errors of fields': {
    must: 'each is told at its field, and of the form where the field is not there',
    run: async (world) => {
      const errors = (pointer: string) =>
        problem(422, 'invalid-fields', { errors: [{ pointer, code: 'odd' }] })
      await failsThenLinks(world, errors('#/fields/apiKey'), {
        says: /JazzHR did not accept this\. Check it/,
        error: { code: 'invalid-fields', fields: [{ name: 'apiKey', code: 'odd' }] },
        at: 'field',
        key: 'new',
      })
      const server = faultyEndpoint(world.site)
      await failsThenLinks({ ...world, server }, errors('#/fields/other'), {
        says: /Some details need another look/,
        error: { code: 'invalid-fields', fields: [{ name: 'other', code: 'odd' }] },
        key: 'new',
      })
      const { good } = world.site.keys
      world.leaks.expectSent(good, good, good, good)
    },
  },
  'N36 429 with Retry-After in seconds': {
    must: 'holds the button until then, counts down, announces it once',
    run: async (world) => {
      await world.page.clock.install()
      await failsThenLinks(world, problem(429, 'rate-limited', {}, { 'retry-after': '90' }), {
        says: /too many attempts/,
        error: { code: 'rate-limited', retryAt: expect.any(Number) },
        meanwhile: async ({ page, hub, server }) => {
          const again = hub.getByRole('button', { name: 'Try again' })
          const announced = await hub.getByRole('alert').textContent()
          await expect(again).toHaveAttribute('aria-disabled', 'true')
          await page.clock.runFor(80_000)
          await expect(hub.getByText(/^Try again in \d+ seconds?$/)).toBeVisible()
          await again.click({ force: true })
          await keyInput(hub).press('Enter')
          await expect(again).toHaveAttribute('aria-disabled', 'true')
          expect(await hub.getByRole('alert').textContent()).toBe(announced)
          await page.clock.runFor(11_000)
          await expect(again).not.toHaveAttribute('aria-disabled')
          expect(server.of('link')).toHaveLength(1)
        },
      })
    },
  },
  'N37 429 with a date, a skewed clock, and what is neither': {
    must: 'is read against the reply’s own Date, kept between 1 s and 10 min, else 30 s',
    run: async (world) => {
      const { page, hub, site, leaks, server } = world
      const sent: string[] = []
      // The person's clock is three hours late, and stands still.
      const now = Date.now() - 3 * 3_600_000
      await page.clock.setFixedTime(now)
      const date = (ms: number): string => new Date(Math.floor(Date.now() / 1000) * 1000 + ms).toUTCString()
      const forms: readonly (readonly [retryAfter: string, seconds: number])[] = [
        [date(45_000), 45],
        [date(-3_600_000), 1],
        ['Fri, 31 Dec 9999 23:59:59 GMT', 600],
        ['0', 1],
        ['-5', 30],
        ['1e9', 30],
        ['1000000000', 600],
        ['', 30],
      ]
      for (const [retryAfter, seconds] of forms) {
        server.says('link', problem(429, 'rate-limited', {}, { 'retry-after': retryAfter, date: date(0) }))
        await openElement(world)
        await connect(hub, site.keys.good)
        await expect(hub.getByRole('alert')).toHaveText(/too many attempts/)
        expect(await errorsOf(world), retryAfter).toEqual([
          { code: 'rate-limited', retryAt: now + seconds * 1000 },
        ])
        sent.push(site.keys.good)
      }
      leaks.expectSent(...sent)
      leaks.expectTyped(site.keys.good)
    },
  },
  'N38 429 whose header the browser hides': {
    must: '30 s; with Access-Control-Expose-Headers the header counts',
    run: async (world) => {
      const { page, hub, site, leaks } = world
      const now = Date.now()
      await page.clock.setFixedTime(now)
      for (const [more, seconds] of [
        [{}, 30],
        [{ 'access-control-expose-headers': 'Retry-After, Date' }, 120],
      ] as const) {
        faultyEndpoint(site, { ...corsFor(site.origin), ...more }).says(
          'link',
          problem(429, 'rate-limited', {}, { 'retry-after': '120' }),
        )
        await openElement(world, elsewhere(`${site.cdn}/api/link`))
        await connect(hub, site.keys.good)
        await expect(hub.getByRole('alert')).toHaveText(/too many attempts/)
        expect(await errorsOf(world)).toEqual([{ code: 'rate-limited', retryAt: now + seconds * 1000 }])
      }
      leaks.expectSent(site.keys.good, site.keys.good)
      leaks.expectTyped(site.keys.good)
    },
  },
  'N39 500, 502, 503, 504': each(
    'server: the outcome is unknown, nothing is sent again by itself, the next press has the same key',
    [500, 502, 503, 504],
    (status) => [
      problem(status, 'other'),
      { says: /wrong on the server.*Trying again is safe/, error: { code: 'server', status } },
    ],
  ),
  'N40 an HTML 502 of a proxy': answered(
    'the status decides, the body is dropped',
    whole(502, 'text/html', SERVER_WORDS),
    {
      says: /wrong on the server/,
      error: { code: 'server', status: 502 },
    },
  ),
  'N41 a success whose answer was lost, answered again': answered(
    'one linked event and one dialog',
    (response) => {
      // It made the account; the line broke before it could say so.
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write(JSON.stringify(LINKED).slice(0, 20))
      setTimeout(() => response.destroy(), 20)
    },
    NETWORK,
  ),
  'N42 a success that comes after Cancel': {
    must: 'no dialog: a late-result event, and nothing linked on the page',
    run: async (world) => {
      const { page, hub, site, leaks, events, server } = world
      const late = held(LINKED)
      server.says('link', late.answer)
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect.poll(() => server.of('link').length).toBe(1)
      await hub.getByRole('button', { name: 'Cancel' }).click()
      await expect(keyInput(hub)).toHaveValue(site.keys.good)
      late.release()
      await expect.poll(async () => (await events()).join()).toContain('"late-result"')
      await expect(confirmation(page)).toHaveCount(0)
      expect(await timesLinked(world)).toBe(0)
      leaks.expectSent(site.keys.good)
      leaks.expectTyped(site.keys.good)
    },
  },
  'N45 cookies across origins': {
    must: 'none is sent or taken unless the host asks for it',
    run: async (world) => {
      const { page, context, hub, site, leaks } = world
      const given = { 'access-control-allow-credentials': 'true', 'set-cookie': 'taken=1; SameSite=Lax' }
      await context.addCookies([{ name: 'session', value: 'theirs', url: site.cdn }])
      const seen: (string | undefined)[] = []
      for (const credentials of ['same-origin', 'include']) {
        const server = faultyEndpoint(site, {
          ...corsFor(`http://portal.cdn.localhost:${new URL(site.cdn).port}`),
          ...given,
        })
        site.serve('/mount.js', {
          body: `HubLink.mount('#hub', ${JSON.stringify({ provider: 'jazzhr', endpoint: `${site.cdn}/api/link`, allowedEndpointOrigins: [site.cdn], credentials })})`,
          type: 'text/javascript',
        })
        site.page(
          '<script src="/dist/hub.js" defer></script><div id="hub"></div><script src="/mount.js" defer></script>',
        )
        await page.goto(`http://portal.cdn.localhost:${new URL(site.cdn).port}/`)
        await connect(hub, site.keys.good)
        await expect(confirmation(page)).toBeVisible()
        seen.push(server.of('link')[0]?.headers.cookie)
      }
      expect(seen).toEqual([undefined, 'session=theirs'])
      leaks.expectSent(site.keys.good, site.keys.good)
    },
  },
  'N46 the same request is answered by a service worker of the host': {
    must: 'its odd answers are told like any other, and a passing one links',
    run: async (world) => {
      const { page, hub, site, leaks } = world
      site.serve('/sw.js', {
        type: 'text/javascript',
        body: `
          let times = 0
          addEventListener('install', () => skipWaiting())
          addEventListener('activate', (event) => event.waitUntil(clients.claim()))
          addEventListener('fetch', (event) => {
            if (event.request.method !== 'POST') return
            times += 1
            if (times === 1) event.respondWith(Response.error())
            if (times === 2) event.respondWith(Response.redirect('/elsewhere', 307))
            if (times === 3) event.respondWith(new Response('offline page', { headers: { 'content-type': 'text/html' } }))
          })`,
      })
      await openElement(world)
      await page.evaluate(async () => {
        await navigator.serviceWorker.register('/sw.js')
        if (!navigator.serviceWorker.controller)
          await new Promise((done) => (navigator.serviceWorker.oncontrollerchange = done))
      })
      await connect(hub, site.keys.good)
      for (const says of [NETWORK.says, bad('redirected').says, bad('content-type').says]) {
        await expect(hub.getByRole('alert')).toHaveText(says)
        await expect(keyInput(hub)).toHaveValue(site.keys.good)
        await hub.getByRole('button', { name: 'Try again' }).click()
      }
      await expect(confirmation(page)).toBeVisible()
      expect(site.asked).not.toContain('/elsewhere')
      world.told.expectAll(/network-blocked|reply-invalid|redirected response|FetchEvent/)
      leaks.expectTried(site.keys.good)
      leaks.expectSent(site.keys.good, site.keys.good, site.keys.good)
      await page.evaluate(async () => {
        for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister()
      })
    },
  },
  'N47 a host that puts its own in place of fetch': {
    must: 'whatever it gives back is told as a failure, and never as linked',
    run: async (world) => {
      const { page, hub, site, leaks } = world
      await openElement(world)
      await toForm(hub)
      const answers: readonly string[] = [
        `() => undefined`,
        `() => null`,
        `() => { throw new Error('patched') }`,
        `() => Promise.reject('patched')`,
        `() => Promise.resolve({ ok: true, status: 200, json: () => (${JSON.stringify(LINKED)}) })`,
        `() => Promise.resolve(${JSON.stringify(LINKED)})`,
        // A body that somebody has read, and one that somebody holds.
        `() => { const r = Response.json(${JSON.stringify(LINKED)}); r.text(); return Promise.resolve(r) }`,
        `() => { const r = Response.json(${JSON.stringify(LINKED)}); r.body.getReader(); return Promise.resolve(r) }`,
      ]
      for (const [index, answer] of answers.entries()) {
        site.serve(`/patch-${index}.js`, { body: `globalThis.fetch = ${answer}`, type: 'text/javascript' })
        await page.addScriptTag({ url: `/patch-${index}.js` })
        await keyInput(hub).fill(site.keys.good + String(index))
        await hub.getByRole('button', { name: /^(?:Connect|Try again)$/ }).click()
        await expect(hub.getByRole('alert')).toHaveText(/trying again is safe/i)
        await expect.poll(async () => (await errorsOf(world)).length).toBe(index + 1)
        await expect(keyInput(hub)).toHaveValue(site.keys.good + String(index))
      }
      expect(await timesLinked(world)).toBe(0)
      world.told.expectAll(/network-blocked/)
      leaks.expectTyped(site.keys.good + String(answers.length - 1))
    },
  },
}
