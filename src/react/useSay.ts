/** The words of a drawn widget: the locale's, with the host's in front. */
import { useEffect, useMemo } from 'react'

import { createSay, type Messages, type Say } from '../core/messages.ts'

/** A message that cannot be used is told on the console, and the default stands in for it. */
export function useSay(locale: string, messages: Messages | undefined): Say {
  useEffect(() => {
    if (messages)
      import('../core/english.ts').then(
        ({ reportUnusable }) => reportUnusable(messages),
        () => undefined,
      )
  }, [messages])
  return useMemo(() => createSay(locale, messages), [locale, messages])
}
