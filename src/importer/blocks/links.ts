/**
 * Links of every spelling: around a text, around blocks, and the words that an element adds to one.
 */
import type { Block, Inline } from '../../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attribute, attributesOf } from './attributes.ts'
import { isSeen, type Piece, piecesText, plainText, runsOf } from './content.ts'
import type { Convert } from './convert.ts'
import { named, quoted } from '../diagnostics.ts'
import { inlinePieces } from './inline.ts'
import { childrenOf, type Element, lineOf, type Nodes } from '../nodes.ts'
import type { Page } from '../page.ts'
import { titleOf } from './titles.ts'

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
  const runs = runsOf(pieces)
  const texts = runs.filter((run) => Array.isArray(run) && isSeen(run))
  const blocks = runs.flatMap((run) => (Array.isArray(run) ? [] : run.blocks))
  const isPictures = blocks.every((block) => block.kind === 'image')
  if (blocks.length === 0 || (texts.length > 0 && isPictures))
    return runs.map((run): Piece => (Array.isArray(run) ? textLink(run, href, page, line, label) : run))
  return [{ kind: 'blocks', blocks: [cardAround(pieces, href, convert, line)] }]
}

function textLink(content: Inline[], href: string, page: Page, line: number, label?: string): Inline {
  // An icon alone has no name.
  const isNameless = isSeen(content) && plainText(content).trim() === ''
  const name: Inline[] = isNameless
    ? [{ kind: 'text', text: label ?? (href.startsWith('#') ? '' : hostOf(href)) }]
    : []
  return page.at(line, { kind: 'link', href, content: [...content, ...name] })
}

/** What a link cannot hold, as one card: a heading that it begins with is its title. */
function cardAround(pieces: readonly Piece[], href: string, convert: Convert, line: number): Block {
  const { page } = convert
  const blocks = convert.piecesToBlocks(pieces, line)
  const [first, ...more] = blocks
  if (first?.kind === 'card' && first.href === undefined && more.length === 0)
    return page.at(line, { ...first, href })
  const heading = blocks.find((block) => block.kind !== 'image')
  if (heading?.kind !== 'heading')
    return page.at(line, { kind: 'card', title: cardTitle(blocks, href), href, body: [...blocks] })
  const { title, extra } = titleOf(heading.content, [], line, page)
  const body = blocks.flatMap((block) => (block === heading ? extra : [block]))
  return page.at(line, { kind: 'card', title, href, body })
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
