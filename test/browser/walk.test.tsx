/** Walking the guide: one open step, its number, its neighbours, and the way to the form in wide and narrow boxes. */
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { formOf, guideOf, link, paragraph, step } from './guides.ts'
import { button, field, focused, heading, keyInput, NARROW, openHub, WIDE, expectFocus } from './hub.tsx'
import { entriesOf, KEY } from './secret.ts'

const STEPS = [
  'Step 1 of 4: Sign in to JazzHR',
  'Step 2 of 4: Open the Integrations tab',
  'Step 3 of 4: Copy your API key',
  'Step 4 of 4: Generate a new key (optional)',
] as const

/** The one step that is open: the current item of the list holds its heading. */
const expectOpen = async (name: string): Promise<void> => {
  await expect.element(heading(/^Step \d/)).toHaveAccessibleName(name)
  await expect
    .element(page.getByRole('listitem').filter({ has: heading(/^Step \d/) }))
    .toHaveAttribute('aria-current', 'step')
}

describe('in a wide box', () => {
  test('one button leads on: Next while the guide is walked, Connect once a key is typed or Connect was pressed', async () => {
    /** The names of the buttons that draw the eye. */
    const loud = (): string[] =>
      ['Next', 'Connect'].filter((name) => button(name).element().getAttribute('part') === 'button')
    const first = openHub()
    expect(loud()).toEqual(['Next'])
    // By the first key after the code of a press has come.
    await expect
      .poll(async () => {
        await userEvent.type(keyInput(), 'a')
        return loud()
      })
      .toEqual(['Connect'])
    expect((keyInput().element() as HTMLInputElement).value).toMatch(/^a+$/)
    await expectFocus(keyInput())
    await button('Next').click()
    await expect.poll(loud).toEqual(['Next'])
    first.unmount()

    openHub()
    await button('Connect').click()
    await expect.element(page.getByText('API Key is needed to connect.')).toBeVisible()
    expect(loud()).toEqual(['Connect'])
  })

  test('the form stands beside the guide, below a title that names the region', async () => {
    openHub()
    await expect.element(page.getByRole('region', { name: 'Connect JazzHR', exact: true })).toBeVisible()
    await expect.element(keyInput()).toBeVisible()
    await expectOpen(STEPS[0])
    await expect.element(button('I already have my API key')).not.toBeInTheDocument()
  })

  test('a step that is done does not take the name of the confirmation’s button', async () => {
    openHub()
    await button('Next').click()
    await expectOpen(STEPS[1])
    await expect
      .element(page.getByRole('button', { name: `${STEPS[0]} completed`, exact: true }))
      .toBeVisible()
    await expect.element(page.getByRole('button', { name: /done/i })).not.toBeInTheDocument()
  })

  test('Next and Back walk, and the focus goes with them', async () => {
    const hub = openHub()
    for (const [index, name] of STEPS.entries()) {
      await expectOpen(name)
      if (index > 0) await expectFocus(heading(name))
      if (index < STEPS.length - 1) await button('Next').click()
    }
    await button('Back').click()
    await expectOpen(STEPS[2])
    expect(hub.events).toEqual(
      ['integrations', 'copy-key', 'new-key', 'copy-key'].map((id) => ({
        type: 'step',
        step: id,
        number: ['sign-in', 'integrations', 'copy-key', 'new-key'].indexOf(id) + 1,
      })),
    )
  })

  test('the first step has no way back, and the last one leads to the form', async () => {
    openHub()
    await expect.element(button('Back')).not.toBeInTheDocument()
    await button(STEPS[3]).click()
    await button('Next').click()
    await expectFocus(keyInput())
    await expect.element(heading(/^Step \d/)).not.toBeInTheDocument()
  })

  test('where there is nothing to enter, the last step leads to Connect', async () => {
    openHub({ guide: guideOf([step('a', 'Sign in')], { fields: [] }) })
    await button('Next').click()
    await expectFocus(button('Connect'))
  })

  test('any step opens by its title, before and behind', async () => {
    openHub()
    for (const name of [STEPS[2], STEPS[0], STEPS[3]]) {
      await button(name === STEPS[0] ? `${name} completed` : name).click()
      await expectOpen(name)
    }
  })

  test('an optional step says so, warns before it tells what to do, and can be skipped', async () => {
    openHub()
    await button(STEPS[3]).click()
    const item = page.getByRole('listitem').filter({ has: heading(STEPS[3]) })
    const warning = item.getByRole('note').element()
    const action = item.getByText('Generate New Key').element()
    expect(warning).toHaveTextContent('The old key stops working at once.')
    expect(warning.compareDocumentPosition(action)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    await button('Skip this step').click()
    await expectFocus(keyInput())
  })

  test('the keyboard alone walks it', async () => {
    openHub()
    await userEvent.tab()
    while (focused() !== button('Next').element()) await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expectOpen(STEPS[1])
    await userEvent.tab()
    expect(focused()).not.toBe(document.body)
    while (focused() !== button('Next').element()) await userEvent.tab()
    await userEvent.keyboard(' ')
    await expectOpen(STEPS[2])
  })

  test('a page that loads keeps its focus', async () => {
    openHub()
    await expect.element(keyInput()).toBeVisible()
    expect(focused()).toBe(document.body)
  })

  test('walking writes nothing: no history, no storage', async () => {
    const before = history.length
    openHub()
    await button('Next').click()
    await button('Next').click()
    expect(history.length).toBe(before)
    expect([...entriesOf(sessionStorage), ...entriesOf(localStorage)]).toEqual([])
  })
})

describe('in a narrow box', () => {
  test.each([
    [639, 1],
    [640, 0],
  ])('of %i px, where the form comes after the guide below 640', async (width, ways) => {
    openHub({}, width)
    await expect.element(button('Next')).toBeVisible()
    await expect.poll(() => button('I already have my API key').elements().length).toBe(ways)
  })

  test('the form comes after the guide, or at once for who has the key', async () => {
    openHub({}, NARROW)
    await expect.element(keyInput()).not.toBeVisible()
    await button('I already have my API key').click()
    await expect.element(keyInput()).toBeVisible()
    await expectFocus(keyInput())
    await expect.element(heading(/^Step \d/)).not.toBeInTheDocument()
  })

  test('and back to the step that was open, with what was typed', async () => {
    openHub({}, NARROW)
    await button('Next').click()
    await button('I already have my API key').click()
    await userEvent.fill(keyInput(), 'half a key')
    await button('Back to the guide').click()
    await expectOpen(STEPS[1])
    await expectFocus(heading(STEPS[1]))
    await button('I already have my API key').click()
    await expect.element(keyInput()).toHaveValue('half a key')
  })

  test('a box that grows shows both, without a new render', async () => {
    openHub({}, NARROW)
    const grown = page.getByRole('region').element().parentElement!
    grown.style.setProperty('inline-size', `${WIDE}px`)
    await expect.element(keyInput()).toBeVisible()
    await expectOpen(STEPS[0])
  })

  test('a guide with several fields is asked for as details', async () => {
    const fields = [
      { name: 'subdomain', label: 'Subdomain', kind: 'text' as const },
      { name: 'apiKey', label: 'API Key', kind: 'secret' as const },
    ]
    openHub({ guide: guideOf([step('a', 'Sign in')], { fields }) }, NARROW)
    await button('I already have my details').click()
    await expectFocus(field('Subdomain'))
  })
})

describe('which steps there are', () => {
  const scoped = guideOf([
    step('a', 'Sign in'),
    step('b', 'Allow reading', { scopes: ['candidates:read'], showScopes: true }),
    step('c', 'Allow writing', { scopes: ['candidates:write', 'jobs:write'] }),
    step('d', 'Copy the key', { showScopes: true }),
  ])

  test.each([
    { scopes: undefined, steps: ['Sign in', 'Copy the key'] },
    { scopes: [], steps: ['Sign in', 'Copy the key'] },
    { scopes: ['candidates:read'], steps: ['Sign in', 'Allow reading', 'Copy the key'] },
    { scopes: ['jobs:write'], steps: ['Sign in', 'Allow writing', 'Copy the key'] },
  ])('for the scopes $scopes: $steps', async ({ scopes, steps }) => {
    openHub({ guide: scoped, scopes })
    const list = page.getByRole('list', { name: 'Steps to get your key' })
    await expect.element(list).toBeVisible()
    const titles = [...list.element().children].map((item) => item.querySelector('h3, button')?.textContent)
    expect(titles).toEqual(steps.map((title, index) => `Step ${index + 1} of ${steps.length}: ${title}`))
  })

  test('a step prints its own scopes, else those that the link asks for', async () => {
    openHub({ guide: scoped, scopes: ['candidates:read', 'candidates:write'] })
    await button('Step 2 of 4: Allow reading').click()
    const printed = () => page.getByText('Permissions needed:').element().nextElementSibling?.textContent
    expect(printed()).toBe('candidates:read')
    await button('Step 4 of 4: Copy the key').click()
    expect(printed()).toBe('candidates:readcandidates:write')
  })

  test('a guide without steps is its form', async () => {
    openHub({ guide: formOf([{ name: 'apiKey', label: 'API Key', kind: 'secret' }]) }, NARROW)
    await expect.element(keyInput()).toBeVisible()
    await expect.element(button('Back to the guide')).not.toBeInTheDocument()
  })

  test('a guide without fields is the Connect button alone', async () => {
    openHub({ guide: formOf([]) })
    await expect.element(button('Connect')).toBeVisible()
    await expect.element(page.getByRole('textbox')).not.toBeInTheDocument()
  })

  test('scopes that change leave the step open that was, or one beside it', async () => {
    const hub = openHub({ guide: scoped, scopes: ['candidates:read', 'jobs:write'] })
    await button('Step 4 of 4: Copy the key').click()
    hub.update({ scopes: [] })
    await expectOpen('Step 2 of 2: Copy the key')
    hub.update({ scopes: ['candidates:read'] })
    await expectOpen('Step 3 of 3: Copy the key')
    await button('Back').click()
    hub.update({ scopes: [] })
    await expectOpen('Step 2 of 2: Copy the key')
  })

  test('scopes that take the last step away open the one before it', async () => {
    const guide = guideOf([step('a', 'Sign in'), step('b', 'Allow reading', { scopes: ['candidates:read'] })])
    const hub = openHub({ guide, scopes: ['candidates:read'] })
    await button('Step 2 of 2: Allow reading').click()
    hub.update({ scopes: [] })
    await expectOpen('Step 1 of 1: Sign in')
  })

  test('under a white label the sections of another brand are not there', async () => {
    const hub = openHub()
    await expect.element(page.getByText('Link the account from the Hub')).toBeInTheDocument()
    hub.update({ whiteLabel: true })
    await expect.element(page.getByText('Link the account from the Hub')).not.toBeInTheDocument()
  })

  test('notices that come before the guide stand first', async () => {
    openHub()
    await expect.element(page.getByRole('note', { name: 'Important' }).first()).toBeVisible()
    const notice = page.getByRole('note', { name: 'Important' }).first().element()
    expect(notice).toHaveTextContent('You need admin rights')
    const list = page.getByRole('list', { name: 'Steps to get your key' }).element()
    expect(notice.compareDocumentPosition(list)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })
})

describe('ways out of a step', () => {
  test('the provider’s page opens in a new tab, and says where', async () => {
    openHub()
    const way = page.getByRole('link', { name: 'Open app.jazz.co (opens in a new tab)', exact: true })
    await expect.element(way).toHaveAttribute('href', 'https://app.jazz.co/')
    await expect.element(way).toHaveAttribute('target', '_blank')
    await expect.element(way).toHaveAttribute('rel', 'noopener noreferrer')
  })

  test('a link within the guide opens its step and leaves the address alone', async () => {
    const guide = guideOf([
      step('a', 'Sign in', { body: [paragraph('Then ', link('copy it', '#c'), '.')] }),
      step('b', 'Look around'),
      step('c', 'Copy the key'),
    ])
    openHub({ guide })
    await button('copy it').click()
    await expectOpen('Step 3 of 3: Copy the key')
    expect(location.hash).toBe('')
  })

  test('a field leads to the step that yields it', async () => {
    openHub({}, NARROW)
    await button('I already have my API key').click()
    await button('Where do I find this?').click()
    await expectOpen(STEPS[2])
  })
})

describe('over a reload', () => {
  test('resume keeps the id of the step, and nothing else', async () => {
    const first = openHub({ resume: true })
    await button('Next').click()
    expect(entriesOf(sessionStorage)).toEqual([['hub-step:jazzhr', 'integrations']])
    first.unmount()
    openHub({ resume: true })
    await expectOpen(STEPS[1])
  })

  test('resume leads to the step once: who has turned to the form stays there, whatever guide comes', async () => {
    const first = openHub({ resume: true })
    await button('Next').click()
    first.unmount()
    const hub = openHub({ resume: true }, NARROW)
    await expectOpen(STEPS[1])
    await button('I already have my API key').click()
    await expectFocus(keyInput())
    hub.update({ guide: structuredClone(jazzhr) })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(hub.events.at(-1)).toEqual({ type: 'form' })
    await expect.element(button('Back to the guide')).toBeVisible()
    await expectFocus(keyInput())
  })

  test('without it the guide begins again', async () => {
    const first = openHub()
    await button('Next').click()
    first.unmount()
    openHub()
    await expectOpen(STEPS[0])
  })
})

describe('words and looks', () => {
  test('the host’s words stand in place of ours', async () => {
    openHub({ messages: { connect: 'Link it', title: '{provider} for us' } })
    await expect.element(page.getByRole('region', { name: 'JazzHR for us' })).toBeVisible()
    await expect.element(button('Link it')).toBeVisible()
  })

  test('the brand is named', async () => {
    openHub({ brand: { name: 'Acme', logo: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' } })
    await expect.element(page.getByText('to Acme', { exact: true })).toBeVisible()
    await expect.element(page.getByText('It links your JazzHR account to Acme.')).toBeVisible()
  })

  test.each([1, 2, 3, 4] as const)('from heading level %i down', async (level) => {
    openHub({ headingLevel: level })
    await expect.element(heading('Connect JazzHR')).toBeVisible()
    expect(heading('Connect JazzHR').element().localName).toBe(`h${level}`)
    expect(heading(STEPS[0]).element().localName).toBe(`h${level + 1}`)
  })

  test('unstyled markup has parts and no class of ours, and no icon that fills the page', async () => {
    openHub({ unstyled: true })
    await expect.element(page.getByRole('region')).toBeVisible()
    const region = page.getByRole('region').element()
    expect(region.getAttribute('part')).toBe('hub')
    expect([region, ...region.querySelectorAll('*')].filter(({ classList }) => classList.length > 0)).toEqual(
      [],
    )
    const widths = [...region.querySelectorAll('svg')].map((icon) => icon.getBoundingClientRect().width)
    expect(widths).toEqual(widths.map(() => 20))
  })

  test('a right-to-left language turns the widget', async () => {
    openHub({ locale: 'ar', messages: {} })
    await expect.element(page.getByRole('region')).toHaveAttribute('dir', 'rtl')
    await expect.element(page.getByRole('region')).toHaveAttribute('lang', 'ar')
  })

  test('the guide is data: another object is another guide', async () => {
    const hub = openHub({ guide: jazzhr }, NARROW)
    await button('Next').click()
    hub.update({ guide: guideOf([step('a', 'Sign in')]) })
    await expect.element(page.getByRole('region', { name: 'Connect Bamboo' })).toBeVisible()
    await expectOpen('Step 1 of 1: Sign in')
  })

  test('what was typed for one provider is not left for another', async () => {
    const hub = openHub({ guide: jazzhr })
    await userEvent.fill(keyInput(), KEY)
    hub.update({ guide: guideOf([step('a', 'Sign in')]) })
    await expect.element(page.getByRole('region', { name: 'Connect Bamboo' })).toBeVisible()
    await expect.element(keyInput()).toHaveValue('')
  })
})
