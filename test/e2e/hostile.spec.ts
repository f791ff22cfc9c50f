/** Pages that do not mean well, or do not know better: the element still links, and looks as it should. */
import { readFile } from 'node:fs/promises'

import type { Locator, Page } from '@playwright/test'

import { connect, keyInput, tabTo, toForm } from './demo.ts'
import { ELEMENT, expect, recordEvents, SCRIPT, test } from './site.ts'

const styled = (css: string, html = ELEMENT): string =>
  `<html lang="en"><head><style>${css}</style>${SCRIPT}</head><body><main>${html}</main></body></html>`

const confirmation = (page: Page): Locator => page.getByRole('dialog', { name: 'JazzHR is connected' })

/** What of an element's look a page could have changed. */
const look = (hub: Locator) =>
  hub.evaluate((node) => {
    const {
      display,
      visibility,
      opacity,
      fontSize,
      fontFamily,
      color,
      direction,
      transform,
      pointerEvents,
      cursor,
    } = getComputedStyle(node)
    const next = [...node.querySelectorAll('button')].find((button) => button.textContent === 'Next')!
    const { height } = next.getBoundingClientRect()
    const button = getComputedStyle(next)
    return {
      hub: {
        display,
        visibility,
        opacity,
        fontSize,
        fontFamily,
        color,
        direction,
        transform,
        pointerEvents,
        cursor,
      },
      next: { height, size: button.fontSize, colour: button.backgroundColor, display: button.display },
    }
  })

const HOSTILE: Readonly<Record<string, string>> = {
  'everything unset': '* { all: unset !important }',
  'every button gone': 'button, input, section { display: none !important }',
  'everything hidden': '* { visibility: hidden !important }',
  'everything seen through': 'main * { opacity: 0 !important; transform: scale(0) !important }',
  'from right to left': '* { direction: rtl !important; unicode-bidi: bidi-override !important }',
  'a tiny root': 'html { font-size: 1px !important }',
  'a root of ten pixels': 'html { font-size: 62.5% }',
  'large and white text':
    '* { font: 60px serif !important; color: #fff !important; letter-spacing: 1em !important; text-transform: uppercase !important }',
  'no pointer':
    'hub-link { pointer-events: none !important; user-select: none !important; cursor: wait !important }',
  'a flex row': 'main { display: flex } hub-link { flex: none; width: 0 !important; height: 0 !important }',
}

for (const [name, css] of Object.entries(HOSTILE))
  test(`links under a hostile style: ${name}`, async ({ page, site, hub, leaks }) => {
    site.page(styled(''))
    await page.goto('/')
    await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
    const usual = await look(hub)
    site.page(styled(css))
    await page.goto('/')
    await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
    expect(await look(hub)).toEqual(usual)
    await connect(hub, site.keys.good)
    await confirmation(page).getByRole('button', { name: 'Done' }).click()
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
    leaks.expectSent(site.keys.good)
  })

test('hidden stays hidden whatever the page says of it', async ({ page, site, hub }) => {
  site.page(styled('[hidden], hub-link { display: block !important }', ELEMENT.replace('>', ' hidden>')))
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await expect(hub).toBeHidden()
})

test('the confirmation stands above the highest z-index', async ({ page, site, hub, leaks }) => {
  site.page(
    styled(
      '#bar { position: fixed; inset: 0; z-index: 2147483647; pointer-events: none; background: #0008 }',
      `${ELEMENT}<div id="bar"></div>`,
    ),
  )
  await page.goto('/')
  await connect(hub, site.keys.good)
  const done = confirmation(page).getByRole('button', { name: 'Done' })
  await expect(done).toBeVisible()
  await page.addStyleTag({ content: '#bar { pointer-events: auto }' })
  expect(
    await done.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      const root = button.getRootNode() as ShadowRoot
      return button.contains(root.elementFromPoint(x + width / 2, y + height / 2))
    }),
  ).toBe(true)
  await done.click()
  leaks.expectSent(site.keys.good)
})

test('a focus trap of the page’s does not hold the confirmation', async ({ page, site, hub, leaks }) => {
  // What focus-trap libraries do: whatever takes the focus outside gives it back.
  site.page(styled('', `<div id="trap"><button>Trapped</button>${ELEMENT}</div>`))
  await page.addInitScript(() => {
    document.addEventListener(
      'focusin',
      (event) => {
        const trap = document.querySelector('#trap')
        if (trap && !trap.contains(event.target as Node)) trap.querySelector('button')!.focus()
      },
      true,
    )
  })
  await page.goto('/')
  await connect(hub, site.keys.good)
  const done = confirmation(page).getByRole('button', { name: 'Done' })
  await expect(done).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(confirmation(page)).toBeHidden()
  leaks.expectSent(site.keys.good)
})

test('single-key shortcuts of the page hear nothing that is typed', async ({ page, site, hub }) => {
  await page.addInitScript(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    for (const type of ['keydown', 'keypress', 'keyup'] as const)
      addEventListener(type, (event) => heard.push(event.key))
  })
  site.page(SCRIPT + ELEMENT)
  await page.goto('/')
  await toForm(hub)
  await keyInput(hub).pressSequentially('jk/?')
  await page.keyboard.press('Control+KeyK')
  const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
  // Down and up, with Control held.
  expect(heard.filter((key) => /^[jk/?]$/.test(key))).toEqual(['k', 'k'])
  await expect(keyInput(hub)).toHaveValue('jk/?')
})

test('an Escape that closes the confirmation closes nothing of the page’s', async ({
  page,
  site,
  hub,
  leaks,
}) => {
  site.page(`${SCRIPT}<div id="drawer">${ELEMENT}</div>`)
  // As dialogs of React libraries listen: ahead of everything on the page, and for themselves alone.
  await page.addInitScript(() =>
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        document.querySelector<HTMLElement>('#drawer')!.hidden = true
      },
      true,
    ),
  )
  await page.goto('/')
  await connect(hub, site.keys.good)
  await expect(confirmation(page).getByRole('button', { name: 'Done' })).toBeFocused()
  // Beside the dialog: then nothing has the focus.
  await page.mouse.click(2, 2)
  await page.keyboard.press('Escape')
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(hub).toBeHidden()
  leaks.expectSent(site.keys.good)
})

test('a page that translates itself breaks nothing', async ({ page, site, hub, leaks }) => {
  site.page(SCRIPT + ELEMENT)
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
  // What translation does: each text is wrapped, again whenever something changes.
  await page.evaluate(() => {
    const root = document.querySelector('hub-link')!.shadowRoot!
    const translate = (): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      for (const text of texts) {
        if (text.data.trim() === '' || text.parentElement?.closest('[data-translated], [translate="no"]'))
          continue
        const outer = document.createElement('span')
        const inner = document.createElement('span')
        outer.dataset['translated'] = inner.dataset['translated'] = ''
        text.replaceWith(outer)
        outer.append(inner)
        inner.append(text)
      }
    }
    translate()
    new MutationObserver(translate).observe(root, { childList: true, subtree: true, characterData: true })
  })
  await hub.getByRole('button', { name: 'Next' }).click()
  await hub.getByRole('button', { name: 'Next' }).click()
  await hub.getByRole('button', { name: 'Back' }).click()
  await connect(hub, site.keys.rejected)
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await connect(hub, site.keys.down)
  await expect(hub.getByRole('alert')).toBeVisible()
  await connect(hub, site.keys.good)
  await expect(confirmation(page)).toBeVisible()
  await confirmation(page).getByRole('button', { name: 'Done' }).click()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
  const { rejected, down, good } = site.keys
  leaks.expectSent(rejected, down, good)
})

test('polluted prototypes change nothing that is sent or drawn', async ({ page, site, hub, leaks }) => {
  await page.addInitScript(() => {
    Object.assign(Object.prototype, {
      endpoint: 'https://attacker.example/',
      guide: {},
      catalogue: 'https://attacker.example/',
      onKeyDown: () => undefined,
      link: () => Promise.reject(new Error('polluted')),
      status: 'linked',
      account: { id: 'polluted', provider: 'polluted' },
      innerHTML: '<b>polluted</b>',
      dangerouslySetInnerHTML: { __html: '<b>polluted</b>' },
      messages: { connect: 'polluted' },
      name: () => 'polluted',
      error: { code: 'polluted' },
      issues: ['polluted'],
      onClick: () => undefined,
      page: 'https://attacker.example/',
      href: 'https://attacker.example/polluted',
      value: 'polluted',
      doubt: 'polluted',
      least: 1000,
      most: 0,
      render: () => 'polluted',
      getChildContext: 'polluted',
      shouldComponentUpdate: () => false,
      requestAnimationFrame: 'polluted',
      debounceRendering: 'polluted',
      unmount: 'polluted',
    })
  })
  const urls: string[] = []
  page.on('request', (request) => urls.push(new URL(request.url()).origin))
  site.page(SCRIPT + ELEMENT)
  await page.goto('/')
  await connect(hub, site.keys.rejected)
  await expect(hub.getByText('JazzHR did not accept this key')).toBeVisible()
  await connect(hub, site.keys.good)
  await confirmation(page).getByRole('button', { name: 'Done' }).click()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
  expect(await hub.innerHTML()).not.toContain('polluted')
  expect([...new Set(urls)]).toEqual([site.origin])
  leaks.expectSent(site.keys.rejected, site.keys.good)
})

test('on a page over plain http no key is sent anywhere but through a function of the page’s own', async ({
  page,
  site,
  told,
}) => {
  const portal = 'http://portal.example'
  site.page(`${SCRIPT}${ELEMENT}<hub-link provider="jazzhr"></hub-link>`)
  await page.route(`${portal}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    await route.fulfill({ response: await route.fetch({ url: site.origin + pathname }) })
  })
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => {
      const carry = (_request: unknown, { idempotencyKey }: { idempotencyKey: string }) => {
        Object.assign(globalThis, { carried: idempotencyKey })
        return Promise.resolve({
          ok: true as const,
          reply: { status: 'linked' as const, account: { id: 'mine', provider: 'jazzhr' } },
        })
      }
      document.querySelectorAll('hub-link')[1]!.link = carry
    }),
  )
  await page.goto(portal)
  expect(await page.evaluate(() => [isSecureContext, 'randomUUID' in crypto])).toEqual([false, false])
  const hubs = page.getByRole('region', { name: 'Connect JazzHR' })
  await expect(hubs.nth(0).getByRole('alert')).toHaveText(/not configured/)
  await expect(hubs.nth(0).getByRole('button', { name: 'Next' })).toBeVisible()
  await toForm(hubs.nth(1))
  await keyInput(hubs.nth(1)).fill('not-a-key-of-anybody')
  await hubs.nth(1).getByRole('button', { name: 'Connect' }).click()
  await expect(confirmation(page)).toBeVisible()
  expect(await page.evaluate(() => (globalThis as unknown as { carried: string }).carried)).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  )
  told.expect('endpoint-refused')
})

for (const [mark, name] of [
  ['inert', 'inert'],
  ['aria-hidden="true"', 'hidden from assistive technology'],
] as const)
  test(`a page that is ${name} while it links has a popup that works when it is over`, async ({
    page,
    site,
    hub,
    leaks,
  }) => {
    site.page(`${SCRIPT}<div id="curtain">${ELEMENT}</div>`)
    await page.goto('/')
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await page.evaluate((markup) => {
      const curtain = document.querySelector('#curtain')!
      const [attribute = '', value = ''] = markup.replaceAll('"', '').split('=')
      addEventListener('hub-event', ({ detail }) => {
        if (detail.type === 'submitted') curtain.setAttribute(attribute, value)
      })
    }, mark)
    await hub.getByRole('button', { name: 'Connect' }).click()
    const dialog = page.locator('dialog')
    await expect(dialog).toBeVisible()
    await page.evaluate(() => {
      for (const name of ['inert', 'aria-hidden']) document.querySelector('#curtain')!.removeAttribute(name)
    })
    const done = confirmation(page).getByRole('button', { name: 'Done' })
    await expect(done).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
    leaks.expectSent(site.keys.good)
  })

test('a page in another encoding reads the same script', async ({ page, site, hub, leaks }) => {
  site.serve('/hub.js', { body: await readFile('dist/hub.js'), type: 'text/javascript' })
  site.serve('/old', {
    body: `<!doctype html><html lang="en"><title>Old</title><script src="/hub.js" defer></script>${ELEMENT}</html>`,
    type: 'text/html; charset=windows-1252',
  })
  await page.goto('/old')
  expect(await page.evaluate(() => document.characterSet)).toBe('windows-1252')
  await connect(hub, `\u200b${site.keys.good}`)
  await expect(confirmation(page)).toBeVisible()
  leaks.expectSent(site.keys.good)
})

test('a page in quirks mode, whose tables take after the body, has tables that can be read', async ({
  page,
  site,
  hub,
}) => {
  const cell = [{ kind: 'text', text: 'Cell' }]
  const body = [{ kind: 'table', head: [cell], rows: [[cell]] }]
  site.serve('/guide.json', {
    body: JSON.stringify({
      schema: 1,
      provider: 'jazzhr',
      name: 'JazzHR',
      auth: { kind: 'fields' },
      sections: [{ id: 'table', title: 'Table', body }],
      fields: [],
    }),
    type: 'application/json',
  })
  site.serve('/quirks', {
    body: `<html lang="en"><body>${SCRIPT}<hub-link guide="/guide.json" endpoint="/api/link" color-scheme="dark">`,
  })
  await page.goto('/quirks')
  const { color } = (await look(hub)).hub
  await expect(hub.getByRole('cell', { name: 'Cell' })).toHaveCSS('color', color)
  expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat')
})

test('elements named as what a script looks for change nothing', async ({ page, site, hub, leaks }) => {
  const names = [
    'HubLink',
    'location',
    'customElements',
    'fetch',
    'CSS',
    'matchMedia',
    'getRootNode',
    'currentScript',
    'readyState',
    'body',
    'documentElement',
    'activeElement',
    'createElement',
    'createElementNS',
    'createTextNode',
    'addEventListener',
    'removeEventListener',
  ]
  site.page(
    `${names.map((name) => `<a id="${name}" name="${name}" href="https://attacker.example/"></a>${`<img name="${name}" alt="" src="data:,">`.repeat(2)}`).join('')}
     <base href="https://attacker.example/">${SCRIPT.replace('/dist', `${site.origin}/dist`)}<script src="${site.origin}/dist/hub.de.js" defer></script>${ELEMENT}`,
  )
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request.url())
  })
  await page.goto('/')
  await connect(hub, site.keys.rejected)
  await expect(keyInput(hub)).toBeFocused()
  await connect(hub, site.keys.good)
  await expect(confirmation(page)).toBeVisible()
  expect([...new Set(posts)]).toEqual([`${site.origin}/api/link`])
  expect(
    await page.evaluate(() => typeof (globalThis as { HubLink?: { mount?: unknown } }).HubLink?.mount),
  ).toBe('function')
  leaks.expectSent(site.keys.rejected, site.keys.good)
})

test('a sandbox without forms still sends, and one without popups still shows the way', async ({
  page,
  site,
  leaks,
  told,
}) => {
  site.serve('/inner', {
    body: `<!doctype html><html lang="en"><title>Inner</title>${SCRIPT}${ELEMENT}</html>`,
  })
  site.page(
    '<iframe src="/inner" sandbox="allow-scripts allow-same-origin" width="900" height="900" title="Inner"></iframe>',
  )
  site.intercept((request, response) => {
    if (request.method !== 'POST') return false
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const { op } = JSON.parse(body) as { op: string }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        op === 'link'
          ? '{"status":"redirect","linkId":"l","url":"https://sign-in.example/","expiresIn":60}'
          : '{"status":"pending","linkId":"l"}',
      )
    })
    return true
  })
  await page.goto('/')
  const hub = page.frameLocator('iframe').getByRole('region', { name: 'Connect JazzHR' })
  await toForm(hub)
  await keyInput(hub).fill(site.keys.good)
  await keyInput(hub).press('Enter')
  await hub.getByRole('button', { name: 'Continue to JazzHR' }).click()
  await expect(hub.getByRole('link', { name: /^Continue to JazzHR/ })).toHaveAttribute(
    'rel',
    'noopener noreferrer',
  )
  await expect(hub.getByText('Your browser blocked the window.')).toBeVisible()
  leaks.expectSent(site.keys.good)
  leaks.expectTyped(site.keys.good)
  told.expectAll(/^sandbox$/)
})

test('by keyboard alone, through the shadow root', async ({ page, site, hub, leaks }) => {
  site.page(`${SCRIPT}<button>Before</button>${ELEMENT}<button>After</button>`)
  const events = await recordEvents(page)
  await page.goto('/')
  await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
  await page.getByRole('button', { name: 'Before' }).focus()
  for (let step = 2; step <= 4; step += 1) {
    while (!(await isFocused(hub.getByRole('button', { name: 'Next' })))) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(hub.getByRole('heading', { name: new RegExp(`Step ${step} of 4`) })).toBeFocused()
  }
  while (!(await isFocused(keyInput(hub)))) await page.keyboard.press('Tab')
  await page.keyboard.type(site.keys.good)
  await page.keyboard.press('Enter')
  await expect(confirmation(page).getByRole('button', { name: 'Done' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
  expect((await events()).filter((event) => event.startsWith('hub-linked'))).toHaveLength(1)
  await tabTo(page, page.getByRole('button', { name: 'After' }))
  leaks.expectSent(site.keys.good)
})

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)
