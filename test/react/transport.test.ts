// The code that carries a press, loaded ahead: what happens while it is on its way, and where it does not come.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { LinkFunction, LinkOutcome } from '../../src/core/link.ts'
import type * as ahead from '../../src/react/ahead.ts'
import type * as transport from '../../src/react/transport.ts'
import { LINKED, linkRequest } from '../http/canary.ts'

const PRESS = '../../src/react/press/press.ts'
const HTTP = '../../src/http/createHttpLink.ts'
const linked: LinkOutcome = { ok: true, reply: LINKED }
const network: LinkOutcome = { ok: false, error: { code: 'network' } }
const signal = new AbortController().signal
const onSessionExpired = () => undefined

let lazy: typeof transport
let parts: typeof ahead

beforeEach(async () => {
  // What was loaded is remembered by the module.
  vi.resetModules()
  lazy = await import('../../src/react/transport.ts')
  parts = await import('../../src/react/ahead.ts')
})
afterEach(() => {
  vi.doUnmock(PRESS)
  vi.doUnmock(HTTP)
})

/** Fails the next load of a module, as a network that is gone does. */
const failNextLoad = (module: string): void => {
  let failed = false
  vi.doMock(module, (importOriginal) => {
    if (failed) return importOriginal()
    failed = true
    throw new Error('gone')
  })
}

/** A host's own link function, and the keys that it was called with. */
const host = (...outcomes: LinkOutcome[]) => {
  const keys: string[] = []
  const link: LinkFunction = (_request, { idempotencyKey }) => {
    keys.push(idempotencyKey)
    return Promise.resolve(outcomes[keys.length - 1] ?? linked)
  }
  return { link, keys }
}

describe('attempts', () => {
  test('wait for their code, and then are those of createAttempts', async () => {
    const { link, keys } = host({ ok: false, error: { code: 'timeout' } })
    const attempts = lazy.lazyAttempts(parts.press, { link, onSessionExpired })
    expect(await attempts.send(linkRequest(), signal)).toEqual({ ok: false, error: { code: 'timeout' } })
    expect(await attempts.send(linkRequest(), signal)).toEqual(linked)
    expect(keys[1]).toBe(keys[0])
  })

  test('begin anew after an edit, at once', async () => {
    const { link, keys } = host({ ok: false, error: { code: 'timeout' } })
    const attempts = lazy.lazyAttempts(parts.press, { link, onSessionExpired })
    attempts.edited()
    await attempts.send(linkRequest(), signal)
    attempts.edited()
    await attempts.send(linkRequest(), signal)
    expect(keys[1]).not.toBe(keys[0])
  })

  test('carry other operations too', async () => {
    const link: LinkFunction = () => Promise.resolve({ ok: true, reply: { status: 'unlinked' } })
    const outcome = await lazy
      .lazyAttempts(parts.press, { link, onSessionExpired })
      .call({ op: 'unlink', account: 'a' }, signal)
    expect(outcome).toEqual({ ok: true, reply: { status: 'unlinked' } })
  })

  test('that two presses begin at once have one key', async () => {
    const { link, keys } = host(network, network)
    const attempts = lazy.lazyAttempts(parts.press, { link, onSessionExpired })
    await Promise.all([attempts.send(linkRequest(), signal), attempts.send(linkRequest(), signal)])
    expect(new Set(keys).size).toBe(1)
  })

  test('whose code does not come are told as network, send nothing, and can be tried again', async () => {
    failNextLoad(PRESS)
    const { link, keys } = host()
    const attempts = lazy.lazyAttempts(parts.press, { link, onSessionExpired })
    expect(await attempts.send(linkRequest(), signal)).toEqual(network)
    expect(keys).toEqual([])
    expect(await attempts.send(linkRequest(), signal)).toEqual(linked)
  })

  test('that are edited while their code does not come leave no unhandled rejection', async () => {
    failNextLoad(PRESS)
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    lazy.lazyAttempts(parts.press, { ...host(), onSessionExpired }).edited()
    parts.loadAhead(parts.press)
    await new Promise((resolve) => setTimeout(resolve, 50))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('are stopped by a signal that comes while their code is on its way', async () => {
    const controller = new AbortController()
    const { link, keys } = host()
    const outcome = lazy
      .lazyAttempts(parts.press, { link, onSessionExpired })
      .send(linkRequest(), controller.signal)
    controller.abort()
    expect(await outcome).toEqual({ ok: false, error: { code: 'aborted' } })
    expect(keys).toEqual([])
  })
})

test('a session that the host has no way to renew is told as expired, and nothing is sent again', async () => {
  const expired: LinkOutcome = { ok: false, error: { code: 'session-expired' } }
  const { link, keys } = host(expired)
  const attempts = lazy.lazyAttempts(parts.press, { link, onSessionExpired: lazy.renewalBy({ current: {} }) })
  expect(await attempts.send(linkRequest(), signal)).toEqual(expired)
  expect(keys).toHaveLength(1)
})

describe('the fetch', () => {
  const context = { signal, idempotencyKey: '11111111-1111-4111-8111-111111111111' }
  const options = { endpoint: 'http://insecure.example/link', page: 'https://app.example/' }

  test('waits for its code, and then is that of createHttpLink', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(await lazy.lazyHttpLink(options)(linkRequest(), context)).toMatchObject({
      ok: false,
      error: { code: 'config-invalid' },
    })
    vi.restoreAllMocks()
  })

  test('whose code does not come is told as network, and can be tried again', async () => {
    failNextLoad(HTTP)
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const link = lazy.lazyHttpLink(options)
    expect(await link(linkRequest(), context)).toEqual(network)
    expect(await link(linkRequest(), context)).toMatchObject({ error: { code: 'config-invalid' } })
    vi.restoreAllMocks()
  })

  test('is loaded ahead once, and not beside a link function of the host', async () => {
    const loaded = vi.fn()
    vi.doMock(HTTP, () => {
      loaded()
      return { createHttpLink: vi.fn() }
    })
    parts.loadAhead(parts.press)
    await parts.press.load()
    expect(loaded).not.toHaveBeenCalled()
    expect(parts.httpLink.now()).toBeUndefined()
    parts.loadAhead(parts.httpLink)
    parts.loadAhead(parts.httpLink)
    await parts.httpLink.load()
    expect(loaded).toHaveBeenCalledOnce()
    expect(parts.httpLink.now()).toHaveProperty('createHttpLink')
  })
})
