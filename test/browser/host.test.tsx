/** Pages that are unkind: two widgets, a translated page, a fault of our own, a style that is not ours. */
import { render } from '@testing-library/react'
import { createPortal } from 'react-dom'
import { describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Accounts } from '../../src/react/Accounts.tsx'
import { Hub } from '../../src/react/Hub.tsx'
import { takeConsole } from './console.ts'
import { endpoint, ENDPOINT, LINKED, problem } from './endpoint.ts'
import { everyBlock, guideOf, step } from './guides.ts'
import { box, button, connect, dialog, heading, keyInput, openHub, paste, WIDE } from './hub.tsx'
import { KEY, OTHER_KEY } from './secret.ts'

const region = (): HTMLElement => page.getByRole('region').element() as HTMLElement

describe('two widgets on a page', () => {
  const openTwo = () =>
    render(
      <>
        {box(<Hub guide={jazzhr} endpoint={ENDPOINT} brand={{ name: 'First' }} />, WIDE)}
        {box(<Hub guide={jazzhr} endpoint={ENDPOINT} brand={{ name: 'Second' }} />, WIDE)}
        {box(<Accounts endpoint={ENDPOINT} />, WIDE)}
      </>,
    )
  const widget = (brand: string) => page.getByRole('region').filter({ hasText: `to ${brand}` })

  test('share no id, and each reference finds its element', async () => {
    endpoint({ accounts: [{ status: 'accounts', accounts: [] }] })
    const { container } = openTwo()
    await expect.element(page.getByText('No accounts are linked yet.')).toBeVisible()
    const ids = [...container.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const name of ['aria-labelledby', 'aria-describedby', 'for'])
      for (const element of container.querySelectorAll(`[${name}]`))
        for (const id of element.getAttribute(name)!.split(' ')) expect(ids).toContain(id)
  })

  test('share no state', async () => {
    const server = endpoint({ accounts: [{ status: 'accounts', accounts: [] }], link: [LINKED] })
    openTwo()
    await widget('First').getByRole('button', { name: 'Next', exact: true }).click()
    await expect.element(widget('First').getByRole('heading', { name: /^Step 2/ })).toBeVisible()
    await expect.element(widget('Second').getByRole('heading', { name: /^Step 1/ })).toBeVisible()
    const input = (brand: string) => widget(brand).getByLabelText('API Key', { exact: true })
    await userEvent.fill(input('First'), KEY)
    await userEvent.fill(input('Second'), OTHER_KEY)
    await widget('Second').getByRole('button', { name: 'Connect', exact: true }).click()
    await button('Done').click()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ fields: { apiKey: OTHER_KEY } }])
    await expect.element(input('First')).toHaveValue(KEY)
  })
})

describe('a page that is translated', () => {
  /** What translators do: each text moves into an element of theirs, under React's feet. */
  const translate = (root: Element): void => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      if (text.data.trim() === '' || text.parentElement?.closest('[translate="no"]')) continue
      const outer = document.createElement('font' as string)
      const inner = document.createElement('font' as string)
      inner.append(text.data)
      outer.append(inner)
      text.replaceWith(outer)
    }
  }

  test('is walked, refused, mended, linked and done, translated anew at each turn', async () => {
    endpoint({ link: [problem('credential-rejected'), new Response(null, { status: 500 }), LINKED] })
    openHub({ accountsHref: '/accounts', brand: { name: 'Portal' }, onClose: () => undefined })
    const turn = async (
      act: () => Promise<unknown>,
      shows: () => ReturnType<typeof heading>,
    ): Promise<void> => {
      translate(region())
      await act()
      await expect.element(shows()).toBeVisible()
    }
    const press = (name: string) => () => button(name).click()
    await turn(press('Next'), () => heading(/^Step 2 of 4/))
    await turn(press('Back'), () => heading(/^Step 1 of 4/))
    await userEvent.fill(keyInput(), ` ${KEY}`)
    await turn(press('Show API Key'), () => button('Hide API Key'))
    await turn(press('Connect'), () => button('Show me where to find it'))
    await turn(press('Try again'), () =>
      page.getByText('Something went wrong on the server. Trying again is safe.'),
    )
    await turn(press('Try again'), dialog)
    await turn(press('Done'), () => page.getByRole('link', { name: 'View accounts' }))
    await turn(press('Link another account'), () => heading(/^Step 1 of 4/))
  })

  test('keeps every kind of block', async () => {
    const hub = openHub({ guide: everyBlock })
    await expect.element(heading('A heading within')).toBeVisible()
    translate(region())
    await button('Next').click()
    await expect.element(heading('Step 2 of 2: Go on')).toBeVisible()
    translate(region())
    hub.update({ messages: { next: 'Further', connect: 'Link it' }, locale: 'de' })
    await button('Back').click()
    await expect.element(heading('Step 1 of 2: See everything')).toBeVisible()
  })

  test('leaves code, hosts and keys as they are', async () => {
    openHub({ guide: everyBlock })
    await expect.element(page.getByText('GET /users')).toBeVisible()
    expect(page.getByText('GET /users').element().getAttribute('translate')).toBe('no')
    expect(page.getByText('(help.bamboo.example)').element().getAttribute('translate')).toBe('no')
    expect(keyInput().element().getAttribute('translate')).toBe('no')
  })
})

describe('a language', () => {
  test('without words is shown in English, and reported once', async () => {
    const hub = openHub({ locale: 'sv' })
    await expect.element(button('Next')).toBeVisible()
    hub.update({ locale: 'sv', scopes: [] })
    await vi.waitFor(() =>
      expect(takeConsole()).toEqual([expect.stringMatching(/^warn .*locale-missing.* sv\./)]),
    )
  })

  test('without words is read out as the English that it is, and a guide in it as what that is', async () => {
    const words = 'الإعدادات'
    openHub({ locale: 'ar', guide: guideOf([step('open', words)], { locale: 'ar' }) })
    await expect.element(heading(words)).toBeVisible()
    expect([region().lang, region().dir]).toEqual(['en', ''])
    // In its digits too.
    await expect.element(heading(/^Step 1 of 1/)).toBeVisible()
    expect(page.getByText(words).first().element().closest('[lang]')?.getAttribute('lang')).toBe('ar')
    await vi.waitFor(() => expect(takeConsole()).toEqual([expect.stringContaining('locale-missing')]))
  })

  test('without words lists and shortens as English does', async () => {
    openHub({ locale: 'da' })
    await expect.element(heading('Paste your API key')).toBeVisible()
    await paste(keyInput(), ` ${KEY}\n`)
    await expect.element(page.getByRole('status')).toHaveTextContent(/ and /)
    await vi.waitFor(() => expect(takeConsole()).toEqual([expect.stringContaining('locale-missing')]))
  })

  test('of messages with a name that there is not: that is told, and those of the accounts list are not', async () => {
    const messages = { next: 'Go on', conect: 'Link', accountsEmpty: 'None', toString: 'x' }
    const hub = openHub({ messages })
    await expect.element(button('Go on')).toBeVisible()
    hub.update({ scopes: [] })
    await vi.waitFor(() =>
      expect(takeConsole()).toEqual([
        expect.stringMatching(/^warn .*message-unusable.*: conect \(unknown\), toString \(unknown\)\./),
      ]),
    )
  })

  test('with words of the host’s own is not', async () => {
    openHub({ locale: 'nb', messages: { next: 'Videre' } })
    await expect.element(button('Videre')).toBeVisible()
    expect(region().lang).toBe('nb')
  })
})

describe('a fault of our own', () => {
  test('stays in the widget, says so plainly, and can be loaded again', async () => {
    let broken = true
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const hub = openHub({
      brand: {
        get name(): string {
          if (broken) throw new Error('Broken, with props')
          return 'Portal'
        },
      },
    })
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Something went wrong in this part of the page.')
    expect(page.getByRole('region').element().textContent).not.toContain('Broken')
    broken = false
    await button('Load it again').click()
    await expect.element(keyInput()).toBeVisible()
    expect(hub.linked).toEqual([])
    takeConsole()
  })
})

describe('what is left behind', () => {
  test('nothing outside the widget, and nothing when it has gone', async () => {
    endpoint({ link: [LINKED] })
    const page1 = () => ({
      html: document.documentElement.getAttributeNames().sort(),
      body: document.body.getAttributeNames().sort(),
      head: document.head.childElementCount,
      style: document.documentElement.style.cssText + document.body.style.cssText,
    })
    const before = page1()
    const hub = openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    expect(page1()).toEqual(before)
    await button('Done').click()
    hub.unmount()
    expect(page1()).toEqual(before)
    expect(document.querySelectorAll('dialog, [part]')).toHaveLength(0)
  })

  test('a server’s markup carries no style, and the widget writes none but its colours', async () => {
    openHub()
    await expect.element(keyInput()).toBeVisible()
    const region = page.getByRole('region').element()
    expect(region.querySelectorAll('[style], style, script, form')).toHaveLength(0)
  })
})

describe('a portal into the document of a frame', () => {
  test('cleans what is pasted, keeps what is typed from shortcuts, and sends by Enter', async () => {
    endpoint({ link: [LINKED] })
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inside = frame.contentDocument!
    const heard: string[] = []
    inside.addEventListener('keydown', ({ key }) => heard.push(key))
    const onLinked = vi.fn()
    const { unmount } = render(
      createPortal(<Hub guide={jazzhr} endpoint={ENDPOINT} onLinked={onLinked} />, inside.body),
    )
    const input = inside.querySelector('input')!
    const { ClipboardEvent, DataTransfer, KeyboardEvent } = inside.defaultView as Window & typeof globalThis
    const press = (key: string) =>
      input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', `"${KEY}"\n`)
    input.focus()
    // Again until the code that cleans is there.
    await vi.waitFor(() => {
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      expect(input.value).toBe(KEY)
    }, 5000)
    press('j')
    press('Enter')
    await vi.waitFor(() => expect(onLinked).toHaveBeenCalledOnce(), 5000)
    expect(heard).toEqual([])
    unmount()
    frame.remove()
  })

  test('cleans what is typed when the pointer is released, and loses no press', async () => {
    endpoint({ link: [LINKED] })
    const frame = document.createElement('iframe')
    frame.title = 'Settings'
    frame.width = frame.height = '700'
    document.body.append(frame)
    const onLinked = vi.fn()
    const { unmount } = render(
      createPortal(
        <Hub guide={jazzhr} endpoint={ENDPOINT} onLinked={onLinked} />,
        frame.contentDocument!.body,
      ),
    )
    const inside = page.frameLocator(page.getByTitle('Settings'))
    const input = inside.getByLabelText('API Key', { exact: true })
    await userEvent.fill(input, ` ${KEY}`)
    await inside.getByRole('button', { name: 'Next' }).click()
    await expect.element(input).toHaveValue(KEY)
    await userEvent.fill(input, ` ${KEY}`)
    // What is told of the space moves the button.
    await inside.getByRole('button', { name: 'Connect', exact: true }).click()
    await vi.waitFor(() => expect(onLinked).toHaveBeenCalledOnce())
    unmount()
    frame.remove()
  })
})

describe('a page’s own style', () => {
  test.each([
    ['text that does not wrap', 'body { white-space: nowrap; text-indent: 3em; text-transform: uppercase }'],
    ['padded sections', 'section { padding: 60px 0 } label { margin: 8px }'],
    ['a bar for a header', 'header { position: fixed; height: 40px; background: red; color: white }'],
    [
      'buttons and fields of its own',
      'button, input { width: 90%; min-width: 15em; height: 80px; box-shadow: 0 2px 4px red }',
    ],
  ])('leaves the widget as it is: %s', async (_what, css) => {
    openHub()
    await expect.element(button('Send this to an admin')).toBeVisible()
    const look = () => {
      const from = region().getBoundingClientRect()
      return [region(), ...region().querySelectorAll('*')].map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect()
        const { boxShadow, backgroundColor, color, textTransform } = getComputedStyle(element)
        return [
          element.outerHTML.slice(0, 60),
          left - from.left,
          top - from.top,
          width,
          height,
          boxShadow,
          backgroundColor,
          color,
          textTransform,
        ]
      })
    }
    const usual = look()
    const style = document.createElement('style')
    style.textContent = css
    // Before ours, as a reset is, and as what ours weighs more than.
    document.head.prepend(style)
    const now = look()
    style.remove()
    expect(now).toEqual(usual)
  })

  test('that hides what is around the confirmation leaves it to be seen and pressed', async () => {
    endpoint({ link: [LINKED] })
    openHub()
    await connect()
    await expect.element(dialog()).toBeVisible()
    const around = region().parentElement!
    around.style.cssText += '; visibility: hidden; pointer-events: none'
    await expect.element(button('Done')).toBeVisible()
    await button('Done').click()
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  test('that enlarges the widget keeps its dialog within the window', async () => {
    endpoint({ link: [LINKED] })
    openHub()
    const around = region().parentElement!
    await connect()
    await expect.element(dialog()).toBeVisible()
    around.style.setProperty('zoom', '4')
    const { left, right, top, bottom } = dialog().element().getBoundingClientRect()
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(innerWidth)
    expect(bottom).toBeLessThanOrEqual(innerHeight)
  })
})

describe('a theme', () => {
  test('whose accent cannot be read is corrected, and told once', async () => {
    const theme = document.createElement('style')
    theme.textContent = ':root { --hub-color-accent: #ffe97f; --hub-color-on-accent: #ffffff }'
    document.head.append(theme)
    openHub({ colorScheme: 'light' })
    await userEvent.fill(keyInput(), 'abc')
    const colour = () => getComputedStyle(button('Connect').element()).color
    await vi.waitFor(() => expect(colour()).toBe('rgb(0, 0, 0)'))
    theme.remove()
    await vi.waitFor(() => expect(takeConsole()).toEqual([expect.stringMatching('^warn .*accent-corrected')]))
  })
})
