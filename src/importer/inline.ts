/**
 * Text within a paragraph, a cell or a title: Markdown and the inline elements of HTML and MDX.
 * What stands in a text but is no text (an image, a list in a link) comes out as blocks, in its place.
 */
import type { Block, Inline } from '../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attribute, constantOf, isComment } from './attributes.ts'
import type { Convert } from './convert.ts'
import { quoted } from './diagnostics.ts'
import { childrenOf, type Element, isElement, isExpression, lineOf, nameOf, type Nodes } from './nodes.ts'
import type { Page } from './page.ts'
import { inlineText } from './text.ts'

/** A piece of text, or blocks that interrupt it. */
export type Piece = Inline | { readonly kind: 'blocks'; readonly blocks: readonly Block[] }

const STRONG = new Set(['b', 'strong'])
const EMPHASIS = new Set(['i', 'em', 'cite', 'dfn', 'var'])
const CODE = new Set(['code', 'kbd', 'samp', 'tt'])
const STRUCK = new Set(['del', 's', 'strike'])
/** Elements that change how a text looks, or nothing at all. */
const PLAIN = new Set(
  'span u small big sub sup mark font abbr acronym time q ins label bdi bdo data output nobr ruby rb rp rt wbr button summary legend area Badge Text Highlight Color'.split(
    ' ',
  ),
)
const ICONS = new Set(['Icon', 'FontAwesomeIcon'])

/** The elements that are part of a text. Any other begins a block. */
export const isInlineElement = (element: Element): boolean => {
  const name = nameOf(element)
  return (
    name === 'a' ||
    name === 'br' ||
    name === 'Tooltip' ||
    [STRONG, EMPHASIS, CODE, STRUCK, PLAIN, ICONS].some((names) => names.has(name))
  )
}

export function inlinePieces(nodes: readonly Nodes[], convert: Convert): Piece[] {
  return nodes.flatMap((node, index): Piece[] => {
    // Paragraphs within an inline element, as MDX makes them of indented lines.
    if (node.type === 'paragraph') {
      const pieces = inlinePieces(node.children, convert)
      return index === 0 ? pieces : [{ kind: 'break' }, ...pieces]
    }
    return inlinePiece(node, convert)
  })
}

function inlinePiece(node: Nodes, convert: Convert): Piece[] {
  const { page } = convert
  const line = lineOf(node)
  switch (node.type) {
    case 'text':
      page.see(line, node.value)
      return [{ kind: 'text', text: inlineText(node.value) }]
    case 'inlineCode':
      page.see(line, node.value)
      return [{ kind: 'code', text: inlineText(node.value) }]
    case 'break':
      return [{ kind: 'break' }]
    case 'strong':
    case 'emphasis':
      return wrapped(inlinePieces(node.children, convert), (content) => ({ kind: node.type, content }))
    case 'delete':
      return struck(inlinePieces(node.children, convert), page, line)
    case 'link':
      if (node.title) page.findings.add(line, 'hover-text', `Left out: ${quoted(node.title)}.`)
      return link(node.url, node.children, convert, line)
    case 'linkReference':
      return link(page.definitions.get(node.identifier) ?? '', node.children, convert, line)
    case 'footnoteReference':
      return [{ kind: 'text', text: `[${page.footnoteNumber(node.identifier)}]` }]
    default:
      if (isExpression(node))
        return expressionPieces(node.value, constantOf(node), isComment(node), page, line)
      if (isElement(node) && convert.isInline(node)) {
        if (convert.hides(node)) return []
        convert.warnOfMarks(node)
        return elementPieces(node, convert)
      }
      return [{ kind: 'blocks', blocks: convert.block(node) }]
  }
}

/** A run of pieces as one content: no white space at its ends or twice in a row, nothing empty. */
export function tidyContent(content: readonly Inline[]): Inline[] {
  const pieces = withoutEmpty(content)
  let space = true
  const collapse = (piece: Inline): Inline => {
    if (piece.kind === 'text') {
      const text = space ? piece.text.replace(/^ +/, '') : piece.text
      if (text !== '') space = text.endsWith(' ')
      return { kind: 'text', text }
    }
    if (piece.kind === 'break') space = true
    // The same object, whose line is known.
    else if ('content' in piece) return Object.assign(piece, { content: piece.content.map(collapse) })
    else space = false
    return piece
  }
  return trimmedEnd(merged(withoutEmpty(pieces.map(collapse))))
}

/** The words of a content, without their dress. */
export const plainText = (content: readonly Inline[]): string =>
  content
    .map((piece) => {
      if ('text' in piece) return piece.text
      return 'content' in piece ? plainText(piece.content) : piece.kind === 'break' ? ' ' : ''
    })
    .join('')

/** `content` in `wrap`, where it is not interrupted; blocks come through as they are. */
export function wrapped(pieces: readonly Piece[], wrap: (content: Inline[]) => Inline): Piece[] {
  return runsOf(pieces).map((run) => (Array.isArray(run) ? wrap(run) : run))
}

/** Text runs as arrays, and the blocks between them. */
export function runsOf(pieces: readonly Piece[]): (Inline[] | Extract<Piece, { kind: 'blocks' }>)[] {
  const runs: (Inline[] | Extract<Piece, { kind: 'blocks' }>)[] = []
  for (const piece of pieces) {
    if (piece.kind === 'blocks') {
      runs.push(piece)
      continue
    }
    const last = runs.at(-1)
    if (Array.isArray(last)) last.push(piece)
    else runs.push([piece])
  }
  return runs
}

function elementPieces(element: Element, convert: Convert): Piece[] {
  const { page } = convert
  const name = nameOf(element)
  const line = lineOf(element)
  const inner = () => inlinePieces(childrenOf(element), convert)
  if (name === 'br') return [{ kind: 'break' }]
  if (ICONS.has(name)) return [{ kind: 'icon', name: inlineText(attribute(element, 'icon', 'name') ?? '') }]
  if (name === 'a') return anchor(element, convert)
  if (name === 'Tooltip') return [...inner(), ...tooltip(element, convert)]
  if (STRONG.has(name)) return wrapped(inner(), (content) => ({ kind: 'strong', content }))
  if (EMPHASIS.has(name)) return wrapped(inner(), (content) => ({ kind: 'emphasis', content }))
  if (CODE.has(name)) return wrapped(inner(), code)
  if (STRUCK.has(name)) return struck(inner(), page, line)
  const said = convert.attributePieces(element)
  const href = attribute(element, 'href')
  if (href === undefined) return [...said, ...inner()]
  // `<Button href>`: what it holds, else what it says, leads there.
  if (childrenOf(element).length > 0) return [...said, ...link(href, childrenOf(element), convert, line)]
  // An `<area>` says where it leads by its alternative text.
  const [text = href] = [piecesText(said).trim(), attribute(element, 'alt')].filter(Boolean)
  return link(href, [{ type: 'text', value: text }], convert, line)
}

function anchor(element: Element, convert: Convert): Piece[] {
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
function link(raw: string, nodes: readonly Nodes[], convert: Convert, line: number): Piece[] {
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

const cardTitle = (blocks: readonly Block[], href: string): string => {
  const alt = blocks
    .flatMap((block) => (block.kind === 'image' ? [block.alt] : []))
    .find((text) => text !== '')
  return (alt ?? (URL.canParse(href) ? new URL(href).host : href)).slice(0, 300)
}

// Code holds no dress; a link around all of it is worth more than the font.
const code = (content: Inline[]): Inline => {
  const only = content[0]
  if (content.length === 1 && only?.kind === 'link') {
    const text = plainText(only.content)
    return only.href === text ? { kind: 'code', text } : { ...only, content: [{ kind: 'code', text }] }
  }
  return { kind: 'code', text: plainText(content) }
}

function tooltip(element: Element, convert: Convert): Piece[] {
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

function struck(pieces: Piece[], page: Page, line: number): Piece[] {
  const text = quoted(piecesText(pieces), 100)
  page.findings.add(
    line,
    'strikethrough',
    `${text} is struck out on the page, and is plain text in the guide.`,
  )
  return pieces
}

function expressionPieces(
  source: string,
  constant: string | undefined,
  comment: boolean,
  page: Page,
  line: number,
): Piece[] {
  if (comment) return []
  if (constant === undefined) {
    page.findings.add(line, 'expression', `{${source}} is not run: what it shows on the page is left out.`)
    return []
  }
  page.see(line, constant)
  return [{ kind: 'text', text: inlineText(constant) }]
}

export const piecesText = (pieces: readonly Piece[]): string =>
  plainText(pieces.filter((piece) => piece.kind !== 'blocks'))

function withoutEmpty(content: readonly Inline[]): Inline[] {
  return content.flatMap((piece): Inline[] => {
    if (piece.kind === 'text' || piece.kind === 'code') return piece.text === '' ? [] : [piece]
    if (!('content' in piece)) return [piece]
    const inner = withoutEmpty(piece.content)
    return inner.length === 0 ? [] : [Object.assign(piece, { content: inner })]
  })
}

function merged(content: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const piece of content) {
    const last = result.at(-1)
    if (piece.kind === 'text' && last?.kind === 'text') last.text += piece.text
    else result.push(piece.kind === 'text' ? { ...piece } : piece)
  }
  return result
}

function trimmedEnd(content: Inline[]): Inline[] {
  let end = content.length
  while (end > 0 && endsEmpty(content[end - 1])) end -= 1
  const kept = content.slice(0, end)
  const last = kept.at(-1)
  if (last?.kind === 'text') last.text = last.text.trimEnd()
  return kept
}

const endsEmpty = (piece: Inline | undefined): boolean =>
  piece?.kind === 'break' || (piece?.kind === 'text' && piece.text.trim() === '')
