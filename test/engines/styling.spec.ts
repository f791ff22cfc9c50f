/** What the element looks like in each engine: its own on a hostile page, the host's where the host asks, mirrored, dark, narrow. */
import { expect } from '@playwright/test'

import { SCRIPT } from '../e2e/site.ts'
import { test } from './fixtures.ts'
import type { Thing } from './person.ts'

const element = (attributes = ''): string =>
  `${SCRIPT}<hub-link provider="jazzhr" endpoint="/api/link" ${attributes}></hub-link>`

const CONNECT: Thing = ['button', 'Connect']
const KEY: Thing = ['field', 'API Key']
const STEPS: Thing = ['list', 'Steps to get your key']

const boxOf = (node: Element) => {
  const { left, right, top, bottom, width, height } = node.getBoundingClientRect()
  return { left, right, top, bottom, width, height }
}

test('stands as it is on a page whose rules are for everything', async ({ person, site }) => {
  site.page(`<style>* { all: unset !important; visibility: hidden !important }
    button { display: none !important } hub-link { font: 40px fantasy; zoom: 2; color: lime }</style>${element()}`)
  await person.open('/')
  await person.see(...CONNECT)
  const drawn = await person.with(CONNECT, (button) => {
    const { display, visibility, fontSize, cursor, borderTopWidth } = getComputedStyle(button)
    return {
      display,
      visibility,
      fontSize,
      cursor,
      borderTopWidth,
      height: button.getBoundingClientRect().height,
    }
  })
  expect(drawn).toEqual({
    display: 'flex',
    visibility: 'visible',
    fontSize: '16px',
    cursor: 'pointer',
    borderTopWidth: '1px',
    height: 44,
  })
  await person.picture('hostile')
})

test('takes the tokens and the parts of the host', async ({ person, site }) => {
  site.page(`<style>hub-link { --hub-color-accent: rgb(120, 20, 60); --hub-radius: 0px; --hub-font: monospace }
    hub-link::part(title) { text-transform: uppercase }</style>${element()}`)
  await person.open('/')
  const next = await person.with(['button', 'Next'], (button) => {
    const { backgroundColor, borderTopLeftRadius, fontFamily } = getComputedStyle(button)
    return { backgroundColor, borderTopLeftRadius, fontFamily }
  })
  expect(next).toEqual({
    backgroundColor: 'rgb(120, 20, 60)',
    borderTopLeftRadius: '0px',
    fontFamily: 'monospace',
  })
  const title = await person.with(
    ['heading', 'Connect JazzHR'],
    (heading) => getComputedStyle(heading).textTransform,
  )
  expect(title).toBe('uppercase')
  await person.picture('themed')
})

test('is dark where it is asked, and corrects an accent that cannot be read', async ({ person, site }) => {
  site.page(
    `<style>hub-link { --hub-color-accent: #ffe08a; --hub-color-on-accent: #fff }</style>${element('color-scheme="dark"')}`,
  )
  await person.open('/')
  const colours = await person.with(['button', 'Next'], (button) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    const lightness = (colour: string): number => {
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
      const linear = [red, green, blue].map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!
    }
    const { backgroundColor, color } = getComputedStyle(button)
    const [light = 0, dark = 0] = [lightness(backgroundColor), lightness(color)].sort(
      (one, other) => other - one,
    )
    const hub = button.closest('[part~="hub"]')!
    return {
      contrast: (light + 0.05) / (dark + 0.05),
      surface: lightness(getComputedStyle(hub).backgroundColor),
    }
  })
  expect(colours.contrast).toBeGreaterThanOrEqual(4.5)
  expect(colours.surface).toBeLessThan(0.1)
  await person.picture('dark')
})

test('stands side by side where it is wide, and turns with the page', async ({ person, site }) => {
  site.page(element())
  await person.open('/', 960)
  expect((await person.with(STEPS, boxOf)).right).toBeLessThanOrEqual((await person.with(KEY, boxOf)).left)
  site.page(element('dir="rtl"'))
  await person.open('/', 960)
  expect((await person.with(STEPS, boxOf)).left).toBeGreaterThanOrEqual((await person.with(KEY, boxOf)).right)
  await person.picture('right-to-left')
})

test('shows one after the other in a narrow box, and nothing hangs out of it', async ({ person, site }) => {
  // A box, because no window of MiniBrowser is as narrow as a telephone.
  site.page(`<div style="inline-size: 320px">${element()}</div>`)
  await person.open('/')
  await person.see(...STEPS)
  expect((await person.with(KEY, boxOf)).height).toBe(0)
  await person.picture('narrow')
  await person.click('button', 'I already have my API key')
  await person.expectFocus(...KEY)
  expect(await person.sees(...STEPS)).toBe(false)
  expect((await person.with(CONNECT, boxOf)).height).toBe(44)
  const over = (region: Element) => region.scrollWidth - region.clientWidth
  expect(await person.with(['region', 'Connect JazzHR'], over)).toBe(0)
  expect((await person.with(['region', 'Connect JazzHR'], boxOf)).width).toBe(320)
})

test('speaks Arabic, from right to left, in the digits of the language', async ({ person, site }) => {
  site.page(`<script src="/dist/hub.ar.js" defer></script>${element('lang="ar-EG"')}`)
  await person.open('/')
  await person.see('button', 'ربط')
  expect(await person.with(['button', 'ربط'], (button) => getComputedStyle(button).direction)).toBe('rtl')
  await person.picture('arabic')
})
