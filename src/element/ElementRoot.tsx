/**
 * The life of one `<hub-link>`: when it draws, what survives a move, and what goes when it is removed for good.
 * Kept beside the element, not in it, so that an element of the loader's becomes a full one without being made anew.
 */
import { createRoot, type Root } from 'react-dom/client'

import { reportUsage } from '../core/usage.ts'
import { adoptStyles } from './adoptStyles.ts'
import type { AttributeName } from './attributeNames.ts'
import { parseAttributes } from './attributes.ts'
import { ElementHub, type Properties } from './ElementHub.tsx'
import { HubErrorEvent } from './events.ts'
import { FrameHub } from './FrameHub.tsx'
import type { ToPage } from './frameMessages.ts'
import { goOn } from './goOn.ts'
import { inTask } from './inTask.ts'
import { chooseLocale, type ChosenLocale, followLocale, nearestLanguage } from './locales.ts'

export class ElementRoot {
  readonly #element: HTMLElement
  // Without a prototype: what a page adds to everything is not set on the element.
  readonly #properties = Object.create(null) as Properties
  readonly #told = new Set<string>()
  #drawn: Drawn | undefined
  #scheduled = false
  #opening = false
  #run = 0
  #send: ((message: ToPage) => void) | undefined

  constructor(element: HTMLElement) {
    this.#element = element
  }

  get<Name extends keyof Properties>(name: Name): Properties[Name] {
    return this.#properties[name]
  }

  set<Name extends keyof Properties>(name: Name, value: Properties[Name]): void {
    // Frameworks set null for what there is not.
    this.#properties[name] = value ?? undefined
    this.update()
  }

  /**
   * Draws in a task of its own, however often it is called until then: with the script's own, or the host's, it would hold
   * up the page for long. What names no endpoint or no guide yet waits for the page to be loaded: a later script may set a
   * property.
   */
  readonly update = (): void => {
    if (this.#scheduled || !this.#isShown()) return
    this.#scheduled = true
    inTask(() => {
      this.#scheduled = false
      if (!this.#isShown()) return
      if (this.#drawn || document.readyState === 'complete' || this.#isComplete()) this.#draw()
      else addEventListener('load', this.update, { once: true })
    })
  }

  /** False in a document that no window shows, too: it takes no styles. */
  #isShown(): boolean {
    const { isConnected, ownerDocument } = this.#element
    return isConnected && ownerDocument.defaultView !== null
  }

  #isComplete(): boolean {
    const { guide, link } = this.#properties
    const has = (name: AttributeName): boolean => this.#element.hasAttribute(name)
    return (
      has('frame') ||
      ((link !== undefined || has('endpoint')) &&
        (guide !== undefined || has('guide') || has('catalogue') || has('provider')))
    )
  }

  /** After a move the dialog is no longer modal: it left the top layer with its element. */
  mend(): void {
    for (const dialog of this.#drawn?.shadow.querySelectorAll<HTMLDialogElement>('dialog[open]') ?? []) {
      if (dialog.matches(':modal')) continue
      dialog.removeAttribute('open')
      dialog.showModal()
    }
  }

  /** Ends after this task, unless the element was only moved. */
  release(): void {
    queueMicrotask(() => {
      if (!this.#element.isConnected) this.#end()
    })
  }

  /** Begins anew: what was typed goes, and what is under way is given up. */
  restart(): void {
    this.#run += 1
    if (!this.#drawn) return
    this.#opening = this.#element.matches(':focus-within')
    this.#draw()
  }

  /** Puts the focus where the person goes on; once it is drawn, where it is not yet. */
  focus(): void {
    this.#opening = !this.#drawn
    this.#drawn?.shadow.querySelector('iframe')?.focus()
    this.#send?.({ type: 'focus' })
    goOn(this.#drawn?.shadow)
  }

  #end(): void {
    this.#drawn?.root.unmount()
    this.#drawn?.stop()
    this.#drawn = undefined
  }

  #draw(): void {
    this.#drawn ??= this.#begin()
    const { root, shadow } = this.#drawn
    adoptStyles(shadow)
    const element = this.#element
    const { settings, faults } = parseAttributes((name) => element.getAttribute(name), location.href)
    faults.forEach((fault) => this.#tell(fault))
    const locale = this.#chooseLocale()
    const shared = {
      settings,
      properties: this.#properties,
      locale,
      dispatch: this.#dispatch,
      onClose: this.#hide,
    }
    root.render(
      // An address that is refused must not end in the widget itself, which other scripts could read.
      element.hasAttribute('frame') ? (
        <FrameHub
          key={`${this.#run} ${settings.frame ?? ''}`}
          {...shared}
          element={element}
          onRetry={() => this.restart()}
          onChannel={this.#openChannel}
        />
      ) : (
        <ElementHub key={this.#run} {...shared} />
      ),
    )
    if (this.#opening) setTimeout(() => this.focus())
  }

  #begin(): Drawn {
    const element = this.#element
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    // Children of the page's own, shown until now, and whatever the loader put here.
    shadow.replaceChildren()
    const stop = followLocale(() => this.#chooseLocale(), this.update)
    return { root: createRoot(shadow), shadow, stop }
  }

  #chooseLocale(): ChosenLocale {
    return chooseLocale(nearestLanguage(this.#element), this.#properties.messages !== undefined)
  }

  #tell(fault: string): void {
    if (this.#told.has(fault)) return
    this.#told.add(fault)
    reportUsage('attribute-invalid', fault)
    this.#dispatch(new HubErrorEvent({ code: 'config-invalid', reason: 'attribute-invalid' }))
  }

  readonly #openChannel = (send: ((message: ToPage) => void) | undefined): void => {
    this.#send = send
  }

  readonly #dispatch = (event: Event): boolean => this.#element.dispatchEvent(event)

  readonly #hide = (): void => {
    this.#element.hidden = true
  }
}

/** What stands while the element is on the page. */
interface Drawn {
  readonly root: Root
  readonly shadow: ShadowRoot
  readonly stop: () => void
}
