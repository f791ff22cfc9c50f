/** What a guide can hold. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'

import { Hub } from '../src/react/Hub.tsx'
import { everyBlock, everyField, longGuide } from './everyKind.ts'
import { ENDPOINT } from './mockedEndpoint.ts'
import { walkSteps } from './walkTo.ts'

const meta = {
  title: 'Hub/Guide',
  component: Hub,
  args: { guide: everyBlock, endpoint: ENDPOINT, brand: { name: 'Acme Recruiting' } },
} satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

export const TextAndLinks: Story = {}
export const Lists: Story = { play: ({ canvasElement }) => walkSteps(canvasElement, 1) }
export const Notices: Story = { play: ({ canvasElement }) => walkSteps(canvasElement, 2) }
export const TablesAndCode: Story = { play: ({ canvasElement }) => walkSteps(canvasElement, 3) }
export const DetailsQuotesCardsPictures: Story = { play: ({ canvasElement }) => walkSteps(canvasElement, 4) }

/** A table and code at 320 px scroll in their own boxes; the page does not. */
export const NarrowTable: Story = {
  parameters: { width: '320px' },
  play: async ({ canvasElement }) => {
    await walkSteps(canvasElement, 3)
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth)
  },
}

/** Fifty-two steps: an overview to jump from, and the neighbours of the open one. */
export const Long: Story = {
  args: { guide: longGuide },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByText('All 52 steps'))
    await userEvent.click(canvas.getByRole('button', { name: 'Do the thing 5.2' }))
    await expect(
      await canvas.findByRole('heading', { name: 'Step 30 of 52: Do the thing 5.2' }),
    ).toHaveFocus()
  },
}

/** Each kind of field. */
export const Fields: Story = { args: { guide: everyField } }

export const FieldsAtFault: Story = {
  args: { guide: everyField },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Connect' }))
    await expect(await canvas.findByText('Site is needed to connect.')).toBeVisible()
  },
}

/** A guide that cannot be used is refused whole; the console names each path. */
export const Refused: Story = { args: { guide: { ...everyBlock, sections: 'none' } as never } }
