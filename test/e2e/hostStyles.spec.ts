/** What React draws stands among the host's own rules: those for elements, as frameworks bring them, change nothing of it. */
import type { Page } from '@playwright/test'

import { everyBlock, everyField } from '../../stories/everyKind.ts'
import { expect, test } from './site.ts'
import { reach, type State, STATES } from './states.ts'

const LOUD = `all: initial; position: absolute; display: inline; float: right; width: 50%; height: 20px; margin: 9px; padding: 20px;
  border: 3px solid red; border-radius: 30px; background: red; box-shadow: 0 0 9px red; color: red; font: italic 9px serif;
  letter-spacing: 3px; text-transform: uppercase; text-decoration: overline; white-space: nowrap; opacity: 0.5; list-style: none`

/** Rules for elements and their types, with states: as heavy as two classes and an element, and after ours. */
const RULES = `
  html { font-size: 62.5% }
  section { display: flex; padding: 3rem; border: 3px solid red; background: red; text-transform: uppercase; text-align: center }
  :where(section) :is(div, p, span, ul, ol, li, header, h1, h2, h3, h4, a, strong, em, b, i, code, pre, time, label, table, th, td, details,
    summary, blockquote, dialog, button, input, select, textarea, option) { ${LOUD} }
  [type='button'], button:hover, [type='button']:focus, [role='group'], [role='status'], [role='note'] { ${LOUD} }
  input[type='text'], input[type='password']:focus, input:not([type='checkbox']):not([type='radio']), select:not([multiple]) { ${LOUD} }
  :where(section) :is(svg, img) { display: block; float: left; margin: 9px; padding: 9px; border: 3px solid red; vertical-align: middle }
  :where(section) path { fill: red; stroke: red }
  :where(section) :is(p, li, summary, button, details)::before { content: 'x'; display: block }
  summary::marker { content: 'x' }`

/** Every way in which an element of a widget looks other than without the rules, but for where the page has put it. */
const changes = (page: Page): Promise<string[]> =>
  page.evaluate((rules) => {
    const roots = document.querySelectorAll('section')
    const elements = [...roots].flatMap((root) => [...root.querySelectorAll('*')])
    const look = (): string[][] =>
      elements.flatMap((element) =>
        [undefined, '::before', '::after', '::marker'].map((pseudo) => {
          const style = getComputedStyle(element, pseudo)
          return [...style]
            .filter((name) => !/^(?:--|inset|top|bottom)/.test(name))
            .map((name) => `${name}: ${style.getPropertyValue(name)}`)
        }),
      )
    const before = look()
    const sheet = document.createElement('style')
    sheet.textContent = rules
    document.head.append(sheet)
    const after = look()
    sheet.remove()
    return before.flatMap((was, at) => {
      const element = elements[Math.floor(at / 4)]!
      const changed = was.filter((declaration, index) => declaration !== after[at]![index])
      return changed.map(
        (declaration) =>
          `${element.localName}.${element.getAttribute('part') ?? ''} ${at % 4} was ${declaration}`,
      )
    })
  }, RULES)

const drawn = (guide: object): string =>
  `createElement(Hub, { guide: ${JSON.stringify(guide)}, link, onClose: () => {}, brand: { name: 'Acme Inc.' } })`

const MORE: readonly State[] = [
  { name: 'every block', react: drawn(everyBlock) },
  { name: 'every field', react: drawn(everyField) },
]

for (const state of [...STATES['react']!, ...STATES['accounts']!, ...MORE])
  test(`nothing is drawn otherwise: ${state.name}`, async ({ page, site, told }) => {
    state.told?.forEach((code) => told.expect(code))
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await reach(page, site, state)
    const next = page.getByRole('button', { name: 'Next', exact: true })
    for (let step = 0; step < 10; step += 1) {
      expect((await changes(page)).slice(0, 20)).toEqual([])
      if (!MORE.includes(state) || !(await next.isVisible())) return
      await next.click()
    }
  })
