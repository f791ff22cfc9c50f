/** Rendering on a server: in Node, where there is no window. test/browser/hydration.test.tsx is its other side. */
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { drawn } from '../browser/drawn.tsx'

const lines: unknown[][] = []

beforeEach(() => {
  lines.length = 0
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...args) => lines.push(args))
})
afterEach(() => {
  vi.restoreAllMocks()
  expect(lines, 'the console').toEqual([])
})

test('there is no page here', () => {
  expect([typeof window, typeof document, typeof location]).toEqual(['undefined', 'undefined', 'undefined'])
})

describe.each(Object.entries(drawn))('%s', (_name, draw) => {
  test('renders, and the same each time', () => {
    const markup = renderToString(draw())
    expect(markup).toContain('<section')
    expect(renderToString(draw())).toBe(markup)
  })

  test('carries no style, script or form, which a strict policy would refuse', () => {
    expect(renderToString(draw())).not.toMatch(/\sstyle=|<style|<script|<form\b|\son\w+=/i)
  })
})

test('a Hub is readable before any script runs: its name, its first step, its field', () => {
  const markup = renderToString(drawn['a Hub']!())
  for (const words of ['Connect JazzHR', 'Sign in to JazzHR', 'You need admin rights', 'API Key'])
    expect(markup).toContain(words)
})

test('a list says that it loads, and asks nobody yet', () => {
  const fetch = vi.spyOn(globalThis, 'fetch')
  expect(renderToString(drawn['a list of accounts']!())).toContain('Loading accounts …')
  expect(fetch).not.toHaveBeenCalled()
})
