/**
 * A React application around one widget, as a host's bundler makes it: in StrictMode, with everything that the callbacks are
 * given kept where a test can read it.
 */
import { type ComponentType, StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'

/** What the page offers to a test, as `hostPage`. */
export interface HostPage {
  /** Whatever a callback was given, in order. */
  readonly heard: unknown[]
  /** Draws again, with new callbacks; other props go over the first. */
  readonly draw: (props?: object) => void
  readonly unmount: () => void
}

/** Draws a widget into `#hub`. What a server has drawn there is taken over. */
export function startPage(Widget: ComponentType<never>, given: object): void {
  const Drawn = Widget as ComponentType<object>
  const heard: unknown[] = []
  const hear = (...what: unknown[]): void => void heard.push(...what)
  const callbacks = () => ({
    onLinked: (account: unknown) => hear('onLinked', account),
    onError: (error: unknown) => hear('onError', error),
    onEvent: (event: unknown) => hear('onEvent', event),
  })
  const container = document.getElementById('hub')!
  let props = given
  const tree = () => (
    <StrictMode>
      <Drawn {...callbacks()} {...props} />
    </StrictMode>
  )
  const root = container.firstChild ? hydrateRoot(container, tree()) : createRoot(container)
  // Drawn at once a second time, a server's markup would be thrown away.
  if (!container.firstChild) root.render(tree())
  const page: HostPage = {
    heard,
    draw: (more) => {
      props = { ...props, ...more }
      root.render(tree())
    },
    unmount: () => root.unmount(),
  }
  Object.assign(globalThis, { hostPage: page })
}
