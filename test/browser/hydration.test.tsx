/** Markup of the server, taken over in the browser by each React: no word on the console, and a widget that works. */
import '../../src/styles/index.css'

import { act } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { StrictMode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'

import { takeConsole } from './console.ts'
import type { GuideInput } from '../../src/core/guide.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { drawn } from './drawn.tsx'
import { endpoint, LINKED } from './endpoint.ts'
import { button, connect, dialog, heading, keyInput, WIDE } from './hub.tsx'
import { KEY } from './secret.ts'
import { worker } from './worker.ts'

declare const __REACT_PROJECT__: string

const WITH_A_CHOICE: GuideInput = {
  schema: 1,
  provider: 'acme',
  name: 'Acme',
  auth: { kind: 'fields' },
  sections: [],
  fields: [
    {
      name: 'region',
      label: 'Region',
      kind: 'select',
      options: ['eu', 'us'].map((value) => ({ value, label: value.toUpperCase() })),
    },
    { name: 'state', label: 'State', kind: 'text', visibleWhen: { field: 'region', equals: 'us' } },
    { name: 'site', label: 'Site', kind: 'text' },
  ],
}

let root: Root | undefined
let container: HTMLElement | undefined

afterEach(async () => {
  await act(() => Promise.resolve(root?.unmount()))
  container?.remove()
})

/**
 * Puts the markup there as a server's page does, and hydrates it; `meanwhile` is what is done before the script has come.
 * Gives what could not be taken over.
 */
async function hydrate(draw: () => React.ReactNode, meanwhile?: () => Promise<void>): Promise<unknown[]> {
  const { renderToString } = await import('react-dom/server')
  const tree = <StrictMode>{draw()}</StrictMode>
  const markup = new DOMParser().parseFromString(renderToString(tree), 'text/html')
  container = document.createElement('div')
  container.style.setProperty('inline-size', `${WIDE}px`)
  container.append(...markup.body.childNodes)
  document.body.append(container)
  await meanwhile?.()
  const unmatched: unknown[] = []
  const element = container
  await act(() => {
    root = hydrateRoot(element, tree, { onRecoverableError: (error) => unmatched.push(error) })
    return Promise.resolve()
  })
  return unmatched
}

// The script build, which has Preact in it, draws in the browser alone.
describe.skipIf(__REACT_PROJECT__ === 'browser-preact')('hydration', () => {
  test.each(Object.entries(drawn))('takes over %s as it is', async (name, draw) => {
    endpoint({ accounts: [{ status: 'accounts', accounts: [] }] })
    expect(await hydrate(draw)).toEqual([])
    await expect.element(page.getByRole('region').first()).toBeVisible()
    if (name.includes('list'))
      await expect.element(page.getByText('No accounts are linked yet.')).toBeVisible()
    if (name.includes('without')) expect(takeConsole()).toEqual([expect.stringContaining('endpoint-missing')])
  })

  // The picker loads on use: a server that cannot wait for it must not tell of it as an error.
  test('brings the picker of a catalogue', async () => {
    endpoint({})
    // An option fetches its guide where the pointer happens to rest on it.
    worker.use(http.get('/guide.json', () => HttpResponse.json(WITH_A_CHOICE)))
    const entries = ['Acme', 'Bamboo'].map((name) => ({
      provider: name.toLowerCase(),
      name,
      href: '/guide.json',
    }))
    expect(await hydrate(() => <Hub catalogue={entries} endpoint="/api/link" />)).toEqual([])
    await expect.element(page.getByRole('option', { name: 'Bamboo' })).toBeVisible()
  })

  test('gives a widget that walks and links', async () => {
    endpoint({ link: [LINKED] })
    await hydrate(drawn['a Hub']!)
    await button('Next').click()
    await expect.element(heading(/^Step 2 of 4/)).toBeVisible()
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(keyInput().query()).toHaveProperty('value', '')
  })

  test('keeps what was typed before the script came, and sends it', async () => {
    const server = endpoint({ link: [LINKED] })
    expect(await hydrate(drawn['a Hub']!, () => keyInput().fill(` ${KEY}`))).toEqual([])
    await expect.element(keyInput()).toHaveValue(` ${KEY}`)
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')[0]?.body).toMatchObject({ fields: { apiKey: KEY } })
  })

  test('shows the field that a choice from before the script calls for', async () => {
    endpoint({})
    const region = page.getByRole('combobox', { name: 'Region' })
    const chosen = async () => {
      await expect.element(page.getByLabelText('State')).not.toBeInTheDocument()
      await region.selectOptions('us')
      await page.getByLabelText('Site').fill('acme')
    }
    const draw = () => <Hub guide={WITH_A_CHOICE} endpoint="/api/link" />
    expect(await hydrate(draw, chosen)).toEqual([])
    await expect.element(page.getByLabelText('State')).toBeVisible()
    await expect.element(region).toHaveValue('us')
    await expect.element(page.getByLabelText('Site')).toHaveValue('acme')
  })

  test('goes on at the step that was open before a reload', async () => {
    sessionStorage.setItem('hub-step:jazzhr', 'copy-key')
    expect(await hydrate(drawn['a Hub with every look']!)).toEqual([])
    await expect.element(heading(/Copy your API key/)).toBeVisible()
  })
})
