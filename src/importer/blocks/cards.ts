/**
 * Cards: a titled box, mostly a link to a page of the provider's documentation.
 */
import { type Block } from '../../core/guide.ts'
import { linkAddress } from './addresses.ts'
import { attribute, attributesOf } from './attributes.ts'
import type { Convert } from './convert.ts'
import { named } from '../diagnostics.ts'
import { cardTitle } from './links.ts'
import { childrenOf, type Element, lineOf } from '../nodes.ts'
import { inlineText } from './text.ts'

export function cardBlocks(element: Element, convert: Convert): Block[] {
  const { page } = convert
  const line = lineOf(element)
  const { title, extra } = convert.attributeTitle(attribute(element, 'title') ?? '', line)
  const href = attributesOf(element).get('href')
  if (href !== undefined && typeof href !== 'string')
    page.findings.add(
      line,
      'link-dropped',
      `${named('The card', title)} has no constant address: {${href.unread}} is not run.`,
    )
  const address = typeof href === 'string' ? linkAddress(page, href, title, line) : undefined
  const img = attribute(element, 'img')
  const body = [
    ...(img ? convert.image(img, '', line) : []),
    ...extra,
    ...['subtitle', 'description'].flatMap((name) => said(name)),
    ...convert.blocks(childrenOf(element)),
    ...said('cta'),
  ]
  if (address !== undefined)
    return [page.at(line, { kind: 'card', title: title || cardTitle(body, address), href: address, body })]
  return title === '' ? body : [page.at(line, { kind: 'card', title, body })]

  function said(name: string): Block[] {
    return convert.piecesToBlocks(
      convert.attributeText(element, inlineText(attribute(element, name) ?? '')),
      line,
    )
  }
}
