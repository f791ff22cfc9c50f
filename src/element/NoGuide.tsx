/**
 * What stands while there is no guide to show: that it is on its way, or what is wrong, and a way to try again.
 */
import { useId } from 'react'

import { Frame, type LookProps } from '../react/Frame.tsx'
import { Alert } from '../react/parts/Alert.tsx'
import { Button } from '../react/parts/Button.tsx'
import { useSay } from '../react/hooks/useSay.ts'
import { useView } from '../react/view.ts'
import type { ShownGuide } from './guideSource.ts'

type NoGuideProps = LookProps & {
  readonly locale: string
  readonly shown: Exclude<ShownGuide, { name: 'ready' }>
}

/** The frame of the widget around one sentence: the guide is on its way, or cannot be shown. */
export function NoGuide({ shown, locale, ...look }: NoGuideProps) {
  const say = useSay(locale, look.messages)
  const id = useId()
  return (
    <Frame {...look} part="hub" say={say} locale={locale} labelledBy={id} state={shown.name}>
      <Sentence id={id} shown={shown} />
    </Frame>
  )
}

function Sentence({ id, shown }: { readonly id: string; readonly shown: NoGuideProps['shown'] }) {
  const { say, part } = useView()
  if (shown.name === 'loading')
    return (
      <div {...part('form')} aria-busy="true">
        <p {...part('lead')} id={id}>
          <span>{say('guideLoading')}</span>
        </p>
      </div>
    )
  const { retry } = shown
  return (
    <div {...part('form')}>
      <Alert id={id} text={say(retry ? 'guideFailed' : 'errorConfig')}>
        {retry && (
          <Button look="text-button" onPress={retry}>
            {say('tryAgain')}
          </Button>
        )}
      </Alert>
    </div>
  )
}
