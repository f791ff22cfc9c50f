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
    await expect(await canvas.findByRole('option', { name: 'Greenhouse Recruiting' })).toBeVisible()
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
      { provider: 'jazzhr', name: 'JazzHR', href: '/guides/jazzhr.json' },
      { provider: 'jazzhr', name: 'JazzHR', auth: 'redirect', href: '/guides/jazzhr.json' },
    ],
  },
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole('heading', { name: /How do you want to connect JazzHR/ }),
    ).toBeVisible()
  },
}

export const OneCategory: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Payroll' }))
    await expect(await canvas.findByText('100 providers')).toBeVisible()
  },
}

const WITH_GUIDE = [
  { provider: 'jazzhr', name: 'JazzHR', category: 'Recruiting', href: '/guides/jazzhr.json' },
  { provider: 'lever', name: 'Lever', category: 'Recruiting', href: '/guides/nowhere.json' },
]

/** The guide that was chosen, with the way back to the list. */
export const Picked: Story = {
  args: { catalogue: WITH_GUIDE },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('option', { name: /^JazzHR/ }))
    await expect(await canvas.findByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'All providers' })).toBeVisible()
  },
}

export const GuideLoading: Story = {
  args: { catalogue: WITH_GUIDE },
  parameters: { guides: 'never' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('option', { name: /^JazzHR/ }))
    await expect(await canvas.findByText('Loading the guide …')).toBeVisible()
  },
}

export const GuideFailed: Story = {
  args: { catalogue: WITH_GUIDE },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('option', { name: /^Lever/ }))
    await expect(await canvas.findByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

export const Loading: Story = { args: { catalogue: '/guides/index.json' }, parameters: { guides: 'never' } }

export const Failed: Story = {
  args: { catalogue: '/guides/nowhere.json' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Try again' })).toBeVisible()
  },
}
