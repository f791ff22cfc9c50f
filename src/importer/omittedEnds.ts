/**
 * End tags that HTML lets an author leave out (`<li>One <li>Two`), written where a browser adds them.
 * A list or table that needs any comes to stand on one line: MDX wants each tag to end where it began.
 */
import { CodeFinder } from './codeFinder.ts'
import { ATTRIBUTES, ENDED_BY, OMITTABLE } from './htmlTags.ts'
import type { Mended, Slip } from './slips.ts'

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly start: number
  readonly end: number
}

/** What takes the place of a part of the page. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** An outermost element, and what has to change in it. */
interface Part {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly edits: readonly Edit[]
}

/** `source` has its other slips mended. What cannot be mended stays as it is. */
export function writeOmittedEnds(source: string): Mended {
  const slips: Slip[] = []
  let text = ''
  let at = 0
  let line = 1
  for (const { name, start, end, edits } of partsOf(source)) {
    const part = source.slice(start, end)
    const instead = edits.length === 0 ? undefined : onOneLine(edited(source, start, end, edits))
    const before = source.slice(at, start)
    line += before.split('\n').length - 1
    if (instead !== undefined)
      slips.push({
        line,
        code: 'mended',
        message: `The end tags that <${name}> leaves out are read as a browser reads them.`,
      })
    text += before + (instead ?? part)
    line += part.split('\n').length - 1
    at = end
  }
  return { text: text + source.slice(at), slips }
}

function partsOf(source: string): Part[] {
  const parts: Part[] = []
  const open: Tag[] = []
  let edits: Edit[] = []
  const close = (end: number) => {
    const last = open.pop()
    if (!last || open.length > 0) return
    parts.push({ name: last.name, start: last.start, end, edits })
    edits = []
  }
  const endAt = (at: number, isEnded: (name: string) => boolean) => {
    for (let last = open.at(-1); last && isEnded(last.name); last = open.at(-1)) {
      edits.push({ start: at, end: at, text: `</${last.name}>` })
      close(at)
    }
  }
  let before = 0
  const endParagraph = (next: number, isOwnEnd: boolean) => {
    if (open.length !== 1 || isOwnEnd) return
    const blank = source.slice(before, next).search(/\n[ \t]*\n/)
    const end = blank >= 0 ? before + blank : next === source.length ? next : undefined
    if (end !== undefined) endAt(end, (name) => name === 'p')
  }
  for (const { name, closes, start, end } of tagsOf(source)) {
    // It ends with the paragraph of Markdown that it stands in.
    endParagraph(start, closes && name === 'p')
    before = end
    if (!closes) {
      const ended = ENDED_BY.get(name)
      if (ended) endAt(start, (one) => ended.has(one))
      open.push({ name, closes, start, end })
    } else if (open.some((one) => one.name === name)) {
      endAt(start, (one) => one !== name && OMITTABLE.has(one))
      if (open.at(-1)?.name === name) close(end)
    } else if (name === 'p') {
      // What stands in it has ended it: `<p>One <ul>…</ul></p>`.
      const edit = { start, end, text: '' }
      if (open.length > 0) edits.push(edit)
      else parts.push({ name, start, end, edits: [edit] })
    }
  }
  endParagraph(source.length, false)
  return parts
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

function edited(source: string, start: number, end: number, edits: readonly Edit[]): string {
  let text = ''
  let at = start
  for (const edit of edits) {
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at, end)
}

/** Lines that are more than text. */
const BLOCKS = /\n[ \t]*>|\n[ \t]*\n[ \t]*(?:[-*+]|\d+[.)]|#{1,6}|\||`{3}|~{3})|<pre[\s>]/i

/** Nothing where lines have to stay. Those below keep their numbers. */
function onOneLine(text: string): string | undefined {
  if (BLOCKS.test(text)) return undefined
  const lines = text.split('\n')
  return lines.map((line) => line.trim()).join(' ') + '\n'.repeat(lines.length - 1)
}
