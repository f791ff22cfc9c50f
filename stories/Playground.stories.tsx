/** The widget with the controls that a host turns: provider, brand, looks, language, width. */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'

import type { GuideInput } from '../src/core/guide.ts'
import { jazzhr } from '../src/guides/jazzhr.ts'
import { Hub, type HubProps } from '../src/react/Hub.tsx'
import { everyBlock, everyField, longGuide } from './everyKind.ts'
import { inLanguage, LANGUAGES } from './languages.ts'
import { ENDPOINT } from './mockedEndpoint.ts'

const GUIDES = {
  JazzHR: jazzhr,
  'Every kind of block': everyBlock,
  'Every kind of field': everyField,
  'Fifty-two steps': longGuide,
} satisfies Record<string, GuideInput>

interface PlaygroundProps extends Pick<
  HubProps,
  'colorScheme' | 'headingLevel' | 'whiteLabel' | 'confirmation' | 'accountsHref'
> {
  readonly provider: keyof typeof GUIDES
  readonly brandName: string
  readonly brandLogo: string
  readonly locale: string
  /** Of the container, in CSS pixels: from 640 on the form stands beside the guide. */
  readonly width: number
  readonly closable: boolean
  readonly onLinked: NonNullable<HubProps['onLinked']>
  readonly onError: NonNullable<HubProps['onError']>
  readonly onEvent: NonNullable<HubProps['onEvent']>
  readonly onClose: NonNullable<HubProps['onClose']>
}

function Playground(props: PlaygroundProps) {
  const { provider, brandName, brandLogo, locale, width, closable, onClose, ...rest } = props
  const { guide, ...words } = inLanguage(locale) ?? { guide: jazzhr, locale }
  return (
    <div style={{ maxInlineSize: width }}>
      <Hub
        {...rest}
        {...words}
        guide={provider === 'JazzHR' ? guide : GUIDES[provider]}
        endpoint={ENDPOINT}
        brand={{ name: brandName || undefined, logo: brandLogo || undefined }}
        onClose={closable ? onClose : undefined}
      />
    </div>
  )
}

const meta = {
  title: 'Hub/Playground',
  component: Playground,
  args: {
    provider: 'JazzHR',
    brandName: 'Acme Recruiting',
    brandLogo: '',
    whiteLabel: false,
    colorScheme: 'system',
    locale: 'en',
    headingLevel: 2,
    width: 960,
    accountsHref: '#accounts',
    confirmation: true,
    closable: false,
    onLinked: fn(),
    onError: fn(),
    onEvent: fn(),
    onClose: fn(),
  },
  argTypes: {
    provider: { control: 'select', options: Object.keys(GUIDES) },
    locale: { control: 'select', options: LANGUAGES },
    colorScheme: { control: 'inline-radio', options: ['system', 'light', 'dark'] },
    headingLevel: { control: 'inline-radio', options: [1, 2, 3, 4] },
    width: { control: { type: 'range', min: 280, max: 1200, step: 20 } },
    confirmation: { control: 'boolean' },
  },
} satisfies Meta<typeof Playground>

export default meta
type Story = StoryObj<typeof meta>

export const Everything: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
  },
}
