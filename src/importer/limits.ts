/**
 * What a page may measure before it is parsed: a Markdown parser takes time by the square of some of these.
 * The limits lie far above any page that a person would read.
 */
import { PageFault } from './diagnostics.ts'

const MAX = {
  /** Block quotes and lists that one line opens, and columns before a list marker. */
  lineDepth: 12,
  listIndent: 120,
  /** Elements open at once. */
  elementDepth: 100,
  /** Lines with a bar in a row. */
  rows: 1000,
  /** Square brackets in a row of lines without a blank one between. */
  brackets: 5000,
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i
// Tags that begin a line, as far as one line shows them: type parameters within code are none.
const OPENING = /^\s*<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?(?<!\/)>(?!.*<\/\1>)/
const CLOSING = /^\s*<\/[A-Za-z]/

/** Throws {@link PageFault} at the first line that passes a limit. */
export function checkLimits(text: string): void {
  let open = 0
  let rows = 0
  let brackets = 0
  for (const [index, line] of text.split('\n').entries()) {
    const at = index + 1
    checkLineDepth(line, at)
    rows = line.includes('|') ? rows + 1 : 0
    if (rows > MAX.rows) throw new PageFault(at, 'too-many-rows', `A table has over ${MAX.rows} rows.`)
    brackets = line.trim() === '' ? 0 : brackets + count(line, '[')
    if (brackets > MAX.brackets)
      throw new PageFault(at, 'too-complex', `A paragraph has over ${MAX.brackets} square brackets.`)
    const name = OPENING.exec(line)?.[1]
    if (CLOSING.test(line)) open = Math.max(0, open - 1)
    else if (name !== undefined && !VOID.test(name)) open += 1
    if (open > MAX.elementDepth)
      throw new PageFault(at, 'too-deep', `Over ${MAX.elementDepth} elements are open at once.`)
  }
}

const PREFIX = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/

function checkLineDepth(line: string, at: number): void {
  // A thematic break is a row of the same marks.
  if (/^[\s*_-]*$/.test(line)) return
  const prefix = PREFIX.exec(line)?.[0]
  if (prefix === undefined) return
  const markers = prefix.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0
  const indent = line.length - line.trimStart().length
  if (markers > MAX.lineDepth || indent > MAX.listIndent)
    throw new PageFault(at, 'too-deep', `Lists and quotes lie over ${MAX.lineDepth} levels deep.`)
}

const count = (text: string, character: string): number => text.split(character).length - 1
