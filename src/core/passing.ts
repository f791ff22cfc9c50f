/** Failures that a further try may mend: the outcome is unknown, or the endpoint asked to come back. */
import type { LinkErrorCode } from './link.ts'

/** What the next poll may mend by itself. */
export const PASSING: ReadonlySet<LinkErrorCode> = new Set<LinkErrorCode>([
  'offline',
  'network',
  'timeout',
  'bad-response',
  'server',
  'provider-unavailable',
  'in-progress',
  'rate-limited',
  'aborted',
])

/** The same, and what somebody mends first. After `config-invalid` nothing was sent: what was unknown before still is. */
export const UNDECIDED: ReadonlySet<LinkErrorCode> = new Set<LinkErrorCode>([
  ...PASSING,
  'session-expired',
  'config-invalid',
])
