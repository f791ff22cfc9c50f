/**
 * Every state that a person can meet, and how to get there on built files: what the page holds, what its link function
 * answers, and what is pressed. Nothing is asked of a server but files.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'
import { build } from 'vite'

import type { LinkErrorCode, LinkOutcome, Operation } from '../../src/core/link.ts'
import { crowded, everyBlock, everyField, longGuide, PICTURE } from '../../stories/everyKind.ts'
import { expect, SCRIPT, type Site } from './site.ts'

const DIST = join(import.meta.dirname, '../../dist')
const SETTINGS = readFileSync(join(import.meta.dirname, '../../stories/settings.svg'))

/** What the link function answers: `never` is still on its way. */
export type Answer = LinkOutcome | 'never'
export type Answers = Partial<Record<Operation, Answer>>

/** A key that looks like one, and is none. */
export const TYPED = 'k'.repeat(32)

const ok = (reply: Extract<LinkOutcome, { ok: true }>['reply']): Answer => ({ ok: true, reply })
const failed = (error: Extract<LinkOutcome, { ok: false }>['error']): Answer => ({ ok: false, error })

export const LINKED = ok({
  status: 'linked',
  account: { id: 'acc_1', provider: 'jazzhr', name: 'Acme Recruiting' },
})
const REDIRECT = ok({
  status: 'redirect',
  linkId: 'l1',
  url: 'https://sign-in.invalid/authorize',
  expiresIn: 600,
})
export const WAITING = { link: REDIRECT, status: 'never' } as const

/** An answer for each error code. */
export const FAILURES: Readonly<Record<Exclude<LinkErrorCode, 'already-linked'> | 'version', Answer>> = {
  'config-invalid': failed({ code: 'config-invalid', reason: 'test' }),
  offline: failed({ code: 'offline' }),
  network: failed({ code: 'network' }),
  timeout: failed({ code: 'timeout' }),
  'bad-response': failed({ code: 'bad-response', reason: 'json' }),
  version: failed({ code: 'bad-response', reason: 'schema' }),
  server: failed({ code: 'server', status: 500 }),
  'provider-unavailable': failed({ code: 'provider-unavailable' }),
  'rate-limited': failed({
    code: 'rate-limited',
    // From when it is answered: a run of all specs takes longer than that.
    get retryAt() {
      return Date.now() + 600_000
    },
  }),
  'invalid-fields': failed({ code: 'invalid-fields', fields: [{ name: 'apiKey', code: 'unknown' }] }),
  'credential-rejected': failed({ code: 'credential-rejected' }),
  'insufficient-permission': failed({ code: 'insufficient-permission' }),
  'in-progress': failed({ code: 'in-progress' }),
  'session-expired': failed({ code: 'session-expired' }),
  forbidden: failed({ code: 'forbidden' }),
  misconfigured: failed({ code: 'misconfigured', status: 400 }),
  expired: failed({ code: 'expired' }),
  'popup-blocked': failed({ code: 'popup-blocked' }),
  'redirect-rejected': failed({ code: 'redirect-rejected' }),
  'authorization-denied': failed({ code: 'authorization-denied' }),
  aborted: failed({ code: 'aborted' }),
}

/** One state. */
export interface State {
  readonly name: string
  /** Attributes of `<hub-link>` besides `provider="jazzhr"`, which a guide or catalogue replaces. */
  readonly attributes?: string
  readonly answers?: Answers
  /** In place of the element: React components, by a script that has `React`, `Hub` and `Accounts` at hand. */
  readonly react?: string
  /** What is pressed to get there. */
  readonly reach?: (page: Page) => Promise<void>
  /** Axe rules that do not hold here, and why. */
  readonly except?: readonly string[]
  /** What the console is told on the way. */
  readonly told?: readonly string[]
}

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click()

/** Types a key and presses Connect, in the narrow layout too. */
export async function send(page: Page, key = TYPED): Promise<void> {
  const skip = page.getByRole('button', { name: 'I already have my API key' })
  if (await skip.isVisible()) await skip.click()
  await page.getByLabel('API Key', { exact: true }).fill(key)
  await press(page, /^(?:Connect|Try again)$/)
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name }).first()).toBeVisible()

const entries = ['Ashby', 'Greenhouse', 'JazzHR', 'JazzHR', 'Lever'].map((name, at) => ({
  provider: name.toLowerCase(),
  name,
  auth: at === 3 ? 'redirect' : 'fields',
  category: at % 2 === 0 ? 'Recruiting' : 'HR',
  href:
    name === 'Lever'
      ? '/guides/missing.json'
      : name === 'Ashby'
        ? '/guides/slow.json'
        : '/guides/every-field.json',
}))

const FILES: Readonly<Record<string, unknown>> = {
  '/guides/every-block.json': everyBlock,
  '/guides/every-field.json': everyField,
  '/guides/long.json': longGuide,
  '/guides/crowded.json': crowded,
  '/catalogue.json': { schema: 1, entries },
  '/catalogue-crowded.json': {
    schema: 1,
    entries: entries.map((entry) => ({
      ...entry,
      category: `${crowded.sections[0]!.title} ${entry.category}`,
    })),
  },
}

const CATALOGUE = 'catalogue="/catalogue.json"'
export const ACCOUNTS = ok({
  status: 'accounts',
  accounts: [
    {
      id: 'a1',
      provider: 'jazzhr',
      name: 'Acme Recruiting',
      state: 'active',
      linkedAt: '2026-03-01T10:00:00Z',
    },
    { id: 'a2', provider: 'jazzhr', name: 'Acme Canada', state: 'error', linkedAt: '2026-02-01T10:00:00Z' },
    { id: 'a3', provider: 'jazzhr', state: 'expired', linkedAt: '2025-12-24T10:00:00Z' },
  ],
})
const accountsList = 'createElement(Accounts, { link, guides: [jazzhr] })'

const search = (page: Page) => page.getByRole('combobox')

/** The states by group; each group has one file of what is spoken in it. */
export const STATES: Readonly<Record<string, readonly State[]>> = {
  guide: [
    { name: 'first step' },
    {
      name: 'second step, with a brand',
      attributes: 'brand-name="Acme"',
      reach: (page) => press(page, 'Next'),
    },
    {
      name: 'last step, which is optional',
      reach: async (page) => {
        await press(page, /^Step 4/)
        await heading(page, /^Step 4/)
      },
    },
    { name: 'white label, closable', attributes: 'white-label brand-name="Acme" closable' },
    {
      name: 'walked',
      reach: async (page) => {
        await press(page, /^Step 4/)
        await press(page, 'Next')
        await expect(page.getByLabel('API Key', { exact: true })).toBeFocused()
      },
    },
    ...Object.keys(everyBlock.sections.flatMap(({ body }) => body.flatMap(({ steps }) => steps))).map(
      (at) => ({
        name: `blocks ${Number(at) + 1}`,
        attributes: 'guide="/guides/every-block.json"',
        reach: async (page: Page) => {
          if (at !== '0') await press(page, new RegExp(`^Step ${Number(at) + 1} of`))
          await heading(page, new RegExp(`^Step ${Number(at) + 1} of`))
        },
      }),
    ),
    { name: 'crowded', attributes: 'guide="/guides/crowded.json"' },
    {
      name: 'long, with all steps open',
      attributes: 'guide="/guides/long.json"',
      reach: async (page) => {
        await page.getByText('All 52 steps').click()
        await page.getByRole('button', { name: 'Do the thing 2.2' }).click()
      },
    },
  ],
  form: [
    {
      name: 'crowded',
      attributes: 'guide="/guides/crowded.json"',
      reach: async (page) => {
        await press(page, 'Connect')
        await expect(page.getByText('API Key is needed to connect.')).toBeVisible()
      },
    },
    {
      name: 'nothing typed',
      reach: async (page) => {
        await send(page, '')
        await expect(page.getByText('API Key is needed to connect.')).toBeVisible()
      },
    },
    {
      name: 'cleaned and shown',
      reach: async (page) => {
        await send(page, '')
        await page.getByLabel('API Key', { exact: true }).fill(`"Bearer ${TYPED} "`)
        await press(page, 'Show API Key')
        await expect(page.getByRole('button', { name: 'Hide API Key' })).toBeVisible()
      },
    },
    {
      name: 'in doubt',
      reach: async (page) => {
        await send(page, 'somebody@portal.example')
        await expect(page.getByRole('button', { name: 'Use anyway' })).toBeVisible()
      },
    },
    { name: 'update', attributes: 'account="acc_1" account-name="Acme Recruiting"' },
    {
      name: 'every field, with faults',
      attributes: 'guide="/guides/every-field.json"',
      reach: async (page) => {
        await page.getByRole('combobox', { name: 'Region' }).selectOption('us')
        await press(page, 'Connect')
        await expect(page.getByText('Site is needed to connect.')).toBeVisible()
      },
    },
    {
      name: 'not configured',
      attributes: 'endpoint="http://portal.example/api"',
      react: 'createElement(Hub, { guide: jazzhr })',
      told: ['endpoint-missing'],
    },
  ],
  linking: [
    {
      name: 'on its way',
      answers: { link: 'never' },
      reach: async (page) => {
        await send(page)
        await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
      },
    },
    {
      name: 'pending',
      answers: { link: ok({ status: 'pending', linkId: 'l1' }), status: 'never' },
      reach: async (page) => {
        await send(page)
        await heading(page, 'JazzHR is still working on it')
      },
    },
    {
      name: 'authorising',
      answers: WAITING,
      reach: async (page) => {
        await send(page)
        await heading(page, 'Finish at JazzHR')
      },
    },
    {
      name: 'authorising, window open',
      answers: WAITING,
      reach: async (page) => {
        await page.evaluate(() => {
          window.open = () => ({ closed: false }) as Window
        })
        await send(page)
        await press(page, 'Continue to JazzHR')
        await expect(page.getByRole('button', { name: 'Open again' })).toBeVisible()
      },
    },
    {
      name: 'authorising, window closed',
      answers: WAITING,
      reach: async (page) => {
        await page.evaluate(() => {
          window.open = () => ({ closed: true }) as Window
        })
        await send(page)
        await press(page, 'Continue to JazzHR')
        await expect(page.getByText('Not finished?')).toBeVisible()
      },
    },
    {
      name: 'authorising, window blocked',
      answers: WAITING,
      reach: async (page) => {
        await page.evaluate(() => {
          window.open = () => null
        })
        await send(page)
        await press(page, 'Continue to JazzHR')
        await expect(page.getByText('Your browser blocked the window.')).toBeVisible()
      },
    },
  ],
  failures: Object.entries(FAILURES).map(([name, link]) => ({
    name,
    answers: { link },
    reach: async (page) => {
      // Else the line would be told as back at once.
      await page.context().setOffline(name === 'offline')
      await send(page)
      // One that is under way is waited for, three times.
      await expect(page.getByRole('button', { name: /^(?:Try again|Start again)$/ })).toBeVisible({
        timeout: 60_000,
      })
    },
  })),
  linked: [
    {
      name: 'dialog',
      attributes: 'accounts-href="#accounts" brand-name="Acme"',
      answers: { link: LINKED },
      reach: async (page) => {
        await send(page)
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'done',
      attributes: 'accounts-href="#accounts"',
      answers: { link: LINKED },
      reach: async (page) => {
        await send(page)
        await press(page, 'Done')
        await expect(page.getByRole('dialog')).toBeHidden()
      },
    },
    {
      name: 'already linked',
      answers: { link: failed({ code: 'already-linked' }) },
      reach: async (page) => {
        await send(page)
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'updated',
      attributes: 'account="acc_1" account-name="Acme Recruiting"',
      answers: { link: LINKED },
      reach: async (page) => {
        await send(page)
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
  ],
  picker: [
    { name: 'all', attributes: CATALOGUE, reach: (page) => expect(search(page)).toBeVisible() },
    {
      name: 'crowded',
      attributes: 'catalogue="/catalogue-crowded.json"',
      reach: (page) => expect(search(page)).toBeVisible(),
    },
    {
      name: 'searched',
      attributes: CATALOGUE,
      reach: async (page) => {
        await search(page).fill('gren')
        await expect(page.getByRole('option')).toHaveCount(1)
      },
    },
    {
      name: 'nothing found',
      attributes: CATALOGUE,
      reach: async (page) => {
        await search(page).fill('zzzz')
        await expect(page.getByRole('button', { name: 'Show all' })).toBeVisible()
      },
    },
    {
      name: 'several ways',
      attributes: CATALOGUE,
      reach: async (page) => {
        await page.getByRole('option', { name: /JazzHR/ }).click()
        await heading(page, 'How do you want to connect JazzHR?')
      },
    },
    {
      name: 'guide on its way',
      attributes: CATALOGUE,
      reach: async (page) => {
        await page.getByRole('option', { name: /Ashby/ }).click()
        await expect(page.getByText('Loading the guide …')).toBeVisible()
      },
    },
    {
      name: 'guide that fails',
      told: ['document-failed'],
      attributes: CATALOGUE,
      reach: async (page) => {
        await page.getByRole('option', { name: /Lever/ }).click()
        await expect(page.getByRole('alert')).toBeVisible()
      },
    },
    {
      name: 'picked',
      attributes: CATALOGUE,
      reach: async (page) => {
        await page.getByRole('option', { name: /Greenhouse/ }).click()
        await heading(page, 'Connect Northwind')
      },
    },
  ],
  accounts: [
    { name: 'loading', react: accountsList, answers: { accounts: 'never' } },
    {
      name: 'empty',
      react: accountsList,
      answers: { accounts: ok({ status: 'accounts', accounts: [] }) },
      reach: (page) => expect(page.getByText('No accounts are linked yet.')).toBeVisible(),
    },
    {
      name: 'failed',
      react: accountsList,
      answers: { accounts: failed({ code: 'network' }) },
      reach: (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    {
      name: 'list',
      react: accountsList,
      answers: { accounts: ACCOUNTS },
      reach: (page) => expect(page.getByRole('listitem').first()).toBeVisible(),
    },
    {
      name: 'unlink',
      react: accountsList,
      answers: { accounts: ACCOUNTS },
      reach: async (page) => {
        await press(page, 'Unlink')
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'choose',
      react:
        'createElement(Accounts, { link, guides: [jazzhr, { ...jazzhr, provider: "northwind", name: "Northwind" }] })',
      answers: { accounts: ACCOUNTS },
      reach: async (page) => {
        await press(page, 'Link another account')
        await expect(page.getByRole('button', { name: 'Connect Northwind' })).toBeVisible()
      },
    },
    {
      name: 'update',
      react: accountsList,
      answers: { accounts: ACCOUNTS },
      reach: async (page) => {
        await press(page, 'Update key')
        await heading(page, 'Connect JazzHR')
      },
    },
  ],
  // One way through what React draws in the light, where the host's page is around it.
  react: [
    { name: 'first step', react: 'createElement(Hub, { guide: jazzhr, link })' },
    {
      name: 'rejected',
      react: 'createElement(Hub, { guide: jazzhr, link })',
      answers: { link: FAILURES['credential-rejected'] },
      reach: async (page) => {
        await send(page)
        await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
      },
    },
    {
      name: 'dialog',
      react: 'createElement(Hub, { guide: jazzhr, link, accountsHref: "#accounts" })',
      answers: { link: LINKED },
      reach: async (page) => {
        await send(page)
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
  ],
}

let reactBundle: Promise<string> | undefined

/** React and our components, as a host's bundler makes one classic script of them. */
async function bundleReact(): Promise<string> {
  const entry = 'virtual:react-states'
  const code = `
    import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    import { Accounts, Hub } from ${JSON.stringify(join(DIST, 'index.js'))}
    import { jazzhr } from ${JSON.stringify(join(DIST, 'guides/jazzhr.js'))}
    globalThis.HubReact = { createElement, createRoot, Accounts, Hub, jazzhr }`
  const built = await build({
    root: join(DIST, '..'),
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  })
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error('Vite watched in place of building.')
  return output.output[0].code
}

/** Opens the page of a state, and goes there. `properties` are of the element besides. */
export async function reach(page: Page, site: Site, state: State, properties: object = {}): Promise<void> {
  const { attributes = '', answers = {}, react } = state
  for (const [path, file] of Object.entries(FILES))
    site.serve(path, { body: JSON.stringify(file), type: 'application/json' })
  site.serve(PICTURE, { body: SETTINGS, type: 'image/svg+xml' })
  site.intercept((request) => request.url === '/guides/slow.json')
  const link = `const answers = ${JSON.stringify(answers)}
    const link = ({ op }) => answers[op] === undefined || answers[op] === 'never'
      ? new Promise(() => {}) : Promise.resolve(answers[op])
    Object.assign(globalThis, { answers })`
  if (react === undefined) {
    const provider = /\b(?:guide|catalogue)=/.test(attributes) ? '' : 'provider="jazzhr"'
    site.serve('/state.js', {
      body: `${link}\nObject.assign(document.querySelector('hub-link'), { link, ...${JSON.stringify(properties)} })`,
      type: 'text/javascript',
    })
    site.page(
      `${SCRIPT}<h1>Settings</h1><hub-link ${provider} ${attributes}></hub-link><script src="/state.js" defer></script>`,
    )
  } else {
    reactBundle ??= bundleReact()
    site.serve('/react-states.js', { body: await reactBundle, type: 'text/javascript' })
    site.serve('/state.js', {
      body: `${link}
        const { createElement, createRoot, Accounts, Hub, jazzhr } = HubReact
        createRoot(document.querySelector('#root')).render(${react})`,
      type: 'text/javascript',
    })
    site.page(`<link rel="stylesheet" href="/dist/styles.css"><h1>Settings</h1><div id="root"></div>
      <script src="/react-states.js" defer></script><script src="/state.js" defer></script>`)
  }
  await page.context().setOffline(false)
  await page.goto('/')
  await expect(page.getByRole('region').first()).toBeVisible()
  await state.reach?.(page)
}
