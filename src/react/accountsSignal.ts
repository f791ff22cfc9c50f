/** Tells the lists of accounts, in this page and in other tabs of this origin, that an account was linked or unlinked. */
import { HINT_CHANNEL } from '../core/hint.ts'

// In test DOMs without channels, where there is no other tab.
const signal = new EventTarget()

/** Called when an account has been linked or unlinked. Says nothing about it: the lists ask the endpoint. */
export function announceAccounts(): void {
  if (typeof BroadcastChannel !== 'function') {
    signal.dispatchEvent(new Event('message'))
    return
  }
  // Heard in this page too: by every channel of the name but this one.
  const channel = new BroadcastChannel(HINT_CHANNEL)
  channel.postMessage({ type: 'accounts' })
  channel.close()
}

/** Calls `listener` whenever an account may have been linked or unlinked. Answers how to stop. */
export function onAccountsChange(listener: () => void): () => void {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(HINT_CHANNEL) : undefined
  const source = channel ?? signal
  source.addEventListener('message', listener)
  return () => {
    source.removeEventListener('message', listener)
    channel?.close()
  }
}
