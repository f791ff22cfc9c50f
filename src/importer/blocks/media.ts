/**
 * Images, frames around them, and what a guide cannot play: videos and embedded pages become links.
 */
import type { Block } from '../../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attribute, attributesOf, styleProperty } from './attributes.ts'
import type { Convert } from './convert.ts'
import { named, quoted } from '../diagnostics.ts'
import { childrenOf, type Element, isElement, lineOf, nameOf, type Nodes, wordsBelow } from '../nodes.ts'
import { inlineText } from './text.ts'

export function imageBlocks(element: Element, convert: Convert): Block[] {
  const { page } = convert
  const line = lineOf(element)
  const src = attributesOf(element).get('src')
  const alt = attribute(element, 'alt') ?? ''
  const unread = attributesOf(element).get('alt')
  if (typeof unread === 'object')
    page.findings.add(line, 'attribute', `alt={${unread.unread}} of an image is not run: left out.`)
  const title = attribute(element, 'title')
  if (title) page.findings.add(line, 'hover-text', `Left out: ${quoted(title)}.`)
  if (typeof src !== 'string') {
    const source = src === undefined ? 'no address' : `{${src.unread}} for an address`
    const rest = alt.trim() === '' ? 'it is left out' : `its description ${quoted(alt)} stays`
    page.findings.add(line, 'image-dropped', `An image has ${source}: ${rest}.`)
    return convert.piecesToBlocks([{ kind: 'text', text: inlineText(alt) }], line)
  }
  return [...convert.image(src, alt, line, widthOf(element)), ...words(element, 'caption', convert)]
}

/** One of several sources is shown: the `<img>` that every browser can fall back to. */
export function pictureBlocks(element: Element, convert: Convert): Block[] {
  return convert.blocks(childrenOf(element).filter((node) => !isElement(node) || nameOf(node) !== 'source'))
}

export function frameBlocks(element: Element, convert: Convert): Block[] {
  return [
    ...words(element, 'hint', convert),
    ...convert.blocks(childrenOf(element)),
    ...words(element, 'caption', convert),
  ]
}

/** Attributes that can name what is embedded; the first that is there does. */
export const EMBED_TITLES = ['title', 'name']
const SOURCES = ['src', 'url', 'data']

/** A link to what is embedded, named by its title. */
export function embedBlocks(element: Element, convert: Convert): Block[] {
  const { page } = convert
  const line = lineOf(element)
  const name = nameOf(element)
  const title = attribute(element, ...EMBED_TITLES)
  const src = attribute(element, ...SOURCES) ?? sourceWithin(element)
  // `embed` looks for an address at its host's own page: an id alone is none.
  const href = src === undefined ? undefined : linkAddress(page, src, title ?? name, line)
  const unread = SOURCES.flatMap((source) => {
    const value = attributesOf(element).get(source)
    return typeof value === 'object' ? `{${value.unread}}` : []
  })
  const names = /^[A-Z]/.test(name) ? [attribute(element, 'id')] : []
  const said = [title, src, ...names, ...unread, attribute(element, 'poster'), wordsBelow(element).trim()]
  const fate = href === undefined ? 'is not shown' : 'is not shown: a link stands for it'
  page.findings.add(line, 'embed', `${named(`<${name}>`, said.filter(Boolean).join(' '), 300)} ${fate}.`)
  const text = inlineText(title ?? (href === undefined ? '' : new URL(href, 'https://x').host))
  if (href === undefined) return convert.piecesToBlocks([{ kind: 'text', text }], line)
  const link = page.at(line, { kind: 'link' as const, href, content: [{ kind: 'text' as const, text }] })
  return [page.at(line, { kind: 'paragraph', content: [link] })]
}

function words(element: Element, name: string, convert: Convert): Block[] {
  const text = attribute(element, name)
  if (text === undefined) return []
  return convert.piecesToBlocks(convert.attributeText(element, text), lineOf(element))
}

function sourceWithin(element: Element): string | undefined {
  const find = (node: Nodes): string | undefined => {
    if (isElement(node) && nameOf(node) === 'source') return attribute(node, 'src')
    return childrenOf(node).map(find).find(Boolean)
  }
  return childrenOf(element).map(find).find(Boolean)
}

function widthOf(element: Element): number | undefined {
  const said =
    attribute(element, 'width') ?? styleProperty(element, 'width') ?? styleProperty(element, 'maxWidth')
  const width = Number(/^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/.exec(said ?? '')?.[1])
  return width > 0 && width < 10_000 ? width : undefined
}
