/** Holds one widget's flow outside React, so that a transition happens once however often a component renders. */
import { flow, type FlowEvent, type FlowState } from '../core/flow.ts'

/** A store for `useSyncExternalStore`. */
export interface FlowStore {
  readonly get: () => FlowState
  readonly subscribe: (listener: () => void) => () => void
  /** Moves the flow. Answers whether the event applied; listeners hear of it before this returns. */
  readonly send: (event: FlowEvent) => boolean
  /** Called with each transition, before the listeners. One at a time. */
  onTransition: (before: FlowState, after: FlowState) => void
}

/** Creates a store that stands at `initial`. */
export function createFlowStore(initial: FlowState): FlowStore {
  let state = initial
  const listeners = new Set<() => void>()
  const store: FlowStore = {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send(event) {
      const before = state
      state = flow(before, event)
      if (state === before) return false
      store.onTransition(before, state)
      listeners.forEach((listener) => listener())
      return true
    },
    onTransition: () => undefined,
  }
  return store
}
