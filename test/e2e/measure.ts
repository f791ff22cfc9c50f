/** What can be measured of a drawn widget, by a function that runs in the page. */

/** What is too small to press, cut off, or hangs out, as sentences. */
export function measure(): string[] {
  const elements: Element[] = []
  const roots: (Document | ShadowRoot)[] = [document]
  for (const root of roots)
    for (const element of root.querySelectorAll('*')) {
      if (element.closest('head')) continue
      elements.push(element)
      if (element.shadowRoot) roots.push(element.shadowRoot)
    }
  const dialog = elements.find((element) => element.matches('dialog[open]'))
  const shown = elements.filter(
    (element) =>
      element.closest('[part~="hub"], [part~="accounts"]') &&
      (!dialog || dialog.contains(element)) &&
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest('[part~="spoken"]') &&
      (element as HTMLElement).offsetParent !== null,
  )
  const sign = (element: Element): string => {
    const tag = /^<[^>]*>/.exec(element.outerHTML)?.[0] ?? ''
    return `${tag.slice(0, 90)} “${element.textContent.trim().slice(0, 40)}”`
  }
  const found: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) found.push(`the page scrolls sideways: ${scrollWidth} in ${clientWidth}`)

  for (const element of shown) {
    const { width, height, left, right } = element.getBoundingClientRect()
    const isTarget = element.matches(
      'button, summary, select, input, textarea, [role="option"], a[part~="button"], a[part~="button-quiet"]',
    )
    if (isTarget && (height < 24 || width < 24))
      found.push(`${Math.round(width)} × ${Math.round(height)}: ${sign(element)}`)
    if (element.matches('[part~="button"]') && height < 43.99)
      found.push(`primary ${height} tall: ${sign(element)}`)
    if (element.matches('input, textarea, select') && width < 100)
      found.push(`no room to type, ${Math.round(width)} wide: ${sign(element)}`)
    const { overflowX } = getComputedStyle(element)
    if (
      /auto|scroll/.test(overflowX) &&
      !element.matches('[part~="table"], pre') &&
      element.scrollWidth > element.clientWidth + 1
    )
      found.push(`scrolls sideways: ${sign(element)}`)

    const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
    if (!hasText) continue
    // Code and tables may scroll in a box of their own.
    let box: Element | null = element
    let scrolls = false
    for (; box && !box.matches('[part~="hub"], [part~="accounts"], dialog'); box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box)
      if (/auto|scroll/.test(overflowX)) scrolls = true
      const cuts = [overflowX, overflowY].some((overflow) => /hidden|clip/.test(overflow))
      if (cuts && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1))
        found.push(`cut off: ${sign(box)}`)
    }
    const card = element.closest('dialog') ?? element.closest('[part~="hub"], [part~="accounts"]')!
    const bounds = card.getBoundingClientRect()
    if (!scrolls && width > 0 && (left < bounds.left - 1 || right > bounds.right + 1))
      found.push(`hangs out of its card: ${sign(element)}`)
  }
  return found
}
