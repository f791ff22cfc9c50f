/**
 * The JazzHR guide in another language: the one structure of `guides/jazzhr.ts`, and the words that a locale fills in.
 */
import type { Block, Guide, Inline, Section, Step } from '../core/guide.ts'
import { ownGuide } from '../core/ownGuide.ts'

/**
 * The words. `**so**` is strong, `[so]` links to JazzHR. Tabs, buttons and roles stand as JazzHR shows them, in English,
 * and only the last four may name the Hub.
 */
export interface JazzhrWords {
  readonly adminRights: string
  readonly locate: string
  readonly keyExists: string
  readonly signIn: string
  /** With the link, and **Settings**. */
  readonly signInHow: string
  readonly integrations: string
  /** With **Integrations**. */
  readonly integrationsHow: string
  readonly roles: string
  readonly cannotSee: string
  readonly cannotSeeHow: string
  readonly copyKey: string
  readonly copyKeyHow: string
  readonly newKey: string
  readonly newKeyCaution: string
  /** With **Generate New Key**. */
  readonly newKeyHow: string
  readonly label: string
  readonly hint: string
  readonly link: string
  readonly linkPaste: string
  readonly linkConnect: string
  readonly linkDone: string
}

/** Builds the guide of a locale. */
export const jazzhrIn = (locale: string, words: JazzhrWords): Guide =>
  ownGuide({
    schema: 1,
    provider: 'jazzhr',
    name: 'JazzHR',
    locale,
    auth: { kind: 'fields' },
    before: [warning(words.adminRights)],
    sections: [
      {
        ...SECTION,
        id: 'locate',
        title: words.locate,
        body: [
          paragraph(words.keyExists),
          {
            kind: 'steps',
            steps: [
              {
                ...STEP,
                id: 'sign-in',
                title: words.signIn,
                href: JAZZHR,
                body: [paragraph(words.signInHow)],
              },
              {
                ...STEP,
                id: 'integrations',
                title: words.integrations,
                body: [
                  paragraph(words.integrationsHow),
                  list(false, words.roles),
                  { kind: 'details', title: words.cannotSee, body: [paragraph(words.cannotSeeHow)] },
                ],
              },
              {
                ...STEP,
                id: 'copy-key',
                title: words.copyKey,
                field: 'apiKey',
                body: [paragraph(words.copyKeyHow)],
              },
              {
                ...STEP,
                id: 'new-key',
                title: words.newKey,
                optional: true,
                body: [warning(words.newKeyCaution), paragraph(words.newKeyHow)],
              },
            ],
          },
        ],
      },
      {
        ...SECTION,
        id: 'link',
        title: words.link,
        whiteLabelHidden: true,
        place: 'form',
        body: [list(true, words.linkPaste, words.linkConnect, words.linkDone)],
      },
    ],
    fields: [
      {
        name: 'apiKey',
        label: words.label,
        kind: 'secret',
        required: true,
        hint: words.hint,
        foundIn: 'copy-key',
      },
    ],
  })

const SECTION = {
  level: 2,
  scopes: [],
  optional: false,
  whiteLabelHidden: false,
  place: 'stepper',
} satisfies Partial<Section>
const STEP = { optional: false, scopes: [], showScopes: false } satisfies Partial<Step>
const JAZZHR = 'https://app.jazz.co'

const inlines = (words: string): Inline[] =>
  words
    .split(/(\*\*.+?\*\*|\[.+?\])/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece.startsWith('**'))
        return { kind: 'strong', content: [{ kind: 'text', text: piece.slice(2, -2) }] }
      if (piece.startsWith('['))
        return { kind: 'link', href: JAZZHR, content: [{ kind: 'text', text: piece.slice(1, -1) }] }
      return { kind: 'text', text: piece }
    })

const paragraph = (words: string): Block => ({ kind: 'paragraph', content: inlines(words) })
const warning = (words: string): Block => ({ kind: 'notice', tone: 'warning', body: [paragraph(words)] })
const list = (ordered: boolean, ...items: string[]): Block => ({
  kind: 'list',
  ordered,
  items: items.map((words) => [paragraph(words)]),
})
