/** Tells the lists of accounts, in this page and in other tabs of this origin, that an account was linked or unlinked. */
import { HINT_CHANNEL } from '../core/hint.ts'

const signal = new EventTarget()

/** Called when an account has been linked or unlinked. Says nothing about it: the lists ask the endpoint. */
export function announceAccounts(): void {
  signal.dispatchEvent(new Event('accounts'))
  if (typeof BroadcastChannel !== 'function') return
  const channel = new BroadcastChannel(HINT_CHANNEL)
  channel.postMessage({ type: 'accounts' })
  channel.close()
}

/** Calls `listener` whenever an account may have been linked or unlinked. Answers how to stop. */
export function onAccountsChange(listener: () => void): () => void {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(HINT_CHANNEL) : undefined
  signal.addEventListener('accounts', listener)
  channel?.addEventListener('message', listener)
  return () => {
    signal.removeEventListener('accounts', listener)
    channel?.close()
  }
}
