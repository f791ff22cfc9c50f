/**
 * Links within the page: each leads to a section or a step by its id. A link to anything else loses its address.
 */
import type { Block, Inline, Section } from '../../core/guide.ts'
import { Anchors } from './anchors.ts'
import { plainText } from '../blocks/content.ts'
import { named, quoted } from '../diagnostics.ts'
import type { Root } from '../nodes.ts'
import type { Page } from '../page.ts'

/** Gives every section and step an id, and every `#…` link the id that it means. */
export function resolvePageLinks(root: Root, before: Block[], sections: Section[], page: Page): void {
  const anchors = new Anchors(page)
  anchors.name(sections)
  anchors.alias(root)
  const visitor = new LinkVisitor(page, (id) => anchors.find(id))
  visitor.blocks(before)
  for (const section of sections) visitor.blocks(section.body)
}

class LinkVisitor {
  constructor(
    private readonly page: Page,
    private readonly find: (id: string) => string | undefined,
  ) {}

  blocks(blocks: readonly Block[]): void {
    for (const block of blocks) {
      switch (block.kind) {
        case 'paragraph':
        case 'heading':
          block.content = this.inlines(block.content)
          break
        case 'list':
          block.items.forEach((item) => this.blocks(item))
          break
        case 'table':
          block.head = block.head.map((cell) => this.inlines(cell))
          block.rows = block.rows.map((row) => row.map((cell) => this.inlines(cell)))
          break
        case 'steps':
          block.steps.forEach((step) => this.blocks(step.body))
          break
        case 'card':
          this.card(block)
          this.blocks(block.body)
          break
        case 'notice':
        case 'details':
        case 'quote':
          this.blocks(block.body)
          break
        case 'image':
        case 'code':
          break
      }
    }
  }

  private inlines(content: readonly Inline[]): Inline[] {
    return content.flatMap((piece): Inline[] => {
      if (!('content' in piece)) return [piece]
      piece.content = this.inlines(piece.content)
      if (piece.kind !== 'link' || !piece.href.startsWith('#')) return [piece]
      const id = this.resolved(piece.href, plainText(piece.content), this.page.lineOf(piece) ?? 1)
      if (id === undefined) return piece.content
      piece.href = `#${id}`
      return [piece]
    })
  }

  private card(card: Extract<Block, { kind: 'card' }>): void {
    if (card.href?.startsWith('#') !== true) return
    const id = this.resolved(card.href, card.title, this.page.lineOf(card) ?? 1)
    if (id === undefined) delete card.href
    else card.href = `#${id}`
  }

  private resolved(href: string, text: string, line: number): string | undefined {
    const id = this.find(href.slice(1))
    if (id === undefined)
      this.page.findings.add(
        line,
        'link-dropped',
        `${named('The link', text)} leads to ${quoted(href)}, which is no section or step: its text stays.`,
      )
    return id
  }
}
