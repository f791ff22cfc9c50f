/**
 * From the page's tree to blocks. One converter per page; what is special to an element stands in its own table.
 */
import type { FootnoteDefinition } from 'mdast'

import { type Block, GUIDE_LIMITS, type Inline } from '../../core/guide.ts'
import { imageAddress } from './addresses.ts'
import { isComment } from './attributes.ts'
import { type Piece, runsOf, tidyContent, visible } from './content.ts'
import { elementBlocks, isBlockElement, warnOfItemMarks, warnOfMarks, warnOfUnknown } from './elements.ts'
import { inlinePieces, isInlineElement } from './inline.ts'
import { footnoteLists, looseItems } from './lists.ts'
import { markdownBlocks } from './markdown.ts'
import {
  childrenOf,
  type Element,
  isBlank,
  isElement,
  isExpression,
  lineOf,
  nameOf,
  type Nodes,
} from '../nodes.ts'
import { warnOfOtherMarkup } from './otherMarkup.ts'
import type { Page } from '../page.ts'
import { inlineMarkdown } from '../source/parse.ts'
import { spokenBlocks, spokenPieces } from './spoken.ts'
import { splitContent } from './split.ts'
import { inlineText } from './text.ts'
import { type Title, titleOf } from './titles.ts'

const TEXT_NODES = new Set([
  'text',
  'strong',
  'emphasis',
  'delete',
  'inlineCode',
  'break',
  'link',
  'linkReference',
  'footnoteReference',
])

export class Convert {
  private readonly open = { link: 0, step: 0 }

  constructor(readonly page: Page) {}

  /** A link cannot hold a link: within one, the inner is its text. */
  get isInLink(): boolean {
    return this.open.link > 0
  }

  get isInStep(): boolean {
    return this.open.step > 0
  }

  withinLink<Result>(make: () => Result): Result {
    return this.within('link', make)
  }

  withinStep<Result>(make: () => Result): Result {
    return this.within('step', make)
  }

  /** True where the node is part of a text rather than a block of its own. */
  isText(node: Nodes): boolean {
    return TEXT_NODES.has(node.type) || isExpression(node) || (isElement(node) && this.isInline(node))
  }

  /** An unknown element is part of the text that it stands in. */
  isInline(element: Element): boolean {
    return isInlineElement(element) || (element.type === 'mdxJsxTextElement' && !isBlockElement(element))
  }

  blocks(nodes: readonly Nodes[]): Block[] {
    const blocks: Block[] = []
    let run: Nodes[] = []
    let items: Element[] = []
    let notes: FootnoteDefinition[] = []
    const flush = () => {
      blocks.push(...looseItems(items, this), ...footnoteLists(notes, this), ...this.paragraphs(run))
      items = []
      notes = []
      run = []
    }
    for (const node of nodes) {
      if (isElement(node) && nameOf(node) === 'li') {
        if (run.length + notes.length > 0) flush()
        items.push(node)
      } else if (items.length > 0 && isBlank(node)) {
        continue
      } else if (node.type === 'footnoteDefinition') {
        if (run.length + items.length > 0) flush()
        notes.push(node)
      } else if (node.type === 'paragraph') {
        flush()
        warnOfOtherMarkup(node, this.page)
        blocks.push(...this.blocks(node.children))
      } else if (this.isText(node)) {
        if (items.length + notes.length > 0) flush()
        run.push(node)
      } else {
        flush()
        blocks.push(...this.block(node))
      }
    }
    flush()
    return blocks
  }

  /** Says where a mark cannot be kept. */
  warnOfMarks(element: Element): void {
    warnOfMarks(element, this)
  }

  /** The blocks of an item of HTML. */
  item(item: Element): Block[] {
    warnOfItemMarks(item, this)
    return this.blocks(childrenOf(item))
  }

  /** The blocks of one node that is no text. */
  block(node: Nodes): Block[] {
    return isElement(node) ? elementBlocks(node, this) : markdownBlocks(node, this)
  }

  /** Paragraphs of a run of text nodes, with the blocks that interrupt it between them. */
  paragraphs(nodes: readonly Nodes[]): Block[] {
    const [first] = nodes
    if (first === undefined || nodes.every((node) => isExpression(node) && isComment(node))) return []
    return this.piecesToBlocks(inlinePieces(spaced(nodes), this), lineOf(first))
  }

  piecesToBlocks(pieces: readonly Piece[], line: number): Block[] {
    return runsOf(pieces).flatMap((run): readonly Block[] => {
      if (!Array.isArray(run)) return run.blocks
      const content = visible(tidyContent(run))
      if (content.length === 0) return []
      const parts = splitContent(content, GUIDE_LIMITS.paragraph).map(tidyContent)
      if (parts.length > 1)
        this.page.findings.add(
          line,
          'text-split',
          `A paragraph over ${GUIDE_LIMITS.paragraph} characters became ${parts.length}.`,
        )
      return parts.map((part) => this.page.at(line, { kind: 'paragraph' as const, content: part }))
    })
  }

  /** One content, where the guide has room for no blocks; those follow as `extra`. */
  content(nodes: readonly Nodes[]): { content: Inline[]; extra: Block[] } {
    const pieces = inlinePieces(nodes, this)
    return {
      content: visible(tidyContent(pieces.filter((piece) => piece.kind !== 'blocks'))),
      extra: pieces.flatMap((piece) => (piece.kind === 'blocks' ? piece.blocks : [])),
    }
  }

  /** A title from the nodes of a heading. */
  title(nodes: readonly Nodes[], line: number): Title {
    const { content, extra } = this.content(nodes)
    return titleOf(content, extra, line, this.page)
  }

  /** A title from an attribute: Markdown in it is read, as documentation sites do. */
  attributeTitle(text: string, line: number): Title {
    return this.title(inlineMarkdown(text, line), line)
  }

  image(src: string, alt: string, line: number, width?: number): Block[] {
    const text = inlineText(alt).trim()
    const address = imageAddress(this.page, src, text, line)
    if (address === undefined) {
      return text === '' ? [] : [this.page.at(line, { kind: 'paragraph', content: [{ kind: 'text', text }] })]
    }
    const size = width === undefined ? {} : { width }
    return [this.page.at(line, { kind: 'image', src: address, alt: text, ...size })]
  }

  /** What the visible attributes say that nothing else takes, for an element within a text. */
  attributePieces(element: Element, taken: readonly string[]): Piece[] {
    if (!isInlineElement(element)) warnOfUnknown(element, this)
    return spokenPieces(element, taken, this)
  }

  /** What the visible attributes say that nothing else takes, as blocks. */
  attributeBlocks(element: Element, taken: readonly string[]): Block[] {
    return spokenBlocks(element, taken, this)
  }

  /** An attribute's text, with the Markdown in it. */
  attributeText(element: Element, text: string): Piece[] {
    return inlinePieces(inlineMarkdown(text, lineOf(element)), this)
  }

  private within<Result>(what: 'link' | 'step', make: () => Result): Result {
    this.open[what] += 1
    try {
      return make()
    } finally {
      this.open[what] -= 1
    }
  }
}

// Elements on lines of their own are apart on the page.
const spaced = (nodes: readonly Nodes[]): Nodes[] =>
  nodes.flatMap((node, index) =>
    node.type === 'mdxJsxFlowElement' && index > 0 ? [{ type: 'text', value: ' ' }, node] : [node],
  )
