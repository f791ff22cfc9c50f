/** Whoever wants the key, or wants the person to believe what is not so: bad guides, forged words, foreign frames. */
import { connect, toForm } from '../demo.ts'
import { expect, SCRIPT } from '../site.ts'
import { LINKED, problem, SERVER_WORDS } from './endpoint.ts'
import { confirmation, errorsOf, openElement, type Row, type Rows, shown, timesLinked } from './table.ts'
import { toAuthorizing } from './user.ts'

const MARKUP = '<img src=x onerror="globalThis.ran = true"><script>globalThis.ran = true</script>'
const text = (words: string) => ({ kind: 'text', text: words })
const link = (href: string) => ({ kind: 'link', href, content: [text(`to ${href}`)] })
const paragraph = (...content: object[]) => ({ kind: 'paragraph', content })

const LINKS = [
  'javascript:globalThis.ran=true',
  'JaVaScRiPt:globalThis.ran=true',
  'java\tscript:globalThis.ran=true',
  '\u0001javascript:globalThis.ran=true',
  'data:text/html,<script>parent.ran=true</script>',
  'vbscript:msgbox(1)',
  'https://app.jazz.co@evil.example/',
  'http://app.jazz.co/',
  '//evil.example/',
  'blob:https://a.example/1',
]

/** A guide of one step that holds these blocks. */
const guide = (...body: object[]) => ({
  schema: 1,
  provider: 'jazzhr',
  name: 'JazzHR',
  auth: { kind: 'fields' },
  before: [],
  sections: [
    {
      id: 's',
      title: `Title ${MARKUP}`,
      body: [{ kind: 'steps', steps: [{ id: 'a', title: MARKUP, body }] }],
    },
  ],
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
})

/** A page whose element gets this guide from its own server. */
const withGuide = (
  must: string,
  given: object,
  looks: Extract<Row, { run: unknown }>['run'],
  console?: RegExp,
): Row => ({
  must,
  run: async (world) => {
    const { page, site, hub, told } = world
    site.serve('/guide.json', { body: JSON.stringify(given), type: 'application/json' })
    site.page(`${SCRIPT}<hub-link guide="/guide.json" endpoint="/api/link"></hub-link>`)
    await page.goto('/')
    await expect(hub.or(page.getByText('We could not load the guide.')).first()).toBeVisible()
    await looks(world)
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
    if (console) told.expectAll(console)
  },
})

export const attacker: Rows = {
  'A1 links of a guide that are no links': withGuide(
    'the text stays, the link goes',
    guide(paragraph(...LINKS.map(link)), paragraph(link('https://help.example/'))),
    async ({ hub }) => {
      await expect(hub.getByText('vbscript').first()).toBeVisible()
      const hrefs = await hub.evaluate((node) => [...node.querySelectorAll('a')].map(({ href }) => href))
      expect(hrefs).toEqual(['https://help.example/'])
    },
    /guide-degraded|guide/,
  ),
  'A2 markup in titles, bodies and messages': withGuide(
    'is text',
    guide(
      paragraph(text(MARKUP)),
      { kind: 'code', text: MARKUP },
      { kind: 'details', title: MARKUP, body: [] },
    ),
    async ({ hub }) => {
      await expect(hub.getByText('<img src=x').first()).toBeVisible()
      expect(await hub.evaluate((node) => node.querySelectorAll('img[src="x"], script').length)).toBe(0)
    },
  ),
  'A3 pictures of a guide from anywhere': withGuide(
    'none is fetched that the host does not list; none tells where it is shown',
    {
      ...guide(
        { kind: 'image', src: 'https://evil.example/track.gif', alt: 'One' },
        { kind: 'image', src: '/own.png', alt: 'Two' },
      ),
      logo: 'https://evil.example/logo.gif',
    },
    async ({ page, hub, site }) => {
      await page.waitForLoadState('networkidle')
      const pictures = await hub.evaluate((node) =>
        [...node.querySelectorAll('img')].map((image) => [new URL(image.src).origin, image.referrerPolicy]),
      )
      expect(pictures.every(([origin, policy]) => origin === site.origin && policy === 'no-referrer')).toBe(
        true,
      )
    },
  ),
  'A4 a guide of ten thousand steps': withGuide(
    'is refused whole, and the page stays usable',
    {
      ...guide(),
      sections: [
        {
          id: 's',
          title: 'S',
          body: [
            {
              kind: 'steps',
              steps: Array.from({ length: 10_000 }, (_, at) => ({ id: `s${at}`, title: 'S', body: [] })),
            },
          ],
        },
      ],
    },
    async ({ page }) => {
      await expect(page.getByText(/could not load the guide|not configured/).first()).toBeVisible()
    },
    /guide/,
  ),
  'A4a a guide of 10 MB, and one nested without end': shown(
    'is refused whole, with the path of the fault',
    'core/parseGuide.test.ts',
    'names the place of a nesting bomb',
    'fuzz/arbitraries.ts',
    'level < 20_000',
  ),
  'A7 a host that looks like another': withGuide(
    'the real one is shown beside the link',
    guide(paragraph(link('https://аpp.jazz.co/'))),
    async ({ hub }) => {
      await expect(hub).toContainText('xn--pp-6kc.jazz.co')
      const way = hub.getByRole('link').first()
      await expect(way).toHaveAttribute('rel', 'noopener noreferrer')
      await expect(way).toHaveAttribute('target', '_blank')
    },
  ),
  'A8 a redirect to an address that is none': {
    must: 'redirect-rejected, and nothing opens',
    run: async (world) => {
      const { page, site, hub, leaks, server } = world
      const opened: string[] = []
      page.on('popup', (popup) => opened.push(popup.url()))
      const urls = [
        'javascript:alert(1)',
        'http://app.jazz.co/',
        'https://app.jazz.co@evil.example/',
        'https:\\\\evil.example/',
        '//evil.example/',
        'data:text/html,x',
        '',
      ]
      for (const url of urls) {
        server.says('link', { status: 'redirect', linkId: 'l1', url, expiresIn: 60 })
        await openElement(world)
        await connect(hub, site.keys.good)
        await expect(hub.getByRole('alert')).toHaveText(/was not one that we trust for JazzHR/)
        expect(await errorsOf(world), url).toEqual([{ code: 'redirect-rejected' }])
      }
      expect(opened).toEqual([])
      leaks.expectSent(...urls.map(() => site.keys.good))
      leaks.expectTyped(site.keys.good)
    },
  },
  'A8a a redirect off the hosts that the guide names': shown(
    'redirect-rejected',
    'core/url.test.ts',
    'finds no host in the list',
    'browser/authorizing.test.tsx',
    'a guide that declares a redirect',
  ),
  'A9 an open redirect on a host that is allowed': {
    must: 'the host is named, the person presses, the window has no key',
    run: async (world) => {
      const { page, hub, site } = world
      await openElement(world)
      await toAuthorizing(world)
      await expect(hub.getByText(/You will go to sign-in\.example/)).toBeVisible()
      const opens = page.waitForEvent('popup')
      await hub.getByRole('button', { name: 'Continue to JazzHR' }).click()
      const popup = await opens
      await popup.waitForLoadState()
      expect(popup.url()).toBe('https://sign-in.example/')
      expect(await popup.evaluate(() => [document.referrer.includes('?'), window.name])).toEqual([false, ''])
      expect(popup.url()).not.toContain(site.keys.good)
    },
  },
  'A10 long and marked-up words of the server': {
    must: 'are never shown',
    run: async (world) => {
      const { page, hub, site, leaks, server } = world
      server.says('link', problem(422, 'credential-rejected', { detail: SERVER_WORDS.repeat(2000) }), LINKED)
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect(hub.getByText(/JazzHR did not accept this key/)).toBeVisible()
      expect(await hub.textContent()).not.toContain('Server words')
      expect(await hub.evaluate((node) => node.querySelectorAll('b').length)).toBe(0)
      await hub.getByRole('button', { name: 'Try again' }).click()
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.good, site.keys.good)
    },
  },
  'A11 forged messages of other windows': {
    must: 'hurry a poll at most, and only from the page’s own origin',
    run: async (world) => {
      const { page, site, hub, server } = world
      site.serve('/forger', { body: '<!doctype html><title>Forger</title>' })
      site.page(
        `${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link"></hub-link><iframe src="${site.cdn}/forger"></iframe>`,
      )
      await toAuthorizing(world)
      const before = server.of('status').length
      const forged = [
        { type: 'hub-link', linkId: 'l1' },
        { type: 'hub-link', linkId: 'l1', status: 'linked', account: LINKED.account },
        LINKED,
        'linked',
      ]
      const foreign = page.frames().find((frame) => frame.url().endsWith('/forger'))!
      await foreign.evaluate((messages) => {
        for (const message of messages) parent.postMessage(message, '*')
      }, forged)
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(undefined), 50))),
      )
      expect(server.of('status').length).toBe(before)
      await page.evaluate((messages) => {
        for (const message of messages) window.postMessage(message, '*')
      }, forged)
      await expect.poll(() => server.of('status').length).toBeGreaterThan(before)
      await expect(hub.getByRole('button', { name: 'Continue to JazzHR' })).toBeVisible()
      await expect(confirmation(page)).toHaveCount(0)
      expect(await timesLinked(world)).toBe(0)
    },
  },
  'A12 forged words on the channel': {
    must: 'hurry a poll and nothing else',
    run: async (world) => {
      const { site, context, hub, server } = world
      site.serve('/forger', { body: '<!doctype html><title>Forger</title>' })
      await openElement(world)
      await toAuthorizing(world)
      const before = server.of('status').length
      const other = await context.newPage()
      await other.goto(`${site.origin}/forger`)
      await other.evaluate((reply) => {
        const channel = new BroadcastChannel('hub-link')
        channel.postMessage({ ...reply, type: 'hub-link', linkId: 'l2' })
        channel.postMessage({ ...reply, type: 'hub-link', linkId: 'l1' })
      }, LINKED)
      await expect.poll(() => server.of('status').length).toBe(before + 1)
      await expect(hub.getByRole('button', { name: 'Continue to JazzHR' })).toBeVisible()
      expect(await timesLinked(world)).toBe(0)
    },
  },
  'A14 the provider’s page reaches back': {
    must: 'it has no opener',
    run: async (world) => {
      const { page, hub } = world
      await openElement(world)
      await toAuthorizing(world)
      const opens = page.waitForEvent('popup')
      await hub.getByRole('button', { name: 'Continue to JazzHR' }).click()
      const popup = await opens
      await popup.waitForLoadState()
      expect(await popup.evaluate(() => window.opener === null)).toBe(true)
    },
  },
  'A15 the page is framed to steal clicks': {
    must: 'the host’s page forbids it by frame-ancestors; SECURITY.md says so',
    byPerson: 'it is a header of the host’s own page, which the widget cannot set',
  },
  'A17 the key in an address': shown('never', 'e2e/secrets.spec.ts', 'addresses'),
  'A18 the key in a storage': shown('never', 'e2e/secrets.spec.ts', 'storages'),
  'A20 the key in what is thrown': shown(
    'never; errors carry codes',
    'e2e/secrets.spec.ts',
    'console',
    'http/createAttempts.test.ts',
    'nothing is kept',
  ),
  'A21 the key in React’s state and fibers': shown('never', 'e2e/secrets.spec.ts', 'what hangs on elements'),
  'A22 the key in events and callbacks': shown('never', 'e2e/secrets.spec.ts', 'what the host heard'),
  'A23 the key in attributes, text and the accessibility tree': shown(
    'never',
    'e2e/secrets.spec.ts',
    'accessibility tree',
  ),
  'A25 the key in memory after success': shown(
    'the heap holds no copy',
    'e2e/secrets.spec.ts',
    'the heap holds no copy',
  ),
  'A26 the key after a failure': shown(
    'stays in its input alone, so that it can be mended',
    'browser/errors.test.tsx',
    'is told in words, keeps the key, and leads on',
  ),
  'A28 an idempotency key made of the secret': shown(
    'it is random alone',
    'http/createAttempts.test.ts',
    'is made of random bytes alone: the secret has no part in it',
  ),
  'A32 a CDN that was broken into': {
    must: 'a script that is not the one that was meant does not run',
    run: async (world) => {
      const { page, site, hub, told } = world
      site.serve('/dist/hub.js', { body: 'globalThis.ran = true', type: 'text/javascript' })
      site.page(
        `<script src="${site.cdn}/dist/hub.js" integrity="${site.integrity['hub.js']!}" crossorigin defer></script>
         <hub-link provider="jazzhr" endpoint="/api/link">Write to us.</hub-link>`,
      )
      await page.goto('/')
      await page.waitForLoadState('networkidle')
      expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
      await expect(page.getByText('Write to us.')).toBeVisible()
      await expect(hub).toHaveCount(0)
      told.expectAll(/integrity|CORS|Access to script/)
    },
  },
  'A33 a dependency that was broken into': shown(
    'the package names few, and loads nothing but those',
    'package/exports.test.ts',
    'loads nothing but its dependencies with $name',
  ),
  'A34 another site posts to the endpoint': shown(
    'is refused by Origin, Sec-Fetch-Site and the protocol’s own header',
    'endpoint/refusals.test.ts',
    'a preflight from elsewhere is refused',
  ),
  'A35 an account of the attacker’s is slipped in': shown(
    'a link belongs to the session that began it',
    'endpoint/redirect.test.ts',
    'in a browser that is signed in as somebody else is refused',
  ),
  'A36 keys are guessed through the widget': shown(
    'requests are limited for each owner',
    'endpoint/limit.test.ts',
    'keeps a refused key from the provider',
  ),
  'A37 hostile words of the host’s locale': shown(
    'are text, of bounded length, with the holes they should have',
    'core/messages.test.ts',
    'an unusable message is passed over',
  ),
  'A38 prototypes that were polluted': shown(
    'change nothing that is sent or drawn',
    'e2e/hostile.spec.ts',
    'polluted prototypes change nothing that is sent or drawn',
  ),
  'A39 elements named as what scripts look for': shown(
    'change nothing',
    'e2e/hostile.spec.ts',
    'elements named as what a script looks for change nothing',
  ),
  'A40 a base address that was slipped in': {
    must: 'the key goes to the page’s own origin',
    run: async (world) => {
      const { page, site, hub, leaks, server } = world
      site.page(
        `<base href="https://evil.example/"><script src="${site.origin}/dist/hub.js" defer></script><hub-link provider="jazzhr" endpoint="api/link"></hub-link>`,
      )
      await page.goto('/')
      await toForm(hub)
      await connect(hub, site.keys.good)
      await expect(confirmation(page)).toBeVisible()
      expect(server.of('link')).toHaveLength(1)
      leaks.expectSent(site.keys.good)
    },
  },
}
