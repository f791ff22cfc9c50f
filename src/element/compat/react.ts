/**
 * The part of React that the widget calls, for the script alone: the build puts this in place of `react` and
 * `react-dom/client`. `tree.ts` draws; `test/e2e/drawing.spec.ts` and the browser suite hold it to what React does.
 */
import {
  afterwards,
  type Child,
  type ComponentType,
  type Drawing,
  drawingOf,
  drawInto,
  drawn,
  type Hook,
  later,
  nextHook,
  type Part,
  type Props,
  refresh,
  rootOf,
} from './tree.ts'

export { Component, Fragment, Fragment as Suspense } from './tree.ts'

export function createElement(
  type: Drawing['type'],
  given: Readonly<Props> | null,
  ...children: readonly Child[]
): Drawing {
  const { props } = drawingOf(type, given)
  const key = props['key'] as string | number | null | undefined
  delete props['key']
  if (children.length > 0) props['children'] = children.length > 1 ? children : children[0]
  return { type, key: key == null ? undefined : String(key), props }
}

/** A root that draws into an empty container. */
export function createRoot(container: Node) {
  const root = rootOf(container)
  return {
    render: (child: Child) => drawInto(root, child),
    unmount: () => drawInto(root, null),
  }
}

/** A component that is drawn anew only with other props. */
export const memo = (Drawn: ComponentType): ComponentType =>
  Object.assign((props: Props) => Drawn(props), { isMemo: true })

/** The build puts what would load on use into the one file, and the component itself in place of this call. */
export const lazy = (): never => {
  throw new Error('Nothing of the script loads on use.')
}

// Hooks

export function useState<Value>(initial: Value | (() => Value)) {
  const hook = nextHook()
  const part = drawn()
  if (!hook.set) {
    hook.value = typeof initial === 'function' ? (initial as () => Value)() : initial
    hook.set = (to: unknown): void => {
      const value: unknown = typeof to === 'function' ? (to as (now: unknown) => unknown)(hook.value) : to
      if (Object.is(value, hook.value)) return
      hook.value = value
      refresh(part)
    }
  }
  return [hook.value as Value, hook.set as (to: Value | ((now: Value) => Value)) => void] as const
}

/** True where `deps` are others than at the last drawing, or there are none. */
function isDue(hook: Hook, deps: readonly unknown[] | undefined): boolean {
  const before = hook.deps
  hook.deps = deps
  return !deps || !before || deps.some((dep, at) => !Object.is(dep, before[at]))
}

function kept<Value>(make: () => Value, deps: readonly unknown[]): Value {
  const hook = nextHook()
  if (isDue(hook, deps)) hook.value = make()
  return hook.value as Value
}

export { kept as useMemo }

export const useCallback = <Value>(value: Value, deps: readonly unknown[]): Value => kept(() => value, deps)

export const useRef = <Value>(current: Value): { current: Value } => kept(() => ({ current }), [])

const effect =
  (queue: (part: Part, run: () => void) => void) =>
  (run: () => (() => void) | undefined, deps?: readonly unknown[]): void => {
    const hook = nextHook()
    const part = drawn()
    if (isDue(hook, deps))
      hook.plan = () =>
        queue(part, () => {
          hook.stop?.()
          hook.stop = run()
        })
  }

export const useEffect = effect(afterwards)
export const useLayoutEffect = effect(later)
export { useLayoutEffect as useInsertionEffect }

let ids = 0

/** An id that nothing else here has. */
export const useId = (): string => kept(() => `i${++ids}`, [])

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

/** A value for all that is drawn inside its provider. */
export function createContext<Value>(standard: Value) {
  const Provider = ({ value, children }: Props): Child => {
    const part = drawn()
    kept(() => part.parts.forEach(refreshReaders), [value])
    return children as Child
  }
  return { Provider, standard }
}

/** Those that are drawn anew on the way need it no more by then. */
function refreshReaders(part: Part): void {
  if (part.reads) refresh(part)
  part.parts.forEach(refreshReaders)
}

export function useContext<Value>(context: ReturnType<typeof createContext<Value>>): Value {
  const part = drawn()
  part.reads = true
  let at: Part | undefined = part
  while (at && at.drawing.type !== context.Provider) at = at.parent
  return at ? (at.drawing.props['value'] as Value) : context.standard
}
