/**
 * A picture of a guide, in a box whose height is known before it comes; a press shows it whole. One that may not be loaded is a
 * link. One that does not come is not offered to be enlarged.
 */
import { useState } from 'react'

import { ahead, loadAhead } from '../ahead.ts'
import { useMayLoad } from '../hooks/useMayLoad.ts'
import { useView } from '../view.ts'
import { Icon } from './Icon.tsx'
import { GuideLink } from './Inlines.tsx'
import { Spoken } from './Spoken.tsx'

const dialog = ahead(() => import('./EnlargedImage.tsx'))

export function GuideImage({ src, alt, width }: { src: string; alt: string; width?: number | undefined }) {
  const { say, part } = useView()
  const [enlarged, setEnlarged] = useState(false)
  const [failed, setFailed] = useState(false)
  if (!useMayLoad(src))
    return (
      <p>
        <span>{`${alt} `}</span>
        <GuideLink href={src} text="">
          <span>{say('openImage')}</span>
        </GuideLink>
      </p>
    )
  const image = (
    <img
      {...part('image')}
      src={src}
      alt={alt}
      width={width}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  )
  if (failed) return image
  const enlarge = (opener: HTMLElement): void => {
    // Safari gives no focus to what is pressed, and the dialog gives it back to what had it.
    opener.focus()
    loadAhead(dialog, () => setEnlarged(true))
  }
  const Enlarged = enlarged ? dialog.now()?.EnlargedImage : undefined
  return (
    <>
      <button type="button" {...part('image-button')} onClick={({ currentTarget }) => enlarge(currentTarget)}>
        {image}
        <Icon name="expand" />
        <Spoken>{` ${say('enlarge')}`}</Spoken>
      </button>
      {Enlarged && <Enlarged src={src} alt={alt} onClose={() => setEnlarged(false)} />}
    </>
  )
}
