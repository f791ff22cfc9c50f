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
