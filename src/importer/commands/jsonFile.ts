/**
 * A JSON file of someone's: its value, or the line at which it stops being JSON, and the line of any path within.
 */
import { CATALOGUE_LIMITS } from '../../core/catalogue.ts'
import { decodePage } from '../source/decode.ts'
import { PageFault } from '../diagnostics.ts'

export interface JsonFile {
  readonly value: unknown
  /** The line of `entries[0].href`, or of the nearest around it. */
  lineOf(path: string): number
}

/** Throws {@link PageFault} for what is no JSON. */
export function readJson(bytes: Uint8Array): JsonFile {
  const text = decodePage(bytes, CATALOGUE_LIMITS.json)
  try {
    return { value: JSON.parse(text) as unknown, lineOf: (path) => lineAt(text, offsetOf(text, path)) }
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1]
    const line = lineAt(text, position === undefined ? text.trimEnd().length : Number(position))
    throw new PageFault(line, 'not-json', 'The file is not JSON from here on.')
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Where the value at `path` begins in a text that is known to be JSON. */
function offsetOf(text: string, path: string): number {
  let at = skipSpace(text, 0)
  for (const key of path.match(/[^.[\]]+/g) ?? []) {
    const inner = memberOf(text, at, key)
    if (inner === undefined) break
    at = inner
  }
  return at
}

function memberOf(text: string, start: number, key: string): number | undefined {
  const isList = text[start] === '['
  if (!isList && text[start] !== '{') return undefined
  let at = skipSpace(text, start + 1)
  for (let index = 0; text[at] !== ']' && text[at] !== '}' && at < text.length; index++) {
    let name = String(index)
    if (!isList) {
      const end = skipString(text, at)
      name = JSON.parse(text.slice(at, end)) as string
      at = skipSpace(text, skipSpace(text, end) + 1)
    }
    if (name === key) return at
    at = skipSpace(text, skipValue(text, at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return undefined
}

function skipValue(text: string, start: number): number {
  let open = 0
  let at = start
  do {
    const character = text[at]
    if (character === '"') {
      at = skipString(text, at)
      continue
    }
    if (character === '{' || character === '[') open += 1
    if (character === '}' || character === ']') open -= 1
    at += 1
    if (open === 0 && /[\s,\]}]/.test(text[at] ?? ',')) return at
  } while (at < text.length && (open > 0 || !/[\s,\]}]/.test(text[at] ?? '')))
  return at
}

function skipString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (/\s/.test(text[at] ?? '')) at += 1
  return at
}
