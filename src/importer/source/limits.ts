/**
 * What a page may measure before it is parsed: a Markdown parser takes time by the square of some of these.
 * The limits lie far above any page that a person would read.
 */
import { type Code, PageFault } from '../diagnostics.ts'
import { OMITTABLE, VOID } from './htmlTags.ts'

interface Limit {
  readonly most: number
  readonly code: Code
  readonly what: string
}

const LIMITS = {
  characters: { most: 256 * 1024, code: 'too-large', what: 'characters in the page' },
  lines: { most: 50_000, code: 'too-large', what: 'lines' },
  // Far more than a guide has room for, so that the rest need not be read.
  steps: { most: 1000, code: 'too-many-steps', what: 'steps' },
  headings: { most: 2000, code: 'too-complex', what: 'headings' },
  items: { most: 5000, code: 'too-complex', what: 'items of lists' },
  /** Lists and quotes that one line opens, and columns before the mark of a list. */
  marks: { most: 12, code: 'too-deep', what: 'levels of lists and quotes' },
  indent: { most: 120, code: 'too-deep', what: 'columns before the item of a list' },
  elements: { most: 100, code: 'too-deep', what: 'elements open at once' },
  /** Lines with a bar, in a row. */
  rows: { most: 1000, code: 'too-many-rows', what: 'rows in a table' },
  /** In a row of lines without a blank one between. */
  paragraph: { most: 50_000, code: 'too-complex', what: 'characters in a paragraph' },
  brackets: { most: 5000, code: 'too-complex', what: 'square brackets in a paragraph' },
  emphasis: { most: 5000, code: 'too-complex', what: 'marks of emphasis in a paragraph' },
} as const satisfies Record<string, Limit>

type Counts = Record<keyof typeof LIMITS, number>

/** Throws {@link PageFault} at the first line that passes a limit. `plain` says that HTML may leave out end tags. */
export function checkLimits(text: string, plain: boolean): void {
  const counts: Counts = {
    ...{ characters: 0, lines: 0, steps: 0, headings: 0, items: 0, marks: 0, indent: 0 },
    ...{ elements: 0, rows: 0, paragraph: 0, brackets: 0, emphasis: 0 },
  }
  for (const line of text.split('\n')) {
    countLine(line, counts, plain)
    for (const [key, { most, code, what }] of Object.entries(LIMITS))
      if (counts[key as keyof Counts] > most)
        throw new PageFault(counts.lines, code, `Too much to read: over ${most} ${what}.`)
  }
}

const STEP = /^\s*<Step[\s>]/
const HEADING = /^[ \t>]*(?:#{1,6}[ \t]|=+$)/
// A tag alone on its line ends a paragraph, as a blank line does.
const BETWEEN = /^\s*(?:<[^<>]*>\s*)?$/
const EMPHASIS = /\*+|_+|~+/g
// Tags that begin a line, as far as one line shows them: type parameters within code are none.
const OPENING = /^\s*<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?(?<!\/)>(?!.*<\/\1>)/
const CLOSING = /^\s*<\/([A-Za-z][\w.:-]*)/

function countLine(line: string, counts: Counts, plain: boolean): void {
  const { quotes, lists } = marksOf(line)
  counts.lines += 1
  counts.characters += line.length + 1
  counts.steps += STEP.test(line) ? 1 : 0
  counts.headings += HEADING.test(line) ? 1 : 0
  counts.items += lists
  counts.marks = quotes + lists
  counts.indent = lists > 0 ? line.length - line.trimStart().length : 0

  counts.rows = line.includes('|') ? counts.rows + 1 : 0
  const goesOn = !BETWEEN.test(line)
  counts.paragraph = goesOn ? counts.paragraph + line.length : 0
  counts.brackets = goesOn ? counts.brackets + line.split('[').length - 1 : 0
  counts.emphasis = goesOn ? counts.emphasis + (line.match(EMPHASIS)?.length ?? 0) : 0

  const holds = (name: string | undefined) =>
    name !== undefined && !VOID.has(name) && !(plain && OMITTABLE.has(name))
  if (holds(CLOSING.exec(line)?.[1])) counts.elements = Math.max(0, counts.elements - 1)
  else if (holds(OPENING.exec(line)?.[1])) counts.elements += 1
}

const PREFIX = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/

/** The marks that a line begins with. A thematic break is a row of the same, and opens nothing. */
function marksOf(line: string): { quotes: number; lists: number } {
  const prefix = /^[\s*_-]*$/.test(line) ? '' : (PREFIX.exec(line)?.[0] ?? '')
  const quotes = prefix.split('>').length - 1
  return { quotes, lists: (prefix.match(/[-*+]|\d+[.)]/g) ?? []).length }
}
