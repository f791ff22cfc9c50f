/**
 * How the title of a step begins, and lines in bold that stand for one: `**Step 2:** Copy the key`.
 */
import {
  childrenOf,
  isElement,
  nameOf,
  type Nodes,
  partedByLine,
  type Phrasing,
  wordsBelow,
} from '../nodes.ts'

/** `Step 2: Copy the key`, `Step 2 - …`, `Step 2`, `Step two`. */
export const STEP_HEADING =
  /^step\s*#?(?:\d+(?:\.\d+)*[a-z]?|(?<=\s)(?:one|two|three|four|five|six|seven|eight|nine|ten))(?![\w])/i

/** What parts the number of a step from its title, or the title from what is said of it. */
const SEPARATOR = /^\s*[:.)–—-]+\s*/
/** More than a title: a second sentence, or a long one. */
const MORE = /[.!?]\s+\S|.{120}/

/** A paragraph that begins with the bold title of a step: the title, and what follows it. */
export function boldStep(node: Nodes): { title: readonly Nodes[]; rest: readonly Nodes[] } | undefined {
  const [bold, ...after] = textOf(node)
  const words = bold && isBold(bold) ? wordsBelow(bold).trim() : ''
  const number = STEP_HEADING.exec(words)?.[0]
  if (bold === undefined || number === undefined) return undefined
  const title = childrenOf(bold)
  if (after.length === 0) return { title, rest: [] }
  const { line, rest } = partedByLine(after)
  const said = line.map(wordsBelow).join('')
  if (words.slice(number.length).replace(SEPARATOR, '') !== '')
    return { title, rest: [paragraph(withoutSeparator(after))] }
  // `Step 2` in bold can be spoken of in a sentence, which goes on with a small letter.
  if (words === number && /^\s+\p{Ll}/u.test(said)) return undefined
  if (MORE.test(said)) return { title, rest: [paragraph(withoutSeparator(after))] }
  return { title: [...title, ...line], rest: rest.length > 0 ? [paragraph(rest)] : [] }
}

function textOf(node: Nodes): readonly Phrasing[] {
  const nodes = childrenOf(node) as readonly Phrasing[]
  const [only, ...others] = nodes
  if (!isParagraph(node)) return []
  return only && isParagraph(only) && others.length === 0 ? textOf(only) : nodes
}

const isParagraph = (node: Nodes): boolean =>
  node.type === 'paragraph' || (isElement(node) && nameOf(node) === 'p')

const isBold = (node: Nodes): boolean =>
  node.type === 'strong' || (isElement(node) && ['b', 'strong'].includes(nameOf(node)))

const paragraph = (children: Phrasing[]): Nodes => ({
  type: 'paragraph',
  children,
  ...(children[0]?.position ? { position: children[0].position } : {}),
})

function withoutSeparator([first, ...rest]: readonly Phrasing[]): Phrasing[] {
  if (first?.type !== 'text') return first ? [first, ...rest] : rest
  return [{ ...first, value: first.value.replace(SEPARATOR, '') }, ...rest]
}
