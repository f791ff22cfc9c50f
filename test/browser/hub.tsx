/** A `<Hub>` on a page, as a person meets it: rendered into a box of some width, found by role and name. */
import '../../src/styles/index.css'

import { render } from '@testing-library/react'
import * as React from 'react'
import type { ReactNode } from 'react'
import { expect, vi } from 'vitest'
import { type Locator, page, userEvent } from 'vitest/browser'

import type { Account, LinkError } from '../../src/core/link.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub, type HubProps } from '../../src/react/Hub.tsx'
import type { HubEvent } from '../../src/react/options.ts'
import { ENDPOINT } from './endpoint.ts'
import { exposed, KEY } from './secret.ts'

/** Widths of the container, in CSS pixels, on both sides of the 640 that put the form beside the guide. */
export const NARROW = 380
export const WIDE = 960

/** What the host of a widget heard. */
export interface Heard {
  readonly linked: Account[]
  readonly errors: LinkError[]
  readonly events: HubEvent[]
}

/** A widget on the page. */
export interface OpenHub extends Heard {
  readonly unmount: () => void
  /** Renders again with these props over the first. */
  readonly update: (props: Partial<HubProps>) => void
}

/** Puts a widget on the page: JazzHR, at the tests' endpoint, wide. Props go over that. */
export function openHub(props: Partial<HubProps> = {}, width = WIDE): OpenHub {
  const heard: Heard = { linked: [], errors: [], events: [] }
  exposed.push(heard)
  const draw = (more: Partial<HubProps>): ReactNode => {
    const given = {
      guide: jazzhr,
      ...(!props.link && { endpoint: ENDPOINT }),
      onLinked: (account: Account) => heard.linked.push(account),
      onError: (error: LinkError) => heard.errors.push(error),
      onEvent: (event: HubEvent) => heard.events.push(event),
      ...props,
      ...more,
    } as HubProps
    return box(<Hub {...given} />, width)
  }
  const { unmount, rerender } = render(draw({}))
  return { ...heard, unmount, update: (more) => rerender(draw(more)) }
}

// React 18 has none.
export const Activity = (React as Partial<typeof React>).Activity

/** Renders within React's `<Activity>`, which hides what is in it and keeps its state. */
export function renderActivity(content: ReactNode): { readonly hide: () => void; readonly show: () => void } {
  const drawn = (mode: 'visible' | 'hidden'): ReactNode =>
    Activity && <Activity mode={mode}>{content}</Activity>
  const { rerender } = render(drawn('visible'))
  return { hide: () => rerender(drawn('hidden')), show: () => rerender(drawn('visible')) }
}

/** A box of this width, in place of the host's column. */
export const box = (content: ReactNode, width: number): ReactNode => (
  <div ref={(element) => element?.style.setProperty('inline-size', `${width}px`)}>{content}</div>
)

export const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
export const heading = (name: string | RegExp): Locator => page.getByRole('heading', { name })
export const field = (label: string): Locator => page.getByLabelText(label, { exact: true })
/** The input of the JazzHR guide. */
export const keyInput = (): Locator => field('API Key')
export const dialog = (): Locator => page.getByRole('dialog')

/** The element that has the focus, through shadow roots. */
export function focused(root: Document | ShadowRoot = document): Element | null {
  const active = root.activeElement
  return active?.shadowRoot ? focused(active.shadowRoot) : active
}

/** Waits for the focus to be there: it is placed after the paint. */
export const expectFocus = (target: Locator): Promise<void> =>
  vi.waitFor(() => expect(focused()).toBe(target.element()))

/** Types the key and presses Connect, in a widget that shows its form. */
export async function connect(key = KEY): Promise<void> {
  await userEvent.fill(keyInput(), key)
  await button('Connect').click()
}

/** Pastes text into an input at its caret, through the browser's own clipboard. */
export async function paste(input: Locator, text: string, { keepSelection = false } = {}): Promise<void> {
  const target = input.element() as HTMLInputElement
  const { selectionStart, selectionEnd } = target

  const source = document.createElement('textarea')
  document.body.append(source)
  source.value = text
  source.select()
  await userEvent.copy()
  source.remove()
  if (keepSelection) {
    target.focus()
    target.setSelectionRange(selectionStart, selectionEnd)
  } else await input.click()
  await userEvent.paste()
}

/** Replaces the clipboard that scripts write to; gives what they wrote. */
export function stubClipboard(how: 'works' | 'absent' = 'works'): readonly string[] {
  const copied: string[] = []
  const writeText = (text: string): Promise<void> => {
    copied.push(text)
    return Promise.resolve()
  }
  const clipboard = how === 'works' ? { writeText } : undefined
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(clipboard as Clipboard)
  return copied
}

/** Where the first and the last letter of an element's text stand. */
export function lettersOf({ firstChild: text }: Element): {
  readonly first: DOMRect
  readonly last: DOMRect
} {
  const letter = (at: number): DOMRect => {
    const range = document.createRange()
    range.setStart(text!, at)
    range.setEnd(text!, at + 1)
    return range.getBoundingClientRect()
  }
  return { first: letter(0), last: letter((text?.textContent?.length ?? 1) - 1) }
}

/** Replaces `window.open`; the windows that it gave, and what it was asked for. */
export function stubOpen(result: 'window' | 'blocked' = 'window') {
  const windows: FakeWindow[] = []
  const open = vi.spyOn(window, 'open').mockImplementation((url) => {
    if (result === 'blocked') return null
    const fake = new FakeWindow(String(url))
    windows.push(fake)
    return fake as unknown as Window
  })
  return { open, windows }
}

/** As much of a window as an opener can touch. */
export class FakeWindow {
  closed = false
  opener: unknown = window
  readonly visited: string[]
  readonly location = { replace: (url: string) => void this.visited.push(url) }
  constructor(url: string) {
    this.visited = [url]
  }
  close(): void {
    this.closed = true
  }
}
