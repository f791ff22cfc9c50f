/**
 * How a page opens: its title, its description, and the index that some exports put before. None is part of a guide.
 */
import { flag } from '../blocks/attributes.ts'
import type { Convert } from '../blocks/convert.ts'
import { quoted } from '../diagnostics.ts'
import { isTransparent } from '../blocks/elements.ts'
import type { Frontmatter } from '../source/frontmatter.ts'
import {
  childrenOf,
  headingLevel,
  isBlank,
  isElement,
  isExpression,
  lineOf,
  nameOf,
  type Nodes,
  type Root,
  some,
} from '../nodes.ts'
import { isMarked } from './outline.ts'

export interface Opening {
  /** The page's own title, where it has one. */
  readonly title: string | undefined
  readonly skipped: ReadonlySet<Nodes>
}

export function readOpening(root: Root, frontmatter: Frontmatter, convert: Convert): Opening {
  const { findings } = convert.page
  const skipped = new Set<Nodes>()
  const leaveOut = (node: Nodes, code: 'page-title' | 'page-description' | 'page-index') => {
    skipped.add(node)
    findings.add(lineOf(node), code, `Not part of a guide: ${quoted(wordsOf(node))}.`)
  }
  for (const [key, code] of [
    ['title', 'page-title'],
    ['description', 'page-description'],
  ] as const) {
    const entry = frontmatter.get(key)
    if (entry && entry.text !== '')
      findings.add(entry.line, code, `Not part of a guide: ${quoted(entry.text)}.`)
  }
  const content = root.children.filter((node) => !saysNothing(node))
  const index = content.findIndex((node) => !isIndex(node))
  content.slice(0, Math.max(0, index)).forEach((node) => leaveOut(node, 'page-index'))
  const rest = content.slice(Math.max(0, index))
  // A notice can stand before the title.
  const start = rest.findIndex((node) => !isComponent(node) || some(node, isHeading))
  const [first, description] = rest.slice(Math.max(0, start))
  const own = frontmatter.get('title')?.text
  const heading = first && firstHeading(first)
  const text = heading && wordsOf(heading)
  if (heading === undefined || text === undefined || (own !== undefined && own.trim() !== text))
    return { title: own, skipped }
  leaveOut(heading, 'page-title')
  if (own === undefined && description && isPlainQuote(description)) leaveOut(description, 'page-description')
  return { title: own ?? text, skipped }
}

const saysNothing = (node: Nodes): boolean =>
  isBlank(node) ||
  isExpression(node) ||
  ['yaml', 'mdxjsEsm', 'definition', 'thematicBreak'].includes(node.type)

// The preamble of pages that are exported for machine readers.
const isIndex = (node: Nodes): boolean =>
  node.type === 'blockquote' && /documentation index|\bllms(?:-full)?\.txt\b/i.test(wordsOf(node))

const isComponent = (node: Nodes): boolean =>
  node.type === 'paragraph'
    ? node.children.every((child) => isElement(child) || isBlank(child))
    : isElement(node)

const isHeading = (node: Nodes): boolean => headingLevel(node) !== undefined

/** The heading of the page that a node is, or begins with, as HTML has it: in a row of elements, or in one around them. */
function firstHeading(node: Nodes): Nodes | undefined {
  if (node.type === 'heading') return node.depth === 1 ? node : undefined
  if (isElement(node) && nameOf(node) === 'h1') return flag(node, 'data-guide-section') ? undefined : node
  if (node.type !== 'paragraph' && !(isElement(node) && isTransparent(node) && !isMarked(node)))
    return undefined
  const first = childrenOf(node).find((child) => !isBlank(child))
  return first && firstHeading(first)
}

// One sentence without dress, as such exports write it. A quote that says more is content.
function isPlainQuote(node: Nodes): boolean {
  if (node.type !== 'blockquote' || node.children.length !== 1) return false
  const [paragraph] = node.children
  return paragraph?.type === 'paragraph' && paragraph.children.every((child) => child.type === 'text')
}

const wordsOf = (node: Nodes): string => {
  if ('value' in node && typeof node.value === 'string') return node.value
  return childrenOf(node)
    .map(wordsOf)
    .join(node.type === 'blockquote' ? ' ' : '')
    .trim()
}
