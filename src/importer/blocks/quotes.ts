/**
 * Block quotes, and the callouts that Markdown writes as one (`> [!WARNING]`).
 */
import type { Blockquote } from 'mdast'

import type { Block } from '../../core/guide.ts'
import type { Convert } from './convert.ts'
import { isBlank, lineOf, partedByLine } from '../nodes.ts'

export type Tone = Extract<Block, { kind: 'notice' }>['tone']

/** `[!WARNING]`; on some sites a title follows on its line, and a sign that says whether it is open. */
const ALERT = /^\s*\[!(\w+)\][-+]?[ \t]*/
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
  if (alert === null || first?.type !== 'paragraph' || text?.type !== 'text') {
    const body = convert.blocks(node.children)
    return body.length === 0 ? [] : [convert.page.at(line, { kind: 'quote', body })]
  }
  const [mark, name = ''] = alert
  const tone = ALERT_TONES[name.toLowerCase()]
  const parts = partedByLine([{ ...text, value: text.value.slice(mark.length) }, ...first.children.slice(1)])
  // A kind that has no tone of its own is named.
  const isNamed = tone === undefined && !parts.line.some((node) => !isBlank(node))
  const title = convert.content(isNamed ? [{ type: 'text', value: name }] : parts.line)
  const body = [
    ...convert.piecesToBlocks([{ kind: 'strong', content: title.content }], line),
    ...title.extra,
    ...convert.blocks([{ ...first, children: parts.rest }, ...rest]),
  ]
  return body.length === 0 ? [] : [convert.page.at(line, { kind: 'notice', tone: tone ?? 'note', body })]
}
