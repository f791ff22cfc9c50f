/** Marks of other documentation systems, which nothing here reads: what they mark stays, the marks too, and a person is told. */
import type { Paragraph } from 'mdast'

import { quoted } from './diagnostics.ts'
import { lineOf } from './nodes.ts'
import type { Page } from './page.ts'

const MARKS = [
  { begins: /^:{3,}[ \t]*[a-z].*/i, instead: 'write <Note> … </Note>, or another notice' },
  { begins: /^\+{3}[ \t]*$/m, instead: 'write frontmatter as YAML, between lines of three dashes' },
]

export function warnOfOtherMarkup(paragraph: Paragraph, page: Page): void {
  const [first] = paragraph.children
  if (first?.type !== 'text') return
  for (const { begins, instead } of MARKS) {
    const found = begins.exec(first.value)
    if (found?.index === 0)
      page.findings.add(lineOf(paragraph), 'other-markup', `${quoted(found[0])} stays as text: ${instead}.`)
  }
}
