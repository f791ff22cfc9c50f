/** Marks of other documentation systems, which nothing here reads: what they mark stays, the marks too, and a person is told. */
import type { Paragraph } from 'mdast'

import { quoted } from '../diagnostics.ts'
import { lineOf } from '../nodes.ts'
import type { Page } from '../page.ts'

const NOTICE = 'write <Note> … </Note>, or another notice'
const MARKS = [
  { mark: /^:{3,}[ \t]*[a-z].*/i, instead: NOTICE },
  { mark: /^(?:!!!|\?\?\?\+?)[ \t]+[a-z].*/i, instead: NOTICE },
  { mark: /\{%.*?%\}/, instead: NOTICE },
  { mark: /^\+{3}[ \t]*(?=\n|$)/, instead: 'write frontmatter as YAML, between lines of three dashes' },
  { mark: /!\[[^\]\n]*\]\([^)<>\n]*\)/, instead: 'put an address with spaces in angle brackets' },
]

export function warnOfOtherMarkup(paragraph: Paragraph, page: Page): void {
  const [first] = paragraph.children
  if (first?.type !== 'text') return
  for (const { mark, instead } of MARKS) {
    const found = mark.exec(first.value)
    if (!found) continue
    const line = lineOf(paragraph) + first.value.slice(0, found.index).split('\n').length - 1
    page.findings.add(line, 'other-markup', `${quoted(found[0])} stays as text: ${instead}.`)
  }
}
