/**
 * The words on screen in a language that nobody speaks: each message in brackets, accented and 40 % longer. What stands without
 * brackets is a literal; what is cut off or hangs out would be in some real language.
 */
import type { Page } from '@playwright/test'

import { english } from '../../src/core/english.ts'
import { type MessageKey, type PluralForms } from '../../src/core/messages.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { measure } from './measure.ts'
import { expect, SCRIPT, type Site, test } from './site.ts'
import { ACCOUNTS, FAILURES, LINKED, reach, type State, TYPED, WAITING } from './states.ts'

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ø',
  u: 'ü',
  n: 'ñ',
  c: 'ç',
  s: 'š',
  A: 'Å',
  E: 'É',
  O: 'Ö',
}

/** `Connect {provider}` → `[Çøññëçt {provider} ~~~~~]`. */
function stretch(text: string): string {
  const accented = text.replace(/\{\w+\}|[a-zA-Z]/g, (piece) => ACCENTS[piece] ?? piece)
  // In words, because a language breaks its lines too.
  const more = ' øñë'.repeat(Math.ceil((text.length * 0.4) / 4))
  return `[${accented}${more}]`
}

const PSEUDO = Object.fromEntries(
  Object.entries<string | PluralForms>(english).map(([key, message]) => [
    key,
    typeof message === 'string' ? stretch(message) : { other: stretch(message.other) },
  ]),
) as Record<MessageKey, string>

/** The guide, stretched too: what is left without brackets is neither a message nor data. */
const GUIDE = JSON.parse(JSON.stringify(jazzhr), (key, value: unknown) =>
  ['text', 'title', 'label', 'hint'].includes(key) && typeof value === 'string' ? stretch(value) : value,
) as object

/** Texts with letters that no bracket holds. Bracketed texts may hold names and other bracketed texts. */
const literals = (page: Page): Promise<string[]> =>
  page.evaluate(
    ({ typed, names }) => {
      const walker = document.createTreeWalker(
        document.querySelector('hub-link')?.shadowRoot ?? document.querySelector('#root')!,
        NodeFilter.SHOW_ELEMENT,
      )
      const texts: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node as Element
        const own = [...element.childNodes]
          .filter((child) => child instanceof Text)
          .map((child) => child.textContent)
        const named = ['aria-label', 'placeholder', 'title', 'alt'].map(
          (name) => element.getAttribute(name) ?? '',
        )
        if (!element.matches('style, script')) texts.push(own.join(''), ...named)
      }
      return texts.filter((text) => {
        let rest = text
        // From the innermost brackets outwards.
        while (/\[[^[\]]*\]/.test(rest)) rest = rest.replace(/\[[^[\]]*\]/g, '')
        return (
          /\p{L}/u.test(rest) &&
          !['J', 'JazzHR', 'Acme', typed, ...names].includes(rest.trim()) &&
          !/^\s*\(?app\.jazz\.co\)?\s*$/.test(rest)
        )
      })
    },
    { typed: TYPED, names: NAMES },
  )

const field = (page: Page) => page.locator('input').first()
const main = (page: Page) => page.locator('[data-focus="connect"]')

const ACCOUNTS_LIST = `createElement(Accounts, { link, guides: [jazzhr], messages: ${JSON.stringify(PSEUDO)} })`

/** Names of the catalogue and the accounts, which are the host's. */
const NAMES = [
  'A',
  'G',
  'L',
  'Ashby',
  'Greenhouse',
  'Lever',
  'Recruiting',
  'HR',
  'Acme Recruiting',
  'Acme Canada',
]

/** What else the pages below show: the picker, the accounts, and the way by the provider's own window. */
const MORE: Readonly<
  Record<string, Omit<State, 'name' | 'reach'> & { readonly go?: (page: Page) => Promise<unknown> }>
> = {
  picker: { attributes: 'catalogue="/catalogue.json"' },
  'picker, searched': {
    attributes: 'catalogue="/catalogue.json"',
    go: (page) => page.getByRole('combobox').fill('gren'),
  },
  'picker, nothing found': {
    attributes: 'catalogue="/catalogue.json"',
    go: (page) => page.getByRole('combobox').fill('zzzz'),
  },
  'several ways': {
    attributes: 'catalogue="/catalogue.json"',
    go: (page) => page.getByRole('option', { name: /JazzHR/ }).click(),
  },
  'guide that fails': {
    attributes: 'catalogue="/catalogue.json"',
    told: ['document-failed'],
    go: async (page) => {
      await page.getByRole('option', { name: /Lever/ }).click()
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  'at the provider': { answers: WAITING, go: sendStretched },
  'at the provider, window shut': {
    answers: WAITING,
    go: async (page) => {
      await page.evaluate(() => {
        window.open = () => null
      })
      await sendStretched(page)
      await page.locator('[data-focus="continue"], [part="form"] [part="button"]').first().click()
    },
  },
  accounts: { react: ACCOUNTS_LIST, answers: { accounts: ACCOUNTS } },
  'accounts, to unlink': {
    react: ACCOUNTS_LIST,
    answers: { accounts: ACCOUNTS },
    go: async (page) => {
      await page
        .getByRole('listitem')
        .first()
        .getByRole('button', { name: stretch(english.unlink) })
        .click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
}

async function sendStretched(page: Page): Promise<void> {
  await field(page).fill(TYPED)
  await main(page).click()
  await expect(page.locator('[data-focus="authorize"]')).toBeVisible()
}

/** Ways to states by places, since the names are stretched too. */
const WAYS: Readonly<
  Record<string, { attributes?: string; link?: typeof LINKED; go?: (page: Page) => Promise<unknown> }>
> = {
  guide: { attributes: 'closable brand-name="Acme"' },
  'last step': { go: (page) => page.locator('button[part="step-title"]').last().click() },
  form: { go: (page) => page.locator('[part="narrow"] button').click() },
  update: { attributes: 'account="a" account-name="Acme"' },
  'nothing typed': { go: (page) => main(page).click() },
  doubt: {
    go: async (page) => {
      await field(page).fill('somebody@portal.example')
      await main(page).click()
      await expect(page.locator('[data-doubt]')).toBeVisible()
    },
  },
  cleaned: {
    go: async (page) => {
      await field(page).fill(`"Bearer ${TYPED}\u200b "`)
      await page.locator('[part="reveal"]').click()
    },
  },
  linked: { attributes: 'accounts-href="#a" brand-name="Acme"', link: LINKED },
  ...Object.fromEntries(
    Object.entries(FAILURES)
      .filter(([name]) => name !== 'in-progress')
      .map(([name, link]) => [name, { link }]),
  ),
}

test('no word is a literal, and none is cut off where it is longer', async ({ page, site }) => {
  test.setTimeout(240_000)
  for (const [name, { attributes = '', link, go }] of Object.entries(WAYS))
    await test.step(name, async () => {
      await page.setViewportSize({ width: name === 'form' ? 320 : 960, height: 800 })
      await reach(
        page,
        site,
        { name, attributes, answers: { link: link ?? 'never' } },
        { messages: PSEUDO, guide: GUIDE },
      )
      await expect(page.locator('[part="title"]')).toContainText('[')
      await go?.(page)
      if (link) {
        // Else the line would be told as back at once.
        await page.context().setOffline(name === 'offline')
        await field(page).fill(TYPED)
        await main(page).click()
        await expect(page.locator('[role="alert"], [part="field-error"], dialog[open]').first()).toBeVisible()
      }
      const found = await literals(page)
      if (name === 'offline') {
        await page.context().setOffline(false)
        await expect(page.getByRole('status')).not.toBeEmpty()
        found.push(...(await literals(page)))
      }
      for (const width of [960, 320]) {
        await page.setViewportSize({ width, height: 800 })
        found.push(...(await page.evaluate(measure)).map((fault) => `${width}: ${fault}`))
      }
      expect.soft(found, name).toEqual([])
    })
})

for (const [name, { go, ...state }] of Object.entries(MORE))
  test(`no word is a literal, and none is cut off where it is longer: ${name}`, async ({
    page,
    site,
    told,
  }) => {
    state.told?.forEach((code) => told.expect(code))
    await page.setViewportSize({ width: 960, height: 800 })
    const own = state.attributes === undefined ? { guide: GUIDE } : {}
    await reach(page, site, { name, ...state }, { messages: PSEUDO, ...own })
    await expect(page.locator('[part="title"]').first()).toContainText('[')
    await go?.(page)
    // What loads with a press has its words by now.
    await expect.poll(() => literals(page)).toEqual([])
    for (const width of [960, 320]) {
      await page.setViewportSize({ width, height: 800 })
      expect.soft(await page.evaluate(measure), `${width}`).toEqual([])
    }
  })

test('the search for literals finds one', async ({ page, site }) => {
  await reach(page, site, { name: 'first step' }, { messages: PSEUDO, guide: GUIDE })
  await expect(page.locator('[part="title"]')).toContainText('[')
  await page.evaluate(() => {
    document.querySelector('hub-link')!.shadowRoot!.querySelector('[part="lead"]')!.append(' Literal')
  })
  expect(await literals(page)).toEqual([expect.stringContaining('Literal')])
})

test('a language without words falls back by language, then to English, and is told once', async ({
  page,
  site,
  told,
}) => {
  const element = (lang: string) =>
    `<hub-link provider="jazzhr" endpoint="/api/link" lang="${lang}"></hub-link>`
  site.page(
    `${SCRIPT}<script src="/dist/hub.de.js" defer></script>${element('de-AT')}${element('de_DE')}${element('xx')}`,
  )
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'JazzHR verbinden' })).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
  told.expect('locale-missing')
  await page.waitForEvent('console', { predicate: (message) => message.text().includes('locale-missing') })
})

/** One entry of a catalogue, with its guide in English and as the others of `locales`. */
function serveCatalogue(site: Site, locales: readonly string[]): void {
  const guideIn = (locale: string) => ({
    ...jazzhr,
    locale,
    before: [],
    fields: [],
    sections: [{ id: 's', title: `Guide in ${locale}`, body: [] }],
  })
  const others = locales.map((locale) => ({ locale, href: `guide.${locale}.json` }))
  const entry = { provider: 'jazzhr', name: 'JazzHR', locale: 'en', href: 'guide.en.json', locales: others }
  const files = { 'index.json': { schema: 1, entries: [entry] } }
  for (const locale of ['en', ...locales]) Object.assign(files, { [`guide.${locale}.json`]: guideIn(locale) })
  for (const [name, file] of Object.entries(files))
    site.serve(`/catalogue/${name}`, { body: JSON.stringify(file), type: 'application/json' })
}

interface Combination {
  readonly lang: string
  /** The locale packs of the page. */
  readonly packs?: readonly string[]
  /** What the catalogue has besides English; without a catalogue the script's own guide is shown. */
  readonly guides?: readonly string[]
  /** The button, the language of the words, and that of the guide where it is another. */
  readonly shows: {
    readonly words: string
    readonly next: string
    readonly guide: RegExp
    readonly marked?: string
  }
}

const OWN_GERMAN = /Bei JazzHR anmelden/
const COMBINATIONS: Readonly<Record<string, Combination>> = {
  'no pack, own guide': { lang: 'de-AT', shows: { words: 'en', next: 'Next', guide: /Sign in to JazzHR/ } },
  'a pack, own guide': {
    lang: 'de-AT',
    packs: ['de'],
    shows: { words: 'de-AT', next: 'Weiter', guide: OWN_GERMAN },
  },
  'no pack, no German in the catalogue': {
    lang: 'de',
    guides: ['fr'],
    shows: { words: 'en', next: 'Next', guide: /Guide in en/ },
  },
  'no pack, German in the catalogue': {
    lang: 'de-AT',
    guides: ['fr', 'de'],
    shows: { words: 'en', next: 'Next', guide: /Guide in de/, marked: 'de' },
  },
  'a pack, no German in the catalogue': {
    lang: 'de-AT',
    packs: ['de'],
    guides: ['fr'],
    shows: { words: 'de-AT', next: 'Weiter', guide: /Guide in en/, marked: 'en' },
  },
  'a pack, German in the catalogue': {
    lang: 'de-AT',
    packs: ['fr', 'de'],
    guides: ['de-CH', 'de', 'de-AT'],
    shows: { words: 'de-AT', next: 'Weiter', guide: /Guide in de-AT/ },
  },
  'another country’s pack and guide': {
    lang: 'pt-PT',
    packs: ['pt-BR'],
    guides: ['pt-BR'],
    shows: { words: 'pt-PT', next: 'Avançar', guide: /Guide in pt-BR/ },
  },
}

for (const [name, { lang, packs = [], guides, shows }] of Object.entries(COMBINATIONS))
  test(`words and guide each in the nearest language there is: ${name}`, async ({ page, site, told }) => {
    if (guides) serveCatalogue(site, guides)
    const from = guides ? 'catalogue="/catalogue/index.json"' : 'provider="jazzhr"'
    const scripts = packs.map((tag) => `<script src="/dist/hub.${tag}.js" defer></script>`).join('')
    site.page(`${SCRIPT}${scripts}<hub-link ${from} endpoint="/api/link" lang="${lang}"></hub-link>`)
    const reported =
      packs.length > 0
        ? undefined
        : page.waitForEvent('console', (line) => /locale-missing/.test(line.text()))
    await page.goto('/')
    await expect(page.getByRole('button', { name: shows.next, exact: true })).toBeVisible()
    await expect(page.getByRole('heading', { name: shows.guide })).toBeVisible()
    await expect(page.getByRole('region')).toHaveAttribute('lang', shows.words)
    const title = page.locator('[part="step-title"] span').filter({ hasText: shows.guide })
    if (shows.marked === undefined) await expect(title).not.toHaveAttribute('lang')
    else await expect(title).toHaveAttribute('lang', shows.marked)
    // Nothing is fetched in a language first that is not shown in the end.
    expect(site.asked.filter((path) => /guide\.\S+\.json/.test(path))).toHaveLength(guides ? 1 : 0)
    if (reported) {
      expect((await reported).text()).toContain(lang)
      told.expect('locale-missing')
    }
  })

test('the host’s words win over those of the language, and one with a wrong hole gives way', async ({
  page,
  site,
  told,
}) => {
  site.serve('/words.js', {
    body: `document.querySelector('hub-link').messages = { connect: 'Los', tryAgain: 'Nochmal {nobody}' }`,
    type: 'text/javascript',
  })
  site.page(
    `${SCRIPT}<script src="/dist/hub.de.js" defer></script><hub-link provider="jazzhr" endpoint="/api/link" lang="de"></hub-link>
     <script src="/words.js" defer></script>`,
  )
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Los', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Weiter', exact: true })).toBeVisible()
  told.expect('message-unusable')
})

test('Arabic counts in the digits of its place', async ({ page, site }) => {
  site.page(
    `${SCRIPT}<script src="/dist/hub.ar.js" defer></script><hub-link provider="jazzhr" endpoint="/api/link" lang="ar-EG"></hub-link>`,
  )
  await page.goto('/')
  await expect(page.getByRole('heading', { name: /^الخطوة ١ من ٤:/ })).toBeVisible()
  await expect(page.locator('[part="step-marker"]').first()).toHaveText('١')
})
