/** How often the Hub is drawn: on a slow phone each time costs frames. */
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'

import { endpoint, LINKED } from './endpoint.ts'
import { formOf } from './guides.ts'
import { button, dialog, field, openHub } from './hub.tsx'
import { KEY } from './secret.ts'

/** A brand that tells how often it was read for the header since the last call. */
function countingBrand() {
  let draws = 0
  const brand = {
    name: 'Acme',
    get logo() {
      draws += 1
      return undefined
    },
  }
  const drawn = (): number => {
    const count = draws
    draws = 0
    return count
  }
  return { brand, drawn }
}

test('not for what is typed, and twice from the press to the confirmation', async () => {
  endpoint({ link: [LINKED] })
  const guide = formOf([
    { name: 'subdomain', label: 'Subdomain', kind: 'text' },
    { name: 'apiKey', label: 'API Key', kind: 'secret' },
  ])
  const { brand, drawn } = countingBrand()
  openHub({ guide, brand })
  await expect.element(field('API Key')).toBeVisible()
  // In strict mode each time counts twice.
  const once = 2
  drawn()

  await userEvent.type(field('Subdomain'), 'acme')
  await userEvent.type(field('API Key'), KEY)
  expect(drawn()).toBe(0)

  await button('Connect').click()
  await expect.element(dialog()).toBeVisible()
  expect(drawn()).toBe(2 * once)
})
