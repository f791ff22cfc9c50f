/** Tells the lists of accounts, in this page and in other tabs of this origin, that an account was linked. */
import { HINT_CHANNEL } from '../core/hint.ts'

const signal = new EventTarget()

/** Called when an account has been linked. Says nothing about it: the lists ask the endpoint. */
export function announceLinked(): void {
  signal.dispatchEvent(new Event('linked'))
  if (typeof BroadcastChannel !== 'function') return
  const channel = new BroadcastChannel(HINT_CHANNEL)
  channel.postMessage({ type: 'accounts' })
  channel.close()
}

/** Calls `listener` whenever an account may have been linked. Answers how to stop. */
export function onLinkedAnywhere(listener: () => void): () => void {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(HINT_CHANNEL) : undefined
  signal.addEventListener('linked', listener)
  channel?.addEventListener('message', listener)
  return () => {
    signal.removeEventListener('linked', listener)
    channel?.close()
  }
}
