// The way in for a guide: what is taken, what is mended, and what is refused with the path of each fault.
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { GUIDE_LIMITS, type GuideInput } from '../../src/core/guide.ts'
import { parseGuide } from '../../src/core/parseGuide.ts'
import { remarkText } from '../../src/core/remarks.ts'
import { field, guideOf, guideWith, line, paragraph, refused, remarks, step, taken, text } from './guides.ts'

// Thousands of cases, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const { guide: least } = taken(guideWith())

describe('a guide that is taken', () => {
  test('has every default filled in', () => {
    const { guide } = taken(
      guideWith({
        sections: [
          { id: 's', title: '', body: [{ kind: 'steps', steps: [{ id: 'a', title: '', body: [] }] }] },
        ],
        fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
      }),
    )
    expect(guide).toEqual({
      schema: 1,
      provider: 'acme',
      name: 'Acme',
      locale: 'en',
      auth: { kind: 'fields' },
      before: [],
      sections: [
        {
          id: 's',
          title: '',
          level: 2,
          scopes: [],
          optional: false,
          whiteLabelHidden: false,
          place: 'stepper',
          body: [
            {
              kind: 'steps',
              steps: [{ id: 'a', title: '', optional: false, scopes: [], showScopes: false, body: [] }],
            },
          ],
        },
      ],
      fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret', required: true }],
    })
  })

  test('may hold every block, inline and field kind', () => {
    const body = [
      paragraph(
        text('t'),
        { kind: 'strong', content: [{ kind: 'emphasis', content: [text('e')] }] },
        { kind: 'code', text: 'c' },
        { kind: 'link', href: 'https://acme.example/', content: [text('l')] },
        { kind: 'icon', name: 'gear' },
        { kind: 'break' },
      ),
      { kind: 'list', ordered: true, start: 4, items: [[paragraph(text('i'))]] },
      { kind: 'image', src: '/images/a.png', alt: 'A', width: 400 },
      { kind: 'code', language: 'sh', text: 'echo' },
      { kind: 'table', head: [[text('h')]], rows: [[[text('c')]], [[]]] },
      { kind: 'details', title: 'd', body: [paragraph(text('p'))] },
      { kind: 'heading', level: 3, content: [text('h')] },
      { kind: 'quote', body: [] },
      { kind: 'card', title: 'c', href: 'mailto:help@acme.example', body: [] },
      {
        kind: 'steps',
        steps: [
          step('whole', {
            optional: true,
            scopes: ['a', 'b'],
            showScopes: true,
            href: 'https://acme.example/',
            field: 'f-secret',
          }),
        ],
      },
      ...['warning', 'note', 'info', 'tip', 'check'].map((tone) => ({ kind: 'notice', tone, body: [] })),
    ]
    const fields = ['secret', 'text', 'multiline', 'number', 'url'].map((kind) =>
      field(`f-${kind}`, { kind }),
    )
    fields.push(field('choice', { kind: 'select', options: [{ value: 'eu', label: 'Europe' }] }))
    fields.push(
      field('whole', {
        required: false,
        hint: 'h',
        placeholder: 'p',
        prefix: 'a',
        suffix: 'z',
        pattern: '[a-z]+',
        patternMessage: 'm',
        minLength: 0,
        maxLength: 1,
        value: 'v',
        readOnly: true,
        visibleWhen: { field: 'choice', equals: ['eu', 'us'] },
        foundIn: 'whole',
        notices: [{ kind: 'notice', tone: 'tip', body: [] }],
      }),
      field('other', { visibleWhen: { field: 'choice', equals: 'eu' } }),
    )
    const section = {
      id: 's',
      title: 'S',
      level: 1,
      scopes: ['a'],
      optional: true,
      whiteLabelHidden: true,
      place: 'form',
      body,
    }
    const input = guideWith({
      category: 'ATS',
      logo: '/acme.svg',
      locale: 'de',
      auth: { kind: 'redirect', hosts: ['acme.example'] },
      sections: [section],
      fields,
    })
    const parsed = taken(input)
    expect(parsed.diagnostics).toEqual([])
    expect(parsed.guide).toMatchObject(input)
  })

  test('is the same from an object and from its JSON text', () => {
    const input = guideOf(paragraph(text('one')))
    expect(taken(JSON.stringify(input))).toEqual(taken(input))
  })

  test('is a copy, and the input stays as it was', () => {
    const input = guideOf(paragraph({ kind: 'link', href: 'http://x', content: [text('x')] }))
    const before = JSON.stringify(input)
    const { guide } = taken(input)
    expect(JSON.stringify(input)).toBe(before)
    guide.sections.length = 0
    expect(taken(input).guide.sections).toHaveLength(1)
  })

  test('is given again unchanged when it is parsed again', () => {
    const { guide } = taken(
      guideWith({
        sections: [
          { id: 's', title: 'S', body: [step('x')].map((one) => ({ kind: 'steps', steps: [one] })) },
        ],
      }),
    )
    expect(taken(guide)).toEqual({ ok: true, guide, diagnostics: [] })
  })

  test('leaves out properties that it does not know, and text that nobody sees', () => {
    const { guide } = taken({
      ...guideOf(paragraph(text('\u202eke\u200by\u0000'))),
      extra: '<script>',
      name: 'Ac\u200bme',
    })
    expect(guide).not.toHaveProperty('extra')
    expect(guide.name).toBe('Acme')
    expect(guide.sections[0]?.body).toEqual([{ kind: 'paragraph', content: [{ kind: 'text', text: 'key' }] }])
  })

  test('cleans the scopes that are printed', () => {
    const section = { id: 's', title: 'S', scopes: ['read\u202e'], body: [] }
    expect(taken(guideWith({ sections: [section] })).guide.sections[0]?.scopes).toEqual(['read'])
  })

  test('may have no sections, no fields, and empty titles and bodies', () => {
    expect(taken(guideWith()).diagnostics).toEqual([])
  })

  test('keeps markup as the text that it is', () => {
    const words = '<b onclick="x()">bold</b> & <script>alert(1)</script>'
    expect(taken(guideOf(paragraph(text(words)))).guide.sections[0]?.body).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: words }] },
    ])
  })
})

describe('a guide that is refused', () => {
  test.each<[string, unknown, string[]]>([
    ['a text that is not JSON', '{', [': The document is not JSON']],
    ['an empty text', '', [': The document is not JSON']],
    ['a number', 5, [': Expected object']],
    ['nothing', undefined, [': Expected object']],
    ['null', null, [': Expected object']],
    ['a list', [], [': Expected object']],
    ['another schema', guideWith({ schema: 2 }), ['schema: Expected 1']],
    [
      'a provider that is no slug',
      guideWith({ provider: 'Acme Inc' }),
      ['provider: Not of the expected form'],
    ],
    ['a provider with a path', guideWith({ provider: '../x' }), ['provider: Not of the expected form']],
    ['a provider that ends in one', guideWith({ provider: 'x/y' }), ['provider: Not of the expected form']],
    ['an empty name', guideWith({ name: '' }), ['name: Too short: at least 1']],
    ['a name that nobody sees', guideWith({ name: '\u200b' }), ['name: Too short: at least 1']],
    ['an unknown auth', guideWith({ auth: { kind: 'magic' } }), ['auth.kind: Unknown kind']],
    [
      'a redirect without hosts',
      guideWith({ auth: { kind: 'redirect', hosts: [] } }),
      ['auth.hosts: Too few: at least 1'],
    ],
    ['an unknown block', guideOf({ kind: 'video' }), ['sections[0].body[0].kind: Unknown kind']],
    [
      'HTML for a body',
      guideWith({ sections: [{ id: 's', title: 'S', body: '<p>' }] }),
      ['sections[0].body: Expected array'],
    ],
    [
      'an unknown inline',
      guideOf({ kind: 'paragraph', content: [{ kind: 'html', html: '<b>' }] }),
      ['sections[0].body[0].content[0].kind: Unknown kind'],
    ],
    [
      'an unknown tone',
      guideOf({ kind: 'notice', tone: 'loud', body: [] }),
      ['sections[0].body[0].tone: Expected "warning" or "note" or "info" or "tip" or "check"'],
    ],
    [
      'a heading of level 7',
      guideOf({ kind: 'heading', level: 7, content: [] }),
      ['sections[0].body[0].level: Too large: at most 6'],
    ],
    [
      'a heading of level 0',
      guideOf({ kind: 'heading', level: 0, content: [] }),
      ['sections[0].body[0].level: Too small: at least 1'],
    ],
    [
      'a picture without a width',
      guideOf({ kind: 'image', src: '/a.png', alt: '', width: 0 }),
      ['sections[0].body[0].width: Too small: at least 0'],
    ],
    [
      'a section of level 0',
      guideWith({ sections: [{ id: 's', title: 'S', level: 0, body: [] }] }),
      ['sections[0].level: Too small: at least 1'],
    ],
    ...['a b', ' a', 'a '].map((id): [string, unknown, string[]] => [
      `the id ${JSON.stringify(id)}`,
      guideWith({ sections: [{ id, title: 'S', body: [] }] }),
      ['sections[0].id: Not of the expected form'],
    ]),
    [
      'lengths of a value that cannot be',
      guideWith({ fields: [field('a', { minLength: -1, maxLength: 0 })] }),
      ['fields[0].minLength: Too small: at least 0', 'fields[0].maxLength: Too small: at least 1'],
    ],
    [
      'a section of level 5',
      guideWith({ sections: [{ id: 's', title: 'S', level: 5, body: [] }] }),
      ['sections[0].level: Too large: at most 4'],
    ],
    [
      'an image without alt',
      guideOf({ kind: 'image', src: '/a.png' }),
      ['sections[0].body[0].alt: Expected string'],
    ],
    [
      'a field name that an object has',
      guideWith({ fields: [field('constructor')] }),
      ['fields[0].name: Reserved'],
    ],
    ['a field name that the form has', guideWith({ fields: [field('root')] }), ['fields[0].name: Reserved']],
    [
      'a field name with a dot',
      guideWith({ fields: [field('a.b')] }),
      ['fields[0].name: Not of the expected form'],
    ],
    [
      'two fields of one name',
      guideWith({ fields: [field('a'), field('a')] }),
      ['fields[1].name: Used twice: a'],
    ],
    [
      'two sections of one id',
      guideWith({
        sections: [
          { id: 's', title: '', body: [] },
          { id: 's', title: '', body: [] },
        ],
      }),
      ['sections[1].id: Used twice: s'],
    ],
    [
      'a step with the id of its section',
      guideOf({ kind: 'steps', steps: [step('s')] }),
      ['sections[0].body[0].steps[0].id: Used twice: s'],
    ],
    [
      'a step in a list with the id of its section',
      guideOf({ kind: 'list', ordered: true, items: [[], [{ kind: 'steps', steps: [step('s')] }]] }),
      ['sections[0].body[0].items[1][0].steps[0].id: Used twice: s'],
    ],
  ])('for %s says where and why', (_, input, faults) => expect(refused(input)).toEqual(faults))

  test('names every fault, each with its path', () => {
    const deep = {
      kind: 'details',
      title: 'd',
      body: [{ kind: 'list', ordered: false, items: [[], [{ kind: 'nope' }]] }],
    }
    const faults = refused(
      guideWith({ name: 5, sections: [{ id: '', title: 'S', body: [deep] }], fields: 'none' }),
    )
    expect(faults).toEqual([
      'name: Expected string',
      'sections[0].id: Too short: at least 1',
      expect.stringContaining('sections[0].id: '),
      'sections[0].body[0].body[0].items[1][0].kind: Unknown kind',
      'fields: Expected array',
    ])
  })
})

const many = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
const stepsOf = (count: number, prefix = 'p') => ({
  kind: 'steps',
  steps: many(count, (index) => step(`${prefix}${index}`)),
})
const nestedDetails = (depth: number): unknown =>
  depth === 1 ? paragraph() : { kind: 'details', title: '', body: [nestedDetails(depth - 1)] }
const nestedSteps = (depth: number, innermost: readonly unknown[]): unknown[] =>
  depth === 1
    ? [...innermost]
    : [{ kind: 'steps', steps: [step(`d${depth}`, { body: nestedSteps(depth - 1, innermost) })] }]
const nestedStrong = (depth: number): ReturnType<typeof text> =>
  depth === 1 ? text('x') : { kind: 'strong', content: [nestedStrong(depth - 1)] }
const nestedList = (depth: number): unknown =>
  depth === 1 ? paragraph() : { kind: 'list', ordered: false, items: [[nestedList(depth - 1)]] }
const notes = (count: number) => many(count, () => ({ kind: 'notice', tone: 'note', body: [] }))

describe('a limit', () => {
  test.each<[string, (count: number) => unknown, number, string]>([
    [
      'steps of a guide',
      (count) => guideOf(stepsOf(count)),
      GUIDE_LIMITS.steps,
      'sections: Too many steps: 201, over 200',
    ],
    [
      'steps over several places',
      (count) => ({
        ...guideOf(stepsOf(100), { kind: 'details', title: '', body: [stepsOf(count - 120, 'q')] }),
        before: [stepsOf(20, 'r')],
      }),
      GUIDE_LIMITS.steps,
      'sections: Too many steps: 201, over 200',
    ],
    [
      'sections',
      (count) => guideWith({ sections: many(count, (index) => ({ id: `s${index}`, title: '', body: [] })) }),
      GUIDE_LIMITS.sections,
      'sections: Too many: at most 100',
    ],
    [
      'blocks of a step',
      (count) => guideOf({ kind: 'steps', steps: [step('a', { body: notes(count) })] }),
      GUIDE_LIMITS.blocksPerStep,
      'sections[0].body[0].steps[0].body: Too many: at most 100',
    ],
    [
      'blocks of a section',
      (count) => guideOf(...notes(count)),
      GUIDE_LIMITS.blocksPerStep,
      'sections[0].body: Too many: at most 100',
    ],
    [
      'levels of blocks',
      (count) => guideOf(nestedDetails(count)),
      GUIDE_LIMITS.depth,
      `sections[0].body${'[0].body'.repeat(12)}: Nested too deeply: over 12 levels`,
    ],
    [
      'levels of lists',
      (count) => guideOf(nestedList(count)),
      GUIDE_LIMITS.depth,
      `sections[0].body${'[0].items[0]'.repeat(11)}[0].items: Nested too deeply: over 12 levels`,
    ],
    [
      'levels before the first section',
      (count) => guideWith({ before: [nestedDetails(count)] }),
      GUIDE_LIMITS.depth,
      `before${'[0].body'.repeat(12)}: Nested too deeply: over 12 levels`,
    ],
    [
      'levels of the notices of a field',
      (count) => guideWith({ fields: [field('a', { notices: [nestedDetails(count)] })] }),
      GUIDE_LIMITS.depth,
      `fields[0].notices${'[0].body'.repeat(12)}: Nested too deeply: over 12 levels`,
    ],
    [
      'levels of inlines',
      (count) => guideOf(paragraph(nestedStrong(count))),
      GUIDE_LIMITS.depth,
      `sections[0].body[0].content${'[0].content'.repeat(12)}: Nested too deeply: over 12 levels`,
    ],
    [
      'characters of a paragraph',
      (count) =>
        guideOf(
          paragraph(text('a'), { kind: 'strong', content: [{ kind: 'code', text: 'b'.repeat(count - 1) }] }),
        ),
      GUIDE_LIMITS.paragraph,
      'sections[0].body[0].content: Too long: at most 4,000',
    ],
    [
      'characters of a heading',
      (count) => guideOf({ kind: 'heading', level: 1, content: [text('a'.repeat(count))] }),
      GUIDE_LIMITS.paragraph,
      'sections[0].body[0].content: Too long: at most 4,000',
    ],
    [
      'characters of a cell',
      (count) => guideOf({ kind: 'table', head: [], rows: [[[text('a'.repeat(count))]]] }),
      GUIDE_LIMITS.paragraph,
      'sections[0].body[0].rows[0][0]: Too long: at most 4,000',
    ],
    [
      'characters of a name',
      (count) => guideWith({ name: 'a'.repeat(count) }),
      100,
      'name: Too long: at most 100',
    ],
    [
      'characters of an id',
      (count) => guideWith({ sections: [{ id: 'a'.repeat(count), title: '', body: [] }] }),
      200,
      'sections[0].id: Too long: at most 200',
    ],
    [
      'characters of a section title',
      (count) => guideWith({ sections: [{ id: 's', title: 'a'.repeat(count), body: [] }] }),
      GUIDE_LIMITS.title,
      'sections[0].title: Too long: at most 300',
    ],
    [
      'characters of a step title',
      (count) => guideOf({ kind: 'steps', steps: [step('a', { title: 'b'.repeat(count) })] }),
      GUIDE_LIMITS.title,
      'sections[0].body[0].steps[0].title: Too long: at most 300',
    ],
    [
      'characters of a label',
      (count) => guideWith({ fields: [field('a', { label: 'b'.repeat(count) })] }),
      GUIDE_LIMITS.title,
      'fields[0].label: Too long: at most 300',
    ],
    ['bytes of JSON text', (count) => sized(count), GUIDE_LIMITS.json, ': The document is too large'],
    [
      'bytes of JSON text, not characters',
      (count) => sized(count, 'é'),
      GUIDE_LIMITS.json,
      ': The document is too large',
    ],
    [
      'bytes of an object',
      (count) => JSON.parse(sized(count)) as unknown,
      GUIDE_LIMITS.json,
      ': The document is too large',
    ],
  ])('on %s is met at its number and refused one past it', (_, make, limit, fault) => {
    expect(taken(make(limit)).diagnostics).toEqual([])
    expect(refused(make(limit + 1))).toEqual([fault])
  })

  test('on depth lets the deepest nesting of every kind through at once', () => {
    const content = [nestedStrong(GUIDE_LIMITS.depth)]
    const sentences = [
      paragraph(...content),
      { kind: 'heading', level: 1, content },
      { kind: 'table', head: [content], rows: [[content]] },
    ]
    expect(taken(guideOf(...nestedSteps(GUIDE_LIMITS.depth, sentences))).diagnostics).toEqual([])
  })
})

/** The JSON of a guide that measures exactly so many bytes. */
function sized(bytes: number, filler = 'a'): string {
  const make = (hint: string, rest: string) =>
    JSON.stringify(guideWith({ fields: [field('a', { hint, placeholder: rest })] }))
  const width = new TextEncoder().encode(filler).length
  const free = bytes - make('', '').length
  return make(filler.repeat(Math.floor(free / width)), 'a'.repeat(free % width))
}

describe('a hostile guide', () => {
  afterEach(() => {
    for (const key of ['href', 'logo', 'pattern', 'ok', 'body', 'optional', 'kind'])
      Reflect.deleteProperty(Object.prototype, key)
  })

  test('inherits nothing from a polluted Object.prototype', () => {
    const input = JSON.stringify(
      guideWith({
        sections: [
          {
            id: 's',
            title: 'S',
            body: [
              { kind: 'steps', steps: [step('a')] },
              { kind: 'card', title: '', body: [] },
            ],
          },
        ],
        fields: [field('f')],
      }),
    )
    const clean = taken(input).guide
    const pollution = {
      href: 'javascript:alert(1)',
      logo: 'javascript:alert(1)',
      pattern: '(',
      optional: true,
    }
    for (const [key, value] of Object.entries(pollution))
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true })
    const { guide, diagnostics } = taken(input)
    const [steps, card] = guide.sections[0]!.body
    expect(diagnostics).toEqual([])
    expect(guide.logo).toBeUndefined()
    expect(steps?.kind === 'steps' && steps.steps[0]?.href).toBeUndefined()
    expect(steps?.kind === 'steps' && steps.steps[0]?.optional).toBe(false)
    expect(card?.kind === 'card' && card.href).toBeUndefined()
    expect(guide.fields[0]?.pattern).toBeUndefined()
    expect(JSON.stringify(guide)).toBe(JSON.stringify(clean))
  })

  test('is refused when what it needs is only inherited', () => {
    Object.defineProperty(Object.prototype, 'body', { value: [], configurable: true })
    expect(refused(guideWith({ sections: [{ id: 's', title: 'S' }] }))).toEqual([
      'sections[0].body: Expected array',
    ])
  })

  test('pollutes nothing through __proto__ keys', () => {
    const json = JSON.stringify(guideOf()).replace(
      '{',
      '{"__proto__":{"ok":1},"constructor":{"prototype":{"ok":1}},',
    )
    taken(json)
    expect(({} as { ok?: number }).ok).toBeUndefined()
  })

  test.each<[string, () => unknown, string]>([
    [
      'contains itself',
      () => {
        const loop: Record<string, unknown> = guideWith()
        loop['before'] = [loop]
        return loop
      },
      'nested too deeply',
    ],
    [
      'throws when it is read',
      () => ({
        ...guideWith(),
        get sections(): never {
          throw new Error('no')
        },
      }),
      'not JSON',
    ],
    [
      'is a proxy that throws',
      () =>
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('no')
            },
          },
        ),
      'not JSON',
    ],
    ['holds a BigInt', () => guideWith({ fields: [{ kind: 10n }] }), 'not JSON'],
    ['is a function', () => () => guideWith(), 'Expected object'],
    [
      'nests 100,000 levels as text',
      () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      'nested too deeply',
    ],
    [
      'nests 100,000 levels as an object',
      () => many(100_000, () => 0).reduce<unknown>((value) => ({ body: value }), 1),
      'nested too deeply',
    ],
    [
      'has 10 MB of text',
      () => JSON.stringify(guideOf(paragraph(text('a'.repeat(10_000_000))))),
      'too large',
    ],
    ['has 10 MB as an object', () => guideOf(paragraph(text('a'.repeat(10_000_000)))), 'too large'],
    ['has 10,000 steps', () => guideOf(stepsOf(10_000)), 'Too many steps: 10000'],
    ['has a million values', () => guideWith({ before: new Array(1_000_000).fill(0) }), 'too large'],
    [
      'doubles at each level',
      () => guideWith({ before: many(60, () => 0).reduce<unknown>((value) => [value, value], 1) }),
      'too large',
    ],
  ])('is refused with one fault when it %s', (_, make, fault) => {
    const faults = refused(make())
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(fault)
  })

  test('names the place of a nesting bomb', () => {
    const bomb = many(200, () => 0).reduce<unknown>((body) => [{ kind: 'quote', body }], [])
    expect(refused(guideWith({ before: bomb }))[0]).toMatch(/^before\[0\]\.body\[0\]\.body/)
  })
})

describe('what costs only itself', () => {
  test.each<[string, unknown]>([
    ['javascript:', 'javascript:alert(1)'],
    ['a tab in javascript:', 'java\tscript:alert(1)'],
    ['data:', 'data:text/html,<script>'],
    ['vbscript:', 'vbscript:msgbox'],
    ['http:', 'http://acme.example/'],
    ['a user name', 'https://acme.example@evil.example/'],
    ['a relative path', '/docs'],
    ['an id that the guide lacks', '#elsewhere'],
    ['a bare hash', '#'],
  ])('a link with %s leaves its text and a remark', (_, href) => {
    const parsed = taken(
      guideOf(
        paragraph(
          text('before '),
          {
            kind: 'strong',
            content: [
              { kind: 'link', href: href as string, content: [text('words'), { kind: 'code', text: 'x' }] },
            ],
          },
          text(' after'),
        ),
      ),
    )
    expect(parsed.guide.sections[0]?.body).toEqual([
      {
        kind: 'paragraph',
        content: [
          text('before '),
          { kind: 'strong', content: [text('words'), { kind: 'code', text: 'x' }] },
          text(' after'),
        ],
      },
    ])
    expect(remarks(parsed)).toHaveLength(1)
    expect(remarks(parsed)[0]).toContain('sections[0].body[0].content[1].content[0].href: The address ')
  })

  test('links in headings, cells, lists, notices and fields pass the same gate', () => {
    const link = { kind: 'link' as const, href: 'javascript:1', content: [text('x')] }
    const parsed = taken({
      ...guideOf(
        { kind: 'heading', level: 2, content: [link] },
        { kind: 'table', head: [[link]], rows: [[[text('')], [link]]] },
        { kind: 'list', ordered: false, items: [[], [paragraph(link)]] },
        { kind: 'notice', tone: 'tip', body: [paragraph(link)] },
        { kind: 'steps', steps: [step('a', { body: [{ kind: 'quote', body: [paragraph(link)] }] })] },
      ),
      before: [paragraph(link)],
      fields: [field('f', { notices: [paragraph(link)] })],
    })
    expect(JSON.stringify(parsed.guide)).not.toContain('javascript')
    expect(parsed.diagnostics.map(({ path }) => path)).toEqual([
      'before[0].content[0].href',
      'sections[0].body[0].content[0].href',
      'sections[0].body[1].head[0][0].href',
      'sections[0].body[1].rows[0][1][0].href',
      'sections[0].body[2].items[1][0].content[0].href',
      'sections[0].body[3].body[0].content[0].href',
      'sections[0].body[4].steps[0].body[0].body[0].content[0].href',
      'fields[0].notices[0].content[0].href',
    ])
  })

  test('in-page links to a section or a step are kept, wherever it stands', () => {
    const to = (id: string) => ({ kind: 'link' as const, href: `#${id}`, content: [text(id)] })
    const parsed = taken(
      guideWith({
        before: [paragraph(to('later'), to('s'))],
        sections: [
          {
            id: 's',
            title: '',
            body: [{ kind: 'details', title: '', body: [{ kind: 'steps', steps: [step('later')] }] }],
          },
        ],
      }),
    )
    expect(parsed.diagnostics).toEqual([])
    expect(parsed.guide.before).toEqual([paragraph(to('later'), to('s'))])
  })

  test('an address of a step or a card that is refused goes, the step and the card stay', () => {
    const parsed = taken(
      guideOf(
        { kind: 'steps', steps: [step('a', { href: 'http://x.example' })] },
        { kind: 'card', title: 'c', href: 'javascript:1', body: [paragraph(text('p'))] },
        { kind: 'card', title: 'c', href: '#a', body: [] },
      ),
    )
    const [steps, card, anchored] = parsed.guide.sections[0]!.body
    expect(steps).toEqual({
      kind: 'steps',
      steps: [{ ...step('a'), optional: false, scopes: [], showScopes: false }],
    })
    expect(card).toEqual({ kind: 'card', title: 'c', body: [paragraph(text('p'))] })
    expect(anchored).toMatchObject({ href: '#a' })
    expect(remarks(parsed)).toHaveLength(2)
  })

  test('an image that is refused leaves its description', () => {
    const image = (src: string, alt = 'The tab') => ({ kind: 'image', src, alt })
    const parsed = taken(
      guideOf(
        image('/images/a.png'),
        image('https://cdn.example/a.png'),
        image('data:image/png;base64,AA'),
        image('//evil.example/a.png'),
        image('http://x.example/a.png', ''),
      ),
    )
    expect(parsed.guide.sections[0]?.body).toEqual([
      image('/images/a.png'),
      image('https://cdn.example/a.png'),
      paragraph(text('The tab')),
      paragraph(text('The tab')),
      paragraph(),
    ])
    expect(parsed.diagnostics.map(({ path }) => path)).toEqual(
      [2, 3, 4].map((at) => `sections[0].body[${at}].src`),
    )
  })

  test('a logo that is refused goes', () => {
    expect(taken(guideWith({ logo: 'https://cdn.example/l.svg' })).guide.logo).toBe(
      'https://cdn.example/l.svg',
    )
    const parsed = taken(guideWith({ logo: 'data:image/svg+xml,<svg onload=x>' }))
    expect(parsed.guide).not.toHaveProperty('logo')
    expect(remarks(parsed)[0]).toMatch(/^logo: The address "data:image\/svg\+xml,<svg onload=x>" uses data:/)
  })

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    [
      'an unknown kind',
      { kind: 'password' },
      { kind: 'text' },
      'fields[1].kind: The field kind "password" is not known: drawn as text',
    ],
    [
      'no kind',
      { kind: undefined },
      { kind: 'text' },
      'fields[1].kind: The field kind undefined is not known: drawn as text',
    ],
    [
      'a kind that an object has',
      { kind: 'constructor' },
      { kind: 'text' },
      'fields[1].kind: The field kind "constructor" is not known: drawn as text',
    ],
    [
      'a pattern that is no text',
      { pattern: 5 },
      {},
      'fields[1].pattern: The pattern is not a text: not applied',
    ],
    [
      'a step that is not there',
      { foundIn: 'nowhere' },
      {},
      'fields[1].foundIn: There is no step nowhere: left out',
    ],
    [
      'nothing to choose from',
      { kind: 'select' },
      { kind: 'text' },
      'fields[1].options: There is nothing to choose from: drawn as text',
    ],
    [
      'no value of its own, that nobody may fill',
      { readOnly: true, value: '' },
      { value: '' },
      'fields[1].readOnly: There is no value: to be filled in',
    ],
    [
      'a condition on no field',
      { visibleWhen: { field: 'x', equals: 'y' } },
      {},
      'fields[1].visibleWhen: There is no field x: always shown',
    ],
  ])('a field with %s degrades alone', (_, parts, expected, remark) => {
    const parsed = taken(guideWith({ fields: [field('a'), field('b', parts), field('c')] }))
    expect(remarks(parsed)).toEqual([remark])
    expect(parsed.guide.fields).toEqual([
      { ...field('a'), required: true },
      { ...field('b'), required: true, ...expected },
      { ...field('c'), required: true },
    ])
  })

  test('a remark repeats at most a part of what was wrong', () => {
    const parsed = taken(
      guideWith({ logo: `javascript:${'a'.repeat(5000)}`, fields: [field('a', { kind: 'k'.repeat(5000) })] }),
    )
    for (const remark of parsed.diagnostics) expect(line(remark).length).toBeLessThan(400)
  })
})

describe('arbitrary input', () => {
  const keys = fc.constantFrom(
    'schema',
    'provider',
    'name',
    'auth',
    'sections',
    'fields',
    'body',
    'kind',
    'steps',
    'items',
    'content',
    'text',
    'title',
    'id',
    'href',
    'before',
    '__proto__',
    'constructor',
    'toString',
  )
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(
      'text',
      'paragraph',
      'list',
      'steps',
      'link',
      'select',
      'secret',
      'fields',
      1,
      true,
      null,
      undefined,
      NaN,
      '',
      'https://x.example',
      '#s',
    ),
    fc.string(),
    fc.double(),
  )
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
    ),
  }))

  test('never makes the parser throw, and is refused with a path and a reason or taken safely', () => {
    fc.assert(
      fc.property(fc.oneof(tree, fc.jsonValue(), fc.anything(), fc.string()), (input) => {
        const parsed = parseGuide(input)
        if (!parsed.ok) {
          expect(parsed.faults.length).toBeGreaterThan(0)
          for (const fault of parsed.faults) expect(remarkText(fault)).toMatch(/^[A-Z].*[^.]$/s)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('in the place of any part never makes the parser throw', () => {
    const part = fc.constantFrom('name', 'provider', 'logo', 'auth', 'before', 'sections', 'fields', 'locale')
    fc.assert(
      fc.property(part, tree, (key, value) => {
        const parsed = parseGuide(guideWith({ [key]: value }))
        const path = parsed.ok ? key : (parsed.faults[0]?.path ?? '')
        expect(path === '' || path.startsWith(key)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('in the place of a block or a field never makes the parser throw', () => {
    fc.assert(
      fc.property(tree, tree, (block, one) => {
        const parsed = parseGuide({ ...guideOf(block), fields: [one] })
        if (parsed.ok) expect(JSON.stringify(parsed.guide)).not.toMatch(/"href":"(?!https:|mailto:|#)/)
      }),
      { numRuns: 2000 },
    )
  })
})

test('the types demand what the schema demands', () => {
  const good = {
    schema: 1,
    provider: 'a',
    name: 'A',
    auth: { kind: 'fields' },
    sections: [],
    fields: [],
  } satisfies GuideInput
  expect(taken(good).guide).toEqual({ ...least, provider: 'a', name: 'A' })
  // @ts-expect-error -- an unknown auth
  const auth = { ...good, auth: { kind: 'magic' } } satisfies GuideInput
  // @ts-expect-error -- a redirect must name its hosts
  const hosts = { ...good, auth: { kind: 'redirect' } } satisfies GuideInput
  // @ts-expect-error -- an unknown field kind
  const kind = { ...good, fields: [{ name: 'a', label: 'A', kind: 'password' }] } satisfies GuideInput
  // @ts-expect-error -- a misspelt property
  const spelling = { ...good, section: [] } satisfies GuideInput
  // @ts-expect-error -- bodies are data, not HTML
  const html = { ...good, sections: [{ id: 's', title: 'S', body: '<p>Hi</p>' }] } satisfies GuideInput
  expect(refused(auth)).toHaveLength(1)
  expect(refused(hosts)).toHaveLength(1)
  expect(taken(kind).diagnostics).toHaveLength(1)
  expect(taken(spelling).guide).not.toHaveProperty('section')
  expect(refused(html)).toHaveLength(1)
})
