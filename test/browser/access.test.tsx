/** Every state of the flow searched by axe: both schemes, narrow and wide. What axe cannot see stands in the other files. */
import '../../src/styles/index.css'

import { render } from '@testing-library/react'
import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Accounts } from '../../src/react/Accounts.tsx'
import { endpoint, ENDPOINT, held, LINKED, problem, REDIRECT } from './endpoint.ts'
import { everyBlock, everyField } from './guides.ts'
import { box, button, connect, dialog, heading, openHub, stubOpen } from './hub.tsx'

interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
}

const LOOKS: readonly Look[] = [320, 960].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ colorScheme, width })),
)

const ACCOUNTS = {
  status: 'accounts',
  accounts: (['active', 'error', 'expired'] as const).map((state) => ({
    id: state,
    provider: 'jazzhr',
    name: `Acme ${state}`,
    state,
    linkedAt: '2026-03-05T09:30:00Z',
  })),
}

/** Opens the form: it is there in a wide box, and a press away in a narrow one. */
const toForm = async ({ width }: Look): Promise<void> => {
  if (width < 640) await page.getByRole('button', { name: /^I already have my/ }).click()
}
/** A link that was answered so. */
const answered = (reply: Parameters<typeof endpoint>[0]['link']) => async (look: Look) => {
  endpoint({ link: reply!, status: [{ status: 'pending' }], cancel: [{ status: 'cancelled' }] })
  openHub({ colorScheme: look.colorScheme, accountsHref: '/accounts' }, look.width)
  await toForm(look)
  await connect()
}

/** How each state is reached. */
const STATES: Readonly<Record<string, (look: Look) => Promise<void>>> = {
  'the guide': async ({ width, ...look }) => {
    openHub({ ...look, brand: { name: 'Portal' }, onClose: () => undefined }, width)
    await button('Next').click()
  },
  'every kind of block': async ({ width, ...look }) => {
    openHub({ ...look, guide: everyBlock }, width)
    await expect.element(heading('A heading within')).toBeVisible()
  },
  'every kind of field, each in need of mending': async ({ width, ...look }) => {
    openHub({ ...look, guide: everyField }, width)
    await button('Connect').click()
    await expect.element(page.getByText('Subdomain is needed to connect.')).toBeVisible()
  },
  'a question about the key, which is shown': async (look) => {
    openHub({ colorScheme: look.colorScheme }, look.width)
    await toForm(look)
    await connect('maria@acme.example')
    await expect.element(button('Use anyway')).toBeVisible()
    await button('Show API Key').click()
  },
  linking: async (look) => {
    await answered([held(LINKED).answer])(look)
    await expect.element(button('Cancel')).toBeVisible()
  },
  'a refused key': async (look) => {
    await answered([problem('credential-rejected')])(look)
    await expect.element(button('Show me where to find it')).toBeVisible()
  },
  'a rate limit': async (look) => {
    await answered([problem('rate-limited', {}, { 'Retry-After': '60' })])(look)
    await expect.element(page.getByText(/^Try again in/)).toBeVisible()
  },
  authorizing: async (look) => {
    await answered([REDIRECT])(look)
    await expect.element(button('Continue to JazzHR')).toBeVisible()
  },
  'a blocked window': async (look) => {
    stubOpen('blocked')
    await answered([REDIRECT])(look)
    await button('Continue to JazzHR').click()
    await expect.element(page.getByRole('link', { name: /^Continue to JazzHR/ })).toBeVisible()
  },
  linked: async (look) => {
    await answered([LINKED])(look)
    await expect.element(dialog()).toBeVisible()
  },
  done: async (look) => {
    await answered([LINKED])(look)
    await button('Done').click()
    await expect.element(heading('JazzHR is connected')).toBeVisible()
  },
  'a right-to-left language': async ({ width, ...look }) => {
    openHub({ ...look, locale: 'ar', messages: {} }, width)
    await expect.element(page.getByRole('region')).toBeVisible()
  },
  'the accounts': async ({ width, colorScheme }) => {
    endpoint({ accounts: [ACCOUNTS] })
    render(box(<Accounts endpoint={ENDPOINT} guides={[jazzhr]} colorScheme={colorScheme} />, width))
    await expect.element(page.getByText('Acme expired')).toBeVisible()
  },
  'the question before unlinking': async ({ width, colorScheme }) => {
    endpoint({ accounts: [ACCOUNTS] })
    render(box(<Accounts endpoint={ENDPOINT} guides={[jazzhr]} colorScheme={colorScheme} />, width))
    await page.getByRole('button', { name: 'Unlink', exact: true }).first().click()
    await expect.element(dialog()).toBeVisible()
  },
}
describe.each(Object.entries(STATES))('%s', (_name, reach) => {
  test.each(LOOKS)('in $colorScheme at $width px', async (look) => {
    document.documentElement.lang = 'en'
    document.title = 'Settings'
    await page.viewport(look.width + 20, 900)
    await reach(look)
    expect(await violations()).toEqual([])
    expect(document.documentElement.scrollWidth, 'no scrolling sideways').toBeLessThanOrEqual(
      window.innerWidth,
    )
  })
})

test('each stop of Tab has one ring, and the window’s edge cuts off none', async () => {
  await page.viewport(980, 300)
  openHub({}, 960)
  const ringed = (): Element[] =>
    [...document.querySelectorAll('[part~="hub"] *')].filter((each) => {
      const { outlineStyle } = getComputedStyle(each)
      return outlineStyle !== 'none'
    })
  const stops = new Set<Element>()
  await userEvent.tab()
  while (document.activeElement && document.activeElement !== document.body) {
    if (stops.has(document.activeElement)) break
    stops.add(document.activeElement)
    const rings = ringed()
    expect(rings, document.activeElement.outerHTML).toHaveLength(1)
    expect(rings[0]?.contains(document.activeElement)).toBe(true)
    const { top, bottom } = rings[0]!.getBoundingClientRect()
    // Two pixels away, and two wide.
    expect(top).toBeGreaterThanOrEqual(4)
    expect(bottom).toBeLessThanOrEqual(window.innerHeight - 4)
    await userEvent.tab()
  }
  expect(stops.size).toBeGreaterThan(10)
})

test('the search finds what is wrong', async () => {
  render(<img src="data:," />)
  expect(await violations()).toEqual([expect.stringContaining('image-alt')])
})

/** What axe finds on the page, by rule and place. */
async function violations(): Promise<string[]> {
  // On their way from one colour to another they have neither.
  for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish()
  const { violations: found } = await axe.run(document.body, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    rules: { 'aria-dialog-name': { enabled: true }, 'heading-order': { enabled: true } },
  })
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary ?? ''}`),
  )
}
