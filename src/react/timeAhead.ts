/** How far ahead something is, as a person says it: "in 5 days", "in 12 seconds". */
import { usableLocales } from '../core/messages.ts'

/** In the largest unit of which there are two; of seconds up to 90. `round` says which way what is left over goes. */
export function timeAhead(seconds: number, locale: string, round: (value: number) => number): string {
  const format = new Intl.RelativeTimeFormat(usableLocales(locale))
  const ahead = (unit: 'second' | 'minute' | 'hour' | 'day', size: number) =>
    format.format(round(seconds / size), unit)
  if (seconds <= 90) return ahead('second', 1)
  if (seconds < 7200) return ahead('minute', 60)
  return seconds < 172_800 ? ahead('hour', 3600) : ahead('day', 86_400)
}
