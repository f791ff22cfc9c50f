/**
 * Slips that MDX refuses and documentation sites forgive, mended where nothing else can be meant:
 * HTML comments, void elements without a slash, addresses in angle brackets, ids after a heading (`{#id}`);
 * in plain Markdown braces and lone angle brackets too. Lines stay where they are, so that messages name the author's own.
 */
import type { Code } from './diagnostics.ts'

/** What was mended, to be said. */
export interface Slip {
  readonly line: number
  readonly code: Code
  readonly message: string
}

export interface Mended {
  readonly text: string
  readonly slips: readonly Slip[]
}

interface Mend {
  readonly text: string
  readonly code: Code
  readonly message: string
}

interface Pattern {
  /** Tried where a mark stands. */
  readonly pattern: RegExp
  /** Nothing where the text stays as it is. `closed` are the names of the page's closing tags, in lower case. */
  readonly mend: (match: RegExpExecArray, closed: ReadonlySet<string>) => Mend | undefined
}

const VOID = 'area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr'
const ATTRIBUTES = /(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^<>"'{}])*?/.source

const LINK = 'An address in angle brackets is read as a link.'

const SLIPS: readonly Pattern[] = [
  {
    pattern: /<!--[\s\S]*?-->/y,
    mend: ([whole]) => ({
      text: whole.replace(/[^\n]/g, ' '),
      code: 'comment',
      message: 'Left out: an HTML comment.',
    }),
  },
  {
    pattern: new RegExp(`<(${VOID})\\b(${ATTRIBUTES})(?<!/)>(?:</\\1\\s*>)?`, 'iy'),
    mend: ([, name = '', attributes = '']) => ({
      text: `<${name}${attributes} />`,
      code: 'mended',
      message: `<${name}> is read as <${name} />.`,
    }),
  },
  {
    // The address of a link can stand in angle brackets, and is none of its own.
    pattern: /(?<!\]\(\s*|\]:[ \t]*)<((?:https?:\/\/|mailto:)[^\s<>]+)>/iy,
    mend: ([, address = '']) => ({
      text: `[${address.replace(/[[\]\\]/g, '\\$&')}](<${address}>)`,
      code: 'mended',
      message: LINK,
    }),
  },
  {
    pattern: /<([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>/y,
    mend: ([, address = '']) => ({ text: `[${address}](mailto:${address})`, code: 'mended', message: LINK }),
  },
  {
    // On lines of its own right below an item of a list, MDX asks for the item's indent on each.
    pattern: new RegExp(`(?<=\\n[ \\t]*)<([A-Za-z][\\w.]*)(${ATTRIBUTES})/>`, 'y'),
    mend: ([whole, name = '']) => {
      const lines = whole.split('\n')
      if (lines.length === 1) return undefined
      return {
        text: lines.map((line) => line.trim()).join(' ') + '\n'.repeat(lines.length - 1),
        code: 'mended',
        message: `<${name}> is read as if it stood on one line.`,
      }
    },
  },
  {
    pattern: /\{#([\w:.-]+)\}(?=[ \t]*(?:\n|$))/y,
    mend: ([, id = '']) => ({
      text: `<a id="${id}" />`,
      code: 'mended',
      message: `{#${id}} is read as the id of its heading.`,
    }),
  },
]

/** Elements that HTML closes by itself. */
const CLOSED_BY_ITSELF = /^(?:p|li|d[dt]|t[hdr]|t(?:head|body|foot)|option|optgroup|colgroup|rp|rt)$/i

/** Plain Markdown has no expressions: a brace is a brace, and so is what begins no tag, or one that nothing closes. */
const PLAIN: readonly Pattern[] = [
  {
    pattern: new RegExp(`<(/?)([A-Za-z][\\w.:-]*)${ATTRIBUTES}(/?)>`, 'y'),
    mend: ([whole, closing = '', name = '', self = ''], closed) => {
      const isTag = closing + self !== '' || closed.has(name.toLowerCase()) || CLOSED_BY_ITSELF.test(name)
      if (isTag) return undefined
      return { text: whole.replace(/[<{}]/g, '\\$&'), code: 'mended', message: `${whole} is read as text.` }
    },
  },
  {
    pattern: /[{}]|<(?![A-Za-z/!])/y,
    mend: ([mark]) => ({ text: `\\${mark}`, code: 'mended', message: `${mark} is read as text.` }),
  },
]

/** The text with its slips mended, but for what stands in frontmatter and code. */
export function mendSlips(source: string, plain = false): Mended {
  const patterns = plain ? [...SLIPS, ...PLAIN] : SLIPS
  const slips: Slip[] = []
  const code = new CodeFinder(source)
  const closed = new Set(
    [...source.matchAll(/<\/([A-Za-z][\w.:-]*)/g)].map(([, name = '']) => name.toLowerCase()),
  )
  const lastComment = source.lastIndexOf('-->')
  let text = ''
  let line = 1
  let at = 0
  const take = (end: number, instead?: string) => {
    const part = source.slice(at, end)
    text += instead ?? part
    line += part.split('\n').length - 1
    at = end
  }
  const slipHere = () => {
    for (const { pattern, mend } of patterns) {
      // Comments that nothing closes would each be read to the end of the page.
      if (pattern === SLIPS[0]?.pattern && at > lastComment) continue
      pattern.lastIndex = at
      const match = pattern.exec(source)
      if (match) return { mend: mend(match, closed), end: at + match[0].length }
    }
    return undefined
  }
  take(/^---[ \t]*\n[\s\S]*?\n---[ \t]*(?=\n|$)/.exec(source)?.[0].length ?? 0)
  while (at < source.length) {
    const end = code.endFrom(at)
    const slip = end === undefined && source[at] !== '\\' ? slipHere() : undefined
    if (slip?.mend) slips.push({ line, code: slip.mend.code, message: slip.mend.message })
    if (slip) take(slip.end, slip.mend?.text)
    else take(end ?? nextMark(source, at + (source[at] === '\\' ? 2 : 1)))
  }
  return { text, slips }
}

/** Finds where code that begins at a mark ends. */
class CodeFinder {
  private paragraphEnd = -1

  constructor(private readonly source: string) {}

  /** The end of the fence or span that begins at `at`; undefined where none begins there. */
  endFrom(at: number): number | undefined {
    const { source } = this
    const mark = source[at]
    if (mark !== '`' && mark !== '~') return undefined
    let length = 1
    while (source[at + length] === mark) length += 1
    const before = source.slice(source.lastIndexOf('\n', at - 1) + 1, at)
    if (length >= 3 && /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?$/.test(before)) {
      const close = new RegExp(`\\n[ \\t>]*${mark}{${length},}[ \\t]*(?=\\n|$)`, 'g')
      close.lastIndex = at + length
      const end = close.exec(source)
      return end ? end.index + end[0].length : source.length
    }
    return mark === '`' ? this.spanEnd(at, length) : at + length
  }

  // A span ends at a run of as many marks, before the paragraph does.
  private spanEnd(at: number, length: number): number {
    const { source } = this
    if (at > this.paragraphEnd) {
      const blank = /\n[ \t]*\n/g
      blank.lastIndex = at
      this.paragraphEnd = blank.exec(source)?.index ?? source.length
    }
    const runs = /`+/g
    runs.lastIndex = at + length
    for (let run = runs.exec(source); run && run.index < this.paragraphEnd; run = runs.exec(source))
      if (run[0].length === length) return run.index + length
    return at + length
  }
}

function nextMark(source: string, from: number): number {
  const marks = /[<{}`~\\]/g
  marks.lastIndex = from
  return marks.exec(source)?.index ?? source.length
}
