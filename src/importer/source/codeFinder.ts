/**
 * Where code stands in a page that is not parsed yet: nothing in it is markup.
 */

/** Finds where code that begins at a mark ends. */
export class CodeFinder {
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
