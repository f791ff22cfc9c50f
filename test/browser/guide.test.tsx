/** What a guide brings: every kind of block and inline, and guides that cannot be used. */
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'

import type { GuideInput } from '../../src/core/guide.ts'
import { takeConsole } from './console.ts'
import { everyBlock, formOf, guideOf, paragraph, step, text } from './guides.ts'
import { button, heading, keyInput, openHub, stubClipboard } from './hub.tsx'

describe('every kind of piece', () => {
  test('words: loud, leaning, code, an icon’s name, a break', async () => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByText('loud')).toBeVisible()
    expect(page.getByText('loud').element().closest('strong')).not.toBeNull()
    expect(page.getByText('leaning').element().closest('em')).not.toBeNull()
    expect(page.getByText('GET /users').element().closest('code')?.translate).toBe(false)
    await expect.element(page.getByText('gear')).toBeVisible()
  })

  test.each([
    ['the manual (opens in a new tab)', 'https://help.bamboo.example/keys', '(help.bamboo.example)'],
    ['help.bamboo.example (opens in a new tab)', 'https://help.bamboo.example/', undefined],
    ['Open the console (opens in a new tab)', 'https://bamboo.example/console', '(bamboo.example)'],
    ['Open the picture (opens in a new tab)', 'https://cdn.bamboo.example/key.png', '(cdn.bamboo.example)'],
  ])('the link “%s” leads away safely and names its host', async (name, href, host) => {
    openHub({ guide: everyBlock })
    const link = page.getByRole('link', { name, exact: true })
    await expect.element(link).toHaveAttribute('href', href)
    await expect.element(link).toHaveAttribute('target', '_blank')
    await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer')
    const beside = link.element().nextElementSibling?.textContent.trim()
    expect(beside?.startsWith('(') ? beside : undefined).toBe(host)
  })

  test('mail is a link of its own', async () => {
    openHub({ guide: everyBlock })
    const mail = page.getByRole('link', { name: 'write to us' })
    await expect.element(mail).toHaveAttribute('href', 'mailto:help@bamboo.example')
    await expect.element(mail).not.toHaveAttribute('target')
  })

  test('headings fit below those of the widget', async () => {
    openHub({ guide: everyBlock, headingLevel: 3 })
    await expect.element(heading('A heading within')).toBeVisible()
    expect(heading('A heading within').element().localName).toBe('h5')
  })

  test('lists keep their kind and their first number', async () => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByText('Second point')).toBeVisible()
    expect(page.getByText('Second point').element().closest('ul')?.children).toHaveLength(2)
    expect(page.getByText('Third thing').element().closest('ol')?.start).toBe(3)
  })

  test.each([
    ['Important', 'Mind this'],
    ['Note', 'Note this'],
    ['Good to know', 'Know this'],
    ['Tip', 'Try this'],
    ['Check', 'Check this'],
  ])('a notice says its tone: %s', async (tone, words) => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByRole('note', { name: tone, exact: true })).toHaveTextContent(words)
  })

  test('a picture comes from the page’s own origin or one that the host lists; any other is a link', async () => {
    const hub = openHub({ guide: everyBlock })
    const own = page.getByRole('img', { name: 'The settings page' })
    await expect.element(own).toHaveAttribute('src', '/pictures/settings.png')
    await expect.element(own).toHaveAttribute('referrerpolicy', 'no-referrer')
    await expect.element(page.getByRole('img', { name: 'The key' })).not.toBeInTheDocument()
    hub.update({ allowedImageOrigins: ['https://cdn.bamboo.example'] })
    await expect.element(page.getByRole('img', { name: 'The key' })).toBeInTheDocument()
  })

  test('code can be copied, and says that it was', async () => {
    const copied = stubClipboard()
    openHub({ guide: everyBlock })
    await button('Copy').click()
    await expect.element(button('Copied')).toBeVisible()
    expect(copied).toEqual(['Authorization: Basic …'])
  })

  test('without a clipboard the code stays to be marked', async () => {
    stubClipboard('absent')
    openHub({ guide: everyBlock })
    await button('Copy').click()
    await expect.element(button('Copy')).toBeVisible()
  })

  test('a table has its heads, and a box that the keyboard can scroll', async () => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByRole('columnheader', { name: 'Sees the key' })).toBeVisible()
    expect(page.getByRole('row').elements()).toHaveLength(3)
    await expect.element(page.getByRole('group', { name: 'Table' })).toHaveAttribute('tabindex', '0')
  })

  test('details open', async () => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByText('Owners give roles.')).not.toBeVisible()
    await page.getByText('More about roles').click()
    await expect.element(page.getByText('Owners give roles.')).toBeVisible()
  })

  test('quotes, cards and inner steps', async () => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByText('Keep it safe.')).toBeVisible()
    expect(page.getByText('Keep it safe.').element().closest('blockquote')).not.toBeNull()
    await expect.element(page.getByText('Only words')).toBeVisible()
    await expect.element(page.getByText('Inside a step')).toBeVisible()
    expect(page.getByText('An inner step').element().closest('ol')).not.toBeNull()
  })

  test('sections of prose alone are steps, and empty titles and bodies harm nothing', async () => {
    const guide = guideOf([], {
      sections: [
        { id: 'prose', title: 'Read this', body: [paragraph('Some prose')] },
        { id: 'empty', title: '', body: [] },
      ],
    })
    openHub({ guide })
    await expect.element(heading('Step 1 of 2: Read this')).toBeVisible()
    await button('Next').click()
    await expect.element(heading('Step 2 of 2:')).toBeVisible()
  })
})

describe('foreign text is text', () => {
  test('markup in titles and bodies is shown, not made', async () => {
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    openHub({
      guide: guideOf([step('a', markup, { body: [paragraph(markup)] })], { name: markup }),
      brand: { name: markup },
      messages: { connect: markup },
    })
    await expect.element(heading(/^Step 1 of 1/)).toHaveTextContent(markup)
    expect(page.getByRole('region').element().querySelector('script, img[onerror]')).toBeNull()
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,hi',
    'http://bamboo.example/',
    'https://a@bamboo.example/',
  ])('a link to %s leaves its words', async (href) => {
    const body = [paragraph({ kind: 'link', href, content: [text('Click here')] })]
    openHub({ guide: guideOf([step('a', 'Sign in', { body, href })]) })
    await expect.element(page.getByText('Click here')).toBeVisible()
    expect(page.getByRole('link').elements()).toEqual([])
    expect(takeConsole()).toEqual([expect.stringContaining('guide-degraded')])
  })
})

describe('guides that cannot be used', () => {
  test.each([
    ['no guide', undefined, 'guide-missing'],
    ['no object', 'jazzhr', 'guide-invalid'],
    ['another schema', { ...guideOf([]), schema: 2 }, 'guide-invalid'],
    [
      'a field used twice',
      formOf([1, 2].map(() => ({ name: 'a', label: 'A', kind: 'text' as const }))),
      'guide-invalid',
    ],
  ])('%s: a plain sentence, and the developer hears why', async (_what, guide, code) => {
    const hub = openHub({ guide: guide as GuideInput })
    await expect.element(page.getByRole('alert')).toHaveTextContent('This cannot be connected yet')
    // There is no provider to name: the region has a whole name all the same.
    await expect.element(page.getByRole('region', { name: 'Connect an account', exact: true })).toBeVisible()
    expect(takeConsole()).toEqual([expect.stringMatching(`^error \\[hub-link\\] ${code}: `)])
    expect(hub.errors).toEqual([{ code: 'config-invalid', reason: code }])
    expect(page.getByRole('textbox').elements()).toEqual([])
  })

  test('an unknown field kind and a bad pattern cost only themselves', async () => {
    const fields = [
      { name: 'odd', label: 'Odd one', kind: 'hologram' },
      { name: 'apiKey', label: 'API Key', kind: 'secret', pattern: '([a-z' },
    ]
    openHub({ guide: formOf(fields as unknown as GuideInput['fields']) })
    await expect.element(page.getByRole('textbox', { name: 'Odd one' })).toBeVisible()
    await expect.element(keyInput()).toBeVisible()
    const told: string[] = []
    await expect.poll(() => told.push(...takeConsole())).toBe(2)
    expect(told[0]).toContain('fields[0].kind: The field kind "hologram" is not known')
    expect(told[1]).toContain('fields[1].pattern: The pattern is not a regular expression')
  })
})
