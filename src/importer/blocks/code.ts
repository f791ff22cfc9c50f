/**
 * Code blocks. The title that documentation sites take from the line of the fence becomes a paragraph before.
 */
import type { Code } from 'mdast'

import type { Block } from '../../core/guide.ts'
import { attribute, constantOf } from './attributes.ts'
import type { Convert } from './convert.ts'
import { childrenOf, type Element, isElement, isExpression, lineOf, nameOf, type Nodes } from '../nodes.ts'
import { inlineText, wholeText } from './text.ts'

/** Words on the line of a fence that are settings, not a title. */
const SETTINGS =
  /(?:^|\s)(?:[\w-]+=(?:\{[^}]*\}|"[^"]*"|'[^']*'|\S*)|\{[^}]*\}|\/[^/\s]*\/|wrap|lines|expandable|twoslash|showLineNumbers|noLineNumbers|copy|live|cdata|playground)(?=\s|$)/g

export function codeBlocks(node: Code, convert: Convert): Block[] {
  const line = lineOf(node)
  return [
    ...fenceTitle(node.meta ?? '', line, convert),
    ...codeBlock(node.value, node.lang ?? undefined, line, convert),
  ]
}

/** The text as it stands, lines and all. A paragraph within is one that an empty line began. */
function rawText(nodes: readonly Nodes[]): string {
  return nodes
    .map((node, index) => {
      if (node.type === 'break' || (isElement(node) && nameOf(node) === 'br')) return '\n'
      if (isExpression(node)) return constantOf(node) ?? ''
      const text = 'value' in node && typeof node.value === 'string' ? node.value : rawText(childrenOf(node))
      return node.type === 'paragraph' && index > 0 ? `\n\n${text}` : text
    })
    .join('')
}

/** `<pre><code className="language-js">…</code></pre>` */
export function preBlocks(element: Element, convert: Convert, named?: string): Block[] {
  const line = lineOf(element)
  const inner = childrenOf(element).flatMap((child) =>
    child.type === 'paragraph' ? child.children : [child],
  )
  const fences = inner.filter((child) => child.type === 'code')
  if (fences.length > 0) return convert.blocks(inner)
  const code = inner.find((child) => isElement(child) && nameOf(child) === 'code')
  const classes = attribute(code && isElement(code) ? code : element, 'className', 'class') ?? ''
  const { extra } = convert.content(inner)
  const language = named ?? /(?:^|\s)lang(?:uage)?-(\S+)/.exec(classes)?.[1]
  return [
    ...codeBlock(rawText(childrenOf(element)).replace(/^\n+|\s+$/g, ''), language, line, convert),
    ...extra,
  ]
}

/** Attributes that can hold the title of a `<CodeBlock>`; the first that is there does. */
export const CODE_TITLES = ['title', 'filename']

/** `<CodeBlock title="…" language="js" code="…">`, or with the code as what it holds. */
export function codeElementBlocks(element: Element, convert: Convert): Block[] {
  const line = lineOf(element)
  const language = attribute(element, 'language', 'lang')
  return [
    ...codeTitle(attribute(element, ...CODE_TITLES) ?? '', line, convert),
    ...codeBlock(attribute(element, 'code') ?? '', language, line, convert),
    ...preBlocks(element, convert, language),
  ]
}

/** A code block of raw text. */
function codeBlock(text: string, language: string | undefined, line: number, convert: Convert): Block[] {
  const clean = wholeText(text)
  convert.page.see(line + 1, clean)
  if (clean.trim() === '') return []
  return [
    convert.page.at(line, {
      kind: 'code',
      ...(language ? { language: inlineText(language) } : {}),
      text: clean,
    }),
  ]
}

function fenceTitle(meta: string, line: number, convert: Convert): Block[] {
  const named = /(?:^|\s)(?:title|filename)=(?:\{?"([^"]*)"\}?|'([^']*)'|(\S+))/.exec(meta)
  let bare = meta
  // A setting can end where the next begins, with one space between.
  for (let before = ''; before !== bare;) {
    before = bare
    bare = bare.replace(SETTINGS, ' ')
  }
  return codeTitle(named?.[1] ?? named?.[2] ?? named?.[3] ?? bare, line, convert)
}

function codeTitle(text: string, line: number, convert: Convert): Block[] {
  const title = inlineText(text).trim()
  if (title === '') return []
  convert.page.see(line, title)
  const content = [{ kind: 'strong' as const, content: [{ kind: 'text' as const, text: title }] }]
  return [convert.page.at(line, { kind: 'paragraph', content })]
}
