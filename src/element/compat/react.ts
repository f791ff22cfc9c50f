/**
 * The part of React that the widget calls, over Preact's core and hooks, for the script alone: the build puts this in place
 * of `react` and `react-dom/client`. What React does with the props of an element is in `props.ts`.
 */
import {
  type Component,
  type ComponentChild,
  type ContainerNode,
  type FunctionComponent,
  createElement,
  render,
} from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

export { Component, createContext, createElement, Fragment, Fragment as Suspense } from 'preact'
export {
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useLayoutEffect as useInsertionEffect,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks'

let ids = 0

/** An id that nothing else here has. Preact's begin again once a root has been drawn three times: two labels then named one input. */
export const useId = (): string => useState(() => `i${++ids}`)[0]

/** What a store outside holds, drawn anew whenever it changes. */
export function useSyncExternalStore<Value>(
  subscribe: (listener: () => void) => () => void,
  get: () => Value,
): Value {
  const value = get()
  const [, setValue] = useState(value)
  useLayoutEffect(() => {
    const look = (): void => setValue(get)
    // It may have changed between the drawing and the subscription.
    look()
    return subscribe(look)
  }, [subscribe, get])
  return value
}

/** A component that is drawn anew only with other props. */
export const memo = <Props extends object>(Drawn: FunctionComponent<Props>): FunctionComponent<Props> =>
  function Memo(this: Component<Props>, props) {
    this.shouldComponentUpdate = (next) =>
      (Object.keys(next) as (keyof Props)[]).some((name) => next[name] !== props[name])
    return createElement(Drawn, props)
  }

/** A root that draws into an empty container. */
export const createRoot = (container: ContainerNode) => ({
  render: (node: ComponentChild) => render(node, container),
  unmount: () => render(null, container),
})

/** The build puts what would load on use into the one file, and the component itself in place of this call. */
export const lazy = (): never => {
  throw new Error('Nothing of the script loads on use.')
}
