/**
 * Every fault that the widget promises to survive, one line each, on the built files and a real server. A row that another
 * suite tries names it, and one that only a person can try says why.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test as base } from '@playwright/test'

import { faultyEndpoint } from './faults/endpoint.ts'
import { network } from './faults/network.ts'
import type { Rows } from './faults/table.ts'
import { recordEvents, test } from './site.ts'

const ROWS: Rows = { ...network }
const TESTS = join(import.meta.dirname, '..')

test.use({ viewport: { width: 960, height: 900 } })

for (const [fault, row] of Object.entries(ROWS)) {
  const title = `${fault}: ${row.must}`
  if ('run' in row)
    test(title, async ({ page, context, site, hub, leaks, told }) => {
      const events = await recordEvents(page)
      await row.run({ page, context, site, hub, leaks, told, events, server: faultyEndpoint(site) })
    })
  else if ('shownIn' in row)
    base(`${title} (${row.shownIn.map(([file]) => file).join(', ')})`, () => {
      for (const [file, words] of row.shownIn)
        expect(readFileSync(join(TESTS, file), 'utf8'), `a test of ${file}`).toContain(words)
    })
  else base.skip(`${title} (a person: ${row.byPerson})`, () => undefined)
}
