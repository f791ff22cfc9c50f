/**
 * How a locale pack hands itself to the script, which may be here already or still to come.
 */
import type { LocalePack } from './locales.ts'

/** Registers a pack. Called by `hub.<tag>.js`, and by nothing else. */
export function handOver(pack: LocalePack): void {
  const page = globalThis as { HubLink?: { locales?: Pick<LocalePack[], 'push'> } }
  // An own property: an element with this id would be found through the window's prototype.
  if (!Object.hasOwn(page, 'HubLink')) page.HubLink = {}
  const global = page.HubLink ?? {}
  const door = (global.locales ??= [])
  door.push(pack)
}
