/** What a guide brings: every kind of block and inline, and guides that cannot be used. */
import { render } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import type { GuideInput } from '../../src/core/guide.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { takeConsole } from './console.ts'
import { ENDPOINT } from './endpoint.ts'
import { everyBlock, formOf, guideOf, link, paragraph, step, text } from './guides.ts'
import { box, button, expectFocus, heading, keyInput, NARROW, openHub, stubClipboard, WIDE } from './hub.tsx'
import { worker } from './worker.ts'

const ELSEWHERE = 'https://cdn.bamboo.example'

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

  // What a guide says a link is, and where it really leads: the second may be a part of the first.
  test.each([
    ['app.bamboo.example', 'https://boo.example/', '(boo.example)'],
    ['app.bamboo.example/keys?from=boo.example', 'https://boo.example/', '(boo.example)'],
    ['boo.example.bamboo.example', 'https://boo.example/', '(boo.example)'],
    ['boo.example@bamboo.example', 'https://boo.example/', '(boo.example)'],
    ['https://boo.example/keys', 'https://boo.example/keys', undefined],
    ['https://boo.example.bamboo.example/', 'https://boo.example/', '(boo.example)'],
    ['boo.example, in your account', 'https://boo.example/', '(boo.example)'],
    ['help@bamboo.example', 'mailto:help@boo.example', '(help@boo.example)'],
    ['help@boo.example', 'mailto:help@boo.example', undefined],
  ])('a link that says “%s” and leads to %s says where', async (words, href, host) => {
    openHub({ guide: guideOf([step('open', 'Open it', { body: [paragraph(link(words, href))] })]) })
    const away = page.getByRole('link', { name: words })
    await expect.element(away).toHaveAttribute('href', href)
    expect(away.element().nextElementSibling?.textContent.trim()).toBe(host)
  })

  test('from right to left the host stands after the link, not within it', () => {
    document.documentElement.dir = 'rtl'
    onTestFinished(() => document.documentElement.removeAttribute('dir'))
    const words = paragraph(
      'افتح ',
      link('حساب BambooHR', 'https://app.bamboo.example/'),
      ' ثم انسخ المفتاح.',
    )
    openHub({ guide: guideOf([step('open', 'فتح الحساب', { body: [words] })], { locale: 'ar' }) })
    const account = page.getByRole('link', { name: /^حساب BambooHR/ }).element()
    const host = account.nextElementSibling!
    expect(host.textContent).toBe(' (app.bamboo.example)')
    expect(host.getBoundingClientRect().right).toBeLessThan(account.getBoundingClientRect().left + 1)
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
    hub.update({ allowedImageOrigins: [ELSEWHERE] })
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

describe('a link within the guide', () => {
  const guide: GuideInput = {
    ...guideOf([]),
    sections: [
      {
        id: 'first',
        title: 'First',
        body: [
          {
            kind: 'steps',
            steps: [
              step('start', 'Start', {
                body: [
                  paragraph(link('to the next step', '#go')),
                  paragraph(link('to another section', '#other')),
                  paragraph(link('to this step', '#start')),
                  paragraph(link('to a step within', '#inner')),
                  paragraph(link('to the form’s help', '#help')),
                  paragraph(link('to what is hidden', '#secret')),
                ],
              }),
              step('go', 'Go', {
                body: [
                  {
                    kind: 'details',
                    title: 'More',
                    body: [{ kind: 'steps', steps: [step('inner', 'Inner')] }],
                  },
                ],
              }),
            ],
          },
        ],
      },
      { id: 'other', title: 'Other', body: [paragraph('Of the other section')] },
      { id: 'secret', title: 'Secret', whiteLabelHidden: true, body: [paragraph('Not for all')] },
      {
        id: 'help',
        title: 'Help with the form',
        place: 'form',
        body: [paragraph('Help. ', link('back to the step', '#go'))],
      },
    ],
  }

  test.each([
    ['to the next step', 'Step 2 of 3: Go'],
    ['to another section', 'Step 3 of 3: Other'],
    ['to this step', 'Step 1 of 3: Start'],
    ['to a step within', 'Step 2 of 3: Go'],
  ])('%s moves there, and the focus with it', async (name, title) => {
    openHub({ guide, whiteLabel: true })
    const address = location.href
    await button(name).click()
    await expect.element(heading(title)).toBeVisible()
    await expectFocus(heading(title))
    expect(location.href).toBe(address)
  })

  test.each([
    ['wide', WIDE, []],
    ['narrow', NARROW, [{ type: 'form' }]],
  ])('leads to the help beside the form and back, in a %s box', async (_, width, turned) => {
    const hub = openHub({ guide, whiteLabel: true }, width)
    await button('to the form’s help').click()
    await expectFocus(page.getByText('Help with the form'))
    // Where the help is seen already, nobody has turned to the form.
    expect(hub.events).toEqual(turned)
    await expect.element(page.getByText('Help.')).toBeVisible()
    await button('back to the step').click()
    await expect.element(heading('Step 2 of 3: Go')).toBeVisible()
    await expectFocus(heading('Step 2 of 3: Go'))
  })

  test('to what is hidden is text alone', async () => {
    openHub({ guide, whiteLabel: true })
    await expect.element(page.getByText('to what is hidden')).toBeVisible()
    await expect.element(button('to what is hidden')).not.toBeInTheDocument()
  })

  test('to nowhere is text alone, and the developer hears of it', async () => {
    openHub({ guide: guideOf([step('one', 'One', { body: [paragraph(link('to nowhere', '#nowhere'))] })]) })
    await expect.element(page.getByText('to nowhere')).toBeVisible()
    await expect.element(button('to nowhere')).not.toBeInTheDocument()
    expect(takeConsole()).toEqual([expect.stringContaining('guide-degraded')])
  })
})

test('every kind of block stays within 320 px, and Tab meets what can be worked in the order of the page', async () => {
  const long = 'x'.repeat(200)
  const wide = guideOf([
    step('all', 'See everything', {
      body: [
        ...(everyBlock.sections[0]?.body.flatMap((block) =>
          block.kind === 'steps' ? (block.steps[0]?.body ?? []) : [],
        ) ?? []),
        paragraph(long),
        { kind: 'code', text: long },
        { kind: 'table', head: [], rows: [[[text(long)], [text(long)]]] },
        { kind: 'card', title: long, body: [paragraph(long)] },
        { kind: 'quote', body: [paragraph(long)] },
        { kind: 'details', title: long, body: [paragraph(long)] },
        {
          kind: 'list',
          ordered: true,
          items: [[{ kind: 'list', ordered: false, items: [[paragraph(long)]] }]],
        },
      ],
    }),
    step('second', 'Go on'),
  ])
  openHub({ guide: wide }, 320)
  await expect.element(page.getByText('Keep it safe.')).toBeVisible()
  const hub = page.getByRole('region').element()
  const { right } = hub.getBoundingClientRect()
  expect(hub.scrollWidth).toBeLessThanOrEqual(hub.clientWidth)
  const outside = [...hub.querySelectorAll('*')].filter(
    (element) =>
      element.getBoundingClientRect().right > right + 1 &&
      !element.closest('pre, [part="table"], [part="spoken"]'),
  )
  expect(outside.map((element) => element.outerHTML.slice(0, 80))).toEqual([])

  const met: string[] = []
  for (let press = 0; press < 40 && met.at(-1) !== 'Next'; press += 1) {
    await userEvent.keyboard('{Tab}')
    const at = document.activeElement
    met.push((at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim().slice(0, 24))
  }
  expect(met).toEqual([
    'the manual (opens in a n',
    'help.bamboo.example (ope',
    'write to us',
    'the second step',
    'Enlarge the picture',
    'Open the picture (opens ',
    'Authorization: Basic …',
    'Copy',
    'Table',
    'More about roles',
    'Open the console (opens ',
    long.slice(0, 24),
    'Copy',
    'Table',
    long.slice(0, 24),
    'Next',
  ])
})

describe('foreign text is text', () => {
  test('names without a break in them stay within 320 px', async () => {
    const long = 'Unbroken'.repeat(11)
    const guide = guideOf([step('one', long, { optional: true }), step('two', long)], {
      name: long,
      fields: [
        { name: 'apiKey', label: long, kind: 'secret', hint: long, foundIn: 'one' },
        { name: 'region', label: long, kind: 'select', options: [{ value: 'a', label: long }] },
      ],
    })
    openHub({ guide, account: { id: 'acc_1', name: long } }, 320)
    await expect.element(heading(/^Step 1 of 2/)).toBeVisible()
    const hub = page.getByRole('region').element()
    expect(hub.scrollWidth).toBeLessThanOrEqual(hub.clientWidth)
    await button('I already have my details').click()
    expect(hub.scrollWidth).toBeLessThanOrEqual(hub.clientWidth)
  })

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

test('a step whose place is a mail address names it', async () => {
  openHub({ guide: guideOf([step('a', 'Ask for a key', { href: 'mailto:help@bamboo.example' })]) })
  await expect
    .element(page.getByRole('link', { name: 'Open help@bamboo.example' }))
    .toHaveAttribute('href', 'mailto:help@bamboo.example')
})

test('a logo that cannot be had is a letter; that of the next guide is shown', async () => {
  worker.use(http.get('/missing.png', () => new HttpResponse(null, { status: 404 })))
  const draw = (logo: string) => box(<Hub guide={{ ...jazzhr, logo }} endpoint={ENDPOINT} />, WIDE)
  const { container, rerender } = render(draw('/missing.png'))
  const logo = () => container.querySelector('header img')
  await expect.poll(logo).toBeNull()
  rerender(draw('/logo.svg'))
  expect(logo()?.getAttribute('src')).toBe('/logo.svg')
})

test('a logo from an origin that the host does not list is a letter', () => {
  const logo = `${ELSEWHERE}/logo.svg`
  const { container, rerender } = render(box(<Hub guide={{ ...jazzhr, logo }} endpoint={ENDPOINT} />, WIDE))
  expect(container.querySelector('header img')).toBeNull()
  rerender(
    box(<Hub guide={{ ...jazzhr, logo }} endpoint={ENDPOINT} allowedImageOrigins={[ELSEWHERE]} />, WIDE),
  )
  expect(container.querySelector('header img')?.getAttribute('src')).toBe(logo)
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
