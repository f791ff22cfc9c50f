/**
 * How the work of the main thread grows with a guide's steps, a catalogue's entries and the widgets of a page.
 * A ratio of 2 beside twice as much is growth in step.
 */
import { type Bench, document, type Figures, opening } from './measures.ts'
import { providerName } from './peer.ts'
import type { Replies, SiteFile } from './site.ts'
import { summarise } from './statistics.ts'

interface Case {
  readonly title: string
  readonly unit: string
  readonly sizes: readonly number[]
  readonly body: (size: number) => string
  /** What is seen when it is drawn. */
  readonly until: 'usable' | 'listed'
}

const HUB = 'endpoint="/api/link"'

const CASES: readonly Case[] = [
  {
    title: 'steps of a guide',
    unit: 'step',
    sizes: [10, 50, 200],
    body: (size) => `<hub-link guide="/guide-${size}.json" ${HUB}></hub-link>`,
    until: 'usable',
  },
  {
    title: 'entries of a catalogue',
    unit: 'entry',
    sizes: [10, 1_000, 10_000],
    body: (size) => `<hub-link catalogue="/catalogue-${size}.json" ${HUB}></hub-link>`,
    until: 'listed',
  },
  {
    title: 'widgets on a page',
    unit: 'widget',
    sizes: [1, 10, 50],
    body: (size) => `<hub-link provider="jazzhr" ${HUB}></hub-link>`.repeat(size),
    until: 'usable',
  },
]

const pathOf = ({ unit }: Case, size: number): string => `/growth/${unit}-${size}`

/** The pages, and what they fetch. */
export function growthFiles(): { readonly files: Map<string, SiteFile>; readonly replies: Replies } {
  const type = 'text/html; charset=utf-8'
  const pages = CASES.flatMap((one) =>
    one.sizes.map((size): [string, SiteFile] => [
      pathOf(one, size),
      { type, body: document('<script src="/hub.js" defer></script>', one.body(size)) },
    ]),
  )
  const [guides, catalogues] = CASES
  const replies = {
    ...Object.fromEntries(guides?.sizes.map((size) => [`/guide-${size}.json`, guideOf(size)]) ?? []),
    ...Object.fromEntries(
      catalogues?.sizes.map((size) => [`/catalogue-${size}.json`, catalogueOf(size)]) ?? [],
    ),
  }
  return { files: new Map(pages), replies }
}

/** A guide with so many steps, each with what a step has. */
const guideOf = (steps: number): object => ({
  schema: 1,
  provider: 'acme',
  name: 'Acme',
  auth: { kind: 'fields' },
  sections: [
    {
      id: 'key',
      title: 'Find the key',
      body: [
        {
          kind: 'steps',
          steps: Array.from({ length: steps }, (_, index) => ({
            id: `step-${index}`,
            title: `Open page ${index + 1}`,
            body: [
              {
                kind: 'paragraph',
                content: [
                  { kind: 'text', text: 'Choose ' },
                  { kind: 'strong', content: [{ kind: 'text', text: `Settings ${index + 1}` }] },
                  { kind: 'text', text: ' in the menu, and wait until the page is there.' },
                ],
              },
            ],
          })),
        },
      ],
    },
  ],
  fields: [{ name: 'apiKey', label: 'API Key', kind: 'secret' }],
})

/** A catalogue with so many entries. */
export const catalogueOf = (size: number): object => ({
  schema: 1,
  entries: Array.from({ length: size }, (_, index) => ({
    provider: `provider-${index}`,
    name: providerName(index),
    category: 'ATS',
    href: `/guides/provider-${index}.json`,
  })),
})

/** Measures each case, sizes in turns, and tells it as soon as it is there. */
export async function growth(bench: Bench, rounds: number): Promise<void> {
  console.log('work beside the smallest, at 1x; an act is a step on, or a key in the search')
  for (const one of CASES) {
    console.error(`growth with ${one.title}, ${rounds} rounds of ${one.sizes.length} …`)
    const taken = new Map<number, Figures[]>(one.sizes.map((size) => [size, []]))
    for (let round = 0; round < rounds; round += 1)
      for (const size of one.sizes) taken.get(size)?.push(await opening(bench, pathOf(one, size), one.until))
    const median = (size: number, figure: string): number =>
      summarise(taken.get(size)?.map((figures) => figures[figure] ?? NaN) ?? []).median
    const [least = 1] = one.sizes
    for (const size of one.sizes) {
      const ratio = (figure: string): string =>
        `${(median(size, figure) / median(least, figure)).toFixed(2)} (${median(size, figure).toFixed(1)})`
      console.log(
        [
          `${size} ${one.title}`.padEnd(32),
          `to draw, ms: ${ratio('work')}`.padEnd(34),
          `an act, ms: ${ratio('act')}`.padEnd(34),
          `heap, kB: ${ratio('heap')}`,
        ].join(''),
      )
    }
  }
}
