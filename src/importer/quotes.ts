/**
 * Block quotes, and the callouts that Markdown writes as one (`> [!WARNING]`).
 */
import type { Blockquote } from 'mdast'

import type { Block } from '../core/guide.ts'
import type { Convert } from './convert.ts'
import { lineOf } from './nodes.ts'

export type Tone = Extract<Block, { kind: 'notice' }>['tone']

const ALERT = /^\s*\[!(\w+)\][-+]?[ \t]*(?:\n|$)/
const ALERT_TONES: Readonly<Record<string, Tone>> = {
  note: 'note',
  tip: 'tip',
  hint: 'tip',
  important: 'warning',
  warning: 'warning',
  caution: 'warning',
  danger: 'warning',
  info: 'info',
  success: 'check',
  check: 'check',
}

export function quoteBlocks(node: Blockquote, convert: Convert): Block[] {
  const line = lineOf(node)
  const [first, ...rest] = node.children
  const text = first?.type === 'paragraph' ? first.children[0] : undefined
  const alert = text?.type === 'text' ? ALERT.exec(text.value) : null
  const tone = ALERT_TONES[alert?.[1]?.toLowerCase() ?? '']
  if (tone === undefined || alert === null || first?.type !== 'paragraph' || text?.type !== 'text') {
    const body = convert.blocks(node.children)
    return body.length === 0 ? [] : [convert.page.at(line, { kind: 'quote', body })]
  }
  const opening = { ...text, value: text.value.slice(alert[0].length) }
  const body = convert.blocks([{ ...first, children: [opening, ...first.children.slice(1)] }, ...rest])
  return body.length === 0 ? [] : [convert.page.at(line, { kind: 'notice', tone, body })]
}
