/** What JazzHR may answer, and what may happen on the way: told in plain words, with the key kept and a way on. */
import { connect, expect, keyInput, linkAccount, RETRY_AFTER, test } from './demo.ts'
import { cancelSlow, fail, FAILURES, linkAfterAll, loseReply, waitForSlow } from './flows.ts'

test.use({ viewport: { width: 960, height: 900 } })

for (const failure of FAILURES) {
  const { behaviour } = failure
  test(`a ${behaviour} key: says so, keeps it, and links with a good one`, async ({
    page,
    hub,
    accounts,
    demo,
    secrets,
  }) => {
    const stage = { page, inside: page, hub, keys: demo.keys }
    await page.goto('/')
    await fail(stage, failure)
    await expect(accounts.getByRole('listitem')).toHaveCount(0)
    await linkAfterAll(stage, RETRY_AFTER)
    await expect(accounts.getByRole('listitem')).toHaveCount(1)
    secrets.expectSent(demo.keys[behaviour], demo.keys.good)
  })
}

test('a rate-limited key: holds the next attempt, and counts down', async ({ page, hub, demo, secrets }) => {
  await page.goto('/')
  await connect(hub, demo.keys['rate-limited'])
  const again = hub.getByRole('button', { name: 'Try again' })
  await expect(hub.getByText(/^Try again in \d seconds?$/)).toBeVisible()
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await again.click({ force: true })
  await keyInput(hub).press('Enter')
  await expect(again).not.toHaveAttribute('aria-disabled', { timeout: (RETRY_AFTER + 10) * 1000 })
  await expect(hub.getByText(/^Try again in/)).toHaveCount(0)
  await again.click()
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  secrets.expectSent(demo.keys['rate-limited'], demo.keys['rate-limited'])
  secrets.expectTyped(demo.keys['rate-limited'])
})

test('a slow key: says that it is connecting, and sends one request however often Connect is pressed', async ({
  page,
  hub,
  demo,
  secrets,
}) => {
  await page.goto('/')
  await waitForSlow({ page, inside: page, hub, keys: demo.keys })
  secrets.expectSent(demo.keys.slow)
})

test('a slow key that is cancelled: keeps it, and confirms nothing', async ({ page, hub, demo, secrets }) => {
  await page.goto('/')
  await cancelSlow({ page, inside: page, hub, keys: demo.keys })
  await expect.poll(() => demo.log.some((entry) => (entry as { op?: string }).op === 'link')).toBe(true)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  secrets.expectSent(demo.keys.slow)
  secrets.expectTyped(demo.keys.slow)
})

test('a server that is gone: trying again once it is back links one account', async ({
  page,
  hub,
  accounts,
  demo,
  secrets,
  told,
}) => {
  await page.goto('/')
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible()
  told.expect('network-blocked')
  await demo.stop()
  await connect(hub, demo.keys.good)
  await expect(hub.getByRole('alert')).toHaveText(/We could not reach the server\..*trying again is safe\./)
  await demo.restart()
  await hub.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(accounts.getByRole('listitem')).toHaveCount(1)
  secrets.expectSent(demo.keys.good, demo.keys.good)
})

test('a reply that is lost: trying again meets the account that was made', async ({
  page,
  hub,
  accounts,
  demo,
  secrets,
  told,
}) => {
  await page.goto('/')
  told.expect('network-blocked')
  await loseReply({ page, inside: page, hub, keys: demo.keys })
  await expect(accounts.getByRole('listitem')).toHaveCount(1)
  secrets.expectSent(demo.keys.good, demo.keys.good)
})

test('a person who is offline: says so, and tells when the line is back', async ({
  page,
  hub,
  context,
  demo,
  secrets,
}) => {
  // The widget has all its parts when the line goes dead.
  await page.goto('/', { waitUntil: 'networkidle' })
  await context.setOffline(true)
  await connect(hub, demo.keys.good)
  await expect(hub.getByRole('alert')).toHaveText(/You appear to be offline\./)
  await context.setOffline(false)
  await expect(hub.getByRole('status')).toHaveText('You are back online. You can try again.')
  await hub.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  secrets.expectSent(demo.keys.good, demo.keys.good)
})

test('a key that is linked already: says so, and makes no second account', async ({
  page,
  hub,
  accounts,
  demo,
  secrets,
}) => {
  await page.goto('/')
  await linkAccount(page, hub, demo.keys.good)
  await hub.getByRole('button', { name: 'Link another account' }).click()
  await expect(hub.getByRole('heading', { name: 'Step 1 of 4: Sign in to JazzHR' })).toBeFocused()
  await connect(hub, demo.keys.good)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is already connected' })
  await dialog.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(accounts.getByRole('listitem')).toHaveCount(1)
  secrets.expectSent(demo.keys.good, demo.keys.good)
})

test('what is pasted around a key is taken off, and told', async ({ page, hub, context, demo, secrets }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  const wrapped = `${demo.keys.good.slice(0, 16)}\n${demo.keys.good.slice(16)}`
  await page.evaluate((text) => navigator.clipboard.writeText(text), ` apikey="${wrapped}"\u200b `)
  await keyInput(hub).click()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(keyInput(hub)).toHaveValue(demo.keys.good)
  await expect(hub.getByRole('status')).toHaveText(
    'We removed 2 spaces, a line break, an invisible character, the quotation marks, and “apikey=” from what you entered.',
  )
  await keyInput(hub).press('Enter')
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  secrets.expectSent(demo.keys.good)
})

test('nothing typed: asks for the key, and sends nothing', async ({ page, hub }) => {
  await page.goto('/')
  await hub.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(keyInput(hub)).toBeFocused()
  await expect(keyInput(hub)).toHaveAccessibleDescription(/API key is needed to connect\./i)
})

test('a double click on Try again does not cancel what it started', async ({ page, hub, demo, secrets }) => {
  await page.goto('/')
  await connect(hub, demo.keys.rejected)
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await keyInput(hub).fill(demo.keys.slow)
  await hub.getByRole('button', { name: 'Try again' }).dblclick()
  await expect(page.getByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
  secrets.expectSent(demo.keys.rejected, demo.keys.slow)
})
