/**
 * `npm run dev` itself: the terminal says where and with which keys, one of them links, and the account outlives a restart,
 * on files and in Redis.
 */
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

import { DEMO_KEYS } from '../../stories/host/demoKeys.ts'
import { hasRedis, sayWithoutRedis, startRedis } from '../endpoint/slow/redisServer.ts'
import { connect, keyInput } from './demo.ts'
import { expect, test } from './devServer.ts'

const ROOT = join(import.meta.dirname, '../..')
const GOOD = DEMO_KEYS[0]!.key
const REJECTED = DEMO_KEYS.find(({ behaviour }) => behaviour === 'rejected')!.key

test('npm run dev links with a demo key, and has the account after a restart', async ({
  page,
  data,
  start,
}) => {
  test.setTimeout(180_000)
  const hub = page.getByRole('region', { name: 'Connect JazzHR' })
  const accounts = page.getByRole('region', { name: 'Linked accounts' })

  const first = await start()
  for (const { key, shows } of DEMO_KEYS) expect(first.output()).toContain(`${key}  ${shows}`)
  await page.goto(first.url)
  await expect(accounts.getByText('No accounts are linked yet.')).toBeVisible({ timeout: 60_000 })
  await page.getByText('Keys to try').click()
  await expect(page.getByRole('definition')).toHaveText(DEMO_KEYS.map(({ shows }) => shows))

  await connect(hub, REJECTED)
  await expect(keyInput(hub)).toHaveAccessibleDescription(/JazzHR did not accept this key/)
  await connect(hub, GOOD)
  const dialog = page.getByRole('dialog', { name: 'JazzHR is connected' })
  await dialog.getByRole('link', { name: 'View accounts' }).click()
  await expect(accounts.getByText('Active')).toHaveCount(1)
  expect((await readdir(data)).sort()).toEqual(['accounts', 'secret'])

  await first.stop()
  const second = await start()
  await page.goto(second.url)
  await expect(accounts.getByText('Active')).toHaveCount(1, { timeout: 60_000 })
  // The secret outlived the restart too: the endpoint still knows the key that it sealed.
  await connect(hub, GOOD)
  await expect(page.getByRole('dialog', { name: 'JazzHR is already connected' })).toBeVisible()
})

sayWithoutRedis('the demo over Redis')
test('REDIS_URL moves it to Redis, and the accounts are there after a restart of both', async ({
  data,
  start,
  request,
}) => {
  test.skip(!hasRedis, 'redis-server is not installed')
  test.setTimeout(180_000)
  const redis = await startRedis()
  try {
    const ask = async ({ url }: { readonly url: string }, body: object) => {
      const headers = { 'hub-protocol': '1', 'idempotency-key': `"${randomUUID()}"` }
      const response = await request.post(new URL('api/link', url).href, { data: body, headers })
      return (await response.json()) as { readonly account: object; readonly accounts: readonly object[] }
    }
    const first = await start(redis.url)
    const { account } = await ask(first, { op: 'link', provider: 'jazzhr', fields: { apiKey: GOOD } })
    expect(account).toMatchObject({ provider: 'jazzhr' })
    // The folder keeps the secret alone.
    expect(await readdir(data)).toEqual(['secret'])
    const dump = await redis.dump()
    expect(dump).toContain('hub-link-demo')
    expect(dump).not.toContain(GOOD)

    await first.stop()
    await redis.stop()
    await redis.start()
    const { accounts } = await ask(await start(redis.url), { op: 'accounts' })
    expect(accounts).toEqual([expect.objectContaining({ ...account, state: 'active' })])
  } finally {
    await redis.dispose()
  }
})

test('npm run dev shows nobody where the accounts are kept', async ({ data, start, request }) => {
  test.setTimeout(120_000)
  const { url } = await start()
  const at = async (path: string) => {
    const response = await request.get(new URL(path, url).href)
    return { status: response.status(), body: await response.text() }
  }
  const list = { data: { op: 'accounts' }, headers: { 'hub-protocol': '1' } }
  expect((await request.post(new URL('api/link', url).href, list)).status()).toBe(200)
  const secret = await readFile(join(data, 'secret'), 'utf8')
  for (const path of [relative(ROOT, data), `@fs${data}`].map((folder) => `/${folder}/secret`))
    for (const query of ['', '?raw', '?import&raw', '?url', '?inline']) {
      const { status, body } = await at(path.replace('//', '/') + query)
      expect({ path, query, status }).toEqual({ path, query, status: 403 })
      expect(body).not.toContain(secret)
    }
})
