/**
 * A page's text as a tree. Slips that a documentation site forgives are mended when the page cannot be read as it is;
 * whatever else is broken is a fault with its line.
 */
import type { Nodes, Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

import { BoundedParser, UNREAD } from './budget.ts'
import { type Findings, PageFault } from '../diagnostics.ts'
import { readDirectives } from './directives.ts'
import { partBlocks } from './htmlBlocks.ts'
import { checkLimits } from './limits.ts'
import { childrenOf, isElement, isExpression, lineOf, type Phrasing } from '../nodes.ts'
import { type Mended, mendSlips } from './slips.ts'

/** Levels of the tree that the importer walks. */
const MAX_TREE_DEPTH = 150

/**
 * Throws {@link PageFault} for a page that cannot be read. `plain` says that it is Markdown rather than MDX,
 * where braces are text.
 */
export function parsePage(text: string, findings: Findings, plain = false): Root {
  checkLimits(text, plain)
  let fault: PageFault | undefined
  for (const { text: reading, slips, lines } of readingsOf(text, plain)) {
    const attempt = tryParse(reading)
    if (attempt.ok) {
      for (const { line, code, message } of slips) findings.add(line, code, message)
      return checked(attempt.root, lines)
    }
    const { line, code, message } = attempt.fault
    fault = new PageFault(lines?.[line - 1] ?? line, code, message)
  }
  if (DOCUMENT.test(text)) throw new PageFault(1, 'broken-page', DOCUMENT_SAID)
  throw fault ?? new PageFault(1, 'broken-page', 'The page cannot be read.')
}

/** A page as a browser saves it. */
const DOCUMENT = /^\s*<(?:!doctype\b|html\b)/i
const DOCUMENT_SAID =
  'The file is an HTML document, and what is read is Markdown or MDX: import the page as the documentation keeps it, ' +
  'or put the HTML of its content alone into a file that ends in .md.'

/** A way to read a page, and where its lines come from, if they are others. */
type Reading = Mended & { readonly lines?: readonly number[] }

/** As it is, then with more and more slips mended. */
function* readingsOf(text: string, plain: boolean): Generator<Reading> {
  const directives = readDirectives(text)
  const sources = directives.slips.length > 0 ? [directives, { text, slips: [] }] : [directives]
  for (const source of sources) {
    yield source
    for (const isPlain of plain ? [false, true] : [false]) {
      const mended = mendSlips(source.text, isPlain)
      const slips = [...source.slips, ...mended.slips]
      if (mended.slips.length > 0) yield { text: mended.text, slips }
      if (!isPlain) continue
      const parted = partBlocks(mended.text)
      yield { ...parted, slips: [...slips, ...parted.slips] }
    }
  }
}

type Attempt = { readonly ok: true; readonly root: Root } | { readonly ok: false; readonly fault: PageFault }

function tryParse(text: string): Attempt {
  const expressions = new BoundedParser()
  const fault = (line: number, ...rest: [code: PageFault['code'], message: string]): Attempt => ({
    ok: false,
    fault: new PageFault(line, ...rest),
  })
  try {
    const root = unified()
      .use(remarkParse)
      .use(remarkFrontmatter)
      .use(remarkGfm)
      .use(remarkMdx, { acorn: expressions.acorn as never })
      .parse(text)
    return expressions.isSpent
      ? fault(unreadLine(root), 'too-complex', 'The expression here is too long: is a brace missing?')
      : { ok: true, root }
  } catch (error) {
    if (isMessage(error)) return fault(lineOfMessage(error, text), 'broken-page', said(error.reason))
    if (error instanceof RangeError) return fault(1, 'too-deep', 'The page is nested too deeply.')
    // The parser's own checks of itself.
    return fault(1, 'broken-page', `The page cannot be read: ${String(error)}.`)
  }
}

/** A text within an attribute: inline Markdown alone, with nothing that would read a character as more. */
export function inlineMarkdown(text: string, line: number): Phrasing[] {
  const bare = text.replace(/<br\s*\/?>/gi, ' ').replace(DRESS, '$2')
  const root = INLINE.parse(bare.replace(/\s+/g, ' ').trim())
  const [paragraph] = root.children
  if (paragraph?.type !== 'paragraph') return text.trim() === '' ? [] : [{ type: 'text', value: text }]
  moveTo(paragraph, line)
  return paragraph.children
}

/** Some sites read HTML in an attribute too. */
const DRESS = /<(b|strong|i|em|u|code|kbd|mark|small|span|sub|sup)>(.*?)<\/\1>/gis

// A character reference is read by MDX already.
const DISABLED = [
  'autolink',
  'blockQuote',
  'characterReference',
  'codeFenced',
  'codeIndented',
  'definition',
  'hardBreakEscape',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'list',
  'setextUnderline',
  'thematicBreak',
]

const INLINE = unified()
  .use(remarkParse)
  .data({ micromarkExtensions: [{ disable: { null: DISABLED } }] })
  .freeze()

const moveTo = (node: Nodes, line: number): void => {
  if (node.position) node.position.start.line = line
  childrenOf(node).forEach((child) => moveTo(child, line))
}

/** `lines` are those of the author, where the text that was parsed has others. */
function checked(root: Root, lines?: readonly number[]): Root {
  // By hand: to recurse is what must not happen yet.
  const open: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next
    if (lines) renumber(node, lines)
    if (depth > MAX_TREE_DEPTH)
      throw new PageFault(lineOf(node), 'too-deep', `The page is nested over ${MAX_TREE_DEPTH} levels deep.`)
    for (const child of childrenOf(node)) {
      // An address that is a link without being written as one has no place of its own.
      child.position ??= structuredClone(node.position)
      open.push({ node: child, depth: depth + 1 })
    }
  }
  return root
}

function renumber(node: Nodes, lines: readonly number[]): void {
  for (const { position } of [node, ...(isElement(node) ? node.attributes : [])])
    for (const point of position ? [position.start, position.end] : [])
      point.line = lines[point.line - 1] ?? point.line
}

/** The parser's own words, but where they do not say what to mend. */
const said = (reason: string): string =>
  /^Could not parse import\/exports/.test(reason)
    ? 'The import or export here cannot be read: is a blank line missing after it?'
    : `${reason}.`

/** The line of the first expression or import that was not read. */
function unreadLine(root: Root): number {
  const says = (value: unknown) => JSON.stringify(value ?? '').includes(UNREAD)
  const find = (node: Nodes): Nodes | undefined => {
    if (node.type === 'mdxjsEsm') return node.data?.estree?.body.length === 0 ? node : undefined
    if (isExpression(node)) return says(node.data) ? node : undefined
    return isElement(node) && says(node.attributes) ? node : childrenOf(node).map(find).find(Boolean)
  }
  return lineOf(find(root) ?? root)
}

interface Message {
  readonly reason: string
  readonly line?: number | undefined
}

const isMessage = (error: unknown): error is Message =>
  error instanceof Error && 'reason' in error && typeof error.reason === 'string'

function lineOfMessage({ reason, line }: Message, text: string): number {
  // A tag that never ends is told where it begins, and a value at its quote: no other of them can follow.
  const [end, quote = '<'] =
    /^Unexpected end of file (?!in expression)(?:.*closing quote `(["'])`)?/.exec(reason) ?? []
  if (end !== undefined) return text.slice(0, text.lastIndexOf(quote)).split('\n').length
  // At the end of the page there is no place to name but that of the tag: `… for <Step> (12:3-12:20)`.
  return line ?? Number(/\((\d+):\d+/.exec(reason)?.[1] ?? 1)
}
