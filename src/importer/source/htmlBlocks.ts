/**
 * The blocks of HTML in plain Markdown, as a browser reads them: end tags that an author left out are written, tags that
 * lead nowhere are left out, and each tag comes to stand alone, so that Markdown can lie between. Lines are counted anew.
 */
import { CodeFinder } from './codeFinder.ts'
import { ATTRIBUTES, BLOCKS, ENDED_BY, TABLE_PARTS } from './htmlTags.ts'
import type { Slip } from './slips.ts'

/** A text, and for each of its lines the line that it was on. */
export interface Parted {
  readonly text: string
  readonly lines: readonly number[]
  readonly slips: readonly Slip[]
}

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly start: number
  readonly end: number
}

/** What takes the place of a part of the page, alone on its line or within a text. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly isBlock: boolean
  /** What is said of it. */
  message?: string
}

/** `source` has its other slips mended. */
export function partBlocks(source: string): Parted {
  const slips: Slip[] = []
  const writer = new Writer(source)
  for (const edit of editsOf(source)) {
    writer.copyTo(edit.start)
    if (edit.message !== undefined) slips.push({ line: writer.line, code: 'mended', message: edit.message })
    writer.write(edit)
  }
  writer.copyTo(source.length)
  return { text: writer.text, lines: writer.lines, slips }
}

class Writer {
  text = ''
  line = 1
  readonly lines = [1]
  private at = 0

  constructor(private readonly source: string) {}

  copyTo(end: number): void {
    this.append(this.source.slice(this.at, end))
    this.at = end
  }

  write({ end, text, isBlock }: Edit): void {
    if (isBlock) this.breakLine()
    this.append(text)
    if (isBlock) this.breakLine()
    // The lines of what it takes the place of.
    const left = this.source.slice(this.at, end).split('\n').length - text.split('\n').length
    if (left > 0) this.line += left
    this.at = end
  }

  private append(part: string): void {
    this.text += part
    for (const _ of part.matchAll(/\n/g)) this.lines.push(++this.line)
  }

  /** A blank line, in the quotes and items that are open; right after the mark of an item there can be none. */
  private breakLine(): void {
    const line = this.text.slice(this.text.lastIndexOf('\n') + 1)
    const [marks = ''] = PREFIX.exec(line) ?? []
    if (marks === line && /[-*+.)]/.test(marks)) return
    const prefix = marks.replace(/[^>\s]/g, ' ')
    this.text += `\n${prefix}\n${prefix}`
    this.lines.push(this.line, this.line)
  }
}

const PREFIX = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/

/** In the order of the page. */
function editsOf(source: string): Edit[] {
  const edits: Edit[] = []
  const open: Tag[] = []
  let outermost: Edit | undefined
  const endAt = (at: number, isEnded: (name: string) => boolean) => {
    for (let last = open.at(-1); last && isEnded(last.name); last = open.at(-1)) {
      edits.push({ start: at, end: at, text: `</${last.name}>`, isBlock: BLOCKS.has(last.name) })
      open.pop()
      if (outermost)
        outermost.message ??= `The end tags that ${outermost.text} leaves out are read as a browser reads them.`
    }
  }
  // A paragraph ends with that of Markdown which it stands in.
  const endParagraph = (from: number, to: number) => {
    const blank = open.at(-1)?.name === 'p' ? source.slice(from, to).search(/\n[ \t]*\n/) : -1
    if (blank >= 0) endAt(from + blank, (name) => name === 'p')
  }
  let before = 0
  for (const tag of tagsOf(source)) {
    const { name, closes, start, end } = tag
    const own: Edit = { start, end, text: source.slice(start, end), isBlock: BLOCKS.has(name) }
    const nowhere = {
      ...own,
      text: '',
      isBlock: false,
      message: `${own.text} is left out: it leads nowhere.`,
    }
    if (!(closes && name === 'p')) endParagraph(before, start)
    before = end
    if (closes) {
      const isOpen = open.some((one) => one.name === name)
      if (isOpen) {
        endAt(start, (one) => one !== name)
        open.pop()
      }
      edits.push(isOpen ? own : nowhere)
    } else if (TABLE_PARTS.has(name) && !open.some((one) => one.name === 'table')) {
      edits.push(nowhere)
    } else {
      const ended = ENDED_BY.get(name)
      if (ended) endAt(start, (one) => ended.has(one))
      if (open.length === 0) outermost = own
      open.push(tag)
      edits.push(own)
    }
  }
  endParagraph(before, source.length)
  endAt(source.length, () => true)
  return edits
}

const TAG = new RegExp(`<(/?)([A-Za-z][\\w.:-]*)${ATTRIBUTES}(/?)>`, 'y')

/** Those that begin or end an element, outside code. */
function tagsOf(source: string): Tag[] {
  const tags: Tag[] = []
  const code = new CodeFinder(source)
  for (let at = 0; at < source.length;) {
    TAG.lastIndex = at
    const match = source[at] === '<' ? TAG.exec(source) : null
    const end = at + (match?.[0].length ?? 0)
    const [, closing = '', name = '', self = ''] = match ?? []
    if (match && self === '') tags.push({ name, closes: closing !== '', start: at, end })
    at = match ? end : (code.endFrom(at) ?? at + (source[at] === '\\' ? 2 : 1))
  }
  return tags
}
