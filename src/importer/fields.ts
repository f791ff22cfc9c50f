/**
 * Drafts the fields of a guide from the part of the page that tells to enter them. A draft is a person's to confirm.
 */
import type { Block, Field, Section, Step } from '../core/guide.ts'
import { plainText } from './content.ts'
import { fieldKindOf } from './fieldKinds.ts'
import { asksFor, credentialsIn, type Label, labelsInSentence, labelsOfItem } from './labels.ts'
import type { Page } from './page.ts'
import { fieldNameOf } from './slug.ts'
import { passagesOf, topSteps, wordsOf } from './walk.ts'

/** A drafted field and where the page asks for it. */
export interface Draft {
  readonly field: Field
  readonly line: number
}

export interface Drafted {
  readonly drafts: readonly Draft[]
  /** The section that the fields are from, where it is about them alone. */
  readonly source?: Section
}

/** A label, the piece it was read from, and the section that this stands in. */
interface Found extends Label {
  readonly piece: object
  readonly section: Section
}

/** Titles of the part of a page where the account is linked. */
const LINKING =
  /\b(?:link|connect|authenticat|integrat)(?:ing|e)?\b|\b(?:in|from|to|with) the (?:\w+ )?hub\b|\b(?:enter|fill|provide|use|submit)(?:ing)?\b.*\b(?:credentials?|fields|form)\b/i
/** Titles of such steps elsewhere. Most that tell to enter details mean those of the provider. */
const LINKING_STEP =
  /\bconnect ui\b|\b(?:in|from|to|with) the (?:\w+ )?hub\b|\b(?:enter|fill|provide|submit)(?:ing)?\b.*\bcredentials?\b|\b(?:link|connect)(?:ing)?\b.*\b(?:account|with|to)\b/i
const OVERVIEW = /\b(?:overview|what you need|credentials|requirements)\b/i
const TELLS_TO_ENTER = /\b(?:enter|paste|provide|fill in)\b/i
const MOST = 20

export function draftFields(sections: readonly Section[], page: Page): Drafted {
  const linking = sections.filter(({ title, whiteLabelHidden }) => whiteLabelHidden || LINKING.test(title))
  const ways = [
    () => linking.flatMap((section) => inLists(section.body, section, asksInside(section))),
    () => overviewFields(sections),
    () => linkingParts(sections, linking).flatMap(({ body, section }) => inSentences(body, section)),
    () => linkingParts(sections, linking).flatMap(({ body, section }) => inWords(body, section)),
    () => inTitles(sections, /\b(?:copy|find|get|locate|note|obtain|retrieve|save|store)(?:ing)?\b/i),
    () => inTitles(sections),
    () => sections.flatMap((section) => inWords(section.body, section, TELLS_TO_ENTER)),
  ]
  for (const [index, way] of ways.entries()) {
    const found = unique(way())
    if (found.length === 0) continue
    const more =
      index === 1
        ? linkingParts(sections, linking).flatMap(({ body, section }) => inSentences(body, section))
        : []
    const all = unique([...found, ...more]).slice(0, MOST)
    // The last three look all over the page.
    const source = index < ways.length - 3 ? found[0]?.section : undefined
    return {
      drafts: all.map((one) => ({
        field: fieldOf(one, sections, source),
        line: page.lineOf(one.piece) ?? 1,
      })),
      ...(source && isItsOwn(source, sections, linking) ? { source } : {}),
    }
  }
  return { drafts: [] }
}

/** Items of the lists that a line before them, or their step, says to be fields. */
function inLists(blocks: readonly Block[], section: Section, asks: boolean): Found[] {
  let asked = asks
  return blocks.flatMap((block): Found[] => {
    if (block.kind === 'paragraph' || block.kind === 'heading') {
      const text = plainText(block.content)
      if (/:\s*$/.test(text)) asked = asksFor(text) || TELLS_TO_ENTER.test(text)
      else if (asksFor(text)) asked = true
      return []
    }
    if (block.kind === 'list') return asked ? block.items.flatMap((item) => itemLabels(item, section)) : []
    if (block.kind === 'table') return asked ? rowLabels(block, section) : []
    if (block.kind === 'steps')
      return block.steps.flatMap((step) => inLists(step.body, section, asksInside(step)))
    return 'body' in block ? inLists(block.body, section, asked) : []
  })
}

const asksInside = ({ title }: { readonly title: string }): boolean =>
  /\b(?:fields?|credentials?|details?|informations?|keys?|tokens?|secrets?|values?)\b|^(?:enter|fill|provide)\b/i.test(
    title,
  )

function itemLabels(item: readonly Block[], section: Section): Found[] {
  const [first] = item
  if (first?.kind !== 'paragraph') return []
  return labelsOfItem(first.content).map((found) => ({ ...found, piece: first, section }))
}

/** A table of fields: what each is called, then what is said of it. */
function rowLabels(table: Extract<Block, { kind: 'table' }>, section: Section): Found[] {
  return table.rows.flatMap(([name = [], ...said]) => {
    const hint = plainText(said.find((cell) => cell.length > 0) ?? [])
    return labelsOfItem(name).map((found) => ({
      ...found,
      ...(hint === '' ? {} : { hint: hint.slice(0, 300) }),
      piece: table,
      section,
    }))
  })
}

/** "To authenticate you need:" and a list whose items begin in bold. */
function overviewFields(sections: readonly Section[]): Found[] {
  return sections.slice(0, 4).flatMap((section) => {
    let asked = OVERVIEW.test(section.title)
    const intro =
      /\b(?:you(?:'ll| will)? (?:also )?need|(?:is|are) (?:needed|required)|to (?:authenticate|connect|link)\b.*\bneed)\b/i
    return section.body.flatMap((block): Found[] => {
      if (block.kind === 'paragraph') asked = intro.test(plainText(block.content))
      if (block.kind !== 'list' || !asked) return []
      const begins = ({ 0: first }: readonly Block[], kinds: readonly string[]) =>
        first?.kind === 'paragraph' && kinds.includes(first.content[0]?.kind ?? '')
      // Names in code alone are permissions, say.
      const isMarked = block.items.some((item) => begins(item, ['strong']))
      const bold = block.items.filter((item) => isMarked && begins(item, ['strong', 'code']))
      // What is needed before one begins is no field.
      if (/prerequisite|before you/i.test(section.title) || bold.length * 2 < block.items.length) return []
      return bold.flatMap((item) => itemLabels(item, section))
    })
  })
}

interface Part {
  readonly body: readonly Block[]
  readonly section: Section
}

/** Linking sections, and the steps elsewhere whose titles tell to link. */
function linkingParts(sections: readonly Section[], linking: readonly Section[]): Part[] {
  return sections.flatMap((section): Part[] => {
    if (linking.includes(section)) return [{ body: section.body, section }]
    return topSteps(section)
      .filter((step) => LINKING_STEP.test(step.title))
      .map((step) => ({ body: step.body, section }))
  })
}

const inSentences = (body: readonly Block[], section: Section): Found[] =>
  passagesOf(body).flatMap(({ content, block }) =>
    labelsInSentence(content).map((found) => ({ ...found, piece: block, section })),
  )

const inWords = (body: readonly Block[], section: Section, only = /(?:)/): Found[] =>
  passagesOf(body)
    .filter(({ content }) => only.test(plainText(content)))
    .flatMap(({ content, block }) =>
      credentialsIn(plainText(content)).map((found) => ({ ...found, piece: block, section })),
    )

const inTitles = (sections: readonly Section[], only = /(?:)/): Found[] =>
  sections.flatMap((section) => {
    const titles: (Section | Step)[] = [section, ...topSteps(section)]
    return titles
      .filter(({ title }) => only.test(title))
      .flatMap((piece) => credentialsIn(piece.title).map((found) => ({ ...found, piece, section })))
  })

/** True where the section can leave the stepper: it tells to link and nothing else, or has no steps. */
function isItsOwn(source: Section, sections: readonly Section[], linking: readonly Section[]): boolean {
  const isLinking = linking.includes(source) || topSteps(source).length === 0
  return isLinking && sections.some((section) => section !== source && section.place === 'stepper')
}

function unique(found: readonly Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter(({ label }) => {
    const name = fieldNameOf(label)
    if (name === '' || seen.has(name.toLowerCase())) return false
    seen.add(name.toLowerCase())
    return true
  })
}

function fieldOf(
  { label, required, hint }: Found,
  sections: readonly Section[],
  source: Section | undefined,
): Field {
  const foundIn = stepThatYields(
    label,
    sections.filter((section) => section !== source),
  )
  return {
    name: fieldNameOf(label),
    label,
    kind: fieldKindOf(label),
    required,
    ...(hint === undefined ? {} : { hint }),
    ...(foundIn === undefined ? {} : { foundIn }),
  }
}

/** The step that names the field in its title, else the first that tells of it. */
function stepThatYields(label: string, sections: readonly Section[]): string | undefined {
  const wanted = label.toLowerCase()
  const steps = sections
    .filter(
      (section) => section.place === 'stepper' && !section.whiteLabelHidden && !LINKING.test(section.title),
    )
    .flatMap((section): (Section | Step)[] => {
      const steps = topSteps(section)
      return steps.length > 0 ? steps : [section]
    })
    .filter((step) => !LINKING_STEP.test(step.title))
  const inTitle = steps.find((step) => step.title.toLowerCase().includes(wanted))
  return (inTitle ?? steps.find((step) => wordsOf(step.body).toLowerCase().includes(wanted)))?.id
}
