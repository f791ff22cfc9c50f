/**
 * Attributes that hold words a reader sees (`title`, `caption`, `description` …) and that nothing else takes.
 */
import type { Block } from '../../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attributeLine, attributesOf, spreadsOf } from './attributes.ts'
import type { Piece } from './content.ts'
import type { Convert } from './convert.ts'
import { quoted } from '../diagnostics.ts'
import { type Element, lineOf, nameOf } from '../nodes.ts'
import { inlineText } from './text.ts'

/** Shown as a heading is. */
const TITLES = new Set([
  'title',
  'label',
  'heading',
  'header',
  'headline',
  'name',
  'question',
  'tag',
  'badge',
])

/** Shown as a sentence. */
const TEXTS = new Set(
  'description caption subtitle subheading summary text tip hint message content body answer tagline cta note detail details value placeholder default deprecated'.split(
    ' ',
  ),
)

/** Say how a thing looks or behaves, or carry no words. */
const SILENT = new Set(
  'id key ref className class style icon iconType iconLibrary color size variant theme type kind intent status width height align valign layout cols columns gap rowSpan colSpan rowspan colspan scope lang dir target rel tabIndex role src srcSet srcset alt loading href hrefLang open defaultOpen horizontal arrow border borders rounded zoom noZoom frameBorder allow allowFullScreen controls autoPlay loop muted playsInline poster titleSize stepNumber start reversed checked disabled readOnly required for htmlFor hidden method action location in path query param language filename highlight lines wrap sync defaultTabIndex defaultTab img image shape url link mode as sizes decoding fetchPriority data download cite datetime dateTime cellPadding cellSpacing cellpadding cellspacing bgColor media integrity crossOrigin referrerPolicy sandbox'.split(
    ' ',
  ),
)

/** Attributes whose addresses are named by what draws them. */
const ADDRESSES = new Set(['href', 'src', 'url', 'data'])
/** The address of a link or a picture, also where nobody knows the attribute. */
const ADDRESS = /^\s*(?:(?:https?:)?\/\/|mailto:|\/)[^\s,]+\s*$/i

/** The words of an element's attributes, as part of the text that it stands in. */
export function spokenPieces(element: Element, taken: readonly string[], convert: Convert): Piece[] {
  return spoken(element, taken, convert).flatMap(({ text, strong }): Piece[] => {
    const pieces = convert.attributeText(element, text)
    const content = pieces.filter((piece) => piece.kind !== 'blocks')
    const space: Piece = { kind: 'text', text: ' ' }
    return strong ? [{ kind: 'strong', content }, space] : [...pieces, space]
  })
}

/** The words of an element's attributes but for those in `taken`, a paragraph each; its address as a link. */
export function spokenBlocks(element: Element, taken: readonly string[], convert: Convert): Block[] {
  const blocks = spoken(element, taken, convert).flatMap(({ text, strong, line }) => {
    const pieces = convert.attributeText(element, text)
    if (!strong) return convert.piecesToBlocks(pieces, line)
    const content = pieces.filter((piece) => piece.kind !== 'blocks')
    return convert.piecesToBlocks([{ kind: 'strong', content }], line)
  })
  const href = attributesOf(element).get('href')
  if (typeof href !== 'string' || taken.includes('href')) return blocks
  const line = lineOf(element)
  const address = linkAddress(convert.page, href, nameOf(element), line)
  if (address === undefined) return blocks
  const link = convert.page.at(line, {
    kind: 'link' as const,
    href: address,
    content: [{ kind: 'text' as const, text: address.replace(/^https:\/\/|^mailto:/, '') }],
  })
  return [...blocks, convert.page.at(line, { kind: 'paragraph', content: [link] })]
}

function spoken(element: Element, taken: readonly string[], convert: Convert) {
  const { page } = convert
  const name = nameOf(element)
  // A custom element shows what it likes; of HTML's own attributes none is a text of the page.
  const isHtml = /^[a-z][^-]*$/.test(name)
  const said: { text: string; strong: boolean; line: number }[] = []
  for (const [key, value] of attributesOf(element)) {
    const line = attributeLine(element, key)
    const isTaken = taken.includes(key)
    // What takes an address says where there is none.
    if (isTaken && (typeof value === 'string' || ADDRESSES.has(key))) continue
    if (!isHtml && key !== 'href' && typeof value === 'string' && ADDRESS.test(value)) {
      page.findings.add(line, 'attribute', `Left out: ${key}=${quoted(value)} of <${name}>.`)
      continue
    }
    if (!isTaken && (SILENT.has(key) || /^(?:data-|aria-|on[A-Z])/.test(key))) continue
    if (typeof value !== 'string') {
      page.findings.add(line, 'attribute', `${key}={${value.unread}} of <${name}> is not run: left out.`)
    } else if (value.trim() === '') {
      continue
    } else if (isHtml) {
      if (key === 'title') page.findings.add(line, 'hover-text', `Left out: ${quoted(value)}.`)
    } else if (TITLES.has(key) || TEXTS.has(key)) {
      said.push({ text: inlineText(value), strong: TITLES.has(key), line })
    } else if (/\s|^[A-Z]/.test(value.trim())) {
      page.findings.add(line, 'attribute', `Left out: ${key}=${quoted(value)} of <${name}>.`)
    }
  }
  for (const spread of spreadsOf(element))
    page.findings.add(lineOf(element), 'attribute', `{${spread}} of <${name}> is not run: left out.`)
  return said
}
