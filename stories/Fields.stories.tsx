/** What a form can hold. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'

import { Hub } from '../src/react/Hub.tsx'
import { everyField, fieldOf, withStep } from './everyKind.ts'
import { ENDPOINT } from './mockedEndpoint.ts'

const meta = {
  title: 'Hub/Fields',
  component: Hub,
  args: { guide: everyField, endpoint: ENDPOINT, brand: { name: 'Acme Recruiting' } },
} satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

export const All: Story = {}

const only = (kind: Parameters<typeof fieldOf>[0]): Story => ({ args: { guide: fieldOf(kind) } })

export const Secret = only('secret')
/** With what stands before and after it. */
export const Text = only('text')
export const Multiline = only('multiline')
export const Select = only('select')
export const Number = only('number')
/** One that only tells: it can be copied. */
export const ReadOnlyUrl = only('url')

/** Nothing to enter: the button alone. */
export const None: Story = { args: { guide: { ...everyField, fields: [] } } }

/** Unmasked until the person presses Connect, leaves the widget or turns to another tab. */
export const Revealed: Story = {
  ...only('secret'),
  play: async ({ canvas, userEvent }) => {
    const input = await canvas.findByLabelText('Client Secret', { selector: 'input' })
    await userEvent.type(input, 'demo-secret-0000')
    await userEvent.click(canvas.getByRole('button', { name: 'Show Client Secret' }))
    await expect(canvas.getByRole('button', { name: 'Hide Client Secret' })).toBeVisible()
  },
}

/** A field that another one brings up. */
export const Conditional: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.selectOptions(await canvas.findByRole('combobox', { name: 'Region' }), 'us')
    await expect(await canvas.findByLabelText(/^Cluster/)).toBeVisible()
  },
}

export const AtFault: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Connect' }))
    await expect(await canvas.findByText('Site is needed to connect.')).toBeVisible()
  },
}

/** A field that knows its step leads there. */
export const WhereToFindIt: Story = {
  args: { guide: withStep },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Where do I find this\?/ }))
    await expect(await canvas.findByRole('heading', { name: /Copy the key/ })).toHaveFocus()
  },
}
