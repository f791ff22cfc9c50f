/**
 * Texts that are longer than a guide allows, in parts: nothing is cut off.
 */
import type { Inline } from '../../core/guide.ts'

/** The text in parts of at most `limit` characters, parted at spaces where there are any. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > limit) {
    const space = rest.lastIndexOf(' ', limit)
    const end = space > 0 ? space : wholeCharacters(rest, limit)
    parts.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return [...parts, rest].filter((part) => part !== '')
}

/** The content in parts whose texts are at most `limit` characters each. */
export function splitContent(content: readonly Inline[], limit: number): Inline[][] {
  const parts: Inline[][] = [[]]
  let length = 0
  for (const piece of content.flatMap((one) => fitting(one, limit))) {
    const own = lengthOf(piece)
    if (length + own > limit) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(piece)
    length += own
  }
  return parts.filter((part) => part.length > 0)
}

/** The characters that a guide counts. */
export const lengthOf = (piece: Inline): number => {
  if ('text' in piece) return piece.text.length
  return 'content' in piece ? piece.content.reduce((sum, inner) => sum + lengthOf(inner), 0) : 0
}

function fitting(piece: Inline, limit: number): Inline[] {
  if (lengthOf(piece) <= limit) return [piece]
  if (piece.kind === 'text' || piece.kind === 'code')
    return splitText(piece.text, limit).map((text) => ({ kind: piece.kind, text }))
  if (!('content' in piece)) return [piece]
  return splitContent(piece.content, limit).map((content) => ({ ...piece, content }))
}

// Never between the two halves of a character.
const wholeCharacters = (text: string, end: number): number =>
  /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end
