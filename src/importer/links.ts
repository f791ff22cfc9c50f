/**
 * Links of every spelling: around a text, around blocks, and the words that an element adds to one.
 */
import type { Block, Inline } from '../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attribute, attributesOf } from './attributes.ts'
import { isSeen, type Piece, piecesText, plainText, runsOf } from './content.ts'
import type { Convert } from './convert.ts'
import { named, quoted } from './diagnostics.ts'
import { inlinePieces } from './inline.ts'
import { childrenOf, type Element, lineOf, type Nodes } from './nodes.ts'

/** `<a>`: a link, or a target of links within the page. */
export function anchor(element: Element, convert: Convert): Piece[] {
  const line = lineOf(element)
  const title = attribute(element, 'title')
  if (title) convert.page.findings.add(line, 'hover-text', `Left out: ${quoted(title)}.`)
  const href = attribute(element, 'href')
  const label = attribute(element, 'aria-label')
  if (href !== undefined) return link(href, childrenOf(element), convert, line, label)
  const pieces = inlinePieces(childrenOf(element), convert)
  // A target of in-page links says nothing itself; the outline has taken its id.
  const isTarget = attribute(element, 'id', 'name') !== undefined
  if (!isTarget) {
    const said = attributesOf(element).get('href')
    const source = typeof said === 'object' ? `: {${said.unread}} is not run` : ''
    convert.page.findings.add(
      line,
      'link-dropped',
      `${named('The link', piecesText(pieces))} has no constant address${source}. Its text stays.`,
    )
  }
  return pieces
}

/** A link around text, or a card around what a link cannot hold. `label` names one without words. */
export function link(
  raw: string,
  nodes: readonly Nodes[],
  convert: Convert,
  line: number,
  label?: string,
): Piece[] {
  const { page } = convert
  if (convert.isInLink) {
    const pieces = inlinePieces(nodes, convert)
    const text = piecesText(pieces)
    // An address that is its own text is there to be read.
    if (!text.includes(raw.replace(/^(?:https?:\/\/|mailto:)/i, '')))
      page.findings.add(
        line,
        'link-dropped',
        `${named('The link', text)} to ${quoted(raw)} stands in another: its text stays.`,
      )
    return pieces
  }
  const pieces = convert.withinLink(() => inlinePieces(nodes, convert))
  const href = linkAddress(page, raw, piecesText(pieces), line)
  if (href === undefined) return pieces
  // A heading is often led by an empty link to itself.
  if (!isSeen(pieces) && !href.startsWith('#'))
    page.findings.add(line, 'link-dropped', `The link to ${quoted(raw)} shows nothing on the page.`)
  return runsOf(pieces).map((run): Piece => {
    if (Array.isArray(run)) {
      // An icon alone has no name.
      const isNameless = isSeen(run) && plainText(run).trim() === ''
      const name: Inline[] = isNameless
        ? [{ kind: 'text', text: label ?? (href.startsWith('#') ? '' : hostOf(href)) }]
        : []
      return page.at(line, { kind: 'link', href, content: [...run, ...name] })
    }
    const [only, ...more] = run.blocks
    if (only?.kind === 'card' && only.href === undefined && more.length === 0)
      return { kind: 'blocks', blocks: [page.at(line, { ...only, href })] }
    const title = cardTitle(run.blocks, href)
    const card = page.at(line, { kind: 'card' as const, title, href, body: [...run.blocks] })
    return { kind: 'blocks', blocks: [card] }
  })
}

/** A text, then what its tooltip says in brackets, and where that leads. */
export function tooltip(element: Element, convert: Convert): Piece[] {
  const said = convert.attributePieces(element, ['headline', 'tip', 'cta', 'href'])
  const tip = [attribute(element, 'headline'), attribute(element, 'tip')].filter(Boolean).join(': ')
  const cta = attribute(element, 'cta')
  const href = attribute(element, 'href')
  const line = lineOf(element)
  const isLink = href !== undefined && !cta
  const inner = isLink
    ? link(href, childrenOf(element), convert, line)
    : inlinePieces(childrenOf(element), convert)
  const pieces = [...said, ...inner]
  if (tip !== '') {
    const text = convert.attributeText(element, tip)
    pieces.push({ kind: 'text', text: ' (' }, ...text, { kind: 'text', text: ')' })
  }
  if (cta && href) {
    const text: Nodes = { type: 'text', value: cta }
    pieces.push({ kind: 'text', text: ' ' }, ...link(href, [text], convert, line))
  }
  return pieces
}

/** A name for a card that has none: that of a picture in it, else the host that it leads to. */
export const cardTitle = (blocks: readonly Block[], href: string): string => {
  const alt = blocks
    .flatMap((block) => (block.kind === 'image' ? [block.alt] : []))
    .find((text) => text !== '')
  return (alt ?? hostOf(href)).slice(0, 300)
}

const hostOf = (href: string): string => (URL.canParse(href) ? new URL(href).host || href : href)
