/**
 * Walks over the blocks of a guide, for what reads them.
 */
import type { Block, Inline, Section, Step } from '../../core/guide.ts'
import { plainText } from '../blocks/content.ts'

/** A run of text as a reader meets it, and the lists it stands in. */
export interface Passage {
  readonly content: readonly Inline[]
  /** What the passage stands in: the piece whose line is known. */
  readonly block: Block
  readonly inList: boolean
}

/** Every paragraph, heading and cell, in reading order. */
export function passagesOf(blocks: readonly Block[], inList = false): Passage[] {
  return blocks.flatMap((block): Passage[] => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return [{ content: block.content, block, inList }]
      case 'table':
        return [block.head, ...block.rows].flat().map((content) => ({ content, block, inList }))
      case 'list':
        return block.items.flatMap((item) => passagesOf(item, true))
      case 'steps':
        return block.steps.flatMap((step) => [titled(step.title, block), ...passagesOf(step.body, inList)])
      case 'details':
      case 'card':
        return [titled(block.title, block), ...passagesOf(block.body, inList)]
      case 'notice':
      case 'quote':
        return passagesOf(block.body, inList)
      case 'image':
      case 'code':
        return []
    }
  })
}

/** The words of some blocks. */
export const wordsOf = (blocks: readonly Block[]): string =>
  passagesOf(blocks)
    .map(({ content }) => plainText(content))
    .join('\n')

/** The steps of a section, those within its steps aside. */
export const topSteps = (section: Section): Step[] =>
  section.body.flatMap((block) => (block.kind === 'steps' ? block.steps : []))

const titled = (title: string, block: Block): Passage => ({
  content: [{ kind: 'text', text: title }],
  block,
  inList: false,
})
