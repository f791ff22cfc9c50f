/** A remark with an icon and a tinted edge; its tone is spoken too. */
import type { ReactNode } from 'react'

import type { Block } from '../../core/guide.ts'
import { useView } from '../view.ts'
import { Icon, type IconName } from './Icon.tsx'

type Tone = Extract<Block, { kind: 'notice' }>['tone']

const ICONS: Readonly<Record<Tone, IconName>> = {
  warning: 'warning',
  note: 'info',
  info: 'info',
  tip: 'tip',
  check: 'check',
}

export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
  const { say, part } = useView()
  return (
    <div {...part('notice')} role="note" aria-label={say(tone)} data-tone={tone}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  )
}
