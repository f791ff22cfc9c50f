/**
 * Gives a shadow root the widget's styles, without a `<style>` that a content security policy would refuse.
 */
import parts from '../styles/hub.css?inline'
import tokens from '../styles/tokens.css?inline'
import host from './host.css?inline'

// A sheet belongs to the document that made it: one for each, shared by its elements.
const sheets = new WeakMap<Document, CSSStyleSheet>()

/** Adopts the one sheet of the root's document; again after the element has moved to another document. */
export function adoptStyles(root: ShadowRoot): void {
  const { ownerDocument } = root
  let sheet = sheets.get(ownerDocument)
  if (!sheet) {
    const Sheet = ownerDocument.defaultView?.CSSStyleSheet ?? CSSStyleSheet
    sheet = new Sheet()
    sheet.replaceSync([host, tokens, parts].join('\n'))
    sheets.set(ownerDocument, sheet)
  }
  root.adoptedStyleSheets = [sheet]
}
