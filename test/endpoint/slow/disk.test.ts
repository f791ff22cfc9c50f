/**
 * Files on a disk that is full or read-only, for real: a small tmpfs where this user may mount one.
 */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStorage } from 'unstorage'
import fs from 'unstorage/drivers/fs'

import { fileDriver } from '../../../src/endpoint/index.ts'
import { bench, CANARY, newSecret, slug, type Bench } from '../harness.ts'

const mountpoint = mkdtempSync(join(tmpdir(), 'link-disk-'))
const mount = (...args: string[]) => spawnSync('mount', args).status === 0
const canMount = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mountpoint)
if (!canMount)
  console.warn('this user may not mount a tmpfs: left out the tests of a full and a read-only disk.')

afterAll(() => {
  if (canMount) spawnSync('umount', [mountpoint])
  rmSync(mountpoint, { recursive: true, force: true })
})

const secrets = [newSecret()]
const start = (base: string) => bench({ secrets, storage: createStorage({ driver: fileDriver({ base }) }) })
const states = async (endpoint: Bench) =>
  (await endpoint.post({ op: 'accounts' })).body.accounts.map(({ state }) => state)

describe.skipIf(!canMount)('a disk', () => {
  let base: string
  beforeAll(() => {
    base = join(mountpoint, 'data')
    mkdirSync(base)
  })

  test('that fills up answers server, keeps what there was, and goes on when there is room', async () => {
    const endpoint = start(base)
    const first = await endpoint.link('first')
    expect(slug(first)).toBe('linked')

    const ballast = join(mountpoint, 'ballast')
    let linked = 1
    let refused = 0
    // Room for a different number of writes each time, so that another one is the first to fail.
    for (let room = 0; room < 20; room += 1) {
      writeFileSync(join(mountpoint, 'gap'), Buffer.alloc(room * 4096))
      expect(() => writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024))).toThrow(/ENOSPC/)
      unlinkSync(join(mountpoint, 'gap'))
      const key = randomUUID()
      const apiKey = `${CANARY}-${room}`
      const answer = await endpoint.link(apiKey, {}, key)
      if (answer.status === 200) linked += 1
      else {
        refused += 1
        expect([answer.status, slug(answer)]).toEqual([500, 'server'])
        // Nothing of it is half there.
        const before = await states(endpoint)
        expect(before.every((state) => state === 'active')).toBe(true)
        unlinkSync(ballast)
        expect(slug(await endpoint.link(apiKey, {}, key))).toBe('linked')
        linked += 1
      }
      rmSync(ballast, { force: true })
      expect(await states(endpoint)).toEqual(Array(linked).fill('active'))
    }
    expect(refused).toBeGreaterThan(2)
    expect(await endpoint.credentials({ owner: 'org_1', account: first.body.account.id })).toEqual({
      apiKey: 'first',
    })
    expect(JSON.stringify(endpoint.log)).toContain('ENOSPC')
    expect(JSON.stringify(endpoint.log)).not.toContain(CANARY)
    expect(spawnSync('grep', ['-ra', CANARY, mountpoint]).status).toBe(1)
  }, 60_000)

  test('that is read-only still lists and gives, and refuses to link or unlink', async () => {
    const endpoint = start(base)
    const [account] = (await endpoint.post({ op: 'accounts' })).body.accounts
    const count = (await states(endpoint)).length
    expect(mount('-o', 'remount,ro', mountpoint)).toBe(true)
    const readOnly = start(base)
    expect(await states(readOnly)).toHaveLength(count)
    expect(await readOnly.credentials({ owner: 'org_1', account: account!.id })).toHaveProperty('apiKey')
    const key = randomUUID()
    expect((await readOnly.link('new', {}, key)).status).toBe(500)
    expect((await readOnly.post({ op: 'unlink', account: account!.id })).status).toBe(500)
    expect(mount('-o', 'remount,rw', mountpoint)).toBe(true)
    expect(await states(readOnly)).toHaveLength(count)
    expect(slug(await readOnly.link('new', {}, key))).toBe('linked')
  })
})

test('files of unstorage’s own driver serve too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'link-fs-'))
  const endpoint = bench({ secrets, storage: createStorage({ driver: fs({ base: folder }) }) })
  const { body } = await endpoint.link()
  await endpoint.link('second')
  expect(await states(endpoint)).toEqual(['active', 'active'])
  expect(slug(await endpoint.post({ op: 'unlink', account: body.account.id }))).toBe('unlinked')
  expect(await states(endpoint)).toEqual(['active'])
  expect(spawnSync('grep', ['-ra', CANARY, folder]).status).toBe(1)
  rmSync(folder, { recursive: true, force: true })
})
