// Mistakes of the developer: told once, with what, why and how.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type * as usage from '../../src/core/usage.ts'

const { USAGE } = await import('../../src/core/usage.ts')
const CODES = Object.keys(USAGE) as usage.UsageCode[]

const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
let reportUsage: typeof usage.reportUsage

beforeEach(async () => {
  // What was told is remembered by the module.
  vi.resetModules()
  ;({ reportUsage } = await import('../../src/core/usage.ts'))
})
afterEach(() => vi.clearAllMocks())

const lines = () => error.mock.calls.map((call) => call.join(' '))

describe('each usage error', () => {
  test.each(CODES)('%s says its code, what, why and how, in sentences', (code) => {
    reportUsage(code, 'the detail')
    const { what, why, how } = USAGE[code]
    expect(lines()).toEqual([`[hub-link] ${code}: ${what('the detail')} ${why} ${how}`])
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/)
    for (const sentence of [why, how]) expect(sentence).toMatch(/^[A-Z<`“].{15,}[.)]$/)
  })
})

test('is told once for the same code and detail', () => {
  reportUsage('endpoint-refused', 'a')
  reportUsage('endpoint-refused', 'a')
  reportUsage('endpoint-refused', 'b')
  reportUsage('guide-missing')
  reportUsage('guide-missing')
  expect(error).toHaveBeenCalledTimes(3)
})

test('can be a warning', () => {
  reportUsage('network-blocked', 'https://api.example', 'warn')
  expect(warn).toHaveBeenCalledTimes(1)
  expect(error).not.toHaveBeenCalled()
})

test('cuts a long detail, and does not remember without bound', () => {
  reportUsage('guide-invalid', 'x'.repeat(100_000))
  expect(lines()[0]?.length).toBeLessThan(3000)
  for (let index = 0; index < 2000; index += 1) reportUsage('guide-invalid', String(index))
  expect(error).toHaveBeenCalledTimes(2001)
})
