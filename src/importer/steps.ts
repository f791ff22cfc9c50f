/**
 * Steps: `<Steps>`, `<Step>`, and elements marked `data-guide-step`.
 */
import type { Block, Step } from '../core/guide.ts'
import { attribute, flag } from './attributes.ts'
import type { Convert } from './convert.ts'
import { childrenOf, type Element, isBlank, isElement, lineOf, nameOf, type Nodes } from './nodes.ts'
import { scopesOf } from './scopes.ts'

/** A step outside `<Steps>` stands for itself. What lies between two steps belongs to the one before. */
export function stepsBlocks(element: Element, convert: Convert): Block[] {
  const { page } = convert
  if (nameOf(element) !== 'Steps')
    return [page.at(lineOf(element), { kind: 'steps', steps: [step(element, convert)] })]
  const before: Block[] = []
  const steps: Step[] = []
  const take = (nodes: readonly Nodes[]): void => {
    let loose: Nodes[] = []
    const flush = () => {
      const blocks = convert.blocks(loose)
      loose = []
      ;(steps.at(-1)?.body ?? before).push(...blocks)
    }
    for (const node of nodes) {
      if (isElement(node) && isStep(node)) {
        flush()
        convert.warnOfMarks(node)
        steps.push(step(node, convert))
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

export const isOptional = (title: string): boolean => /\(optional\)/i.test(title)

function step(element: Element, convert: Convert): Step {
  const line = lineOf(element)
  const named = attribute(element, 'title', 'name', 'label')
  const { marks, nodes } = unwrapped(element, convert)
  // Without a title of its own a step is called by the heading that it begins with.
  const heading = named === undefined ? nodes.findIndex((node) => !isBlank(node)) : -1
  const headingNode = nodes[heading]
  const titled = headingNode && headingOf(headingNode)
  const { title, extra } = titled ? convert.title(titled, line) : convert.attributeTitle(named ?? '', line)
  const body = convert.blocks(titled ? nodes.filter((node) => node !== headingNode) : nodes)
  const made = convert.page.at(line, newStep(title, [...extra, ...body]))
  for (const mark of marks) {
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
  return made
}

/** The nodes within the marked elements of a step, and the elements that carry its marks. */
function unwrapped(element: Element, convert: Convert): { marks: Element[]; nodes: Nodes[] } {
  const marks = [element]
  const nodes = childrenOf(element).flatMap((node): readonly Nodes[] => {
    if (!isElement(node) || !flag(node, 'data-guide-step') || nameOf(node) === 'Step') return [node]
    marks.push(node)
    convert.warnOfMarks(node)
    return childrenOf(node)
  })
  return { marks, nodes }
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
