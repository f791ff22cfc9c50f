/** Links within a guide: what one leads to, and the way there. */
import { type RefObject, useMemo } from 'react'

import type { HubHandle } from './useHub.ts'

/** Gives, for the id of a place in the guide, what goes there; undefined where no place of the guide has it. */
export function useAnchors(
  root: RefObject<HTMLElement | null>,
  hub: HubHandle,
): (id: string) => (() => void) | undefined {
  const { steps, help } = hub
  const placeOf = useMemo(() => {
    // As text, once for a guide: each link within it asks which of them holds its id. Most guides have none.
    let places: string[] | undefined
    return (id: string): number =>
      (places ??= [...steps, ...help].map((place) => JSON.stringify(place))).findIndex((text) =>
        text.includes(`"id":"${id}"`),
      )
  }, [steps, help])

  return (id) => {
    const place = placeOf(id)
    if (place < 0) return undefined
    const helpPlace = place - steps.length
    const target = () =>
      helpPlace < 0
        ? root.current?.querySelector<HTMLElement>('[data-focus="step"]')
        : root.current?.querySelectorAll<HTMLElement>('[part="help"] > summary')[helpPlace]
    return () => {
      if (helpPlace < 0) hub.goTo(place)
      else if (!target()?.offsetParent) hub.toForm()
      // Where it is there to be seen; a step that is open already changes nothing that the focus would follow.
      setTimeout(() => {
        target()?.closest('details')?.setAttribute('open', '')
        target()?.focus()
      })
    }
  }
}
