/** Themes by custom properties: several can stand on one page. */
import type { Meta, StoryObj } from '@storybook/react-vite'

import { jazzhr } from '../src/guides/jazzhr.ts'
import { Hub } from '../src/react/Hub.tsx'
import { ENDPOINT } from './mockedEndpoint.ts'
import './themes.css'

const meta = {
  title: 'Hub/Themes',
  component: Hub,
  args: { guide: jazzhr, endpoint: ENDPOINT, brand: { name: 'Acme Recruiting' } },
} satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

const themed = (theme: string, args: Story['args'] = {}): Story => ({
  args,
  decorators: [
    (Story) => (
      <div data-theme={theme}>
        <Story />
      </div>
    ),
  ],
})

export const Light: Story = { args: { colorScheme: 'light' } }
export const Dark: Story = { args: { colorScheme: 'dark' } }
export const Forest = themed('forest')
export const Square = themed('square', { colorScheme: 'light' })

/** A pale accent: the text on it, and the links, are corrected to readable pairs, and the console says so once. */
export const PaleAccent = themed('pale', { colorScheme: 'light' })

/** No class of ours: what a host sees before it styles the parts. */
export const Unstyled: Story = { args: { unstyled: true } }
