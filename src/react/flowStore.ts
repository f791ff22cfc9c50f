/** Holds one widget's flow outside React, so that a transition happens once however often a component renders. */
import type { flow, FlowEvent, FlowState } from '../core/flow.ts'
import { walk } from '../core/walk.ts'
import type { Ahead } from './ahead.ts'

/** A store for `useSyncExternalStore`. */
export interface FlowStore {
  readonly get: () => FlowState
  readonly subscribe: (listener: () => void) => () => void
  /** Moves the flow. Answers whether the event applied; listeners hear of it before this returns. */
  readonly send: (event: FlowEvent) => boolean
  /** Called with each transition, before the listeners. One at a time. */
  onTransition: (before: FlowState, after: FlowState) => void
}

/** Creates a store that stands at `initial`. Until the code of a press is there, only the guide can be walked. */
export function createFlowStore(initial: FlowState, code: Ahead<{ readonly flow: typeof flow }>): FlowStore {
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
      state = (code.now()?.flow ?? walk)(before, event)
      if (state === before) return false
      try {
        store.onTransition(before, state)
      } finally {
        // Whatever becomes of the telling: what has happened shows.
        listeners.forEach((listener) => listener())
      }
      return true
    },
    onTransition: () => undefined,
  }
  return store
}
