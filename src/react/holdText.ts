/** What is said of a rate limit: how long it holds the next attempt, and that it is over. */
import type { Say } from '../core/messages.ts'
import { timeAhead } from './timeAhead.ts'

export const holdText = (seconds: number, say: Say, locale: string): string =>
  seconds > 0 ? say('retryIn', { time: timeAhead(seconds, locale, Math.ceil) }) : say('waitOver')
