/**
 * What a page is watched with, the same for every contestant. Runs in the page, before any of its scripts, so that it may
 * use nothing from outside the function.
 */

/** Something that can be seen: the first visible element that fits, in the page or in any open shadow root. */
export interface Mark {
  readonly selector: string
  /** Its whole text. */
  readonly text?: string
}

/** The marks that every contestant has. */
export type MarkName = 'usable' | 'confirmed' | 'listed'

/** What the page tells. Times in milliseconds since the navigation began. */
export interface Probe {
  /** When the first frame was out that shows the mark. */
  readonly until: (name: MarkName) => Promise<number>
  /** When the last click came. */
  pressed: number
  /** From each key to the frame that followed it. */
  readonly keys: number[]
}

declare global {
  interface Window {
    probe: Probe
  }
}

/** Installs `window.probe`. */
export function installProbe(marks: Readonly<Record<MarkName, Mark>>): void {
  // Weakly, so that what a page lets go of can be collected.
  let roots: WeakRef<Document | ShadowRoot>[] = [new WeakRef(document)]
  const waiting = new Map<MarkName, (time: number) => void>()

  const isShown = ({ selector, text }: Mark): boolean =>
    roots.some((root) =>
      [...(root.deref()?.querySelectorAll(selector) ?? [])].some(
        (element) => (text === undefined || element.textContent === text) && element.checkVisibility(),
      ),
    )
  // A frame is out when the task after its callbacks runs.
  const afterFrame = (shown: () => void, then: () => void): void => {
    requestAnimationFrame(() => {
      shown()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        then()
      }
      port2.postMessage(null)
    })
  }
  let isLooking = false
  // In the frame, where styles and layout are due anyway: asked for at once, they would lengthen the task that draws.
  const look = (): void => {
    if (isLooking) return
    isLooking = true
    const seen: ((time: number) => void)[] = []
    afterFrame(
      () => {
        isLooking = false
        for (const [name, tell] of waiting) {
          if (!isShown(marks[name])) continue
          waiting.delete(name)
          seen.push(tell)
        }
      },
      () => seen.forEach((tell) => tell(performance.now())),
    )
  }
  const watch = (root: Document | ShadowRoot): void =>
    new MutationObserver(look).observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
  const promises = Object.fromEntries(
    (Object.keys(marks) as MarkName[]).map((name) => [
      name,
      new Promise<number>((resolve) => waiting.set(name, resolve)),
    ]),
  ) as Record<MarkName, Promise<number>>

  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the element below
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (this: Element, init) {
    const root = attachShadow.call(this, init)
    roots = [...roots.filter((each) => each.deref()), new WeakRef(root)]
    watch(root)
    return root
  }
  watch(document)

  const probe: Probe = { until: (name) => promises[name], pressed: 0, keys: [] }
  addEventListener('click', ({ timeStamp }) => (probe.pressed = timeStamp), { capture: true })
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      afterFrame(
        () => undefined,
        () => probe.keys.push(performance.now() - timeStamp),
      ),
    { capture: true },
  )
  window.probe = probe
}
