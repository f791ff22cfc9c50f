/**
 * The browser engines that the widget is checked in, and the little that a check needs of a browser: one tab with a pointer,
 * a keyboard and what runs in its page. Each engine answers it over the protocol that its stock build speaks.
 */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Keys that are pressed by name; text is typed. */
export type Key = 'Tab' | 'Shift+Tab' | 'Enter' | 'Space' | 'Escape'

/** One window of a browser. */
export interface Tab {
  readonly goto: (address: string) => Promise<void>
  /** CSS pixels of the page's viewport. */
  readonly resize: (width: number, height: number) => Promise<void>
  /** What an expression comes to in the page, as JSON has it. */
  readonly evaluate: (expression: string) => Promise<unknown>
  /** Presses the pointer at a point of the viewport. */
  readonly click: (at: { readonly x: number; readonly y: number }) => Promise<void>
  readonly press: (key: Key) => Promise<void>
  readonly type: (text: string) => Promise<void>
  /** A window that this page opened. Waits for it; throws where none comes. */
  readonly opened: () => Promise<Tab>
  /** How many windows there are. */
  readonly windows: () => Promise<number>
  /** PNG of the viewport. */
  readonly screenshot: () => Promise<Buffer>
}

/** A running browser. */
export interface Browser {
  readonly version: string
  /** A window that shares nothing with those of other checks; `close` closes it, and all that it opened. */
  readonly open: () => Promise<{ readonly tab: Tab; readonly close: () => Promise<void> }>
  readonly close: () => Promise<void>
}

/** An engine, whether or not this machine has it. */
export interface Engine {
  readonly name: 'chromium' | 'firefox' | 'webkit'
  /** What is not here, and where to get it; `undefined` where all is here. */
  readonly missing: () => string | undefined
  readonly start: () => Promise<Browser>
}

/** The first of these programs that can be run: whole paths, and names on the PATH. */
export function program(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names
    .flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
