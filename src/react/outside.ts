/** The element around another, across shadow roots; undefined around the outermost. */
export const outside = (element: Element): Element | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
