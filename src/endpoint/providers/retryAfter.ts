/**
 * Retry-After as seconds (RFC 9110, section 10.2.3): a number, or a date against the reply's own Date.
 */

const DEFAULT_SECONDS = 30

const secondsIn = (value: string, headers: Headers): number => {
  if (/^\d+$/.test(value)) return Number(value)
  // Date.parse reads "-5" as a year: only an HTTP date is a date.
  if (!value.endsWith('GMT')) return NaN
  const now = Date.parse(headers.get('date') ?? '')
  return (Date.parse(value) - (Number.isNaN(now) ? Date.now() : now)) / 1000
}

/** Seconds to wait, from 1 to 600; 30 when the header is absent or unreadable. */
export function retryAfterSeconds(headers: Headers): number {
  const seconds = secondsIn(headers.get('retry-after')?.trim() ?? '', headers)
  return Number.isNaN(seconds) ? DEFAULT_SECONDS : Math.min(600, Math.max(1, Math.ceil(seconds)))
}
