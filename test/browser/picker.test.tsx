/** Picking a provider from a catalogue: search, keyboard, several ways, languages, failures, and coming back. */
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub } from '../../src/react/Hub.tsx'
import type { CatalogueOption } from '../../src/react/hooks/useCatalogue.ts'
import { takeConsole } from './console.ts'
import { endpoint, ENDPOINT, LINKED } from './endpoint.ts'
import { guideOf, step } from './guides.ts'
import {
  Activity,
  box,
  button,
  connect,
  dialog,
  focused,
  heading,
  keyInput,
  lettersOf,
  NARROW,
  openHub,
  type OpenHub,
  renderActivity,
  expectFocus,
} from './hub.tsx'
import { KEY } from './secret.ts'
import { worker } from './worker.ts'

const entry = (name: string, more: object = {}) => ({
  provider: name.toLowerCase().replace(/[^a-z]+/g, '-'),
  name,
  category: 'Recruiting',
  href: `/guides/${name.toLowerCase().replaceAll(' ', '-')}.json`,
  ...more,
})

const CATALOGUE = [
  entry('JazzHR'),
  entry('Bamboo', { aliases: ['People and Co'], category: 'People' }),
  entry('Greenhouse'),
  entry('Workday', { category: 'People' }),
]

/** Serves guides under /guides/, and tells how often each was asked for. */
function serveGuides(guides: Readonly<Record<string, unknown>>): Map<string, number> {
  const asked = new Map<string, number>()
  worker.use(
    http.get('/guides/:file', ({ params }) => {
      const file = String(params['file'])
      asked.set(file, (asked.get(file) ?? 0) + 1)
      const guide = guides[file]
      return guide === undefined
        ? new HttpResponse(null, { status: 404 })
        : HttpResponse.json(guide as object)
    }),
  )
  return asked
}

// Narrow, because the middle of a full-width option must be on the screen to be clicked.
const openPicker = (catalogue: CatalogueOption = CATALOGUE): OpenHub =>
  openHub({ guide: undefined, catalogue } as never, NARROW)

const THOUSANDS = Array.from({ length: 5000 }, (_, at) => ({
  provider: `p${at}`,
  name: `Name ${at}`,
  href: `/guides/${at}`,
}))

const search = () => page.getByRole('combobox', { name: 'Find a provider' })
const option = (name: string | RegExp) => page.getByRole('option', { name })
const names = () =>
  page
    .getByRole('option')
    .elements()
    .map((each) => each.textContent)

// The pointer may rest on an option: its guide is then fetched ahead, and may fail in silence.
beforeEach(() => void serveGuides({}))

describe('the list', () => {
  test('shows all by name, says how many, and narrows while a name is typed', async () => {
    openPicker()
    await expect.element(page.getByRole('region', { name: 'Connect an account' })).toBeVisible()
    await expect.element(page.getByRole('status')).toHaveTextContent('4 providers')
    expect(names()).toEqual(['BBambooPeople', 'GGreenhouseRecruiting', 'JJazzHRRecruiting', 'WWorkdayPeople'])

    await userEvent.fill(search(), 'people a')
    await expect.element(page.getByRole('status')).toHaveTextContent('1 provider')
    await expect.element(option(/Bamboo/)).toBeVisible()
    await userEvent.fill(search(), 'wrokday')
    await expect.element(option(/Workday/)).toBeVisible()
  })

  test('of an empty catalogue says so', async () => {
    openHub({ guide: undefined, catalogue: [] } as never)
    await expect.element(page.getByRole('status')).toHaveTextContent('0 providers')
    await expect.element(button('Show all')).not.toBeInTheDocument()
  })

  test('stands in the order of a locale as servers write it', async () => {
    const catalogue = [entry('Beech'), entry('Alder')]
    openHub({ guide: undefined, catalogue, locale: 'en_US' } as never)
    await expect.element(page.getByRole('option').first()).toHaveTextContent('Alder')
  })

  test('keeps the sign of a name at its end from right to left, and the name beside its logo', async () => {
    openHub({
      guide: undefined,
      catalogue: [entry('Yahoo!'), entry('Beech')],
      locale: 'ar',
      messages: {},
    } as never)
    const option = page.getByRole('option', { name: 'Yahoo!' })
    const letters = lettersOf(await option.getByText('Yahoo!').findElement())
    expect(letters.last.left).toBeGreaterThan(letters.first.left)
    const logo = option.element().firstElementChild!.getBoundingClientRect()
    expect(logo.left - letters.last.right).toBeLessThan(30)
  })

  test.each([20, 21])('of %i categories offers each of up to 20', async (count) => {
    const kinds = Array.from({ length: count }, (_, at) =>
      entry(`Name${at}`, { category: `Kind ${at}`, provider: `p${at}` }),
    )
    openPicker(kinds)
    await expect.element(page.getByRole('status')).toHaveTextContent(`${count} providers`)
    expect(page.getByRole('button', { name: /^Kind/ }).elements()).toHaveLength(count > 20 ? 0 : count)
  })

  test('has its categories in the order of the language', async () => {
    openPicker(
      ['Öl', 'Zoo', 'accounting', 'Élan'].map((category, at) =>
        entry(`Name${at}`, { category, provider: `p${at}` }),
      ),
    )
    await expect.element(button('Zoo')).toBeVisible()
    const group = page.getByRole('group', { name: 'Category' })
    expect(
      group
        .getByRole('button')
        .elements()
        .map((one) => one.textContent),
    ).toEqual(['All', 'accounting', 'Élan', 'Öl', 'Zoo'])
  })

  test('keeps each row to itself, and a short name whole, however long names and categories are', async () => {
    const long = 'Donaudampfschifffahrtsgesellschaft of many people and their culture'
    openPicker([
      entry('Alder', { category: 'Arbeitsunfähigkeitsbescheinigungsverwaltung' }),
      ...Array.from({ length: 9 }, (_, at) => entry(`${long} ${at}`, { provider: `p${at}` })),
    ])
    await expect.element(option(/Alder/)).toBeVisible()
    for (const row of page.getByRole('option').elements())
      expect(row.scrollHeight, row.textContent).toBeLessThanOrEqual(row.clientHeight)
    const [, name] = option(/Alder/).element().children
    const { lineHeight } = getComputedStyle(name!)
    expect(name?.getBoundingClientRect().height).toBeLessThan(2 * parseFloat(lineHeight))
  })

  test('can be narrowed to a category', async () => {
    openPicker()
    await button('People').click()
    await expect.element(button('People')).toHaveAttribute('aria-pressed', 'true')
    expect(names()).toEqual(['BBambooPeople', 'WWorkdayPeople'])
    await button('All').click()
    expect(names()).toHaveLength(4)
  })

  test('says what to do when nothing is found', async () => {
    openPicker()
    await userEvent.fill(search(), 'nothing like it')
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent(/Nothing here is called “nothing like it”/)
    // By key: under a pointer the list would come, and the guide there be fetched ahead.
    ;(button('Show all').element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(names).toHaveLength(4)
    await expect.element(search()).toHaveValue('')
  })

  test('of thousands stays bounded, and more can be asked for, by a press or by scrolling', async () => {
    openPicker(THOUSANDS)
    await expect.element(page.getByRole('status')).toHaveTextContent('5,000 providers')
    expect(names()).toHaveLength(8)
    expect(document.querySelectorAll('*').length).toBeLessThan(200)
    const list = page.getByRole('listbox').element()
    await button('Show more').click()
    await expect.poll(() => names().length).toBe(28)
    // What was added is brought into sight.
    await expect.poll(() => list.scrollTop).toBe(300)
    list.scrollTo(0, list.scrollHeight)
    await expect.poll(() => names().length).toBe(48)
  })

  test('shows the best when the list was scrolled before', async () => {
    openPicker(THOUSANDS)
    await button('Show more').click()
    await expect.poll(() => names().length).toBe(28)
    page.getByRole('listbox').element().scrollTo(0, 400)
    await search().fill('name 1')
    await expect.poll(() => page.getByRole('listbox').element().scrollTop).toBe(0)
  })

  test('of thousands touches no more than its rows with each key', async () => {
    openPicker(
      Array.from({ length: 5000 }, (_, at) => ({
        provider: `p${at}`,
        name: `Name ${at}`,
        category: `Kind ${at % 5}`,
        href: `/guides/${at}`,
      })),
    )
    await search().click()
    let touched = 0
    const observer = new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records)
        touched += 1 + addedNodes.length + removedNodes.length
    })
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
    const most: number[] = []
    for (const key of 'name 4321') {
      touched = 0
      await userEvent.keyboard(key)
      await expect.poll(() => touched).toBeGreaterThan(0)
      most.push(touched)
    }
    observer.disconnect()
    expect(names()).toEqual(['NName 4321Kind 1'])
    expect(Math.max(...most)).toBeLessThan(100)
  })
})

describe('with the keyboard', () => {
  test('the arrows go on past what is drawn', async () => {
    openPicker(THOUSANDS)
    await search().click()
    await userEvent.keyboard('{ArrowDown>9/}')
    await expect.poll(() => names().length).toBe(28)
    const selected = page.getByRole('option', { selected: true }).element()
    expect(selected.getAttribute('aria-posinset')).toBe('10')
    expect(search().element().getAttribute('aria-activedescendant')).toBe(selected.id)
  })

  test('arrows move, Enter picks, and the focus goes on to the first step', async () => {
    const asked = serveGuides({
      'greenhouse.json': { ...guideOf([step('one', 'Sign in')]), name: 'Greenhouse' },
    })
    openPicker()
    await search().click()
    await userEvent.keyboard('{ArrowDown}')
    const active = search().element().getAttribute('aria-activedescendant')
    expect(active).toBe(option(/Greenhouse/).element().id)
    await expect.element(option(/Greenhouse/)).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Enter}')
    await expect.element(heading('Step 1 of 1: Sign in')).toBeVisible()
    await expect.poll(focused).toBe(heading('Step 1 of 1: Sign in').element())
    // Fetched ahead while it was the likely choice, and not again.
    expect(asked.get('greenhouse.json')).toBe(1)
  })

  test('who went on to another part of the page meanwhile stays there', async () => {
    let bring = (): void => undefined
    const brought = new Promise<void>((resolve) => (bring = resolve))
    worker.use(
      http.get('/guides/:file', async () => {
        await brought
        return HttpResponse.json({ ...guideOf([step('one', 'Sign in')]), name: 'Greenhouse' })
      }),
    )
    const elsewhere = document.createElement('input')
    document.body.append(elsewhere)
    onTestFinished(() => elsewhere.remove())
    openPicker()
    await option(/Greenhouse/).click()
    await userEvent.click(elsewhere)
    bring()
    await expect.element(heading('Step 1 of 1: Sign in')).toBeVisible()
    expect(focused()).toBe(elsewhere)
  })

  test('the first Escape empties the field', async () => {
    openPicker()
    await userEvent.fill(search(), 'jazz')
    await userEvent.keyboard('{Escape}')
    await expect.element(search()).toHaveValue('')
  })

  test('keeps what is typed from the host’s shortcuts, but for what is not its own', async () => {
    const heard: string[] = []
    const listen = ({ key }: KeyboardEvent) => void heard.push(key)
    document.addEventListener('keydown', listen)
    openPicker()
    await search().click()
    await userEvent.keyboard('jk/{ArrowDown}{Escape}{Escape}')
    document.removeEventListener('keydown', listen)
    expect(heard).toEqual(['Escape'])
  })

  test('leaves the keys of an input method to it', async () => {
    openPicker()
    await userEvent.fill(search(), 'jazz')
    const input = search().element()
    for (const key of ['ArrowDown', 'Enter', 'Escape']) {
      const event = new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true })
      expect(input.dispatchEvent(event), key).toBe(true)
    }
    await expect.element(search()).toHaveValue('jazz')
    await expect.element(option('JazzHR')).toBeVisible()
  })

  test('back from a guide, the search is as it was', async () => {
    serveGuides({ 'jazzhr.json': jazzhr })
    openPicker()
    await userEvent.fill(search(), 'jaz')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
    await button('All providers').click()
    await expect.element(search()).toHaveValue('jaz')
    await expectFocus(search())
  })
})

describe('the guide that is picked', () => {
  test.runIf(Activity)('keeps what was typed while it is hidden by Activity', async () => {
    const asked = serveGuides({ 'jazzhr.json': jazzhr })
    const activity = renderActivity(box(<Hub catalogue={CATALOGUE} endpoint={ENDPOINT} />, NARROW))
    await option(/JazzHR/).click()
    await button('I already have my API key').click()
    await userEvent.fill(keyInput(), KEY)
    const before = asked.get('jazzhr.json')
    activity.hide()
    await expect.element(keyInput()).not.toBeVisible()
    activity.show()
    await expect.element(keyInput()).toBeVisible()
    await expect.element(keyInput()).toHaveValue(KEY)
    expect(asked.get('jazzhr.json')).toBe(before)
  })

  test('links like any other', async () => {
    serveGuides({ 'jazzhr.json': jazzhr })
    const host = endpoint({ link: [LINKED] })
    const hub = openPicker()
    await option(/JazzHR/).click()
    await button('I already have my API key').click()
    await connect()
    await expect.element(dialog()).toHaveAccessibleName('JazzHR is connected')
    expect(host.received('link')).toHaveLength(1)
    expect(hub.linked).toEqual([LINKED.account])
  })

  test('alone in its catalogue is shown at once', async () => {
    serveGuides({ 'jazzhr.json': jazzhr })
    openPicker([entry('JazzHR')])
    await expect.element(heading('Step 1 of 4: Sign in to JazzHR')).toBeVisible()
    await expect.element(button('All providers')).not.toBeInTheDocument()
  })

  test('can be one of two ways, and the way back leads to the choice', async () => {
    serveGuides({
      'key.json': jazzhr,
      'oauth.json': { ...jazzhr, auth: { kind: 'redirect', hosts: ['app.jazz.co'] } },
    })
    openPicker([
      entry('JazzHR', { href: '/guides/key.json' }),
      entry('JazzHR', { href: '/guides/oauth.json', auth: 'redirect' }),
      entry('Bamboo'),
    ])
    await option(/JazzHR/).click()
    await expect.element(heading('How do you want to connect JazzHR?')).toBeVisible()
    await button('By signing in at JazzHR').click()
    await expect.element(heading('Step 1 of 4: Sign in to JazzHR')).toBeVisible()
    await button('All providers').click()
    await expect.element(button('With a key or sign-in details')).toBeVisible()
  })

  test('comes in the nearest language', async () => {
    const asked = serveGuides({ 'de.json': jazzhr })
    openHub({
      guide: undefined,
      catalogue: [
        entry('JazzHR', {
          locales: [
            { locale: 'fr', href: '/guides/fr.json' },
            { locale: 'de', href: '/guides/de.json' },
          ],
        }),
      ],
      locale: 'de-AT',
      messages: {},
    } as never)
    await expect.element(heading(/Sign in to JazzHR/)).toBeVisible()
    expect([...asked.keys()]).toEqual(['de.json'])
  })
})

describe('what cannot be loaded', () => {
  test('a catalogue that is refused is told plainly, with its address and every path on the console', async () => {
    worker.use(
      http.get('/catalogue.json', () => HttpResponse.json({ schema: 1, entries: [{ name: 'No provider' }] })),
    )
    openPicker('/catalogue.json')
    await expect.element(page.getByRole('alert')).toHaveTextContent('We could not load the list.')
    await expect
      .poll(() => takeConsole().join())
      .toMatch(/catalogue-invalid.*\/catalogue\.json.*entries\[0\]\.provider.*entries\[0\]\.href/)
  })

  test('a catalogue that was given and is refused offers no second try: there is nothing to fetch', async () => {
    openPicker([{ name: 'No provider' }] as never)
    await expect.element(page.getByRole('alert')).toHaveTextContent('it is not configured')
    await expect.element(button('Try again')).not.toBeInTheDocument()
    await expect.poll(() => takeConsole().join()).toMatch(/catalogue-invalid.*entries\[0\]\.provider/)
  })

  test('a guide that fails can be tried again', async () => {
    const asked = serveGuides({})
    const hub = openPicker([entry('JazzHR')])
    await expect.element(page.getByRole('alert')).toHaveTextContent('We could not load the guide.')
    await expect.poll(() => hub.errors).toEqual([{ code: 'config-invalid', reason: 'document-failed' }])
    await expect.poll(() => takeConsole().join()).toMatch(/\/guides\/jazzhr\.json answered 404/)
    serveGuides({ 'jazzhr.json': jazzhr })
    await button('Try again').click()
    await expect.element(heading('Step 1 of 4: Sign in to JazzHR')).toBeVisible()
    expect(asked.get('jazzhr.json')).toBeGreaterThan(0)
  })

  test('an address that is none fails as one that cannot be reached', async () => {
    const hub = openHub({ guide: undefined, catalogue: 'http://[' } as never)
    await expect.element(page.getByRole('alert')).toBeVisible()
    await expect.poll(() => takeConsole().join()).toMatch(/document-failed.*http:\/\/\[ could not be reached/)
    expect(hub.errors).toEqual([{ code: 'config-invalid', reason: 'document-failed' }])
  })

  test('a guide that is chosen while it is fetched ahead tells its failure once', async () => {
    let fail = (): void => undefined
    const failing = new Promise<void>((resolve) => (fail = resolve))
    worker.use(
      http.get('/guides/:file', async () => {
        await failing
        return new HttpResponse(null, { status: 404 })
      }),
    )
    openPicker()
    await userEvent.hover(option(/Greenhouse/))
    await option(/Greenhouse/).click()
    fail()
    await expect.element(page.getByRole('alert')).toHaveTextContent('We could not load the guide.')
    const told: string[] = []
    await expect.poll(() => told.push(...takeConsole())).toBe(1)
    expect(told[0]).toMatch(/document-failed.*\/guides\/greenhouse\.json answered 404/)
  })
})

describe('a long guide', () => {
  const long = guideOf([], {
    sections: Array.from({ length: 4 }, (_, section) => ({
      id: `part-${section}`,
      title: `Part ${section + 1}`,
      body: [
        {
          kind: 'steps' as const,
          steps: Array.from({ length: 13 }, (_each, at) =>
            step(`s${section}-${at}`, `Do ${section + 1}.${at + 1}`),
          ),
        },
      ],
    })),
  })

  test('shows the neighbours of the open step, and an overview of all to jump from', async () => {
    openHub({ guide: long })
    await expect.element(heading('Step 1 of 52: Do 1.1')).toBeVisible()
    await expect.element(button('Step 3 of 52: Do 1.3')).toBeVisible()
    await expect.element(button('Step 4 of 52: Do 1.4')).not.toBeInTheDocument()
    await page.getByText('All 52 steps').click()
    await button('Do 3.5').click()
    await expect.element(heading('Step 31 of 52: Do 3.5')).toBeVisible()
    await expectFocus(heading('Step 31 of 52: Do 3.5'))
  })

  test('names the section where it begins', async () => {
    openHub({ guide: long })
    const steps = page.getByRole('list', { name: 'Steps to get your key' })
    await expect.element(steps.getByText('Part 1')).toBeVisible()
    await page.getByText('All 52 steps').click()
    await button('Do 2.7').click()
    // Its beginning does not show any more.
    await expect.element(steps.getByText('Part 2')).toBeVisible()
    expect(button('Do 2.7').element().closest('[aria-current="step"]')).not.toBeNull()
  })
})
