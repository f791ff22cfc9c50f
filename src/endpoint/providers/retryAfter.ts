/**
 * Retry-After as seconds (RFC 9110, section 10.2.3): a number, or a date against the reply's own Date.
 */

/** Seconds to wait, from 1 to 600; 30 when the header is absent or unreadable. */
export function retryAfterSeconds(headers: Headers): number {
  const value = headers.get('retry-after')?.trim() ?? ''
  const until = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - (Date.parse(headers.get('date') ?? '') || Date.now())) / 1000
  return Number.isNaN(until) ? 30 : Math.min(600, Math.max(1, Math.ceil(until)))
}
