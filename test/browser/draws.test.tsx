/** How often the Hub is drawn: on a slow phone each time costs frames. */
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { MessageKey } from '../../src/core/messages.ts'
import { endpoint, LINKED, problem } from './endpoint.ts'
import { formOf } from './guides.ts'
import { button, dialog, field, openHub } from './hub.tsx'
import { KEY } from './secret.ts'

/** Words that tell how often that of `key` was said since the last call, and so how often what says it was drawn. */
function countingWords(key: MessageKey) {
  let times = 0
  const messages = Object.defineProperty({}, key, {
    get: () => {
      times += 1
      return undefined
    },
  })
  const drawn = (): number => {
    const count = times
    times = 0
    return count
  }
  return { messages, drawn }
}

test('not for what is typed, and twice from the press to the confirmation', async () => {
  endpoint({ link: [LINKED] })
  const guide = formOf([
    { name: 'subdomain', label: 'Subdomain', kind: 'text' },
    { name: 'apiKey', label: 'API Key', kind: 'secret' },
  ])
  const { messages, drawn } = countingWords('title')
  openHub({ guide, messages })
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

describe('the guide', () => {
  test('once when it is left by typing, and not for a press or what becomes of it', async () => {
    endpoint({ link: [problem('credential-rejected'), LINKED] })
    const { messages, drawn } = countingWords('next')
    openHub({ messages })
    await expect.element(field('API Key')).toBeVisible()
    drawn()

    await userEvent.type(field('API Key'), KEY)
    await button('Connect').click()
    await expect.element(button('Try again')).toBeVisible()
    // In strict mode each time counts twice.
    expect(drawn()).toBe(2)

    await button('Try again').click()
    await expect.element(dialog()).toBeVisible()
    expect(drawn()).toBe(0)
  })

  test('for a step on, the two steps that change', async () => {
    const { messages, drawn } = countingWords('stepNumber')
    openHub({ messages })
    await expect.element(button('Next')).toBeVisible()
    drawn()
    await button('Next').click()
    await expect.element(page.getByRole('heading', { name: /Step 2 of 4/ })).toBeVisible()
    // The one that is walked has a tick in place of its number; in strict mode the other counts twice.
    expect(drawn()).toBe(2)
    await button('Next').click()
    await expect.element(page.getByRole('heading', { name: /Step 3 of 4/ })).toBeVisible()
    expect(drawn()).toBe(2)
  })
})
