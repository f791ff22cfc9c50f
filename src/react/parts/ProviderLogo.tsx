/** The provider's logo, or its first letter on a quiet colour that the name decides. */
import { useState } from 'react'

import { useMayLoad } from '../hooks/useMayLoad.ts'
import { useView } from '../view.ts'

const TONES = 6

export function ProviderLogo({ name, src = '' }: { name: string; src: string | undefined }) {
  const { part } = useView()
  const [failed, setFailed] = useState(false)
  const mayLoad = useMayLoad(src)
  if (src !== '' && mayLoad && !failed)
    return (
      <img
        {...part('logo')}
        src={src}
        alt=""
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => setFailed(true)}
      />
    )
  // A bullet stands for a name that is empty.
  const letter = name.codePointAt(0) ?? 0x2022
  return (
    <span {...part('logo')} aria-hidden="true" translate="no" data-tone={letter % TONES}>
      {String.fromCodePoint(letter).toLocaleUpperCase()}
    </span>
  )
}
