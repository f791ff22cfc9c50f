/**
 * A server that is killed in the midst of load and started again: the clients' retries lose nothing and double nothing.
 */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { CANARY, newSecret, slug } from '../harness.ts'
import { hasRedis, sayWithoutRedis, startRedis } from './redisServer.ts'
import {
  allAccounts,
  buildServer,
  send,
  sendLink,
  startJazz,
  startServer,
  type Program,
  type ServerProcess,
} from './servers.ts'

sayWithoutRedis('the test of a server that is killed over Redis')

let program: Program
beforeAll(async () => {
  program = await buildServer()
}, 60_000)
afterAll(() => program.dispose())

/** Presses Connect as the widget does: the same key until there is an answer that ends it. */
async function press(url: () => string, apiKey: string, key: string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await sendLink(url(), apiKey, key).catch(() => undefined)
    if (answer?.status === 200) return answer.body.account.id
    if (answer) expect(['in-progress', 'server', 'provider-unavailable']).toContain(slug(answer))
    await new Promise((done) => setTimeout(done, 250))
  }
  throw new Error('never linked')
}

/** Kills the first server again and again while `count` administrators connect; the rest serve on. */
async function underFire(env: Record<string, string>, { kills, others }: { kills: number; others: number }) {
  const jazz = await startJazz(() => 20 + Math.random() * 60)
  const all = { SECRET: newSecret(), JAZZ: jazz.url, ...env }
  const servers: ServerProcess[] = await Promise.all(
    Array.from({ length: 1 + others }, () => startServer(program, all)),
  )
  const presses = Array.from({ length: 60 }, (_, index) => ({
    key: randomUUID(),
    apiKey: `${CANARY}-${index}`,
  }))
  const outcomes = presses.map(async ({ key, apiKey }, index) => {
    await new Promise((done) => setTimeout(done, index * 25))
    return press(() => servers[index % servers.length]!.url, apiKey, key)
  })
  for (let kill = 0; kill < kills; kill += 1) {
    await new Promise((done) => setTimeout(done, 350))
    await servers[0]!.kill()
    servers[0] = await startServer(program, all)
  }
  const ids = await Promise.all(outcomes)
  const accounts = await allAccounts(servers[0]!.url)

  expect(new Set(ids).size).toBe(60)
  expect(accounts.map(({ id }) => id).sort()).toEqual([...ids].sort())
  expect(accounts.every(({ state }) => state === 'active')).toBe(true)
  // Each key is told the same again, and each credential is known.
  for (const [index, { key, apiKey }] of presses.entries()) {
    expect((await sendLink(servers[0]!.url, apiKey, key)).body.account.id).toBe(ids[index])
    expect(slug(await sendLink(servers[0]!.url, apiKey, randomUUID()))).toBe('already-linked')
  }
  for (const account of ids.slice(0, 5)) await send(servers[0]!.url, { op: 'unlink', account })
  expect(await allAccounts(servers[0]!.url)).toHaveLength(55)
  const said = servers.map((server) => server.errors()).join('\n')
  await Promise.all(servers.map((server) => server.kill()))
  await jazz.dispose()
  expect(said).not.toContain(CANARY)
}

describe('a server that is killed', () => {
  test('over files, three times', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'link-kill-'))
    await underFire({ FOLDER: folder }, { kills: 3, others: 0 })
    expect(spawnSync('grep', ['-ra', CANARY, folder]).status).toBe(1)
    rmSync(folder, { recursive: true, force: true })
  }, 120_000)

  test.skipIf(!hasRedis)(
    'over Redis, beside one that serves on',
    async () => {
      const redis = await startRedis()
      await underFire({ REDIS_URL: redis.url }, { kills: 2, others: 1 })
      const dump = await redis.dump()
      expect(dump).toContain('hub-link')
      expect(dump).not.toContain(CANARY)
      await redis.dispose()
    },
    180_000,
  )
})
