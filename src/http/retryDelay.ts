/**
 * The Retry-After of a reply, in both of its forms. Pure.
 */

/** A wait of `ms`, no shorter than 1 s and no longer than 10 min. */
export const clampDelay = (ms: number): number => Math.min(Math.max(ms, 1000), 600_000)

/**
 * How long the reply asks to wait, in milliseconds, clamped to 1 s to 10 min: Retry-After in seconds, or a date,
 * which is read against the reply's own `Date`, so that the clock of this machine does not matter. Undefined
 * where it is absent or unusable.
 */
export function retryDelay(headers: Pick<Headers, 'get'>, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  const sent = httpDate(headers.get('date') ?? '')
  const delay = /^\d+$/.test(value)
    ? Number(value) * 1000
    : httpDate(value) - (Number.isNaN(sent) ? now : sent)
  return Number.isNaN(delay) ? undefined : clampDelay(delay)
}

/** Epoch milliseconds of an HTTP-date (RFC 9110, section 5.6.7); NaN for anything else. */
function httpDate(text: string): number {
  // Engines read dates out of "-5" and "1.5" too: an HTTP-date begins with a day of the week. The asctime form
  // names no zone and means UTC.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return NaN
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
}
