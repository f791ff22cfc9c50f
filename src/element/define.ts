/**
 * Defines `<hub-link>`: once, whatever scripts and versions a page brings. The first definition stays.
 */
import { reportUsage } from '../core/usage.ts'
import { VERSION } from '../core/version.ts'
import { HubLinkElement } from './HubLinkElement.ts'

/** The tag, and its alias by the version of this contract, for a page that must tell two of them apart. */
const TAG = 'hub-link'
const VERSIONED_TAG = 'hub-link-v1'

/** A class that stands under the tag: ours of this or another version, or the loader's. */
interface Defined {
  readonly version?: unknown
  /** The loader's class becomes the real one. */
  readonly become?: (real: typeof HubLinkElement) => void
}

/**
 * Defines the element under its two tags, where they are free. Tells the developer once of another version, and of a
 * browser that lacks what the element needs; then what stands inside the tag is shown.
 */
export function defineHubLink(): void {
  // A server that renders pages has nothing to define it in.
  if (typeof customElements === 'undefined') return
  const lacking = missingFeature()
  if (lacking !== undefined) {
    reportUsage('browser-unsupported', lacking)
    return
  }
  const defined = customElements.get(TAG) as Defined | undefined
  if (!defined) customElements.define(TAG, HubLinkElement)
  else {
    if (defined.version !== VERSION)
      reportUsage(
        'version-conflict',
        `${String(defined.version)} is in use, and ${VERSION} came after it`,
        'warn',
      )
    defined.become?.(HubLinkElement)
  }
  // One class cannot stand under two tags.
  if (!customElements.get(VERSIONED_TAG))
    customElements.define(VERSIONED_TAG, class extends HubLinkElement {})
}

/** What this browser lacks that the element cannot do without. */
export function missingFeature(): string | undefined {
  if (!('adoptedStyleSheets' in Document.prototype)) return 'constructable style sheets'
  if (!CSS.supports('color', 'light-dark(#000, #fff)')) return 'the CSS function light-dark()'
  return undefined
}
