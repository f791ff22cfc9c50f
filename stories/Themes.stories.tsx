/** Themes by custom properties: several can stand on one page. */
import type { Meta, StoryObj } from '@storybook/react-vite'

import { jazzhr } from '../src/guides/jazzhr.ts'
import { Hub } from '../src/react/Hub.tsx'
import { everyField } from './everyKind.ts'
import { ENDPOINT } from './mockedEndpoint.ts'
import './parts.css'
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

/** No class of ours: the host styles parts, here in a few rules. */
export const Unstyled = themed('own-parts', { unstyled: true })

/** Several themes on one page do not touch each other. */
export const TwoThemes: Story = {
  render: ({ catalogue: _none, ...args }) => (
    <>
      <div data-theme="forest">
        <Hub {...args} guide={jazzhr} />
      </div>
      <div data-theme="square">
        <Hub {...args} guide={everyField} />
      </div>
    </>
  ),
}

/** Messages of the host in place of ours. */
export const OwnWords: Story = {
  args: { messages: { title: 'Link {provider}', connect: 'Link', next: 'Go on' } },
}
