/**
 * Every fault that the widget promises to survive, one line each, on the built files and a real server. A row that another
 * suite tries names it, and one that only a person can try says why.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test as base } from '@playwright/test'

import { attacker } from './faults/attacker.ts'
import { faultyEndpoint } from './faults/endpoint.ts'
import { host } from './faults/host.ts'
import { network } from './faults/network.ts'
import type { Rows } from './faults/table.ts'
import { user } from './faults/user.ts'
import { recordEvents, test } from './site.ts'

const GROUPS: readonly Rows[] = [network, user, host, attacker]
const TESTS = join(import.meta.dirname, '..')

/** The numbers of the list that the product was planned with. What was thought of since is free to come and go. */
const NUMBERS = {
  N: '1 2 3 4 5 6 7 8 10 11 12 14 16 17 19 20 21 22 23 25 26 27 28 29 30 31 32 33 34 36 37 38 39 40 41 42 45',
  U: '1 2 3 4 5 6 7 9 10 11 13 15 17 18 19 21 22 23 24 25 26 27 29 30 32 34 35',
  H: '1 2 3 4 7 8 9 10 11 12 13 14 15 16 18 21 22 23 26 27 29 30 32 33 34 35 37 38 40 41 43 45 47 49 50',
  A: '1 2 3 4 7 8 9 10 11 12 14 15 17 18 20 21 22 23 25 26 28 32 33 34 35 36 37',
}

test.use({ viewport: { width: 960, height: 900 } })

base('every row of the list is here once', () => {
  const ids = GROUPS.flatMap((rows) => Object.keys(rows)).map((fault) => fault.split(' ')[0]!)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  for (const [group, numbers] of Object.entries(NUMBERS))
    expect(ids).toEqual(expect.arrayContaining(numbers.split(' ').map((number) => group + number)))
})

for (const [fault, row] of GROUPS.flatMap((rows) => Object.entries(rows))) {
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
