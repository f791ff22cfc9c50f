/**
 * Tables, of Markdown and of HTML. A cell holds text alone: lists in it become lines, images follow the table.
 */
import type { Block, Inline } from '../../core/guide.ts'
import { GUIDE_LIMITS } from '../../core/guide.ts'
import { attribute } from './attributes.ts'
import { tidyContent } from './content.ts'
import type { Convert } from './convert.ts'
import { PageFault } from '../diagnostics.ts'
import { counted } from '../commands/output.ts'
import { childrenOf, type Element, isElement, lineOf, nameOf, type Nodes, type Table } from '../nodes.ts'
import { lengthOf } from './split.ts'

type TableBlock = Extract<Block, { kind: 'table' }>
type Cell = Inline[]

export function markdownTable(node: Table, convert: Convert): Block[] {
  const images: Block[] = []
  const rows = node.children.map((row) => row.children.map((cell) => cellOf(cell, convert, images)))
  const [head = [], ...body] = rows
  return [convert.page.at(lineOf(node), evened(head, body)), ...images]
}

export function htmlTable(element: Element, convert: Convert): Block[] {
  const after: Block[] = []
  const before: Block[] = []
  const head: Cell[][] = []
  const body: Cell[][] = []
  const rowOf = rowsOf((cell) => cellOf(cell, convert, after))
  const take = (nodes: readonly Nodes[], inHead: boolean): void => {
    for (const node of nodes) {
      const name = isElement(node) ? nameOf(node) : ''
      if (node.type === 'paragraph' || ['tbody', 'tfoot', 'colgroup', 'div', 'Fragment'].includes(name)) {
        take(childrenOf(node), inHead)
      } else if (name === 'thead') {
        take(childrenOf(node), true)
      } else if (isElement(node) && name === 'tr') {
        const cells = cellElements(node)
        const isHead =
          inHead || (body.length === 0 && cells.every((cell) => nameOf(cell) === 'th') && cells.length > 0)
        ;(isHead && head.length === 0 ? head : body).push(rowOf(cells))
      } else if (isElement(node) && name === 'caption') {
        before.push(...convert.blocks(childrenOf(node)))
      } else if (name !== 'col') {
        after.push(...convert.blocks([node]))
      }
    }
  }
  take(childrenOf(element), false)
  if (head.length + body.length === 0) return [...before, ...after]
  return [...before, convert.page.at(lineOf(element), evened(head[0] ?? [], body)), ...after]
}

const cellElements = (row: Nodes): Element[] =>
  childrenOf(row).flatMap((node): Element[] => {
    if (isElement(node) && ['td', 'th'].includes(nameOf(node))) return [node]
    return node.type === 'paragraph' || isElement(node) ? cellElements(node) : []
  })

// Every row as wide as the widest.
function evened(head: Cell[], rows: Cell[][]): TableBlock {
  const width = Math.max(head.length, ...rows.map((row) => row.length))
  const even = (row: Cell[]): Cell[] => [
    ...row,
    ...Array.from({ length: width - row.length }, (): Cell => []),
  ]
  return { kind: 'table', head: head.length === 0 ? [] : even(head), rows: rows.map(even) }
}

/** Rows one after another. A cell over several columns or rows leaves the other places empty. */
function rowsOf(contentOf: (cell: Element) => Cell): (cells: readonly Element[]) => Cell[] {
  /** By column, in how many rows to come its place is taken. */
  const taken: number[] = []
  return (cells) => {
    const row: Cell[] = []
    const pass = () => {
      for (let left = taken[row.length] ?? 0; left > 0; left = taken[row.length] ?? 0) {
        taken[row.length] = left - 1
        row.push([])
      }
    }
    for (const cell of cells) {
      pass()
      const below = spanOf(cell, 'rowspan', 'rowSpan') - 1
      const start = row.length
      row.push(contentOf(cell))
      while (row.length < start + spanOf(cell, 'colspan', 'colSpan')) row.push([])
      taken.fill(below, start, row.length)
      while (taken.length < row.length) taken.push(taken.length < start ? 0 : below)
    }
    pass()
    return row
  }
}

const spanOf = (cell: Element, ...names: readonly string[]): number => {
  const span = Math.min(50, Math.floor(Number(attribute(cell, ...names) ?? 1)))
  return span > 1 ? span : 1
}

function cellOf(cell: Nodes, convert: Convert, images: Block[]): Cell {
  const line = lineOf(cell)
  const content = tidyContent(flattened(convert.blocks(childrenOf(cell)), line, convert, images))
  if (content.reduce((sum, piece) => sum + lengthOf(piece), 0) > GUIDE_LIMITS.paragraph)
    throw new PageFault(line, 'too-large', `A cell of a table is over ${GUIDE_LIMITS.paragraph} characters.`)
  return content
}

/** Nothing for a title that is empty, so that no line break stands for it. */
const titleCell = (title: string): Cell => (title === '' ? [] : [{ kind: 'text', text: title }])

const cardCell = (card: Extract<Block, { kind: 'card' }>, convert: Convert): Cell => {
  const { title, href } = card
  if (href === undefined) return titleCell(title)
  const line = convert.page.lineOf(card) ?? 1
  return [convert.page.at(line, { kind: 'link', href, content: titleCell(title) })]
}

function flattened(blocks: readonly Block[], line: number, convert: Convert, images: Block[]): Inline[] {
  const say = (what: string) => convert.page.findings.add(line, 'table-flattened', `In a cell, ${what}.`)
  const lines = (inner: readonly (readonly Block[])[]) =>
    inner.map((body) => flattened(body, line, convert, images))
  const parts = blocks.flatMap((block): Inline[][] => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return [block.content]
      case 'code':
        return block.text
          .split('\n')
          .map((text): Inline[] => (text.trim() === '' ? [] : [{ kind: 'code', text }]))
      case 'list':
        say(`the ${counted(block.items.length, 'item')} of a list became lines`)
        return lines(block.items)
      case 'notice':
      case 'quote':
        return lines([block.body])
      case 'details':
        return [titleCell(block.title), ...lines([block.body])]
      case 'card':
        return [cardCell(block, convert), ...lines([block.body])]
      case 'image':
      case 'table':
        say(block.kind === 'image' ? 'an image follows the table' : 'a table follows the table')
        images.push(block)
        return []
      case 'steps':
        say(`${counted(block.steps.length, 'step')} became lines`)
        return block.steps.flatMap((step) => [titleCell(step.title), ...lines([step.body])])
    }
  })
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index): Inline[] => (index === 0 ? part : [{ kind: 'break' }, ...part]))
}
