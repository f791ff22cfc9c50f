/** Where the focus goes: after each transition, where the next thing to do is; from a link, where it leads. Loaded with the press. */
import type { FlowState } from '../../core/flow.ts'
import type { Failure } from './errors.ts'
import type { HubHandle } from '../useHub.ts'

/** The marks of elements that take focus: `data-focus="step"`. */
type Mark = 'step' | 'connect' | 'authorize' | 'continue' | 'done'

export function placeFocus(
  root: HTMLElement,
  before: FlowState,
  { state, form }: HubHandle,
  failure: Failure | undefined,
): void {
  const focus = (mark: Mark): void => root.querySelector<HTMLElement>(`[data-focus="${mark}"]`)?.focus()
  switch (state.name) {
    case 'guide':
      focus('step')
      return
    case 'form': {
      if (state.error) {
        if (!failure?.field || !form.focus(failure.field.field.name)) focus('connect')
        return
      }
      if (before.name === 'linking' || before.name === 'authorizing') {
        focus('connect')
        return
      }
      // Who came by pressing or tabbing into the form is there already.
      if (before.name === 'form' || isInForm(root)) return
      const [first] = form.fields
      if (!first || !form.focus(first.field.name)) focus('connect')
      return
    }
    case 'authorizing':
      // The heading first, so that what happens next is heard; then the button is one Tab away.
      if (before.name !== 'authorizing') focus('authorize')
      // The button that was pressed has made way for a link.
      else if (state.window === 'blocked' && before.window !== 'blocked') focus('continue')
      return
    case 'done':
      focus('done')
      return
    case 'linking':
    case 'linked':
      return
  }
}

function isInForm(root: HTMLElement): boolean {
  const { activeElement } = root.getRootNode() as Document | ShadowRoot
  return activeElement != null && root.querySelector('[part~="form"]')?.contains(activeElement) === true
}

/** Opens what an in-page link leads to, and puts the focus there. `place` counts the steps, then the help beside the form. */
export function goToPlace(root: HTMLElement | null, { goTo, steps, toForm }: HubHandle, place: number): void {
  const help = place - steps.length
  const target = () =>
    help < 0
      ? root?.querySelector<HTMLElement>('[data-focus="step"]')
      : root?.querySelectorAll<HTMLElement>('[part="help"] > summary')[help]
  if (help < 0) goTo(place)
  else if (!target()?.offsetParent) toForm()
  // Where it is there to be seen; a step that is open already changes nothing that the focus would follow.
  setTimeout(() => {
    target()?.closest('details')?.setAttribute('open', '')
    target()?.focus()
  })
}
