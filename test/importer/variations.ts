/**
 * Pages made of the parts that connection guides are made of, in every combination: each part says what a reader sees of
 * it, so that nothing has to read the page again. Every word is a new one. Seeded, so that a failure can be looked at.
 */
import { random } from './random.ts'
import type { Reading } from './reading.ts'

/** A part of a page as its lines, and what a reader meets in it. */
interface Part extends Omit<Reading, 'items' | 'steps'> {
  readonly text: string
  readonly items: number
  readonly steps: number
}

/** A page, and all that its guide has to hold. */
export interface Variation {
  readonly source: string
  readonly expected: Reading
}

const NONE: Omit<Part, 'text'> = { words: [], links: [], images: [], items: 0, steps: 0 }

/** One page; the same for the same number. */
export function variation(seed: number): Variation {
  const maker = new Maker(seed)
  const page = maker.page()
  const { words, links, images, items, steps } = page
  return { source: page.text, expected: { words, links, images, items, steps } }
}

/** Where a text stands: what would end the text, or be read otherwise, is left out there. */
interface Place {
  /** Within JSX or HTML: no link within a link, no table bar. */
  readonly cell?: boolean
  readonly link?: boolean
  readonly dress?: boolean
}

class Maker {
  private readonly pick: (below: number) => number
  private count = 0
  private readonly definitions: string[] = []

  constructor(seed: number) {
    this.pick = random(seed + 1)
  }

  page(): Part {
    const name = `Maker${this.pick(1000)}`
    const opening = this.one([
      () => `---\ntitle: "${name}"\ndescription: "How it is done: with care."\n---\n\n`,
      () => `---\ntitle: '${name} - How do I link my account?'\nsidebarTitle: ${name}\n---\n\n`,
      () => `---\r\ntitle: ${name} (OAuth)\r\nicon: link\r\ntags:\r\n  - a\r\n  - b\r\n---\r\n\r\n`,
      () => `---\ntitle: >-\n  ${name}\n  Suite\nmode: "wide"\n---\n`,
      () => `---\ntitle: ${name}\n---\nimport Footer from "/snippets/footer.mdx";\n\n`,
      () => `# Connect ${name} with API Key\n\n`,
    ])()
    const body = this.one([
      () => this.sections(),
      () => this.headings(),
      () => this.seed(),
      () => this.loose(),
    ])()
    const notes = this.definitions.join('\n')
    return { ...body, text: `${opening}${body.text}\n\n${notes}\n` }
  }

  // The dialects.

  private sections(): Part {
    return this.joined(
      [
        ...this.some(2, () => this.notice()),
        ...this.some(
          4,
          () => this.joined([this.heading(), ...this.some(2, () => this.block(1)), this.stepRow()]),
          1,
        ),
      ],
      '\n\n',
    )
  }

  private headings(): Part {
    const level = 2 + this.pick(3)
    const bold = this.pick(4) === 0
    const step = (number: number): Part => {
      const title = this.words(3)
      const mark = this.one([':', ' -', '.', ' –', ''])
      const line = `Step ${number}${mark} ${title.text}`
      const text = bold ? `**${line}**` : `${'#'.repeat(level)} ${line}`
      const heading = { ...title, text, words: ['step', String(number), ...title.words], steps: 1 }
      return this.joined([heading, ...this.some(3, () => this.block(1))])
    }
    const rows = Array.from({ length: 2 + this.pick(3) }, (_, index) => step(index + 1))
    return this.joined([this.heading(1 + this.pick(bold ? 3 : level - 1)), this.paragraph(), ...rows])
  }

  private seed(): Part {
    const part = (hidden: boolean): Part => {
      const title = this.words(3)
      const inner = this.joined([
        { ...title, text: `<h2>${title.text}</h2>` },
        this.htmlBlock(),
        this.stepRow(true),
        this.htmlBlock(),
      ])
      const open = hidden
        ? '<div data-whitelabel-hide>'
        : this.one([
            '<section data-guide-section data-guide-scopes="">',
            '<section data-guide-section data-guide-scopes="a b, c">',
          ])
      return this.wrapped(open, inner, hidden ? '</div>' : '</section>')
    }
    return this.joined([this.notice(), part(false), ...this.some(1, () => part(false)), part(true)])
  }

  private loose(): Part {
    return this.joined([this.heading(), ...this.some(6, () => this.block(2)), this.heading(3), this.block(0)])
  }

  // Blocks.

  private stepRow(seed = false): Part {
    const step = (): Part => {
      const title = this.words(3)
      const optional = this.pick(5) === 0 ? ' (optional)' : ''
      const words = [...title.words, ...(optional === '' ? [] : ['optional'])]
      const inner = seed
        ? this.wrapped(
            '<div data-guide-step data-guide-scopes="" data-guide-display-scopes-list="">',
            this.joined([this.htmlBlock(), ...this.some(1, () => this.htmlBlock())]),
            '</div>',
          )
        : this.joined(this.some(3, () => this.block(1)))
      const made = this.wrapped(
        `<Step title=${this.quotedTitle(`${title.text}${optional}`)}>`,
        inner,
        '</Step>',
      )
      return { ...made, words: [...words, ...inner.words], steps: inner.steps + 1 }
    }
    const steps = Array.from({ length: 1 + this.pick(4) }, step)
    return this.wrapped('<Steps>', this.joined(steps, this.one(['\n\n', '\n'])), '</Steps>')
  }

  private quotedTitle(title: string): string {
    return this.one([`"${title}"`, `'${title}'`, `{"${title}"}`, `{\`${title}\`}`])
  }

  /** `depth` is how deep it may nest. */
  private block(depth: number): Part {
    const simple: (() => Part)[] = [
      () => this.paragraph(),
      () => this.paragraph(),
      () => this.list(depth),
      () => this.list(depth),
      () => this.interruptedList(),
      () => this.tasks(),
      () => this.table(),
      () => this.code(),
      () => this.frame(),
      () => this.image(),
      () => this.htmlBlock(),
      () => this.card(depth),
      () => this.comment(),
      () => this.quote(),
      () => this.rule(),
      () => this.lazy(),
      () => this.terms(),
    ]
    const nesting: (() => Part)[] = [
      () => this.notice(depth - 1),
      () => this.disclosure(depth - 1),
      () => this.tabs(depth - 1),
      () => this.columns(depth - 1),
      () => this.codeGroup(),
      () => this.tableInItem(),
      () => this.deepList(),
      () => this.wrapped('<div>', this.block(depth - 1), '</div>'),
      () => this.wrapped('<>', this.block(depth - 1), '</>'),
      () => this.wrapped('<Unknown>', this.block(depth - 1), '</Unknown>'),
    ]
    return this.one(depth > 0 ? [...simple, ...nesting] : simple)()
  }

  private heading(level = 2): Part {
    const title = this.words(3)
    const text = this.one([
      `${'#'.repeat(level)} ${title.text}`,
      `${'#'.repeat(level)} ${title.text} {#x${this.count}}`,
      ...(level === 2 ? [`${title.text}\n---`] : []),
      `${'#'.repeat(level)} ${title.text} ${'#'.repeat(level)}`,
      `${'#'.repeat(level)} **${title.text}**`,
      `${'#'.repeat(level)} [](#x${this.count})${title.text}`,
      `<a id="x${this.count}"></a>\n${'#'.repeat(level)} ${title.text}`,
      `<h${level}>${title.text}</h${level}>`,
    ])
    return { ...title, text }
  }

  private paragraph(): Part {
    const lines = this.some(3, () => this.inline(), 1)
    return this.joined(lines, this.one(['\n', ' ', '  \n', '\\\n', '<br />\n', ' <br/> ', '{" "}\n']))
  }

  private list(depth: number, ordered = this.pick(2) === 0): Part {
    const items = Array.from({ length: 1 + this.pick(4) }, (_, index) => {
      const mark = ordered ? `${index + 1}. ` : this.one(['- ', '-   ', '* '])
      const parts = [this.inline()]
      if (this.pick(4) === 0) parts.push(depth > 0 ? this.list(depth - 1, false) : this.paragraph())
      if (parts.length === 1 && this.pick(4) === 0) parts.push(this.frame())
      const inner = this.joined(parts)
      return { ...inner, text: mark + indented(inner.text, mark.length).trimStart(), items: inner.items + 1 }
    })
    return this.joined(items, this.one(['\n', '\n\n']))
  }

  /** The numbers go on after the picture. A line right below one of Markdown would be part of its paragraph. */
  private interruptedList(): Part {
    const rows = Array.from({ length: 2 + this.pick(3) }, (_, index) => {
      const item = this.inline()
      const line = { ...item, text: `${index + 1}. ${item.text}`, items: 1 }
      const picture = this.one([() => this.image(), () => this.frame()])()
      const end = picture.text.startsWith('!') ? '\n' : this.one(['', '\n'])
      const row = this.joined([line, picture], this.one(['\n', '\n\n']))
      return { ...row, text: row.text + end }
    })
    return this.joined(rows, '\n')
  }

  private tasks(): Part {
    const items = this.some(
      3,
      () => {
        const item = this.inline()
        return { ...item, text: `- [${this.one([' ', 'x'])}] ${item.text}`, items: 1 }
      },
      1,
    )
    return this.joined(items, '\n')
  }

  private table(): Part {
    const columns = 1 + this.pick(3)
    const row = () => {
      const cells = this.joined(
        Array.from({ length: columns }, () => this.inline({ cell: true })),
        ' | ',
      )
      return { ...cells, text: `| ${cells.text} |` }
    }
    const rule = {
      ...NONE,
      text: `|${this.one([' --- ', ':---', '---:', ':-:']).concat('|').repeat(columns)}`,
    }
    return this.joined([row(), rule, ...this.some(4, row, 1)], '\n')
  }

  private code(): Part {
    const code = this.words(4)
    const fence = this.one(['```', '~~~', '````'])
    const info = this.one(['', 'json', 'bash', 'js {1,3}', 'ts wrap'])
    const body = this.one([
      `{ "${code.text}": <b>1</b> }`,
      `curl https://x.example/${code.text.replace(/ /g, '/')}`,
      `\n  ${code.text}\n\n  # ${code.text}`,
    ])
    const words = wordsIn(body)
    return { ...code, text: `${fence}${info}\n${body}\n${fence}`, words }
  }

  private codeGroup(): Part {
    return this.wrapped('<CodeGroup>', this.joined(this.some(2, () => this.code(), 1)), '</CodeGroup>')
  }

  private image(): Part {
    const src = this.address('png')
    const text = this.one([
      `![${this.one(['', 'A picture', 'A \\[square\\] picture'])}](${src})`,
      `<img src="${src}" />`,
      `<img src="${src}" alt="A form with > fields" style={{maxWidth: "450px" }}/>`,
      `<img className='rounded-md' style={{ margin: '0 auto', border: '1px solid #efefef' }} alt="A picture" src='${src}' />`,
      `<img\n  className="rounded-md"\n  style={{ margin:"0 auto",border:"1px solid #efefef" }}\n  alt="A picture"\n  src={"${src}"}\n/>`,
      `<img src="${src}" width="300" height={200} noZoom />`,
    ])
    return { ...NONE, text, images: [src] }
  }

  private frame(): Part {
    const caption = this.pick(3) === 0 ? this.words(3) : undefined
    const inner = this.image()
    const open = caption
      ? `<Frame caption="${caption.text}">`
      : this.one(['<Frame>', '<Frame type="glass">', '<Frame>'])
    const made = this.wrapped(open, inner, '</Frame>')
    return { ...made, words: [...inner.words, ...(caption?.words ?? [])] }
  }

  private notice(depth = 0): Part {
    const name = this.one(['Warning', 'Note', 'Info', 'Tip', 'Check', 'Danger', 'Callout'])
    if (this.pick(3) === 0) {
      const line = this.inline()
      return { ...line, text: `<${name}>${line.text}</${name}>` }
    }
    return this.wrapped(
      `<${name}>`,
      this.joined([this.paragraph(), ...this.some(1, () => this.block(depth))]),
      `</${name}>`,
    )
  }

  private disclosure(depth: number): Part {
    const title = this.words(2)
    const inner = this.joined([this.paragraph(), this.block(depth)])
    const made = this.one([
      () => this.wrapped(`<Accordion title="${title.text}">`, inner, '</Accordion>'),
      () => this.wrapped(`<Expandable title="${title.text}" defaultOpen>`, inner, '</Expandable>'),
      () =>
        this.wrapped(
          '<details>',
          { ...inner, text: `<summary>${title.text}</summary>\n\n${inner.text}` },
          '</details>',
        ),
      () =>
        this.wrapped(
          '<AccordionGroup>',
          this.wrapped(`<Accordion title="${title.text}" icon="key">`, inner, '</Accordion>'),
          '</AccordionGroup>',
        ),
    ])()
    return { ...made, words: [...title.words, ...inner.words] }
  }

  private tabs(depth: number): Part {
    const tabs = this.some(
      3,
      () => {
        const title = this.words(1)
        const inner = this.block(depth)
        return {
          ...this.wrapped(`<Tab title="${title.text}">`, inner, '</Tab>'),
          words: [...title.words, ...inner.words],
        }
      },
      1,
    )
    return this.wrapped('<Tabs>', this.joined(tabs, '\n'), '</Tabs>')
  }

  private columns(depth: number): Part {
    const inner = this.joined(this.some(2, () => this.card(depth), 1))
    return this.one([
      () => this.wrapped('<Columns cols={2}>', inner, '</Columns>'),
      () => this.wrapped('<CardGroup cols={2}>', inner, '</CardGroup>'),
      () => this.wrapped('<div className="grid">', inner, '</div>'),
    ])()
  }

  private card(depth: number): Part {
    const title = this.words(2)
    const href = this.address('html')
    const inner = this.one([
      () => this.paragraph(),
      () => this.bare(href),
      () => this.block(Math.min(0, depth)),
    ])()
    const open = this.one([
      `<Card title="${title.text}" icon="link" href="${href}">`,
      `<Card\n  title="${title.text}"\n  href="${href}"\n>`,
    ])
    const made = this.wrapped(open, inner, '</Card>')
    return { ...made, words: [...title.words, ...inner.words], links: [href, ...inner.links] }
  }

  private mail(): Part {
    const name = this.words(1).text
    const address = `${name}@x.example`
    const text = this.one([
      address,
      `<${address}>`,
      `[${address}](mailto:${address})`,
      `<a href="mailto:${address}">${address}</a>`,
    ])
    return { ...NONE, text, words: wordsIn(address), links: [`mailto:${address}`] }
  }

  private bare(href: string): Part {
    return { ...NONE, text: href, words: wordsIn(href), links: [href] }
  }

  private comment(): Part {
    return {
      ...NONE,
      text: this.one(['{/* left: out */}', '<!-- left: out -->', '{/*\n  left\n\n  out\n*/}']),
    }
  }

  private quote(): Part {
    const inner = this.joined(this.some(2, () => this.paragraph(), 1))
    const mark = this.one(['', '', '[!NOTE]\n', '[!WARNING]\n'])
    return { ...inner, text: `${mark}${inner.text}`.replace(/^/gm, '> ') }
  }

  private rule(): Part {
    return { ...NONE, text: this.one(['---', '***', '* * *', '<hr />', '<hr>', '<br />', '<br>']) }
  }

  /** What stands right below a list belongs to its last item. */
  private lazy(): Part {
    return this.joined([this.list(0), this.words(3), this.list(0, false)], '\n')
  }

  private terms(): Part {
    const rows = this.some(
      2,
      () =>
        this.joined(
          [
            around(this.inline({ cell: true }), '<dt>', '</dt>'),
            around(this.inline({ cell: true }), '<dd>', '</dd>'),
          ],
          '\n',
        ),
      1,
    )
    return this.wrapped('<dl>', this.joined(rows, '\n'), '</dl>')
  }

  private tableInItem(): Part {
    const inner = this.joined([this.inline(), this.table(), this.paragraph()])
    return { ...inner, text: `1. ${indented(inner.text, 3).trimStart()}`, items: 1 }
  }

  /** Each level as deep as some author's editor makes it. */
  private deepList(): Part {
    const depth = 2 + this.pick(3)
    const by = this.one([2, 3, 4])
    const mark = by === 2 ? '-' : '1.'
    const rows = Array.from({ length: depth }, (_, level) => {
      const line = this.inline()
      return { ...line, text: `${' '.repeat(by * level)}${mark} ${line.text}`, items: 1 }
    })
    return this.joined(rows, '\n')
  }

  private htmlBlock(): Part {
    const line = () => this.inline({ cell: true })
    return this.one<() => Part>([
      () => around(line(), '<p>', '</p>'),
      () => around(line(), '<p>\n  ', '\n</p>'),
      () =>
        this.wrapped(
          '<ul>',
          this.joined(
            this.some(3, () => item(around(line(), '<li>', '</li>')), 1),
            '\n',
          ),
          '</ul>',
        ),
      () =>
        this.wrapped(
          '<ol type="a">',
          this.joined(
            this.some(3, () => item(this.wrapped('<li>', line(), '</li>')), 1),
            '\n',
          ),
          '</ol>',
        ),
      () => this.wrapped('<div>', around(line(), '<span>', '</span>'), '</div>'),
      () =>
        this.wrapped(
          '<table>',
          this.joined(
            this.some(
              2,
              () =>
                around(
                  this.joined([around(line(), '<td>', '</td>'), around(line(), '<td>', '</td>')], ''),
                  '<tr>',
                  '</tr>',
                ),
              1,
            ),
            '\n',
          ),
          '</table>',
        ),
    ])()
  }

  // Texts.

  private inline(place: Place = {}): Part {
    return this.joined([this.words(2), ...this.some(3, () => this.piece(place)), this.words(1)], ' ')
  }

  private piece(place: Place): Part {
    const inner = () => this.words(2)
    const choices: (() => Part)[] = [
      () => around(inner(), '**', '**'),
      () => around(inner(), '_', '_'),
      () => around(inner(), '*', '*'),
      () => around(inner(), '***', '***'),
      () => around(inner(), '`', '`'),
      () => around(inner(), '<b>', '</b>'),
      () => around(inner(), '<code>', '</code>'),
      () => around(inner(), '<kbd>', '</kbd>'),
      () => around(inner(), '1 <sup>', '</sup>', ['1']),
      () => this.tooltip(),
      () => around(inner(), '<i>', '</i>'),
      () => around(inner(), "{'", "'}"),
      () => around(inner(), '{`', '`}'),
      () => around(inner(), '&ldquo;', '&rdquo; &gt;'),
      () => around(inner(), '\\*', '\\_'),
      () => around(inner(), '<Icon icon="gear" iconType="regular" /> ', ''),
      () => around(inner(), '{" "}', '{" "}'),
      () => around(inner(), '{/* no */}', ''),
      () => around(inner(), '> ', ' →'),
      () => around(inner(), '<!-- no -->', ''),
      () => around(inner(), '<span style={{ color: "red" }}>', '</span>'),
      () => around(inner(), '<u><b>', '</b></u>'),
      () => around(inner(), '<strong>_', '_</strong>'),
      () => around(inner(), '~~', '~~'),
      () => around(inner(), '~', '~'),
      () => around(inner(), '``', '``'),
      () => around(inner(), '**_', '_**'),
      () => around(inner(), '&nbsp;', '&#39;'),
      () => around(inner(), '<wbr/>', ''),
      () => this.code2(place),
    ]
    if (!place.cell) choices.push(() => around(inner(), '<br /><br />', ''))
    if (!place.link)
      choices.push(
        () => this.link((text, href) => `[${text}](${href})`),
        () => this.link((text, href) => `[**${text}**](${href} )`),
        () => this.link((text, href) => `**[${text}](${href})**`),
        () =>
          this.link(
            (text, href) => `<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`,
          ),
        () => this.link((text, href) => `[\`${text}\`](<${href}>)`),
        () => this.link((text, href) => this.reference(text, href)),
        () => this.bare(this.address('html')),
        () => this.mail(),
        () => {
          const href = this.address('html')
          return { ...this.bare(href), text: `<${href}>` }
        },
      )
    return this.one(choices)()
  }

  /** Code that holds what would be markup elsewhere. */
  private code2({ cell }: Place): Part {
    const word = this.words(1)
    const bar = cell ? '\\|' : '|'
    const text = this.one([
      `\`<${word.text}>\``,
      `\`{${word.text}}\``,
      `\`https://${word.text}/\``,
      `\`**${word.text}**\``,
      `\`${word.text}${bar}\``,
      `\`\` \`${word.text} \`\``,
      `<code>{"<${word.text}>"}</code>`,
    ])
    return { ...word, text, words: wordsIn(text.replace('<code>', '').replace('</code>', '')) }
  }

  private tooltip(): Part {
    const text = this.words(2)
    const tip = this.words(3)
    return {
      ...text,
      text: `<Tooltip tip="${tip.text}">${text.text}</Tooltip>`,
      words: [...text.words, ...tip.words],
    }
  }

  private reference(text: string, href: string): string {
    const name = `ref${this.definitions.length}`
    this.definitions.push(`[${name}]: ${href}`)
    return `[${text}][${name}]`
  }

  private link(write: (text: string, href: string) => string): Part {
    const text = this.words(2)
    const href = this.address('html')
    return { ...text, text: write(text.text, href), links: [href] }
  }

  private address(kind: 'png' | 'html'): string {
    this.count += 1
    return `https://x.example/p${this.count}.${kind}${kind === 'html' ? this.one(['', '?a=1&b=2', '#part']) : ''}`
  }

  private words(most: number): Part {
    const words = Array.from({ length: 1 + this.pick(most) }, () => `w${(this.count += 1)}`)
    return { ...NONE, text: words.join(' '), words }
  }

  // How parts are put together.

  /** Indented or not, with blank lines or none, as authors do. */
  private wrapped(open: string, inner: Part, close: string): Part {
    const isMarkdown = /^[\s>]*(?:[-*+]|\d+\.|#|\||```|~~~|>|<)|\n\n|!\[/m.test(inner.text)
    const indent = this.one([0, 1, 2, 2, 3, 4, 6])
    const body = indented(inner.text, indent)
    const text = this.one([
      `${open}\n${body}\n${close}`,
      `${open}\n\n${body}\n\n${close}`,
      ...(isMarkdown ? [] : [`${open}\n${body}\n${close}`]),
    ])
    return { ...inner, text }
  }

  private joined(parts: readonly Part[], between = '\n\n'): Part {
    return {
      text: parts.map(({ text }) => text).join(between),
      words: parts.flatMap(({ words }) => words),
      links: parts.flatMap(({ links }) => links),
      images: parts.flatMap(({ images }) => images),
      items: parts.reduce((sum, { items }) => sum + items, 0),
      steps: parts.reduce((sum, { steps }) => sum + steps, 0),
    }
  }

  private one<Item>(items: readonly Item[]): Item {
    return items[this.pick(items.length)] as Item
  }

  private some<Item>(most: number, make: () => Item, least = 0): Item[] {
    return Array.from({ length: least + this.pick(most - least + 1) }, make)
  }
}

const around = (part: Part, before: string, after: string, more: readonly string[] = []): Part => ({
  ...part,
  text: `${before}${part.text}${after}`,
  words: [...more, ...part.words],
})

const item = (part: Part): Part => ({ ...part, items: part.items + 1 })

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
