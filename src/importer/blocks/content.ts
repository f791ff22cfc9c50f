/**
 * Text as the guide holds it: a row of pieces, tidied, as plain words, and in runs between the blocks that interrupt it.
 */
import type { Block, Inline } from '../../core/guide.ts'

/** A piece of text, or blocks that interrupt it. */
export type Piece = Inline | { readonly kind: 'blocks'; readonly blocks: readonly Block[] }

/** A run of pieces as one content: no white space at its ends or twice in a row, nothing empty. */
export function tidyContent(content: readonly Inline[]): Inline[] {
  const pieces = withoutEmpty(content)
  let space = true
  const collapse = (piece: Inline): Inline => {
    if (piece.kind === 'text') {
      const text = space ? piece.text.replace(/^ +/, '') : piece.text
      if (text !== '') space = text.endsWith(' ')
      return { kind: 'text', text }
    }
    if (piece.kind === 'break') space = true
    // The same object, whose line is known.
    else if ('content' in piece) return Object.assign(piece, { content: piece.content.map(collapse) })
    else space = false
    return piece
  }
  const collapsed = merged(withoutEmpty(pieces.map(collapse)))
  const start = collapsed.findIndex((piece) => !endsEmpty(piece))
  return trimmedEnd(collapsed.slice(start < 0 ? collapsed.length : start))
}

/** The words of a content, without their dress. */
export const plainText = (content: readonly Inline[]): string =>
  content
    .map((piece) => {
      if ('text' in piece) return piece.text
      return 'content' in piece ? plainText(piece.content) : piece.kind === 'break' ? ' ' : ''
    })
    .join('')

/** The words of a row of pieces, without those of the blocks in it. */
export const piecesText = (pieces: readonly Piece[]): string =>
  plainText(pieces.filter((piece) => piece.kind !== 'blocks'))

/** The content, or an empty one where nothing of it shows. */
export const visible = (content: Inline[]): Inline[] => (isSeen(content) ? content : [])

/** True where a reader sees any of it. */
export const isSeen = (pieces: readonly Piece[]): boolean =>
  pieces.some((piece) => {
    if ('text' in piece) return piece.text.trim() !== ''
    return 'content' in piece ? isSeen(piece.content) : piece.kind !== 'break'
  })

/** `content` in `wrap`, where it is not interrupted; blocks come through as they are. */
export function wrapped(pieces: readonly Piece[], wrap: (content: Inline[]) => Inline): Piece[] {
  return runsOf(pieces).map((run) => (Array.isArray(run) ? wrap(run) : run))
}

/** Text runs as arrays, and the blocks between them. */
export function runsOf(pieces: readonly Piece[]): (Inline[] | Extract<Piece, { kind: 'blocks' }>)[] {
  const runs: (Inline[] | Extract<Piece, { kind: 'blocks' }>)[] = []
  for (const piece of pieces) {
    if (piece.kind === 'blocks') {
      runs.push(piece)
      continue
    }
    const last = runs.at(-1)
    if (Array.isArray(last)) last.push(piece)
    else runs.push([piece])
  }
  return runs
}

function withoutEmpty(content: readonly Inline[]): Inline[] {
  return content.flatMap((piece): Inline[] => {
    if (piece.kind === 'text' || piece.kind === 'code') return piece.text === '' ? [] : [piece]
    if (!('content' in piece)) return [piece]
    const inner = withoutEmpty(piece.content)
    return inner.length === 0 ? [] : [Object.assign(piece, { content: inner })]
  })
}

function merged(content: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const piece of content) {
    const last = result.at(-1)
    if (piece.kind === 'text' && last?.kind === 'text') last.text += piece.text
    else result.push(piece.kind === 'text' ? { ...piece } : piece)
  }
  return result
}

function trimmedEnd(content: Inline[]): Inline[] {
  let end = content.length
  while (end > 0 && endsEmpty(content[end - 1])) end -= 1
  const kept = content.slice(0, end)
  const last = kept.at(-1)
  if (last?.kind === 'text') last.text = last.text.trimEnd()
  return kept
}

const endsEmpty = (piece: Inline | undefined): boolean =>
  piece?.kind === 'break' || (piece?.kind === 'text' && piece.text.trim() === '')
