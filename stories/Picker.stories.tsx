/** Picking a provider out of a catalogue. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'

import { Hub } from '../src/react/Hub.tsx'
import { ENDPOINT } from './mockedEndpoint.ts'

const NAMES = [
  'Ashby',
  'BambooHR',
  'Crème HR',
  'Greenhouse',
  'JazzHR',
  'Lever',
  'Personio',
  'Workable',
  'Workday',
]
const CATEGORIES = ['Recruiting', 'HR', 'Payroll']

const entries = Array.from({ length: 300 }, (_, at) => ({
  provider: `provider-${at}`,
  name: at < NAMES.length ? (NAMES[at] ?? '') : `${NAMES[at % NAMES.length] ?? ''} ${at}`,
  category: CATEGORIES[at % CATEGORIES.length] ?? '',
  href: `/guides/provider-${at}.json`,
}))

const meta = {
  title: 'Hub/Picker',
  component: Hub,
  args: { catalogue: entries, endpoint: ENDPOINT, brand: { name: 'Acme Recruiting' } },
} satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

export const Catalogue: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('combobox', { name: 'Find a provider' })).toBeVisible()
  },
}

/** One wrong letter still finds it. */
export const Searched: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByRole('combobox', { name: 'Find a provider' }), 'grenhouse')
    await expect(canvas.getByRole('option', { name: /^Greenhouse HR/ })).toBeVisible()
  },
}

export const NothingFound: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByRole('combobox', { name: 'Find a provider' }), 'zzzzzz')
    await expect(canvas.getByRole('button', { name: 'Show all' })).toBeVisible()
  },
}

/** Two ways to link one provider: the person chooses. */
export const SeveralWays: Story = {
  args: {
    catalogue: [
      { provider: 'jazzhr', name: 'JazzHR', href: '/guides/key.json' },
      { provider: 'jazzhr', name: 'JazzHR', auth: 'redirect', href: '/guides/oauth.json' },
    ],
  },
}

export const Failed: Story = { args: { catalogue: '/guides/nowhere.json' } }
