/**
 * What each node of Markdown becomes; what elements do stands in their own table.
 */
import type { Block } from '../../core/guide.ts'
import { codeBlocks } from './code.ts'
import type { Convert } from './convert.ts'
import { quoted } from '../diagnostics.ts'
import { listBlock } from './lists.ts'
import { type Element, lineOf, type Nodes } from '../nodes.ts'
import { quoteBlocks } from './quotes.ts'
import { markdownTable } from './tables.ts'

/** The blocks of one node that is no text. */
export function markdownBlocks(node: Exclude<Nodes, Element>, convert: Convert): Block[] {
  const { page } = convert
  const line = lineOf(node)
  switch (node.type) {
    case 'paragraph':
      return convert.blocks(node.children)
    case 'heading': {
      const { content, extra } = convert.content(node.children)
      if (content.length === 0) return extra
      return [page.at(line, { kind: 'heading', level: node.depth, content }), ...extra]
    }
    case 'list':
      return [listBlock(node, convert)]
    case 'code':
      return codeBlocks(node, convert)
    case 'blockquote':
      return quoteBlocks(node, convert)
    case 'table':
      return markdownTable(node, convert)
    case 'image':
      if (node.title) page.findings.add(line, 'hover-text', `Left out: ${quoted(node.title)}.`)
      return convert.image(node.url, node.alt ?? '', line)
    case 'imageReference':
      return convert.image(page.definitions.get(node.identifier) ?? '', node.alt ?? '', line)
    case 'mdxjsEsm':
      page.findings.add(line, 'esm', `${quoted(node.value, 120)} is not run.`)
      return []
    case 'thematicBreak':
    case 'definition':
    case 'yaml':
      return []
    default:
      return convert.paragraphs([node])
  }
}
