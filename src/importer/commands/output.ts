/**
 * Where a command writes to. Results go to standard output, messages and progress to standard error.
 */
import { type Diagnostic, formatDiagnostic, oneLine } from '../diagnostics.ts'

/** The part of a process's streams that commands use. */
export interface Stream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
}

export interface Streams {
  readonly out: Stream
  readonly err: Stream
}

export interface Manner {
  /** One line per file. */
  readonly verbose: boolean
  /** One JSON object on standard output in place of lines. */
  readonly json: boolean
}

export class Output {
  private progressShown = false

  constructor(
    private readonly streams: Streams,
    private readonly manner: Manner,
  ) {}

  /** What there is to say about a file; in JSON it is part of the result. */
  diagnostics(list: readonly Diagnostic[]): void {
    if (this.manner.json) return
    for (const one of list) this.line(formatDiagnostic(one))
  }

  /** A line that only `--verbose` shows. */
  detail(text: string): void {
    if (this.manner.verbose) this.line(text)
  }

  /** The last word of a command. */
  summary(text: string): void {
    this.line(text)
  }

  result(value: unknown): void {
    if (this.manner.json) this.streams.out.write(`${JSON.stringify(value, null, 2)}\n`)
  }

  /** On a terminal, one line that is overwritten. */
  progress(done: number, total: number): void {
    if (this.streams.err.isTTY !== true || this.manner.verbose) return
    this.streams.err.write(`\r${done} of ${total}`)
    this.progressShown = true
  }

  private line(text: string): void {
    if (this.progressShown) this.streams.err.write('\r\u001b[K')
    this.progressShown = false
    this.streams.err.write(`${oneLine(text)}\n`)
  }
}

/** `2 pages`, `1 page` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
