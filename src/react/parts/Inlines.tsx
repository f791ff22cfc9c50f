/** The pieces of a sentence. Each text has an element of its own, so that page translation cannot break the tree. */
import type { ReactNode } from 'react'

import type { Inline } from '../../core/guide.ts'
import { gateLink } from '../../core/url.ts'
import { useView } from '../view.ts'
import { Spoken } from './Spoken.tsx'

export function Inlines({ content }: { content: readonly Inline[] }) {
  return content.map((piece, index) => <Piece key={index} piece={piece} />)
}

function Piece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case 'text':
      return <span>{piece.text}</span>
    case 'strong':
      return (
        <strong>
          <Inlines content={piece.content} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines content={piece.content} />
        </em>
      )
    case 'code':
      return (
        <code dir="ltr" translate="no">
          {piece.text}
        </code>
      )
    case 'link':
      return (
        <GuideLink href={piece.href} text={plainText(piece.content)}>
          <Inlines content={piece.content} />
        </GuideLink>
      )
    case 'icon':
      // A guide names the icon of a provider's button; its name says more than a picture that we do not have.
      return <span>{piece.name}</span>
    case 'break':
      return <br />
  }
}

const plainText = (content: readonly Inline[]): string =>
  content
    .map((piece) => ('text' in piece ? piece.text : 'content' in piece ? plainText(piece.content) : ''))
    .join('')

/**
 * A link of a guide: in a new tab, without a way back, with the real host, or mail address, beside it where the text does not
 * begin with it. In-page links move within the guide and leave the page's address alone.
 */
export function GuideLink({ href, text, children }: { href: string; text: string; children: ReactNode }) {
  const { say, part, goToAnchor } = useView()
  if (href.startsWith('#')) {
    const go = goToAnchor(href.slice(1))
    if (!go) return children
    return (
      <button type="button" {...part('text-button')} onClick={go}>
        {children}
      </button>
    )
  }
  const gated = gateLink(href)
  if (!gated.ok) return children
  const { kind, label } = gated.value
  const away = kind === 'web'
  return (
    <>
      <a
        {...part('link')}
        href={gated.value.href}
        target={away ? '_blank' : undefined}
        rel="noopener noreferrer"
      >
        {children}
        {away && <Spoken>{` ${say('newTab')}`}</Spoken>}
      </a>
      {text.replace('https://', '').split('/')[0] !== label && (
        <span {...part('host')} translate="no">
          {` (${label})`}
        </span>
      )}
    </>
  )
}
