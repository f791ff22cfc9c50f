/**
 * What React does with the props of an element and Preact does not, for the script alone.
 *
 * Preact goes through props with `for…in`: on a page that adds to `Object.prototype`, an inherited `dangerouslySetInnerHTML`
 * would be drawn, and an inherited handler called. What is drawn has own props alone.
 */
import { options } from 'preact'

options.vnode = (vnode) => {
  const { type } = vnode
  const given: Readonly<Record<string, unknown>> = vnode.props
  // The props of a text are the text.
  if ((type as unknown) === null) return
  const props = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(given))
    if (typeof type !== 'string') props[name] = value
    else if (name === 'translate') props[name] = value !== 'no'
    // A `<select>` has no such property: the form chooses.
    else if (type !== 'select' || name !== 'defaultValue') props[nameOn(type, name)] = value
  vnode.props = props as typeof vnode.props
}

function nameOn(type: string, name: string): string {
  // React's blur bubbles, and its change is told with each key.
  if (name === 'onBlur') return 'onFocusOut'
  if (name === 'onChange' && type !== 'select') return 'onInput'
  // The attributes of a drawing have hyphens: stroke-width.
  return type === 'path' ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : name
}

options.event = (event) => Object.assign(event, { nativeEvent: event })
