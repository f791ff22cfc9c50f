/**
 * `window.HubLink`, and the door by which locale packs come in, whichever script is first.
 */
import { type LocalePack, registerLocale } from './locales.ts'
import { mount } from './mount.tsx'
import { VERSION } from '../core/version.ts'

/** The one global of the script. */
export interface HubLinkGlobal {
  readonly version: string
  readonly mount: typeof mount
  /** Where a pack puts itself: an array until the script is here, and a door to it from then on. */
  readonly locales: { readonly push: (pack: LocalePack) => unknown }
}

/** Installs the global, unless another copy of the script did before. Takes in the packs that waited. */
export function installGlobal(): void {
  const page = globalThis as { HubLink?: Partial<HubLinkGlobal> }
  // An own property: an element with this id would be found through the window's prototype.
  const before = Object.hasOwn(page, 'HubLink') ? page.HubLink : undefined
  if (before?.mount) return
  const waiting: unknown = before?.locales
  page.HubLink = { version: VERSION, mount, locales: { push: registerLocale } }
  if (Array.isArray(waiting)) (waiting as LocalePack[]).forEach(registerLocale)
}
