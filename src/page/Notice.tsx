/** A title and a sentence in place of the widget: what is the matter, and what to do next. */
import { useEffect, useId, useRef } from 'react'

import { Frame, type LookProps } from '../react/Frame.tsx'
import { useSay } from '../react/hooks/useSay.ts'
import { useView } from '../react/view.ts'

interface NoticeProps extends LookProps {
  readonly title: string
  readonly lead: string
  readonly locale: string
}

export function Notice({ title, lead, locale, ...look }: NoticeProps) {
  const say = useSay(locale, look.messages)
  const id = useId()
  return (
    <Frame {...look} part="hub" say={say} locale={locale} labelledBy={id}>
      <Sentences id={id} title={title} lead={lead} />
    </Frame>
  )
}

function Sentences({ id, title, lead }: { id: string; title: string; lead: string }) {
  const { part, headingLevel } = useView()
  const heading = useRef<HTMLHeadingElement>(null)
  const Title = `h${headingLevel}` as 'h1'
  // It comes in place of what had the focus, or of a page that has only just been opened.
  useEffect(() => heading.current?.focus(), [])
  return (
    <div {...part('form')}>
      <Title {...part('title')} ref={heading} id={id} tabIndex={-1} aria-describedby={`${id}-lead`}>
        {title}
      </Title>
      <p {...part('lead')} id={`${id}-lead`}>
        {lead}
      </p>
    </div>
  )
}
