/** `useHub`: a widget of the host's own, without a word or a style of ours. */
import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { type HubOptions, useHub } from '../../src/headless.ts'
import { endpoint, ENDPOINT, LINKED, problem, REDIRECT } from './endpoint.ts'
import { button, stubOpen } from './hub.tsx'
import { expectNoSecret, exposed, KEY } from './secret.ts'

/** As little as a host can write. */
function OwnHub(options: Partial<HubOptions>) {
  const given = { guide: jazzhr, endpoint: ENDPOINT, ...options } as HubOptions
  const { state, steps, form, ...hub } = useHub(given)
  switch (state.name) {
    case 'guide':
      return (
        <>
          <p>{steps[state.step]?.title}</p>
          <button type="button" onClick={hub.next}>
            On
          </button>
          <button type="button" onClick={hub.back}>
            Back
          </button>
          <button type="button" onClick={hub.toForm}>
            To the form
          </button>
        </>
      )
    case 'form':
    case 'linking':
      return (
        <>
          {form.fields.map(({ field, fault, input }) => (
            <label key={field.name}>
              {field.label}
              <input type="password" {...input} />
              {fault && <em>{fault}</em>}
            </label>
          ))}
          <button type="button" onClick={hub.connect}>
            Go
          </button>
          <button type="button" onClick={hub.back}>
            Back
          </button>
          {state.error && <p role="alert">{state.error.code}</p>}
        </>
      )
    case 'authorizing':
      return (
        <button type="button" onClick={hub.openWindow}>
          Off to {state.url}
        </button>
      )
    case 'linked':
      return (
        <button type="button" onClick={hub.confirm}>
          {state.result.account?.name}
        </button>
      )
    case 'done':
      return (
        <button type="button" onClick={hub.restart}>
          Again
        </button>
      )
  }
}

const input = () => page.getByLabelText('API Key')

describe('a widget over useHub', () => {
  test('walks, checks, fails, links and begins again', async () => {
    const server = endpoint({ link: [problem('credential-rejected'), LINKED] })
    const linked: unknown[] = []
    exposed.push(linked)
    render(<OwnHub onLinked={(account) => linked.push(account)} />)
    await expect.element(page.getByText('Sign in to JazzHR')).toBeVisible()
    await button('On').click()
    await expect.element(page.getByText('Open the Integrations tab')).toBeVisible()
    await button('To the form').click()
    await button('Go').click()
    await expect.element(page.getByText('required')).toBeVisible()
    await userEvent.fill(input(), `${KEY} `)
    await button('Go').click()
    await expect.element(page.getByRole('alert')).toHaveTextContent('credential-rejected')
    await expect.element(input()).toHaveValue(KEY)
    await expectNoSecret()
    await button('Go').click()
    await button('Acme Recruiting').click()
    await button('Again').click()
    await expect.element(page.getByText('Sign in to JazzHR')).toBeVisible()
    expect(linked).toEqual([LINKED.account])
    expect(server.received('link').map(({ body }) => body)).toMatchObject([
      { fields: { apiKey: KEY } },
      { fields: { apiKey: KEY } },
    ])
  })

  test('walks back: never before the first step, and from the form to the last that was walked', async () => {
    render(<OwnHub />)
    await button('Back').click()
    await expect.element(page.getByText('Sign in to JazzHR')).toBeVisible()
    await button('On').click()
    await button('On').click()
    await button('Back').click()
    await expect.element(page.getByText('Open the Integrations tab')).toBeVisible()
    for (const _ of [1, 2, 3]) await button('On').click()
    await expect.element(input()).toBeVisible()
    await button('Back').click()
    await expect.element(page.getByText('Generate a new key')).toBeVisible()
  })

  test('sends the person on, in a click of its own', async () => {
    const { open } = stubOpen()
    endpoint({ link: [REDIRECT], status: [{ status: 'pending' }] })
    render(<OwnHub />)
    await button('To the form').click()
    await userEvent.fill(input(), KEY)
    await button('Go').click()
    await page.getByRole('button', { name: /^Off to/ }).click()
    expect(open).toHaveBeenCalledOnce()
  })
})
