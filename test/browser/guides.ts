/** Guides for the browser suite: one with every kind of block and inline, one with every kind of field, one by redirect. */
import type { GuideInput } from '../../src/core/guide.ts'

type BlockInput = GuideInput['sections'][number]['body'][number]
type InlineInput = Extract<BlockInput, { kind: 'paragraph' }>['content'][number]
type FieldInput = GuideInput['fields'][number]
type StepInput = Extract<BlockInput, { kind: 'steps' }>['steps'][number]

export const text = (words: string): InlineInput => ({ kind: 'text', text: words })
export const paragraph = (...content: (InlineInput | string)[]): BlockInput => ({
  kind: 'paragraph',
  content: content.map((piece) => (typeof piece === 'string' ? text(piece) : piece)),
})
export const link = (words: string, href: string): InlineInput => ({
  kind: 'link',
  href,
  content: [text(words)],
})
export const step = (id: string, title: string, more: Partial<StepInput> = {}): StepInput => ({
  id,
  title,
  body: [paragraph(`What to do to ${title.toLowerCase()}.`)],
  ...more,
})

/** A guide of one section, with these steps; other parts go over that. */
export const guideOf = (steps: StepInput[], more: Partial<GuideInput> = {}): GuideInput => ({
  schema: 1,
  provider: 'bamboo',
  name: 'Bamboo',
  auth: { kind: 'fields' },
  sections: [{ id: 'steps', title: 'Get the key', body: [{ kind: 'steps', steps }] }],
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
  ...more,
})

/** A guide without steps: the form stands alone. */
export const formOf = (fields: FieldInput[], more: Partial<GuideInput> = {}): GuideInput =>
  guideOf([], { sections: [], fields, ...more })

/** Every kind of block and inline, once each or more, in one step. */
export const everyBlock: GuideInput = guideOf([
  step('all', 'See everything', {
    body: [
      paragraph(
        'Words, ',
        { kind: 'strong', content: [text('loud')] },
        ', ',
        { kind: 'emphasis', content: [text('leaning')] },
        ', ',
        { kind: 'code', text: 'GET /users' },
        ', ',
        { kind: 'icon', name: 'gear' },
        { kind: 'break' },
        link('the manual', 'https://help.bamboo.example/keys'),
        ', ',
        link('help.bamboo.example', 'https://help.bamboo.example/'),
        ', ',
        link('write to us', 'mailto:help@bamboo.example'),
        ', ',
        link('the second step', '#second'),
      ),
      { kind: 'heading', level: 3, content: [text('A heading within')] },
      { kind: 'list', ordered: false, items: [[paragraph('First point')], [paragraph('Second point')]] },
      { kind: 'list', ordered: true, start: 3, items: [[paragraph('Third thing')]] },
      { kind: 'notice', tone: 'warning', body: [paragraph('Mind this')] },
      { kind: 'notice', tone: 'note', body: [paragraph('Note this')] },
      { kind: 'notice', tone: 'info', body: [paragraph('Know this')] },
      { kind: 'notice', tone: 'tip', body: [paragraph('Try this')] },
      { kind: 'notice', tone: 'check', body: [paragraph('Check this')] },
      { kind: 'image', src: '/pictures/settings.png', alt: 'The settings page', width: 320 },
      { kind: 'image', src: 'https://cdn.bamboo.example/key.png', alt: 'The key' },
      { kind: 'code', language: 'http', text: 'Authorization: Basic …' },
      {
        kind: 'table',
        head: [[text('Role')], [text('Sees the key')]],
        rows: [
          [[text('Owner')], [text('yes')]],
          [[text('Guest')], [text('no')]],
        ],
      },
      { kind: 'details', title: 'More about roles', body: [paragraph('Owners give roles.')] },
      { kind: 'quote', body: [paragraph('Keep it safe.')] },
      {
        kind: 'card',
        title: 'Open the console',
        href: 'https://bamboo.example/console',
        body: [paragraph('A card')],
      },
      { kind: 'card', title: 'Only words', body: [paragraph('No way out')] },
      { kind: 'steps', steps: [step('inner', 'An inner step', { body: [paragraph('Inside a step')] })] },
    ],
  }),
  step('second', 'Go on'),
])

/** Every kind of field, and what a field can have. */
export const everyField: GuideInput = formOf([
  {
    name: 'subdomain',
    label: 'Subdomain',
    kind: 'text',
    prefix: 'https://',
    suffix: '.bamboo.example',
    hint: 'The first part of your address.',
    pattern: '[a-z0-9-]+',
    patternMessage: 'Small letters, digits and hyphens only.',
    notices: [{ kind: 'notice', tone: 'info', body: [paragraph('Ask your owner for it.')] }],
  },
  {
    name: 'region',
    label: 'Region',
    kind: 'select',
    options: [
      { value: 'eu', label: 'Europe' },
      { value: 'us', label: 'United States' },
      { value: 'own', label: 'Our own servers' },
    ],
  },
  {
    name: 'server',
    label: 'Server address',
    kind: 'url',
    placeholder: 'https://hr.example',
    visibleWhen: { field: 'region', equals: 'own' },
  },
  { name: 'port', label: 'Port', kind: 'number', required: false },
  { name: 'certificate', label: 'Certificate', kind: 'multiline', required: false },
  { name: 'protocol', label: 'Protocol', kind: 'text', value: 'v2', readOnly: true },
  { name: 'apiKey', label: 'API Key', kind: 'secret', minLength: 8, maxLength: 64 },
])

/** A provider that is authorised in its own window. */
export const byRedirect: GuideInput = guideOf([], {
  provider: 'jazzhr',
  name: 'JazzHR',
  auth: { kind: 'redirect', hosts: ['app.jazz.co'] },
  sections: [],
  fields: [],
})
