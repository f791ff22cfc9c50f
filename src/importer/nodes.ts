/**
 * The page's tree as remark gives it, and the questions that every part of the importer asks of a node.
 */
import type { Nodes, PhrasingContent } from 'mdast'
// The types of MDX and frontmatter nodes come with these.
import type {} from 'remark-frontmatter'
import type {} from 'remark-mdx'

export type { Nodes, Root, Table } from 'mdast'

/** `<Step title="…">…</Step>`, alone on its lines or within a text. A fragment has no name. */
export type Element = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>

/** `{…}` */
export type Expression = Extract<Nodes, { type: 'mdxFlowExpression' | 'mdxTextExpression' }>

export type Phrasing = PhrasingContent

export const lineOf = (node: Nodes): number => node.position?.start.line ?? 1

export const isElement = (node: Nodes): node is Element =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'

export const isExpression = (node: Nodes): node is Expression =>
  node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression'

/** The name as written; a fragment's is empty. */
export const nameOf = (element: Element): string => element.name ?? ''

export const childrenOf = (node: Nodes): readonly Nodes[] => ('children' in node ? node.children : [])

/** White space between elements, which says nothing. */
export const isBlank = (node: Nodes): boolean => node.type === 'text' && node.value.trim() === ''

/** True where `test` holds for the node or anything below it. */
export const some = (node: Nodes, test: (node: Nodes) => boolean): boolean =>
  test(node) || childrenOf(node).some((child) => some(child, test))

/** The words below a node as they are written, for a message. */
export function wordsBelow(node: Nodes): string {
  if ('value' in node && typeof node.value === 'string') return node.value
  return childrenOf(node).map(wordsBelow).join(' ')
}

/** The level of a heading, of Markdown or of HTML. */
export function headingLevel(node: Nodes): number | undefined {
  if (node.type === 'heading') return node.depth
  if (!isElement(node)) return undefined
  const level = /^h([1-6])$/.exec(nameOf(node))?.[1]
  return level === undefined ? undefined : Number(level)
}

/** What stands on the first line of a paragraph, and what below. */
export function partedByLine(nodes: readonly Phrasing[]): { line: Phrasing[]; rest: Phrasing[] } {
  const at = nodes.findIndex(
    (node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')),
  )
  const node = nodes[at]
  if (node?.type !== 'text')
    return { line: nodes.slice(0, at < 0 ? nodes.length : at), rest: at < 0 ? [] : nodes.slice(at + 1) }
  const end = node.value.indexOf('\n')
  const below = { ...node, value: node.value.slice(end + 1) }
  if (node.position) {
    const { start } = node.position
    below.position = { ...node.position, start: { ...start, line: start.line + 1 } }
  }
  return {
    line: [...nodes.slice(0, at), { ...node, value: node.value.slice(0, end) }],
    rest: [below, ...nodes.slice(at + 1)],
  }
}
