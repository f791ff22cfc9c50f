/**
 * Parameters of an interface: `<ParamField body="name" type="string" required>` is the name in code, then what is said of it.
 */
import type { Block } from '../../core/guide.ts'
import { attribute, flag } from './attributes.ts'
import type { Convert } from './convert.ts'
import { quoted } from '../diagnostics.ts'
import { childrenOf, type Element, lineOf } from '../nodes.ts'

const NAMES = ['name', 'path', 'query', 'body', 'header']

/** The attributes that are read here. */
export const PARAMETER_ATTRIBUTES = [...NAMES, 'type', 'required', 'default', 'deprecated', 'placeholder']

export function parameterBlocks(element: Element, convert: Convert): Block[] {
  const line = lineOf(element)
  const standard = attribute(element, 'default')
  const said = [
    attribute(element, 'type'),
    flag(element, 'required') ? 'required' : undefined,
    flag(element, 'deprecated') ? 'deprecated' : undefined,
    standard && `default: ${standard}`,
  ].filter(Boolean)
  const placeholder = attribute(element, 'placeholder')
  if (placeholder)
    convert.page.findings.add(line, 'control', `Left out: the placeholder ${quoted(placeholder)}.`)
  const head = convert.piecesToBlocks(
    [
      { kind: 'code', text: attribute(element, ...NAMES) ?? '' },
      { kind: 'text', text: ` ${said.join(', ')}` },
    ],
    line,
  )
  return [...head, ...convert.blocks(childrenOf(element))]
}
