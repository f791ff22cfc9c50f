/**
 * Takes each story at 320, 480 and 960 px in light, dark and right to left, and lays them out on a sheet for each story.
 * Judges nothing but what no eye should have to: what is wider than its place.
 */
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'

import { expect, type Page } from '@playwright/test'

import { openStory, stories, test } from './builtStorybook.ts'

const WIDTHS = [320, 480, 960]
const LOOKS = [
  { look: 'light', scheme: 'light', direction: 'ltr' },
  { look: 'dark', scheme: 'dark', direction: 'ltr' },
  { look: 'rtl', scheme: 'light', direction: 'rtl' },
] as const
/** The space around a story on each side, in px, as `.storybook/page.css` gives it. */
const MARGIN = 24

const folder = process.env['PICTURES']
if (!folder) throw new Error('PICTURES must name a folder outside of this repository.')

for (const { id, title, name } of stories)
  test(`${title}: ${name}`, async ({ page, storybook }) => {
    // Played wide, where guide and form can both be reached; then the same state is shown in each place.
    await page.setViewportSize({ width: 960 + 2 * MARGIN, height: 900 })
    await openStory(page, storybook, id)
    await mkdir(join(folder, id), { recursive: true })
    const taken: { readonly file: string; readonly label: string }[] = []
    const wide: string[] = []
    for (const { look, scheme, direction } of LOOKS)
      for (const width of WIDTHS) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width: width + 2 * MARGIN, height: 900 })
        await page.evaluate(surround, { scheme, direction, width: `${width}px` })
        const file = join(folder, id, `${width}-${look}.png`)
        await page.screenshot({ path: file, fullPage: true, animations: 'disabled' })
        taken.push({ file, label: `${width} ${look}` })
        wide.push(...(await overflowing(page)).map((what) => `${width} ${look}: ${what}`))
      }
    await sheet(page, `${title}: ${name}`, taken, join(folder, `${id}.png`))
    expect(wide, 'what is wider than its place').toEqual([])
  })

/** Runs in the page: sets what the toolbar of Storybook would. */
function surround({ scheme, direction, width }: { scheme: string; direction: string; width: string }): void {
  const story = document.querySelector<HTMLElement>('.story')
  if (!story) throw new Error('The story has no surroundings.')
  story.dataset['scheme'] = scheme
  story.dataset['width'] = width
  story.dir = direction
}

/** Parts whose content is wider than they are, unless they scroll on purpose. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) faults.push(`the page, by ${scrollWidth - clientWidth}px`)
    for (const element of document.querySelectorAll<HTMLElement>('[part]')) {
      const scrolls = ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX)
      const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
      const by = element.scrollWidth - element.clientWidth
      if (!scrolls && !field && element.clientWidth > 0 && by > 1)
        faults.push(`${element.getAttribute('part') ?? ''}, by ${by}px`)
    }
    return faults
  })

/** Lays pictures side by side, each under its label. */
async function sheet(
  page: Page,
  title: string,
  taken: readonly { readonly file: string; readonly label: string }[],
  file: string,
): Promise<void> {
  const figures = taken.map(
    ({ file: picture, label }) =>
      `<figure><figcaption>${label}</figcaption><img src="data:image/png;base64,${readFileSync(picture, 'base64')}"></figure>`,
  )
  const style =
    'body{margin:16px;font:14px sans-serif;background:#888}h1{font-size:16px}figure{margin:0}main{display:grid;' +
    'grid-template-columns:repeat(3,max-content);gap:16px;align-items:start}'
  const html = `<meta charset="utf-8"><style>${style}</style><h1>${title}</h1><main>${figures.join('')}</main>`
  await writeFile(file.replace(/\.png$/, '.html'), html)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 368 + 528 + 1008 + 64, height: 600 })
  await page.goto('about:blank')
  await page.setContent(html)
  await page.screenshot({ path: file, fullPage: true })
}
