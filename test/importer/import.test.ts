/**
 * `hub-link import`: where guides go, what is said, what is kept, and what makes it fail.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { Guide } from '../../src/core/guide.ts'
import type { MarkedGuide } from '../../src/importer/guide/kept.ts'
import { Workspace } from './workspace.ts'

let workspace: Workspace
beforeEach(() => {
  workspace = new Workspace()
})
afterEach(() => {
  workspace.remove()
})

const page = (title: string, body = 'Words.') => `---\ntitle: ${title}\n---\n\n## Find the key\n\n${body}\n`
const LINKING = '## Connecting\n\nEnter the following fields:\n\n- **API Key**\n- **Region** (optional)\n'

describe('where guides go', () => {
  test.each([
    ["'guides/**/*.mdx'", ['guides/**/*.mdx'], ['a.json', 'deep/er/b.json']],
    ['a folder', ['guides'], ['a.json', 'c.json', 'deep/er/b.json']],
    ['one file', ['guides/deep/er/b.mdx'], ['b.json']],
    ['files that a shell has found', ['guides/a.mdx', 'guides/deep/er/b.mdx'], ['a.json', 'deep/er/b.json']],
    ['a choice', ['guides/{a,deep/er/b}.mdx'], ['a.json', 'deep/er/b.json']],
  ])('%s mirrors what lies below the fixed part', async (_, patterns, files) => {
    workspace.write('guides/a.mdx', page('A'))
    workspace.write('guides/deep/er/b.mdx', page('B'))
    workspace.write('guides/c.md', page('C'))
    workspace.write('guides/d.txt', 'no page')
    expect((await workspace.run('import', ...patterns, '--out', 'out')).code).toBe(0)
    expect(workspace.files('out')).toEqual(files)
  })

  test('a name that reads like a pattern is a name', async () => {
    workspace.write('guides (old)/[a].mdx', page('A'))
    expect((await workspace.run('import', 'guides (old)/[a].mdx', '--out', 'out')).code).toBe(0)
    expect(workspace.files('out')).toEqual(['[a].json'])
  })

  test('two pages for one guide: the second fails', async () => {
    workspace.write('guides/a.md', page('A'))
    workspace.write('guides/a.mdx', page('A'))
    const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
    expect(code).toBe(1)
    expect(err).toContain('guides/a.mdx:1: error output-taken')
    expect(workspace.files('out')).toEqual(['a.json'])
  })

  test('no page at all fails, and says what to name', async () => {
    const { code, out, err } = await workspace.run('import', 'guides/*.mdx', '--out', 'out')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('No page fits guides/*.mdx: name a page, a folder')
  })

  test('a link that leads back to its own folder brings no page twice', async () => {
    workspace.write('guides/a.mdx', page('A'))
    symlinkSync('.', join(workspace.path, 'guides/loop'))
    expect((await workspace.run('import', 'guides', '--out', 'out')).code).toBe(0)
    expect(workspace.files('out')).toEqual(['a.json'])
  })

  test.each([
    ['nowhere', 'gone.mdx', 'is not there'],
    ['back to itself', 'link.mdx', 'is a link that leads back to itself'],
  ])('a link that leads %s is an error of its own', async (_, target, reason) => {
    workspace.write('in/a.mdx', page('A'))
    symlinkSync(target, join(workspace.path, 'in/link.mdx'))
    symlinkSync(target, join(workspace.path, 'in/other.txt'))
    expect(await workspace.run('import', 'in/*.mdx', '--out', 'out')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`in/link.mdx:1: error unreadable The file ${reason}.`) as string,
    })
    expect(workspace.files('out')).toEqual(['a.json'])
  })

  test('a link to another page or folder gives guides in its own place', async () => {
    workspace.write('guides/a/one.mdx', page('One'))
    workspace.write('guides/b/two.mdx', page('Two'))
    symlinkSync('a', join(workspace.path, 'guides/c'))
    symlinkSync('a/one.mdx', join(workspace.path, 'guides/also.mdx'))
    expect((await workspace.run('import', 'guides', '--out', 'out')).code).toBe(0)
    expect(workspace.files('out')).toEqual(['a/one.json', 'also.json', 'b/two.json', 'c/one.json'])
  })

  test('guides can go below the folder of their pages', async () => {
    workspace.write('guides/a.mdx', page('A'))
    const first = await workspace.run('import', 'guides', '--out', 'guides/out')
    expect(await workspace.run('import', 'guides', '--out', 'guides/out')).toEqual(first)
    expect(workspace.files('guides')).toEqual(['a.mdx', 'out/a.json'])
  })

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be looked into is an error', async () => {
    workspace.write('guides/a.mdx', page('A'))
    workspace.write('guides/closed/b.mdx', page('B'))
    chmodSync(join(workspace.path, 'guides/closed'), 0)
    const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
    chmodSync(join(workspace.path, 'guides/closed'), 0o700)
    expect(code).toBe(1)
    expect(err).toContain('guides/closed:1: error unreadable The folder is closed to this user.')
    expect(workspace.files('out')).toEqual(['a.json'])
  })

  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be written to fails its page alone',
    async () => {
      workspace.write('guides/a.mdx', page('A'))
      workspace.write('out/kept.txt', '')
      chmodSync(join(workspace.path, 'out'), 0o500)
      const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
      chmodSync(join(workspace.path, 'out'), 0o700)
      expect(code).toBe(1)
      expect(err).toContain('error unwritable')
    },
  )

  test.each([
    ['a file', 'taken', 'taken is no folder. Choose another --out.'],
    ['within a file', 'taken/deep', 'taken/deep has a file in the place of its folder. Choose'],
    ['a device', '/dev/null', '/dev/null is no folder. Choose'],
    ['a pipe', 'pipe', 'pipe is no folder. Choose'],
    ['within a pipe', 'pipe/deep', 'pipe/deep has a file in the place of its folder. Choose'],
    ...(process.platform === 'linux' ? ['/proc/x', '/proc/x/y'] : []).map((path) => [
      'nothing that can be made',
      path,
      `${path} lies where no folder can be made. Choose`,
    ]),
  ])('--out that is %s: nothing is imported, and a sentence says why', async (_, out, said) => {
    workspace.write('guides/a.mdx', page('A'))
    workspace.write('taken', 'a file')
    execFileSync('mkfifo', [join(workspace.path, 'pipe')])
    const { code, err } = await workspace.run('import', 'guides', '--out', out)
    expect(code).toBe(1)
    expect(err).toContain(`Nothing is imported: ${said}`)
  })

  test('a pipe in the place of a guide fails its page alone, and stays', async () => {
    workspace.write('guides/a.mdx', page('A'))
    workspace.write('guides/b.mdx', page('B'))
    workspace.write('out/kept.txt', '')
    execFileSync('mkfifo', [join(workspace.path, 'out/a.json')])
    const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
    expect(code).toBe(1)
    expect(err).toContain('guides/a.mdx:1: error unwritable a.json is no file that holds text: change that')
    expect(statSync(join(workspace.path, 'out/a.json')).isFIFO()).toBe(true)
    expect(workspace.json('out/b.json')).toMatchObject({ name: 'B' })
  })

  test('a file in the place of a folder fails its page alone', async () => {
    workspace.write('guides/deep/a.mdx', page('A'))
    workspace.write('guides/b.mdx', page('B'))
    workspace.write('out/deep', 'a file')
    const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
    expect(code).toBe(1)
    expect(err).toContain('guides/deep/a.mdx:1: error unwritable')
    expect(workspace.files('out')).toEqual(['b.json', 'deep'])
  })
})

test('good pages are written when others fail', async () => {
  workspace.write('guides/bad.mdx', '<Steps>\n')
  workspace.write('guides/binary.mdx', new Uint8Array([1, 0, 2]))
  workspace.write('guides/good.mdx', page('Good'))
  const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
  expect(code).toBe(1)
  expect(err).toContain('guides/bad.mdx:1: error broken-page')
  expect(err).toContain('guides/binary.mdx:1: error not-text')
  expect(err).toContain('Imported 1 page into out, 2 failed')
  expect(workspace.files('out')).toEqual(['good.json'])
})

test('a second run gives no diff', async () => {
  workspace.write('guides/a.mdx', page('A', LINKING))
  const first = await workspace.run('import', 'guides', '--out', 'out')
  const text = workspace.read('out/a.json')
  expect(await workspace.run('import', 'guides', '--out', 'out')).toEqual(first)
  expect(workspace.read('out/a.json')).toBe(text)
})

describe('addresses', () => {
  const body = 'See [other](/other) and [near](../near).\n\n![A](/images/a.png)\n\n![B](./b.png)'

  test('without bases: links become text, images of the site stay', async () => {
    workspace.write('guides/deep/a.mdx', page('A', body))
    const { err } = await workspace.run('import', 'guides/**/*.mdx', '--out', 'out')
    const text = workspace.read('out/deep/a.json')
    expect(text).not.toContain('"link"')
    expect(text).toContain('"/images/a.png"')
    expect(err).toMatch(/a\.mdx:7: warning link-dropped .*\/other/)
    expect(err).toMatch(/a\.mdx:11: warning image-dropped .*\.\/b\.png/)
  })

  test('with bases they are absolute', async () => {
    workspace.write('guides/deep/a.mdx', page('A', body))
    const bases = ['--site-base', 'https://docs.example.com/v1/', '--asset-base', 'https://cdn.example.com/x']
    const { err } = await workspace.run('import', 'guides/**/*.mdx', '--out', 'out', ...bases)
    const text = workspace.read('out/deep/a.json')
    for (const address of [
      'https://docs.example.com/v1/other',
      'https://docs.example.com/v1/near',
      'https://cdn.example.com/x/images/a.png',
      'https://cdn.example.com/x/deep/b.png',
    ])
      expect(text).toContain(`"${address}"`)
    expect(err).not.toContain('dropped')
  })
})

describe('drafts', () => {
  beforeEach(async () => {
    workspace.write('guides/a.mdx', page('A', LINKING))
    await workspace.run('import', 'guides', '--out', 'out')
  })

  const guide = () => workspace.json('out/a.json') as MarkedGuide
  const change = (make: (guide: MarkedGuide) => object) =>
    workspace.write('out/a.json', JSON.stringify(make(guide())))

  test('are listed beside the guide, which stays as the schema has it', () => {
    expect(guide()).toMatchObject({
      auth: { kind: 'fields' },
      fields: [
        { name: 'apiKey', label: 'API Key', kind: 'secret', required: true },
        { name: 'region', label: 'Region', kind: 'text', required: false },
      ],
      drafts: ['auth', 'fields.apiKey', 'fields.region'],
    })
  })

  test('that a person confirmed are kept, with what was added', async () => {
    const logo = 'https://cdn.example.com/a.svg'
    const auth: Guide['auth'] = { kind: 'redirect', hosts: ['a.example.com'] }
    change((one) => ({
      ...one,
      logo,
      auth,
      drafts: ['fields.region'],
      fields: one.fields.map((field) => ({ ...field, hint: 'Ours' })),
    }))
    workspace.write('guides/a.mdx', page('A', `New words.\n\n${LINKING.replace('API Key', 'Other Key')}`))
    const { err } = await workspace.run('import', 'guides', '--out', 'out')
    expect(guide()).toMatchObject({
      logo,
      auth,
      drafts: ['fields.region'],
      fields: [{ name: 'apiKey', hint: 'Ours' }, { name: 'region' }],
    })
    expect(workspace.read('out/a.json')).toContain('New words.')
    expect(err).toContain('info kept Kept as a person set it: auth, fields, logo.')
  })

  test('that nobody touched are drafted anew', async () => {
    workspace.write('guides/a.mdx', page('A', LINKING.replace('API Key', 'Other Key')))
    await workspace.run('import', 'guides', '--out', 'out')
    expect(guide().fields.map(({ name }) => name)).toEqual(['otherKey', 'region'])
  })

  test.each(['{', '[]', '{"fields": 3}'])(
    'an earlier file that is no guide (%s) is replaced, and a person is told',
    async (text) => {
      workspace.write('out/a.json', text)
      const { code, err } = await workspace.run('import', 'guides', '--out', 'out')
      expect(code).toBe(0)
      expect(err).toContain('guides/a.mdx:1: warning replaced a.json was there and was no guide')
      expect(guide().fields).toHaveLength(2)
    },
  )
})

describe('what is said', () => {
  test('each thing as path:line: severity code message', async () => {
    workspace.write('guides/a.mdx', page('A', '<Glitter>x</Glitter>'))
    const { err, out } = await workspace.run('import', 'guides', '--out', 'out')
    const [, ...rest] = err.trim().split('\n').reverse()
    for (const line of rest)
      expect(line).toMatch(/^guides\/a\.mdx:\d+: (?:error|warning|info) [a-z]+(?:-[a-z]+)* \S/)
    expect(out).toBe('')
  })

  test('--verbose adds a line for each file', async () => {
    workspace.write('guides/a.mdx', page('A'))
    workspace.write('guides/b.mdx', '{')
    const { err } = await workspace.run('import', 'guides', '--out', 'out', '--verbose')
    expect(err).toContain('guides/a.mdx: a.json (A: 1 section, 0 steps, 0 fields)')
    expect(err).toContain('guides/b.mdx: failed')
  })

  test('--json is one object on standard output', async () => {
    workspace.write('guides/a.mdx', page('A', LINKING))
    workspace.write('guides/b.mdx', '{')
    const { out, err } = await workspace.run('import', 'guides', '--out', 'out', '--json')
    expect(JSON.parse(out)).toMatchObject({
      imported: 1,
      failed: 1,
      files: [
        { path: 'guides/a.mdx', ok: true, output: 'a.json', provider: 'a', name: 'A', fields: 2 },
        {
          path: 'guides/b.mdx',
          ok: false,
          diagnostics: [{ line: 1, severity: 'error', code: 'broken-page' }],
        },
      ],
    })
    expect(err).not.toContain('error broken-page')
  })

  test('a page cannot forge a line or drive the terminal', async () => {
    const esc = '\u001b'
    workspace.write('guides/a.mdx', page('A', `[x\n${esc}[31mguides/b.mdx:1: error forged x](ftp://x)`))
    const { err } = await workspace.run('import', 'guides', '--out', 'out')
    expect(err).not.toContain(esc)
    expect(err).not.toMatch(/^guides\/b\.mdx/m)
  })
})
