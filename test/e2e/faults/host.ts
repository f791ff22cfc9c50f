/** The page around the widget: wrong settings, odd frameworks, hostile styles, old engines, other people's scripts. */
import { connect, keyInput, toForm } from '../demo.ts'
import { hostScript, hubIn, strictDoor } from '../doors.ts'
import { ELEMENT, expect, SCRIPT } from '../site.ts'
import { held, LINKED, problem } from './endpoint.ts'
import { confirmation, errorsOf, openElement, type Rows, shown, timesLinked, type World } from './table.ts'
import { REDIRECT, toAuthorizing } from './user.ts'

/** A page in whatever state `prepare` brings it to, in which the element links as on any other. */
const links = (
  must: string,
  {
    prepare,
    before,
    html = ELEMENT,
    console,
  }: {
    /** Runs in the page before any script of it. */
    readonly prepare?: () => void
    readonly before?: (world: World) => Promise<unknown>
    readonly html?: string
    readonly console?: RegExp
  },
): Rows[string] => ({
  must,
  run: async (world) => {
    const { page, site, hub, leaks, server, told } = world
    if (prepare) await page.addInitScript(prepare)
    server.says('link', problem(422, 'credential-rejected'), LINKED)
    await openElement(world, html)
    await before?.(world)
    await connect(hub, site.keys.rejected)
    await expect(hub.getByText(/JazzHR did not accept this key/)).toBeVisible()
    await connect(hub, site.keys.good)
    await expect(hub.getByText('JazzHR is connected').first()).toBeVisible()
    await hub.getByRole('button', { name: 'Done' }).click()
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
    expect(await timesLinked(world)).toBe(1)
    leaks.expectSent(site.keys.rejected, site.keys.good)
    if (console) told.expectAll(console)
  },
})

/** Endpoints that a key must not be sent to; each is refused before anything is sent. */
const refused = (
  must: string,
  endpoints: (world: World) => readonly string[],
  reason: RegExp,
): Rows[string] => ({
  must,
  run: async (world) => {
    const { page, hub, site, told } = world
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    for (const endpoint of endpoints(world)) {
      const given = endpoint.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
      await openElement(
        world,
        `<hub-link provider="jazzhr" endpoint="${given}" allowed-endpoint-origins="http://plain.example https://user.example"></hub-link>`,
      )
      await expect(hub.getByText(/it is not configured/)).toBeVisible()
      await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
      await expect(keyInput(hub)).toHaveCount(0)
      expect(
        (await errorsOf(world)).map((error) => (error as { code: string }).code),
        endpoint,
      ).toEqual(['config-invalid'])
      await expect.poll(() => said.filter((line) => reason.test(line)).length).toBeGreaterThan(0)
    }
    expect(site.asked.filter((path) => path === '/api/link')).toEqual([])
    told.expectAll(/endpoint-refused|no-destination|attribute-invalid/)
  },
})

/** Draws the React door, where React's own checks run. */
const inReact = (must: string, run: (world: World) => Promise<void>): Rows[string] => ({ must, run })

const draw = (world: World, times = 1): Promise<void> =>
  world.page.evaluate((count) => {
    const { hostPage } = globalThis as unknown as { hostPage: { draw: (props?: object) => void } }
    for (let time = 0; time < count; time += 1) hostPage.draw()
  }, times)

const heardBy = (world: World): Promise<unknown[]> =>
  world.page.evaluate(() => (globalThis as unknown as { hostPage: { heard: unknown[] } }).hostPage.heard)

export const host: Rows = {
  'H1 no endpoint': shown(
    'the guide stays readable, the form says that it is not set up',
    'e2e/element.spec.ts',
    'a missing endpoint leaves the guide readable',
  ),
  'H2 an endpoint in plain http': refused(
    'nothing is sent',
    () => ['http://plain.example/api', 'http://plain.example:443/api'],
    /plain http, which would send the key in clear/,
  ),
  'H3 an endpoint that is no address for a key': refused(
    'nothing is sent',
    () => [
      'javascript:alert(1)',
      'data:application/json,{}',
      'blob:https://a.example/1',
      'file:///etc/passwd',
      'https://user:pass@user.example/api',
      '/api/link#fragment',
      'ftp://user.example/',
      '//user:p@user.example/api',
    ],
    /endpoint-refused/,
  ),
  'H4 an endpoint on an origin that nobody listed': refused(
    'nothing is sent',
    ({ site }) => [
      `${site.cdn}/api/link`,
      'https://other.example/api',
      '//other.example/api',
      '\\\\other.example/api',
    ],
    /which allowedEndpointOrigins does not list|endpoint-refused/,
  ),
  'H7 callbacks that throw and reject': {
    must: 'are told to the page, and change nothing for the person',
    run: async (world) => {
      const { page, site, hub, leaks, told } = world
      site.serve('/mount.js', {
        type: 'text/javascript',
        body: `
          const fail = () => { throw new Error('host') }
          const reject = () => Promise.reject(new Error('host'))
          HubLink.mount('#hub', { provider: 'jazzhr', endpoint: '/api/link', onLinked: fail, onEvent: reject, onError: fail })`,
      })
      world.server.says('link', problem(422, 'credential-rejected'), LINKED)
      site.page(`${SCRIPT}<div id="hub"></div><script src="/mount.js" defer></script>`)
      await page.goto('/')
      await connect(hub, site.keys.rejected)
      await expect(hub.getByText(/JazzHR did not accept this key/)).toBeVisible()
      await connect(hub, site.keys.good)
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.rejected, site.keys.good)
      told.expectAll(/^(?:callback-failed|host|Error: host[^]*|Uncaught.*)$/)
    },
  },
  'H8 unmounted in the midst of a request': shown(
    'it stops, and nobody is called',
    'e2e/element.spec.ts',
    'removed while a request is under way, it stops that and says nothing',
    'browser/linking.test.tsx',
    'aborts what is under way, and calls nobody',
  ),
  'H9 StrictMode runs effects twice': inReact('one request, one call, one poll', async (world) => {
    const { page, site, leaks, server } = world
    await strictDoor.open(page, site)
    const hub = hubIn(strictDoor, page)
    await connect(hub, site.keys.good)
    await expect(confirmation(page)).toBeVisible()
    expect(server.of('link')).toHaveLength(1)
    expect((await heardBy(world)).filter((what) => what === 'onLinked')).toHaveLength(1)
    leaks.expectSent(site.keys.good)
  }),
  'H10 a thousand renders with new callbacks': inReact(
    'no value, focus or request is lost, and the newest callback hears',
    async (world) => {
      const { page, site, leaks, server } = world
      const late = held(LINKED)
      server.says('link', late.answer)
      await strictDoor.open(page, site)
      const hub = hubIn(strictDoor, page)
      await toForm(hub)
      await keyInput(hub).fill(site.keys.good)
      await draw(world, 1000)
      await expect(keyInput(hub)).toBeFocused()
      await expect(keyInput(hub)).toHaveValue(site.keys.good)
      await page.keyboard.press('Enter')
      await expect.poll(() => server.of('link').length).toBe(1)
      await draw(world, 1000)
      late.release()
      await expect(confirmation(page)).toBeVisible()
      expect(server.of('link')).toHaveLength(1)
      expect((await heardBy(world)).filter((what) => what === 'onLinked')).toHaveLength(1)
      leaks.expectSent(site.keys.good)
    },
  ),
  'H11 a fault of our own while drawing': shown(
    'stays within the widget, says so plainly, and can be loaded again',
    'browser/host.test.tsx',
    'stays in the widget, says so plainly, and can be loaded again',
  ),
  'H12 two widgets on a page': shown(
    'share neither ids nor state',
    'e2e/element.spec.ts',
    'two on a page know nothing of each other',
    'browser/host.test.tsx',
    'share no id, and each reference finds its element',
  ),
  'H13 the script twice': shown('is no matter', 'e2e/element.spec.ts', 'the same twice is no matter'),
  'H14 two versions': shown(
    'the first stays, and one warning names both',
    'e2e/element.spec.ts',
    'of two versions the first is in use, and one warning names both',
  ),
  'H15 properties set before the script came': shown(
    'are kept',
    'e2e/element.spec.ts',
    'set before the element is defined are kept',
  ),
  'H16 the element is moved': shown(
    'step, key and focus stay',
    'e2e/element.spec.ts',
    'moved, it keeps step, key and focusable state',
  ),
  'H18 the element is removed for good': shown(
    'all of it goes, the key from the heap too',
    'e2e/element.spec.ts',
    'removed for good and put back, it starts empty',
    'e2e/secrets.spec.ts',
    'after it was taken from the page',
  ),
  'H21 the page unsets everything': shown(
    'usable, and looks as it should',
    'e2e/hostile.spec.ts',
    'everything unset',
  ),
  'H22 the page hides all buttons': shown('no effect', 'e2e/hostile.spec.ts', 'every button gone'),
  'H23 the page hides everything': shown('no effect', 'e2e/hostile.spec.ts', 'everything hidden'),
  'H26 the page shows what is hidden': shown(
    'hidden stays hidden',
    'e2e/hostile.spec.ts',
    'hidden stays hidden whatever the page says of it',
  ),
  'H27 the highest z-index': shown(
    'the confirmation stands above it',
    'e2e/hostile.spec.ts',
    'the confirmation stands above the highest z-index',
  ),
  'H29 a focus trap of the page’s': shown(
    'does not hold the confirmation',
    'e2e/hostile.spec.ts',
    'a focus trap of the page’s does not hold the confirmation',
  ),
  'H30 single-key shortcuts of the page': shown(
    'hear nothing that is typed',
    'e2e/hostile.spec.ts',
    'single-key shortcuts of the page hear nothing that is typed',
  ),
  'H32 scripts that watch a page by patching it': links('links; no address that they log holds the key', {
    prepare: () => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      const { fetch: theirs, Promise: Real } = globalThis
      globalThis.fetch = (...args) => {
        seen.push(JSON.stringify(args[0]))
        return theirs(...args).then((response) => response)
      }
      class Watched<T> extends Real<T> {}
      Object.assign(globalThis, { Promise: Watched })
      const patch = (on: object, name: string): void => {
        const own = Reflect.get(on, name) as (this: unknown, ...args: unknown[]) => unknown
        Reflect.set(on, name, function (this: unknown, ...args: unknown[]) {
          seen.push(String(args[0]))
          return own.apply(this, args)
        })
      }
      patch(EventTarget.prototype, 'addEventListener')
      patch(XMLHttpRequest.prototype, 'open')
    },
  }),
  'H33 a policy without unsafe-inline and eval': shown(
    'no violation',
    'e2e/csp.spec.ts',
    'has none in any state',
  ),
  'H34 Trusted Types, with no policy allowed': shown(
    'no violation',
    'e2e/csp.spec.ts',
    'require-trusted-types-for',
  ),
  'H35 a policy that forbids style attributes': shown(
    'a server’s markup carries none',
    'browser/host.test.tsx',
    'a server’s markup carries no style',
    'e2e/csp.spec.ts',
    `style-src 'none'`,
  ),
  'H37 a sandbox without allow-forms': shown(
    'clicks and Enter send',
    'e2e/hostile.spec.ts',
    'a sandbox without forms still sends',
  ),
  'H38 a sandbox without allow-popups': shown(
    'a plain link takes the place of the window',
    'e2e/hostile.spec.ts',
    'one without popups still shows the way',
  ),
  'H40 drawn by a server, and taken over': inReact('no mismatch, and it links', async (world) => {
    const { page, site, leaks } = world
    const drawn = await serverMarkup()
    expect(drawn).toContain('Connect JazzHR')
    expect(drawn).not.toMatch(/ style=/)
    site.serve('/host.js', { body: await hostScript('react', 'development'), type: 'text/javascript' })
    site.page(
      `<link rel="stylesheet" href="/dist/styles.css"><div id="hub">${drawn}</div><script src="/host.js" defer></script>`,
    )
    await page.goto('/')
    const hub = page.getByRole('region', { name: 'Connect JazzHR' })
    await connect(hub, site.keys.good)
    await expect(confirmation(page)).toBeVisible()
    leaks.expectSent(site.keys.good)
  }),
  'H41 a translated page': shown(
    'survives at every turn',
    'e2e/hostile.spec.ts',
    'a page that translates itself breaks nothing',
  ),
  'H43 an engine without what is newest': links('links, with less around it', {
    prepare: () => {
      const gone = globalThis as unknown as Record<string, unknown>
      for (const name of ['BroadcastChannel', 'structuredClone', 'reportError', 'queueMicrotaskLater'])
        Reflect.deleteProperty(gone, name)
      for (const name of ['any', 'timeout']) Reflect.deleteProperty(AbortSignal, name)
      for (const name of ['withResolvers', 'try']) Reflect.deleteProperty(Promise, name)
      for (const name of ['groupBy']) Reflect.deleteProperty(Object, name)
      Reflect.deleteProperty(HTMLDialogElement.prototype, 'showModal')
      Reflect.deleteProperty(crypto.constructor.prototype as object, 'randomUUID')
      Reflect.deleteProperty(crypto.constructor.prototype as object, 'subtle')
      Reflect.deleteProperty(Navigator.prototype, 'clipboard')
      Reflect.deleteProperty(Navigator.prototype, 'locks')
      for (const name of ['ListFormat', 'RelativeTimeFormat', 'DisplayNames', 'Segmenter', 'DurationFormat'])
        Reflect.deleteProperty(Intl, name)
    },
  }),
  'H43a an engine without custom elements or modules': shown(
    'what stands inside the tag is shown',
    'e2e/element.spec.ts',
    'what stands inside the tag shows until the element is defined, and where it cannot be',
  ),
  'H45 a script that is blocked, or not the one that was meant': shown(
    'what stands inside the tag is shown',
    'e2e/loader.spec.ts',
    'asks for the integrity of hub.js, and takes nothing else for it',
    'e2e/element.spec.ts',
    'what stands inside the tag shows until the element is defined, and where it cannot be',
  ),
  'H47 Cross-Origin-Opener-Policy': {
    must: 'an open window that seems closed changes nothing; the poll links',
    run: async (world) => {
      const { page, site, hub, server } = world
      site.page(SCRIPT + ELEMENT, { 'cross-origin-opener-policy': 'same-origin' })
      await toAuthorizing(world)
      const opens = page.waitForEvent('popup')
      await hub.getByRole('button', { name: 'Continue to JazzHR' }).click()
      await opens
      await expect(hub.getByRole('button', { name: 'Open again' })).toBeVisible()
      server.says('status', LINKED)
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      await expect(confirmation(page)).toBeVisible()
      expect(await errorsOf(world)).toEqual([])
      expect(server.of('cancel')).toEqual([])
      world.leaks.expectForgotten()
    },
  },
  'H49 right to left, long words, wide spacing': shown(
    'nothing is cut off',
    'e2e/access.spec.ts',
    'every state has no faults, and speaks as it is written down',
  ),
  'H50 print, forced colours, reduced motion': {
    must: 'the guide prints; nothing moves where nothing may',
    run: async (world) => {
      const { page, hub } = world
      await page.emulateMedia({ media: 'print', reducedMotion: 'reduce', forcedColors: 'active' })
      await openElement(world)
      await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
      const moving = await hub.evaluate(
        (node) =>
          [...node.querySelectorAll('*')].filter((each) => {
            const { transitionDuration, animationName } = getComputedStyle(each)
            return (
              animationName !== 'none' || transitionDuration.split(',').some((time) => parseFloat(time) > 0)
            )
          }).length,
      )
      expect(moving).toBe(0)
    },
  },
  'H51 everything built in is frozen': links('links', {
    prepare: () => {
      for (const each of [Object, Array, Function, Promise, Map, Set, String, RegExp, Error])
        Object.freeze(each.prototype)
    },
  }),
  'H52 storage that throws, with resume on': {
    must: 'walks and links all the same',
    run: async (world) => {
      const { page, site, hub, leaks } = world
      await page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('denied', 'SecurityError')
            },
          })
      })
      site.serve('/mount.js', {
        type: 'text/javascript',
        body: `HubLink.mount('#hub', { provider: 'jazzhr', endpoint: '/api/link', resume: true })`,
      })
      site.page(`${SCRIPT}<div id="hub"></div><script src="/mount.js" defer></script>`)
      await page.goto('/')
      await hub.getByRole('button', { name: 'Next' }).click()
      await connect(hub, site.keys.good)
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.good)
    },
  },
  'H53 the clock is set back while a rate limit holds': {
    must: 'the hold is never longer than what was asked for',
    run: async (world) => {
      const { page, hub, site, leaks, server } = world
      await page.clock.install()
      server.says('link', problem(429, 'rate-limited', {}, { 'retry-after': '5' }), LINKED)
      await openElement(world)
      await connect(hub, site.keys.good)
      const again = hub.getByRole('button', { name: 'Try again' })
      await expect(again).toHaveAttribute('aria-disabled', 'true')
      await page.evaluate(() => {
        const { now } = Date
        Date.now = () => now() - 86_400_000
      })
      await page.clock.runFor(10_000)
      await expect(again).not.toHaveAttribute('aria-disabled')
      await again.click()
      await expect(confirmation(page)).toBeVisible()
      leaks.expectSent(site.keys.good, site.keys.good)
    },
  },
  'H54 a box of no size, then one with': links('links once it has room', {
    html: `<div id="box" style="width:0;height:0;overflow:hidden">${ELEMENT}</div>`,
    before: ({ page }) => page.evaluate(() => document.querySelector('#box')!.removeAttribute('style')),
  }),
  'H55 display: none, then shown': links('links', {
    html: `<div id="box" hidden>${ELEMENT}</div>`,
    before: ({ page }) => page.evaluate(() => document.querySelector('#box')!.removeAttribute('hidden')),
  }),
  'H56 the page’s document is opened anew or emptied around it': {
    must: 'nothing is thrown',
    run: async (world) => {
      const { page, hub, site } = world
      await openElement(world)
      await toForm(hub)
      await keyInput(hub).fill(site.keys.good)
      await page.evaluate(() => document.body.replaceChildren())
      await expect(hub).toHaveCount(0)
      await page.evaluate(() => {
        const later = document.createElement('hub-link')
        later.setAttribute('provider', 'jazzhr')
        later.setAttribute('endpoint', '/api/link')
        document.body.append(later)
      })
      await expect(hub).toBeVisible()
    },
  },
  'H57 window.stop() in the midst of a request': {
    must: 'is told, the key is kept, and the next press links',
    run: async (world) => {
      const { page, hub, site, leaks, server, told } = world
      server.says('link', () => undefined, LINKED)
      await openElement(world)
      await connect(hub, site.keys.good)
      await expect.poll(() => server.of('link').length).toBe(1)
      const warned = page.waitForEvent('console', (message) => message.text().includes('network-blocked'))
      await page.evaluate(() => window.stop())
      await expect(hub.getByRole('alert')).toHaveText(/could not reach the server/)
      await hub.getByRole('button', { name: 'Try again' }).click()
      await expect(confirmation(page)).toBeVisible()
      expect(new Set(server.keys()).size).toBe(1)
      // Told a moment after the failure, which a quick walk would be over by.
      await warned
      told.expectAll(/network-blocked/)
      leaks.expectSent(site.keys.good, site.keys.good)
    },
  },
  'H58 a redirect that never settles': {
    must: 'can be cancelled, and the endpoint hears of it',
    run: async (world) => {
      const { hub, server } = world
      await openElement(world)
      await toAuthorizing(world)
      await hub.getByRole('button', { name: 'Cancel' }).click()
      await expect(hub.getByRole('button', { name: 'Connect', exact: true })).toBeFocused()
      await expect
        .poll(() => server.of('cancel').map(({ body }) => body['linkId']))
        .toEqual([REDIRECT.linkId])
    },
  },
}

/** What a server sends of the React door, made by the built files in Node. */
async function serverMarkup(): Promise<string> {
  const [{ createElement, StrictMode }, { renderToString }, { Hub }, { jazzhr }] = await Promise.all([
    import('react'),
    import('react-dom/server'),
    import(new URL('../../../dist/index.js', import.meta.url).href) as Promise<{ Hub: never }>,
    import(new URL('../../../dist/guides/jazzhr.js', import.meta.url).href) as Promise<{ jazzhr: object }>,
  ])
  return renderToString(
    createElement(StrictMode, null, createElement(Hub, { guide: jazzhr, endpoint: '/api/link' } as never)),
  )
}
