/**
 * Gives a shadow root the widget's styles, without a `<style>` that a content security policy would refuse.
 */
import { reportUsage } from '../core/usage.ts'
import { TOKENS } from '../react/contract.ts'
import { fromDocument } from '../react/outside.ts'
import parts from '../styles/hub.css?inline'
import tokens from '../styles/tokens.css?inline'
import host from './host.css?inline'

// A sheet belongs to the document that made it: one for each, shared by its elements.
const shared = new WeakMap<Document, CSSStyleSheet>()

/**
 * Adopts the shared sheet, and one of the root's own for what its page makes necessary. Called with each drawing: the
 * page may have changed its theme, or the element its document.
 */
export function adoptStyles(root: ShadowRoot): void {
  const { ownerDocument } = root
  // A document without a window, as a template's is, takes no sheet. Nothing shows there either.
  if (!ownerDocument.defaultView) return
  let sheet = shared.get(ownerDocument)
  if (!sheet) {
    // In a shadow root `rem` is still the page's: it gives way to a variable that is set where that is not the person's own.
    const text = [host, tokens, parts].join('\n').replace(/([-\d.]+)rem/g, 'calc($1*var(--_rem,1rem))')
    sheet = createSheet(ownerDocument, text)
    shared.set(ownerDocument, sheet)
  }
  // Only where it changes something: the browser styles the whole root anew each time.
  const adopted = root.adoptedStyleSheets
  if (adopted.length !== 1 || adopted[0] !== sheet) root.adoptedStyleSheets = [sheet]
  // In the frame, before it is shown: asked for now, styles would be worked out once more.
  requestAnimationFrame(() => {
    // By then the element may have gone, or to a document that takes no sheet of another's.
    const isHere = root.host.isConnected && root.ownerDocument === ownerDocument
    const own = isHere ? corrections(root.host) : ''
    if (own !== '') root.adoptedStyleSheets = [sheet, createSheet(ownerDocument, `:host{${own}}`)]
  })
}

function createSheet({ defaultView }: Document, text: string): CSSStyleSheet {
  const sheet = new (defaultView ?? globalThis).CSSStyleSheet()
  sheet.replaceSync(text)
  return sheet
}

// What would fetch something, were it ever used where a picture may stand.
const FETCHING = /(?:url|src|image|image-set|cross-fade|element|paint)\s*\(/i

/** Declarations for this page: tokens that are refused, and the size of text where the page's own is another. */
function corrections(element: Element): string {
  const style = getComputedStyle(element)
  const unsafe = TOKENS.filter((token) => FETCHING.test(style.getPropertyValue(token)))
  if (unsafe.length > 0) reportUsage('token-unsafe', unsafe.join(', '), 'warn')
  const declarations = unsafe.map((token) => `${token}:initial!important;`)
  // The element's own size is the person's setting; a page that scales its root would scale us with it.
  if (getComputedStyle(fromDocument('documentElement', element)).fontSize !== style.fontSize)
    declarations.push(`--_rem:${style.fontSize};`)
  return declarations.join('')
}
