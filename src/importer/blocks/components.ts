/**
 * A table of what each element of HTML and of the documentation sites becomes.
 */
import type { Block } from '../../core/guide.ts'
import { attribute } from './attributes.ts'
import { cardBlocks } from './cards.ts'
import { CODE_TITLES, codeElementBlocks, preBlocks } from './code.ts'
import type { Convert } from './convert.ts'
import { DETAILS_TITLES, detailsBlocks, htmlDetailsBlocks } from './details.ts'
import { quoted } from '../diagnostics.ts'
import { definitionList, htmlList, looseItems } from './lists.ts'
import { EMBED_TITLES, embedBlocks, frameBlocks, imageBlocks, pictureBlocks } from './media.ts'
import { childrenOf, type Element, lineOf, nameOf, wordsBelow } from '../nodes.ts'
import { PARAMETER_ATTRIBUTES, parameterBlocks } from './parameters.ts'
import type { Tone } from './quotes.ts'
import { loneStep, STEP_TITLES, stepsBlocks } from './steps.ts'
import { htmlTable } from './tables.ts'

/** What becomes of an element. */
export interface Component {
  /** The attributes that `draw` reads itself. */
  readonly takes?: readonly string[]
  /** Attributes of which `draw` reads the first that is there. */
  readonly takesFirst?: readonly string[]
  /** True where `draw` places what the other attributes say; else that comes before. */
  readonly places?: true
  readonly draw: (element: Element, convert: Convert, spoken: Block[]) => Block[]
}

/** Nothing itself: what stands in it is drawn. */
export const children: Component = { draw: (element, convert) => convert.blocks(childrenOf(element)) }

const notice = (tone: Tone): Component => ({
  places: true,
  draw: (element, convert, spoken) => {
    const body = [...spoken, ...convert.blocks(childrenOf(element))]
    return body.length === 0 ? [] : [convert.page.at(lineOf(element), { kind: 'notice', tone, body })]
  },
})

const TONES: Readonly<Record<string, Tone>> = {
  warning: 'warning',
  caution: 'warning',
  danger: 'warning',
  error: 'warning',
  important: 'warning',
  note: 'note',
  tip: 'tip',
  hint: 'tip',
  check: 'check',
  success: 'check',
}

const callout: Component = {
  ...notice('info'),
  draw: (element, convert, spoken) => {
    const kind = attribute(element, 'type', 'intent', 'variant', 'kind', 'theme', 'status') ?? ''
    return notice(TONES[kind.toLowerCase()] ?? 'info').draw(element, convert, spoken)
  },
}

const quote: Component = {
  draw: (element, convert) => {
    const body = convert.blocks(childrenOf(element))
    return body.length === 0 ? [] : [convert.page.at(lineOf(element), { kind: 'quote', body })]
  },
}

const heading: Component = {
  draw: (element, convert) => {
    const { content, extra } = convert.content(childrenOf(element))
    if (content.length === 0) return extra
    const level = Number(nameOf(element).slice(1))
    return [convert.page.at(lineOf(element), { kind: 'heading', level, content }), ...extra]
  },
}

const snippet: Component = {
  takes: ['file'],
  draw: (element, convert) => {
    const file = quoted(attribute(element, 'file') ?? '')
    convert.page.findings.add(lineOf(element), 'snippet', `Left out: the text of the file ${file}.`)
    return convert.blocks(childrenOf(element))
  },
}

/** Something that a person works, which a guide does not hold. */
const control: Component = {
  takes: ['placeholder', 'value', 'label'],
  draw: (element, convert) => {
    const said = ['label', 'placeholder', 'value'].flatMap((name) => attribute(element, name) ?? [])
    const words = said.length === 0 ? '' : ` ${said.map((one) => quoted(one)).join(', ')}`
    convert.page.findings.add(lineOf(element), 'control', `Left out: <${nameOf(element)}>${words}.`)
    return convert.blocks(childrenOf(element))
  },
}

const graphic: Component = {
  draw: (element, convert) => {
    const words = wordsBelow(element).trim()
    const said = words === '' ? '' : `: ${quoted(words)}`
    convert.page.findings.add(
      lineOf(element),
      'graphic',
      `Left out: a drawing (<${nameOf(element)}>)${said}.`,
    )
    return []
  },
}

const nothing: Component = { draw: () => [] }

const each = (names: string, component: Component): [string, Component][] =>
  names.split(' ').map((name) => [name, component])

/** By the element's name. */
export const COMPONENTS: ReadonlyMap<string, Component> = new Map([
  ...each(
    'p div section article main aside header footer nav center hgroup figure figcaption address fieldset legend form map Fragment Tabs AccordionGroup CardGroup CodeGroup Columns Column Panel RequestExample ResponseExample Visibility Tiles Tree Banner Container Grid Row Col',
    children,
  ),
  ['', children],
  ...each('h1 h2 h3 h4 h5 h6', heading),
  ...each('Warning Caution Danger Error Important', notice('warning')),
  ...each('Note', notice('note')),
  ...each('Info', notice('info')),
  ...each('Tip Hint', notice('tip')),
  ...each('Check Success', notice('check')),
  ...each('Callout Admonition Alert Aside', callout),
  ...each('Accordion Tab Expandable View Collapsible Disclosure Update', {
    takesFirst: DETAILS_TITLES,
    places: true,
    draw: detailsBlocks,
  }),
  // Its value tells it from the tabs beside it.
  ...each('TabItem', { takes: ['value'], takesFirst: DETAILS_TITLES, places: true, draw: detailsBlocks }),
  ...each('details', { draw: htmlDetailsBlocks }),
  ...each('blockquote', quote),
  ...each('Card Tile LinkCard', {
    takes: ['title', 'href', 'description', 'img', 'cta', 'subtitle'],
    draw: cardBlocks,
  }),
  ...each('Steps', { draw: stepsBlocks }),
  ...each('Step', { takesFirst: STEP_TITLES, places: true, draw: loneStep }),
  ...each('ul ol menu', { draw: htmlList }),
  ...each('li', { draw: (element, convert) => looseItems([element], convert) }),
  ...each('dl', { draw: definitionList }),
  ...each('dt dd', children),
  ...each('table', { draw: htmlTable }),
  ...each('img Image', { takes: ['src', 'title', 'caption'], draw: imageBlocks }),
  ...each('picture', { draw: pictureBlocks }),
  ...each('Frame', { takes: ['caption', 'hint'], draw: frameBlocks }),
  ...each('iframe video audio embed object YouTube Video Loom', {
    takes: ['src', 'url', 'data', 'poster'],
    takesFirst: EMBED_TITLES,
    draw: embedBlocks,
  }),
  ...each('pre', { draw: (element, convert) => preBlocks(element, convert) }),
  ...each('CodeBlock Code', {
    takes: ['code', 'language', 'lang'],
    takesFirst: CODE_TITLES,
    draw: codeElementBlocks,
  }),
  ...each('ParamField ResponseField Param', { takes: PARAMETER_ATTRIBUTES, draw: parameterBlocks }),
  ...each('Snippet', snippet),
  ...each('input select textarea progress meter option', control),
  ...each('svg canvas math', graphic),
  ...each('hr wbr source track br', nothing),
])
