/**
 * The parser of the page's expressions, with a limit: MDX tries an expression anew at every brace, and an import at
 * every blank line, which takes time by the square of a broken page's length.
 */
import { Parser } from 'acorn'
import jsx from 'acorn-jsx'

/** Characters that one page may spend on expressions, tries included. */
const MAX_CHARACTERS = 2_000_000

const JsxParser = Parser.extend(jsx())

/** One page's parser. Past the limit it accepts anything at once, and `isSpent` says that the page is to be refused. */
export class BoundedParser {
  private spent = 0

  get isSpent(): boolean {
    return this.spent > MAX_CHARACTERS
  }

  /** What remark-mdx takes as `acorn`. */
  readonly acorn = {
    parse: (input: string, options: Parameters<typeof Parser.parse>[1]) =>
      this.allows(input) ? JsxParser.parse(input, options) : { ...EMPTY, end: input.length },
    parseExpressionAt: (input: string, at: number, options: Parameters<typeof Parser.parse>[1]) =>
      this.allows(input)
        ? JsxParser.parseExpressionAt(input, at, options)
        : { type: 'Identifier', name: UNREAD, start: at, end: input.length },
  }

  private allows(input: string): boolean {
    this.spent += input.length
    return !this.isSpent
  }
}

/** The name that stands for an expression which was not read. */
export const UNREAD = '(unread)'

const EMPTY = { type: 'Program', start: 0, body: [], sourceType: 'module' }
