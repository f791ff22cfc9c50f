/** A section of the README as documentation: one source, so that the two cannot disagree. */
import { Markdown } from '@storybook/addon-docs/blocks'

import readme from '../../README.md?raw'

interface ReadmeProps {
  /** The title of a section of the second level, as the README has it. */
  readonly section: string
}

/** Where a link of the README leads here: its own anchors are pages of ours. */
const PAGES: Readonly<Record<string, string>> = {
  '#your-own-endpoint': '?path=/docs/docs-endpoint--docs',
  '#import-guides-from-documentation': '?path=/docs/docs-guides--docs',
}

export const Readme = ({ section }: ReadmeProps) => <Prose>{sectionOf(readme, section)}</Prose>

/** Markdown of the repository, with its links and wide parts as these pages have them. */
export function Prose({ children }: { readonly children: string }) {
  const overrides = {
    a: { component: Anchor },
    table: { component: ScrollingTable },
    pre: { component: ScrollingCode },
  }
  return <Markdown options={{ overrides }}>{children}</Markdown>
}

function Anchor({ href = '', children }: React.ComponentProps<'a'>) {
  const own = PAGES[href]
  return (
    <a href={own ?? href} {...(own && { target: '_top' })}>
      {children}
    </a>
  )
}

/** Wide tables scroll by themselves, also by keyboard. */
function ScrollingTable({ children }: React.ComponentProps<'table'>) {
  return (
    <div className="docs-table" role="region" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}

function ScrollingCode({ children }: React.ComponentProps<'pre'>) {
  return (
    <pre className="docs-code" tabIndex={0}>
      {children}
    </pre>
  )
}

/** What stands below a title, up to the next of its level. A title that is not there is a fault of the page. */
export function sectionOf(markdown: string, title: string): string {
  const [, rest] = markdown.split(`\n## ${title}\n`)
  if (rest === undefined) throw new Error(`The README has no section "${title}".`)
  return rest.split('\n## ')[0] ?? ''
}
