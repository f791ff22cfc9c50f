// Mistakes of the developer: told once, with what, why and how.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type * as usage from '../../src/core/usage.ts'
import { USAGE } from '../../src/core/usageTexts.ts'

const TEXTS = '../../src/core/usageTexts.ts'
const CODES = Object.keys(USAGE) as (keyof typeof USAGE)[]

const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
let reportUsage: typeof usage.reportUsage

beforeEach(async () => {
  // What was told is remembered by the module.
  vi.resetModules()
  ;({ reportUsage } = await import('../../src/core/usage.ts'))
})
afterEach(() => vi.clearAllMocks())

/** What was told as an error, once the sentences are there. */
const lines = async (): Promise<string[]> => {
  await import(TEXTS)
  await new Promise((resolve) => setImmediate(resolve))
  return error.mock.calls.map((call) => call.join(' '))
}

describe('each usage error', () => {
  test.each(CODES)('%s says its code, what, why and how, in sentences', async (code) => {
    reportUsage(code, 'the detail')
    const { what, why, how } = USAGE[code]
    expect(await lines()).toEqual([
      `[hub-link] ${code}: ${what.replace('{detail}', 'the detail')} ${why} ${how}`,
    ])
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
    for (const sentence of [why, how]) expect(sentence).toMatch(/^[A-Z<`“].{15,}[.)]$/)
  })
})

test('is told once for the same code and detail', async () => {
  reportUsage('endpoint-refused', 'a')
  reportUsage('endpoint-refused', 'a')
  reportUsage('endpoint-refused', 'b')
  reportUsage('guide-missing')
  reportUsage('guide-missing')
  expect(await lines()).toHaveLength(3)
})

test('can be a warning', async () => {
  reportUsage('network-blocked', 'https://api.example', 'warn')
  expect(await lines()).toEqual([])
  expect(warn).toHaveBeenCalledTimes(1)
})

test('cuts a long detail, and does not remember without bound', async () => {
  reportUsage('guide-invalid', 'x'.repeat(100_000))
  expect((await lines())[0]?.length).toBeLessThan(3000)
  for (let index = 0; index < 2000; index += 1) reportUsage('guide-invalid', String(index))
  expect(await lines()).toHaveLength(2001)
})

test('repeats a detail as it is, whatever signs it holds', async () => {
  reportUsage('guide-invalid', "$& $' {detail}")
  expect((await lines())[0]).toContain("The guide cannot be used. $& $' {detail} It is refused")
})

test('says its code and detail where the sentences cannot be loaded', async () => {
  vi.doMock(TEXTS, () => {
    throw new Error('gone')
  })
  reportUsage('document-failed', 'https://a.example/guide.json answered 404')
  await vi.waitFor(() => expect(error).toHaveBeenCalledOnce())
  expect(error.mock.calls[0]).toEqual([
    '[hub-link] document-failed: https://a.example/guide.json answered 404',
  ])
  vi.doUnmock(TEXTS)
})
