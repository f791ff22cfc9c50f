/** A theme whose accent cannot be read is corrected on our root alone, and the developer hears of it once. */
import { render } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { takeConsole } from './console.ts'
import { ENDPOINT } from './endpoint.ts'
import { button, openHub } from './hub.tsx'

const TOKENS = ['--hub-color-accent', '--hub-color-on-accent', '--hub-color-surface']

const theme = (...colours: string[]): void =>
  TOKENS.forEach((token, index) => document.body.style.setProperty(token, colours[index] ?? ''))

afterEach(() => document.body.removeAttribute('style'))

const region = (): HTMLElement => page.getByRole('region').element() as HTMLElement
const corrected = (): Record<string, string> =>
  Object.fromEntries(['--_on-accent', '--_link'].map((name) => [name, region().style.getPropertyValue(name)]))

test.each([
  ['#ffee00', '#ffffff', '#101010', '#000', ''],
  ['#202020', '#303030', '#ffffff', '#fff', ''],
  ['#ffee00', '#000000', '#ffffff', '', 'var(--_text)'],
  ['oklch(0.9 0.2 100)', '#ffffff', '#101010', '#000', ''],
  // What a colour lets through counts: grey, and white.
  ['rgb(0 0 0 / 40%)', '#ffffff', '#ffffff', '#000', 'var(--_text)'],
  ['transparent', '#ffffff', '#ffffff', '#000', 'var(--_text)'],
  ['oklch(0.2 0 0 / 0.3)', '#ffffff', '#ffffff', '#000', 'var(--_text)'],
  ['#000000', 'rgb(255 255 255 / 80%)', '#ffffff', '', ''],
])(
  '%s with %s on %s is read with %j on the accent, and %j for links',
  async (accent, onAccent, surface, on, link) => {
    theme(accent, onAccent, surface)
    openHub()
    await vi.waitFor(() => expect(corrected()).toEqual({ '--_on-accent': on, '--_link': link }))
    // The console is told once for a colour, whichever test comes first.
    for (const line of takeConsole()) expect(line).toContain('accent-corrected')
  },
)

test('a theme that can be read is left alone', async () => {
  theme('#1a4fd6', '#ffffff', '#ffffff')
  openHub()
  await expect.element(button('Connect')).toBeVisible()
  await import('../../src/react/correctAccent.ts')
  expect(corrected()).toEqual({ '--_on-accent': '', '--_link': '' })
})

test('a theme that comes later is judged anew, and the correction of the one before it goes', async () => {
  theme('#ffee00', '#ffffff', '#101010')
  openHub()
  await vi.waitFor(() => expect(corrected()).toEqual({ '--_on-accent': '#000', '--_link': '' }))
  theme('#1a4fd6', '#ffffff', '#ffffff')
  await vi.waitFor(() => expect(corrected()).toEqual({ '--_on-accent': '', '--_link': '' }))
  for (const line of takeConsole()) expect(line).toContain('accent-corrected')
})

test('a theme that changes while the widget waits in a Suspense does not bring it back', async () => {
  const never = new Promise<never>(() => undefined)
  const Waiting = () => {
    // As React's own hooks do, in both versions.
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what React waits for is thrown
    throw never
  }
  const drawn = (waits: boolean) => (
    <Suspense fallback="Loading">
      <Hub guide={jazzhr} endpoint={ENDPOINT} />
      {waits && <Waiting />}
    </Suspense>
  )
  theme('#ffee00', '#ffffff', '#101010')
  const { rerender } = render(drawn(false))
  await vi.waitFor(() => expect(corrected()).toEqual({ '--_on-accent': '#000', '--_link': '' }))
  const root = region()
  rerender(drawn(true))
  expect(root).not.toBeVisible()
  theme('#1a4fd6', '#ffffff', '#ffffff')
  await vi.waitFor(() => expect(root.style.getPropertyValue('--_on-accent')).toBe(''))
  expect(root).not.toBeVisible()
  for (const line of takeConsole()) expect(line).toContain('accent-corrected')
})
