/**
 * A picture of a guide, in a box whose height is known before it comes; a press shows it whole. It is loaded from the page's
 * own origin and those that the host lists; any other is a link, so that nobody's page asks a third party for anything unless
 * a person does. One that does not come is not offered to be enlarged.
 */
import { useState } from 'react'

import { parseUrl } from '../../core/url.ts'
import { ahead, loadAhead } from '../ahead.ts'
import { useAddress } from '../useAddress.ts'
import { useView } from '../view.ts'
import { Icon } from './Icon.tsx'
import { GuideLink } from './Inlines.tsx'
import { Spoken } from './Spoken.tsx'

const dialog = ahead(() => import('./EnlargedImage.tsx'))

export function GuideImage({ src, alt, width }: { src: string; alt: string; width?: number | undefined }) {
  const { say, part, imageOrigins } = useView()
  const [enlarged, setEnlarged] = useState(false)
  const [failed, setFailed] = useState(false)
  const own = useAddress()?.origin
  // Undefined for a path on the page's own host.
  const origin = parseUrl(src)?.origin
  if (origin && origin !== own && !imageOrigins.includes(origin))
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
