/** The main flow, from the link with a key to the confirmation, and the dialog's focus, in each engine. */
import { expect } from '@playwright/test'

import { reactScript } from '../e2e/doors.ts'
import { ELEMENT, SCRIPT, type Site } from '../e2e/site.ts'
import { test } from './fixtures.ts'
import type { Person, Thing } from './person.ts'

const CONNECT: Thing = ['button', 'Connect']
const DIALOG: Thing = ['dialog', 'JazzHR is connected']
const LINKED: Thing = ['heading', 'JazzHR is connected']
const DONE: Thing = ['button', 'Done']

/** How often the page has heard `hub-linked`. */
async function countLinked(person: Person): Promise<() => Promise<number>> {
  await person.run(() => {
    Object.assign(globalThis, { linkedCount: 0 })
    addEventListener('hub-linked', () => {
      ;(globalThis as unknown as { linkedCount: number }).linkedCount += 1
    })
  })
  return () => person.run(() => (globalThis as unknown as { linkedCount: number }).linkedCount)
}

const DOORS = {
  'hub.js': () => Promise.resolve(SCRIPT),
  'define.js with React': async (site: Site) => {
    site.serve('/react.js', { body: await reactScript(), type: 'text/javascript' })
    return '<script src="/react.js" defer></script>'
  },
}

for (const [name, script] of Object.entries(DOORS))
  test(`${name} links by pointer, from the guide to the confirmation`, async ({ person, site }) => {
    site.page((await script(site)) + ELEMENT)
    await person.open('/')
    const linked = await countLinked(person)
    await person.see('heading', 'Step 1 of 4: Sign in to JazzHR')
    await person.picture('guide')
    await person.click('button', 'Next')
    await person.expectFocus('heading', 'Step 2 of 4: Open the Integrations tab')
    await person.click('button', 'Next')
    await person.expectFocus('heading', 'Step 3 of 4: Copy your API key')

    await person.fill('API Key', site.keys.rejected)
    await person.click(...CONNECT)
    await person.see('button', 'Try again')
    await person.expectFocus('field', 'API Key')
    await person.picture('rejected')

    // Typed over what stands there, as a person does who tries another.
    await person.with(['field', 'API Key'], (input) => (input as HTMLInputElement).select())
    await person.tab.type(site.keys.good)
    await person.click('button', 'Try again')
    await person.see(...DIALOG)
    await person.expectFocus(...DONE)
    await person.picture('linked')
    await person.click(...DONE)
    await person.expectFocus(...LINKED)
    await person.picture('done')
    expect(await linked()).toBe(1)
    expect(site.asked.filter((path) => path === '/api/link')).toHaveLength(2)
    const kept = await person.run((key) => {
      const { shadowRoot } = document.querySelector('hub-link')!
      const values = [...shadowRoot!.querySelectorAll('input')].map(({ value }) => value)
      return [...values, shadowRoot!.innerHTML, document.documentElement.outerHTML].filter((text) =>
        text.includes(key),
      )
    }, site.keys.good)
    expect(kept).toEqual([])
  })

test('links by keyboard alone, in a narrow window', async ({ person, site }) => {
  site.page(SCRIPT + ELEMENT)
  await person.open('/', 400)
  await person.tabTo('button', 'I already have my API key')
  await person.press('Enter')
  await person.expectFocus('field', 'API Key')
  await person.tab.type(site.keys.good)
  await person.tabTo('button', 'Show API Key')
  await person.press('Space')
  await person.see('button', 'Hide API Key')
  expect(await person.with(['field', 'API Key'], (input) => (input as HTMLInputElement).type)).toBe('text')
  await person.press('Shift+Tab')
  await person.expectFocus('field', 'API Key')
  await person.press('Enter')
  await person.expectFocus(...DONE)
  await person.picture('linked')
  await person.press('Escape')
  await person.expectFocus(...LINKED)
  expect(await person.sees(...DIALOG)).toBe(false)
})

test('the dialog takes the focus, keeps it, and gives it back', async ({ person, site }) => {
  site.page(
    `${SCRIPT}<a href="#before">Before</a>
     <hub-link provider="jazzhr" endpoint="/api/link" accounts-href="#accounts"></hub-link><button>After</button>`,
  )
  await person.open('/')
  await person.fill('API Key', site.keys.good)
  await person.press('Enter')
  await person.expectFocus(...DONE)
  // Round and round, both ways: only what is in the dialog has the focus, or the browser's own bar.
  const inside = () => {
    const active = globalThis.hubEyes?.focused()
    return active === document.body || active?.closest('dialog') != null
  }
  const met = new Set<string>()
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab'] as const) {
    await person.press(key)
    expect(await person.run(inside), await person.focused()).toBe(true)
    met.add(await person.focused())
  }
  expect([...met].filter((tag) => /^<(?:a|button)\b/.test(tag))).toHaveLength(2)
  // The page behind cannot be pressed.
  await person.run(() => {
    document.addEventListener('click', ({ target }) =>
      Object.assign(globalThis, { pressed: (target as Element).localName }),
    )
  })
  const button = await person.run(() => {
    const { x, y, width, height } = document.querySelector('button')!.getBoundingClientRect()
    return { x: x + width / 2, y: y + height / 2 }
  })
  if (button.y < 900) await person.tab.click(button)
  expect(await person.run(() => (globalThis as unknown as { pressed?: string }).pressed ?? '')).not.toBe(
    'button',
  )
  await person.see(...DIALOG)
  await person.press('Escape')
  await person.expectFocus(...LINKED)
  await person.tabTo('link', 'View accounts')
})
