/** The element around another, across shadow roots; undefined around the outermost. */
export const outside = (element: Element): Element | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host

/** What a document has by a name of its own, whatever elements of the page are named like it: they stand in front of it. */
export const fromDocument = <Name extends 'activeElement' | 'documentElement'>(
  name: Name,
  { ownerDocument }: Element,
): Document[Name] => Reflect.get(Document.prototype, name, ownerDocument)
