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

/** What a suite has seen. */
export interface Watch {
  /** What the test that runs has put on the console, as `level text`. */
  console(): Promise<readonly string[]>
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
  afterEach(async () => {
    await sentences()
    vi.restoreAllMocks()
  })
  afterAll(() => {
    expect(seen.length, 'the suite notes what it sees').toBeGreaterThan(0)
    expect(seen.filter((text) => text.includes(CANARY))).toEqual([])
  })
  return {
    async console() {
      await sentences()
      return lines
    },
    note(value) {
      seen.push(show(value))
      return value
    },
  }
}

/** Waits until every usage error has been told: its sentences are loaded when the first one is. */
async function sentences(): Promise<void> {
  await import('../../src/core/usageTexts.ts')
  await new Promise((resolve) => setImmediate(resolve))
}

/** A good reply to a link. */
export const LINKED = {
  status: 'linked',
  account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme' },
} as const

/** The error code of an outcome, or the status of its reply. */
export const told = (outcome: LinkOutcome): string => (outcome.ok ? outcome.reply.status : outcome.error.code)

const show = (value: unknown): string => inspect(value, { depth: 20, showHidden: true })
