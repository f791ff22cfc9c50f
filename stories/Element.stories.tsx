/** `<hub-link>`: the widget in a shadow root, as a page without React has it. */
import './portal.css'

import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'

import { defineHubLink } from '../src/element/define.ts'
import { registerLocale } from '../src/element/locales.ts'
import type { HubLinkElement } from '../src/element.ts'
import { everyField } from './everyKind.ts'
import { PACKS, type Surroundings } from './languages.ts'
import { ENDPOINT } from './mockedEndpoint.ts'
import { DEMO_KEY } from './walkTo.ts'

// As `hub-link/define` does; a module that is imported for its effect alone would be left out of the static build.
defineHubLink()
// As `hub.de.js` and its like do.
PACKS.forEach(registerLocale)

type Attributes = React.JSX.IntrinsicElements['hub-link']

const meta = {
  title: 'Element',
  component: (attributes: Attributes) => <hub-link {...attributes} />,
  parameters: { attributes: true },
  decorators: [
    (Story, { args, globals }) => {
      const { scheme, language } = globals as unknown as Surroundings
      return <Story args={{ 'color-scheme': scheme, lang: language, ...args }} />
    },
  ],
  args: {
    provider: 'jazzhr',
    endpoint: ENDPOINT,
    'brand-name': 'Acme Recruiting',
    'onhub-linked': fn(),
    'onhub-error': fn(),
    'onhub-event': fn(),
    'onhub-close': fn(),
  },
  argTypes: {
    'color-scheme': { control: 'inline-radio', options: ['system', 'light', 'dark'] },
    'heading-level': { control: 'inline-radio', options: [1, 2, 3, 4] },
    'white-label': { control: 'boolean' },
    closable: { control: 'boolean' },
    lang: { control: 'select', options: ['en', ...PACKS.map(({ tag }) => tag)] },
  },
} satisfies Meta<Attributes>

export default meta
type Story = StoryObj<typeof meta>

/** The first element of a story, and what it has drawn. */
async function drawnIn(canvasElement: HTMLElement) {
  const element = canvasElement.querySelector<HubLinkElement>('hub-link')!
  await waitFor(() => expect(element.shadowRoot?.querySelector('[part~="hub"]')).toBeTruthy())
  return within(element.shadowRoot as unknown as HTMLElement)
}

export const Basic: Story = {
  play: async ({ canvasElement }) => {
    const drawn = await drawnIn(canvasElement)
    await expect(drawn.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
  },
}

/** The event carries the account; the confirmation stands in the page's top layer. */
export const Linked: Story = {
  args: { 'accounts-href': '#accounts' },
  play: async ({ canvasElement, userEvent, args }) => {
    const drawn = await drawnIn(canvasElement)
    await userEvent.type(drawn.getByLabelText('API Key', { selector: 'input' }), DEMO_KEY)
    await userEvent.click(drawn.getByRole('button', { name: 'Connect' }))
    await expect(await drawn.findByRole('dialog', { name: 'JazzHR is connected' })).toBeVisible()
    await expect(args['onhub-linked']).toHaveBeenCalledTimes(1)
  },
}

/** A guide as data, by property. */
export const OwnGuide: Story = {
  args: { guide: everyField },
  play: async ({ canvasElement }) => {
    const drawn = await drawnIn(canvasElement)
    await expect(drawn.getByRole('region', { name: 'Connect Northwind' })).toBeVisible()
  },
}

/** Hides itself when it is closed; `open()` brings it back. */
export const Closable: Story = {
  args: { closable: true },
  play: async ({ canvasElement, userEvent, args }) => {
    const element = canvasElement.querySelector<HubLinkElement>('hub-link')!
    const drawn = await drawnIn(canvasElement)
    await userEvent.click(drawn.getByRole('button', { name: 'Close' }))
    await expect(args['onhub-close']).toHaveBeenCalledTimes(1)
    await expect(element).not.toBeVisible()
    element.open()
    await expect(element).toBeVisible()
  },
}

/** Replaces the key of an account. */
export const Update: Story = { args: { account: 'acc_1', 'account-name': 'Acme Europe' } }

export const InArabic: Story = {
  args: { lang: 'ar' },
  play: async ({ canvasElement }) => {
    const drawn = await drawnIn(canvasElement)
    await expect(drawn.getByRole('region')).toHaveAttribute('dir', 'rtl')
  },
}

/** A provider that the script has no guide for: a plain sentence, and what to do on the console. */
export const UnknownProvider: Story = {
  args: { provider: 'northwind' },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<HubLinkElement>('hub-link')!
    await waitFor(() => expect(element.shadowRoot?.textContent).toContain('not configured'))
  },
}

/** A white-labelled portal: its colours, its corners, its words, and nobody else's name. */
export const WhiteLabelPortal: Story = {
  args: {
    'white-label': true,
    'brand-name': 'Northwind',
    'accounts-href': '#accounts',
    messages: { title: 'Link {provider}', connect: 'Link' },
  },
  decorators: [
    (Story) => (
      <div className="portal">
        <header className="portal-bar">
          <strong>Northwind</strong>
          <nav aria-label="Portal">
            <a href="#people">People</a> <a href="#apps">Apps</a>
          </nav>
        </header>
        <div className="portal-page">
          <Story />
        </div>
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const drawn = await drawnIn(canvasElement)
    await expect(drawn.getByRole('button', { name: 'Link' })).toBeVisible()
    await expect(drawn.getByRole('region').textContent).not.toMatch(/hub/i)
  },
}

/** Parts, styled from outside of the shadow root. */
export const StyledParts: Story = {
  args: { class: 'outlined' },
  play: async ({ canvasElement }) => {
    const drawn = await drawnIn(canvasElement)
    const { textTransform } = getComputedStyle(drawn.getByRole('button', { name: 'Next' }))
    await expect(textTransform).toBe('uppercase')
  },
}
