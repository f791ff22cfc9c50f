/**
 * What the host's log hears: codes and ids, never a field's value. Free text of an error is scrubbed first.
 */
import type { Operation, ProblemSlug } from '../core/link.ts'
import type { CallbackResult } from './callbackPage.ts'

/** An entry of the log. `ms` is how long the request took; `message` of an `origin-refused` says how to allow the origin. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  readonly event:
    | 'request'
    | 'callback'
    | 'origin-refused'
    | 'owner-failed'
    | 'provider-failed'
    | 'storage-failed'
    | 'record-damaged'
    | 'record-unreadable'
  readonly op?: Operation | undefined
  readonly owner?: string | undefined
  readonly provider?: string | undefined
  readonly account?: string | undefined
  readonly status?: number | undefined
  readonly problem?: ProblemSlug | undefined
  /** How a callback ended. */
  readonly result?: CallbackResult | undefined
  readonly ms?: number | undefined
  readonly error?: { readonly name: string; readonly code?: string; readonly message?: string } | undefined
}

/** Writes an entry. Never throws. */
export type Log = (entry: LogEntry) => void

const toConsole: Log = (entry) => {
  const line = JSON.stringify({ from: 'hub-link/endpoint', ...entry })
  // eslint-disable-next-line no-console -- a failing storage must not be silent where the host gives no log
  if (entry.level === 'error') console.error(line)
  // eslint-disable-next-line no-console -- nor must a wrong publicUrl, which refuses every page of the host's own
  if (entry.event === 'origin-refused') console.warn(line)
}

/** The host's log made safe, be it async too; without one, errors and refused origins go to the console. */
export const createLog = (log: (entry: LogEntry) => unknown = toConsole): Log => {
  // A broken log must not break a link, nor end the process by a rejection that nobody catches.
  const write = async (entry: LogEntry): Promise<void> => {
    await log(entry)
  }
  return (entry) => void write(entry).catch(() => undefined)
}

const REDACTED = '[redacted]'

/** Takes every form in which a value may stand in a message out of it. Values of under four characters are too common to find. */
export function scrub(message: string, values: readonly string[]): string {
  const forms = values
    .filter((value) => value.length >= 4)
    .flatMap((value) => [
      value,
      encodeURIComponent(value),
      new URLSearchParams([['', value]]).toString().slice(1),
    ])
    .flatMap((form) => [form, JSON.stringify(form).slice(1, -1)])
    // The longest first: of a value that begins with another the rest would stay.
    .sort((a, b) => b.length - a.length)
  const clean = forms.reduce((text, form) => text.replaceAll(form, REDACTED), message)
  return (
    clean
      .replace(/\b([\w-]*(?:key|token|secret|password)=)[^&\s"']+/gi, `$1${REDACTED}`)
      // Up to the last @: a password may hold one.
      .replace(/:\/\/[^\s/]+@/g, `://${REDACTED}@`)
      .slice(0, 500)
  )
}

// An error may be its own cause.
const MAX_CAUSES = 5

const codeOf = (error: unknown, causes = MAX_CAUSES): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error && causes > 0 ? codeOf(error.cause, causes - 1) : undefined
}

/**
 * An error for the log. Its own words only with `values`, the secrets to take out of them: a provider's words may hold
 * the credential in a form that nobody foresaw.
 */
export function describe(error: unknown, values?: readonly string[]): NonNullable<LogEntry['error']> {
  const name = error instanceof Error ? error.name : typeof error
  // A library may have put anything there.
  const { message }: { readonly message?: unknown } = error instanceof Error ? error : {}
  const code = codeOf(error)
  return {
    name,
    ...(code !== undefined && { code }),
    ...(values && typeof message === 'string' && { message: scrub(message, values) }),
  }
}
