/** Keys that are meant for a text entry of ours, and for nobody else. */
import type { KeyboardEvent } from 'react'

/** Keeps what is typed into a text entry from the host's single-key shortcuts. */
export function keepTyped(event: KeyboardEvent): void {
  // By its name: in the document of a frame or of another window the classes are not this one's.
  const isText = /^(input|textarea)$/.test((event.target as Element).localName)
  if (isText && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation()
}

/** While an input method composes, its keys are its own. */
export const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  // Safari ends the composition before the key that ended it, and marks that key by its code alone.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it (WebKit bug 165004)
  nativeEvent.isComposing || nativeEvent.keyCode === 229
