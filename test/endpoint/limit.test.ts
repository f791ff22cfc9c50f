/**
 * The rate limit: per owner, over all endpoints of one storage, status polls not counted.
 */
import { describe, expect, test } from 'vitest'
import { createStorage } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { createLocalStore } from '../../src/endpoint/store/localStore.ts'
import { bench, CANARY, slug } from './harness.ts'

const limit = { requests: 3, seconds: 10 }
const accounts = { op: 'accounts' }

describe('a limit of 3 in 10 s', () => {
  test('refuses the fourth with the time to wait, and lets it in after that', async () => {
    let time = 1_000_000
    const endpoint = bench({ limit, now: () => time })
    for (let index = 0; index < 3; index += 1) expect((await endpoint.post(accounts)).status).toBe(200)
    time += 4_000
    const refused = await endpoint.post(accounts)
    expect([refused.status, slug(refused), refused.headers.get('retry-after')]).toEqual([
      429,
      'rate-limited',
      '6',
    ])
    time += 6_001
    expect((await endpoint.post(accounts)).status).toBe(200)
  })

  test('counts each owner apart', async () => {
    const endpoint = bench({ limit })
    for (let index = 0; index < 4; index += 1) await endpoint.post(accounts)
    expect((await endpoint.post(accounts)).status).toBe(429)
    expect((await endpoint.post(accounts, { 'x-owner': 'org_2' })).status).toBe(200)
  })

  test('counts one owner over all endpoints of a storage', async () => {
    const storage = createStorage({ driver: memory() })
    const servers = [bench({ limit, storage }), bench({ limit, storage })] as const
    const statuses = []
    for (let index = 0; index < 4; index += 1)
      statuses.push((await servers[index % 2]!.post(accounts)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  test('does not count status polls', async () => {
    const endpoint = bench({ limit })
    for (let index = 0; index < 10; index += 1)
      expect((await endpoint.post({ op: 'status', linkId: 'x' })).status).toBe(410)
    expect((await endpoint.post(accounts)).status).toBe(200)
  })

  test('counts malformed requests, so that they cannot be used to hammer', async () => {
    const endpoint = bench({ limit })
    for (let index = 0; index < 3; index += 1) expect((await endpoint.post('{')).status).toBe(400)
    expect((await endpoint.post('{')).status).toBe(429)
  })

  test('keeps a refused key from the provider', async () => {
    const endpoint = bench({ limit: { requests: 1, seconds: 10 } })
    await endpoint.link('first')
    expect(slug(await endpoint.link(CANARY))).toBe('rate-limited')
    expect(endpoint.jazz.keys).toEqual(['first'])
  })

  test('opens again when the clock is set back', async () => {
    let time = 10_000_000
    const endpoint = bench({ limit, now: () => time })
    for (let index = 0; index < 4; index += 1) await endpoint.post(accounts)
    time -= 5_000_000
    expect((await endpoint.post(accounts)).status).toBe(200)
  })
})

test('a window is kept until it ends, whatever the number of owners', async () => {
  const driver = memory()
  let time = 0
  const store = createLocalStore(createStorage({ driver }), driver, 'r', () => time)
  for (const expected of [1, 2])
    for (let owner = 0; owner < 25_000; owner += 1)
      expect((await store.count(`owner ${owner}`, 60)).count).toBe(expected)
  time = 60_000
  expect((await store.count('owner 7', 60)).count).toBe(1)
})

test('is 60 in 60 s where nothing is said, and none where it is false', async () => {
  const standard = bench({ limit: undefined })
  const none = bench({ limit: false })
  const ask = async (endpoint: typeof none) => {
    const statuses = await Promise.all(Array.from({ length: 61 }, () => endpoint.post(accounts)))
    return statuses.filter(({ status }) => status === 429).length
  }
  expect([await ask(standard), await ask(none)]).toEqual([1, 0])
})
