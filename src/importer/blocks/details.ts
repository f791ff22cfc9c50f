/**
 * What opens when it is pressed: an accordion, a tab, `<details>`. One without a title would have nothing to press, and stands open.
 */
import type { Block } from '../../core/guide.ts'
import { attribute } from './attributes.ts'
import type { Convert } from './convert.ts'
import { childrenOf, type Element, isElement, lineOf, nameOf, type Nodes } from '../nodes.ts'
import type { Title } from './titles.ts'

/** Attributes that can hold the title; the first that is there does. */
export const DETAILS_TITLES = ['title', 'label']

export function detailsBlocks(element: Element, convert: Convert, spoken: readonly Block[]): Block[] {
  const title = convert.attributeTitle(attribute(element, ...DETAILS_TITLES) ?? '', lineOf(element))
  return titled(title, [...spoken, ...convert.blocks(childrenOf(element))], element, convert)
}

/** `<details><summary>…</summary>…</details>` */
export function htmlDetailsBlocks(element: Element, convert: Convert): Block[] {
  const isSummary = (node: Nodes) => isElement(node) && nameOf(node) === 'summary'
  const nodes = childrenOf(element).flatMap((node): readonly Nodes[] =>
    node.type === 'paragraph' && node.children.some(isSummary) ? node.children : [node],
  )
  const summary = nodes.find(isSummary)
  const title = convert.title(summary ? withoutBlocks(childrenOf(summary)) : [], lineOf(element))
  return titled(title, convert.blocks(nodes.filter((node) => node !== summary)), element, convert)
}

function titled(
  { title, extra }: Title,
  blocks: readonly Block[],
  element: Element,
  convert: Convert,
): Block[] {
  const body = [...extra, ...blocks]
  return title === '' ? body : [convert.page.at(lineOf(element), { kind: 'details', title, body })]
}

/** A title in a heading or a paragraph of its own is that title. */
const withoutBlocks = (nodes: readonly Nodes[]): Nodes[] =>
  nodes.flatMap((node): readonly Nodes[] => {
    const isWrapper = node.type === 'heading' || (isElement(node) && /^(?:h[1-6]|p|div)$/.test(nameOf(node)))
    return isWrapper || node.type === 'paragraph' ? withoutBlocks(childrenOf(node)) : [node]
  })
