/**
 * The few fields of a page's frontmatter that a guide is told by. Every value is a text: `1.0` is no number, `&amp;` is `&`.
 */
import { decodeString } from 'micromark-util-decode-string'
import { LineCounter, parseDocument } from 'yaml'

import { PageFault } from '../diagnostics.ts'

const MAX_CHARACTERS = 32 * 1024
const MAX_ALIASES = 20
const MAX_DEPTH = 20

/** A text and the line it stands on. */
export interface Entry {
  readonly text: string
  readonly line: number
}

export type Frontmatter = ReadonlyMap<string, Entry>

/** Throws {@link PageFault} for frontmatter that is broken or never ends. A page without any has an empty one. */
export function readFrontmatter(text: string): Frontmatter {
  const source = sourceOf(text)
  if (source === undefined) return new Map()
  checkSource(source)
  const lines = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, logLevel: 'silent' })
  // The opening line of dashes comes before.
  const lineAt = (offset: number) => lines.linePos(offset).line + 1
  const [error] = document.errors
  if (error) {
    const message = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? ''
    throw new PageFault(lineAt(error.pos[0]), 'broken-frontmatter', `${message}.`)
  }
  const found = new Map<string, Entry>()
  const root = document.contents
  if (root === null || !('items' in root)) return found
  for (const item of root.items) {
    const { key, value } = item as { key?: Scalar | null; value?: Scalar | null }
    if (typeof key?.value !== 'string' || typeof value?.value !== 'string' || !key.range) continue
    if (value.type === 'PLAIN' && /^(?:null|~)$/i.test(value.value)) continue
    found.set(key.value, { text: decodeString(value.value), line: lineAt(key.range[0]) })
  }
  return found
}

interface Scalar {
  readonly value?: unknown
  /** `PLAIN` where it stands without quotes. */
  readonly type?: string | undefined
  readonly range?: readonly [number, number, number] | null
}

const OPENING = /^---[ \t]*\n/

function sourceOf(text: string): string | undefined {
  const opening = OPENING.exec(text)?.[0]
  if (opening === undefined) return undefined
  const close = /(?:^|\n)---[ \t]*(?:\n|$)/g
  close.lastIndex = opening.length - 1
  const end = close.exec(text)
  if (end) return text.slice(opening.length, Math.max(end.index, opening.length))
  // A line of dashes can be a rule; one that fields follow is frontmatter that was never closed.
  if (/^[\w-]+:(?:\s|$)/.test(text.slice(opening.length)))
    throw new PageFault(1, 'broken-frontmatter', 'The frontmatter has no closing line of dashes.')
  return undefined
}

function checkSource(source: string): void {
  if (source.length > MAX_CHARACTERS)
    throw new PageFault(1, 'too-large', `The frontmatter is over ${MAX_CHARACTERS / 1024} KiB.`)
  let aliases = 0
  let depth = 0
  source.split('\n').forEach((line, index) => {
    aliases += line.match(/(?:^|[\s,:[{-])[*&][^\s,[\]{}]+/g)?.length ?? 0
    depth += (line.match(/[[{]/g)?.length ?? 0) - (line.match(/[\]}]/g)?.length ?? 0)
    const indent = line.length - line.trimStart().length
    if (aliases > MAX_ALIASES)
      throw new PageFault(
        index + 2,
        'too-complex',
        `The frontmatter has over ${MAX_ALIASES} anchors and aliases.`,
      )
    if (depth > MAX_DEPTH || indent > MAX_DEPTH * 4 || /^\s*(?:- ){21}/.test(line))
      throw new PageFault(index + 2, 'too-deep', 'The frontmatter is nested too deeply.')
  })
}
