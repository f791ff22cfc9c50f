/**
 * Titles, which are plain text: what one cannot hold, its links and an overlong rest, follows it.
 */
import { type Block, GUIDE_LIMITS, type Inline } from '../../core/guide.ts'
import { plainText } from './content.ts'
import { quoted } from '../diagnostics.ts'
import type { Page } from '../page.ts'
import { splitText } from './split.ts'

/** A title as plain text, and the blocks for what a title cannot hold: its links, images and overlong rest. */
export interface Title {
  readonly title: string
  readonly extra: Block[]
}

/** `blocks` are those that interrupt the content. */
export function titleOf(
  content: readonly Inline[],
  blocks: readonly Block[],
  line: number,
  page: Page,
): Title {
  const [title = '', ...rest] = splitText(plainText(content).replace(/\s+/g, ' ').trim(), GUIDE_LIMITS.title)
  const extra: Block[] = rest.map((text) =>
    page.at(line, { kind: 'paragraph', content: [{ kind: 'text', text }] }),
  )
  const links = linksIn(content)
  if (links.length > 0) extra.push(page.at(line, { kind: 'paragraph', content: links }))
  extra.push(...blocks)
  // Where there is no title, what it holds shows in its place.
  if (extra.length > 0 && title !== '')
    page.findings.add(line, 'title-moved', `What the title ${quoted(title, 80)} cannot hold follows it.`)
  return { title, extra }
}

const linksIn = (content: readonly Inline[]): Inline[] =>
  content
    .flatMap((piece): Inline[] => {
      if (piece.kind === 'link') return [piece]
      return 'content' in piece ? linksIn(piece.content) : []
    })
    .flatMap((piece, index): Inline[] => (index === 0 ? [piece] : [{ kind: 'text', text: ' ' }, piece]))
