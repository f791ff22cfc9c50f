/**
 * What an outcome alone does not say of the next try of the same press.
 */
import type { LinkOutcome } from '../core/link.ts'

/** A new key after an `idempotency-mismatch`, or how long the endpoint asked to wait (milliseconds). */
export type RetryHint = { readonly kind: 'new-key' } | { readonly kind: 'wait'; readonly ms: number }

// Beside the outcome, not in it: a host may log, compare or pass on an outcome, and sees the documented shape alone.
const hints = new WeakMap<object, RetryHint>()

/** Puts a hint beside an outcome. */
export const hintRetry = (outcome: LinkOutcome, hint: RetryHint): void => void hints.set(outcome, hint)

/** The hint that was put beside this very outcome; undefined for any other value. */
export const retryHint = (outcome: unknown): RetryHint | undefined => hints.get(outcome as object)
