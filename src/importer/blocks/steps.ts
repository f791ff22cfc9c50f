/**
 * Steps: `<Steps>`, `<Step>`, and elements marked `data-guide-step`.
 */
import type { Block, Step } from '../../core/guide.ts'
import { attribute, flag, nameOfFirst } from './attributes.ts'
import type { Convert } from './convert.ts'
import {
  childrenOf,
  type Element,
  headingLevel,
  isBlank,
  isElement,
  lineOf,
  nameOf,
  type Nodes,
  some,
} from '../nodes.ts'
import { scopesOf } from './scopes.ts'

/** Attributes that can hold the title of a step; the first that is there does. */
export const STEP_TITLES = ['title', 'name', 'label']

/** A step outside `<Steps>` stands for itself. */
export const loneStep = (element: Element, convert: Convert, spoken: readonly Block[]): Block[] => [
  convert.page.at(lineOf(element), { kind: 'steps', steps: [step(element, convert, spoken)] }),
]

/** `<Steps>`. What lies between two steps belongs to the one before. */
export function stepsBlocks(element: Element, convert: Convert): Block[] {
  const { page } = convert
  const before: Block[] = []
  const steps: Step[] = []
  // Some sites write headings in place of `<Step>`.
  const level = some(element, (node) => isElement(node) && isStep(node))
    ? undefined
    : childrenOf(element).map(headingLevel).find(Boolean)
  const take = (nodes: readonly Nodes[]): void => {
    let loose: Nodes[] = []
    const flush = () => {
      const blocks = convert.blocks(loose)
      loose = []
      ;(steps.at(-1)?.body ?? before).push(...blocks)
    }
    for (const node of nodes) {
      if (isElement(node) && isAroundSteps(node)) {
        flush()
        convert.warnOfMarks(node)
        const first = steps.length
        take(childrenOf(node))
        for (const inner of steps.slice(first)) applyMarks(inner, node, convert)
      } else if (isElement(node) && isStep(node)) {
        flush()
        convert.warnOfMarks(node)
        const named = nameOfFirst(node, STEP_TITLES)
        steps.push(step(node, convert, convert.attributeBlocks(node, named === undefined ? [] : [named])))
      } else if (level !== undefined && headingLevel(node) === level) {
        flush()
        const { title, extra } = convert.title(childrenOf(node), lineOf(node))
        steps.push(page.at(lineOf(node), newStep(title, extra)))
      } else if (holdsSteps(node)) {
        flush()
        if (isElement(node)) convert.warnOfMarks(node)
        take(childrenOf(node))
      } else {
        loose.push(node)
      }
    }
    flush()
  }
  take(childrenOf(element))
  return steps.length === 0 ? before : [...before, page.at(lineOf(element), { kind: 'steps', steps })]
}

/** True for what is a step by name or by mark. */
export const isStep = (element: Element): boolean =>
  nameOf(element) === 'Step' || flag(element, 'data-guide-step')

/** Steps that follow one another, as one row. */
export function joinSteps(blocks: readonly Block[]): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    if (block.kind === 'steps' && last?.kind === 'steps') last.steps.push(...block.steps)
    else joined.push(block)
  }
  return joined
}

/** A new step, whose id is given once all are known. */
export const newStep = (title: string, body: Block[]): Step => ({
  id: '',
  title,
  optional: isOptional(title),
  scopes: [],
  showScopes: false,
  body,
})

export const isOptional = (title: string): boolean => OPTIONAL.test(title)

/** `Copy it (optional)`, `Copy it [optional, but wise]`, `Optional: copy it`, `Copy it - optional`. */
const OPTIONAL = /[([]\s*optional\b[^)\]]*[)\]]|(?:^|:\s*)optional\s*[:–—-]|\s[–—-]\s*optional$/i

/** `spoken` is what attributes other than the title's say. */
function step(element: Element, convert: Convert, spoken: readonly Block[]): Step {
  const line = lineOf(element)
  const named = attribute(element, ...STEP_TITLES)
  const { marks, nodes } = unwrapped(element, convert)
  // Without a title of its own a step is called by the heading that it begins with.
  const heading = named === undefined ? nodes.findIndex((node) => !isBlank(node)) : -1
  const headingNode = nodes[heading]
  const titled = headingNode && headingOf(headingNode)
  const { title, extra } = titled ? convert.title(titled, line) : convert.attributeTitle(named ?? '', line)
  const inner = titled ? nodes.filter((node) => node !== headingNode) : nodes
  const body = convert.withinStep(() => convert.blocks(inner))
  const made = convert.page.at(line, newStep(title, [...extra, ...spoken, ...body]))
  for (const mark of marks) applyMarks(made, mark, convert)
  return made
}

/** Gives a step what an element around or within it is marked with. */
function applyMarks(made: Step, mark: Element, convert: Convert): void {
  const scopes = scopesOf(mark)
  if (made.scopes.length > 0 && scopes.length > 0 && scopes.join() !== made.scopes.join())
    convert.page.findings.add(
      lineOf(mark),
      'mixed-scopes',
      'The step shows for all of its scopes, in all of its parts.',
    )
  made.scopes = [...new Set([...made.scopes, ...scopes])]
  made.showScopes ||= flag(mark, 'data-guide-display-scopes-list')
}

/** The nodes within the marked elements of a step, and the elements that carry its marks. */
function unwrapped(element: Element, convert: Convert): { marks: Element[]; nodes: Nodes[] } {
  const marks = [element]
  const open = (node: Nodes): readonly Nodes[] => {
    const isMark = isElement(node) && isMarkedPart(node)
    if (isMark) {
      marks.push(node)
      convert.warnOfMarks(node)
    }
    if (!isMark && !holdsMarks(node)) return [node]
    const inner = childrenOf(node).flatMap(open)
    // Parts that stand on one line each are apart on the page.
    return node.type === 'mdxJsxTextElement'
      ? [{ ...node, type: 'paragraph', children: inner } as Nodes]
      : inner
  }
  return { marks, nodes: childrenOf(element).flatMap(open) }
}

/** True for an element that the seed dialect marks as a step, or as the part of one. */
export const isMarkedStep = (element: Element): boolean =>
  nameOf(element) !== 'Step' && flag(element, 'data-guide-step')

/** True for marks around whole steps: they are these steps' own, and make no step besides. */
const isAroundSteps = (element: Element): boolean =>
  isMarkedStep(element) &&
  attribute(element, ...STEP_TITLES) === undefined &&
  some(element, isNamedStep) &&
  isStepsAlone(childrenOf(element))

const isNamedStep = (node: Nodes): boolean => isElement(node) && nameOf(node) === 'Step'

const isStepsAlone = (nodes: readonly Nodes[]): boolean =>
  nodes.every(
    (node) =>
      isBlank(node) || isNamedStep(node) || (node.type === 'paragraph' && isStepsAlone(node.children)),
  )

/** True for what marks the step that it stands in. */
const isMarkedPart = (element: Element): boolean =>
  isMarkedStep(element) || flag(element, 'data-guide-display-scopes-list')

const holdsMarks = (node: Nodes): boolean => {
  const isWrapper = isElement(node) && ['', 'div', 'section', 'Fragment'].includes(nameOf(node))
  if (node.type !== 'paragraph' && !isWrapper) return false
  return some(node, (inner) => isElement(inner) && isMarkedPart(inner))
}

const headingOf = (node: Nodes): readonly Nodes[] | undefined => {
  if (node.type === 'heading') return node.children
  const only = node.type === 'paragraph' && node.children.length === 1 ? node.children[0] : node
  return only && isElement(only) && /^h[1-6]$/.test(nameOf(only)) ? childrenOf(only) : undefined
}

const holdsSteps = (node: Nodes): boolean => {
  if (node.type === 'paragraph') return node.children.some((child) => isElement(child) && isStep(child))
  if (!isElement(node) || !['', 'div', 'Fragment'].includes(nameOf(node))) return false
  return childrenOf(node).some((child) => (isElement(child) && isStep(child)) || holdsSteps(child))
}
