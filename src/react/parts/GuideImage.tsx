/**
 * A picture of a guide. It is loaded from the page's own origin and those that the host lists; any other is a link, so that
 * nobody's page asks a third party for anything unless a person does.
 */
import { useSyncExternalStore } from 'react'

import { useView } from '../view.ts'
import { GuideLink } from './Inlines.tsx'

const NEVER_CHANGES = () => () => undefined

export function GuideImage({ src, alt, width }: { src: string; alt: string; width?: number | undefined }) {
  const { say, part, imageOrigins } = useView()
  const own = useSyncExternalStore(
    NEVER_CHANGES,
    () => location.origin,
    () => undefined,
  )
  const origin = src.startsWith('/') ? own : new URL(src).origin
  if (!src.startsWith('/') && origin !== own && !imageOrigins.includes(origin ?? ''))
    return (
      <p>
        {alt !== '' && <span>{`${alt} `}</span>}
        <GuideLink href={src} text="">
          <span>{say('openImage')}</span>
        </GuideLink>
      </p>
    )
  return (
    <img {...part('image')} src={src} alt={alt} width={width} loading="lazy" referrerPolicy="no-referrer" />
  )
}
