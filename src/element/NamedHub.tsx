/**
 * The widget for whatever names its guide, or a plain sentence while there is no guide to show.
 */
import type { Messages } from '../core/messages.ts'
import type { CatalogueHubProps } from '../react/CatalogueHub.tsx'
import type { GuideHubProps } from '../react/GuideHub.tsx'
import { Hub, type HubProps } from '../react/Hub.tsx'
import { useFault } from '../react/hooks/useFault.ts'
import { type GuideNames, guideSource, useGuideSource } from './guideSource.ts'
import { type ChosenLocale, wordsOf } from './locales.ts'
import { NoGuide } from './NoGuide.tsx'

type WithoutGuide<Props> = Props extends unknown
  ? Omit<Props, 'guide' | 'catalogue' | 'locale' | 'messages'>
  : never

type NamedHubProps = WithoutGuide<HubProps> &
  Pick<GuideHubProps, 'farewell'> & {
    readonly names: GuideNames
    readonly chosen: ChosenLocale
    /** The host's words, in front of those of the locale. */
    readonly ownWords: Messages | undefined
  }

export function NamedHub({ names, chosen, ownWords, ...props }: NamedHubProps) {
  const onFault = useFault(props.onError)
  const shown = useGuideSource(guideSource(names, chosen.pack), onFault)
  const shared = {
    ...props,
    locale: chosen.locale,
    guideLocale: chosen.asked,
    messages: wordsOf(chosen, ownWords),
  }
  if (shown.name !== 'ready') return <NoGuide {...shared} shown={shown} />
  // The types of a union do not survive a spread.
  const hubProps = { ...shared, ...shown.content } as HubProps & Pick<CatalogueHubProps, 'guideLocale'>
  return <Hub {...hubProps} />
}
