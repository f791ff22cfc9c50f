/**
 * Runs before each file of the browser suite. How its tests are written:
 * `render` from @testing-library/react (it runs against React 18, React 19 and Preact alike); `page`, `userEvent`
 * and `expect.element` from vitest (real pointer and keyboard events through the browser, and queries that wait).
 * Everything renders in StrictMode. A request that no handler answers, a warning on the console that nobody looked at,
 * and a key anywhere but in its input and its request fail their test.
 */
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'

import { httpLink, press } from '../../src/react/ahead.ts'
import { watchConsole } from './console.ts'
import { expectNoSecret, exposed } from './secret.ts'
import { endHandlers, unanswered, worker } from './worker.ts'

configure({ reactStrictMode: true })

beforeAll(async () => {
  // What is loaded ahead would come late for the first test of a file alone: ahead.test.tsx looks at that.
  await Promise.all([press.load(), httpLink.load()])
  await worker.start({
    quiet: true,
    onUnhandledRequest: (request) => {
      const { pathname } = new URL(request.url)
      // Modules, styles and images come from Vite; only what code fetches is ours.
      if (request.destination !== '' || /^\/(?:@|src\/|test\/|node_modules\/)/.test(pathname)) return
      unanswered.push(`${request.method} ${pathname}`)
    },
  })
})

watchConsole()

afterEach(async () => {
  try {
    await expectNoSecret()
  } finally {
    exposed.length = 0
    vi.useRealTimers()
    vi.restoreAllMocks()
    cleanup()
    localStorage.clear()
    sessionStorage.clear()
  }
  await endHandlers()
  expect(unanswered.splice(0), 'requests that no handler answered').toEqual([])
})

afterAll(() => {
  worker.stop()
})
