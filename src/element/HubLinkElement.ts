/**
 * The class of `<hub-link>`, without defining it: `defineHubLink` does, or a host under a tag of its own.
 */
import type { GuideInput } from '../core/guide.ts'
import type { LinkFunction } from '../core/link.ts'
import type { Messages } from '../core/messages.ts'
import { VERSION } from '../core/version.ts'
import type { HeadersOption } from '../http/createHttpLink.ts'
import { ATTRIBUTES } from './attributeNames.ts'
import type { Properties } from './ElementHub.tsx'
import { ElementRoot } from './ElementRoot.tsx'
import type { HubCloseEvent, HubErrorEvent, HubLinkedEvent, HubProgressEvent } from './events.ts'

// A server that renders pages imports this file too, and has no elements.
const Base: typeof HTMLElement =
  (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ??
  (Object as unknown as typeof HTMLElement)

/** Properties that are kept as they are set. `guide` is another: it may be set to an address. */
const KEPT = [
  'link',
  'headers',
  'messages',
  'session',
  'onSessionExpired',
] as const satisfies readonly (keyof Properties)[]

/**
 * The widget as an element.
 *
 * ```html
 * <hub-link provider="jazzhr" endpoint="/api/link"></hub-link>
 * ```
 *
 * Attributes: see `HubLinkAttributes`. Events: `hub-linked` (cancelable), `hub-error`, `hub-event`, `hub-close`; all bubble
 * and are composed. Parts and custom properties: the styling contract in the README. What stands inside the tag is
 * shown until the element is defined, and where it cannot be.
 */
export class HubLinkElement extends Base {
  /** The version of the package. */
  static readonly version: string = VERSION
  static readonly observedAttributes: readonly string[] = ATTRIBUTES

  /** A guide as data; a string is taken for the attribute, the address of one. */
  get guide(): GuideInput | undefined {
    return rootOf(this).get('guide')
  }
  set guide(guide: GuideInput | string | undefined) {
    const isAddress = typeof guide === 'string'
    if (isAddress) this.setAttribute('guide', guide)
    rootOf(this).set('guide', isAddress ? undefined : guide)
  }

  /** Carries requests in place of the fetch to `endpoint`. */
  declare link: LinkFunction | undefined

  /** Headers for each request: an object, or a function that may be async. */
  declare headers: HeadersOption | undefined

  /** Words in place of ours, all or some. */
  declare messages: Messages | undefined

  /** Gives the token of a session for the page in the frame, whenever it needs one; from your server's `createSession`. */
  declare session: (() => string | Promise<string>) | undefined

  /** Renews the host's session; once it resolves the attempt goes on by itself. */
  declare onSessionExpired: (() => unknown) | undefined

  static {
    for (const name of KEPT)
      Object.defineProperty(this.prototype, name, {
        __proto__: null,
        configurable: true,
        get() {
          return rootOf(this).get(name)
        },
        set(value: never) {
          rootOf(this).set(name, value)
        },
      } as PropertyDescriptor & ThisType<HubLinkElement>)
  }

  /** Shows the widget, if it was closed or `hidden`, and puts the focus where the person goes on. */
  open(): void {
    this.hidden = false
    rootOf(this).focus()
  }

  /** Back to the start: what was typed goes, and what is under way is given up. */
  restart(): void {
    rootOf(this).restart()
  }

  connectedCallback(): void {
    takeProperties(this)
    const root = rootOf(this)
    root.mend()
    root.update()
  }

  disconnectedCallback(): void {
    rootOf(this).release()
  }

  /** With `moveBefore()` the element never leaves the page, so there is nothing to do. */
  connectedMoveCallback(): void {
    return undefined
  }

  attributeChangedCallback(): void {
    rootOf(this).update()
  }
}

// Not a private field: an element that the loader made gets this class's prototype, and never runs its constructor.
const roots = new WeakMap<HubLinkElement, ElementRoot>()

function rootOf(element: HubLinkElement): ElementRoot {
  let root = roots.get(element)
  if (!root) {
    root = new ElementRoot(element)
    roots.set(element, root)
  }
  return root
}

/** Takes properties that were set before the element had accessors for them. */
function takeProperties(element: HubLinkElement): void {
  const early = element as unknown as Record<string, unknown>
  for (const name of ['guide', ...KEPT]) {
    if (!Object.hasOwn(early, name)) continue
    const value = early[name]
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- one of these names, and only so the setter is met
    delete early[name]
    early[name] = value
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hub-link': HubLinkElement
  }
  // Here, not on the element alone, since they bubble.
  interface GlobalEventHandlersEventMap {
    'hub-linked': HubLinkedEvent
    'hub-error': HubErrorEvent
    'hub-event': HubProgressEvent
    'hub-close': HubCloseEvent
  }
}
