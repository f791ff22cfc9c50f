/**
 * The blocks of an element, by the table of components. One that is not known keeps its children, with a warning.
 */
import type { Block } from '../../core/guide.ts'
import { attribute, flag, nameOfFirst } from './attributes.ts'
import { children, COMPONENTS } from './components.ts'
import type { Convert } from './convert.ts'
import { childrenOf, type Element, lineOf, nameOf } from '../nodes.ts'
import { quoted } from '../diagnostics.ts'
import { scopesOf } from './scopes.ts'
import { isMarkedStep } from './steps.ts'

/** True for an element that stands apart from the text around it. */
export const isBlockElement = (element: Element): boolean => COMPONENTS.has(nameOf(element))

/** True for an element that adds nothing to its children. */
export const isTransparent = (element: Element): boolean => COMPONENTS.get(nameOf(element)) === children

export function elementBlocks(element: Element, convert: Convert): Block[] {
  warnOfMarks(element, convert)
  // Within a step a mark is that of its part.
  const isOwnStep = isMarkedStep(element) && !convert.isInStep
  const component = COMPONENTS.get(isOwnStep ? 'Step' : nameOf(element))
  // Text elements on lines of their own come here by way of a paragraph.
  if (component === undefined && convert.isInline(element)) return convert.paragraphs([element])
  if (component === undefined) return unknownBlocks(element, convert)
  const first = nameOfFirst(element, component.takesFirst ?? [])
  const spoken = convert.attributeBlocks(element, [...(component.takes ?? []), ...(first ? [first] : [])])
  const drawn = component.draw(element, convert, spoken)
  return component.places ? drawn : [...spoken, ...drawn]
}

/** Says that an element is not known. Its words are kept. */
export function warnOfUnknown(element: Element, convert: Convert): void {
  const name = nameOf(element)
  const isEmpty = childrenOf(element).length === 0
  const fate = isEmpty ? 'whatever it shows by itself is left out' : 'its text is kept'
  convert.page.findings.add(lineOf(element), 'unknown-component', `<${name}> is not known: ${fate}.`)
}

function unknownBlocks(element: Element, convert: Convert): Block[] {
  warnOfUnknown(element, convert)
  const src = attribute(element, 'src')
  const image = src !== undefined && /\.(?:png|jpe?g|gif|svg|webp|avif)(?:[?#]|$)/i.test(src)
  return [
    ...convert.attributeBlocks(element, image ? ['src'] : []),
    ...(image ? convert.image(src, attribute(element, 'alt') ?? '', lineOf(element)) : []),
    ...convert.blocks(childrenOf(element)),
  ]
}

// Sections are marked, not their parts, and sections and steps have scopes: a guide has no place for others.
export function warnOfMarks(element: Element, convert: Convert): void {
  if (!flag(element, 'data-whitelabel-hide')) return
  convert.page.findings.add(
    lineOf(element),
    'hidden-part',
    'Only whole sections can be hidden under white label: this part shows. Make it a section of its own.',
  )
}

/** Says where an item of a list has marks, none of which can be kept. */
export function warnOfItemMarks(item: Element, convert: Convert): void {
  warnOfMarks(item, convert)
  const scopes = scopesOf(item)
  if (scopes.length > 0)
    convert.page.findings.add(
      lineOf(item),
      'mixed-scopes',
      `Only sections and steps have scopes: this item shows without ${quoted(scopes.join(' '))} too.`,
    )
}
