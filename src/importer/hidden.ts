/**
 * Whether a reader of the page sees an element at all.
 */
import { attribute, flag, styleProperty } from './attributes.ts'
import { type Element, nameOf } from './nodes.ts'

const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'meta', 'link', 'title', 'base'])

/** Why nobody sees it; undefined for what is seen. */
export function hiddenReason(element: Element): string | undefined {
  const name = nameOf(element)
  if (UNSEEN.has(name)) return `<${name}> shows nothing`
  if (name === 'Visibility' && attribute(element, 'for') === 'agents') return 'it is for machine readers'
  if (flag(element, 'hidden')) return 'it is hidden'
  if (styleProperty(element, 'display') === 'none') return 'its style hides it'
  const classes = (attribute(element, 'className', 'class') ?? '').split(/\s+/)
  if (classes.includes('hidden')) {
    if (classes.some((one) => /^dark:(?:block|inline|flex|grid)/.test(one)))
      return 'it shows in the dark scheme alone'
    // Hidden on narrow screens alone, say.
    if (!classes.some((one) => /:(?:block|inline|flex|grid|table|contents)/.test(one)))
      return 'its class hides it'
  }
  return undefined
}
