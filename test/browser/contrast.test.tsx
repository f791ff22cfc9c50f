/** A theme whose accent cannot be read is corrected on our root alone, and the developer hears of it once. */
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'

import { takeConsole } from './console.ts'
import { button, openHub } from './hub.tsx'

const TOKENS = ['--hub-color-accent', '--hub-color-on-accent', '--hub-color-surface']

const theme = (...colours: string[]): void =>
  TOKENS.forEach((token, index) => document.body.style.setProperty(token, colours[index] ?? ''))

afterEach(() => document.body.removeAttribute('style'))

const region = (): HTMLElement => page.getByRole('region').element() as HTMLElement
const corrected = (): Record<string, string> =>
  Object.fromEntries(['--_on-accent', '--_link'].map((name) => [name, region().style.getPropertyValue(name)]))

test.each([
  { accent: '#ffee00', onAccent: '#ffffff', surface: '#101010', expected: { on: '#000', link: '' } },
  { accent: '#202020', onAccent: '#303030', surface: '#ffffff', expected: { on: '#fff', link: '' } },
  { accent: '#ffee00', onAccent: '#000000', surface: '#ffffff', expected: { on: '', link: 'var(--_text)' } },
  {
    accent: 'oklch(0.9 0.2 100)',
    onAccent: '#ffffff',
    surface: '#101010',
    expected: { on: '#000', link: '' },
  },
  // What a colour lets through counts: grey, and white.
  {
    accent: 'rgb(0 0 0 / 40%)',
    onAccent: '#ffffff',
    surface: '#ffffff',
    expected: { on: '#000', link: 'var(--_text)' },
  },
  {
    accent: 'transparent',
    onAccent: '#ffffff',
    surface: '#ffffff',
    expected: { on: '#000', link: 'var(--_text)' },
  },
  {
    accent: 'oklch(0.2 0 0 / 0.3)',
    onAccent: '#ffffff',
    surface: '#ffffff',
    expected: { on: '#000', link: 'var(--_text)' },
  },
  {
    accent: '#000000',
    onAccent: 'rgb(255 255 255 / 80%)',
    surface: '#ffffff',
    expected: { on: '', link: '' },
  },
])(
  '$accent with $onAccent on $surface becomes $expected',
  async ({ accent, onAccent, surface, expected }) => {
    theme(accent, onAccent, surface)
    openHub()
    await vi.waitFor(() =>
      expect(corrected()).toEqual({ '--_on-accent': expected.on, '--_link': expected.link }),
    )
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
