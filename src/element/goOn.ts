/** Puts the focus where the person goes on: on the first that is there to be seen of what takes it after a transition. */
export function goOn(root: ParentNode | undefined): void {
  const places = root?.querySelectorAll<HTMLElement>('[data-focus], [part="input"]') ?? []
  ;[...places].find((place) => place.checkVisibility())?.focus()
}
