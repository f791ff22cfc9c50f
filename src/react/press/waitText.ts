/** What is said of a rate limit: how long the next attempt has to wait, and that the wait is over. */
import type { Say } from '../../core/messages.ts'
import { timeAhead } from '../timeAhead.ts'

/** Of the whole seconds left; nothing where there is no limit. */
export function waitText(seconds: number | undefined, say: Say, locale: string): string {
  if (seconds === undefined) return ''
  return seconds > 0 ? say('retryIn', { time: timeAhead(seconds, locale, Math.ceil) }) : say('waitOver')
}
