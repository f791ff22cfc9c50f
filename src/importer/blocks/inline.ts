/**
 * Text within a paragraph, a cell or a title: Markdown and the inline elements of HTML and MDX.
 * What stands in a text but is no text (an image, a list in a link) comes out as blocks, in its place.
 */
import type { Inline } from '../../core/guide.ts'
import { attribute, constantOf, isComment } from './attributes.ts'
import { type Piece, piecesText, plainText, wrapped } from './content.ts'
import type { Convert } from './convert.ts'
import { quoted } from '../diagnostics.ts'
import { anchor, link, tooltip } from './links.ts'
import { childrenOf, type Element, isElement, isExpression, lineOf, nameOf, type Nodes } from '../nodes.ts'
import type { Page } from '../page.ts'
import { inlineText } from './text.ts'

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
        convert.warnOfMarks(node)
        return elementPieces(node, convert)
      }
      return [{ kind: 'blocks', blocks: convert.block(node) }]
  }
}

function elementPieces(element: Element, convert: Convert): Piece[] {
  const { page } = convert
  const name = nameOf(element)
  const line = lineOf(element)
  const inner = () => inlinePieces(childrenOf(element), convert)
  if (name === 'br') return [{ kind: 'break' }]
  if (ICONS.has(name)) return icon(element)
  if (name === 'a') return anchor(element, convert)
  if (name === 'Tooltip') return tooltip(element, convert)
  if (STRONG.has(name)) return wrapped(inner(), (content) => ({ kind: 'strong', content }))
  if (EMPHASIS.has(name)) return wrapped(inner(), (content) => ({ kind: 'emphasis', content }))
  if (CODE.has(name)) return wrapped(inner(), code)
  if (STRUCK.has(name)) return struck(inner(), page, line)
  const said = convert.attributePieces(element, ['href'])
  const href = attribute(element, 'href')
  if (href === undefined) return [...said, ...inner()]
  // `<Button href>`: what it holds, else what it says, leads there.
  if (childrenOf(element).length > 0) return [...said, ...link(href, childrenOf(element), convert, line)]
  // An `<area>` says where it leads by its alternative text.
  const [text = href] = [piecesText(said).trim(), attribute(element, 'alt')].filter(Boolean)
  return link(href, [{ type: 'text', value: text }], convert, line)
}

function icon(element: Element): Piece[] {
  const name = inlineText(attribute(element, 'icon', 'name') ?? '')
  return name === '' ? [] : [{ kind: 'icon', name }]
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
