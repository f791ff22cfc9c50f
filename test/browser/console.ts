/**
 * The page's console, kept line by line. A widget that works is silent: a test that leaves a warning or an error here
 * without having looked at it fails.
 */
import { afterEach, beforeEach, expect } from 'vitest'

import { loadUsage } from '../../src/core/usage.ts'

/** Lines of the console so far, of every level, as `level text`. */
export const consoleLines: string[] = []

let loud: string[] = []
const LEVELS = ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const

/** The warnings and errors since the last look. Looking is what makes them expected. */
export function takeConsole(): string[] {
  const taken = loud
  loud = []
  return taken
}

/** Watches the console of the file that imports the setup. */
export function watchConsole(): void {
  const own = { ...console }
  beforeEach(async () => {
    // Else the first mistake of a page would be told a moment later.
    await loadUsage()
    consoleLines.length = 0
    loud = []
    for (const level of LEVELS)
      console[level] = (...args: unknown[]) => {
        const line = `${level} ${args.map(show).join(' ')}`
        consoleLines.push(line)
        if (level === 'warn' || level === 'error') loud.push(line)
      }
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onError)
  })
  afterEach(() => {
    Object.assign(console, own)
    window.removeEventListener('error', onError)
    window.removeEventListener('unhandledrejection', onError)
    expect(takeConsole(), 'the console').toEqual([])
  })
}

const onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
  consoleLines.push(`uncaught ${show('reason' in event ? event.reason : event.error)}`)
}

const show = (value: unknown): string =>
  value instanceof Error ? `${value.name}: ${value.message} ${value.stack}` : String(value)
