/** A host's own tests of its page: the built widget in jsdom, which knows no layout, asked by the names that the README gives. */
// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createElement } from 'react'
import { afterEach, expect, test, vi } from 'vitest'

import { Hub } from 'hub-link'
import { jazzhr } from 'hub-link/guides/jazzhr'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const STEPS: readonly [string, ...string[]] = [
  'Step 1 of 4: Sign in to JazzHR',
  'Step 2 of 4: Open the Integrations tab',
  'Step 3 of 4: Copy your API key',
  'Step 4 of 4: Generate a new key (optional)',
]

test('each step is found by its heading, and as a button when it is not open', async () => {
  render(createElement(Hub, { guide: jazzhr, endpoint: '/api/link' }))
  const hub = within(screen.getByRole('region', { name: 'Connect JazzHR' }))
  expect(hub.getByRole('heading', { name: STEPS[0] })).toBeDefined()
  for (const name of STEPS.slice(1)) {
    expect(hub.getByRole('button', { name })).toBeDefined()
    await userEvent.click(hub.getByRole('button', { name: 'Next' }))
    expect(hub.getByRole('heading', { name })).toBeDefined()
  }
})

test('a guide is drawn where there is no TextEncoder, as in Jest’s jsdom', () => {
  vi.stubGlobal('TextEncoder', undefined)
  // One that was not checked before.
  render(createElement(Hub, { guide: { ...jazzhr }, endpoint: '/api/link' }))
  expect(screen.getByLabelText('API Key')).toBeDefined()
})

test('a link made by the host’s own function is confirmed', async () => {
  const account = { id: 'acc_1', provider: 'jazzhr' }
  const onLinked = vi.fn()
  const link = () => Promise.resolve({ ok: true as const, reply: { status: 'linked' as const, account } })
  render(createElement(Hub, { guide: jazzhr, link, onLinked }))
  await userEvent.type(screen.getByLabelText('API Key'), 'key{Enter}')
  const dialog = within(await screen.findByRole('dialog', { name: 'JazzHR is connected' }))
  expect(onLinked.mock.calls).toEqual([[account]])
  await userEvent.click(dialog.getByRole('button', { name: 'Done' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a link for an admin is made, where nothing can copy it', async () => {
  const reply = { status: 'invited' as const, url: 'https://link.example/#session=a', expiresIn: 432_000 }
  render(createElement(Hub, { guide: jazzhr, link: () => Promise.resolve({ ok: true as const, reply }) }))
  await userEvent.click(await screen.findByRole('button', { name: 'Send this to an admin' }))
  const link = await screen.findByRole('textbox', { name: 'Send this to an admin' })
  expect(link).toHaveProperty('value', reply.url)
  expect(screen.getByText(/^Copy this link/)).toBeDefined()
})

test('a provider is found in the picker and picked', async () => {
  // Its guide is on its way.
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
  const entries = ['Acme', 'Bamboo', 'Cedar'].map((name) => ({
    provider: name.toLowerCase(),
    name,
    href: '/guide.json',
  }))
  render(createElement(Hub, { catalogue: entries, endpoint: '/api/link' }))
  const search = await screen.findByRole('combobox', { name: 'Find a provider' })
  expect(screen.getAllByRole('option')).toHaveLength(3)
  await userEvent.type(search, 'bam')
  expect(screen.getByRole('option', { name: 'Bamboo' })).toBeDefined()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByRole('region', { name: 'Connect Bamboo' })).toBeDefined()
})
