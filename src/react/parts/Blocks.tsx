/** The blocks of a guide, each kind drawn by its own component in the table below. */
import { type ComponentType, type ReactNode } from 'react'

import type { Block } from '../../core/guide.ts'
import { useView } from '../view.ts'
import { CodeBlock } from './CodeBlock.tsx'
import { GuideImage } from './GuideImage.tsx'
import { Heading } from './Heading.tsx'
import { GuideLink, Inlines } from './Inlines.tsx'
import { Notice } from './Notice.tsx'

export function Blocks({ blocks }: { blocks: readonly Block[] }): ReactNode {
  const { guideText } = useView()
  return blocks.map((block, index) => {
    // The table's key and value have the same kind; TypeScript does not follow that through an index.
    const Drawn = KINDS[block.kind] as ComponentType<{ block: Block }>
    const drawn = <Drawn key={index} block={block} />
    return guideText ? (
      <div key={index} {...guideText}>
        {drawn}
      </div>
    ) : (
      drawn
    )
  })
}

type Props<Kind extends Block['kind']> = { readonly block: Extract<Block, { kind: Kind }> }

const KINDS: { readonly [Kind in Block['kind']]: ComponentType<Props<Kind>> } = {
  paragraph: ({ block }) => (
    <p>
      <Inlines content={block.content} />
    </p>
  ),
  heading: ({ block }) => (
    <Heading below={2}>
      <Inlines content={block.content} />
    </Heading>
  ),
  list: List,
  notice: ({ block }) => (
    <Notice tone={block.tone}>
      <Blocks blocks={block.body} />
    </Notice>
  ),
  // By its address: one that did not come says nothing of the next in its place.
  image: ({ block }) => <GuideImage key={block.src} {...block} />,
  code: ({ block }) => <CodeBlock text={block.text} />,
  table: Table,
  details: ({ block }) => (
    <details>
      <summary>{block.title}</summary>
      <Blocks blocks={block.body} />
    </details>
  ),
  quote: ({ block }) => (
    <blockquote>
      <Blocks blocks={block.body} />
    </blockquote>
  ),
  card: Card,
  steps: ({ block }) => (
    <ol>
      {block.steps.map((step) => (
        <li key={step.id}>
          <p>
            <strong>{step.title}</strong>
          </p>
          <Blocks blocks={step.body} />
        </li>
      ))}
    </ol>
  ),
}

function List({ block }: Props<'list'>) {
  const items = block.items.map((item, index) => (
    <li key={index}>
      <Blocks blocks={item} />
    </li>
  ))
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
}

function Table({ block }: Props<'table'>) {
  const { say, part } = useView()
  return (
    // Wide tables scroll in their own box, which the keyboard must reach.
    <div {...part('table')} role="group" aria-label={say('table')} tabIndex={0}>
      <table>
        {block.head.length > 0 && (
          <thead>
            <tr>
              {block.head.map((cell, index) => (
                <th key={index} scope="col">
                  <Inlines content={cell} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {block.rows.map((row, y) => (
            <tr key={y}>
              {row.map((cell, x) => (
                <td key={x}>
                  <Inlines content={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Card({ block }: Props<'card'>) {
  const { part } = useView()
  const title = <strong>{block.title}</strong>
  return (
    <div {...part('card')}>
      <p>
        {block.href === undefined ? (
          title
        ) : (
          <GuideLink href={block.href} text={block.title}>
            {title}
          </GuideLink>
        )}
      </p>
      <Blocks blocks={block.body} />
    </div>
  )
}

/** The scopes that a step or the link needs, as the guide asks to print them. */
export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  const { say } = useView()
  if (scopes.length === 0) return null
  return (
    <>
      <p>{say('scopes')}</p>
      <ul>
        {scopes.map((scope) => (
          <li key={scope}>
            <code dir="ltr" translate="no">
              {scope}
            </code>
          </li>
        ))}
      </ul>
    </>
  )
}
