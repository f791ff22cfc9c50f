/** The words of a drawn widget: the locale's, with the host's in front. */
import { useMemo } from 'react'

import { createSay, isUsableMessage, type MessageKey, type Messages, type Say } from '../core/messages.ts'
import { useMisuse } from './useMisuse.ts'

/** A message that cannot be used is told on the console, and the default stands in for it. */
export function useSay(locale: string, messages: Messages | undefined): Say {
  const unusable = useMemo(
    () =>
      Object.entries<unknown>(messages ?? {})
        .filter(([key, value]) => value !== undefined && !isUsableMessage(key as MessageKey, value))
        .map(([key]) => key)
        .join(', '),
    [messages],
  )
  useMisuse(
    [unusable === '' ? undefined : { code: 'message-unusable', detail: unusable, fatal: false }],
    undefined,
  )
  return useMemo(() => createSay(locale, messages), [locale, messages])
}
