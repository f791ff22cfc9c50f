/**
 * What is drawn, as a tree of parts that is brought from one drawing to the next, for the script alone: see `react.ts`.
 * As in React, a part is known again by its key, or else its place, and its type; what stays where it is is never moved.
 */
import { dress, type Ref, setRef } from './dress.ts'

/** What a component is given. Without a prototype: nothing counts that a page adds to `Object.prototype`. */
export type Props = Record<string, unknown>

/** A component: a function, or a class that keeps what is thrown below it. `isMemo` stands for React's `memo`. */
export type ComponentType = ((props: Props) => Child) & {
  readonly isMemo?: boolean
  readonly getDerivedStateFromError?: (error: unknown) => object
}

/** What is to be drawn: an element by its name, a text where that is empty, or what a component gives. */
export interface Drawing {
  readonly type: string | ComponentType
  readonly key: string | undefined
  readonly props: Props
}

export type Child = Drawing | string | number | boolean | null | undefined | readonly Child[]

/** What a hook keeps from one drawing to the next. `plan` puts its effect in a queue, and `stop` undoes that. */
export class Hook {
  value: unknown
  set: ((to: never) => void) | undefined
  deps: readonly unknown[] | undefined
  plan: (() => void) | undefined
  stop: (() => void) | undefined
}

/** A class that is asked what to draw in place of what throws. */
export abstract class Component {
  props: Props = {}
  state: object = {}
  part: Part | undefined

  setState(state: object): void {
    this.state = state
    if (this.part) refresh(this.part)
  }

  abstract render(): Child
}

/** Something that is drawn. */
export class Part {
  parts: Part[] = []
  readonly hooks: Hook[] = []
  readonly depth: number
  /** Of an element, a text, or the container of all. */
  node: Node | undefined
  object: Component | undefined
  /** True where it has read a context. */
  reads = false
  isStale = false
  isGone = false

  constructor(
    public drawing: Drawing,
    readonly parent: Part | undefined,
    /** Its place among those beside it. */
    public place = 0,
  ) {
    this.depth = parent ? parent.depth + 1 : 0
  }

  /** By what it is known again: its key, or its place where it has none. */
  get key(): string | number {
    return this.drawing.key ?? this.place
  }
}

export const Fragment = ({ children }: Props): Child => children as Child

export const drawingOf = (type: Drawing['type'], given: Readonly<Props> | null): Drawing => ({
  type,
  key: undefined,
  props: Object.assign(Object.create(null) as Props, given),
})

const NOTHING = drawingOf('', null)

function childDrawing(child: Child): Drawing | undefined {
  if (child == null || typeof child === 'boolean') return undefined
  if (Array.isArray(child)) return drawingOf(Fragment, { children: child })
  return typeof child === 'object' ? (child as Drawing) : drawingOf('', { data: child })
}

/** A part that stands for a container, in which nothing is drawn yet. */
export function rootOf(container: Node): Part {
  const root = new Part(NOTHING, undefined)
  root.node = container
  return root
}

/** Draws into a root, and all that follows from it. */
export function drawInto(root: Part, child: Child): void {
  drawParts(root, child)
  settle()
}

/** Brings what stands inside a part to what it should be. Whatever throws meanwhile, nothing stays that is not in `parts`. */
function drawParts(part: Part, children: Child): void {
  const before = new Map(part.parts.map((each) => [each.key, each]))
  const left = new Set(part.parts)
  let reached = 0
  part.parts = []
  try {
    ;[children].flat<readonly Child[]>().forEach((child, place) => {
      const drawing = childDrawing(child)
      if (!drawing) return
      let each = before.get(drawing.key ?? place)
      if (each?.drawing.type === drawing.type && left.delete(each)) {
        part.parts.push(each)
        if (each.place < reached) insert(each, nodesOf([each]))
        else reached = each.place
        each.place = place
        draw(each, drawing, each.drawing)
      } else {
        each = new Part(drawing, part, place)
        part.parts.push(each)
        draw(each, drawing)
      }
    })
  } finally {
    left.forEach((each) => remove(each))
  }
}

/** Draws a part anew, or for the first time where nothing was `before`. */
function draw(part: Part, drawing: Drawing, before?: Drawing): void {
  const { type, props } = drawing
  part.drawing = drawing
  if (typeof type === 'function') {
    const isSame = before && (before === drawing || (type.isMemo && !differs(before.props, props)))
    if (!isSame || part.isStale) compose(part, type)
    return
  }
  part.node ??= type ? createElement(part, type) : new Text()
  if (type) {
    dress(part, (before ?? NOTHING).props, later)
    drawParts(part, props['children'] as Child)
  } else if (before?.props['data'] !== props['data']) (part.node as Text).data = props['data'] as string
  if (!before) insert(part, [part.node])
}

const differs = (one: Props, other: Props): boolean =>
  Object.keys({ ...one, ...other }).some((name) => !Object.is(one[name], other[name]))

function createElement(part: Part, type: string): Element {
  const namespace = /^(?:svg|path)$/.test(type)
    ? 'http://www.w3.org/2000/svg'
    : 'http://www.w3.org/1999/xhtml'
  const { ownerDocument } = around(part)
  // An element of the page's that is named like a method of the document stands in front of it.
  return Document.prototype.createElementNS.call(ownerDocument, namespace, type)
}

/** The element, or the container, that a part stands in. */
function around({ parent }: Part): Element {
  return parent?.node ? (parent.node as Element) : around(parent as Part)
}

const nodesOf = (parts: readonly Part[]): Node[] => parts.flatMap((part) => part.node ?? nodesOf(part.parts))

/** Puts nodes behind all that stands before their part in its element. */
function insert(part: Part, nodes: Node[]): void {
  let at = part
  for (;;) {
    const parent = at.parent as Part
    const before = nodesOf(parent.parts.slice(0, parent.parts.indexOf(at))).at(-1)
    if (before || parent.node) {
      if (before) (before as ChildNode).after(...nodes)
      else (parent.node as Element).prepend(...nodes)
      return
    }
    at = parent
  }
}

function remove(part: Part, isInside = false): void {
  part.isGone = true
  for (const { stop } of part.hooks) stop?.()
  setRef(part.drawing.props['ref'] as Ref, null)
  part.parts.forEach((each) => remove(each, isInside || part.node !== undefined))
  if (!isInside) (part.node as ChildNode | undefined)?.remove()
}

// Components

let current: Part
let place = 0

/** The component that is being drawn. */
export const drawn = (): Part => current

/** What the next hook of the component that is being drawn has kept. */
export const nextHook = (): Hook => (current.hooks[place++] ??= new Hook())

/** Draws what a component gives; what a class that is asked to keeps, is drawn in place of what threw. */
function compose(part: Part, type: ComponentType): void {
  part.isStale = false
  const { props } = part.drawing
  if (type.getDerivedStateFromError) {
    const object = (part.object ??= new (type as unknown as new () => Component)())
    object.props = props
    object.part = part
    try {
      drawParts(part, object.render())
    } catch (error) {
      object.state = type.getDerivedStateFromError(error)
      drawParts(part, object.render())
    }
    return
  }
  current = part
  place = 0
  drawParts(part, type(props))
  // After those of what stands inside.
  for (const hook of part.hooks) {
    hook.plan?.()
    hook.plan = undefined
  }
}

const stale = new Set<Part>()

/** Draws a component anew, with all others that have changed by the end of this task's code. */
export function refresh(part: Part): void {
  if (part.isGone) return
  part.isStale = true
  if (stale.size === 0) queueMicrotask(drawStale)
  stale.add(part)
}

export function drawStale(): void {
  runEffects()
  const parts = [...stale].sort((one, other) => one.depth - other.depth)
  stale.clear()
  for (const part of parts)
    if (part.isStale && !part.isGone) attempt(part, () => compose(part, part.drawing.type as ComponentType))
  settle()
}

// Effects

type Task = readonly [part: Part, run: () => void]

let tasks: Task[] = []
let effects: Task[] = []

/** Runs once all that is being drawn is in its place. */
export const later = (part: Part, run: () => void): void => void tasks.push([part, run])

/** Runs once it has been seen, too. */
export const afterwards = (part: Part, run: () => void): void => void effects.push([part, run])

function settle(): void {
  const due = tasks
  tasks = []
  due.forEach(([part, run]) => attempt(part, run))
  if (effects.length === 0) return
  requestAnimationFrame(() => setTimeout(runEffects))
  // A page that is hidden has no frames.
  setTimeout(runEffects, 35)
}

function runEffects(): void {
  const due = effects
  effects = []
  due.forEach(([part, run]) => attempt(part, run))
}

/** Runs what belongs to a part. What it throws goes to the class around it, or to the page. */
function attempt(part: Part, run: () => void): void {
  if (part.isGone) return
  try {
    run()
  } catch (error) {
    let at: Part | undefined = part
    while (at && !at.object) at = at.parent
    const { getDerivedStateFromError } = (at?.drawing.type ?? {}) as Partial<ComponentType>
    if (!getDerivedStateFromError) throw error
    at?.object?.setState(getDerivedStateFromError(error))
  }
}
