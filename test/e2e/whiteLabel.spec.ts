/**
 * White label on the built script: with `white-label` and `brand-*` nothing that a person can see, hear or hover says whose
 * widget this is. Classes, part names, custom properties and the request header are names of the styling contract and the
 * wire: they are for developers, stand in no text, and stay.
 */
import type { Page } from '@playwright/test'

import { PROBLEM_PREFIX, PROBLEM_STATUS, type ProblemSlug } from '../../src/core/link.ts'
import { connect, keyInput, toForm } from './demo.ts'
import { OURS, seen } from './seen.ts'
import { expect, SCRIPT, type Site, test } from './site.ts'

const element = (attributes = ''): string =>
  `${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" white-label brand-name="Northwind" closable ${attributes}></hub-link>`

async function expectNoTrace(page: Page): Promise<void> {
  const texts = (await seen(page)).filter((text) => !text.endsWith('/dist/hub.js'))
  expect(texts.length).toBeGreaterThan(5)
  expect(texts.filter((text) => OURS.test(text))).toEqual([])
}

/** Answers each `link` with the next of these. */
function answer(site: Site, replies: readonly { readonly status: number; readonly body?: object }[]): void {
  let next = 0
  site.intercept((request, response) => {
    if (request.method !== 'POST') return false
    const { status, body } = replies[next++] ?? { status: 500 }
    response.writeHead(status, {
      'content-type': status < 400 ? 'application/json' : 'application/problem+json',
      'retry-after': '1',
    })
    response.end(body ? JSON.stringify(body) : undefined)
    return true
  })
}

const problemOf = (slug: ProblemSlug) => ({
  status: PROBLEM_STATUS[slug],
  body: { type: PROBLEM_PREFIX + slug, title: 'Hub Link', detail: 'Hub Link' },
})

test('no state names us, and the sentences name the portal', async ({ page, site, hub, leaks }) => {
  site.page(element())
  await page.goto('/')
  await expect(hub).toContainText('to Northwind')
  await expect(hub.getByText('Link the account from the Hub')).toHaveCount(0)
  for (const step of [2, 3, 4]) {
    await expectNoTrace(page)
    await hub.getByRole('button', { name: 'Next' }).click()
    await expect(hub.getByRole('heading', { name: new RegExp(`Step ${step} of 4`) })).toBeFocused()
  }
  await toForm(hub)
  await expect(hub).toContainText('It links your JazzHR account to Northwind.')
  for (const typed of ['', 'somebody@portal.example', ` "${site.keys.rejected}" `]) {
    await connect(hub, typed)
    await expectNoTrace(page)
  }
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await hub.getByRole('button', { name: 'Send this to an admin' }).click()
  await expect(hub.getByRole('textbox', { name: 'Send this to an admin' })).toBeVisible()
  await expectNoTrace(page)
  await connect(hub, site.keys.slow)
  await expect(hub.getByText('Connecting to JazzHR')).toBeVisible()
  await expectNoTrace(page)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
  await expect(dialog).toContainText('Your JazzHR account is linked to Northwind.')
  await expectNoTrace(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(hub.getByRole('heading', { name: 'JazzHR is connected' })).toBeFocused()
  await expectNoTrace(page)
  leaks.expectSent(site.keys.rejected, site.keys.slow)
})

test('no failure names us', async ({ page, site, hub, leaks, told: complaints }) => {
  complaints.expectAll(/^reply-invalid$/)
  const replies = [
    ...(Object.keys(PROBLEM_STATUS) as ProblemSlug[])
      // In a test of their own: told like a success, or waited for.
      .filter((slug) => !['already-linked', 'in-progress', 'rate-limited'].includes(slug))
      .flatMap((slug) =>
        Array.from({ length: slug === 'idempotency-mismatch' ? 2 : 1 }, () => problemOf(slug)),
      ),
    { status: 200, body: { status: 'unknown' } },
    { status: 200 },
    { status: 429 },
    { status: 200, body: { status: 'redirect', linkId: 'l', url: 'javascript:alert(1)', expiresIn: 60 } },
    {
      status: 200,
      body: { status: 'redirect', linkId: 'l', url: 'https://sign-in.example/', expiresIn: 60 },
    },
  ]
  answer(site, replies)
  site.page(element())
  await page.goto('/')
  const sent: string[] = []
  const said = new Set<string>()
  for (;;) {
    await toForm(hub)
    await keyInput(hub).fill(site.keys.good)
    const press = hub.getByRole('button', { name: /^(?:Connect|Try again|Start again)$/ })
    await expect(press).not.toHaveAttribute('aria-disabled', { timeout: 10_000 })
    const again = (await press.textContent()) === 'Start again'
    await press.click()
    if (again) continue
    sent.push(site.keys.good)
    const told = hub
      .getByRole('alert')
      .or(keyInput(hub).and(page.locator('[aria-invalid="true"]')))
      .or(hub.getByRole('button', { name: 'Continue to JazzHR' }))
    await expect(told.first()).toBeVisible()
    await expect(hub.getByText('Connecting to JazzHR')).toHaveCount(0)
    await expectNoTrace(page)
    said.add(await hub.innerText())
    if (await hub.getByRole('button', { name: 'Continue to JazzHR' }).isVisible()) break
  }
  // Each failure has words of its own; those that mean the same share theirs.
  expect(said.size).toBeGreaterThan(8)
  leaks.expectSent(...Array.from({ length: replies.length }, () => site.keys.good))
  leaks.expectTyped(site.keys.good)
})

test('no account that was linked before, and no wait, names us', async ({ page, site, hub, leaks }) => {
  // The second is sent again by itself until the third, which holds the next press.
  answer(site, [problemOf('already-linked'), problemOf('in-progress'), problemOf('rate-limited')])
  site.page(element())
  await page.goto('/')
  await connect(hub, site.keys.good)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is already connected' })
  await expect(dialog).toContainText('This account was linked before')
  await expectNoTrace(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await hub.getByRole('button', { name: 'Link another account' }).click()
  await connect(hub, site.keys.good)
  await expect(hub.getByText('Connecting to JazzHR')).toBeVisible()
  await expectNoTrace(page)
  await expect(hub.getByText(/^Try again in \d+ seconds?$/)).toBeVisible()
  await expect(hub.getByRole('alert')).toHaveText(/There were too many attempts/)
  await expectNoTrace(page)
  leaks.expectSent(site.keys.good, site.keys.good, site.keys.good)
  leaks.expectTyped(site.keys.good)
})

for (const [what, attributes] of Object.entries({
  'an unknown provider': 'provider="nobody"',
  'a guide that fails': 'guide="/nowhere.json"',
  'no endpoint': 'provider="jazzhr"',
}))
  test(`a portal’s own mistake does not name us on the page: ${what}`, async ({ page, site, told }) => {
    site.page(`${SCRIPT}<hub-link ${attributes} white-label brand-name="Northwind"></hub-link>`)
    await page.goto('/')
    await expect(page.getByRole('alert')).toBeVisible()
    await expectNoTrace(page)
    told.expectAll(/^(?:provider-unknown|document-failed|endpoint-missing)$/)
  })

test('the search for a trace finds one', async ({ page, site }) => {
  site.page(element('accounts-href="/accounts"').replace('Northwind', 'Hub Link'))
  await page.goto('/')
  await expect(page.getByRole('region')).toBeVisible()
  expect((await seen(page)).filter((text) => OURS.test(text)).length).toBeGreaterThan(0)
})
