/**
 * Lists, of Markdown and of HTML. What stands between two items of a list belongs to the item before it.
 */
import type { FootnoteDefinition, List } from 'mdast'

import type { Block } from '../../core/guide.ts'
import { attribute } from './attributes.ts'
import type { Convert } from './convert.ts'
import {
  childrenOf,
  type Element,
  isBlank,
  isElement,
  isExpression,
  lineOf,
  nameOf,
  type Nodes,
  some,
} from '../nodes.ts'

type ListBlock = Extract<Block, { kind: 'list' }>

export function listBlock(node: List, convert: Convert): ListBlock {
  const { page } = convert
  const items = node.children.map((item) => {
    if (typeof item.checked === 'boolean')
      page.findings.add(lineOf(item), 'task-box', `Left out: a ${item.checked ? 'ticked' : 'blank'} box.`)
    return convert.blocks(item.children)
  })
  return page.at(lineOf(node), list(node.ordered === true, node.start ?? 1, items))
}

/** `<ul>`, `<ol>`, and anything that is placed among their items. */
export function htmlList(element: Element, convert: Convert): Block[] {
  const before: Block[] = []
  const items: Block[][] = []
  const take = (nodes: readonly Nodes[]): void => {
    let loose: Nodes[] = []
    const flush = () => {
      const blocks = convert.blocks(loose)
      loose = []
      ;(items.at(-1) ?? before).push(...blocks)
    }
    for (const node of nodes) {
      if (isElement(node) && nameOf(node) === 'li') {
        flush()
        items.push(convert.item(node))
      } else if (holdsItems(node)) {
        flush()
        take(childrenOf(node))
      } else {
        loose.push(node)
      }
    }
    flush()
  }
  take(childrenOf(element))
  const start = Number(attribute(element, 'start') ?? 1)
  if (items.length === 0) return before
  return [...before, convert.page.at(lineOf(element), list(nameOf(element) === 'ol', start, items))]
}

/** Items without a list around them, as one list. */
export const looseItems = (items: readonly Element[], convert: Convert): Block[] => {
  const [first] = items
  if (first === undefined) return []
  const blocks = items.map((item) => convert.item(item))
  return [convert.page.at(lineOf(first), list(false, 1, blocks))]
}

/** The notes of a page, numbered as they are pointed at; those that follow one another in one list. */
export function footnoteLists(notes: readonly FootnoteDefinition[], convert: Convert): Block[] {
  const { page } = convert
  const lists: { start: number; list: ListBlock }[] = []
  for (const note of notes) {
    const number = page.footnoteNumber(note.identifier)
    const items = [convert.blocks(note.children)]
    const last = lists.at(-1)
    if (last && last.start + last.list.items.length === number) last.list.items.push(...items)
    else lists.push({ start: number, list: page.at(lineOf(note), list(true, number, items)) })
  }
  return lists.map(({ list }) => list)
}

/** `<dl>`: each term in bold, its descriptions after it. */
export function definitionList(element: Element, convert: Convert): Block[] {
  return childrenOf(element).flatMap((node): Block[] => {
    if (node.type === 'paragraph' || (isElement(node) && nameOf(node) === 'div'))
      return definitionList({ ...element, children: node.children } as Element, convert)
    if (isElement(node) && nameOf(node) === 'dt') {
      const { content, extra } = convert.content(childrenOf(node))
      const term = convert.page.at(lineOf(node), {
        kind: 'paragraph' as const,
        content: [{ kind: 'strong' as const, content }],
      })
      return content.length === 0 ? extra : [term, ...extra]
    }
    if (isElement(node) && nameOf(node) === 'dd') return convert.blocks(childrenOf(node))
    return isBlank(node) || isExpression(node) ? [] : convert.blocks([node])
  })
}

const list = (ordered: boolean, start: number, items: Block[][]): ListBlock => ({
  kind: 'list',
  ordered,
  ...(ordered && Number.isSafeInteger(start) && start !== 1 ? { start } : {}),
  items,
})

// Paragraphs and wrappers that MDX or an author put around items; a list within keeps its own.
const holdsItems = (node: Nodes): boolean => {
  if (node.type === 'paragraph')
    return node.children.some((child) => isElement(child) && nameOf(child) === 'li')
  if (!isElement(node) || ['ul', 'ol'].includes(nameOf(node))) return false
  const isWrapper = ['', 'div', 'span', 'Fragment'].includes(nameOf(node))
  return isWrapper && some(node, (inner) => isElement(inner) && nameOf(inner) === 'li')
}
