/**
 * What a reader of the page does not see: it is taken out before anything else looks at the page.
 */
import { attribute, flag, styleProperty } from './attributes.ts'
import { quoted } from '../diagnostics.ts'
import { childrenOf, type Element, isElement, lineOf, nameOf, type Nodes, wordsBelow } from '../nodes.ts'
import type { Page } from '../page.ts'

const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'meta', 'link', 'title', 'base'])

/** The tree without the elements that nobody sees; what they are is said. */
export function seenOf<Tree extends Nodes>(tree: Tree, page: Page): Tree {
  if (!('children' in tree)) return tree
  const seen = tree.children.filter((node) => !(isElement(node) && isLeftOut(node, page)))
  return { ...tree, children: seen.map((node) => seenOf(node, page)) }
}

/** Why nobody sees it; undefined for what is seen. */
function hiddenReason(element: Element): string | undefined {
  const name = nameOf(element)
  if (UNSEEN.has(name)) return `<${name}> shows nothing`
  if (name === 'Visibility' && attribute(element, 'for') === 'agents') return 'it is for machine readers'
  if (flag(element, 'hidden')) return 'it is hidden'
  const isUnseen =
    styleProperty(element, 'display') === 'none' || styleProperty(element, 'visibility') === 'hidden'
  if (isUnseen) return 'its style hides it'
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

function isLeftOut(element: Element, page: Page): boolean {
  const reason = hiddenReason(element)
  if (reason === undefined) return false
  const unseen = [wordsBelow(element), ...attributesIn(element)].join(' ').trim()
  const said = unseen === '' ? '' : `: ${quoted(unseen)}`
  page.findings.add(lineOf(element), 'hidden', `Left out, because ${reason}${said}.`)
  return true
}

/** Words and addresses that a reader would meet. */
const SHOWN = ['title', 'label', 'caption', 'description', 'alt', 'src', 'href']

const attributesIn = (node: Nodes): string[] => {
  const own = isElement(node) ? SHOWN.flatMap((name) => attribute(node, name) ?? []) : []
  const others = 'url' in node ? [node.url] : []
  const alt = 'alt' in node && typeof node.alt === 'string' ? [node.alt] : []
  return [...own, ...alt, ...others, ...childrenOf(node).flatMap(attributesIn)]
}
