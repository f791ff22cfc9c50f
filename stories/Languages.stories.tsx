/** The widget in each language that it speaks; Arabic runs from right to left. The toolbar turns any other story. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen } from 'storybook/test'

import { jazzhr } from '../src/guides/jazzhr.ts'
import { Hub } from '../src/react/Hub.tsx'
import { inLanguage } from './languages.ts'
import { ENDPOINT } from './mockedEndpoint.ts'
import { DEMO_KEY } from './walkTo.ts'

const meta = {
  title: 'Hub/Languages',
  component: Hub,
  args: { guide: jazzhr, endpoint: ENDPOINT, brand: { name: 'Acme Recruiting' }, accountsHref: '#accounts' },
} satisfies Meta<typeof Hub>

export default meta
type Story = StoryObj<typeof meta>

const speaking = (language: string): Story => ({
  globals: { language },
  play: async ({ canvas }) => {
    const { messages, guide } = inLanguage(language)!
    const name = String(messages.title).replace('{provider}', guide.name)
    await expect(await canvas.findByRole('region', { name })).toHaveAttribute('lang', language)
  },
})

export const German = speaking('de')
export const Spanish = speaking('es')
export const French = speaking('fr')
export const Italian = speaking('it')
export const Japanese = speaking('ja')
export const BrazilianPortuguese = speaking('pt-BR')
export const Arabic = speaking('ar')

/** Types a key, of a field by whatever name, and presses the button, of whatever name. */
const pressing = (language: string, link: Record<string, unknown>): Story => ({
  globals: { language },
  parameters: { endpoint: { link } },
  play: async ({ canvas, userEvent }) => {
    const { messages, guide } = inLanguage(language)!
    const input = await canvas.findByLabelText(guide.fields[0]!.label, { selector: 'input' })
    await userEvent.type(input, DEMO_KEY)
    await userEvent.click(canvas.getByRole('button', { name: String(messages.connect) }))
  },
})

/** The key and the address stay from left to right. */
export const ArabicFailed: Story = {
  ...pressing('ar', { status: 'unheard of' }),
  play: async (context) => {
    await pressing('ar', {}).play!(context)
    const again = String(inLanguage('ar')!.messages.tryAgain)
    await expect(await context.canvas.findByRole('button', { name: again })).toBeVisible()
  },
}

export const ArabicLinked: Story = {
  play: async (context) => {
    await pressing('ar', {}).play!(context)
    await expect(await screen.findByRole('dialog')).toHaveAttribute('open')
  },
  globals: { language: 'ar' },
}

/** An English page that runs from right to left. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
  },
}
