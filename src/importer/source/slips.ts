/**
 * Slips that MDX refuses and documentation sites forgive, mended where nothing else can be meant:
 * HTML comments, void elements without a slash, addresses in angle brackets, ids after a heading (`{#id}`);
 * in plain Markdown what HTML allows too. Lines stay where they are, so that messages name the author's own.
 */
import { CodeFinder } from './codeFinder.ts'
import type { Code } from '../diagnostics.ts'
import { ATTRIBUTES, VOID } from './htmlTags.ts'
import { PLAIN_TAGS, PLAIN_TEXT } from './plainSlips.ts'

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

export interface Mend {
  readonly text: string
  readonly code: Code
  readonly message: string
}

export interface Pattern {
  /** Tried where a mark stands. */
  readonly pattern: RegExp
  /** Tried only before the last of these, without which it would read to the end of the page each time. */
  readonly before?: string
  /** Nothing where the text stays as it is. `closed` are the names of the page's closing tags, in lower case. */
  readonly mend: (match: RegExpExecArray, closed: ReadonlySet<string>) => Mend | undefined
}

const LINK = 'An address in angle brackets is read as a link.'

const SLIPS: readonly Pattern[] = [
  {
    pattern: /<!--[\s\S]*?-->/y,
    before: '-->',
    mend: ([whole]) => ({
      text: whole.replace(/[^\n]/g, ' '),
      code: 'comment',
      message: 'Left out: an HTML comment.',
    }),
  },
  {
    pattern: new RegExp(`<(${[...VOID].join('|')})\\b(${ATTRIBUTES})(?<!/)>(?:</\\1\\s*>)?`, 'y'),
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

/** The text with its slips mended, but for what stands in frontmatter and code. */
export function mendSlips(source: string, plain = false): Mended {
  const patterns = plain ? [...PLAIN_TAGS, ...SLIPS, ...PLAIN_TEXT] : SLIPS
  const slips: Slip[] = []
  const code = new CodeFinder(source)
  const closed = new Set(
    [...source.matchAll(/<\/([A-Za-z][\w.:-]*)/g)].map(([, name = '']) => name.toLowerCase()),
  )
  const last = new Map(patterns.flatMap(({ before = '' }) => [[before, source.lastIndexOf(before)]]))
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
    for (const { pattern, before, mend } of patterns) {
      if (before !== undefined && at > (last.get(before) ?? 0)) continue
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

function nextMark(source: string, from: number): number {
  const marks = /[<{}`~\\]/g
  marks.lastIndex = from
  return marks.exec(source)?.index ?? source.length
}
