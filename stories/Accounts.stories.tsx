/** The list of linked accounts. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen } from 'storybook/test'

import { jazzhr } from '../src/guides/jazzhr.ts'
import { Accounts } from '../src/react/Accounts.tsx'
import { everyField } from './everyKind.ts'
import { ENDPOINT } from './mockedEndpoint.ts'

const meta = {
  title: 'Accounts',
  component: Accounts,
  args: { endpoint: ENDPOINT, guides: [jazzhr], onUnlinked: fn() },
} satisfies Meta<typeof Accounts>

export default meta
type Story = StoryObj<typeof meta>

/** One that works, one that needs attention, one that has expired. */
export const Listed: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Acme Europe')).toBeVisible()
  },
}

export const None: Story = { parameters: { endpoint: { accounts: { status: 'accounts', accounts: [] } } } }

export const Loading: Story = { parameters: { endpoint: { accounts: 'never' } } }

export const Failed: Story = {
  parameters: { endpoint: { accounts: { status: 'unheard of' } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** Asks before it unlinks; keeping the account has the focus. */
export const Unlinking: Story = {
  play: async ({ canvas, userEvent }) => {
    const [first] = await canvas.findAllByRole('button', { name: 'Unlink' })
    if (first) await userEvent.click(first)
    await expect(await screen.findByRole('dialog', { name: 'Unlink Acme Recruiting?' })).toBeVisible()
    await expect(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus()
  },
}

export const Updating: Story = {
  play: async ({ canvas, userEvent }) => {
    const [first] = await canvas.findAllByRole('button', { name: 'Update key' })
    if (first) await userEvent.click(first)
    await expect(await canvas.findByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
  },
}

/** Of several guides one is chosen. */
export const Choosing: Story = {
  args: { guides: [jazzhr, everyField] },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Link another account' }))
    await expect(canvas.getByRole('button', { name: 'Connect JazzHR' })).toHaveFocus()
  },
}
