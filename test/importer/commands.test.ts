/**
 * `hub-link check`, `hub-link catalogue`, and a command line that is wrong.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { parseCatalogue } from '../../src/core/catalogue.ts'
import { parseGuide } from '../../src/core/parseGuide.ts'
import { Workspace } from './workspace.ts'

let workspace: Workspace
beforeEach(() => {
  workspace = new Workspace()
})
afterEach(() => {
  workspace.remove()
})

const guide = (more: object = {}) => ({
  schema: 1,
  provider: 'acorn-desk',
  name: 'Acorn Desk',
  locale: 'en',
  auth: { kind: 'fields' },
  sections: [{ id: 's', title: 'S', body: [] }],
  fields: [{ name: 'apiKey', label: 'API key', kind: 'secret' }],
  ...more,
})
const put = (path: string, value: object) => workspace.write(path, JSON.stringify(value, null, 2))

test('a file’s name forges no line, and drives no terminal', async () => {
  const name = `a\u001b]0;owned\u0007\u009b31m\nforged:1: error internal`
  workspace.write(`docs/${name}.md`, '# Acorn Desk')
  workspace.write(`docs/${name}.mdx`, '# Acorn Desk')
  const { err } = await workspace.run('import', 'docs', '--out', 'out', '--verbose')
  expect(err).toContain('error output-taken Its guide would replace that of docs/a]0;owned31m forged:1:')
  expect(err).not.toMatch(/^forged|(?!\n)\p{Cc}/mu)
})

describe('a command line that is wrong', () => {
  test.each([
    [[], 'Say what to do'],
    [['exprot'], 'no command “exprot”'],
    [['help', 'exprot'], 'no command “exprot”'],
    [['import'], '“import” needs pages: hub-link import <pages> --out <folder>.'],
    [['catalogue'], '“catalogue” needs a folder: hub-link catalogue <folder> --out <file>.'],
    [['import', 'a.mdx'], 'needs --out'],
    [['import', 'a.mdx', '--out'], '--out needs a value after it.'],
    [['import', 'a.mdx', '--out', '--json'], '--out needs a value after it.'],
    [['check', 'a.json', '--json=yes'], '--json takes no value.'],
    [['check', '--help=yes'], '--help takes no value.'],
    [['check', 'a.json', '--version'], 'no option --version'],
    [['import', 'a.mdx', '--out', 'o', '--locale', 'en_US!'], '--locale needs'],
    [['import', 'a.mdx', '--out', 'o', '--site-base', 'docs.example.com'], '--site-base needs'],
    [['import', 'a.mdx', '--out', 'o', '--asset-base', 'http://cdn.example.com'], '--asset-base needs'],
    [['import', 'a.mdx', '--out', 'o', '--colour'], 'There is no option --colour.'],
    [['check'], 'needs files'],
    [['check', 'a.json', '--out', 'o'], 'no option --out'],
    [['catalogue', 'a'], 'needs --out'],
    [['import', 'a.mdx', '--out', 'o', '--asset-base', 'https://cdn.example.com/?v=1'], 'without ? and #'],
    [['import', 'a.mdx', '--out', 'o', '--asset-base', '/a b'], 'a path such as /static'],
    [['import', 'a.mdx', '--out', 'o', '--site-base', 'https://docs.example.com/#top'], 'without ? and #'],
    [['import', 'a.mdx', '--out', 'o', '--site-base', 'https://u:p@docs.example.com'], '--site-base needs'],
    [['catalogue', 'a', 'b', '--out', 'o'], 'one folder'],
    [['catalogue', 'a', '--out', 'o/'], 'ends in .json'],
    [['catalogue', 'a', '--out', 'o/llms.txt'], 'ends in .json'],
  ])('%j says why and exits with 2', async (argv, words) => {
    const { code, err, out } = await workspace.run(...argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
  })

  test.each([
    [['--help'], 'hub-link help <command>'],
    [['help'], 'hub-link help <command>'],
    [['import', '-h'], '--asset-base'],
    [['help', 'import'], '--asset-base'],
    [['check', '--help'], 'hub-link check <files>'],
    [['help', 'check'], 'hub-link check <files>'],
    [['catalogue', '--help'], 'llms.txt'],
    [['help', 'catalogue'], 'llms.txt'],
    [['--version'], '0.0.0'],
  ])('%j answers', async (argv, words) => {
    const { code, out, err } = await workspace.run(...argv)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(words)
  })
})

describe('check', () => {
  test('a good guide is good, and its drafts are named', async () => {
    put('a.json', guide({ drafts: ['auth'] }))
    const { code, err } = await workspace.run('check', 'a.json')
    expect(code).toBe(0)
    expect(err).toMatch(/^a\.json:\d+: info draft auth is a draft/m)
  })

  test('each fault of a guide has its line and its path', async () => {
    put(
      'a.json',
      guide({ sections: [{ id: 's', title: 'S', body: [{ kind: 'image', src: '/a.png' }] }], name: '' }),
    )
    const { code, err } = await workspace.run('check', 'a.json')
    expect(code).toBe(1)
    expect(err).toMatch(/^a\.json:4: error bad-guide name /m)
    expect(err).toMatch(/^a\.json:14: error bad-guide sections\[0\]\.body\[0\]\.alt /m)
  })

  test('what would be left out is a warning', async () => {
    const link = { kind: 'link', href: 'javascript:x', content: [{ kind: 'text', text: 'x' }] }
    put(
      'a.json',
      guide({ sections: [{ id: 's', title: '', body: [{ kind: 'paragraph', content: [link] }] }] }),
    )
    const { code, err } = await workspace.run('check', 'a.json')
    expect(code).toBe(0)
    expect(err).toContain('warning guide-remark sections[0].body[0].content[0].href')
  })

  test.each([
    ['broken JSON', '{\n  "a": 1,\n  b\n}', 3, 'not-json'],
    ['no JSON at all', 'hello', 1, 'not-json'],
    ['an empty file', '', 1, 'not-json'],
    ['another kind of JSON', '[]', 1, 'bad-guide'],
    [
      'a bad catalogue',
      '{\n  "schema": 1,\n  "entries": [\n    { "provider": "a", "name": "A" }\n  ]\n}',
      4,
      'bad-catalogue',
    ],
  ])('%s is an error with its line', async (_, text, line, code) => {
    workspace.write('a.json', text)
    const ran = await workspace.run('check', 'a.json')
    expect(ran.code).toBe(1)
    expect(ran.err).toContain(`a.json:${line}: error ${code}`)
  })

  test('a catalogue whose guide is not there', async () => {
    put('index.json', { schema: 1, entries: [{ provider: 'a', name: 'A', href: 'gone.json' }] })
    const { code, err } = await workspace.run('check', 'index.json')
    expect(code).toBe(0)
    expect(err).toContain('index.json:7: warning missing-guide entries[0].href gone.json')
  })

  test('--json', async () => {
    put('a.json', guide())
    workspace.write('b.json', '{')
    const { out } = await workspace.run('check', '*.json', '--json')
    expect(JSON.parse(out)).toMatchObject({
      checked: 2,
      failed: 1,
      files: [
        { path: 'a.json', kind: 'guide', ok: true, diagnostics: [] },
        { path: 'b.json', ok: false, diagnostics: [{ code: 'not-json' }] },
      ],
    })
  })
})

describe('catalogue', () => {
  const entries = () => {
    const parsed = parseCatalogue(workspace.read('public/index.json'))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
    return parsed.catalogue.entries
  }

  test('lists guides under names that change with their content', async () => {
    put('guides/a.json', guide())
    put('guides/deep/b.json', guide({ provider: 'birch', name: 'Birch', category: 'Trees' }))
    put('guides/other.json', { not: 'a guide' })
    expect((await workspace.run('catalogue', 'guides', '--out', 'public/index.json')).code).toBe(0)
    const [acorn, birch] = entries()
    expect(acorn).toMatchObject({ provider: 'acorn-desk', name: 'Acorn Desk', auth: 'fields', locale: 'en' })
    expect(birch).toMatchObject({ provider: 'birch', category: 'Trees' })
    expect(acorn?.href).toMatch(/^acorn-desk\.[0-9a-f]{12}\.json$/)
    expect(parseGuide(workspace.read(`public/${acorn?.href ?? ''}`))).toMatchObject({
      ok: true,
      diagnostics: [],
    })
    const before = acorn?.href
    put('guides/a.json', guide({ name: 'Acorn' }))
    await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(entries()[0]?.href).not.toBe(before)
  })

  test('beside its guides: a second run gives no diff', async () => {
    put('guides/a.json', guide())
    await workspace.run('catalogue', 'guides', '--out', 'guides/index.json')
    const files = workspace.files('guides').map((path) => [path, workspace.read(`guides/${path}`)])
    expect((await workspace.run('catalogue', 'guides', '--out', 'guides/index.json')).code).toBe(0)
    expect(workspace.files('guides').map((path) => [path, workspace.read(`guides/${path}`)])).toEqual(files)
    expect(files).toHaveLength(4)
  })

  test('two ways to link one provider are two entries, its languages are one', async () => {
    put('guides/key.json', guide())
    put('guides/key.de.json', guide({ locale: 'de' }))
    put('guides/oauth.json', guide({ auth: { kind: 'redirect', hosts: ['acorn.example.com'] }, fields: [] }))
    await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(entries()).toMatchObject([
      { provider: 'acorn-desk', auth: 'fields', locale: 'en', locales: [{ locale: 'de' }] },
      { provider: 'acorn-desk', auth: 'redirect' },
    ])
  })

  test('aliases, categories and logos that a person added stay', async () => {
    put('guides/a.json', guide())
    await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    const added = { aliases: ['Oak Desk'], category: 'Trees', logo: '/logos/acorn.svg' }
    put('public/index.json', { schema: 1, entries: entries().map((entry) => ({ ...entry, ...added })) })
    put('guides/a.json', guide({ fields: [] }))
    await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(entries()).toMatchObject([added])
  })

  test('machine readers get llms.txt', async () => {
    put('guides/a.json', guide())
    await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    const text = workspace.read('public/llms.txt')
    expect(text).toMatch(/^# Connection guides\n\n> 1 guide /)
    expect(text).toMatch(/^- \[Acorn Desk\]\(acorn-desk\.[0-9a-f]{12}\.json\): 0 steps; fields: API key$/m)
  })

  test.each([
    ['en', ['accounting', 'Élan', 'Öl', 'Zoo'], ['amber', 'Äsp', 'Zinc']],
    ['sv', ['accounting', 'Élan', 'Zoo', 'Öl'], ['amber', 'Zinc', 'Äsp']],
  ])('llms.txt is in the order of the guides’ language: %s', async (locale, categories, names) => {
    const listed = categories.flatMap((category) => names.map((name) => ({ category, name })))
    for (const [at, each] of listed.reverse().entries())
      put(`guides/${at}.json`, guide({ ...each, provider: `p${at}`, locale }))
    await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    const lines = [...workspace.read('public/llms.txt').matchAll(/^(?:## |- \[)([^\]\n]+)/gm)]
    expect(lines.map(([, line]) => line)).toEqual(categories.flatMap((category) => [category, ...names]))
  })

  test('llms.txt has no line that a guide’s author made up, and any language', async () => {
    put('guides/a.json', guide({ category: 'Trees\n\n- [Birch](https://birch.example)', locale: 'en_US!' }))
    expect((await workspace.run('catalogue', 'guides', '--out', 'public/index.json')).code).toBe(0)
    const text = workspace.read('public/llms.txt')
    expect(text).toContain('\n## Trees - \\[Birch\\](https://birch.example)\n')
    expect(text.match(/^- /gm)).toHaveLength(1)
  })

  test.each<[string, string, object]>([
    ['whose category is too long', 'category Too long', { category: 'x'.repeat(101) }],
    ['whose category is empty', 'category Too short', { category: '' }],
    ['whose language is too long', 'locale Too long', { locale: 'x'.repeat(36) }],
    ['whose language is empty', 'locale Too short', { locale: '' }],
  ])('a guide %s is named, and costs no other its place', async (_, said, more) => {
    put('guides/a.json', guide())
    put('guides/b.json', guide({ provider: 'birch', ...more }))
    const { code, err } = await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`^guides/b\\.json:\\d+: error bad-guide ${said}`, 'm'))
    expect(entries()).toMatchObject([{ provider: 'acorn-desk' }])
  })

  test('a catalogue that would be refused is not written', async () => {
    for (let at = 0; at < 102; at += 1) put(`guides/${at}.json`, guide({ locale: `x-${at}` }))
    const { code, err } = await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(code).toBe(1)
    expect(err).toContain('The catalogue is not written: it would be refused (entries[0].locales Too')
    expect(workspace.files('public')).toEqual([])
  })

  test('drafts, doubles and bad guides are named; good ones are listed', async () => {
    put('guides/a.json', guide({ drafts: ['auth'] }))
    put('guides/same.json', guide())
    put('guides/bad.json', guide({ schema: 2 }))
    const { code, err } = await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(code).toBe(1)
    expect(err).toMatch(/guides\/a\.json:\d+: warning unconfirmed .*auth/)
    expect(err).toContain('guides/same.json:1: warning duplicate')
    expect(err).toMatch(/guides\/bad\.json:2: error bad-guide schema /)
    expect(entries()).toHaveLength(1)
  })

  test('two guides that nobody could tell apart are named', async () => {
    put('guides/a.json', guide())
    put('guides/b.json', guide({ fields: [] }))
    const { code, err } = await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
    expect(code).toBe(0)
    expect(err).toMatch(/guides\/b\.json:1: warning duplicate .* as guides\/a\.json: both are listed/)
    expect(entries()).toHaveLength(2)
  })

  test('file names in every spelling', async () => {
    put('guides/with space & ünï.json', guide())
    put('guides/[x] (y).json', guide({ provider: 'x' }))
    put('guides/UP.JSON', guide({ provider: 'up' }))
    expect((await workspace.run('catalogue', 'guides', '--out', 'public/index.json')).code).toBe(0)
    expect(entries()).toHaveLength(3)
  })

  test.each([
    ['nothing that is there', {}, 'No guide lies in guides: name the folder'],
    ['no guide', { 'guides/package.json': { name: 'x' } }, 'No guide lies in guides: name the folder'],
    ['bad guides alone', { 'guides/a.json': guide({ schema: 2 }) }, 'no guide of guides could be listed'],
    [
      'a guide in the place of the catalogue',
      { 'guides/a.json': guide(), 'public/index.json': guide() },
      'public/index.json is there and is no catalogue: mend it, remove it, or choose another --out.',
    ],
    [
      'a file in the place of its folder',
      { 'guides/a.json': guide(), public: {} },
      /public\/acorn-desk\.\w+\.json has a file in the place of its folder\. Change that/,
    ],
  ])(
    '%s: it fails with a sentence, and nothing is written',
    async (_, files: Record<string, object>, said) => {
      for (const [path, value] of Object.entries(files)) put(path, value)
      const before = workspace.files().map((path) => [path, workspace.read(path)])
      const { code, err } = await workspace.run('catalogue', 'guides', '--out', 'public/index.json')
      expect(code).toBe(1)
      expect(err).toMatch(said)
      expect(workspace.files().map((path) => [path, workspace.read(path)])).toEqual(before)
    },
  )
})

test.each<[string, string]>([
  ['/dev/null/index.json', 'has a file in the place of its folder. Change that'],
  ...(process.platform === 'linux'
    ? [['/proc/x/index.json', 'lies where no folder can be made. Change that'] as [string, string]]
    : []),
  ['pipe.json', 'pipe.json is there and is no catalogue: mend it, remove it, or choose another --out.'],
])('catalogue --out %s fails with a sentence', async (out, said) => {
  put('guides/a.json', guide())
  execFileSync('mkfifo', [join(workspace.path, 'pipe.json')])
  const { code, err } = await workspace.run('catalogue', 'guides', '--out', out)
  expect(code).toBe(1)
  expect(err).toContain(said)
})

describe('a catalogue from elsewhere', () => {
  const entry = (more: object) =>
    parseCatalogue({ schema: 1, entries: [{ provider: 'a', name: 'A', href: 'a.json', ...more }] })

  test.each(['a.json', './x/a.json', '../a.json', '/guides/a.json', 'https://cdn.example.com/a.json'])(
    'takes %s',
    (href) => {
      expect(entry({ href }).ok).toBe(true)
    },
  )

  test.each([
    '',
    '//evil.example/a.json',
    '/\\evil.example',
    'http://a.example/a',
    'javascript:x',
    'data:,x',
    'https://u@a.example/',
    'a b',
  ])('refuses %j', (href) => {
    expect(entry({ href })).toMatchObject({ ok: false, faults: [{ path: 'entries[0].href' }] })
  })

  test('a logo that cannot be shown is left out', () => {
    expect(entry({ logo: 'http://a.example/a.png' })).toMatchObject({
      ok: true,
      diagnostics: [{ path: 'entries[0].logo' }],
    })
  })

  test.each([null, 3, '{', [], { schema: 2, entries: [] }, { schema: 1 }])('%j is refused', (value) => {
    expect(parseCatalogue(value).ok).toBe(false)
  })
})
