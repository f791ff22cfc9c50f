/**
 * What the importer decides, one table for each decision.
 */
import { describe, expect, test } from 'vitest'

import type { Block, Guide, Section } from '../../src/core/guide.ts'
import type { Code } from '../../src/importer/diagnostics.ts'
import { identify, providerIn } from '../../src/importer/guide/identity.ts'
import { importPage } from '../../src/importer/importPage.ts'
import { fieldKindOf } from '../../src/importer/guide/fieldKinds.ts'
import { mendSlips } from '../../src/importer/source/slips.ts'
import { fieldNameOf, slugOf } from '../../src/importer/guide/slug.ts'

const imported = (text: string, location = 'acme.mdx') =>
  importPage({ path: location, location, bytes: Buffer.from(text) }, { locale: 'en' })

function guideOf(text: string): Guide {
  const page = imported(text)
  if (!page.ok) throw new Error(JSON.stringify(page.diagnostics))
  return page.guide
}

const bodyOf = (text: string): Block[] => guideOf(`## Title\n\n${text}`).sections.flatMap(({ body }) => body)
const linesOf = (text: string, code: Code): number[] =>
  imported(text)
    .diagnostics.filter((one) => one.code === code)
    .map(({ line }) => line)

const text = (words: string) => ({ kind: 'text', text: words })
const paragraph = (words: string) => ({ kind: 'paragraph', content: [text(words)] })

describe('whose guide it is', () => {
  test.each([
    ['Connect Acme with API Key – Widget Hub', 'Acme'],
    ['Acme - How do I link my account?', 'Acme'],
    ['Connect Acme (API Key) - Widget Hub', 'Acme (API Key)'],
    ['Setting up Acme', 'Acme'],
    ['How do I link my account?', ''],
    ['Acme (Client Credentials) - How to Connect Your Account', 'Acme (Client Credentials)'],
    ['How to connect your Acme account', 'Acme'],
    ['Connect your Acme account via OAuth', 'Acme'],
    ['Acme integration guide', 'Acme'],
    ['Acme', 'Acme'],
    ['Link Acme', 'Acme'],
    ['Linking Acme', 'Acme'],
    ['Connecting Acme', 'Acme'],
    ['Connect to Acme with an API key', 'Acme'],
    ['Connect with Acme', 'Acme'],
    ['Connect your Acme account', 'Acme'],
    ['How to connect Acme', 'Acme'],
    ['How to link Acme to Orchard', 'Acme'],
    ['Guide to connecting Acme', 'Acme'],
    ['Linking your Acme account to Orchard', 'Acme'],
    ['Authenticating with Acme', 'Acme'],
    ['Configure Acme HR', 'Acme HR'],
    ['Getting started with Acme', 'Acme'],
    ['Acme API key', 'Acme'],
    ['Acme: API Token', 'Acme'],
    ['Acme API key – setup guide', 'Acme'],
    ['Acme personal access token', 'Acme'],
    ['Acme (Client Credentials)', 'Acme (Client Credentials)'],
    ['How to find your Acme API key', 'Acme'],
    ['Where do I find my Acme API key?', 'Acme'],
    ['Getting an API key from Acme', 'Acme'],
    ['Generate a new Acme API key', 'Acme'],
    ['Acme Integration', 'Acme'],
    ['Oracle Integration', 'Oracle Integration'],
    ['Connect Oracle Integration with API key', 'Oracle Integration'],
    ['Orchard Data Integration setup', 'Orchard Data Integration'],
    ['Acme setup', 'Acme'],
    ['Acme account linking guide', 'Acme'],
    ['Acme: Connect your account', 'Acme'],
    ['Acme | Linking your account', 'Acme'],
    ['Acme connector', 'Acme'],
    ['Acme authentication', 'Acme'],
    ['Acme - Getting Started', 'Acme'],
    ['Link accounts', ''],
    ['Connecting', ''],
    ['Integration guide', ''],
    ['Set up your API key', ''],
    ['How to find your API key', ''],
    ['API Key', ''],
    ['How to connect', ''],
    ['Getting started', ''],
    ['Overview', ''],
    ['ConnectWise', 'ConnectWise'],
    ['Connect Wise', 'Connect Wise'],
    ['How to connect Connect Wise', 'Connect Wise'],
    ['Link Mobility', 'Link Mobility'],
    ['Link11', 'Link11'],
    ['Linkedin', 'Linkedin'],
    ['Setmore', 'Setmore'],
    ['GetResponse', 'GetResponse'],
    ['Get Satisfaction', 'Get Satisfaction'],
    ['Acme Connect', 'Acme Connect'],
    ['Acme Link', 'Acme Link'],
    ['Acme Key', 'Acme Key'],
    ['Integrately', 'Integrately'],
    ['Connect', 'Connect'],
    ['Link-Up | Docs', 'Link-Up'],
  ])('%s is about %s', (title, name) => {
    expect(providerIn(title)).toBe(name)
  })

  const entry = (key: string, value: string) => new Map([[key, { text: value, line: 2 }]])

  test.each([
    [
      'the name that the page has for its menu',
      entry('sidebarTitle', 'Acme'),
      'Other',
      { folder: 'x', file: 'connect' },
      'Acme',
      'acme',
    ],
    [
      'the name that the page has for its menu, as it stands',
      entry('sidebarTitle', 'Link Acme'),
      'Acme API key',
      { folder: 'x', file: 'y' },
      'Link Acme',
      'link-acme',
    ],
    ['what the title is about', new Map(), 'Link Acme', { folder: 'x', file: 'link-acme' }, 'Acme', 'acme'],
    [
      'the title, where the file is called the same in one word',
      new Map(),
      'Connect Orchard',
      { folder: 'x', file: 'connectorchard' },
      'Connect Orchard',
      'connect-orchard',
    ],
    [
      'the file, where the title names nobody',
      new Map(),
      'Link your account',
      { folder: 'x', file: 'acme' },
      'Acme',
      'acme',
    ],
    [
      'the title',
      new Map(),
      'Märchen & Söhne',
      { folder: 'x', file: 'y' },
      'Märchen & Söhne',
      'marchen-sohne',
    ],
    [
      'the folder of connect.mdx, where no letter is left',
      new Map(),
      '飞书',
      { folder: 'feishu', file: 'connect' },
      '飞书',
      'feishu',
    ],
    ['the file, where no letter is left', new Map(), '飞书', { folder: 'x', file: 'lark' }, '飞书', 'lark'],
    [
      'the folder of connect.mdx',
      new Map(),
      undefined,
      { folder: 'acme-desk', file: 'connect' },
      'Acme Desk',
      'acme-desk',
    ],
    ['the file', new Map(), undefined, { folder: 'x', file: 'acme_desk' }, 'Acme Desk', 'acme-desk'],
  ])('by %s', (_, frontmatter, title, location, name, provider) => {
    expect(identify(frontmatter, title, location)).toMatchObject({ name, provider })
  })

  test.each([
    ['SAP S/4HANA', 'sap-s-4hana'],
    ['8x8', '8x8'],
    ['Breathe HR', 'breathe-hr'],
    ['Łódź–Ærø', 'lodz-aero'],
    ["Ben & Jerry's", 'ben-jerrys'],
    ['…', ''],
  ])('%s has the key %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test.each([
    ['API Key', 'apiKey'],
    ['Client ID (Key)', 'clientIdKey'],
    ['2FA code', 'faCode'],
    ['Root', 'rootValue'],
    ['Constructor', 'constructorValue'],
    ['…', ''],
  ])('the field %s is called %s', (label, name) => {
    expect(fieldNameOf(label)).toBe(name)
  })
})

describe('the page itself', () => {
  test('its title, description and index are no part of the guide, and are named', () => {
    const page = imported('> ## Documentation Index\n> See llms.txt\n\n# Acme\n\n> What Acme is.\n\nWords.')
    expect(page.ok && page.guide.sections).toMatchObject([{ title: '', body: [paragraph('Words.')] }])
    const codes = page.diagnostics.map(({ line, code }) => `${line} ${code}`)
    expect(codes).toEqual(expect.arrayContaining(['1 page-index', '4 page-title', '6 page-description']))
  })

  test.each([
    ['in a row', '<h1>Connect Acme</h1>\n<p>Words.</p>'],
    ['in an element around all', '<main>\n<h1>Connect <b>Acme</b></h1>\n<p>Words.</p>\n</main>'],
    ['below a notice', '<Note>N</Note>\n\n<h1>Connect Acme</h1>\nWords.'],
  ])('its title as HTML has it, %s', (_, text) => {
    const { name, sections, before } = guideOf(text)
    expect(name).toBe('Acme')
    expect(JSON.stringify([before, sections])).not.toContain('Connect')
    expect(JSON.stringify([before, sections])).toContain('Words.')
  })

  test('the heading of a marked part is no title', () => {
    expect(
      guideOf('<div data-guide-section>\n<h1>Connect Acme</h1>\n\nWords.\n</div>').sections,
    ).toMatchObject([{ title: 'Connect Acme' }])
  })

  test('a first heading that says more than the title is a section', () => {
    expect(guideOf('---\ntitle: Acme\n---\n\n# First\n\nWords.').sections).toMatchObject([
      { title: 'First', level: 1 },
    ])
  })

  test('a quote after the title that says something is content', () => {
    expect(guideOf('# Acme\n\n> **Note**: careful.\n\n## A\n\nx').before).toMatchObject([{ kind: 'quote' }])
  })

  test('what comes before the first heading comes first; without any heading notices do', () => {
    expect(guideOf('Intro.\n\n<Note>N</Note>\n\n## A\n\nx').before).toMatchObject([
      paragraph('Intro.'),
      { kind: 'notice' },
    ])
    const { before, sections } = guideOf('<Note>N</Note>\n\nWords.\n\n<Tip>T</Tip>')
    expect(before).toMatchObject([{ kind: 'notice', tone: 'note' }])
    expect(sections).toMatchObject([
      { title: '', body: [paragraph('Words.'), { kind: 'notice', tone: 'tip' }] },
    ])
  })

  test.each([
    '<Tab title="T"><Steps><Step title="A">a</Step></Steps></Tab>',
    '<Note><Steps><Step title="A">a</Step></Steps></Note>',
    '- x\n\n  <Steps><Step title="A">a</Step></Steps>',
  ])('steps within something before the first heading are in a section: %s', (source) => {
    const { before, sections } = guideOf(`Intro.\n\n${source}\n\n## B\n\nb`)
    expect(before).toMatchObject([paragraph('Intro.')])
    expect(sections.map(({ title }) => title)).toEqual(['', 'B'])
    expect(JSON.stringify(sections[0]?.body)).toContain('"id":"a"')
  })

  test('steps without a heading are a section without a title', () => {
    const { before, sections } = guideOf('Intro.\n\n<Steps><Step title="A">a</Step></Steps>')
    expect(before).toMatchObject([paragraph('Intro.')])
    expect(sections).toMatchObject([{ title: '', body: [{ kind: 'steps' }] }])
  })
})

describe('the marks of the seed dialect', () => {
  const marked = (attributes: string, inner = '<h2>A</h2>\n\nx') =>
    guideOf(`<section ${attributes}>\n${inner}\n</section>`).sections[0]

  test.each([
    ['data-guide-section data-guide-scopes=""', []],
    ['data-guide-section', []],
    ['data-guide-section data-guide-scopes="a,b"', ['a', 'b']],
    ['data-guide-section data-guide-scopes=" a ,  b\tc "', ['a', 'b', 'c']],
    ["data-guide-section data-guide-scopes={['a', 'b']}", ['a', 'b']],
  ])('%s', (attributes, scopes) => {
    expect(marked(attributes)).toMatchObject({ scopes, whiteLabelHidden: false, place: 'stepper' })
  })

  test('a white-label-hidden part is help beside the form', () => {
    expect(marked('data-whitelabel-hide')).toMatchObject({
      title: 'A',
      whiteLabelHidden: true,
      place: 'form',
    })
    expect(marked('data-whitelabel-hide="false"')).toMatchObject({ whiteLabelHidden: false })
  })

  test('a mark right after a heading is the mark of its section, and ends with its element', () => {
    const { sections } = guideOf('## A\n\n<div data-guide-scopes="s">\n\nin\n\n</div>\n\nout')
    expect(sections).toMatchObject([
      { title: 'A', scopes: ['s'], body: [paragraph('in')] },
      { title: '', scopes: [], body: [paragraph('out')] },
    ])
  })

  test('an item of a list keeps no mark, and is named', () => {
    const source =
      '## A\n\n<ul>\n<li data-whitelabel-hide>x</li>\n<li data-guide-scopes="a b">y</li>\n<li data-guide-scopes="">z</li>\n</ul>'
    expect(linesOf(source, 'hidden-part')).toEqual([4])
    expect(linesOf(source, 'mixed-scopes')).toEqual([5])
  })

  test('a mark on part of a section makes it a section of its own; deeper it is named', () => {
    const { sections } = guideOf('## A\n\nx\n\n<p data-whitelabel-hide>hidden</p>\n\ny')
    expect(sections.map(({ title, whiteLabelHidden }) => [title, whiteLabelHidden])).toEqual([
      ['A', false],
      ['', true],
      ['', false],
    ])
    expect(linesOf('## A\n\n- x\n  <p data-whitelabel-hide>hidden</p>', 'hidden-part')).toEqual([4])
    const steps = (inner: string) => linesOf(`## A\n\n<Steps>\n${inner}\n</Steps>`, 'hidden-part')
    expect(steps('<Step title="One">a</Step>\n<Step title="Two" data-whitelabel-hide>b</Step>')).toEqual([5])
    expect(steps('<div data-whitelabel-hide>\n<Step title="One">a</Step>\n</div>')).toEqual([4])
    expect(
      steps('<Step title="One">\n<div data-guide-step data-whitelabel-hide>\na\n</div>\n</Step>'),
    ).toEqual([5])
  })

  test('say in a whole sentence why an address is dropped', () => {
    const { diagnostics } = imported('## A\n\n[here](ftp://acme.example)')
    expect(diagnostics.find(({ code }) => code === 'link-dropped')?.message).toBe(
      'The link “here” to “ftp://acme.example” uses ftp:, not https: its text stays.',
    )
  })

  const stepOf = (source: string) => {
    const [block] = bodyOf(`<Steps>\n${source}\n</Steps>`)
    return block?.kind === 'steps' ? block.steps[0] : undefined
  }

  test.each([
    [
      '<Step title="A"><div data-guide-step data-guide-scopes="a b">x</div></Step>',
      { scopes: ['a', 'b'], showScopes: false },
    ],
    [
      '<Step title="A"><div data-guide-step data-guide-display-scopes-list="">x</div></Step>',
      { scopes: [], showScopes: true },
    ],
    ['<Step title="A"><div data-guide-display-scopes-list>x</div></Step>', { scopes: [], showScopes: true }],
    [
      '<div data-guide-step data-guide-scopes="a" data-guide-display-scopes-list>\n<Step title="A">\nx\n</Step>\n</div>',
      { title: 'A', scopes: ['a'], showScopes: true, body: [paragraph('x')] },
    ],
    ['<Step title="A (optional)">x</Step>', { title: 'A (optional)', optional: true }],
    ['<Step title="A (Optional) thing">x</Step>', { optional: true }],
    ['<Step title="A">optional</Step>', { optional: false }],
    ['<Step>\n### A\n\nx\n</Step>', { title: 'A', body: [paragraph('x')] }],
    ['<Step title="A \\* B &amp; \\_C\\_">x</Step>', { title: 'A * B & _C_' }],
    ['<Step title={`A`} />', { title: 'A', body: [] }],
    ['<Step title={<>A <b>b</b></>}>x</Step>', { title: 'A b' }],
    ['<Step title="Copy `key` of **Acme**">x</Step>', { title: 'Copy key of Acme' }],
    ['<Step title="5 < 6 & *">x</Step>', { title: '5 < 6 & *' }],
  ])('%s', (source, step) => {
    expect(stepOf(source)).toMatchObject(step)
  })

  test('a title links nowhere: its link follows, as does what is too long', () => {
    expect(stepOf('<Step title="See [docs](https://a.example.com)">x</Step>')).toMatchObject({
      title: 'See docs',
      body: [
        { kind: 'paragraph', content: [{ kind: 'link', href: 'https://a.example.com' }] },
        paragraph('x'),
      ],
    })
    const [section] = guideOf(`## ${'word '.repeat(100)}\n\nx`).sections
    expect(section?.title.length).toBeLessThanOrEqual(300)
    expect(section?.body).toHaveLength(2)
  })
})

describe('"Step N" headings', () => {
  const titles = ({ body }: Section): string[] =>
    body.flatMap((block) => (block.kind === 'steps' ? block.steps.map(({ title }) => title) : [block.kind]))

  test.each([
    [
      'below a section',
      '## A\n\n### Step 1: x\n\na\n\n### Step 2: y\n\nb',
      [['A', ['Step 1: x', 'Step 2: y']]],
    ],
    [
      'beside a section',
      '## A\n\na\n\n## Step 1\n\nb\n\n## Step 2 - y\n\nc\n\n## B\n\nd',
      [
        ['A', ['paragraph']],
        ['', ['Step 1', 'Step 2 - y']],
        ['B', ['paragraph']],
      ],
    ],
    ['in HTML', '<h2>A</h2>\n\n<h3>Step 1. x</h3>\n\na', [['A', ['Step 1. x']]]],
    ['in bold', '## A\n\n**Step 1: x**\n\na\n\n**Step 2: y**\n\nb', [['A', ['Step 1: x', 'Step 2: y']]]],
    [
      'that are none',
      '## Steps\n\na\n\n## Step by step\n\nb\n\n## Stepping\n\nc',
      [
        ['Steps', ['paragraph']],
        ['Step by step', ['paragraph']],
        ['Stepping', ['paragraph']],
      ],
    ],
    [
      'on a page with <Steps>',
      '## Step 1: x\n\n<Steps><Step title="y">z</Step></Steps>',
      [['Step 1: x', ['y']]],
    ],
  ])('%s', (_, source, sections) => {
    expect(guideOf(source).sections.map((section) => [section.title, titles(section)])).toEqual(sections)
  })

  test('a deeper heading belongs to its step; a deeper step lies in it', () => {
    const [section] = guideOf(
      '## Step 1\n\na\n\n### Which?\n\nb\n\n### Step 1.1\n\nc\n\n## Step 2\n\nd',
    ).sections
    expect(section?.body).toMatchObject([
      {
        kind: 'steps',
        steps: [
          {
            title: 'Step 1',
            body: [
              paragraph('a'),
              { kind: 'heading', level: 3 },
              paragraph('b'),
              { kind: 'steps', steps: [{ title: 'Step 1.1' }] },
            ],
          },
          { title: 'Step 2' },
        ],
      },
    ])
  })
})

describe('links within the page', () => {
  const href = (source: string): string | undefined =>
    /"href":"([^"]*)"/.exec(JSON.stringify(guideOf(source)))?.[1]

  test.each([
    ['a section', '[x](#the-key)\n\n## The key\n\ny', '#the-key'],
    ['a step', '## A\n\n[x](#copy-it)\n\n<Steps><Step title="Copy it">y</Step></Steps>', '#copy-it'],
    ['a title with marks', '[x](#whats-new-in-v20)\n\n## What’s new in v2.0?\n\ny', '#whats-new-in-v2-0'],
    ['the second of a name', '[x](#key-2)\n\n## Key\n\ny\n\n## Key\n\nz', '#key-2'],
    ['an anchor before a heading', '[x](#old)\n\n## A\n\ny\n\n<a id="old"></a>\n## B\n\nz', '#b'],
    ['an anchor within a section', '## A\n\n<a id="old"></a>\n\nx\n\ny\n\nz\n\n[x](#old)\n\n## B\n\nz', '#a'],
    ['a deeper heading', '## A\n\n##### Deep\n\n[x](#deep)', '#a'],
    ['an id of an element', '[x](#el)\n\n<h2 id="el">A</h2>\n\ny', '#a'],
    ['an id in braces', '[x](#custom)\n\n## A {#custom}\n\ny', '#a'],
    [
      'a name with signs that others leave out',
      '[x](#step-1%3A-the-key)\n\n## Step 1: The key\n\ny',
      '#step-1-the-key',
    ],
    ['a name with escapes', '[x](#m%C3%BCll)\n\n## Müll\n\ny', '#mull'],
  ])('to %s', (_, source, expected) => {
    expect(href(source)).toBe(expected)
  })

  test('to nothing: the text stays and the link is named', () => {
    expect(href('[x](#gone)\n\n## A\n\ny')).toBeUndefined()
    expect(linesOf('a\n\n[x](#gone)\n\n## A\n\ny', 'link-dropped')).toEqual([3])
  })
})

describe('addresses', () => {
  test.each([
    ['[x](https://a.example.com/b?c#d)', 'https://a.example.com/b?c#d', []],
    ['[x]( https://a.example.com )', 'https://a.example.com', []],
    ['[x](http://a.example.com)', 'https://a.example.com', ['link-upgraded']],
    ['[x](//a.example.com)', 'https://a.example.com', ['link-upgraded']],
    ['[x](mailto:a@example.com)', 'mailto:a@example.com', []],
    ['<a href="https://a.example.com">https://a.example.com</a>', 'https://a.example.com', []],
    ['<a href={"https://a.example.com"}>x</a>', 'https://a.example.com', []],
    ['[x](javascript:alert)', undefined, ['link-dropped']],
    ['[x](java&#9;script:alert)', undefined, ['link-dropped']],
    ['[x](https://u:p@a.example.com)', undefined, ['link-dropped']],
    ['[x](/a)', undefined, ['link-dropped']],
    ['[x](a.mdx)', undefined, ['link-dropped']],
    ['[x]()', undefined, ['link-dropped']],
    ['<a href={x}>x</a>', undefined, ['link-dropped']],
  ])('%s', (source, href, codes) => {
    const page = imported(`## A\n\n${source}`)
    expect(/"href":"([^"]*)"/.exec(JSON.stringify(page.ok && page.guide))?.[1]).toBe(href)
    expect(page.diagnostics.map(({ code }) => code).filter((code) => code.startsWith('link'))).toEqual(codes)
  })

  test.each([
    ['![a](/images/a.png)', [{ kind: 'image', src: '/images/a.png', alt: 'a' }]],
    [
      '<img src="https://a.example.com/a.png" width={300} />',
      [{ kind: 'image', src: 'https://a.example.com/a.png', alt: '', width: 300 }],
    ],
    ['<img src="/a.png" style={{ maxWidth: "450px" }} />', [{ kind: 'image', src: '/a.png', width: 450 }]],
    ['<img src="/a.png" width="100%" />', [{ kind: 'image', src: '/a.png', alt: '' }]],
    ['![a](http://a.example.com/a.png)', [{ kind: 'image', src: 'https://a.example.com/a.png' }]],
    ['![a](data:image/png;base64,AA)', [paragraph('a')]],
    ['![](//a.example.com/a.png)', []],
    ['![a](a.png)', [paragraph('a')]],
  ])('%s', (source, blocks) => {
    expect(bodyOf(source)).toMatchObject(blocks)
  })
})

describe('text', () => {
  test.each([
    ['<pre><code className="language-js">let x = 1\nlet y</code></pre>', 'let x = 1\nlet y'],
    ['<pre>one<br />two</pre>', 'one\ntwo'],
    ['<pre>{`\nin {\n\n}\n`}</pre>', 'in {\n\n}'],
  ])('code keeps its lines: %j', (source, code) => {
    expect(bodyOf(source)).toEqual([expect.objectContaining({ kind: 'code', text: code })])
  })

  test('a cell over several rows or columns leaves the other places empty', () => {
    const rows = [
      '<tr><th>A</th><th colSpan={2}>B</th></tr>',
      '<tr><td rowSpan="2">a</td><td>b</td><td rowSpan="3">c</td></tr>',
      '<tr><td>d</td></tr>',
      '<tr><td>e</td><td>f</td></tr>',
      '<tr><td rowSpan="x">g</td></tr>',
    ]
    const cells = (...words: string[]) => words.map((word) => (word === '' ? [] : [text(word)]))
    expect(bodyOf(`<table><tbody>${rows.join('')}</tbody></table>`)).toEqual([
      {
        kind: 'table',
        head: cells('A', 'B', ''),
        rows: [cells('a', 'b', 'c'), cells('', 'd', ''), cells('e', 'f', ''), cells('g', '', '')],
      },
    ])
  })

  test.each<[string, unknown[]]>([
    ['  a \n  b  ', [text('a b')]],
    ['a<br/>b', [text('a'), { kind: 'break' }, text('b')]],
    ['**a** `b`', [{ kind: 'strong', content: [text('a')] }, text(' '), { kind: 'code', text: 'b' }]],
    ['<b>a</b> <i>b</i>', [{ kind: 'strong' }, text(' '), { kind: 'emphasis' }]],
    ['<kbd>Ctrl</kbd>', [{ kind: 'code', text: 'Ctrl' }]],
    ['<Icon icon="gear" /> x', [{ kind: 'icon', name: 'gear' }, text(' x')]],
    ['a{" "}b', [text('a b')]],
    ['a{1 + 1}b', [text('ab')]],
    ["a{'x' + 'y' + 1}b", [text('axy1b')]],
    ['a{true}{null}{undefined}b', [text('ab')]],
    ['a{/* no */}b', [text('ab')]],
    ['a\u200bb \u202ec\u202c \u0007d', [text('ab c d')]],
    ['می‌خواهم 👩‍💻', [text('می‌خواهم 👩‍💻')]],
  ])('%j', (source, content) => {
    expect(bodyOf(source)).toMatchObject([{ kind: 'paragraph', content }])
  })

  test.each([
    ['a ![i](/i.png) b', [paragraph('a'), { kind: 'image' }, paragraph('b')]],
    [
      '**a ![i](/i.png) b**',
      [{ content: [{ kind: 'strong' }] }, { kind: 'image' }, { content: [{ kind: 'strong' }] }],
    ],
    [
      '[![i](/i.png)](https://a.example.com)',
      [{ kind: 'card', title: 'i', href: 'https://a.example.com', body: [{ kind: 'image' }] }],
    ],
    ['<p>a</p><p>b</p>', [paragraph('a'), paragraph('b')]],
    ['&nbsp;', []],
    ['<p></p>', []],
  ])('%s', (source, blocks) => {
    expect(bodyOf(source)).toMatchObject(blocks)
    expect(bodyOf(source)).toHaveLength(blocks.length)
  })

  test('a paragraph that is too long becomes several, with all of its words', () => {
    const body = bodyOf('word '.repeat(2000))
    expect(body).toHaveLength(3)
    expect(JSON.stringify(body).match(/word/g)).toHaveLength(2000)
  })
})

describe('unknown and unreadable parts keep what can be kept', () => {
  test('an unknown element in a text leads where it leads on the page', () => {
    const link = (words: string) => ({
      kind: 'link',
      href: 'https://acme.example/keys',
      content: [text(words)],
    })
    expect(bodyOf('See <Button href="https://acme.example/keys">Keys</Button>.')).toEqual([
      { kind: 'paragraph', content: [text('See '), link('Keys'), text('.')] },
    ])
    expect(bodyOf('See <Jump href="https://acme.example/keys" label="All keys" />.')).toEqual([
      { kind: 'paragraph', content: [text('See '), link('All keys'), text('.')] },
    ])
    expect(linesOf('See <Jump href="/keys">Keys</Jump>.', 'link-dropped')).toEqual([1])
  })

  test.each([
    ['a <script>run()</script> b', 'run()'],
    ['a <noscript>nobody</noscript> b', 'nobody'],
    ['a <span hidden>nobody</span> b', 'nobody'],
    ['a <b style={{ display: "none" }}>nobody</b> b', 'nobody'],
  ])('what nobody sees in a text is no part of it, and is named: %s', (line, unseen) => {
    expect(bodyOf(line)).toEqual([paragraph('a b')])
    expect(
      imported(`## Title\n\n${line}`)
        .diagnostics.filter(({ code }) => code === 'hidden')
        .map(({ message }) => message),
    ).toEqual([expect.stringContaining(unseen)])
  })

  test.each<[string, string, unknown[]]>([
    ['an item', '<ul><li hidden>nobody</li><li>a</li></ul>', [{ kind: 'list', items: [[paragraph('a')]] }]],
    [
      'a row and a cell',
      '<table><tr hidden><td>nobody</td></tr><tr><td>a</td><td hidden>nobody</td></tr></table>',
      [{ kind: 'table', head: [], rows: [[[text('a')]]] }],
    ],
    [
      'a step',
      '<Steps><Step title="A">a</Step><Step title="nobody" hidden /></Steps>',
      [{ kind: 'steps', steps: [{ title: 'A' }] }],
    ],
    ['a heading', '<h3 hidden>nobody</h3>', []],
    ['a description', '<dl><dd hidden>nobody</dd><dd>a</dd></dl>', [paragraph('a')]],
    ['by a style that is important', '<p style="display: none !important">nobody</p>', []],
    ['by a style in capitals', '<p style="COLOR: red; DISPLAY: NONE">nobody</p>', []],
    [
      'but for a style that the next one takes back',
      '<p style="display:none;display:block">a</p>',
      [paragraph('a')],
    ],
  ])('what nobody sees is left out wherever it stands: %s', (_, source, blocks) => {
    const body = bodyOf(source)
    expect(body).toMatchObject(blocks)
    expect(JSON.stringify(body)).not.toContain('nobody')
    expect(guideOf(`## Title\n\n${source}\n\nb`).sections).toHaveLength(1)
  })

  test('links lead to a place that shows nothing itself', () => {
    const source = '[a](#b)\n\n## C\n\n<a id="b" style="visibility: hidden" />\n\n## D\n\nx'
    expect(guideOf(source).before).toEqual([
      { kind: 'paragraph', content: [{ kind: 'link', href: '#d', content: [text('a')] }] },
    ])
  })

  test.each<[string, unknown[], Code[]]>([
    [
      '<Foo title="T" tone="x">a</Foo>',
      [{ content: [{ kind: 'strong' }, text(' a')] }],
      ['unknown-component'],
    ],
    ['<Foo>\n\n- a\n\n</Foo>', [{ kind: 'list' }], ['unknown-component']],
    ['<Foo />', [], ['unknown-component']],
    ['<Foo.Bar>a</Foo.Bar>', [paragraph('a')], ['unknown-component']],
    ['<Foo src="/a.png" alt="A">\n\n</Foo>', [{ kind: 'image', alt: 'A' }], ['unknown-component']],
    ['<Foo {...props}>a</Foo>', [paragraph('a')], ['unknown-component', 'attribute']],
    ['<>a</>', [paragraph('a')], []],
    ['{items.map(x => x)}', [], ['expression']],
    ['export const a = <b>x</b>', [], ['esm']],
    ['<Snippet file="a.mdx" />', [], ['snippet']],
    ['<iframe src="https://v.example.com/1" title="V" />', [{ content: [{ kind: 'link' }] }], ['embed']],
    ['<svg><text>x</text></svg>', [], ['graphic']],
    ['<script>{`alert()`}</script>', [], ['hidden']],
    ['~~a~~', [paragraph('a')], ['strikethrough']],
  ])('%s', (source, blocks, codes) => {
    const page = imported(`## Title\n\n${source}\n\nEnd.`)
    expect(page.ok && page.guide.sections[0]?.body).toMatchObject([...blocks, paragraph('End.')])
    const found = page.diagnostics.filter(({ line }) => line === 3).map(({ code }) => code)
    expect(found).toEqual(codes)
  })
})

describe('notices of other systems', () => {
  const notice = (tone: string, ...body: unknown[]) => ({ kind: 'notice', tone, body })

  test.each<[string, unknown[]]>([
    [':::note\nx\n:::', [notice('note', paragraph('x'))]],
    ['::: Danger\nx\n\n- y\n:::', [notice('warning', paragraph('x'), { kind: 'list' })]],
    [
      ':::tip[Say "y"]{.a}\nx\n:::',
      [notice('tip', { content: [{ kind: 'strong', content: [text('Say "y"')] }] }, paragraph('x'))],
    ],
    [
      '::::info\nx\n\n:::hint z\ny\n:::\n::::',
      [notice('info', paragraph('x'), { kind: 'notice', tone: 'tip' })],
    ],
    ['::: details More\nx\n:::', [{ kind: 'details', title: 'More', body: [paragraph('x')] }]],
    ['{% hint style="success" %}\nx\n{% endhint %}', [notice('check', paragraph('x'))]],
    [
      '- a\n\n  :::note\n  x\n  :::',
      [{ kind: 'list', items: [[paragraph('a'), notice('note', paragraph('x'))]] }],
    ],
    ['```\n:::note\nx\n:::\n```', [{ kind: 'code', text: ':::note\nx\n:::' }]],
  ])('%j', (source, blocks) => {
    expect(bodyOf(source)).toMatchObject(blocks)
    expect(bodyOf(source)).toHaveLength(blocks.length)
  })

  test('are named with their lines, and no line below moves', () => {
    const source = '## A\n\n:::note\nx\n:::\n\n[y](/z)'
    expect(linesOf(source, 'mended')).toEqual([3])
    expect(linesOf(source, 'link-dropped')).toEqual([7])
  })

  test('stay as text where the page could not be read with them', () => {
    expect(imported(':::note\n<Note>\n:::\n</Note>').ok).toBe(true)
  })
})

describe('slips', () => {
  test.each([
    ['a <!-- b\nc --> d', `a ${' '.repeat(6)}\n${' '.repeat(5)} d`],
    ['a<br>b', 'a<br />b'],
    ['<img src="a > b">', '<img src="a > b" />'],
    ['<br></br>', '<br />'],
    ['<BR>', '<BR />'],
    ['<https://a.example.com/_b_>', '[https://a.example.com/_b_](<https://a.example.com/_b_>)'],
    ['1. a\n<Foo\n  a="b"\n/>', '1. a\n<Foo a="b" />\n\n'],
    ['## A {#b}\n', '## A <a id="b" />\n'],
  ])('%j', (source, mended) => {
    expect(mendSlips(source).text).toBe(mended)
  })

  test.each([
    '`<br>`',
    '```\n<br>\n```',
    '~~~\n<!-- a -->\n~~~',
    '[a](<https://a.example.com/>)',
    '[a]: <https://a.example.com/>',
    '\\<br>',
    '<br/>',
    '<br />',
    '<Link to="/a">b</Link>',
    '<Col>b</Col>',
    '---\na: <br>\n---\n',
  ])('%j stays', (source) => {
    expect(mendSlips(source).text).toBe(source)
  })

  test('plain Markdown has braces and brackets as text; MDX has not', () => {
    expect(imported('Use {your key} if 1 <2.', 'a.md').ok).toBe(true)
    expect(imported('Use {your key} if 1 <2.', 'a.mdx').ok).toBe(false)
  })
})

describe('another product’s hub', () => {
  const warned = (source: string) => linesOf(`---\ntitle: Acme\n---\n\n${source}`, 'foreign-product')

  test.each([
    ['Open the Widget Hub.', [5]],
    ['x\n\nEnter it in the Connect UI.', [7]],
    ['A key that grants Widgety permission to read.\n\nx', [5]],
    ['Open the authentication form in Widgety and enter it. Widgety is done.', [5]],
    ['Give access. The authentication form in Acme, and one that allows API access.', []],
    ['Open the Acme Console.', []],
    ['Open the Admin Console.', []],
    ['## Connecting with Widgety\n\nWidgety needs it.', [5]],
    ['Open the Widget Hub.\n\n<div data-whitelabel-hide>\n\n## B\n\nx\n\n</div>', []],
  ])('%j', (source, lines) => {
    expect(warned(source)).toEqual(lines)
  })
})

describe('fields', () => {
  test.each([
    ['API Key', 'secret'],
    ['Client Secret', 'secret'],
    ['Password', 'secret'],
    ['Key ID', 'text'],
    ['Client ID', 'text'],
    ['Token URL', 'url'],
    ['Private Key', 'multiline'],
    ['Certificate', 'multiline'],
    ['Subdomain', 'text'],
    ['apiToken', 'secret'],
    ['client_secret', 'secret'],
    ['session_id', 'text'],
    ['Port', 'number'],
    ['SFTP port number', 'number'],
    ['Export key', 'secret'],
  ])('%s is %s', (label, kind) => {
    expect(fieldKindOf(label)).toBe(kind)
  })

  test.each([
    [
      'a list after a sentence that asks',
      '## A\n\nx\n\n## Connecting\n\nEnter these details:\n\n- User name\n- API key (optional)',
      ['User name', 'API key?'],
      'Connecting',
    ],
    [
      'a table of fields',
      '## A\n\nx\n\n## Connecting\n\nPaste the **Client ID** and press Go.\n\n| Field | From |\n|-|-|\n| Client ID | step 1 |\n| **Shelf** (optional) | x |\n\n| Button | x |\n|-|-|\n| **Go** | x |',
      ['Client ID', 'Shelf?'],
      'Connecting',
    ],
    [
      'a table that says which of them are required',
      '## A\n\nx\n\n## Connecting\n\n| Field | Required | From |\n|-|-|-|\n| Client ID | Yes | x |\n| Shelf | No | y |',
      ['Client ID', 'Shelf?'],
      'Connecting',
    ],
    [
      'prerequisites, the credentials among them',
      '## Prerequisites\n\nYou need the following:\n\n- **Admin Access**: x\n- **Account SID**: y\n- **Auth Token** (optional)\n\n## Find them\n\nz',
      ['Account SID', 'Auth Token?'],
      undefined,
    ],
    [
      'nothing where the person goes to a place to link',
      '## A\n\nx\n\n## Linking the Account\n\nUse one of the Methods to access the Hub. Use the Admin Console.\n\nClick **Connect**.',
      [],
      undefined,
    ],
    [
      'an overview before the first section',
      'To connect you need:\n\n- **Client ID** / **Client Secret**\n- **Shelf** (optional)\n\n## A\n\nthe client ID',
      ['Client ID', 'Client Secret', 'Shelf?'],
      undefined,
    ],
    [
      'an overview',
      '## Overview\n\nTo connect you need:\n\n1. **Client ID** - x\n2. **Shelf** (optional): y\n\n## B\n\nz',
      ['Client ID', 'Shelf?'],
      'Overview',
    ],
    [
      'bold words of a sentence',
      '## A\n\nx\n\n## Connecting\n\nEnter your **Client ID** and press the **Connect** button.',
      ['Client ID'],
      'Connecting',
    ],
    [
      'two names in one bold, but not two names for one',
      '## A\n\nx\n\n## Connecting\n\nEnter these:\n\n- **API Username / API Password**\n- **Client ID and Client Secret**: x\n- **API Key / Token**\n- **Login & Portal**',
      ['API Username', 'API Password', 'Client ID', 'Client Secret', 'API Key / Token', 'Login & Portal'],
      'Connecting',
    ],
    [
      'plain words of a sentence',
      '## A\n\nx\n\n## Connect\n\nEnter the generated access token.',
      ['Access token'],
      'Connect',
    ],
    [
      'names in capitals, and nothing that is pressed',
      '## A\n\nx\n\n## Connecting\n\nOn the Link Account page, enter the Service User’s Username, Password and Shelf Code, and the Site URL. Use the Blue Token generated before. Enter your Acme details. Press the Connect button.',
      ['Username', 'Password', 'Shelf Code', 'Site URL', 'Blue Token'],
      'Connecting',
    ],
    [
      'credentials of a user, which are two, but no details as such',
      '## A\n\nx\n\n## Connecting\n\nUse the Shelf Code and System User credentials from step 1. Enter the Details.',
      ['Shelf Code', 'Username', 'Password'],
      'Connecting',
    ],
    [
      'what may be left out, but no file',
      '## A\n\nx\n\n## Connecting\n\nEnter your **Key** from the `.pem` file.\n\nOptionally, set **Shelf** to narrow it.',
      ['Key', 'Shelf?'],
      'Connecting',
    ],
    [
      'titles that tell to copy, before others',
      '## Generate a Client ID and Secret key\n\nx\n\n## Copy your Client ID and Client Secret\n\ny',
      ['Client ID', 'Client Secret'],
      undefined,
    ],
    [
      'the list of the form, where it holds all that the overview names',
      '## Overview\n\nTo connect you need:\n\n1. **Sender ID** - x\n\n### Step 1: Find the ID\n\nx\n\nOpen the form.\nEnter your credentials as follows:\n\n- Sender ID: x\n- Sender Password: y',
      ['Sender ID', 'Sender Password'],
      undefined,
    ],
    [
      'an overview, where the list of the form calls the fields otherwise',
      '## Overview\n\nTo connect you need:\n\n1. **Sender ID** - x\n2. **Shelf** - y\n\n### Step 1: Find the ID\n\nEnter your details as follows:\n\n- User Name: your sender ID\n- Password: your shelf',
      ['Sender ID', 'Shelf'],
      undefined,
    ],
    [
      'an overview, whose names a sentence may shorten',
      '## Overview\n\nTo connect you need:\n\n1. **Admin API Key** - x\n\n## Step 1: Enter credentials in the Connect UI\n\nEnter the **API KEY** and the **Region**.',
      ['Admin API Key', 'Region'],
      'Overview',
    ],
    [
      'the sentence that tells to add them',
      '## A\n\nx\n\n## Linking your Account\n\nIn the modal, add the `Site URL`, `Shelf` and `Private Key` from before.',
      ['Site URL', 'Shelf', 'Private Key'],
      'Linking your Account',
    ],
    [
      'an address to sign in with, beside a password alone',
      '## A\n\nx\n\n## Connect\n\nEnter the API key, email and password. You get an email.',
      ['API key', 'Email', 'Password'],
      'Connect',
    ],
    [
      'what is entered, and not what the product reads by itself, nor a row of values',
      '## Enter Job Fields (optional)\n\nThe integration uses the following fields from the model:\n\n- `Id`\n- `Shelf__c`\n\n## Connecting\n\nEnter these:\n\n- **Key**\n\nIf you enter no scopes, these are used: **read, write**.',
      ['Key'],
      'Connecting',
    ],
    ['titles', '## Generating your Harvest API Key\n\nx\n\n## B\n\ny', ['Harvest API Key'], undefined],
    ['nothing', '## A\n\nx', [], undefined],
  ])('are drafted from %s', (_, source, labels, place) => {
    const { fields, sections } = guideOf(source)
    expect(fields.map(({ label, required }) => (required ? label : `${label}?`))).toEqual(labels)
    expect(sections.find((section) => section.place === 'form')?.title).toBe(place)
  })

  test('point at a section of one step', () => {
    const { fields } = guideOf(
      '## Find your API key\n\nx\n\n## Connecting\n\nEnter the following:\n\n- API key',
    )
    expect(fields).toMatchObject([{ name: 'apiKey', foundIn: 'find-your-api-key' }])
  })

  test('point at the step that yields them', () => {
    const { fields } = guideOf(
      '## A\n\n<Steps><Step title="Go">x</Step><Step title="Copy">the API key</Step></Steps>\n\n## Connecting\n\nEnter the following:\n\n- API key',
    )
    expect(fields).toMatchObject([{ name: 'apiKey', foundIn: 'copy' }])
  })

  test('point at no step that has the name within another word', () => {
    const { fields } = guideOf(
      '## A\n\n<Steps><Step title="Open the portal">Self-hosted too</Step><Step title="Look">Note the ports</Step></Steps>\n\n## Connecting\n\nEnter the following:\n\n- Host\n- Port',
    )
    expect(fields.map(({ name, foundIn }) => [name, foundIn])).toEqual([
      ['host', undefined],
      ['port', 'look'],
    ])
  })
})

test.each<[string, unknown[]]>([
  ['<details name="faq"><summary>A</summary>b</details>', [{ kind: 'details', title: 'A' }]],
  ['a <data value="12">b</data>', [paragraph('a b')]],
  ['<form name="f">a</form>', [paragraph('a')]],
  ['<table summary="Two columns"><tr><td>a</td></tr></table>', [{ kind: 'table' }]],
  ['<h-card label="A">b</h-card>', [{ content: [{ kind: 'strong' }, text(' b')] }]],
])(
  'of the attributes of HTML none is a text of the page, but of an element of its own: %s',
  (source, blocks) => {
    expect(bodyOf(source)).toMatchObject(blocks)
    expect(bodyOf(source)).toHaveLength(blocks.length)
  },
)

test('a place in a picture that leads somewhere is a link', () => {
  const map = '<map name="m"><area href="https://acme.example/keys" alt="The keys" /></map>'
  expect(JSON.stringify(bodyOf(map))).toContain(
    JSON.stringify({ kind: 'link', href: 'https://acme.example/keys', content: [text('The keys')] }),
  )
})

test.each([
  ['a directive that nothing closes', ':::note\nOnly an owner sees it.', ':::note', 'Only an owner sees it.'],
  [
    'a directive of another kind',
    ':::steps\nOnly an owner sees it.\n:::',
    ':::steps',
    'Only an owner sees it.',
  ],
  ['TOML frontmatter', '+++\ntitle = "Keys"\n+++', '+++', 'title = "Keys"'],
])('%s stays as text, and a person is told', (_name, source, mark, words) => {
  expect(JSON.stringify(bodyOf(source))).toContain(JSON.stringify(words).slice(1, -1))
  const { diagnostics } = imported(source)
  expect(diagnostics.filter(({ code }) => code === 'other-markup')).toEqual([
    expect.objectContaining({ severity: 'warning', message: expect.stringContaining(mark) as string }),
  ])
})
