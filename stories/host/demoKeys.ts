/**
 * The keys that the stand-in JazzHR knows, for the demo page, the terminal and the README.
 * They open nothing: only the stand-in reads them.
 */

/** What the stand-in does with a key. */
export type KeyBehaviour = 'good' | 'rejected' | 'no-permission' | 'rate-limited' | 'slow' | 'down'

/** A key to try, and what it shows. */
export interface DemoKey {
  /** 32 letters and digits, as JazzHR's own. */
  readonly key: string
  readonly behaviour: KeyBehaviour
  /** What the person sees, in a few words. */
  readonly shows: string
}

export const DEMO_KEYS: readonly DemoKey[] = [
  { key: 'DemoKeyGood000000000000000000001', behaviour: 'good', shows: 'Links an account.' },
  { key: 'DemoKeyGood000000000000000000002', behaviour: 'good', shows: 'Links a second account.' },
  {
    key: 'DemoKeyRejected00000000000000000',
    behaviour: 'rejected',
    shows: 'JazzHR does not know it, nor any key that is not in this list.',
  },
  {
    key: 'DemoKeyNoPermission0000000000000',
    behaviour: 'no-permission',
    shows: 'JazzHR knows it, but it may not read users.',
  },
  {
    key: 'DemoKeyRateLimited00000000000000',
    behaviour: 'rate-limited',
    shows: 'Too many requests: the next attempt is held for a while.',
  },
  {
    key: 'DemoKeySlow000000000000000000000',
    behaviour: 'slow',
    shows: 'Links an account, after some seconds.',
  },
  { key: 'DemoKeyDown000000000000000000000', behaviour: 'down', shows: 'JazzHR is not available.' },
]
