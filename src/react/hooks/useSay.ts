/** The words of a drawn widget: the locale's, with the host's in front. */
import { useEffect, useMemo } from 'react'

import { createSay, type Messages, type Say, spokenLocale } from '../../core/messages.ts'
import { reportUsage } from '../../core/usage.ts'
import { loadAhead } from '../ahead.ts'

/** A message that cannot be used, and a language without words, is told on the console; the default stands in. */
export function useSay(locale: string, messages: Messages | undefined): Say {
  const spoken = spokenLocale(locale, messages)
  useEffect(() => {
    if (messages)
      loadAhead({ load: () => import('../../core/unusable.ts') }, ({ reportUnusable }) =>
        reportUnusable(messages),
      )
    else if (spoken !== locale) reportUsage('locale-missing', locale, 'warn')
  }, [locale, spoken, messages])
  return useMemo(() => createSay(spoken, messages), [spoken, messages])
}
