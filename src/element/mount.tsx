/**
 * `HubLink.mount`: the widget by function, for pages that would rather not write a tag. Takes the props of `<Hub>`.
 */
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'

import type { GuideInput } from '../core/guide.ts'
import { reportUsage } from '../core/usage.ts'
import type { HubProps } from '../react/Hub.tsx'
import type { CatalogueOption } from '../react/hooks/useCatalogue.ts'
import { useFault } from '../react/hooks/useFault.ts'
import { adoptStyles } from './adoptStyles.ts'
import { parseAttributes } from './attributes.ts'
import { inTask } from './inTask.ts'
import { chooseLocale, type ChosenLocale, followLocale, nearestLanguage } from './locales.ts'
import { NamedHub } from './NamedHub.tsx'

/** What is linked, in the ways of the script. */
interface GuideProps {
  /** Finds a guide among the script's own: `jazzhr`. */
  provider?: string | undefined
  /** A guide as data, or the address of one. */
  guide?: GuideInput | string | undefined
  /** The address of a catalogue, or its entries. */
  catalogue?: CatalogueOption | undefined
}

/** The props of `<Hub>`; `provider` finds a guide among the script's own where none is given. */
export type MountProps = DistributiveOmit<HubProps, 'guide' | 'catalogue'> & GuideProps

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never

/** What `mount` gives. */
export interface Mounted {
  /** Replaces the props, all of them. What was typed stays. */
  readonly update: (props: MountProps) => void
  /** Takes the widget away, with what was typed. */
  readonly unmount: () => void
}

/**
 * Draws the widget at the end of `target`, an element or a selector, in a shadow root of its own.
 *
 * `const hub = HubLink.mount('#hub', { provider: 'jazzhr', endpoint: '/api/link', onLinked })`
 *
 * A target that is not there throws a TypeError: nothing could be drawn to say so.
 */
export function mount(target: Element | string, props: MountProps): Mounted {
  const parent = typeof target === 'string' ? document.querySelector(target) : target
  // By its type, not its class: an element of a frame has another.
  if (parent?.nodeType !== Node.ELEMENT_NODE) {
    const found = typeof target === 'string' ? `"${target}", which finds nothing` : 'what is not an element'
    reportUsage('mount-target', found)
    throw new TypeError(`mount() was given ${found}.`)
  }
  const host = parent.ownerDocument.createElement('div')
  parent.append(host)
  const shadow = host.attachShadow({ mode: 'open' })
  const root = createRoot(shadow)
  let now = { ...props }
  let gone = false
  const draw = (): void => {
    if (gone) return
    adoptStyles(shadow)
    root.render(<Mount host={host} {...now} />)
  }
  const stop = followLocale(() => localeOf(now, host), draw)
  draw()
  // A target that is not in the page yet has no language and no theme around it.
  if (!host.isConnected) inTask(draw)
  return {
    update: (next) => {
      now = { ...next }
      draw()
    },
    unmount: () => {
      gone = true
      stop()
      root.unmount()
      host.remove()
    },
  }
}

const localeOf = (
  { locale, messages }: Pick<MountProps, 'locale' | 'messages'>,
  host: Element,
): ChosenLocale => chooseLocale(locale ?? nearestLanguage(host), messages !== undefined)

function Mount({ host, provider, guide, catalogue, ...props }: MountProps & { readonly host: Element }) {
  const { messages } = props
  const chosen = localeOf(props, host)
  const onFault = useFault(props.onError)
  // The address of a guide goes through the gate of the attribute.
  const isAddress = typeof guide === 'string'
  const { settings, faults } = parseAttributes(
    (name) => (name === 'guide' && isAddress ? guide : null),
    location.href,
  )
  const [fault] = faults
  useEffect(() => {
    if (fault === undefined) return
    reportUsage('attribute-invalid', fault)
    onFault('attribute-invalid')
  }, [fault, onFault])
  return (
    <NamedHub
      {...props}
      names={{ guide: isAddress ? undefined : guide, address: settings.guide, catalogue, provider }}
      chosen={chosen}
      ownWords={messages}
    />
  )
}
