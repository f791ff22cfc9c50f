/**
 * Pages of kinds that real documentation has and that were once read wrongly: what each becomes, and what is said of it.
 */
import { describe, expect, test } from 'vitest'

import type { Block, Field, Guide, Inline } from '../../src/core/guide.ts'
import { parseGuide } from '../../src/core/parseGuide.ts'
import { importPage, type ImportedPage } from '../../src/importer/importPage.ts'
import { faultsOf } from './judge.ts'

const imported = (source: string, location = 'orchard.mdx', existing?: unknown): ImportedPage =>
  importPage({ path: location, location, bytes: Buffer.from(source) }, { locale: 'en' }, existing)

const guideOf = (page: ImportedPage): Guide => {
  if (!page.ok) throw new Error(JSON.stringify(page.diagnostics))
  return page.guide
}

/** A guide as lines, a level of nesting each two spaces: what a reader would be read aloud. */
function outline({ before, sections }: Guide): string[] {
  return [
    ...before.flatMap((block) => linesOf(block, '')),
    ...sections.flatMap(({ title, body }) => [`# ${title}`, ...body.flatMap((block) => linesOf(block, ''))]),
  ]
}

function linesOf(block: Block, indent: string): string[] {
  const within = (body: readonly Block[]) => body.flatMap((one) => linesOf(one, `${indent}  `))
  switch (block.kind) {
    case 'paragraph':
      return [indent + words(block.content)]
    case 'heading':
      return [`${indent}h${block.level} ${words(block.content)}`]
    case 'image':
      return [`${indent}image ${block.src}`]
    case 'code':
      return [`${indent}code ${block.language ?? ''} ${block.text}`]
    case 'table':
      return [block.head, ...block.rows]
        .filter((row) => row.length > 0)
        .map((row) => `${indent}| ${row.map(words).join(' | ')}`)
    case 'list':
      return block.items.flatMap((item, at) => [
        `${indent}${block.ordered ? (block.start ?? 1) + at : '-'}`,
        ...within(item),
      ])
    case 'steps':
      return block.steps.flatMap(({ title, optional, scopes, body }) => [
        `${indent}step ${[title, optional ? '?' : '', ...scopes].filter(Boolean).join(' ')}`,
        ...within(body),
      ])
    case 'notice':
      return [`${indent}${block.tone}`, ...within(block.body)]
    case 'quote':
      return [`${indent}quote`, ...within(block.body)]
    case 'details':
    case 'card':
      return [
        `${indent}${block.kind} ${block.title}${'href' in block ? ` → ${block.href}` : ''}`,
        ...within(block.body),
      ]
  }
}

const words = (content: readonly Inline[]): string =>
  content
    .map((piece) => {
      if (piece.kind === 'link') return `[${words(piece.content)}](${piece.href})`
      if (piece.kind === 'strong') return `**${words(piece.content)}**`
      if ('content' in piece) return words(piece.content)
      return 'text' in piece ? piece.text : piece.kind === 'break' ? ' / ' : '*'
    })
    .join('')

interface Case {
  readonly page: readonly string[]
  /** The outline of the first section's body and of what follows. */
  readonly guide: readonly string[]
  /** `line code`, the first of `page` being line 1, and a part of the message. */
  readonly said?: readonly (readonly [string, string])[]
  /** What no message holds. */
  readonly unsaid?: RegExp
  /** What the crude reader of the page does not know. */
  readonly unjudged?: RegExp
}

const OPENING = '---\ntitle: Orchard\n---\n\n## Part\n\n'
const LINES_BEFORE = OPENING.split('\n').length - 1

const CASES: Readonly<Record<string, Case>> = {
  'steps in tabs, accordions and cards': {
    page: [
      '<Tabs>',
      '  <Tab title="Europe">',
      '    <Steps>',
      '      <Step title="Sign in">Open [it](https://eu.orchard.example).</Step>',
      '    </Steps>',
      '  </Tab>',
      '</Tabs>',
      '<Accordion title="By hand"><Steps><Step title="Write">To us.</Step></Steps></Accordion>',
      '<Tabs><TabItem value="post" label="By post"><Steps><Step title="Send">It.</Step></Steps></TabItem></Tabs>',
      '<Card title="By phone"><Steps><Step title="Call">Us.</Step></Steps></Card>',
    ],
    guide: [
      'details Europe',
      '  step Sign in',
      '    Open [it](https://eu.orchard.example).',
      'details By hand',
      '  step Write',
      '    To us.',
      'details By post',
      '  step Send',
      '    It.',
      'card By phone',
      '  step Call',
      '    Us.',
    ],
  },
  'marked steps without <Step>': {
    page: [
      '<div data-guide-step data-guide-scopes="fruit:read">',
      '<h3>Open the page</h3>',
      '',
      'Words.',
      '</div>',
      '<div data-guide-step>',
      '<h3>Copy the key (optional)</h3>',
      '</div>',
    ],
    guide: ['step Open the page fruit:read', '  Words.', 'step Copy the key (optional) ?'],
    unjudged: /^steps: 0 on the page, 2/,
  },
  'marks deep within a step are the marks of the step': {
    page: [
      '<Steps>',
      '<Step title="Wrapped">',
      '<div>',
      '<div data-guide-step data-guide-scopes="a">',
      '',
      'Deep.',
      '',
      '</div>',
      '</div>',
      '</Step>',
      '<Step title="Parts">',
      '<div data-guide-step data-guide-scopes="a">One</div>',
      '<div data-guide-step data-guide-scopes="b">Two</div>',
      '</Step>',
      '</Steps>',
    ],
    guide: ['step Wrapped a', '  Deep.', 'step Parts a b', '  One', '  Two'],
    said: [['13 mixed-scopes', 'all of its scopes']],
  },
  'headings within <Steps>': {
    page: [
      '<Steps>',
      '',
      '### Sign in',
      '',
      'Go.',
      '',
      '#### Why',
      '',
      'So.',
      '',
      '### Copy',
      '',
      '</Steps>',
    ],
    guide: ['step Sign in', '  Go.', '  h4 Why', '  So.', 'step Copy'],
    unjudged: /^steps: 0 on the page, 2/,
  },
  'what a step says besides its title': {
    page: ['<Steps><Step title="Copy" description="All of it." label="Soon">Body.</Step></Steps>'],
    guide: ['step Copy', '  All of it.', '  **Soon**', '  Body.'],
    unjudged: /^words lost: soon$/,
  },
  'steps in bold, with words after them': {
    page: [
      '**Step 1:** Sign in',
      '',
      '1. Go.',
      '',
      '**Step 2: Open it.** Press the [button](https://orchard.example/b). Then wait.',
      '',
      '**Step 3** – Copy',
      'the key.',
      '',
      '<p><strong>Step 4: Paste</strong></p>',
      '',
      '**Step 4** of the above can wait.',
      '',
      '**Step 5** Close it.',
      '',
      '**Step six:** Rest',
    ],
    guide: [
      'step Step 1: Sign in',
      '  1',
      '    Go.',
      'step Step 2: Open it.',
      '  Press the [button](https://orchard.example/b). Then wait.',
      'step Step 3 – Copy',
      '  the key.',
      'step Step 4: Paste',
      '  **Step 4** of the above can wait.',
      'step Step 5 Close it.',
      'step Step six: Rest',
    ],
    unjudged: /^steps: 5 on the page, 6/,
  },
  'optional in every spelling': {
    page: ['(OPTIONAL)', '( optional )', '[optional]', '(optional, but wise)', '– optional']
      .map((mark) => `<Step title="Copy ${mark}" />\n`)
      .concat('<Step title="Optional: copy" />\n', '<Step title="Optional fields" />'),
    guide: [
      'step Copy (OPTIONAL) ?',
      'step Copy ( optional ) ?',
      'step Copy [optional] ?',
      'step Copy (optional, but wise) ?',
      'step Copy – optional ?',
      'step Optional: copy ?',
      'step Optional fields',
    ],
  },
  'expressions where a title, a caption or an address should be': {
    page: [
      '<Steps><Step title={name}>One</Step></Steps>',
      '<Accordion title={t}>Two</Accordion>',
      '<Frame caption={c}><img src="/a.png" alt={alt} /></Frame>',
      '<Card title="Three" href={url} />',
      'A <Tooltip tip={tip}>word</Tooltip>',
      '',
      '<CodeBlock code={source} />',
      '<iframe src={video} />',
    ],
    guide: ['step ', '  One', 'Two', 'image /a.png', 'card Three', 'A word'],
    said: [
      ['1 attribute', 'title={name}'],
      ['2 attribute', 'title={t}'],
      ['3 attribute', 'caption={c}'],
      ['3 attribute', 'alt={alt}'],
      ['4 link-dropped', '{url}'],
      ['5 attribute', 'tip={tip}'],
      ['7 attribute', 'code={source}'],
      ['8 embed', '{video}'],
    ],
  },
  'links and pictures in an expression': {
    page: [
      '{<a href="https://orchard.example/e">words</a>}',
      '',
      '<Frame caption={<>See <a href="https://orchard.example/d">it</a></>}><img src="/a.png" /></Frame>',
      '',
      '{<b>kept</b>}',
    ],
    guide: ['image /a.png', 'kept'],
    said: [
      ['1 expression', 'https://orchard.example/e'],
      ['3 attribute', 'https://orchard.example/d'],
    ],
  },
  'links that show nothing, and links within links': {
    page: [
      'a [](https://orchard.example/1) b',
      '',
      '<a href="https://orchard.example/2">o <a href="https://orchard.example/3">n</a></a>',
      '',
      '<a href="https://orchard.example/4" aria-label="Sources"><Icon icon="github" /></a>',
    ],
    guide: ['a b', '[o n](https://orchard.example/2)', '[*Sources](https://orchard.example/4)'],
    said: [
      ['1 link-dropped', 'https://orchard.example/1'],
      ['3 link-dropped', 'https://orchard.example/3'],
    ],
  },
  'a link around a card is the link of the card': {
    page: ['<a href="https://orchard.example/w"><Card title="Keys">All of them.</Card></a>'],
    guide: ['card Keys → https://orchard.example/w', '  All of them.'],
  },
  'a link around blocks is one link': {
    page: [
      '<a href="https://orchard.example/1"><img src="/1.png" alt="one" /> [words](https://orchard.example/1)</a>',
      '',
      '[![two](/2.png) with words](https://orchard.example/2)',
      '',
      '<a href="https://orchard.example/3"><img src="/3.png" alt="three" /><p>What it is.</p></a>',
      '',
      '<a href="https://orchard.example/4">',
      '',
      '### Fourth',
      '',
      'And *more*.',
      '',
      '- one',
      '',
      '</a>',
    ],
    guide: [
      'image /1.png',
      '[words](https://orchard.example/1)',
      'image /2.png',
      '[with words](https://orchard.example/2)',
      'card three → https://orchard.example/3',
      '  image /3.png',
      '  What it is.',
      'card Fourth → https://orchard.example/4',
      '  And more.',
      '  -',
      '    one',
    ],
    unjudged: /^links lost: https:\/\/orchard.example\/1$/,
  },
  'cards and disclosures without a title': {
    page: [
      '<Card href="https://orchard.example/k" />',
      '<Card>Alone.</Card>',
      '<Card icon="key" />',
      '<details>Open.</details>',
    ],
    guide: ['card orchard.example → https://orchard.example/k', 'Alone.', 'Open.'],
  },
  'titles that are empty': {
    page: [
      '<details><summary><img src="/s.png" /></summary>One.</details>',
      '<Accordion title="">Two.</Accordion>',
      '<table><tr><td><Steps><Step title="">Three.</Step><Step>Four.</Step></Steps></td></tr></table>',
      '<Card title="" href={to}>Five.</Card>',
      '',
      '[](/six)',
      '<img alt="" />',
      '<p hidden></p>',
    ],
    guide: ['image /s.png', 'One.', 'Two.', '| Three. / Four.', 'Five.'],
    said: [
      ['4 link-dropped', 'The card has no constant address'],
      ['6 link-dropped', 'The link to “/six” needs --site-base'],
      ['7 image-dropped', 'An image has no address: it is left out.'],
      ['8 hidden', 'Left out, because it is hidden.'],
    ],
    unsaid: /“”/,
    unjudged: /^(?:steps: 2 on the page|words lost: title)/,
  },
  'what is hidden, with the words of its attributes': {
    page: [
      '<p style={{ visibility: "hidden" }}>Gone.</p>',
      '<div hidden><Card title="Old" href="/old"><img src="/o.png" alt="Orchard" /></Card></div>',
      '',
      'Seen.',
    ],
    guide: ['Seen.'],
    said: [
      ['1 hidden', 'Gone.'],
      ['2 hidden', 'Old /old Orchard /o.png'],
    ],
  },
  'a summary in a block of its own': {
    page: [
      '<details><summary><h3>First</h3></summary>One.</details>',
      '',
      '<details>',
      '  <summary>',
      '    <p>Second</p>',
      '  </summary>',
      '',
      '  Two.',
      '',
      '</details>',
    ],
    guide: ['details First', '  One.', 'details Second', '  Two.'],
  },
  'a second attribute that could be the title': {
    page: [
      '<Accordion title="First" label="Second">Body.</Accordion>',
      '<input label="Key" placeholder="Yours" />',
    ],
    guide: ['details First', '  **Second**', '  Body.'],
    said: [['2 control', '“Key”, “Yours”']],
    unjudged: /^words lost: second$/,
  },
  'code blocks that are elements': {
    page: [
      '<CodeBlock title="Example" language="js" code="let a = 1" />',
      '',
      '<CodeBlock filename="run.sh" language="sh">{`one',
      '  two`}</CodeBlock>',
    ],
    guide: ['**Example**', 'code js let a = 1', '**run.sh**', 'code sh one', 'two'],
  },
  'addresses in attributes that nobody knows': {
    page: [
      '<Jump to="/keys" image="/k.png">Keys</Jump>',
      '<Video url="https://v.example/1" poster="/p.png" />',
      '<YouTube id="a1b2" />',
    ],
    guide: ['Keys', '[v.example](https://v.example/1)'],
    said: [
      ['1 attribute', 'to=“/keys”'],
      ['1 attribute', 'image=“/k.png”'],
      ['2 embed', '/p.png'],
      ['3 embed', '<YouTube> “a1b2” is not shown.'],
    ],
  },
  'HTML in an attribute': {
    page: ['<Step title="Press <b>Save</b><br/>once for <your-key>" />'],
    guide: ['step Press Save once for <your-key>'],
    unjudged: /^words lost: b b br$/,
  },
  'callouts with a title, or of a kind of their own': {
    page: [
      '> [!WARNING] Mind **this**',
      '> Body.',
      '',
      '> [!CAUTION]- Closed',
      '',
      '> [!todo]',
      '> Do it.',
      '',
      '> [!NOTE]',
      '> Plain.',
    ],
    guide: [
      'warning',
      '  **Mind **this****',
      '  Body.',
      'warning',
      '  **Closed**',
      'note',
      '  **todo**',
      '  Do it.',
      'note',
      '  Plain.',
    ],
  },
  'marks of other systems': {
    page: ['!!! note "Title"', '    Body.', '', 'See ![a](/my picture.png)'],
    guide: ['!!! note "Title" Body.', 'See ![a](/my picture.png)'],
    said: [
      ['1 other-markup', '!!! note'],
      ['4 other-markup', '/my picture.png'],
    ],
    unjudged: /^(?:images lost: \/my|marks in a text: See !\[a\]\(\/my picture.png\)|words invented)/,
  },
  'the notes of a page are one list': {
    page: ['One[^a], two[^b].', '', '[^a]: First.', '', '[^b]: Second.', '[^c]: Third.'],
    guide: ['One[1], two[2].', '1', '  First.', '2', '  Second.', '3', '  Third.'],
  },
  'lists with all that fits in an item': {
    page: [
      '1. Run it:',
      '',
      '   ```sh',
      '   go',
      '   ```',
      '',
      '   - or ask',
      '     1. for this:',
      '',
      '        | A | B |',
      '        |---|---|',
      '        | a\\|b | |',
      '',
      '   > Quote.',
      '2. Copy',
      '   ![k](/k.png)',
      '   it.',
    ],
    guide: [
      '1',
      '  Run it:',
      '  code sh go',
      '  -',
      '    or ask',
      '    1',
      '      for this:',
      '      | A | B',
      '      | a|b | ',
      '  quote',
      '    Quote.',
      '2',
      '  Copy',
      '  image /k.png',
      '  it.',
    ],
    unjudged: /^words lost: sh$/,
  },
  'tables of both kinds, with all that fits in a cell': {
    page: [
      '| Scope | ![i](/i.png) |',
      '|:--|--:|',
      '| [a](https://orchard.example/a "Hover") <br/> b | <Icon icon="key" /> `c` |',
      '| d | [![j](/j.png)](https://orchard.example/j) |',
      '',
      '<table>',
      '<tr>',
      '<td>',
      '',
      '```sh',
      'one',
      'two',
      '```',
      '',
      '</td>',
      '<td><ul><li>x</li></ul></td>',
      '</tr>',
      '</table>',
      '',
      '<table><caption>What <b>all</b> see</caption><tr><th>Role</th><td><ul><li>One</li><li>Two</li></ul></td></tr></table>',
    ],
    guide: [
      '| Scope | ',
      '| [a](https://orchard.example/a)  / b | * c',
      '| d | [j](https://orchard.example/j)',
      'image /i.png',
      'image /j.png',
      '| one / two | x',
      'What **all** see',
      '| Role | One / Two',
    ],
    said: [
      ['1 table-flattened', 'an image follows'],
      ['3 hover-text', 'Hover'],
      ['4 table-flattened', 'an image follows'],
      ['16 table-flattened', 'the 1 item of a list'],
      ['20 table-flattened', 'the 2 items of a list'],
    ],
  },
  'scripts of every direction, and signs of several characters': {
    page: ['افتح **الإعدادات** 👩‍👩‍👧 ثم [المفتاح](#ключ-api).', '', '## Ключ API', '', '複製「鍵」 שלום'],
    guide: ['افتح **الإعدادات** 👩‍👩‍👧 ثم [المفتاح](#api).', '# Ключ API', '複製「鍵」 שלום'],
    unjudged: /^links lost: #ключ-api$/,
  },
  'of two ids that are the same the first counts': {
    page: ['[x](#twice)', '', '## A', '', '<i id="twice">a</i>', '', '## B', '', '<i id="twice">b</i>'],
    guide: ['[x](#a)', '# A', 'a', '# B', 'b'],
    unjudged: /^links lost: #twice$/,
  },
}

describe.each(Object.entries(CASES))('%s', (_, { page: lines, guide, said = [], unsaid, unjudged }) => {
  const source = `${OPENING}${lines.join('\n')}\n`
  const page = imported(source)

  test('becomes what its reader would expect', () => {
    expect(outline(guideOf(page)).join('\n').split('\n')).toEqual(['# Part', ...guide])
  })

  test('loses nothing that is not named, with its line', () => {
    expect(faultsOf(source, page).filter((fault) => unjudged?.test(fault) !== true)).toEqual([])
    const found = page.diagnostics.map(({ line, code, message }) => [
      `${line - LINES_BEFORE} ${code}`,
      message,
    ])
    if (unsaid) expect(found.map(([, message]) => message).join('\n')).not.toMatch(unsaid)
    for (const [place, part] of said) expect(found).toContainEqual([place, expect.stringContaining(part)])
  })

  test('is a guide that the widget takes, and the same the next time', () => {
    expect(parseGuide(guideOf(page))).toMatchObject({ ok: true, diagnostics: [] })
    expect(guideOf(imported(source, undefined, JSON.parse(JSON.stringify(guideOf(page)))))).toEqual(
      guideOf(page),
    )
  })
})

describe('fields are drafted', () => {
  test.each<[string, string, string[]]>([
    [
      'from the rows of a table',
      [
        'Fill in the form:',
        '',
        '| Field | Value |',
        '|--|--|',
        '| **Subdomain** | The part before `.orchard.example` |',
        '| Client Secret | From step 2 |',
        '| Region (optional) | `eu` |',
      ].join('\n'),
      ['Subdomain: text', 'Client Secret: secret', 'Region: text, optional'],
    ],
    [
      'from the list that a line asks for, and not from the examples in the line',
      'Enter your subdomain (e.g. `mine` in `mine.orchard.example`) and the rest:\n\n1. **Site URL**: yours\n2. `Private key (PEM)`',
      ['Site URL: url', 'Private key: multiline'],
    ],
    [
      'from a sentence, and not from what it gives as an example',
      'Enter the **subdomain**. For example, for `https://mine.orchard.example` enter `mine`.\n\nPaste the **API secret**.',
      ['Subdomain: text', 'API secret: secret'],
    ],
    [
      'from a list, and from the sentence beside it, but not from what the list says of a field',
      'Fill in these fields:\n\n- **Region**: use `EU` or `US`\n\nEnter the **Username** and **Password** too.',
      ['Region: text', 'Username: text', 'Password: secret'],
    ],
    [
      'from the step that tells to paste a key, which is not where the key is found',
      'x\n\n## Finish\n\n<Steps><Step title="Paste the key">Enter the **API Key** and your **Account ID** in the form.</Step></Steps>',
      ['API Key: secret', 'Account ID: text'],
    ],
  ])('%s', (_, linking, fields) => {
    const guide = guideOf(
      imported(`# Orchard\n\n## Make a key\n\nWords.\n\n## Link your account\n\n${linking}`),
    )
    expect(guide.fields.map(fieldLine)).toEqual(fields)
  })

  test.each<[string, string, string[]]>([
    [
      'each of two in one item, and those in code',
      '- **Client ID** and **Client Secret**\n- `X-API-Key`\n- **Password:** yours',
      ['Client ID: text', 'Client Secret: secret', 'X-API-Key: secret', 'Password: secret'],
    ],
    ['but no permissions', '- `read:fruit`\n- `write:fruit`', []],
  ])('from an overview: %s', (_, list, fields) => {
    const guide = guideOf(
      imported(`# Orchard\n\n## Overview\n\nYou will need:\n\n${list}\n\n## Sign in\n\nWords.`),
    )
    expect(guide.fields.map(fieldLine)).toEqual(fields)
  })
})

const fieldLine = ({ label, kind, required }: Field): string =>
  `${label}: ${kind}${required ? '' : ', optional'}`

describe('the opening of a page', () => {
  test('a notice can stand before the title', () => {
    const guide = guideOf(
      imported('<Info>Read on.</Info>\n\n# Connect your Orchard account to Widgets\n\n## Part\n\nWords.'),
    )
    expect(guide.name).toBe('Orchard')
    expect(outline(guide)).toEqual(['info', '  Read on.', '# Part', 'Words.'])
  })

  test.each([
    [
      'folded, in quotes, with a mark',
      `title: >-\r\n  Connect "Orchard"\r\n  with OAuth\r\nsidebarTitle: 'O''Hara "Pro"'`,
      `O'Hara "Pro"`,
    ],
    ['a number', 'title: 2024', '2024'],
    ['nothing, as YAML writes it', 'sidebarTitle: null\ntitle: Orchard', 'Orchard'],
    ['entities', 'title: Bed &amp; Breakfast &#8211; API key', 'Bed & Breakfast'],
    ['empty, so that the next one counts', 'sidebarTitle:\ntitle: Orchard', 'Orchard'],
  ])('frontmatter: %s', (_, frontmatter, name) => {
    expect(guideOf(imported(`\ufeff---\n${frontmatter}\n---\n\n## Part\n\nWords.`)).name).toBe(name)
  })
})

test('in plain Markdown a tag that nothing closes is text, and one that HTML closes is none', () => {
  const source = '# Orchard\n\nUse <your-key> and Map<String> {so}, <b>bold</b> <br> 1 < 2.'
  const page = imported(source, 'orchard.md')
  expect(outline(guideOf(page))).toEqual(['# ', 'Use <your-key> and Map<String> {so}, **bold**  / 1 < 2.'])
  expect(page.diagnostics.filter(({ code }) => code === 'mended').map(({ line }) => line)).toContain(3)
})

test('a paragraph that is too long is parted without a space at an end', () => {
  const source = `# Orchard\n\n${'**word** words '.repeat(400)}`
  const texts = outline(guideOf(imported(source))).slice(1)
  expect(texts.length).toBeGreaterThan(1)
  expect(texts.map((text) => text.trim())).toEqual(texts)
})

describe('HTML in plain Markdown, as a browser reads it', () => {
  test.each([
    [
      'rows and cells that nothing closes',
      '<table border=1>\n<tr><th>Name<th>Where\n\n<tr>\n  <td>Key\n  <td>Settings <b>there</b>\n</table>',
      ['| Name | Where', '| Key | Settings **there**'],
    ],
    [
      'groups of rows, and a table in a cell',
      '<table>\n<thead><tr><th>A\n<tbody><tr><td>b\n<tr><td><table><tr><td>in</table>\n</table>',
      ['| A', '| b', '| ', '| in'],
    ],
    [
      'items within items, some of them closed',
      '<ul>\n<li>One</li>\n<li>Two\n<ul><li>Three<li>Four</ul>\n<li>Five\n</ul>',
      ['-', '  One', '-', '  Two', '  -', '    Three', '  -', '    Four', '-', '  Five'],
    ],
    [
      'items within an item of Markdown',
      '1. One\n\n   <ul>\n   <li>Two\n   <li>Three\n   </ul>\n\n2. Four',
      ['1', '  One', '  -', '    Two', '  -', '    Three', '2', '  Four'],
    ],
    [
      'paragraphs',
      '<p>One\n<p align=center>Two\n**three**\n\nFour <p>Five',
      ['One', 'Two **three**', 'Four', 'Five'],
    ],
    [
      'a paragraph that a list ends',
      '<p>One\n<ul><li>Two\n</ul></p>\n\nThree',
      ['One', '-', '  Two', 'Three'],
    ],
    ['terms', '<dl>\n<dt>One\n<dd>Two\n<dt>Three\n<dd>Four\n</dl>', ['**One**', 'Two', '**Three**', 'Four']],
    [
      'no tags in code',
      '<ul><li>`<li>`<li>Two</ul>\n\n```html\n<td>\n```',
      ['-', '  <li>', '-', '  Two', 'code html <td>'],
    ],
    [
      'values without quotes',
      '<a href=https://orchard.example/k?a=1 title="b c=d">Keys</a> <x-y a=b>',
      ['[Keys](https://orchard.example/k?a=1) <x-y a=b>'],
    ],
    [
      'preformatted lines',
      'x\n\n- <pre><code class="language-js">a &lt; {b}\n\n    <b>c</b>\n  </code></pre>\n- y',
      ['x', '-', '  code js a < {b}\n\n  c', '-', '  y'],
    ],
    [
      'what opens on one line with its text, and Markdown in it',
      '<details><summary>More</summary> One\ntwo\n\n- Three\n\n</details>\n\nFour',
      ['details More', '  One two', '  -', '    Three', 'Four'],
    ],
    [
      'lists of Markdown in cells that nothing closes',
      '<table>\n<tr><td>\n\n- One\n- Two\n\n<td>Three\n</table>',
      ['| One / Two | Three'],
    ],
    [
      'an element in an item and in a quote',
      '- <div>One\n\n  - Two\n  </div>\n\n> Three <p>Four\n\nFive',
      ['-', '  One', '  -', '    Two', 'quote', '  Three', '  Four', 'Five'],
    ],
    [
      'a cell outside a table, and ends of nothing',
      'One <td>two</td> three</div>\n\n</p>Four',
      ['One two three', 'Four'],
    ],
    [
      'an element of HTML that nothing closes',
      '## Part\n\nOne <b>two <font color="red">three\n\n<div>\n\nFour\n\n## Other\n\nFive',
      ['One two three', 'Four', '# Other', 'Five'],
    ],
    [
      'more items than elements may be open at once',
      `<ul>\n${'<li>\nOne\n'.repeat(150)}</ul>`,
      Array.from({ length: 150 }, () => ['-', '  One']).flat(),
    ],
  ])('%s', (_, source, lines) => {
    expect(outline(guideOf(imported(`# Orchard\n\n${source}`, 'orchard.md'))).slice(1)).toEqual(lines)
  })

  test('is said, with its line; MDX knows no such thing', () => {
    const source = '# Orchard\n\nx\n\n<ul>\n<li>One\n<li>Two\n</ul>\n\n[y](/z)'
    const found = imported(source, 'orchard.md').diagnostics.map(({ line, code }) => `${line} ${code}`)
    expect(found).toEqual(expect.arrayContaining(['5 mended', '10 link-dropped']))
    expect(imported(source, 'orchard.mdx').ok).toBe(false)
  })
})
