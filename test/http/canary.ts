/**
 * The secret that every suite sends, and the search for it at the end: on the console, in outcomes, in addresses.
 */
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'

import type { LinkOutcome } from '../../src/core/link.ts'
import type { PressRequest } from '../../src/http/createAttempts.ts'

/** Looks like a key, and like nothing else that a test prints. */
export const CANARY = 'cAnArY7f3a9b2e5d8c1406'

/** The request of a press, with the canary as the key. */
export const linkRequest = (more: Partial<PressRequest> = {}): PressRequest => ({
  op: 'link',
  provider: 'jazzhr',
  fields: { apiKey: CANARY },
  locale: 'en',
  ...more,
})

/** What a suite has seen. `console` is emptied before each test. */
export interface Watch {
  /** Lines of the console, as `level text`. */
  readonly console: string[]
  /** Keeps a value for the search, and gives it back. */
  note<Value>(value: Value): Value
}

/** Watches the suite it is called in. Fails it in the end if the canary was seen. */
export function watchCanary(): Watch {
  const seen: string[] = []
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const) {
      vi.spyOn(console, level).mockImplementation((...args: unknown[]) => {
        const line = `${level} ${args.map((arg) => (typeof arg === 'string' ? arg : show(arg))).join(' ')}`
        lines.push(line)
        seen.push(line)
      })
    }
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  afterAll(() => {
    expect(seen.length, 'the suite notes what it sees').toBeGreaterThan(0)
    expect(seen.filter((text) => text.includes(CANARY))).toEqual([])
  })
  return {
    console: lines,
    note(value) {
      seen.push(show(value))
      return value
    },
  }
}

/** A good reply to a link. */
export const LINKED = {
  status: 'linked',
  account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme' },
} as const

/** The error code of an outcome, or the status of its reply. */
export const told = (outcome: LinkOutcome): string => (outcome.ok ? outcome.reply.status : outcome.error.code)

const show = (value: unknown): string => inspect(value, { depth: 20, showHidden: true })
