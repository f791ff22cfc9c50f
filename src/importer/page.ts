/**
 * One page while it is imported: what its parts share. Where each piece of the guide came from is kept beside the guide.
 */
import type { Findings } from './diagnostics.ts'

/** What the addresses of a page are relative to. */
export interface Bases {
  /** Put before `/images/a.png`, and before a relative image with the page's folder between. */
  readonly assetBase?: string | undefined
  /** Put before a link such as `/guides/other`. */
  readonly siteBase?: string | undefined
  /** The page's folder below the glob's fixed part, with `/` between; empty at the top. */
  readonly folder: string
}

/** A piece of visible text and its line, for what looks for words. */
export interface SeenText {
  readonly line: number
  readonly text: string
}

export class Page {
  /** Reference links: `[text][label]` by normalised label. */
  readonly definitions = new Map<string, string>()
  readonly seen: SeenText[] = []
  private readonly footnotes: string[] = []
  private readonly lines = new WeakMap<object, number>()

  constructor(
    readonly findings: Findings,
    readonly bases: Bases,
  ) {}

  /** Remembers the line that a piece of the guide came from. */
  at<Piece extends object>(line: number, piece: Piece): Piece {
    this.lines.set(piece, line)
    return piece
  }

  lineOf(piece: object): number | undefined {
    return this.lines.get(piece)
  }

  /** Footnotes are numbered in the order in which they are first pointed at. */
  footnoteNumber(identifier: string): number {
    const at = this.footnotes.indexOf(identifier)
    return at >= 0 ? at + 1 : this.footnotes.push(identifier)
  }

  /** Remembers visible text, line by line. */
  see(line: number, text: string): void {
    text.split('\n').forEach((part, index) => {
      if (part.trim() !== '') this.seen.push({ line: line + index, text: part })
    })
  }
}
