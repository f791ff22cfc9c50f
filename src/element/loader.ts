/**
 * The entry of `hub-loader.js`: defines `<hub-link>` at once, and fetches `hub.js` with its integrity when one of them
 * comes near the viewport or is told to open. It must stay small, so it shares nothing but a list with `hub.js`.
 */
import { ATTRIBUTES } from './attributeNames.ts'
import type { HubLinkElement } from './HubLinkElement.ts'

/** Written in by the build: the version, and the integrity of the `hub.js` beside this file. */
declare const __HUB_VERSION__: string
declare const __HUB_INTEGRITY__: string

type Real = typeof HubLinkElement

const TAG = 'hub-link'
const VERSIONED_TAG = 'hub-link-v1'
/** How far from the viewport the script is fetched. */
const NEAR = '600px'
/** Milliseconds before each further try. */
const PAUSES = [1000, 4000]

if (!customElements.get(TAG)) {
  const Shell = createShell()
  customElements.define(TAG, Shell)
  // One class cannot stand under two tags.
  customElements.define(VERSIONED_TAG, class extends Shell {})
}

/** What the document itself has by this name: an element of the page's that is named so stands in front of it. */
function ofDocument<Name extends keyof Document>(name: Name): Document[Name] {
  return Reflect.get(Document.prototype, name, document)
}

/** A function that loads `hub.js` once for all elements, and again after a failure. Answers whether it is here. */
function createLoad(onFailure: () => void): () => Promise<boolean> {
  // A tag of `type="module"` is not told to its script.
  const own = (ofDocument('currentScript') ??
    ofDocument('querySelector').call(
      document,
      'script[type=module][src*=hub-loader]',
    )) as HTMLScriptElement | null
  const source = new URL(own?.dataset['src'] ?? 'hub.js', own?.src || location.href).href
  const address = trusted(source)

  const attempt = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const script = ofDocument('createElement').call(document, 'script') as HTMLScriptElement
      script.integrity = __HUB_INTEGRITY__
      script.crossOrigin = 'anonymous'
      script.nonce = own?.nonce ?? ''
      script.onload = () => resolve()
      script.onerror = () => reject(new Error(source))
      script.src = address as string
      ofDocument('head').append(script)
      script.remove()
    })
  const tryOn = ([pause, ...more]: readonly number[]): Promise<void> =>
    attempt().catch(async (error: unknown) => {
      if (pause === undefined) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      return tryOn(more)
    })
  let loading: Promise<boolean> | undefined
  const load = (): Promise<boolean> =>
    (loading ??= tryOn(PAUSES).then(
      () => true,
      () => {
        loading = undefined
        // eslint-disable-next-line no-console -- the developer's only sign
        console.error(
          `[hub-link] script-failed: ${source} could not be loaded. What stands inside the tag is shown instead. ` +
            'Check the address, its integrity, that it allows this origin (CORS), and script-src of the content security policy.',
        )
        onFailure()
        addEventListener('online', () => void load(), { once: true })
        return false
      },
    ))
  return load
}

/** The address as Trusted Types asks for it: by a policy that lets through this one and nothing else. */
function trusted(source: string): unknown {
  interface Policy {
    readonly createScriptURL: (url: string) => unknown
  }
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy }
  }
  try {
    return (
      trustedTypes
        ?.createPolicy(TAG, { createScriptURL: (url) => url === source && url })
        .createScriptURL(source) ?? source
    )
  } catch {
    // The page does not list the policy. If it enforces the types, the load fails, and that is told.
    return source
  }
}

/** The class that stands under the tag until `hub.js` puts its own in place. */
function createShell() {
  let real: Real | undefined
  const waiting = new Set<HTMLElement & { connectedCallback(): void }>()
  const load = createLoad(() => waiting.forEach(fail))
  const near = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void load()
    },
    { rootMargin: NEAR },
  )

  return class Shell extends HTMLElement {
    static readonly version = __HUB_VERSION__
    static readonly observedAttributes: readonly string[] = ATTRIBUTES

    /** Called by `hub.js`: from now on every element of this tag is a full one. */
    static become(given: Real): void {
      if (real) return
      real = given
      near.disconnect()
      // The registry keeps the reactions below, which pass on to the real ones; all else comes by inheritance.
      for (const name of Object.getOwnPropertyNames(Shell.prototype))
        if (name !== 'constructor') Reflect.deleteProperty(Shell.prototype, name)
      Object.setPrototypeOf(Shell.prototype, given.prototype)
      waiting.forEach((shell) => shell.connectedCallback())
      waiting.clear()
    }

    connectedCallback(): void {
      if (real) real.prototype.connectedCallback.call(this)
      else {
        waiting.add(this)
        near.observe(this)
      }
    }

    disconnectedCallback(): void {
      if (real) real.prototype.disconnectedCallback.call(this)
      else {
        waiting.delete(this)
        near.unobserve(this)
      }
    }

    connectedMoveCallback(): void {
      return undefined
    }

    attributeChangedCallback(): void {
      real?.prototype.attributeChangedCallback.call(this as never)
    }

    /** Loads, then opens; not in a browser that the script finds too old. */
    open(): void {
      void load().then(() => {
        if (real) this.open()
      })
    }

    restart(): void {
      return undefined
    }
  }
}

/** Tells that the script cannot be had. An element without content of its own says so to the person. */
function fail(shell: HTMLElement): void {
  shell.dispatchEvent(
    new CustomEvent('hub-error', { detail: { error: { code: 'network' } }, bubbles: true, composed: true }),
  )
  if (shell.shadowRoot || shell.childElementCount > 0 || shell.textContent.trim() !== '') return
  const sentence = ofDocument('createElement').call(document, 'p')
  sentence.textContent = 'This part of the page could not be loaded. Please reload the page.'
  shell.attachShadow({ mode: 'open' }).append(sentence)
}
