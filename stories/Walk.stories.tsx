/** Each state of the flow, from the first step to the confirmation. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, spyOn, within } from 'storybook/test'

import { jazzhr } from '../src/guides/jazzhr.ts'
import { Hub } from '../src/react/Hub.tsx'
import { ENDPOINT } from './mockedEndpoint.ts'
import { pressConnect, walkSteps } from './walkTo.ts'

const meta = {
  title: 'Hub/Walk',
  component: Hub,
  args: {
    guide: jazzhr,
    endpoint: ENDPOINT,
    brand: { name: 'Acme Recruiting' },
    accountsHref: '#accounts',
    onLinked: fn(),
    onError: fn(),
    onEvent: fn(),
  },
} satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

/** The first step, with what to know before it. In a narrow container the form follows. */
export const FirstStep: Story = {}

export const SecondStep: Story = {
  play: async ({ canvasElement, canvas }) => {
    await walkSteps(canvasElement, 1)
    await expect(
      await canvas.findByRole('heading', { name: 'Step 2 of 4: Open the Integrations tab' }),
    ).toHaveFocus()
  },
}

/** The optional step: its caution stands before the action. */
export const OptionalStep: Story = { play: ({ canvasElement }) => walkSteps(canvasElement, 3) }

export const GuideWalked: Story = {
  play: async ({ canvasElement, canvas }) => {
    await walkSteps(canvasElement, 4)
    await expect(canvas.getByLabelText('API Key', { selector: 'input' })).toHaveFocus()
  },
}

/** What was pasted is cleaned, and the person is told. */
export const Cleaned: Story = {
  play: async ({ canvas, userEvent }) => {
    const input = await canvas.findByLabelText('API Key', { selector: 'input' })
    await userEvent.click(input)
    await userEvent.paste(' apikey=demo0000demo\n0000 ')
    await expect(canvas.getByText(/We removed/)).toBeVisible()
  },
}

/** A question, not a refusal. */
export const Doubted: Story = { play: ({ canvasElement }) => pressConnect(canvasElement, 'name@example.com') }

export const Empty: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Connect' }))
    await expect(await canvas.findByText('API Key is needed to connect.')).toBeVisible()
  },
}

export const Linking: Story = {
  parameters: { endpoint: { link: 'never' } },
  play: ({ canvasElement }) => pressConnect(canvasElement),
}

/** The endpoint sends the person on: the button names where, and its click opens the window. */
export const Authorizing: Story = {
  parameters: {
    endpoint: {
      link: { status: 'redirect', linkId: 'l1', url: 'https://app.jazz.co/authorise', expiresIn: 600 },
    },
  },
  play: async ({ canvasElement, canvas }) => {
    await pressConnect(canvasElement)
    await expect(await canvas.findByRole('button', { name: 'Continue to JazzHR' })).toBeVisible()
  },
}

/** What became of the provider's window, in its own words for each. A closed one is no refusal. */
const afterOpening = (opened: Partial<Window> | null, says: RegExp): Story => ({
  ...Authorizing,
  play: async ({ canvasElement, canvas, userEvent }) => {
    await pressConnect(canvasElement)
    const opening = spyOn(window, 'open').mockReturnValue(opened as Window | null)
    await userEvent.click(await canvas.findByRole('button', { name: 'Continue to JazzHR' }))
    opening.mockRestore()
    await expect(await canvas.findByText(says, {}, { timeout: 5000 })).toBeVisible()
  },
})

export const AuthorizingOpen = afterOpening({ closed: false }, /^Open again$/)
export const AuthorizingClosed = afterOpening({ closed: true }, /Not finished\?/)
export const AuthorizingBlocked = afterOpening(null, /blocked the window/)

export const Pending: Story = {
  parameters: { endpoint: { link: { status: 'pending', linkId: 'l1', pollAfter: 60 } } },
  play: ({ canvasElement }) => pressConnect(canvasElement),
}

export const Linked: Story = {
  play: async ({ canvasElement, args }) => {
    await pressConnect(canvasElement)
    await expect(await screen.findByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    await expect(args.onLinked).toHaveBeenCalledTimes(1)
  },
}

export const Done: Story = {
  play: async ({ canvasElement, userEvent }) => {
    await pressConnect(canvasElement)
    const dialog = await screen.findByRole('dialog', { name: 'JazzHR is connected' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Done' }))
    await expect(await screen.findByRole('heading', { name: 'JazzHR is connected' })).toHaveFocus()
  },
}

/** Replaces the key of an account that is there already. */
export const Update: Story = { args: { account: { id: 'acc_1', name: 'Acme Europe' } } }

export const WhiteLabel: Story = { args: { whiteLabel: true, brand: { name: 'Northwind Portal' } } }

/** The link for whoever can see the key. It is copied at once where the page may do so. */
export const Invited: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Send this to an admin' }))
    await expect(await canvas.findByRole('textbox', { name: 'Send this to an admin' })).toHaveFocus()
  },
}

/** An endpoint that makes no invitations says so when it is asked. */
export const InviteRefused: Story = {
  parameters: { endpoint: { invite: undefined } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Send this to an admin' }))
    await expect(await canvas.findByText(/A link cannot be made here/)).toBeVisible()
  },
}

export const WithClose: Story = { args: { onClose: fn() } }

export const Narrow: Story = { globals: { width: '320px' } }

/** Narrow, the form follows the guide. */
export const NarrowForm: Story = {
  globals: { width: '320px' },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'I already have my API key' }))
    await expect(canvas.getByLabelText('API Key', { selector: 'input' })).toHaveFocus()
  },
}

/** No endpoint: the guide can still be read, and a plain sentence stands in place of the form. */
export const NotConfigured: Story = { args: { endpoint: '' } }
