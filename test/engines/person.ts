/**
 * A person at a window of any engine: finds things by role and accessible name, shadow roots included, presses and types.
 * Everything is awaited, nothing by the clock.
 */
import { writeFile } from 'node:fs/promises'

import { expect } from '@playwright/test'

import { buildScript } from '../../tsdown.scripts.ts'
import type { Key, Tab } from './engine.ts'

/** A role and the whole accessible name; the role `field` is any input under its label. */
export type Thing = readonly [role: string, name: string]

/** What {@link EYES} leaves in the page. */
interface Eyes {
  readonly find: (role: string, name: string) => Element | undefined
  readonly focused: () => Element
}

declare global {
  var hubEyes: Eyes | undefined
}

/** Testing Library's queries, over the document and every shadow root in it. */
const EYES = `
  import { queryAllByLabelText, queryAllByRole } from '@testing-library/dom'
  const roots = (within) =>
    [within, ...[...within.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : []))]
  const all = (root, role, name) =>
    role === 'field' ? queryAllByLabelText(root, name) : queryAllByRole(root, role, { name })
  globalThis.hubEyes = {
    find: (role, name) => roots(document).flatMap((root) => all(root, role, name))[0],
    focused: () => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      return active
    },
  }
`

let eyes: Promise<string> | undefined

export class Person {
  constructor(
    readonly tab: Tab,
    private readonly origin: string,
    private readonly picturePath: (name: string) => string,
  ) {}

  /** Opens a path of the portal, in a viewport of this width. */
  async open(path: string, width = 960): Promise<void> {
    await this.tab.resize(width, 900)
    await this.tab.goto(this.origin + path)
    eyes ??= buildScript('eyes', { code: EYES, standIns: {} })
    await this.tab.evaluate(`(() => { ${await eyes} })()`)
  }

  /** Runs a function in the page; what it takes and answers is JSON. */
  async run<Args extends readonly unknown[], Result>(
    task: (...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return (await this.tab.evaluate(`(${String(task)})(...${JSON.stringify(args)})`)) as Result
  }

  /** True while something is there. */
  sees(...thing: Thing): Promise<boolean> {
    return this.run((role, name) => globalThis.hubEyes?.find(role, name) !== undefined, ...thing)
  }

  /** Waits until something is there. */
  async see(...thing: Thing): Promise<void> {
    await expect.poll(() => this.sees(...thing), `${thing[0]} “${thing[1]}” is there`).toBe(true)
  }

  /** Runs in the page with an element, once it is there. */
  async with<Result>(thing: Thing, task: (element: HTMLElement) => Result): Promise<Result> {
    await this.see(...thing)
    const [role, name] = thing.map((text) => JSON.stringify(text))
    return (await this.tab.evaluate(`(${String(task)})(hubEyes.find(${role}, ${name}))`)) as Result
  }

  /** Presses the pointer in the middle of something. */
  async click(...thing: Thing): Promise<void> {
    const middle = await this.with(thing, (element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { x, y, width, height } = element.getBoundingClientRect()
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
    })
    await this.tab.click(middle)
  }

  /** Clicks into a field and types. */
  async fill(label: string, text: string): Promise<void> {
    await this.click('field', label)
    await this.tab.type(text)
  }

  press(key: Key): Promise<void> {
    return this.tab.press(key)
  }

  /** Presses Tab until this has the focus. */
  async tabTo(...thing: Thing): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      await this.press('Tab')
      if (await this.run(hasFocus, ...thing)) return
    }
    throw new Error(`“${thing[1]}” is not in reach of 40 tabs; the focus is on ${await this.focused()}.`)
  }

  /** Waits until this has the focus. */
  async expectFocus(...thing: Thing): Promise<void> {
    const state = async () => ((await this.run(hasFocus, ...thing)) ? 'focused' : await this.focused())
    await expect.poll(state, `${thing[0]} “${thing[1]}” has the focus`).toBe('focused')
  }

  /** The start tag of what has the focus. */
  focused(): Promise<string> {
    return this.run(() => /^<[^>]*>/.exec(globalThis.hubEyes?.focused().outerHTML ?? '')?.[0] ?? '')
  }

  /** Keeps a picture with the results. */
  async picture(name: string): Promise<void> {
    await writeFile(this.picturePath(name), await this.tab.screenshot())
  }
}

/** Runs in the page. */
const hasFocus = (role: string, name: string): boolean => {
  const eyes = globalThis.hubEyes
  return eyes !== undefined && eyes.find(role, name) === eyes.focused()
}
