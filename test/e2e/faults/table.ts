/** What a row of the fault suite is, and what most rows do: fail once, be told what to do, and link at the next press. */
import type { BrowserContext, Locator, Page } from '@playwright/test'

import { connect, keyInput } from '../demo.ts'
import type { Leaks } from '../leaks.ts'
import { ELEMENT, expect, SCRIPT, type Site } from '../site.ts'
import { type Answer, type FaultyEndpoint, LINKED, SERVER_WORDS } from './endpoint.ts'

/** What a row is tried with. */
export interface World {
  readonly page: Page
  readonly context: BrowserContext
  readonly site: Site
  readonly hub: Locator
  readonly leaks: Leaks
  readonly told: { expect(code: string): void; expectAll(codes: RegExp): void }
  readonly server: FaultyEndpoint
  /** The events of the element, as `type detail`. */
  readonly events: () => Promise<string[]>
}

/** What must happen, and where that is shown: here, in a test of another suite, or by a person alone. */
export type Row =
  | { readonly must: string; readonly run: (world: World) => Promise<void> }
  /** A file below `test/`, and words of the title or the table that stand in it. */
  | { readonly must: string; readonly shownIn: readonly (readonly [file: string, words: string])[] }
  /** Why a machine cannot try it. */
  | { readonly must: string; readonly byPerson: string }

/** Rows by `id fault`. */
export type Rows = Readonly<Record<string, Row>>

/** A row that another suite tries; pairs of a file and the words to find there. */
export const shown = (must: string, ...pairs: readonly string[]): Row => ({
  must,
  shownIn: Array.from({ length: pairs.length / 2 }, (_, at) => [pairs[at * 2]!, pairs[at * 2 + 1]!] as const),
})

/** Opens a page with the script and the element. */
export async function openElement({ page, site }: World, html = ELEMENT): Promise<void> {
  site.page(SCRIPT + html)
  await page.goto('/')
}

export const confirmation = (page: Page, name = 'JazzHR is connected'): Locator =>
  page.getByRole('dialog', { name })

/** How often the page heard that an account was linked. */
export const timesLinked = async ({ events }: World): Promise<number> =>
  (await events()).filter((event) => event.startsWith('hub-linked')).length

/** The errors that the page heard of. */
export const errorsOf = async ({ events }: World): Promise<unknown[]> =>
  (await events())
    .filter((event) => event.startsWith('hub-error'))
    .map((event) => (JSON.parse(event.slice('hub-error '.length)) as { error: unknown }).error)

/** Lets the page's clock run until something is so. `page.clock.install()` comes first. */
export const passTime = (page: Page, until: () => Promise<void>, ms = 1000): Promise<void> =>
  expect(async () => {
    await page.clock.runFor(ms)
    await until()
  }).toPass({ intervals: [50], timeout: 30_000 })

interface Failure {
  readonly says: RegExp
  /** The error as the page hears it. */
  readonly error: { readonly code: string; readonly [detail: string]: unknown }
  /** Where it is told; where the focus is put. */
  readonly at?: 'form' | 'field'
  /** Whether the next press is the same attempt for the endpoint. */
  readonly key?: 'same' | 'new'
  readonly next?: 'Try again' | 'Start again'
  /** What must happen between the failure and the next press. */
  readonly meanwhile?: (world: World) => Promise<void>
  /** Brings the failure about; by default a press of Connect. */
  readonly press?: (world: World) => Promise<void>
  /** Requests that the endpoint saw by the time of the failure. */
  readonly requests?: number
}

/** One failing press, told well and without the key going anywhere; then one that links. */
export async function failsThenLinks(world: World, answer: Answer, failure: Failure): Promise<void> {
  const { page, site, hub, leaks, server } = world
  const { says, error, at = 'form', key = 'same', next = 'Try again', requests = 1 } = failure
  server.says('link', ...Array.from({ length: requests }, () => answer), LINKED)
  await openElement(world)
  // One sentence for the developer, with the reason.
  if (error.code === 'bad-response') world.told.expectAll(/^reply-invalid$/)
  if (failure.press) await failure.press(world)
  else await connect(hub, site.keys.good)
  const told = at === 'form' ? hub.getByRole('alert') : hub.getByText(says)
  await expect(told).toHaveText(says)
  await expect(at === 'form' ? hub.getByRole('button', { name: next }) : keyInput(hub)).toBeFocused()
  if (at === 'field') await expect(keyInput(hub)).toHaveAttribute('aria-invalid', 'true')
  expect(await hub.textContent()).not.toContain(SERVER_WORDS)
  await expect(keyInput(hub)).toHaveValue(site.keys.good)
  await expect(confirmation(page)).toHaveCount(0)
  expect(await errorsOf(world)).toEqual([error])
  expect(await timesLinked(world)).toBe(0)
  expect(server.of('link')).toHaveLength(requests)

  await failure.meanwhile?.(world)
  await hub.getByRole('button', { name: next }).click()
  if (next === 'Start again') await connect(hub, site.keys.good)
  await expect(confirmation(page)).toBeVisible()
  expect(await timesLinked(world)).toBe(1)
  const [last, before] = [server.keys().at(-1), server.keys().at(-2)]
  if (requests > 0) expect(last === before ? 'same' : 'new').toBe(key)
  leaks.expectSent(...Array.from({ length: requests + 1 }, () => site.keys.good))
}
