/**
 * Links of every spelling: around a text, around blocks, and the words that an element adds to one.
 */
import type { Block } from '../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attribute } from './attributes.ts'
import { type Piece, piecesText, runsOf } from './content.ts'
import type { Convert } from './convert.ts'
import { quoted } from './diagnostics.ts'
import { inlinePieces } from './inline.ts'
import { childrenOf, type Element, lineOf, type Nodes } from './nodes.ts'

/** `<a>`: a link, or a target of links within the page. */
export function anchor(element: Element, convert: Convert): Piece[] {
  const line = lineOf(element)
  const title = attribute(element, 'title')
  if (title) convert.page.findings.add(line, 'hover-text', `Left out: ${quoted(title)}.`)
  const href = attribute(element, 'href')
  if (href !== undefined) return link(href, childrenOf(element), convert, line)
  const pieces = inlinePieces(childrenOf(element), convert)
  // A target of in-page links says nothing itself; the outline has taken its id.
  const isTarget = attribute(element, 'id', 'name') !== undefined
  if (!isTarget) {
    const text = quoted(piecesText(pieces), 100)
    convert.page.findings.add(
      line,
      'link-dropped',
      `The link ${text} has no constant address: its text stays.`,
    )
  }
  return pieces
}

/** A link around text, or a card around what a link cannot hold. */
export function link(raw: string, nodes: readonly Nodes[], convert: Convert, line: number): Piece[] {
  const { page } = convert
  if (convert.isInLink) return inlinePieces(nodes, convert)
  const pieces = convert.withinLink(() => inlinePieces(nodes, convert))
  const href = linkAddress(page, raw, piecesText(pieces), line)
  if (href === undefined) return pieces
  return runsOf(pieces).map((run): Piece => {
    if (Array.isArray(run)) return page.at(line, { kind: 'link', href, content: run })
    const title = cardTitle(run.blocks, href)
    const card = page.at(line, { kind: 'card' as const, title, href, body: [...run.blocks] })
    return { kind: 'blocks', blocks: [card] }
  })
}

/** What a tooltip says, in brackets after its text, and where it leads. */
export function tooltip(element: Element, convert: Convert): Piece[] {
  const tip = [attribute(element, 'headline'), attribute(element, 'tip')].filter(Boolean).join(': ')
  const cta = attribute(element, 'cta')
  const href = attribute(element, 'href')
  const pieces: Piece[] = []
  if (tip !== '') {
    const text = convert.attributeText(element, tip)
    pieces.push({ kind: 'text', text: ' (' }, ...text, { kind: 'text', text: ')' })
  }
  if (cta && href) {
    const text: Nodes = { type: 'text', value: cta }
    pieces.push({ kind: 'text', text: ' ' }, ...link(href, [text], convert, lineOf(element)))
  }
  return pieces
}

const cardTitle = (blocks: readonly Block[], href: string): string => {
  const alt = blocks
    .flatMap((block) => (block.kind === 'image' ? [block.alt] : []))
    .find((text) => text !== '')
  return (alt ?? (URL.canParse(href) ? new URL(href).host : href)).slice(0, 300)
}
