/** Pictures of a guide: enlarged in a dialog, and in boxes that hold their place until they come. */
import { delay, http, HttpResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { GuideInput } from '../../src/core/guide.ts'
import { guideOf, paragraph, step } from './guides.ts'
import { button, dialog, expectFocus, heading, NARROW, openHub } from './hub.tsx'
import { worker } from './worker.ts'

/** Answers every picture, each of its own shape, after a while. */
function servePictures(): void {
  worker.use(
    http.get('/pictures/:name', async ({ params }) => {
      await delay(300)
      const [width, height] = String(params['name']).split('x').map(Number.parseFloat)
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="teal"/></svg>`
      return new HttpResponse(svg, { headers: { 'Content-Type': 'image/svg+xml' } })
    }),
  )
}

let shown = 0
/** Never the same address twice: a picture from the browser's cache comes at once. */
const picture = (size: string, alt: string, width?: number): GuideInput['before'] => [
  { kind: 'image', src: `/pictures/${size}-${(shown += 1)}.svg`, alt, ...(width !== undefined && { width }) },
]

const one = (alt = 'The settings page') =>
  guideOf([step('a', 'Sign in', { body: [...(picture('900x500', alt) ?? []), paragraph('After')] })])

describe('a press on a picture', () => {
  test('shows it in a dialog with its name, and Close gives the focus back', async () => {
    servePictures()
    openHub({ guide: one() })
    const opener = button('The settings page Enlarge the picture')
    await opener.click()
    await expect.element(dialog()).toHaveAccessibleName('The settings page')
    await expect
      .element(dialog().getByRole('img', { name: 'The settings page' }))
      .toHaveAttribute('src', expect.stringMatching(/^\/pictures\/900x500/))
    await expectFocus(button('Close'))
    await button('Close').click()
    await expect.element(dialog()).not.toBeInTheDocument()
    await expectFocus(opener)
  })

  test('works by key: Enter opens, Escape closes, and the step is as it was', async () => {
    servePictures()
    openHub({ guide: one() })
    const opener = button('The settings page Enlarge the picture')
    ;(opener.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expectFocus(button('Close'))
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog()).not.toBeInTheDocument()
    await expectFocus(opener)
    await expect.element(heading('Step 1 of 1: Sign in')).toBeVisible()
  })

  test('without a description has a name all the same', async () => {
    servePictures()
    openHub({ guide: one('') })
    await button('Enlarge the picture').click()
    await expect.element(dialog()).toHaveAccessibleName('Picture')
  })

  test('is not offered where it does not come; its description stays', async () => {
    worker.use(http.get('/pictures/:name', () => new HttpResponse(null, { status: 404 })))
    openHub({ guide: one() })
    await expect.element(button('The settings page Enlarge the picture')).not.toBeInTheDocument()
    const image = page.getByRole('img', { name: 'The settings page' })
    await expect.element(image).toBeInTheDocument()
    expect(image.element().getBoundingClientRect().height).toBeLessThan(60)
  })

  test('is offered for the one that comes in the place of one that did not', async () => {
    servePictures()
    worker.use(http.get('/pictures/missing.png', () => new HttpResponse(null, { status: 404 })))
    const before = (src: string): GuideInput['before'] => [{ kind: 'image', src, alt: 'The settings page' }]
    const hub = openHub({ guide: { ...one(), before: before('/pictures/missing.png') } })
    const opener = page.getByRole('button', { name: 'Enlarge the picture' })
    await expect.poll(() => opener.elements().length).toBe(1)
    hub.update({ guide: { ...one(), before: picture('900x500', 'The settings page') } })
    await expect.poll(() => opener.elements().length).toBe(2)
  })

  test('shows the whole of it, within a narrow window', async () => {
    servePictures()
    await page.viewport(320, 480)
    openHub({ guide: one() }, 320)
    await button('The settings page Enlarge the picture').click()
    const image = dialog().getByRole('img').element() as HTMLImageElement
    await expect.poll(() => image.naturalWidth).toBe(900)
    const { width, height } = image.getBoundingClientRect()
    expect(width / height).toBeCloseTo(9 / 5, 1)
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
    await page.viewport(1280, 900)
  })
})

test('nothing moves when pictures come, whatever their shape', async () => {
  servePictures()
  const moved: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) moved.push(entry.value)
  })
  observer.observe({ type: 'layout-shift', buffered: false })
  const body = [
    ...(picture('900x500', 'Wide') ?? []),
    paragraph('Between'),
    ...(picture('300x900', 'Tall') ?? []),
    paragraph('Between'),
    ...(picture('16x16', 'Small', 200) ?? []),
    paragraph('After'),
  ]
  openHub({ guide: guideOf([step('a', 'Look', { body })]) }, NARROW)
  const images = page.getByRole('img')
  await expect.element(images.first()).toBeInTheDocument()
  const tops = () =>
    page
      .getByText(/^(?:Between|After)$/)
      .elements()
      .map((each) => each.getBoundingClientRect().top)
  const before = tops()
  // Lazy pictures come when they are near.
  for (const image of images.elements()) {
    image.scrollIntoView({ block: 'center' })
    await expect.poll(() => (image as HTMLImageElement).naturalWidth).toBeGreaterThan(0)
  }
  window.scrollTo(0, 0)
  await expect.poll(tops).toEqual(before)
  observer.disconnect()
  expect(moved).toEqual([])
})
