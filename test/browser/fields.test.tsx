/** The kinds of field, what each says of itself, what is checked before anything is sent, and what is sent. */
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { endpoint, LINKED } from './endpoint.ts'
import { everyField, formOf } from './guides.ts'
import { button, dialog, field, openHub, paste, expectFocus } from './hub.tsx'
import { KEY } from './secret.ts'

const fill = async (values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await userEvent.fill(field(label), value)
}
const GOOD = { Subdomain: 'acme', 'API Key': KEY }

describe('what a field says of itself', () => {
  test.each([
    ['Subdomain', 'textbox', { inputMode: 'text', type: 'text' }],
    ['Region', 'combobox', { type: 'select-one' }],
    ['Port (optional)', 'textbox', { inputMode: 'decimal', type: 'text' }],
    ['Certificate (optional)', 'textbox', { type: 'textarea' }],
    ['Protocol', 'textbox', { readOnly: true, value: 'v2' }],
  ])('%s is a %s', async (name, role, properties) => {
    openHub({ guide: everyField })
    const control = page.getByRole(role, { name, exact: true })
    await expect.element(control).toBeVisible()
    expect(control.element()).toMatchObject(properties)
  })

  test('a secret is masked, and has no role that reads it out', async () => {
    openHub({ guide: everyField })
    await expect.element(field('API Key')).toHaveAttribute('type', 'password')
  })

  test('its label names it alone: no group and no button is found by it', async () => {
    openHub()
    await expect.element(button('Show API Key')).toBeVisible()
    expect(page.getByLabelText('api key').elements()).toEqual([field('API Key').element()])
    await button('Show API Key').click()
    await expect.element(button('Hide API Key')).toHaveTextContent('Hide')
  })

  test('its hint describes it; prefix and suffix stand around it; its notices stand with it', async () => {
    openHub({ guide: everyField })
    await expect.element(field('Subdomain')).toHaveAccessibleDescription('The first part of your address.')
    await expect.element(page.getByText('https://', { exact: true })).toBeVisible()
    await expect.element(page.getByText('.bamboo.example', { exact: true })).toBeVisible()
    await expect
      .element(page.getByRole('note', { name: 'Good to know' }))
      .toHaveTextContent('Ask your owner for it.')
  })

  test('needed and optional fields are told apart', async () => {
    openHub({ guide: everyField })
    await expect.element(field('Subdomain')).toHaveAttribute('aria-required', 'true')
    await expect
      .element(page.getByRole('textbox', { name: 'Port (optional)' }))
      .not.toHaveAttribute('aria-required')
  })

  test('password managers are asked to stay away, and nothing alters what is typed', async () => {
    openHub({ guide: everyField })
    await expect.element(field('API Key')).toBeVisible()
    for (const control of page.getByRole('region').element().querySelectorAll('input, textarea'))
      expect(
        Object.fromEntries([...control.attributes].map(({ name, value }) => [name, value])),
      ).toMatchObject({
        autocomplete: 'off',
        autocapitalize: 'none',
        autocorrect: 'off',
        spellcheck: 'false',
        'data-1p-ignore': '',
        'data-lpignore': 'true',
        'data-bwignore': '',
        'data-form-type': 'other',
      })
  })
})

describe('a field that depends on another', () => {
  test('comes and goes with it, and is sent only while it shows', async () => {
    const server = endpoint({ link: [LINKED] })
    openHub({ guide: everyField })
    await expect.element(field('Server address')).not.toBeInTheDocument()
    await userEvent.selectOptions(field('Region'), 'own')
    await fill({ ...GOOD, 'Server address': 'https://hr.acme.example' })
    await userEvent.selectOptions(field('Region'), 'eu')
    await expect.element(field('Server address')).not.toBeInTheDocument()
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([
      {
        provider: 'bamboo',
        fields: { subdomain: 'acme', region: 'eu', port: '', certificate: '', protocol: 'v2', apiKey: KEY },
      },
    ])
  })

  test('a secret that depends is forgotten when it goes', async () => {
    const guide = formOf([
      {
        name: 'way',
        label: 'Way',
        kind: 'select',
        value: 'key',
        options: [
          { value: 'key', label: 'Key' },
          { value: 'none', label: 'None' },
        ],
      },
      {
        name: 'apiKey',
        label: 'API Key',
        kind: 'secret',
        visibleWhen: { field: 'way', equals: ['key', 'token'] },
      },
    ])
    const server = endpoint({ link: [LINKED] })
    openHub({ guide })
    await fill({ 'API Key': KEY })
    await userEvent.selectOptions(field('Way'), 'none')
    await userEvent.selectOptions(field('Way'), 'key')
    await expect.element(field('API Key')).toHaveValue('')
    await userEvent.selectOptions(field('Way'), 'none')
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ fields: { way: 'none' } }])
    expect(JSON.stringify(server.received().map(({ body }) => body))).not.toContain(KEY)
  })
})

describe('what is checked before anything is sent', () => {
  const own = { Region: 'own' }
  test.each([
    ['nothing at all', {}, {}, 'Subdomain', 'Subdomain is needed to connect.'],
    ['no choice', GOOD, { Region: '' }, 'Region', 'Region is needed to connect.'],
    [
      'a pattern with words of its own',
      { ...GOOD, Subdomain: 'Ac me' },
      {},
      'Subdomain',
      'Small letters, digits and hyphens only.',
    ],
    [
      'no number',
      { ...GOOD, 'Port (optional)': 'many' },
      {},
      'Port (optional)',
      'This needs to be a number.',
    ],
    [
      'no address',
      { ...GOOD, 'Server address': 'hr.acme' },
      own,
      'Server address',
      'This needs to be a full web address, such as https://example.com.',
    ],
    ['a short secret', { ...GOOD, 'API Key': 'abc' }, {}, 'API Key', 'That is too short to be your API key.'],
    [
      'a long secret',
      { ...GOOD, 'API Key': 'a'.repeat(65) },
      {},
      'API Key',
      'That is too long to be your API key.',
    ],
  ])('%s', async (_what, values, choices, label, message) => {
    const server = endpoint({})
    const hub = openHub({ guide: everyField })
    for (const [name, option] of Object.entries({ Region: 'eu', ...choices }))
      await userEvent.selectOptions(field(name), option)
    await fill(values)
    await button('Connect').click()
    const control = page.getByLabelText(label, { exact: true })
    await expect.element(control).toHaveAccessibleDescription(expect.stringContaining(message) as string)
    await expect.element(control).toHaveAttribute('aria-invalid', 'true')
    await expectFocus(control)
    expect(server.received()).toEqual([])
    expect(hub.events.filter(({ type }) => type === 'submitted' || type === 'failed')).toEqual([])
  })

  test('an edit takes the remark back', async () => {
    openHub({ guide: everyField })
    await button('Connect').click()
    await expect.element(field('Subdomain')).toHaveAttribute('aria-invalid', 'true')
    await userEvent.keyboard('a')
    await expect.element(field('Subdomain')).not.toHaveAttribute('aria-invalid')
  })

  test('a pattern without words of its own is told in ours', async () => {
    openHub({ guide: formOf([{ name: 'apiKey', label: 'API Key', kind: 'secret', pattern: '[0-9a-f]+' }]) })
    await fill({ 'API Key': 'xyz' })
    await button('Connect').click()
    await expect.element(page.getByText('That does not look like your API key.')).toBeVisible()
  })

  test('open fields lose their outer space, and keep it within', async () => {
    const server = endpoint({ link: [LINKED] })
    openHub({ guide: formOf([{ name: 'company', label: 'Company', kind: 'text' }]) })
    await fill({ Company: '  Acme\u200b  Recruiting ' })
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([
      { fields: { company: 'Acme  Recruiting' } },
    ])
  })

  test('several lines keep their breaks', async () => {
    const server = endpoint({ link: [LINKED] })
    openHub({ guide: formOf([{ name: 'pem', label: 'Private key', kind: 'multiline' }]) })
    await paste(field('Private key'), `-----BEGIN-----\n${KEY}\n-----END-----\n`)
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([
      { fields: { pem: `-----BEGIN-----\n${KEY}\n-----END-----` } },
    ])
  })

  test('Enter in several lines is a line break', async () => {
    const server = endpoint({})
    openHub({ guide: formOf([{ name: 'pem', label: 'Private key', kind: 'multiline' }]) })
    await field('Private key').click()
    await userEvent.keyboard('a{Enter}b')
    await expect.element(field('Private key')).toHaveValue('a\nb')
    expect(server.received()).toEqual([])
  })

  test('what cannot be changed is what is sent', async () => {
    const server = endpoint({ link: [LINKED] })
    const options = [
      { value: 'v1', label: 'Version 1' },
      { value: 'v2', label: 'Version 2' },
    ]
    openHub({
      guide: formOf([{ name: 'api', label: 'API', kind: 'select', options, value: 'v2', readOnly: true }]),
    })
    await expect.element(field('API')).toHaveValue('v2')
    expect((field('API').element() as HTMLSelectElement).options).toHaveLength(1)
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ fields: { api: 'v2' } }])
  })
})
