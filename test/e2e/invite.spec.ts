/** "Send this to an admin" on the built script, against the built endpoint: the link that it makes is one that links. */
import { expect, SCRIPT, test } from './site.ts'

const element = (attributes = '', endpoint = '/api/link'): string =>
  `${SCRIPT}<hub-link provider="jazzhr" endpoint="${endpoint}" ${attributes}></hub-link>`

test('makes a link to the hosted page, which stands in its field alone', async ({ page, site, hub }) => {
  site.page(element())
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.addInitScript(() => {
    const events: string[] = []
    Object.assign(globalThis, { events })
    for (const type of ['hub-event', 'hub-error'])
      addEventListener(type, (event) => events.push(JSON.stringify((event as CustomEvent).detail)))
  })
  await page.goto('/')
  expect(site.asked).not.toContain('/api/link')
  await hub.getByRole('button', { name: 'Send this to an admin' }).click()
  const field = hub.getByRole('textbox', { name: 'Send this to an admin' })
  await expect(field).toBeFocused()
  await expect(field).toHaveAccessibleDescription('The link stops working in 5 days.')
  const url = await field.inputValue()
  expect(url.startsWith(`${site.cdn}/dist/page/#session=ls_`)).toBe(true)
  const token = new URL(url).hash.replace('#session=', '')

  const kept = await page.evaluate(() => {
    const markup = (root: Element | ShadowRoot): string =>
      [...root.querySelectorAll('*')]
        .map((each) => each.outerHTML + (each.shadowRoot ? markup(each.shadowRoot) : ''))
        .join('')
    return [
      markup(document.documentElement),
      JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.cookie,
        location.href,
      ]),
      ...(globalThis as unknown as { events: string[] }).events,
    ].join()
  })
  expect(kept).toContain('{"type":"invited"}')
  expect(kept + said.join()).not.toContain(token)

  // What the endpoint made is good for a link of this provider, without the portal's own session.
  const response = await site.endpoint.fetch(
    new Request(`${site.origin}/api/link`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'hub-protocol': '1',
        'idempotency-key': '"7d6b3f0a-2a53-4f6e-9a0b-6a4a4c9f3b11"',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({
        op: 'link',
        provider: 'jazzhr',
        fields: { apiKey: site.keys.good },
        locale: 'en',
      }),
    }),
  )
  expect(await response.json()).toMatchObject({ status: 'linked' })
})

test('copies the link, and again from its button', async ({ page, site, hub, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  site.page(element())
  await page.goto('/')
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await hub.getByRole('button', { name: 'Send this to an admin' }).click()
  await expect(hub.getByText('Link copied. Send it to someone who can see the key.')).toBeVisible()
  const url = await hub.getByRole('textbox', { name: 'Send this to an admin' }).inputValue()
  expect(await clipboard()).toBe(url)
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await hub.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(clipboard).toBe(url)
})

test('goes when the element is closed, or taken away', async ({ page, site, hub }) => {
  site.page(element('closable'))
  await page.goto('/')
  const ask = hub.getByRole('button', { name: 'Send this to an admin' })
  const field = hub.getByRole('textbox', { name: 'Send this to an admin' })
  await ask.click()
  await expect(field).toBeVisible()
  await hub.getByRole('button', { name: 'Close' }).click()
  await page.evaluate(() => document.querySelector('hub-link')!.open())
  await expect(field).toHaveCount(0)
  await ask.click()
  await expect(field).toBeVisible()
  await page.evaluate(async () => {
    const hub = document.querySelector('hub-link')!
    const parent = hub.parentNode!
    hub.remove()
    await Promise.resolve()
    await Promise.resolve()
    parent.append(hub)
  })
  await expect(ask).toBeVisible()
  await expect(field).toHaveCount(0)
})

test('an endpoint that answers nothing but a link says so, and offers it no more', async ({
  page,
  site,
  hub,
}) => {
  site.intercept((request, response) => {
    if (request.url !== '/plain') return false
    response.writeHead(404).end()
    return true
  })
  site.page(element('', '/plain'))
  await page.goto('/')
  await hub.getByRole('button', { name: 'Send this to an admin' }).click()
  await expect(hub.getByText('A link cannot be made here.')).toBeVisible()
  await expect(hub.getByRole('button', { name: 'Send this to an admin' })).toHaveCount(0)
  await expect(hub.getByRole('button', { name: 'Connect', exact: true })).toBeVisible()
})

for (const [why, attributes] of Object.entries({
  'where the portal leaves it out': 'no-invite',
  'in update mode': 'account="acc_1"',
}))
  test(`is not offered ${why}`, async ({ page, site, hub }) => {
    site.page(element(attributes))
    await page.goto('/')
    await expect(hub.getByRole('button', { name: 'Next' })).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expect(hub.getByText('Not the admin?')).toHaveCount(0)
  })
