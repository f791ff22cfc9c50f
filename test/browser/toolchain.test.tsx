/** The suite's own ground: which React runs, that events are real, and that no request goes past the mock. */
import { render } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { createElement, useState, version } from 'react'
import { createPortal } from 'react-dom'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { unanswered, worker } from './worker.ts'

declare const __REACT_PROJECT__: 'browser' | 'browser-react18' | 'browser-preact'

function Counter() {
  const [events, setEvents] = useState<string[]>([])
  return (
    <>
      <button type="button" onClick={(event) => setEvents([...events, String(event.isTrusted)])}>
        Count
      </button>
      {createPortal(<output>{events.join(' ')}</output>, document.body)}
    </>
  )
}

test('runs the React that the project names', () => {
  const signs = { version, kept: Object.keys(createElement('i')).includes('_store') }
  const expected = {
    browser: { version: expect.stringMatching(/^19\./) as string, kept: true },
    'browser-react18': { version: expect.stringMatching(/^18\.3\./) as string, kept: true },
    // Preact answers with the version of React that it stands in for, and its elements keep no store.
    'browser-preact': { version: expect.stringMatching(/^19\./) as string, kept: false },
  }
  expect(signs).toEqual(expected[__REACT_PROJECT__])
})

test('clicks and keys are the browser’s own', async () => {
  render(<Counter />)
  await page.getByRole('button', { name: 'Count' }).click()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('status')).toHaveTextContent('true true')
})

test('a request meets its handler', async () => {
  worker.use(http.post('/api/link', () => HttpResponse.json({ status: 'linked' })))
  const response = await fetch('/api/link', { method: 'POST' })
  expect(await response.json()).toEqual({ status: 'linked' })
})

test('a request without a handler is told', async () => {
  await fetch('/api/other')
  expect(unanswered.splice(0)).toEqual(['GET /api/other'])
})
