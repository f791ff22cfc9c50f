/** `<hub-link>` in the built script: its attributes, properties, events and methods, and its life on a page. */
import type { Page, Request } from '@playwright/test'

import type { HubLinkElement } from '../../src/element.ts'
import { connect, keyInput, toForm } from './demo.ts'
import { ELEMENT, expect, recordEvents, SCRIPT, test } from './site.ts'

/** Runs in the page with its first `<hub-link>`. */
const withElement = (page: Page, run: (element: HubLinkElement) => unknown): Promise<unknown> =>
  page
    .locator('hub-link')
    .first()
    .evaluate(run as (element: unknown) => unknown)

const confirmation = (page: Page) => page.getByRole('dialog', { name: 'JazzHR is connected' })

test.describe('events', () => {
  test('tell of the link once, with the account and nothing else', async ({ page, site, hub, leaks }) => {
    site.page(SCRIPT + ELEMENT)
    const events = await recordEvents(page)
    await page.goto('/')
    await connect(hub, site.keys.good)
    await confirmation(page).getByRole('button', { name: 'Done' }).click()
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
    const linked = (await events()).filter((event) => event.startsWith('hub-linked'))
    expect(linked).toEqual([
      expect.stringMatching(/^hub-linked \{"account":\{"id":"[^"]+","provider":"jazzhr"\}\}$/),
    ])
    leaks.expectSent(site.keys.good)
  })

  test('tell of a failure by its code, and of the way there', async ({ page, site, hub, leaks }) => {
    site.page(SCRIPT + ELEMENT)
    const events = await recordEvents(page)
    await page.goto('/')
    await hub.getByRole('button', { name: 'Next' }).click()
    await connect(hub, site.keys.rejected)
    await expect(hub.getByText('JazzHR did not accept this key')).toBeVisible()
    expect(await events()).toEqual([
      'hub-event {"type":"step","step":"integrations","number":2}',
      'hub-event {"type":"form"}',
      'hub-event {"type":"submitted","attempt":1}',
      'hub-error {"error":{"code":"credential-rejected"}}',
      'hub-event {"type":"failed","error":{"code":"credential-rejected"}}',
    ])
    leaks.expectSent(site.keys.rejected)
    leaks.expectTyped(site.keys.rejected)
  })

  test('a prevented hub-linked keeps the confirmation shut', async ({ page, site, hub, leaks }) => {
    await page.addInitScript(() => addEventListener('hub-linked', (event) => event.preventDefault()))
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await connect(hub, site.keys.good)
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    // One that was linked before brings no such event: nobody has refused its popup.
    await hub.getByRole('button', { name: 'Link another account' }).click()
    await connect(hub, site.keys.good)
    await expect(page.getByRole('dialog', { name: 'JazzHR is already connected' })).toBeVisible()
    leaks.expectSent(site.keys.good, site.keys.good)
  })

  test('a closable element tells that it was closed, hides, and opens again', async ({ page, site, hub }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" closable></hub-link>`)
    const events = await recordEvents(page)
    await page.goto('/')
    await toForm(hub)
    await keyInput(hub).fill('not-to-be-kept')
    await hub.getByRole('button', { name: 'Close' }).click()
    await expect(hub).toBeHidden()
    expect(await events()).toContain('hub-close null')
    await withElement(page, (element) => element.open())
    await expect(hub).toBeVisible()
    await expect(keyInput(hub)).toHaveValue('')
  })
})

test.describe('attributes', () => {
  test('name the portal, the account and the place of the accounts', async ({ page, site, hub, leaks }) => {
    site.page(
      `${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" brand-name="Northwind" accounts-href="/accounts"
        heading-level="3" color-scheme="dark" scopes="candidates:read  jobs:read"></hub-link>`,
    )
    const sent: unknown[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push((request.postDataJSON() as { scopes?: unknown }).scopes)
    })
    await page.goto('/')
    await expect(hub.getByRole('heading', { name: 'Connect JazzHR', level: 3 })).toBeVisible()
    await expect(hub).toContainText('to Northwind')
    await expect(hub).toHaveCSS('color-scheme', 'dark')
    await connect(hub, site.keys.good)
    await expect(confirmation(page)).toContainText('Your JazzHR account is linked to Northwind.')
    await expect(confirmation(page).getByRole('link', { name: 'View accounts' })).toHaveAttribute(
      'href',
      '/accounts',
    )
    expect(sent).toEqual([['candidates:read', 'jobs:read']])
    leaks.expectSent(site.keys.good)
  })

  test('no-confirmation shows none', async ({ page, site, hub, leaks }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" no-confirmation></hub-link>`)
    await page.goto('/')
    await connect(hub, site.keys.good)
    await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    leaks.expectSent(site.keys.good)
  })

  test('change while it is open, and what was typed stays', async ({ page, site, hub, leaks }) => {
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await withElement(page, (element) => {
      element.setAttribute('brand-name', 'Northwind')
      element.setAttribute('color-scheme', 'dark')
      element.setAttribute('heading-level', '4')
      element.setAttribute('endpoint', '/api/link?tenant=1')
    })
    await expect(hub.getByRole('heading', { name: 'Connect JazzHR', level: 4 })).toBeVisible()
    await expect(keyInput(hub)).toHaveValue(site.keys.good)
    leaks.expectTyped(site.keys.good)
  })

  test('that cannot be used give way to the default, and say so', async ({ page, site, hub, told }) => {
    site.page(
      `${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" heading-level="9" color-scheme="blue"
        white-label="perhaps" accounts-href="javascript:alert(1)" allowed-endpoint-origins="https://a.example/path"></hub-link>`,
    )
    const events = await recordEvents(page)
    await page.goto('/')
    await expect(hub.getByRole('heading', { name: 'Connect JazzHR', level: 2 })).toBeVisible()
    expect(await events()).toEqual(
      Array<string>(5).fill('hub-error {"error":{"code":"config-invalid","reason":"attribute-invalid"}}'),
    )
    for (let count = 0; count < 5; count += 1) told.expect('attribute-invalid')
  })

  test('an unknown provider is told in place, as an event and on the console', async ({
    page,
    site,
    told,
  }) => {
    site.page(`${SCRIPT}<hub-link provider="__proto__" endpoint="/api/link"></hub-link>`)
    const events = await recordEvents(page)
    await page.goto('/')
    await expect(page.getByRole('alert')).toHaveText(/not configured/)
    expect(await events()).toEqual([
      'hub-error {"error":{"code":"config-invalid","reason":"provider-unknown"}}',
    ])
    told.expect('provider-unknown')
  })

  for (const [attributes, ...parts] of [
    [
      'provider="jazzhr" heading-level="9"',
      'attribute-invalid',
      'heading-level="9" is not a number from 1 to 4',
      'The default is used.',
      'Give one that the README lists.',
    ],
    [
      'provider="nobody"',
      'provider-unknown',
      'There is no guide for provider="nobody".',
      'The script has that of jazzhr alone.',
      'Give provider="jazzhr", or a guide',
    ],
    [
      'guide="/nowhere.json"',
      'document-failed',
      '/nowhere.json answered 404',
      'the person can try again',
      'Check the address',
    ],
  ] as const)
    test(`the console says what, why and how: ${parts[0]}`, async ({ page, site, told }) => {
      site.page(`${SCRIPT}<hub-link endpoint="/api/link" ${attributes}></hub-link>`)
      const line = page.waitForEvent('console', (message) => message.text().startsWith('[hub-link]'))
      await page.goto('/')
      const text = (await line).text()
      for (const part of parts) expect(text).toContain(part)
      await expect(page.getByRole('region')).toBeVisible()
      told.expect(parts[0])
    })

  test('that are empty, as templates write them, are as if they were not there', async ({
    page,
    site,
    hub,
  }) => {
    const empty = [
      'guide',
      'catalogue',
      'color-scheme',
      'heading-level',
      'dir',
      'brand-logo',
      'accounts-href',
    ]
    site.page(
      `${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" ${empty.map((name) => `${name}=""`).join(' ')}></hub-link>`,
    )
    const events = await recordEvents(page)
    await page.goto('/#top')
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    expect(await events()).toEqual([])
    expect(site.asked.filter((path) => path === '/')).toHaveLength(1)
  })

  test('that are on may be written with their own name, as HTML has it', async ({ page, site, hub }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" closable="closable"></hub-link>`)
    await page.goto('/')
    await expect(hub.getByRole('button', { name: 'Close' })).toBeVisible()
  })

  test('set by a script are drawn before the last picture of the page is here', async ({
    page,
    site,
    hub,
  }) => {
    let send = (): void => undefined
    site.intercept((request, response) => {
      if (request.url !== '/slow.png') return false
      send = () => response.writeHead(404).end()
      return true
    })
    site.page(`${SCRIPT}<img src="/slow.png" alt=""><hub-link provider="jazzhr"></hub-link>`)
    await page.goto('/', { waitUntil: 'domcontentloaded' })
    // In a task of its own, after the element has looked.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
    await withElement(page, (element) => element.setAttribute('endpoint', '/api/link'))
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    expect(await page.evaluate(() => document.readyState)).toBe('interactive')
    send()
  })

  test('that name an account without its id link nothing', async ({ page, site, hub, told }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" account-name="Acme"></hub-link>`)
    await page.goto('/')
    await expect(hub.getByRole('alert')).toContainText('This cannot be connected yet')
    await expect(hub.getByRole('button', { name: 'Connect', exact: true })).toHaveCount(0)
    told.expect('account-invalid')
  })

  test('that bring the form back, after others, leave its label on it', async ({ page, site, hub, told }) => {
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    for (const name of ['Northwind', 'Southwind']) {
      await withElement(page, (element) => element.removeAttribute('endpoint'))
      await expect(hub.getByRole('alert')).toBeVisible()
      await page.locator('hub-link').evaluate((element, to) => element.setAttribute('brand-name', to), name)
      await expect(hub).toContainText(name)
      await withElement(page, (element) => element.setAttribute('endpoint', '/api/link'))
      await toForm(hub)
      await expect(keyInput(hub)).toBeVisible()
    }
    told.expect('endpoint-missing')
  })

  test('a missing endpoint leaves the guide readable', async ({ page, site, hub, told }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr"></hub-link>`)
    const events = await recordEvents(page)
    await page.goto('/')
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    await expect(hub.getByRole('alert')).toHaveText(/not configured/)
    expect(await events()).toEqual([
      'hub-error {"error":{"code":"config-invalid","reason":"endpoint-missing"}}',
    ])
    told.expect('endpoint-missing')
  })
})

const GUIDE = {
  schema: 1,
  provider: 'northjobs',
  name: 'NorthJobs',
  auth: { kind: 'fields' },
  sections: [
    {
      id: 'find',
      title: 'Find the token',
      body: [
        {
          kind: 'steps',
          steps: [
            { id: 'one', title: 'Open the settings', body: [] },
            { id: 'two', title: 'Copy the token', body: [] },
          ],
        },
      ],
    },
  ],
  fields: [
    { name: 'subdomain', label: 'Subdomain', kind: 'text' },
    {
      name: 'region',
      label: 'Region',
      kind: 'select',
      options: [
        { value: 'eu', label: 'Europe' },
        { value: 'us', label: 'America' },
      ],
    },
    { name: 'site', label: 'Site', kind: 'text', visibleWhen: { field: 'region', equals: 'us' } },
    { name: 'token', label: 'Token', kind: 'secret' },
  ],
}

test.describe('a guide by its address', () => {
  test('is fetched, checked and drawn, with all that its fields decide', async ({ page, site, leaks }) => {
    site.serve('/northjobs.json', { body: JSON.stringify(GUIDE), type: 'application/json' })
    site.page(`${SCRIPT}<hub-link guide="/northjobs.json" endpoint="/api/link"></hub-link>`)
    const bodies: unknown[] = []
    site.intercept((request, response) => {
      if (request.method !== 'POST') return false
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        bodies.push(JSON.parse(body))
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end('{"status":"linked","account":{"id":"a","provider":"northjobs"}}')
      })
      return true
    })
    await page.goto('/')
    const hub = page.getByRole('region', { name: 'Connect NorthJobs' })
    await hub
      .getByRole('button', { name: 'I already have my details' })
      .or(hub.getByLabel('Subdomain'))
      .first()
      .click()
    await hub.getByRole('button', { name: 'Connect' }).click()
    await expect(hub.getByText('Subdomain is needed to connect.')).toBeVisible()
    await hub.getByLabel('Subdomain').fill('acme')
    await expect(hub.getByText('Subdomain is needed to connect.')).toBeHidden()
    await expect(hub.getByLabel('Site')).toHaveCount(0)
    await hub.getByLabel('Region').selectOption('America')
    await hub.getByLabel('Site').fill('east')
    await hub.getByLabel('Region').selectOption('Europe')
    await expect(hub.getByLabel('Site')).toHaveCount(0)
    await hub.getByLabel('Region').selectOption('America')
    await expect(hub.getByLabel('Site')).toHaveValue('east')
    await hub.getByLabel('Token', { exact: true }).fill(site.keys.good)
    await hub.getByRole('button', { name: 'Connect' }).click()
    await page
      .getByRole('dialog', { name: 'NorthJobs is connected' })
      .getByRole('button', { name: 'Done' })
      .click()
    expect(bodies).toEqual([
      expect.objectContaining({
        provider: 'northjobs',
        fields: { subdomain: 'acme', region: 'us', site: 'east', token: site.keys.good },
      }),
    ])
    await hub.getByRole('button', { name: 'Link another account' }).click()
    await hub
      .getByRole('button', { name: 'I already have my details' })
      .or(hub.getByLabel('Subdomain'))
      .first()
      .click()
    await expect(hub.getByLabel('Subdomain')).toHaveValue('')
    leaks.expectSent(site.keys.good)
  })

  test('that fails is told, and tried again', async ({ page, site, told }) => {
    site.serve('/northjobs.json', { body: 'Not found', status: 404 })
    site.page(`${SCRIPT}<hub-link guide="/northjobs.json?token=abc" endpoint="/api/link"></hub-link>`)
    const events = await recordEvents(page)
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto('/')
    await expect(page.getByRole('alert')).toHaveText(/We could not load the guide/)
    expect(await events()).toEqual([
      'hub-error {"error":{"code":"config-invalid","reason":"document-failed"}}',
    ])
    expect(said.join()).toContain('/northjobs.json answered 404')
    expect(said.join()).not.toContain('token=abc')
    site.serve('/northjobs.json', { body: JSON.stringify(GUIDE), type: 'application/json' })
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: /Step 1 of 2: Open the settings/ })).toBeVisible()
    told.expect('document-failed')
  })

  test('that is no guide is refused, with the path of each fault', async ({ page, site, told }) => {
    site.serve('/bad.json', {
      body: JSON.stringify({ ...GUIDE, sections: [{ id: 1 }] }),
      type: 'application/json',
    })
    site.page(`${SCRIPT}<hub-link guide="/bad.json" endpoint="/api/link"></hub-link>`)
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto('/')
    await expect(page.getByRole('alert')).toHaveText(/We could not load the guide/)
    await expect.poll(() => said.join()).toContain('sections[0].id')
    told.expect('guide-invalid')
  })

  test('on another origin over plain http is no address to fetch', async ({ page, site, told }) => {
    site.page(`${SCRIPT}<hub-link guide="http://guides.example/a.json" endpoint="/api/link"></hub-link>`)
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.goto('/')
    await expect(page.getByRole('alert')).toBeVisible()
    expect(requests.filter((url) => url.includes('guides.example'))).toEqual([])
    told.expect('attribute-invalid')
    told.expect('provider-unknown')
  })
})

test.describe('properties', () => {
  test('a guide’s address takes the place of a guide, and null that of nothing', async ({ page, site }) => {
    site.serve('/northjobs.json', { body: JSON.stringify(GUIDE), type: 'application/json' })
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await page.evaluate(
      (guide) => {
        document.querySelector('hub-link')!.guide = guide as never
      },
      { ...GUIDE, name: 'SouthJobs' },
    )
    await expect(page.getByRole('region', { name: 'Connect SouthJobs' })).toBeVisible()
    await withElement(page, (element) => {
      element.guide = '/northjobs.json'
      for (const name of ['messages', 'link', 'headers', 'onSessionExpired'])
        Object.assign(element, { [name]: null })
    })
    await expect(page.getByRole('region', { name: 'Connect NorthJobs' })).toBeVisible()
  })

  test('set before the element is defined are kept', async ({ page, site, hub, leaks }) => {
    site.serve('/early.js', {
      type: 'text/javascript',
      body: `
        const hub = document.querySelector('hub-link')
        hub.messages = { connect: 'Link it' }
        hub.headers = async () => ({ 'x-csrf': 'abc' })
      `,
    })
    site.page(`${ELEMENT}<script src="/early.js"></script>${SCRIPT}`)
    const headers: (string | undefined)[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') headers.push(request.headers()['x-csrf'])
    })
    await page.goto('/')
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await hub.getByRole('button', { name: 'Link it' }).click()
    await expect(confirmation(page)).toBeVisible()
    expect(headers).toEqual(['abc'])
    leaks.expectSent(site.keys.good)
  })

  test('link carries the request in place of the fetch', async ({ page, site, hub, leaks }) => {
    site.page(`${SCRIPT}<hub-link provider="jazzhr"></hub-link>`)
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => {
        document.querySelector('hub-link')!.link = (request) =>
          Promise.resolve({
            ok: true,
            reply: { status: 'linked', account: { id: 'mine', provider: request.op } },
          })
      }),
    )
    const events = await recordEvents(page)
    await page.goto('/')
    await connect(hub, site.keys.good)
    await expect(confirmation(page)).toBeVisible()
    expect(await events()).toContain('hub-linked {"account":{"id":"mine","provider":"link"}}')
    leaks.expectSent()
  })

  test('onSessionExpired renews, and the attempt goes on by itself', async ({ page, site, hub, leaks }) => {
    let signedIn = false
    site.intercept((request, response) => {
      if (request.url === '/renew') signedIn = true
      else if (signedIn || request.method !== 'POST') return false
      response.writeHead(signedIn ? 204 : 401).end()
      return true
    })
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await withElement(page, (element) => {
      element.onSessionExpired = () => fetch('/renew', { method: 'POST' })
    })
    await connect(hub, site.keys.good)
    await expect(confirmation(page)).toBeVisible()
    leaks.expectSent(site.keys.good, site.keys.good)
  })
})

test.describe('open()', () => {
  const append = (page: Page): Promise<void> =>
    page.evaluate(() => {
      const element = document.createElement('hub-link')
      element.setAttribute('provider', 'jazzhr')
      element.setAttribute('endpoint', '/api/link')
      document.body.append(element)
      element.open()
    })

  test('before it is drawn puts the focus there once it is', async ({ page, site, hub }) => {
    site.page(SCRIPT)
    await page.goto('/')
    await append(page)
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeFocused()
  })

  test.describe('in a narrow place', () => {
    test.use({ viewport: { width: 360, height: 800 } })

    test('puts the focus where the person was, not on what does not show', async ({ page, site, hub }) => {
      site.page(SCRIPT + ELEMENT)
      await page.goto('/')
      await toForm(hub)
      await withElement(page, (element) => {
        element.hidden = true
        element.open()
      })
      await expect(keyInput(hub)).toBeFocused()
    })
  })
})

test.describe('life', () => {
  test('Connect opens the provider’s window by itself, even pressed in the moment it is there', async ({
    page,
    site,
  }) => {
    const guide = {
      schema: 1,
      provider: 'acorn',
      name: 'Acorn',
      auth: { kind: 'redirect', hosts: ['acorn.example'] },
      sections: [],
      fields: [],
    }
    site.serve('/guide.json', { body: JSON.stringify(guide), type: 'application/json' })
    await page.addInitScript(() => {
      const opened: unknown[] = []
      Object.assign(globalThis, { opened })
      window.open = (address) => {
        opened.push(address)
        return null
      }
      const attach = Reflect.get(Element.prototype, 'attachShadow')
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, init)
        new MutationObserver((_, observer) => {
          const buttons = [...root.querySelectorAll('button')]
          const connect = buttons.find(({ textContent }) => textContent === 'Connect')
          if (!connect) return
          observer.disconnect()
          connect.click()
        }).observe(root, { childList: true, subtree: true })
        return root
      }
    })
    site.page(`${SCRIPT}<hub-link guide="/guide.json" endpoint="/api/link"></hub-link>`)
    await page.goto('/')
    await expect
      .poll(() => page.evaluate(() => Reflect.get(globalThis, 'opened') as unknown))
      .toEqual(['about:blank'])
  })

  test('moved into a frame’s document, it goes on there', async ({ page, site, hub, leaks }) => {
    site.serve('/empty', { body: '<!doctype html><html lang="en"><title>Empty</title><body></body></html>' })
    site.page(`${SCRIPT}${ELEMENT}<iframe src="/empty" width="900" height="800" title="Empty"></iframe>`)
    await page.goto('/')
    await toForm(hub)
    await keyInput(hub).fill(site.keys.rejected)
    await withElement(page, (element) =>
      document.querySelector('iframe')!.contentDocument!.body.append(element),
    )
    const frame = page.frameLocator('iframe')
    const inside = frame.getByRole('region', { name: 'Connect JazzHR' })
    await expect(keyInput(inside)).toHaveValue(site.keys.rejected)
    await expect(inside).toHaveCSS('border-radius', '12px')
    await inside.getByRole('button', { name: 'Connect' }).click()
    await expect(keyInput(inside)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
    await connect(inside, site.keys.good)
    await frame
      .getByRole('dialog', { name: 'JazzHR is connected' })
      .getByRole('button', { name: 'Done' })
      .click()
    await expect(inside.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
    leaks.expectSent(site.keys.rejected, site.keys.good)
  })

  test('in a document that no window shows, it waits', async ({ page, site, hub }) => {
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await expect(hub).toBeVisible()
    await withElement(page, async (element) => {
      new DOMParser().parseFromString('', 'text/html').body.append(element)
      await new Promise((resolve) => setTimeout(resolve, 100))
      document.body.append(element)
    })
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
  })

  for (const [when, isEarly] of Object.entries({ 'as soon as it has linked': true, later: false }))
    test(`hidden by the page ${when}, its confirmation does not hold up the page`, async ({
      page,
      site,
      hub,
      leaks,
    }) => {
      if (isEarly)
        await page.addInitScript(() =>
          addEventListener('hub-linked', ({ target }) => ((target as HTMLElement).hidden = true)),
        )
      site.page(`${SCRIPT}${ELEMENT}<button>Go on</button>`)
      await page.goto('/')
      await connect(hub, site.keys.good)
      if (!isEarly) {
        await expect(confirmation(page)).toBeVisible()
        await withElement(page, (element) => (element.parentElement!.style.display = 'none'))
        await page.evaluate(() => document.body.append(document.querySelector('main > button')!))
      } else await expect(hub).toBeHidden()
      await page.getByRole('button', { name: 'Go on' }).click()
      leaks.expectSent(site.keys.good)
    })

  for (const [when, isEarly] of Object.entries({ 'while it links': true, 'once it has linked': false }))
    test(`in a <details> that is closed ${when}, its confirmation does not hold up the page`, async ({
      page,
      site,
      hub,
      leaks,
    }) => {
      site.page(`${SCRIPT}<details open><summary>JazzHR</summary>${ELEMENT}</details><button>Go on</button>`)
      await page.goto('/')
      const linked = page.waitForResponse('/api/link')
      await connect(hub, site.keys.slow)
      if (!isEarly) await expect(confirmation(page)).toBeVisible()
      await page.evaluate(() => document.querySelector('details')?.removeAttribute('open'))
      await linked
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByText('JazzHR', { exact: true }).click()
      await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
      leaks.expectSent(site.keys.slow)
    })

  test('in a dialog that is as wide as its content, it has the width of a small screen', async ({
    page,
    site,
    hub,
  }) => {
    site.page(`${SCRIPT}<dialog>${ELEMENT}</dialog>`)
    await page.goto('/')
    await page.locator('dialog').evaluate((dialog: HTMLDialogElement) => dialog.showModal())
    const width = () => hub.evaluate((node) => node.getBoundingClientRect().width)
    await expect.poll(width).toBeGreaterThan(280)
    await page.setViewportSize({ width: 320, height: 640 })
    await expect.poll(width).toBeLessThan(290)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  test('moved, it keeps step, key and focusable state', async ({ page, site, hub, leaks }) => {
    site.page(`${SCRIPT}${ELEMENT}<div id="other"></div>`)
    await page.goto('/')
    await hub.getByRole('button', { name: 'Next' }).click()
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await withElement(page, (element) => document.querySelector('#other')!.append(element))
    await expect(page.locator('#other hub-link')).toHaveCount(1)
    await expect(keyInput(hub)).toHaveValue(site.keys.good)
    await expect(hub.getByText('Open the Integrations tab')).toHaveCount(1)
    await hub.getByRole('button', { name: 'Connect' }).click()
    await expect(confirmation(page)).toBeVisible()
    // The confirmation outlives a move too, and is modal still.
    await withElement(page, (element) => document.querySelector('main')!.prepend(element))
    await expect(confirmation(page)).toBeVisible()
    expect(
      await page.evaluate(() => document.querySelector('hub-link')!.shadowRoot!.querySelector(':modal')),
    ).not.toBeNull()
    await confirmation(page).getByRole('button', { name: 'Done' }).click()
    await expect(confirmation(page)).toBeHidden()
    leaks.expectSent(site.keys.good)
  })

  test('removed for good and put back, it starts empty', async ({ page, site, hub, leaks }) => {
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await hub.getByRole('button', { name: 'Next' }).click()
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    await page.evaluate(async () => {
      const element = document.querySelector('hub-link')!
      const parent = element.parentNode!
      element.remove()
      await Promise.resolve()
      await Promise.resolve()
      if (element.shadowRoot!.childElementCount > 0) throw new Error('still drawn')
      parent.append(element)
    })
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
    await toForm(hub)
    await expect(keyInput(hub)).toHaveValue('')
    leaks.expectSent()
  })

  test('removed while a request is under way, it stops that and says nothing', async ({
    page,
    site,
    hub,
    leaks,
  }) => {
    site.page(SCRIPT + ELEMENT)
    const events = await recordEvents(page)
    await page.goto('/')
    // Never answered: however slow the machine, it is still under way when the element goes.
    site.intercept(({ method }) => method === 'POST')
    await connect(hub, site.keys.good)
    await expect(hub.getByText('Connecting to JazzHR')).toBeVisible()
    const failed = page.waitForEvent('requestfailed')
    await withElement(page, (element) => element.remove())
    expect((await failed).failure()?.errorText).toBe('net::ERR_ABORTED')
    expect((await events()).filter((event) => /linked|error/.test(event))).toEqual([])
    leaks.expectSent(site.keys.good)
  })

  test('an answer that may not be stored is no cancelled request to the browser', async ({
    page,
    site,
    hub,
    leaks,
  }) => {
    site.page(SCRIPT + ELEMENT)
    const ends: string[] = []
    const note = (end: string) => (request: Request) => request.method() === 'POST' && ends.push(end)
    page.on('requestfinished', note('finished'))
    page.on('requestfailed', note('failed'))
    await page.goto('/')
    await connect(hub, site.keys.rejected)
    // It was most of them, but not all.
    const tries = [1, 2, 3, 4, 5]
    for (const attempt of tries) {
      if (attempt > 1) await hub.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => ends).toEqual(new Array(attempt).fill('finished'))
    }
    leaks.expectSent(...tries.map(() => site.keys.rejected))
    leaks.expectTyped(site.keys.rejected)
  })

  test('restart() begins anew', async ({ page, site, hub }) => {
    site.page(SCRIPT + ELEMENT)
    await page.goto('/')
    await hub.getByRole('button', { name: 'Next' }).click()
    await toForm(hub)
    await keyInput(hub).fill('not-to-be-kept')
    await withElement(page, (element) => element.restart())
    await expect(hub.getByRole('heading', { name: /Step 1 of 4/ })).toBeFocused()
    await toForm(hub)
    await expect(keyInput(hub)).toHaveValue('')
  })

  test('two on a page know nothing of each other', async ({ page, site, leaks }) => {
    site.page(`${SCRIPT}${ELEMENT}${ELEMENT}`)
    await page.goto('/')
    const hubs = page.getByRole('region', { name: 'Connect JazzHR' })
    const [first, second] = [hubs.nth(0), hubs.nth(1)]
    await toForm(first)
    await keyInput(first).fill(site.keys.second)
    await connect(second, site.keys.good)
    await confirmation(page).getByRole('button', { name: 'Done' }).click()
    await expect(second.getByRole('heading', { name: 'JazzHR is connected' })).toBeVisible()
    await expect(keyInput(first)).toHaveValue(site.keys.second)
    await first.getByRole('button', { name: 'Connect' }).click()
    await expect(confirmation(page)).toBeVisible()
    leaks.expectSent(site.keys.good, site.keys.second)
  })

  test('what stands inside the tag shows until the element is defined, and where it cannot be', async ({
    page,
    site,
    told,
  }) => {
    told.expect('integrity')
    site.page(
      `<script src="/dist/hub.js" integrity="${site.integrity['hub-loader.js']}" defer></script>
       <hub-link provider="jazzhr" endpoint="/api/link"><a href="/help">How to connect JazzHR</a></hub-link>`,
    )
    await page.goto('/')
    await page.waitForLoadState('load')
    expect(await page.evaluate(() => customElements.get('hub-link'))).toBeUndefined()
    await expect(page.getByRole('link', { name: 'How to connect JazzHR' })).toBeVisible()
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.src = '/dist/hub.js'
      document.head.append(script)
    })
    await expect(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'How to connect JazzHR' })).toBeHidden()
  })
})

test.describe('several scripts', () => {
  test('the same twice is no matter', async ({ page, site, hub }) => {
    site.page(`${SCRIPT}<script src="/dist/hub.js?again" defer></script>${ELEMENT}`)
    await page.goto('/')
    await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
  })

  test('of two versions the first is in use, and one warning names both', async ({
    page,
    site,
    hub,
    told,
  }) => {
    const { readFile } = await import('node:fs/promises')
    const built = await readFile('dist/hub.js', 'utf8')
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect(built).toContain(version)
    site.serve('/other.js', { body: built.replaceAll(version, '9.8.7'), type: 'text/javascript' })
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    site.page(
      `${SCRIPT}<script src="/other.js" defer></script>${ELEMENT}<hub-link-v1 provider="jazzhr" endpoint="/api/link"></hub-link-v1>`,
    )
    await page.goto('/')
    await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Connect JazzHR' })).toHaveCount(2)
    expect(said.filter((text) => text.includes(version) && text.includes('9.8.7'))).toHaveLength(1)
    expect(
      await page.evaluate(() => (globalThis as { HubLink?: { version: string } }).HubLink!.version),
    ).toBe(version)
    told.expect('version-conflict')
  })
})

test.describe('languages', () => {
  for (const [order, scripts] of Object.entries({
    'the pack first': `<script src="/dist/hub.de.js" defer></script>${SCRIPT}`,
    'the script first': `${SCRIPT}<script src="/dist/hub.de.js" defer></script>`,
  }))
    test(`come from a pack: ${order}`, async ({ page, site }) => {
      site.page(`<html lang="de-AT"><head>${scripts}</head><body>${ELEMENT}</body></html>`)
      await page.goto('/')
      const hub = page.getByRole('region', { name: 'JazzHR verbinden' })
      await expect(hub.getByRole('heading', { name: 'Schritt 1 von 4: Bei JazzHR anmelden' })).toBeVisible()
      await expect(hub).toHaveAttribute('lang', 'de-AT')
      expect(await page.evaluate(() => Object.keys(globalThis).filter((name) => /hub/i.test(name)))).toEqual([
        'HubLink',
      ])
    })

  test('lang on the element stands before that of the page, and from right to left', async ({
    page,
    site,
  }) => {
    site.page(
      `${SCRIPT}<script src="/dist/hub.ar.js" defer></script><hub-link lang="ar" provider="jazzhr" endpoint="/api/link"></hub-link>`,
    )
    await page.goto('/')
    const hub = page.getByRole('region').first()
    await expect(hub).toHaveAttribute('dir', 'rtl')
    await expect(hub).toHaveCSS('direction', 'rtl')
  })

  test('follow the page’s when it changes', async ({ page, site }) => {
    site.page(
      `<html lang="en"><head>${SCRIPT}<script src="/dist/hub.de.js" defer></script></head><body>${ELEMENT}</body></html>`,
    )
    await page.goto('/')
    for (const lang of ['en', 'de', 'en']) {
      await page.evaluate((lang) => (document.documentElement.lang = lang), lang)
      await expect(page.getByRole('region')).toHaveAttribute('lang', lang)
    }
  })

  test('English in capitals is English', async ({ page, site, hub }) => {
    site.page(`${SCRIPT}<hub-link lang="EN" provider="jazzhr" endpoint="/api/link"></hub-link>`)
    await page.goto('/')
    // In the form that BCP 47 recommends.
    await expect(hub).toHaveAttribute('lang', 'en')
    await page.waitForLoadState('networkidle')
  })

  test('one without a pack is shown in English, left to right on any page, and reported', async ({
    page,
    site,
    hub,
    told,
  }) => {
    site.page(`<html lang="he" dir="rtl"><head>${SCRIPT}</head><body>${ELEMENT}</body></html>`)
    const warned = page.waitForEvent('console', (message) => message.text().includes('locale-missing'))
    await page.goto('/')
    await expect(hub).toHaveAttribute('lang', 'en')
    await expect(hub).toHaveCSS('direction', 'ltr')
    await warned
    told.expect('locale-missing')
  })
})
