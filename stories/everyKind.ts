/** Guides of an invented provider that hold each kind of block and field. */
import type { GuideInput } from '../src/core/guide.ts'

type BlockInput = NonNullable<GuideInput['before']>[number]
type FieldInput = GuideInput['fields'][number]
type InlineInput = Extract<BlockInput, { kind: 'paragraph' }>['content'][number]

const text = (words: string): InlineInput => ({ kind: 'text', text: words })
const paragraph = (...content: (string | InlineInput)[]): BlockInput => ({
  kind: 'paragraph',
  content: content.map((piece) => (typeof piece === 'string' ? text(piece) : piece)),
})

/** Where the picture of these guides is; `mockedEndpoint.ts` answers. */
export const PICTURE = '/pictures/settings.svg'

const blocks: Readonly<Record<string, BlockInput[]>> = {
  'Text and links': [
    paragraph(
      'Open ',
      { kind: 'strong', content: [text('Settings')] },
      ', then ',
      { kind: 'emphasis', content: [text('API access')] },
      '. The header is ',
      { kind: 'code', text: 'X-Api-Key' },
      '. More in ',
      { kind: 'link', href: 'https://help.example.com/keys', content: [text('the manual')] },
      { kind: 'break' },
      { kind: 'icon', name: 'gear' },
      ' is where it stands. Or ',
      { kind: 'link', href: 'mailto:help@example.com', content: [text('write to us')] },
      '.',
    ),
    { kind: 'heading', level: 3, content: [text('A heading inside a step')] },
  ],
  Lists: [
    {
      kind: 'list',
      ordered: true,
      items: [
        [paragraph('Choose a role.')],
        [
          paragraph('Give it a name:'),
          { kind: 'list', ordered: false, items: [[paragraph('short')], [paragraph('plain')]] },
        ],
      ],
    },
    { kind: 'list', ordered: true, start: 3, items: [[paragraph('Save it.')]] },
  ],
  Notices: (['warning', 'note', 'info', 'tip', 'check'] as const).map((tone) => ({
    kind: 'notice',
    tone,
    body: [paragraph({ kind: 'strong', content: [text(`A ${tone}.`)] }, ' What it says is worth knowing.')],
  })),
  'Tables and code': [
    {
      kind: 'table',
      head: [[text('Field')], [text('Where it stands')], [text('Example')]],
      rows: [
        [[text('Site')], [text('The address bar')], [{ kind: 'code', text: 'acme.example.com' }]],
        [[text('Key')], [text('Settings, API access')], [{ kind: 'code', text: 'k_0000' }]],
      ],
    },
    {
      kind: 'code',
      language: 'sh',
      text: 'curl https://api.example.com/v1/users \\\n  --header "X-Api-Key: …"',
    },
  ],
  'Details, quotes, cards and pictures': [
    { kind: 'details', title: 'I cannot see this page', body: [paragraph('Your role may not show it.')] },
    { kind: 'quote', body: [paragraph('Keep the key as safe as a password.')] },
    {
      kind: 'card',
      title: 'The provider’s own guide',
      href: 'https://help.example.com/',
      body: [paragraph('With pictures.')],
    },
    { kind: 'image', src: PICTURE, alt: 'The settings page, with the key in its first section', width: 480 },
    { kind: 'image', src: 'https://pictures.example.com/settings.png', alt: 'The settings page' },
  ],
}

/** One step for each group of block kinds. */
export const everyBlock = {
  schema: 1,
  provider: 'northwind',
  name: 'Northwind',
  auth: { kind: 'fields' },
  before: [{ kind: 'notice', tone: 'note', body: [paragraph('This guide holds each kind of block.')] }],
  sections: [
    {
      id: 'blocks',
      title: 'Blocks',
      body: [
        {
          kind: 'steps',
          steps: Object.entries(blocks).map(([title, body], at) => ({ id: `step-${at}`, title, body })),
        },
      ],
    },
  ],
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
} satisfies GuideInput

const fields: FieldInput[] = [
  {
    name: 'site',
    label: 'Site',
    kind: 'text',
    prefix: 'https://',
    suffix: '.example.com',
    placeholder: 'acme',
    hint: 'The first part of the address.',
  },
  {
    name: 'region',
    label: 'Region',
    kind: 'select',
    options: [
      { value: 'eu', label: 'Europe' },
      { value: 'us', label: 'United States' },
    ],
  },
  {
    name: 'cluster',
    label: 'Cluster',
    kind: 'number',
    required: false,
    visibleWhen: { field: 'region', equals: 'us' },
  },
  {
    name: 'callback',
    label: 'Callback address',
    kind: 'url',
    value: 'https://acme.example.com/callback',
    readOnly: true,
  },
  { name: 'clientSecret', label: 'Client Secret', kind: 'secret', minLength: 8 },
  {
    name: 'certificate',
    label: 'Certificate',
    kind: 'multiline',
    required: false,
    notices: [{ kind: 'notice', tone: 'tip', body: [paragraph('Paste the whole file.')] }],
  },
]

/** Each kind of field, with what can stand around it. */
export const everyField = {
  schema: 1,
  provider: 'northwind',
  name: 'Northwind',
  auth: { kind: 'fields' },
  sections: [],
  fields,
} satisfies GuideInput

const LONG_WORD = 'Personalverwaltungsdienstleistungsgesellschaftsvertretung'

/** What has little room in a narrow place: long words and addresses, and a table with a link at its far end. */
export const crowded = {
  schema: 1,
  provider: 'northwind',
  name: `Northwind ${LONG_WORD}`,
  auth: { kind: 'fields' },
  sections: [
    {
      id: 'crowded',
      title: LONG_WORD,
      body: [
        {
          kind: 'steps',
          steps: [
            {
              id: 'open',
              title: LONG_WORD,
              href: `https://${LONG_WORD.toLowerCase()}.example.com/settings`,
              body: [
                {
                  kind: 'table',
                  head: [[text('Field')], [text('Where it stands')], [text('Example')], [text('More')]],
                  rows: [
                    [
                      [text('Key')],
                      [text(LONG_WORD)],
                      [{ kind: 'code', text: 'k_0000000000000000' }],
                      [{ kind: 'link', href: 'https://help.example.com/keys', content: [text('Manual')] }],
                    ],
                  ],
                },
                { kind: 'image', src: PICTURE, alt: 'The sign of the settings', width: 24 },
              ],
            },
          ],
        },
      ],
    },
  ],
  fields: [
    {
      name: 'site',
      label: LONG_WORD,
      kind: 'text',
      prefix: 'https://',
      suffix: '.eu-central-1.integrations.example.com',
    },
    { name: 'apiKey', label: 'API Key', kind: 'secret' },
  ],
} satisfies GuideInput

/** A guide with the first field of a kind alone. */
export const fieldOf = (kind: FieldInput['kind']): GuideInput => ({
  ...everyField,
  fields: fields.filter((field) => field.kind === kind).slice(0, 1),
})

/** A field that says which step yields it. */
export const withStep = {
  ...everyField,
  sections: [
    {
      id: 'find',
      title: 'Find the key',
      body: [
        {
          kind: 'steps' as const,
          steps: [
            {
              id: 'open',
              title: 'Open the settings',
              body: [paragraph('They are at the top of each page.')],
            },
            { id: 'copy', title: 'Copy the key', body: [paragraph('It stands in the first section.')] },
          ],
        },
      ],
    },
  ],
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret', foundIn: 'copy' }],
} satisfies GuideInput

/** A step for some scopes alone, one that names its own, an optional one and one with the provider's page. */
export const scopedGuide = {
  ...withStep,
  sections: [
    {
      id: 'scoped',
      title: 'Set up the key',
      body: [
        {
          kind: 'steps' as const,
          steps: [
            {
              id: 'role',
              title: 'Choose what it may read',
              scopes: ['candidates:read', 'jobs:read'],
              showScopes: true,
              href: 'https://app.example.com/settings/roles',
              body: [paragraph('Tick the permissions below.')],
            },
            { id: 'copy', title: 'Copy the key', body: [paragraph('It is shown once.')] },
            {
              id: 'allow',
              title: 'Allow our addresses',
              optional: true,
              body: [
                {
                  kind: 'notice' as const,
                  tone: 'warning' as const,
                  body: [paragraph('An owner has to do it.')],
                },
                paragraph('Add them to the list.'),
              ],
            },
          ],
        },
      ],
    },
  ],
} satisfies GuideInput

/** Fifty-two steps in eight sections: the overview, the section names and the neighbours of the open step. */
export const longGuide = {
  schema: 1,
  provider: 'northwind',
  name: 'Northwind',
  auth: { kind: 'fields' },
  sections: Array.from({ length: 8 }, (_, section) => ({
    id: `section-${section}`,
    title: `Part ${section + 1}`,
    body: [
      {
        kind: 'steps' as const,
        steps: Array.from({ length: section < 4 ? 7 : 6 }, (_each, step) => ({
          id: `step-${section}-${step}`,
          title: `Do the thing ${section + 1}.${step + 1}`,
          body: [paragraph('Then go on with the next one.')],
        })),
      },
    ],
  })),
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
} satisfies GuideInput
