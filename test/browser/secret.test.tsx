/** The secret's input: masked, cleaned with an account of it, questioned, never written where it can be read. */
import { render } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'

import { jazzhr } from '../../src/guides/jazzhr.ts'
import { Hub } from '../../src/react/Hub.tsx'
import { consoleLines } from './console.ts'
import { endpoint, ENDPOINT, held, LINKED, problem } from './endpoint.ts'
import {
  box,
  button,
  connect,
  dialog,
  field,
  keyInput,
  NARROW,
  openHub,
  paste,
  WIDE,
  expectFocus,
} from './hub.tsx'
import { expectNoSecret, exposed, KEY, OTHER_KEY } from './secret.ts'

describe('the search for the secret finds it', () => {
  function Controlled() {
    const [value, setValue] = useState('')
    return <input aria-label="Bad" value={value} onChange={(event) => setValue(event.target.value)} />
  }
  function Remembers() {
    const [, setKept] = useState({ values: new Map<string, string>() })
    return (
      <input
        aria-label="Bad"
        onChange={({ target }) => setKept({ values: new Map([['key', target.value]]) })}
      />
    )
  }

  test.each([
    ['a controlled input', Controlled, /attribute value of input|props\.value/],
    ['a state', Remembers, /memoizedState|__H/],
  ])('in %s', async (_where, Bad, place) => {
    const { unmount } = render(<Bad />)
    await userEvent.fill(page.getByLabelText('Bad'), KEY)
    await expect(expectNoSecret()).rejects.toThrow('places where the secret was found')
    await expect(expectNoSecret()).rejects.toMatchObject({
      actual: expect.arrayContaining([expect.stringMatching(place)]) as string[],
    })
    unmount()
  })

  const PLACES: readonly (readonly [string, () => unknown, () => unknown])[] = [
    ['the text', () => document.body.append(KEY), () => document.body.lastChild?.remove()],
    ['the console', () => console.log(KEY), () => (consoleLines.length = 0)],
    ['session storage', () => sessionStorage.setItem('a', KEY), () => sessionStorage.clear()],
    ['an address', () => exposed.push(`/api?key=${KEY}`), () => (exposed.length = 0)],
    ['the history', () => history.replaceState({ KEY }, ''), () => history.replaceState(null, '')],
  ]

  test.each(PLACES)('in %s', async (_where, leak, mend) => {
    leak()
    await expect(expectNoSecret()).rejects.toThrow('places where the secret was found')
    mend()
    await expectNoSecret()
  })
})

describe('while it is typed', () => {
  test('it stands in the input and nowhere else', async () => {
    openHub()
    await userEvent.fill(keyInput(), KEY)
    await expect.element(keyInput()).toHaveValue(KEY)
    await expectNoSecret()
  })

  test('the reveal shows it and hides it, and says so', async () => {
    openHub()
    await userEvent.fill(keyInput(), KEY)
    await expect.element(button('Show API Key')).toHaveAttribute('aria-pressed', 'false')
    await button('Show API Key').click()
    await expect.element(keyInput()).toHaveAttribute('type', 'text')
    await expect.element(button('Hide API Key')).toHaveAttribute('aria-pressed', 'true')
    await expectNoSecret()
    await button('Hide API Key').click()
    await expect.element(keyInput()).toHaveAttribute('type', 'password')
    await expect.element(keyInput()).toHaveValue(KEY)
  })

  const MASKING: readonly (readonly [string, () => Promise<void>])[] = [
    ['the press of Connect', () => button('Connect').click()],
    ['focus that leaves the widget', () => button('Elsewhere').click()],
    ['a hidden tab', hideTab],
  ]

  test.each(MASKING)('%s masks it again', async (_when, act) => {
    const { answer, release } = held(LINKED)
    endpoint({ link: [answer] })
    render(
      <>
        {box(<Hub guide={jazzhr} endpoint={ENDPOINT} />, WIDE)}
        <button type="button">Elsewhere</button>
      </>,
    )
    await userEvent.fill(keyInput(), KEY)
    await button('Show API Key').click()
    await expect.element(keyInput()).toHaveAttribute('type', 'text')
    await act()
    await expect.element(keyInput()).toHaveAttribute('type', 'password')
    await expect.element(keyInput()).toHaveValue(KEY)
    release()
  })

  test('a failure does not show again what Connect has hidden', async () => {
    endpoint({ link: [problem('credential-rejected')] })
    openHub()
    await userEvent.fill(keyInput(), KEY)
    await button('Show API Key').click()
    await button('Connect').click()
    await expect.element(button('Try again')).toBeVisible()
    await expect.element(keyInput()).toHaveAttribute('type', 'password')
    await expect.element(button('Show API Key')).toHaveAttribute('aria-pressed', 'false')
  })

  test('moving about within the widget leaves it shown', async () => {
    openHub()
    await userEvent.fill(keyInput(), KEY)
    await button('Show API Key').click()
    await keyInput().click()
    await expect.element(keyInput()).toHaveAttribute('type', 'text')
  })

  test('the host’s keyboard shortcuts do not hear it', async () => {
    const heard: string[] = []
    const listen = ({ key }: KeyboardEvent): void => void heard.push(key)
    document.addEventListener('keydown', listen)
    openHub()
    await keyInput().click()
    await userEvent.keyboard('j/')
    await userEvent.keyboard('{Escape}')
    document.removeEventListener('keydown', listen)
    expect(heard.filter((key) => key.length === 1)).toEqual([])
  })
})

describe('what is pasted is cleaned, and the person is told', () => {
  test.each([
    ['outer space', `  ${KEY} `, '3 spaces'],
    ['a line break', `${KEY.slice(0, 10)}\n${KEY.slice(10)}`, 'a line break'],
    ['what nobody sees', `\u200b${KEY}\u202e`, '2 invisible characters'],
    ['quotes', `“${KEY}”`, 'the quotation marks'],
    ['a prefix', `Bearer ${KEY}`, '“Bearer”'],
    ['a name', `apikey=${KEY}`, '“apikey=”'],
    ['all of it', ` "${KEY}"\n`, 'a space, a line break, and the quotation marks'],
  ])('%s', async (_what, pasted, removed) => {
    const server = endpoint({ link: [LINKED] })
    openHub()
    await paste(keyInput(), pasted)
    await expect.element(keyInput()).toHaveValue(KEY)
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent(`We removed ${removed} from what you entered.`)
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ fields: { apiKey: KEY } }])
  })

  test('a clean key is left alone, and nothing is said', async () => {
    openHub()
    await paste(keyInput(), KEY)
    await expect.element(keyInput()).toHaveValue(KEY)
    await expect.element(page.getByRole('status')).toHaveTextContent('')
  })

  test('it lands where the caret is, over what is selected', async () => {
    openHub()
    await userEvent.fill(keyInput(), 'firstXlast')
    const input = keyInput().element() as HTMLInputElement
    input.setSelectionRange(5, 6)
    await paste(keyInput(), ' middle ', { keepSelection: true })
    await expect.element(keyInput()).toHaveValue('firstmiddlelast')
    expect([input.selectionStart, input.selectionEnd]).toEqual([11, 11])
  })

  test('typed space is cleaned when the input is left', async () => {
    openHub()
    await userEvent.fill(keyInput(), ` ${KEY} `)
    await userEvent.tab()
    await expect.element(keyInput()).toHaveValue(KEY)
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent('We removed 2 spaces from what you entered.')
  })

  test('Enter cleans too', async () => {
    const server = endpoint({ link: [LINKED] })
    openHub()
    await userEvent.fill(keyInput(), ` ${KEY}`)
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ fields: { apiKey: KEY } }])
  })

  test('1 MB is refused for its length, whole, without being sent', async () => {
    const server = endpoint({})
    openHub()
    const mega = 'k'.repeat(1024 * 1024)
    await paste(keyInput(), mega)
    await button('Connect').click()
    await expect
      .element(keyInput())
      .toHaveAccessibleDescription(expect.stringContaining('That is too long to be your API key.') as string)
    expect((keyInput().element() as HTMLInputElement).value).toHaveLength(mega.length)
    expect(server.received()).toEqual([])
    await userEvent.fill(keyInput(), KEY)
    await expect.element(keyInput()).toHaveValue(KEY)
  })
})

describe('what does not look like a key is questioned, not forbidden', () => {
  const DOUBTS = [
    ['https://app.jazz.co/app/settings/integrations', 'This looks like a web address, not your API key.'],
    ['maria@acme.example', 'This looks like an e-mail address, not your API key.'],
    ['Please find the key below', 'This looks like a sentence, not your API key.'],
  ] as const

  test.each(DOUBTS)('%s', async (typed, question) => {
    const server = endpoint({ link: [LINKED] })
    openHub()
    await paste(keyInput(), typed)
    await expect.element(keyInput()).toHaveValue(typed)
    await button('Connect').click()
    await expect.element(keyInput()).toHaveAccessibleDescription(expect.stringContaining(question) as string)
    await expectFocus(keyInput())
    expect(server.received()).toEqual([])
    await button('Use anyway').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([
      { fields: { apiKey: typed.replaceAll(' ', '') } },
    ])
  })

  test('although it is cleaned by the same press', async () => {
    openHub()
    await connect(' maria@acme.example ')
    await expect.element(button('Use anyway')).toBeVisible()
    await expect.element(page.getByRole('status')).toHaveTextContent('We removed 2 spaces')
    await expect.element(button('Use anyway')).toBeVisible()
  })

  test('another value takes the question back', async () => {
    const server = endpoint({ link: [LINKED] })
    openHub()
    await connect('maria@acme.example')
    await expect.element(button('Use anyway')).toBeVisible()
    await userEvent.fill(keyInput(), KEY)
    await expect.element(button('Use anyway')).not.toBeInTheDocument()
    await button('Connect').click()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link').map(({ body }) => body)).toMatchObject([{ fields: { apiKey: KEY } }])
  })

  test('a yes holds for that value alone', async () => {
    endpoint({ link: [() => new Response(null, { status: 500 })] })
    openHub()
    await connect('maria@acme.example')
    await button('Use anyway').click()
    await expect.element(button('Try again')).toBeVisible()
    await expect.element(button('Use anyway')).not.toBeInTheDocument()
    await userEvent.fill(keyInput(), 'jan@acme.example')
    await button('Try again').click()
    await expect.element(button('Use anyway')).toBeVisible()
  })
})

describe('Enter', () => {
  test('sends, once, however long it is held', async () => {
    const { answer, release } = held(LINKED)
    const server = endpoint({ link: [answer] })
    openHub()
    await userEvent.fill(keyInput(), KEY)
    await userEvent.keyboard('{Enter>5/}')
    await expect.element(button('Cancel')).toBeVisible()
    await userEvent.keyboard('{Enter}{Enter}')
    release()
    await expect.element(dialog()).toBeVisible()
    expect(server.received('link')).toHaveLength(1)
  })

  test('held down from before the form is ready sends nothing', async () => {
    const server = endpoint({})
    openHub()
    await keyInput().click()
    keyInput()
      .element()
      .dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true }),
      )
    await userEvent.keyboard('a')
    await expect.element(keyInput()).not.toHaveAttribute('aria-invalid')
    expect(server.received()).toEqual([])
  })

  test('belongs to the input method while it composes', async () => {
    const server = endpoint({})
    openHub()
    await keyInput().click()
    await cdp().send('Input.imeSetComposition', { text: 'ｋｅｙ', selectionStart: 3, selectionEnd: 3 })
    await userEvent.keyboard('{Enter}')
    // Some engines end the composition first and say it by the key code alone.
    const late = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, keyCode: 229 })
    keyInput().element().dispatchEvent(late)
    await userEvent.keyboard('a')
    await expect.element(keyInput()).not.toHaveAttribute('readonly')
    expect(server.received()).toEqual([])
  })
})

describe('within the host’s own form', () => {
  test('nothing of ours enters its data, and neither Enter nor a button submits it', async () => {
    endpoint({ link: [LINKED] })
    const submitted: string[] = []
    const { container } = render(
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submitted.push('submit')
        }}
      >
        <input name="theirs" defaultValue="stays" aria-label="Theirs" />
        {box(<Hub guide={jazzhr} endpoint={ENDPOINT} />, NARROW)}
      </form>,
    )
    await button('I already have my API key').click()
    await userEvent.fill(keyInput(), KEY)
    const data = () => [...new FormData(container.querySelector('form')!)]
    expect(data()).toEqual([['theirs', 'stays']])
    await userEvent.keyboard('{Enter}')
    await button('Done').click()
    expect(data()).toEqual([['theirs', 'stays']])
    expect(submitted).toEqual([])
    expect(field('API Key').elements()).toEqual([])
  })
})

describe('when the page goes', () => {
  test('the back-forward cache keeps nothing that was typed', async () => {
    openHub()
    await userEvent.fill(keyInput(), KEY)
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    await expect.element(keyInput()).toHaveValue('')
  })

  test('closing the widget empties it', async () => {
    const closed: string[] = []
    openHub({ onClose: () => closed.push('closed') })
    await userEvent.fill(keyInput(), OTHER_KEY)
    await button('Close').click()
    await expect.element(keyInput()).toHaveValue('')
    expect(closed).toEqual(['closed'])
  })
})

/** The tab goes behind another, as far as its document can tell. */
function hideTab(): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState')!
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  Object.defineProperty(document, 'visibilityState', own)
  return Promise.resolve()
}
