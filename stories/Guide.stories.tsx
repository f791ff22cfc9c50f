/** What a guide can hold. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'

import { Hub } from '../src/react/Hub.tsx'
import { everyBlock, longGuide, scopedGuide } from './everyKind.ts'
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
  globals: { width: '320px' },
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

/** The permissions of a step, the provider's page, and a step that can be left out. */
export const ScopesAndPages: Story = {
  args: { guide: scopedGuide, scopes: ['candidates:read'] },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('candidates:read')).toBeVisible()
    await expect(canvas.getByRole('link', { name: /app\.example\.com/ })).toBeVisible()
  },
}

export const Optional: Story = {
  args: { guide: scopedGuide, scopes: ['candidates:read'] },
  play: async ({ canvasElement, canvas }) => {
    await walkSteps(canvasElement, 2)
    await expect(await canvas.findByRole('button', { name: 'Skip this step' })).toBeVisible()
  },
}

/** A guide that cannot be used is refused whole; the console names each path. */
export const Refused: Story = { args: { guide: { ...everyBlock, sections: 'none' } as never } }
