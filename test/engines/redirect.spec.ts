/** The redirect flow in each engine: the provider's window, the way back, and a browser that keeps the window shut. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

import { expect } from '@playwright/test'

import { callbackPage } from '../../src/endpoint/callbackPage.ts'
import { ELEMENT, SCRIPT, type Site } from '../e2e/site.ts'
import { test } from './fixtures.ts'
import type { Person } from './person.ts'

const LINK_ID = 'link_1'
// Never reached: the check takes the provider's part in the window that opens.
const PROVIDER = 'https://sign-in.invalid/authorize'

/** Answers like a redirect provider. The link is made once the person came back to the callback page, which is the endpoint's own. */
function standInRedirect(site: Site): string[] {
  const asked: string[] = []
  let back = false
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { op } = JSON.parse(await text(request)) as { op: string }
    asked.push(op)
    const reply =
      op === 'link'
        ? { status: 'redirect', linkId: LINK_ID, url: PROVIDER, expiresIn: 600 }
        : op === 'cancel'
          ? { status: 'cancelled' }
          : back
            ? { status: 'linked', account: { id: 'acc_1', provider: 'jazzhr' } }
            : { status: 'pending', linkId: LINK_ID, pollAfter: 1 }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
  }
  site.intercept((request, response) => {
    if (request.method === 'POST') void answer(request, response)
    else if (request.url?.startsWith('/api/link/callback')) {
      back = true
      const nonce = randomBytes(9).toString('base64')
      const page = { result: 'linked', name: 'JazzHR', nonce, hint: LINK_ID, origin: site.origin } as const
      response.writeHead(200, { 'content-type': 'text/html' }).end(callbackPage(page))
    } else return false
    return true
  })
  return asked
}

/** Comes back to the host in the window that opened, which closes itself; then the widget says that it is done. */
async function comeBack(person: Person, site: Site): Promise<void> {
  const window = await person.tab.opened()
  expect(await person.tab.windows()).toBe(2)
  // The window may be gone before the driver has its answer.
  await window.goto(`${site.origin}/api/link/callback?code=1`).catch(() => undefined)
  await person.see('dialog', 'JazzHR is connected')
  await person.expectFocus('button', 'Done')
  await person.press('Escape')
  await person.expectFocus('heading', 'JazzHR is connected')
}

test('opens the provider’s window by a press, and is done when the person is back', async ({
  person,
  site,
}) => {
  const asked = standInRedirect(site)
  site.page(SCRIPT + ELEMENT)
  await person.open('/')
  await person.fill('API Key', site.keys.good)
  await person.click('button', 'Connect')
  await person.expectFocus('heading', 'Finish at JazzHR')
  await person.picture('authorizing')
  expect(await person.tab.windows()).toBe(1)
  await person.click('button', 'Continue to JazzHR')
  await person.see('button', 'Open again')
  await comeBack(person, site)
  await expect.poll(() => person.tab.windows(), 'the window has closed itself').toBe(1)
  expect(asked[0]).toBe('link')
  expect(new Set(asked.slice(1))).toEqual(new Set(['status']))
})

test('a guide that declares a redirect opens the window by Connect itself', async ({ person, site }) => {
  standInRedirect(site)
  const guide = {
    schema: 1,
    provider: 'jazzhr',
    name: 'JazzHR',
    auth: { kind: 'redirect', hosts: [new URL(PROVIDER).host] },
    sections: [],
    fields: [],
  }
  site.serve('/guide.json', { body: JSON.stringify(guide), type: 'application/json' })
  site.page(`${SCRIPT}<hub-link guide="/guide.json" endpoint="/api/link"></hub-link>`)
  await person.open('/')
  await person.tabTo('button', 'Connect')
  await person.press('Enter')
  await person.see('button', 'Open again')
  await comeBack(person, site)
})

test('a window that is blocked becomes a link, and Cancel leads back to the form', async ({
  person,
  site,
}) => {
  const asked = standInRedirect(site)
  site.page(SCRIPT + ELEMENT)
  await person.open('/')
  await person.run(() => {
    window.open = () => null
  })
  await person.fill('API Key', site.keys.good)
  await person.press('Enter')
  await person.expectFocus('heading', 'Finish at JazzHR')
  await person.tabTo('button', 'Continue to JazzHR')
  await person.press('Enter')
  const link = ['link', 'Continue to JazzHR (opens in a new tab)'] as const
  await person.expectFocus(...link)
  expect(await person.with(link, (element) => (element as HTMLAnchorElement).href)).toBe(PROVIDER)
  await person.picture('blocked')
  await person.tabTo('button', 'Cancel')
  await person.press('Enter')
  await person.expectFocus('button', 'Connect')
  expect(await person.with(['field', 'API Key'], (input) => (input as HTMLInputElement).value)).toBe(
    site.keys.good,
  )
  await expect.poll(() => asked).toContain('cancel')
})
