/**
 * Keeps polluted prototypes out of what Preact draws, for the script alone. Preact goes through props with `for…in`, as
 * React does not: an inherited `dangerouslySetInnerHTML` would be drawn, and an inherited handler called.
 */
import { options } from 'preact'

// Loaded after preact/compat, whose hook makes new objects of the props: before it and after it, own properties alone.
const compat = options.vnode?.bind(options)

options.vnode = (vnode) => {
  // The props of a text are the text.
  const drawn = (vnode.type as unknown) !== null
  if (drawn) vnode.props = own(vnode.props)
  compat?.(vnode)
  if (drawn) vnode.props = own(vnode.props)
}

const own = <Props extends object>(props: Props): Props => Object.assign(Object.create(null) as Props, props)
