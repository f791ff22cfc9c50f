/** The provider's logo, or its first letter on a quiet colour that the name decides. */
import { useState } from 'react'

import { useView } from '../view.ts'

const TONES = 6

export function ProviderLogo({ name, src }: { name: string; src: string | undefined }) {
  const { part } = useView()
  const [failed, setFailed] = useState(false)
  if (src !== undefined && !failed)
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
  const letter = String.fromCodePoint(name.codePointAt(0) ?? 0x2022)
  return (
    <span
      {...part('logo')}
      aria-hidden="true"
      translate="no"
      data-tone={(letter.codePointAt(0) ?? 0) % TONES}
    >
      {letter.toLocaleUpperCase()}
    </span>
  )
}
