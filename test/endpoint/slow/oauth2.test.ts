/**
 * The OAuth 2 provider against a real authorization server (oidc-provider) on loopback, with a person who signs in.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Provider as AuthorizationServer, type Configuration } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { oauth2, type OAuth2Options } from '../../../src/endpoint/index.ts'
import { bench, dump, read, slug, type Bench } from '../harness.ts'

const CALLBACK = 'https://app.example/api/link/callback'
const SECRET = 'cLiEnT5e8f1a4b7c0d3e6f9a2b5c8d1e4f'

const server = createServer()
let issuer = ''
const seen: string[] = []

const configuration: Configuration = {
  clients: [
    {
      client_id: 'basic',
      client_secret: SECRET,
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
    },
    {
      client_id: 'post',
      client_secret: SECRET,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [CALLBACK],
    },
    { client_id: 'public', token_endpoint_auth_method: 'none', redirect_uris: [CALLBACK] },
  ],
  features: { revocation: { enabled: true } },
  pkce: { required: () => true },
  scopes: ['openid', 'offline_access', 'email'],
  claims: { openid: ['sub', 'email'], email: ['email'] },
  conformIdTokenClaims: false,
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@acme.example` }) }),
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  ttl: { AccessToken: () => 3600 },
  cookies: { keys: ['test'] },
}

beforeAll(async () => {
  // It warns of its development keys and views, which are what a test wants.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.spyOn(console, 'info').mockImplementation(() => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const handle = new AuthorizationServer(issuer, configuration).callback()
  server.on('request', (req, res) => {
    seen.push(`${req.method ?? ''} ${req.url ?? ''}`)
    void handle(req, res)
  })
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  vi.restoreAllMocks()
})

/** A browser that keeps cookies, follows redirects as far as the host's callback, and fills in the server's forms. */
async function authorise(start: string, login: string, decline = false): Promise<URL> {
  const jar = new Map<string, string>()
  let url = new URL(start)
  let init: RequestInit = {}
  for (let hops = 0; hops < 20; hops += 1) {
    if (url.href.startsWith(CALLBACK)) return url
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    init = {}
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      continue
    }
    const page = await response.text()
    const abort = /href="([^"]+\/abort)"/.exec(page)?.[1]
    if (decline && abort !== undefined) {
      url = new URL(abort, url)
      continue
    }
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
    if (action === undefined) throw new Error(`no form on ${url.href}: ${page}`)
    const prompt = page.includes('value="login"') ? 'login' : 'consent'
    url = new URL(action, url)
    init = { method: 'POST', body: new URLSearchParams({ prompt, login, password: 'x' }) }
  }
  throw new Error('the authorization never ended')
}

const acme = (more: Partial<OAuth2Options> = {}) =>
  oauth2({
    key: 'acme',
    name: 'Acme',
    issuer,
    clientId: 'basic',
    clientSecret: SECRET,
    scopes: ['openid', 'offline_access', 'email'],
    parameters: { prompt: 'consent' },
    ...more,
  })

const online = (more: Partial<Parameters<typeof bench>[0]> & { acme?: Partial<OAuth2Options> } = {}) => {
  const { acme: options, ...rest } = more
  return bench({ providers: [acme(options)], fetch: (...args) => globalThis.fetch(...args), ...rest })
}

async function start(endpoint: Bench, more: object = {}) {
  const answer = await endpoint.post({ op: 'link', provider: 'acme', fields: {}, locale: 'en', ...more })
  expect(slug(answer)).toBe('redirect')
  const { linkId, url } = answer.body
  return { linkId, url, status: () => endpoint.post({ op: 'status', linkId }) }
}

const finish = async (endpoint: Bench, callback: URL) => read(await endpoint.fetch(new Request(callback)))

async function connect(endpoint: Bench, login = 'ann', more: object = {}) {
  const { url, status } = await start(endpoint, more)
  const page = await finish(endpoint, await authorise(url, login))
  expect(page.status).toBe(200)
  return (await status()).body.account
}

describe('a person who agrees', () => {
  test.each([
    ['basic', {}],
    ['post', { clientId: 'post', scopes: ['openid', 'email'] }],
    ['public', { clientId: 'public', clientSecret: undefined, scopes: ['openid', 'email'] }],
  ] as const)('links an account through the %s client, by discovery', async (_, options) => {
    const endpoint = online({ acme: options as Partial<OAuth2Options> })
    const account = await connect(endpoint)
    expect(account).toMatchObject({ provider: 'acme', name: 'ann@acme.example' })
    const credentials = await endpoint.credentials({ owner: 'org_1', account: account.id })
    expect(Date.parse(credentials['expiresAt'] ?? '')).toBeGreaterThan(Date.now())
    const me = await fetch(`${issuer}/me`, {
      headers: { authorization: `Bearer ${credentials['accessToken'] ?? ''}` },
    })
    expect(await me.json()).toMatchObject({ sub: 'ann' })
  })

  test('links by two addresses without discovery, as plain OAuth', async () => {
    const endpoint = online({
      acme: {
        issuer: undefined,
        authorizationUrl: `${issuer}/auth`,
        tokenUrl: `${issuer}/token`,
        scopes: ['email'],
      },
    })
    const before = seen.length
    const { url, status } = await start(endpoint)
    expect(seen.slice(before)).toEqual([])
    expect(new URL(url).searchParams.get('nonce')).toBeNull()
    expect((await finish(endpoint, await authorise(url, 'ann'))).status).toBe(200)
    const { account } = (await status()).body
    expect(account).not.toHaveProperty('name')
    expect((await endpoint.credentials({ owner: 'org_1', account: account.id }))['accessToken']).toBeTruthy()
  })

  test('links by two addresses and an issuer, as OpenID', async () => {
    const endpoint = online({ acme: { authorizationUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token` } })
    expect((await connect(endpoint)).name).toBe('ann@acme.example')
  })

  test('twice is one account, with the newest tokens', async () => {
    const endpoint = online()
    const first = await connect(endpoint)
    const old = await endpoint.credentials({ owner: 'org_1', account: first.id })
    const second = await connect(endpoint)
    expect(second.id).toBe(first.id)
    const renewed = await endpoint.credentials({ owner: 'org_1', account: first.id })
    expect(renewed['accessToken']).not.toBe(old['accessToken'])
    expect((await connect(endpoint, 'bob')).id).not.toBe(first.id)
  })

  test('sends PKCE with S256, a nonce and a state, and asks for no more than the configured scopes', async () => {
    const { url } = await start(online(), { scopes: ['email', 'admin:everything'] })
    const { searchParams } = new URL(url)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'basic',
      redirect_uri: CALLBACK,
      code_challenge_method: 'S256',
      scope: 'openid offline_access email',
      prompt: 'consent',
    })
    for (const random of ['code_challenge', 'nonce', 'state'])
      expect(searchParams.get(random)?.length).toBeGreaterThan(40)
    const narrowed = await start(online(), { scopes: ['openid'] })
    expect(new URL(narrowed.url).searchParams.get('scope')).toBe('openid offline_access')
  })
})

describe('a person who declines', () => {
  test('leaves the link denied', async () => {
    const endpoint = online()
    const { url, status } = await start(endpoint)
    const page = await finish(endpoint, await authorise(url, 'ann', true))
    expect([page.status, page.text]).toEqual([
      200,
      expect.stringContaining('Acme is not connected') as string,
    ])
    expect(slug(await status())).toBe('denied')
  })
})

describe('a callback that is not right', () => {
  const failing: [string, (callback: URL) => void][] = [
    ['another issuer', ({ searchParams }) => searchParams.set('iss', 'https://evil.example')],
    ['no issuer, where the server promised one', ({ searchParams }) => searchParams.delete('iss')],
    ['another code', ({ searchParams }) => searchParams.set('code', 'stolen')],
    ['no code', ({ searchParams }) => searchParams.delete('code')],
    ['two codes', ({ searchParams }) => searchParams.append('code', 'second')],
  ]
  test.each(failing)('by %s fails the link, and no account is made', async (_, change) => {
    const endpoint = online()
    const { url, status } = await start(endpoint)
    const callback = await authorise(url, 'ann')
    change(callback)
    expect((await finish(endpoint, callback)).status).toBe(502)
    expect(slug(await status())).toBe('failed')
    expect((await endpoint.post({ op: 'accounts' })).body.accounts).toEqual([])
  })

  test('because it carries the code of another link (PKCE)', async () => {
    const endpoint = online()
    const [mine, theirs] = [await start(endpoint), await start(endpoint)]
    const [good, other] = [await authorise(mine.url, 'ann'), await authorise(theirs.url, 'mallory')]
    good.searchParams.set('code', other.searchParams.get('code')!)
    expect((await finish(endpoint, good)).status).toBe(502)
    expect(slug(await mine.status())).toBe('failed')
  })
})

describe('the authorization server', () => {
  test('that cannot be found makes the link unavailable, and is asked again next time', async () => {
    let broken = true
    const endpoint = online({
      fetch: (...args) => (broken ? Promise.reject(new TypeError('down')) : globalThis.fetch(...args)),
    })
    const ask = () => endpoint.post({ op: 'link', provider: 'acme', fields: {}, locale: 'en' })
    expect(slug(await ask())).toBe('provider-unavailable')
    broken = false
    expect(slug(await ask())).toBe('redirect')
  })

  test('that answers without an end is not read to it', async () => {
    const MiB = 1024 * 1024
    let sent = 0
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          sent += MiB / 16
          if (sent > 64 * MiB) controller.close()
          else controller.enqueue(new Uint8Array(MiB / 16).fill(0x20))
        },
      })
    const headers = { 'content-type': 'application/json' }
    const endpoint = online({ fetch: () => Promise.resolve(new Response(endless(), { headers })) })
    const answer = await endpoint.post({ op: 'link', provider: 'acme', fields: {}, locale: 'en' })
    expect(slug(answer)).toBe('provider-unavailable')
    // Discovery has two addresses.
    expect(sent).toBeLessThan(3 * MiB)
  })

  test('renews tokens that are about to run out, once for all who ask', async () => {
    let time = Date.now()
    const endpoint = online({ now: () => time })
    const { id } = await connect(endpoint)
    const ask = () => endpoint.credentials({ owner: 'org_1', account: id })
    const first = await ask()
    expect(await ask()).toEqual(first)
    time += 3600_000 - 30_000
    const before = seen.length
    const renewed = await Promise.all([ask(), ask(), ask()])
    expect(renewed[0]['accessToken']).not.toBe(first['accessToken'])
    expect(new Set(renewed.map((credentials) => credentials['accessToken'])).size).toBe(1)
    expect(seen.slice(before).filter((line) => line === 'POST /token')).toHaveLength(1)
  })

  test('that takes a renewal back makes the account expired', async () => {
    let time = Date.now()
    const endpoint = online({ now: () => time })
    const { id } = await connect(endpoint)
    const { refreshToken = '' } = await endpoint.credentials({ owner: 'org_1', account: id })
    await fetch(`${issuer}/token/revocation`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`basic:${SECRET}`)}` },
      body: new URLSearchParams({ token: refreshToken }),
    })
    time += 3600_000
    await expect(endpoint.credentials({ owner: 'org_1', account: id })).rejects.toMatchObject({
      code: 'expired-account',
    })
    expect((await endpoint.post({ op: 'accounts' })).body.accounts[0]!.state).toBe('expired')
  })
})

/** A server without discovery that answers one request after the other with these, and is down then. */
function plainServer(answers: Response[], more: object = {}) {
  const clock = { now: Date.now() }
  const sent: Request[] = []
  const addresses = {
    issuer: undefined,
    authorizationUrl: 'https://id.acme.example/authorize',
    tokenUrl: 'https://id.acme.example/token',
    scopes: ['read'],
  }
  const endpoint = online({
    acme: { ...addresses, ...more } as Partial<OAuth2Options>,
    now: () => clock.now,
    fetch: (input, init) => {
      sent.push(new Request(input, init))
      const answer = answers.shift()
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('down'))
    },
  })
  const link = async (query: Record<string, string> = { code: 'c' }) => {
    const { url, status } = await start(endpoint)
    const callback = new URL(CALLBACK)
    const state = new URL(url).searchParams.get('state') ?? ''
    callback.search = new URLSearchParams({ state, ...query }).toString()
    await finish(endpoint, callback)
    return (await status()).body
  }
  return {
    clock,
    sent,
    link,
    linked: async () => {
      const { account } = await link()
      return {
        ask: () => endpoint.credentials({ owner: 'org_1', account: account.id }),
        state: async () => (await endpoint.post({ op: 'accounts' })).body.accounts[0]?.state,
      }
    },
  }
}

const token = (more: object = {}) => Response.json({ access_token: 'one', token_type: 'bearer', ...more })
const refused = (error: string, status = 400) => Response.json({ error }, { status })

describe('a server without discovery', () => {
  const basic = `Basic ${btoa(`basic:${SECRET}`)}`
  test.each([
    [undefined, basic, null],
    ['basic', basic, null],
    ['post', null, SECRET],
  ])('hears the client secret by %s', async (clientAuth, header, parameter) => {
    const { link, sent } = plainServer([token()], { clientAuth })
    expect((await link()).status).toBe('linked')
    const body = new URLSearchParams(await sent[0]!.text())
    expect([sent[0]!.headers.get('authorization'), body.get('client_secret')]).toEqual([header, parameter])
  })

  test.each([
    ['access_denied', 'denied'],
    ['server_error', 'failed'],
  ])('that sends a person back with %s leaves the link %s', async (error, status) => {
    const { link, sent } = plainServer([token()])
    expect(await link({ error })).toEqual({ status })
    expect(sent).toEqual([])
  })

  test('may name an issuer that nobody told us', async () => {
    const { link } = plainServer([token()])
    expect((await link({ code: 'c', iss: 'https://issuer.acme.example' })).status).toBe('linked')
  })

  test('keeps what a renewal does not send anew', async () => {
    const first = token({ refresh_token: 'r', scope: 'read', expires_in: 60 })
    const { linked, clock } = plainServer([first, token({ access_token: 'two', expires_in: 3600 })])
    const { ask } = await linked()
    expect(await ask()).toEqual({
      accessToken: 'two',
      tokenType: 'bearer',
      refreshToken: 'r',
      scope: 'read',
      expiresAt: new Date(clock.now + 3_600_000).toISOString(),
    })
  })

  test('that leaves out when renewed tokens end is asked again after five minutes', async () => {
    const untold = (access_token: string) => token({ access_token, expires_in: undefined })
    const first = token({ refresh_token: 'r', expires_in: 60 })
    const { linked, clock, sent } = plainServer([first, untold('two'), untold('three')])
    const { ask } = await linked()
    const expiresAt = new Date(clock.now + 300_000).toISOString()
    expect(await ask()).toMatchObject({ accessToken: 'two', expiresAt })
    clock.now += 239_000
    expect([(await ask())['accessToken'], sent.length]).toEqual(['two', 2])
    clock.now += 1_000
    expect([(await ask())['accessToken'], sent.length]).toEqual(['three', 3])
  })

  test.each<[string, Response[]]>([
    ['refuses the client', [refused('invalid_client', 401)]],
    ['is busy', [refused('temporarily_unavailable')]],
    ['answers a page', [new Response('<html>', { status: 503 })]],
    ['is down', []],
  ])('that %s at a renewal ends no account', async (_, answers) => {
    const { linked, sent } = plainServer([token({ refresh_token: 'r', expires_in: 60 }), ...answers])
    const { ask, state } = await linked()
    expect(await ask()).toMatchObject({ accessToken: 'one', refreshToken: 'r' })
    expect([sent.length, await state()]).toEqual([2, 'active'])
  })

  test('that takes the grant back ends the account', async () => {
    const { linked } = plainServer([token({ refresh_token: 'r', expires_in: 60 }), refused('invalid_grant')])
    const { ask, state } = await linked()
    await expect(ask()).rejects.toMatchObject({ code: 'expired-account' })
    expect(await state()).toBe('expired')
  })

  test('gives tokens that cannot be renewed for as long as they are good', async () => {
    const { linked, clock, sent } = plainServer([token({ expires_in: 3600 })])
    const { ask, state } = await linked()
    clock.now += 3_600_000 - 1
    expect([(await ask())['accessToken'], await state()]).toEqual(['one', 'active'])
    clock.now += 1
    expect(await state()).toBe('expired')
    await expect(ask()).rejects.toMatchObject({ code: 'expired-account' })
    expect(sent).toHaveLength(1)
  })

  test('lists tokens that have ended and can be renewed as active', async () => {
    const { linked, clock } = plainServer([token({ refresh_token: 'r', expires_in: 60 })])
    const { state } = await linked()
    clock.now += 61_000
    expect(await state()).toBe('active')
  })

  test('gives tokens that do not end as they are', async () => {
    const { linked, clock, sent } = plainServer([token({ refresh_token: 'r' })])
    const { ask, state } = await linked()
    clock.now += 400 * 24 * 3_600_000
    expect([(await ask())['accessToken'], await state(), sent.length]).toEqual(['one', 'active', 1])
  })
})

test('a server that is found as OAuth alone is asked once, and as its metadata says', async () => {
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
  }
  const answers = [new Response('', { status: 404 }), Response.json(metadata), token()]
  const { link, sent } = plainServer(answers, { issuer, authorizationUrl: undefined, tokenUrl: undefined })
  expect((await link()).status).toBe('linked')
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
    '/token',
  ])
  expect(sent[2]!.headers.get('authorization')).toBeNull()
  expect(new URLSearchParams(await sent[2]!.text()).get('client_secret')).toBe(SECRET)
})

test('no token, code, verifier or client secret is stored in clear, logged or shown', async () => {
  const endpoint = online()
  const { url, status } = await start(endpoint)
  const stored = [await dump(endpoint.storage)]
  const callback = await authorise(url, 'ann')
  const page = await finish(endpoint, callback)
  stored.push(await dump(endpoint.storage))
  const { account } = (await status()).body
  const { accessToken = '', refreshToken = '' } = await endpoint.credentials({
    owner: 'org_1',
    account: account.id,
  })
  const seenBy = [...stored, page.text, JSON.stringify(endpoint.log)].join('\n')
  for (const secret of [accessToken, refreshToken, callback.searchParams.get('code')!, SECRET])
    expect(seenBy).not.toContain(secret)
})
