/**
 * WCAG 2.2 AA in every state that a person meets: axe in light, dark, forced colours, right-to-left and 320 px; and what axe
 * does not measure: targets, reflow, text at 200 %, text spacing, motion. The accessibility tree of each state is kept as
 * text in `spoken/`, to be read aloud when it changes (`--update-snapshots`).
 */
import axe, { type RunOptions } from 'axe-core'

import type { Page } from '@playwright/test'

import { measure } from './measure.ts'
import { expect, test } from './site.ts'
import { reach, type State, STATES, TYPED } from './states.ts'

const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'aria-dialog-name': { enabled: true }, 'heading-order': { enabled: true } },
  resultTypes: ['violations'],
}

/** What axe finds wrong, as `rule: element`, in what is shown now. */
async function faults(page: Page, except: readonly string[] = []): Promise<string[]> {
  // Colours are read while they stand still; what a new look sets going is there after a frame.
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    )
  })
  const off = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]))
  return page.evaluate(
    async (options) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options)
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    },
    { ...OPTIONS, rules: { ...OPTIONS.rules, ...off } },
  )
}

type Look =
  | 'light'
  | 'dark'
  | 'forced colours'
  | 'right to left'
  | '320 px'
  | '320 px, text at 200 %'
  | '320 × 256 px'
  | 'text at 200 %'
  | 'text spacing'

const WIDE = { width: 960, height: 800 }

/** Turns the page to a look, from the last one: one load serves all. */
async function turnTo(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(
    look === '320 px' || look === '320 px, text at 200 %' || look === 'text spacing'
      ? { width: 320, height: 640 }
      : look === '320 × 256 px'
        ? { width: 320, height: 256 }
        : WIDE,
  )
  await page.emulateMedia({
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced colours' ? 'active' : 'none',
  })
  await page.evaluate((look) => {
    document.documentElement.dir = look === 'right to left' ? 'rtl' : 'ltr'
    document.documentElement.style.fontSize = look.includes('200 %') ? '200%' : ''
    document.querySelector('hub-link')?.setAttribute('dir', document.documentElement.dir)
    const global = globalThis as unknown as { spacing?: CSSStyleSheet }
    global.spacing ??= new CSSStyleSheet()
    const root = document.querySelector('hub-link')?.shadowRoot ?? document
    // What WCAG 1.4.12 lets a person set.
    global.spacing.replaceSync(
      look === 'text spacing'
        ? `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
           p { margin-block-end: 2em !important }`
        : '',
    )
    if (!root.adoptedStyleSheets.includes(global.spacing)) root.adoptedStyleSheets.push(global.spacing)
    // A colour is judged where it has come to rest.
    for (const motion of root.getAnimations()) if (motion instanceof CSSTransition) motion.finish()
  }, look)
}

/** Runs in the page: what would move for a person who asked for none. */
function moving(): string[] {
  const root = document.querySelector('hub-link')?.shadowRoot ?? document
  const slow = [...root.querySelectorAll('*')].filter((element) =>
    [undefined, '::before', '::after', '::backdrop'].some((pseudo) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element, pseudo)
      const lasts = (durations: string): boolean => durations.split(',').some((each) => parseFloat(each) > 0)
      return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration))
    }),
  )
  const running = document.getAnimations().filter(({ playState }) => playState === 'running')
  return [
    ...slow.map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ...running.map(() => 'a running animation'),
  ]
}

/** What is spoken, in order. The countdown is not written down. */
async function spoken(page: Page): Promise<string> {
  const tree = await page.locator('body').ariaSnapshot()
  return tree.replace(/in \d+ seconds/g, 'in N seconds').replaceAll(TYPED, 'kkk…')
}

async function examine(page: Page, state: State): Promise<string[]> {
  // Through the protocol, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axe.source)
  const found: string[] = []
  const note = (look: string, faults: readonly string[]): unknown =>
    found.push(...faults.map((fault) => `${look}: ${fault}`))
  for (const look of ['light', 'dark', 'forced colours', 'right to left', '320 px'] as const) {
    await turnTo(page, look)
    note(look, await faults(page, state.except))
    note(look, await page.evaluate(measure))
  }
  for (const look of ['320 × 256 px', 'text at 200 %', '320 px, text at 200 %', 'text spacing'] as const) {
    await turnTo(page, look)
    note(look, await page.evaluate(measure))
  }
  await turnTo(page, 'light')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  note('reduced motion', await page.evaluate(moving))
  return found
}

for (const [group, states] of Object.entries(STATES))
  test(`${group}: every state has no faults, and speaks as it is written down`, async ({
    page,
    site,
    told,
  }) => {
    test.setTimeout(300_000)
    await page.setViewportSize(WIDE)
    const words: string[] = []
    for (const state of states) {
      await test.step(state.name, async () => {
        await page.emulateMedia({ reducedMotion: 'no-preference' })
        await reach(page, site, state)
        state.told?.forEach((code) => told.expect(code))
        words.push(`# ${state.name}\n${await spoken(page)}\n`)
        expect.soft(await examine(page, state), state.name).toEqual([])
      })
    }
    expect(words.join('\n')).toMatchSnapshot(`${group}.txt`)
  })

test('forced colours tell what is chosen from what is not', async ({ page, site }) => {
  await reach(
    page,
    site,
    STATES['picker']!.find(({ name }) => name === 'all')!,
  )
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  const chip = page.getByRole('button', { name: 'HR', exact: true })
  const row = page.getByRole('option', { name: /Greenhouse/ })
  const pictures = async () =>
    [await chip.screenshot(), await row.screenshot()].map((each) => each.toString('base64'))
  const [plainChip, plainRow] = await pictures()
  await page.getByRole('combobox').press('ArrowDown')
  const [, activeRow] = await pictures()
  await chip.click()
  await page.mouse.move(0, 0)
  const [pressedChip] = await pictures()
  expect(activeRow).not.toBe(plainRow)
  expect(pressedChip).not.toBe(plainChip)
  const highlight = await chip.evaluate((element) => {
    const probe = element.appendChild(document.createElement('i'))
    probe.style.color = 'Highlight'
    return getComputedStyle(probe).color
  })
  await expect(chip).toHaveCSS('background-color', highlight)
})

test('a quiet button in a row of its own begins where the words above it do', async ({ page, site }) => {
  await reach(
    page,
    site,
    STATES['linking']!.find(({ name }) => name === 'pending')!,
  )
  const begin = (words: string): Promise<number> =>
    page.getByText(words, { exact: true }).evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      return Math.round(range.getBoundingClientRect().left)
    })
  expect(await begin('Cancel')).toBe(await begin('JazzHR is still working on it'))
})

test('the search for faults finds them', async ({ page, site }) => {
  await reach(page, site, { name: 'first step' })
  await page.evaluate(axe.source)
  expect(await faults(page)).toEqual([])
  expect(await page.evaluate(measure)).toEqual([])
  await page.evaluate(() => {
    const root = document.querySelector('hub-link')!.shadowRoot!
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`.hub-button { min-block-size: 20px; padding: 0; line-height: 1 }
      .hub-input { max-inline-size: 20px; min-inline-size: 0 } .hub-body { overflow-x: auto }
      .hub-title { inline-size: 2000px } .hub-guide { min-inline-size: 2000px } .hub-spoken { animation: hub-turn 9s infinite !important }`)
    root.adoptedStyleSheets.push(sheet)
    root.querySelector('[part~="guide"]')!.append(document.createElement('button'))
  })
  expect(await faults(page)).toEqual(['button-name: <button></button>'])
  const measured = (await page.evaluate(measure)).map((fault) => fault.split(/[:<]/)[0])
  expect(measured.some((fault) => fault?.startsWith('primary'))).toBe(true)
  expect(measured).toContain('the page scrolls sideways')
  expect(measured).toContain('scrolls sideways')
  expect(measured.some((fault) => fault?.startsWith('no room to type'))).toBe(true)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await page.evaluate(moving)).not.toEqual([])
})
