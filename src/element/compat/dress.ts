/**
 * Gives an element what it is drawn with, as React does, for the script alone: attributes, handlers, a value, a ref.
 */
import type { Part, Props } from './tree.ts'

/** Attributes that are not just the prop in lower case. */
const ATTRIBUTES = new Map([
  ['className', 'class'],
  ['htmlFor', 'for'],
  ['viewBox', 'viewBox'],
  ['strokeWidth', 'stroke-width'],
  ['strokeLinecap', 'stroke-linecap'],
  ['strokeLinejoin', 'stroke-linejoin'],
])

type Handler = (event: Event) => unknown

/** What each element listens to. One listener stands for a type of event, whatever handler is drawn. */
const handlers = new WeakMap<EventTarget, Map<string, Handler | undefined>>()

function hear(event: Event): void {
  handlers.get(event.currentTarget as EventTarget)?.get(event.type)?.(
    Object.assign(event, { nativeEvent: event }),
  )
}

/** Writes what differs from `before`; a ref is told `later`, when all is in its place. */
export function dress(part: Part, before: Props, later: (part: Part, run: () => void) => void): void {
  const node = part.node as Element
  const { type, props } = part.drawing
  for (const name of Object.keys({ ...before, ...props })) {
    const value = props[name]
    if (value === before[name] || name === 'children') continue
    if (name === 'ref') {
      setRef(before[name] as Ref, null)
      later(part, () => setRef(value as Ref, node))
    } else if (/^on[A-Z]/.test(name))
      listen(node, eventOf(name, type as string), value as Handler | undefined)
    else if (name === 'defaultValue' || (name === 'value' && type === 'input')) {
      // Not what stands there already, at which the caret would jump. Of a `<select>` it says nothing: the form chooses.
      const input = node as HTMLInputElement
      if (input[name] !== value) input[name] = value as string
    } else write(node, ATTRIBUTES.get(name) ?? name.toLowerCase(), value)
  }
}

/** What is told of an element. */
export type Ref = ((node: Node | null) => void) | { current: Node | null } | null | undefined

/** Tells a ref of its element, or that it is gone. */
export function setRef(ref: Ref, node: Node | null): void {
  if (typeof ref === 'function') ref(node)
  else if (ref) ref.current = node
}

/** React's blur bubbles, and its change is told with each key. */
function eventOf(name: string, type: string): string {
  if (name === 'onBlur') return 'focusout'
  return name === 'onChange' && type !== 'select' ? 'input' : name.slice(2).toLowerCase()
}

function listen(node: Element, event: string, handler: Handler | undefined): void {
  const own = handlers.get(node) ?? new Map<string, Handler | undefined>()
  handlers.set(node, own.set(event, handler))
  // Once, however often: it is the same function.
  node.addEventListener(event, hear)
}

function write(node: Element, name: string, value: unknown): void {
  // In words where the attribute has a hyphen: aria-expanded="false".
  const isWord = name.includes('-')
  if (value == null || (value === false && !isWord)) node.removeAttribute(name)
  else node.setAttribute(name, value === true && !isWord ? '' : (value as string))
}
