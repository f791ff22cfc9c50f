/** The newest value of a render, for callbacks that are subscribed once. */
import { useInsertionEffect, useRef } from 'react'

/**
 * A ref to what the last render gave. Subscriptions and attempts read it, so that a host's new inline callback neither
 * starts them again nor is missed. An insertion effect, because it runs first and does not warn on a server.
 */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const ref = useRef(value)
  useInsertionEffect(() => {
    ref.current = value
  })
  return ref
}
