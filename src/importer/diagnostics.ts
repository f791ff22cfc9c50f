/**
 * What the importer has to say about a file: `path:line: severity code message`.
 * Every code stands in one table, so that the messages of a run can be looked up and filtered.
 */

export type Severity = 'error' | 'warning' | 'info'

/** Every code and how grave it is. An `error` means that no guide was written for the file. */
const CODES = {
  // The file as a whole.
  unreadable: 'error',
  'not-text': 'error',
  'too-large': 'error',
  'too-deep': 'error',
  'too-complex': 'error',
  'too-many-rows': 'error',
  'too-many-steps': 'error',
  'too-many-sections': 'error',
  'too-many-blocks': 'error',
  'broken-frontmatter': 'error',
  'broken-page': 'error',
  'empty-page': 'error',
  'output-taken': 'error',
  unwritable: 'error',
  'bad-guide': 'error',
  'bad-catalogue': 'error',
  'not-json': 'error',
  internal: 'error',
  // What a reader of the page sees and the guide cannot hold, or holds otherwise.
  'unknown-component': 'warning',
  'other-markup': 'warning',
  attribute: 'warning',
  expression: 'warning',
  esm: 'warning',
  snippet: 'warning',
  'link-dropped': 'warning',
  'link-upgraded': 'warning',
  'image-dropped': 'warning',
  'image-upgraded': 'warning',
  embed: 'warning',
  graphic: 'warning',
  control: 'warning',
  strikethrough: 'warning',
  'table-flattened': 'warning',
  'text-split': 'warning',
  'name-cut': 'warning',
  'no-name': 'warning',
  'foreign-product': 'warning',
  'hidden-part': 'warning',
  'mixed-scopes': 'warning',
  'no-fields': 'warning',
  'guide-remark': 'warning',
  'catalogue-remark': 'warning',
  'missing-guide': 'warning',
  unconfirmed: 'warning',
  duplicate: 'warning',
  replaced: 'warning',
  // What is not part of a guide, what was mended, and what a person has to look at.
  'page-title': 'info',
  'page-description': 'info',
  'page-index': 'info',
  hidden: 'info',
  comment: 'info',
  mended: 'info',
  'hover-text': 'info',
  'title-moved': 'info',
  'task-box': 'info',
  'draft-field': 'info',
  'draft-auth': 'info',
  kept: 'info',
  draft: 'info',
} as const satisfies Record<string, Severity>

export type Code = keyof typeof CODES

/** One thing to say. `line` counts from 1. */
export interface Diagnostic {
  readonly path: string
  readonly line: number
  readonly severity: Severity
  readonly code: Code
  readonly message: string
}

/** What there is to say about a file as a whole. */
export const onFile = (path: string, code: Code, message: string): Diagnostic => ({
  path,
  line: 1,
  severity: CODES[code],
  code,
  message,
})

/** A file that gives no guide: the one error that says why, and where. */
export class PageFault extends Error {
  override readonly name = 'PageFault'
  constructor(
    readonly line: number,
    readonly code: Code,
    message: string,
  ) {
    super(message)
  }
}

/** Collects what there is to say about one file, in the order of its lines. */
export class Findings {
  private readonly list: Diagnostic[] = []

  constructor(private readonly path: string) {}

  add(line: number, code: Code, message: string): void {
    this.list.push({ path: this.path, line, severity: CODES[code], code, message: oneLine(message) })
  }

  /** By line; what was found first comes first within one. */
  sorted(): Diagnostic[] {
    return [...this.list].sort((a, b) => a.line - b.line)
  }
}

/** `guides/acme.mdx:12: warning link-dropped …` */
export const formatDiagnostic = ({ path, line, severity, code, message }: Diagnostic): string =>
  `${path}:${line}: ${severity} ${code} ${message}`

/** A text in quotes, cut at `length` characters. */
export const quoted = (text: string, length = 300): string => {
  const line = oneLine(text).trim()
  return `“${line.length > length ? `${line.slice(0, length)}…` : line}”`
}

/** `the link “Keys”`; what it is alone, where it has no text. */
export const named = (what: string, text: string, length = 100): string =>
  text.trim() === '' ? what : `${what} ${quoted(text, length)}`

/** No page's text, and no file's name, may forge a line of output or drive the terminal. */
export const oneLine = (text: string): string =>
  text.replace(/[\s\u2028\u2029]+/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
