/**
 * The log: one entry for each request, codes and ids only, every secret scrubbed, and never in the way.
 */
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { scrub } from '../../src/endpoint/log.ts'
import { bench, CANARY, slug } from './harness.ts'

describe('a request', () => {
  test('is one entry that says what, for whom, and how it ended', async () => {
    const endpoint = bench()
    await endpoint.link()
    await endpoint.link()
    expect(endpoint.log).toEqual([
      expect.objectContaining({
        level: 'info',
        event: 'request',
        op: 'link',
        owner: 'org_1',
        provider: 'jazzhr',
        status: 200,
      }),
      expect.objectContaining({ status: 409, problem: 'already-linked', ms: expect.any(Number) as number }),
    ])
  })

  test('with the key in the wrong place does not carry it into the log', async () => {
    const endpoint = bench()
    await endpoint.post({ op: 'link', provider: `${CANARY}!`, fields: {} })
    await endpoint.post({ op: 'link', provider: CANARY.toLowerCase(), fields: {} })
    await endpoint.post({ op: CANARY })
    await endpoint.post({ op: 'link', provider: 'jazzhr', fields: { [CANARY]: 'x' } })
    expect(JSON.stringify(endpoint.log).toLowerCase()).not.toContain(CANARY.toLowerCase())
  })
})

const ownCause = new Error('disk')
ownCause.cause = ownCause

test.each([
  ['is its own cause', ownCause],
  ['has no text for a message', Object.assign(new Error(), { message: { code: 7 } })],
])('a failure of the storage that %s is told and answered', async (_, failure) => {
  const broken = { ...memory(), setItem: () => Promise.reject(failure) } as Driver
  const endpoint = bench({ storage: createStorage({ driver: broken }) })
  expect(slug(await endpoint.link())).toBe('server')
  expect(endpoint.log).toContainEqual(expect.objectContaining({ event: 'storage-failed', op: 'link' }))
})

test.each([
  [
    'throws',
    () => {
      throw new Error('log')
    },
  ],
  ['is async and rejects', () => Promise.reject(new Error('log'))],
])('a log that %s is not in the way', async (_, log) => {
  const uncaught = vi.fn()
  process.on('unhandledRejection', uncaught)
  onTestFinished(() => void process.off('unhandledRejection', uncaught))
  expect(slug(await bench({ log }).link())).toBe('linked')
  await new Promise((done) => setTimeout(done, 0))
  expect(uncaught).not.toHaveBeenCalled()
})

test('without a log, errors and nothing else go to the console, scrubbed', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const other = (['log', 'info', 'warn', 'debug'] as const).map((level) => vi.spyOn(console, level))
  const broken = {
    ...memory(),
    setItem: () =>
      Promise.reject(new Error(`cannot write apikey=${CANARY} ${encodeURIComponent('k&y secret')}`)),
  } as Driver
  const endpoint = bench({ log: undefined, storage: createStorage({ driver: broken }) })
  await bench({ log: undefined }).link()
  expect(told).not.toHaveBeenCalled()
  await endpoint.link('k&y secret')
  const text = JSON.stringify(told.mock.calls)
  expect(text).toContain('storage-failed')
  expect(text).toContain('cannot write')
  for (const secret of [CANARY, 'k&y secret', encodeURIComponent('k&y secret')])
    expect(text).not.toContain(secret)
  for (const spy of other) expect(spy).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

test('a refused origin is told once, with what to do, and not without end', async () => {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  onTestFinished(() => told.mockRestore())
  const { post } = bench({ log: undefined })
  const refuse = async (origin: string) =>
    expect((await post({ op: 'accounts' }, { origin })).status).toBe(403)
  await refuse('http://app.example')
  await refuse('http://app.example')
  expect(told).toHaveBeenCalledTimes(1)
  const text = String(told.mock.lastCall)
  for (const part of ['http://app.example', 'https://app.example', 'publicUrl', 'allowedOrigins'])
    expect(text).toContain(part)
  // Anybody may send it, and a terminal takes this byte for the beginning of a command.
  await refuse('https://a.example\u009b31m')
  expect(told.mock.lastCall).toEqual([expect.stringContaining('https://a.example31m')])
  for (let index = 0; index < 50; index++) await refuse(`https://${index}.example`)
  expect(told.mock.calls.length).toBeLessThan(30)
})

test('a refused preflight is told too', async () => {
  const { fetch, log } = bench()
  const headers = { origin: 'https://portal.example', 'access-control-request-method': 'POST' }
  await fetch(new Request('https://app.example/api/link', { method: 'OPTIONS', headers }))
  expect(log).toEqual([expect.objectContaining({ level: 'warn', event: 'origin-refused' })])
})

test.each([
  ['connect redis://app:p4ss@db.example:6379/0', 'connect redis://[redacted]@db.example:6379/0'],
  [
    'redis://:p4@ss@db.example, redis://:p4ss@db.example',
    'redis://[redacted]@db.example, redis://[redacted]@db.example',
  ],
  ['GET /v1?apikey=p4ss&x=1 token=p4ss', 'GET /v1?apikey=[redacted]&x=1 token=[redacted]'],
  ['a'.repeat(600), 'a'.repeat(500)],
])('a storage’s own secret is taken out of %j', (message, clean) => {
  expect(scrub(message, [])).toBe(clean)
})

test('of a secret that contains another field’s value nothing is left in a message', () => {
  expect(scrub(`no acme-${CANARY} at acme`, ['acme', `acme-${CANARY}`])).toBe('no [redacted] at [redacted]')
})

test('whatever the secret, no form of it is left in a message', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]{4,20}$/), fc.string(), (secret, around) => {
      fc.pre(!'[redacted]'.includes(secret) && !around.includes(secret))
      const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret)]
      const clean = scrub(forms.map((form) => `${around} ${form}`).join(' '), [secret])
      expect(clean.split('[redacted]').join('\n')).not.toContain(secret)
    }),
  )
})
