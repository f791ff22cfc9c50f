/**
 * From documentation pages to a linked account: the command line makes guides and a catalogue, and the element's picker
 * shows them. Also several ways to link one provider, other languages, and a catalogue that cannot be used.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { expect, recordEvents, SCRIPT, type Site, test } from './site.ts'

const CLI = join(import.meta.dirname, '../../dist/cli.js')
const run = (cwd: string, ...words: string[]) =>
  promisify(execFile)(process.execPath, [CLI, ...words], { cwd })

const pageOf = (title: string, section: string, step: string): string =>
  `---\ntitle: ${title}\ncategory: Orchards\n---\n\n## ${section}\n\n<Steps>\n  <Step title="${step}">\n    Words.\n  </Step>\n</Steps>\n`

const PAGES = {
  'acorn/connect.mdx': pageOf('Acorn Desk - How do I link my account?', 'Find your key', 'Open the settings'),
  'birch/connect.mdx': pageOf('Bírch', 'Find your key', 'Go to Birch'),
  'broken/connect.mdx': '---\ntitle: Broken\n---\n\n<Step title="never closed">\n',
}

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-link-pages-'))
  await write(Object.entries(PAGES).map(([path, text]) => [`docs/${path}`, text]))
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(files: readonly (readonly [string, string])[]): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

/** Puts a folder of the machine at a path of the portal. */
async function publish(site: Site, from: string, to: string): Promise<void> {
  for (const name of await readdir(join(folder, from)))
    site.serve(`${to}/${name}`, {
      body: await readFile(join(folder, from, name)),
      type: 'application/json',
    })
}

const picker = (attributes = ''): string =>
  `${SCRIPT}<hub-link catalogue="/catalogue/index.json" endpoint="/api/link" ${attributes}></hub-link>`

test('pages become guides that the picker finds and shows', async ({ page, site }) => {
  const failed = await run(folder, 'import', 'docs/**/*.mdx', '--out', 'guides').catch(
    (error: unknown) => error as { code: number; stderr: string },
  )
  // The broken page is named, and the others are written.
  expect(failed).toMatchObject({ code: 1 })
  expect(failed.stderr).toMatch(/^docs\/broken\/connect\.mdx:5: error broken-page /m)
  await run(folder, 'check', 'guides/**/*.json')
  await run(folder, 'catalogue', 'guides', '--out', 'public/index.json')
  await publish(site, 'public', '/catalogue')

  site.page(picker())
  await page.goto('/')
  await expect(page.getByRole('option')).toHaveText([/Acorn Desk/, /Bírch/])
  // Without its mark, and with a wrong letter.
  await page.getByRole('combobox').fill('birhc')
  await expect(page.getByRole('option')).toHaveText([/Bírch/])
  await page.getByRole('combobox').press('Enter')
  await expect(page.getByRole('heading', { name: 'Step 1 of 1: Go to Birch' })).toBeVisible()
  expect(site.asked.filter((path) => /birch\.[0-9a-f]{12}\.json/.test(path))).toHaveLength(1)
  await page.getByRole('button', { name: 'All providers' }).click()
  await expect(page.getByRole('combobox')).toHaveValue('birhc')
  await expect(page.getByRole('combobox')).toBeFocused()
})

test('several ways and several languages of one provider come as one entry to pick', async ({
  page,
  site,
}) => {
  const guide = (more: object, step: string): string =>
    JSON.stringify({
      schema: 1,
      provider: 'acorn',
      name: 'Acorn',
      auth: { kind: 'fields' },
      sections: [{ id: 's', title: step, body: [] }],
      fields: [],
      ...more,
    })
  const redirect = { kind: 'redirect', hosts: ['acorn.example'] }
  await write([
    ['guides/key.json', guide({}, 'Copy the key')],
    ['guides/key.de.json', guide({ locale: 'de' }, 'Den Schlüssel kopieren')],
    ['guides/oauth.json', guide({ auth: redirect }, 'Sign in there')],
    ['guides/other.json', guide({ provider: 'birch', name: 'Birch' }, 'Other')],
  ])
  await run(folder, 'catalogue', 'guides', '--out', 'public/index.json')
  await publish(site, 'public', '/catalogue')

  site.page(picker())
  await page.goto('/')
  await page.getByRole('option', { name: 'Acorn' }).click()
  await page.getByRole('button', { name: 'With a key or sign-in details' }).click()
  await expect(page.getByRole('heading', { name: 'Step 1 of 1: Copy the key' })).toBeVisible()
})

test('a catalogue that is refused is told plainly, with its address and paths on the console', async ({
  page,
  site,
  told,
}) => {
  told.expect('catalogue-invalid')
  const entries = [{ provider: 'acorn', name: 'Acorn', href: 'javascript:x' }]
  site.serve('/catalogue/index.json', {
    body: JSON.stringify({ schema: 1, entries }),
    type: 'application/json',
  })
  const heard = page.waitForEvent('console', (message) => message.text().includes('catalogue-invalid'))
  site.page(picker())
  const events = await recordEvents(page)
  await page.goto('/')
  await expect(page.getByRole('alert')).toContainText('We could not load the list.')
  expect(await events()).toEqual([
    'hub-error {"error":{"code":"config-invalid","reason":"catalogue-invalid"}}',
  ])
  expect((await heard).text()).toMatch(/\/catalogue\/index\.json entries\[0\]\.href/)
})
