/** Two hundred times on the page and off it again: nothing stays behind in nodes, listeners or heap. */
import type { CDPSession, Page } from '@playwright/test'

import { expect, SCRIPT, test } from './site.ts'

// A recorder of traces keeps pictures of the page, and is slow; and a busy machine is no fault.
test.use({ trace: 'off' })
test.describe.configure({ timeout: 240_000 })

interface Held {
  readonly nodes: number
  readonly listeners: number
  readonly heap: number
}

/** What the page holds after its rubbish is gone. */
async function measure(session: CDPSession): Promise<Held> {
  for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') }
}

/** Puts the element on the page, turns to its form, and takes it away; so many times. `leak` keeps each alive. */
const cycle = (page: Page, times: number, leak: boolean): Promise<void> =>
  page.evaluate(
    async ({ times, leak }) => {
      const kept = ((globalThis as { kept?: unknown[] }).kept ??= [])
      const turn = () => new Promise((resolve) => setTimeout(resolve))
      for (let count = 0; count < times; count += 1) {
        const hub = document.createElement('hub-link')
        hub.setAttribute('provider', 'jazzhr')
        hub.setAttribute('endpoint', '/api/link')
        document.body.append(hub)
        const drawn = () => hub.shadowRoot?.querySelector('[part~="invite"]')
        for (let waits = 0; waits < 100 && !drawn(); waits += 1) await turn()
        if (!drawn()) throw new Error('The element was not drawn.')
        const next = [...hub.shadowRoot!.querySelectorAll('button')].find(
          ({ textContent }) => textContent === 'Next',
        )
        next!.click()
        await turn()
        if (leak) kept.push(hub, hub.shadowRoot!.querySelector('section')!)
        hub.remove()
        await turn()
        if (hub.shadowRoot!.childElementCount > 0) throw new Error('The element is still drawn.')
      }
    },
    { times, leak },
  )

/** Growth over so many times, after as many that warm up: what these leave is no leak. */
async function growth(page: Page, times: number, leak: boolean): Promise<Held> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await cycle(page, times, leak)
  const before = await measure(session)
  await cycle(page, times, leak)
  const after = await measure(session)
  return {
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
    heap: after.heap - before.heap,
  }
}

test('200 times on and off leave nothing behind', async ({ page, site }, testInfo) => {
  site.page(SCRIPT)
  await page.goto('/')
  const grown = await growth(page, 100, false)
  testInfo.annotations.push({ type: 'growth from 100 to 200', description: JSON.stringify(grown) })
  // A widget has some 200 nodes, 30 listeners and 100 kB: a hundred that stayed would be far past these.
  expect(grown.nodes).toBeLessThan(200)
  expect(grown.listeners).toBeLessThan(30)
  expect(grown.heap).toBeLessThan(500_000)
})

test('the measure sees what stays', async ({ page, site }) => {
  site.page(SCRIPT)
  await page.goto('/')
  const grown = await growth(page, 20, true)
  expect(grown.nodes).toBeGreaterThan(200)
})
