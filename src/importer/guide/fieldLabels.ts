/**
 * Where a page names what a person has to enter: in lists, tables, sentences and titles, most telling first.
 */
import type { Block, Section, Step } from '../../core/guide.ts'
import { plainText } from '../blocks/content.ts'
import { asksFor, credentialsIn, isCredential, type Label, labelsInSentence, labelsOfItem } from './labels.ts'
import { fieldNameOf } from './slug.ts'
import { type Passage, passagesOf, topSteps } from './walk.ts'

/** A label, the piece it was read from, and the section that this stands in. */
export interface Found extends Label {
  readonly piece: object
  readonly section: Section
}

/** One way to read the labels off a page. */
export interface Way {
  readonly look: (sections: readonly Section[], linking: readonly Section[]) => Found[]
  /** What is found besides, once `look` has found something. */
  readonly besides?: Way['look']
  /** True where it looks all over the page, so that no section is the fields' own. */
  readonly everywhere?: true
}

/** Titles of the part of a page where the account is linked. */
export const LINKING =
  /\b(?:link|connect|authenticat|integrat)(?:ing|e)?\b|\b(?:in|from|to|with) the (?:\w+ )?hub\b|\b(?:enter|fill|provide|use|submit)(?:ing)?\b.*\b(?:credentials?|fields|form)\b/i
/** Titles of such steps elsewhere. Most that tell to enter details mean those of the provider. */
export const LINKING_STEP =
  /\bconnect ui\b|\b(?:in|from|to|with) the (?:\w+ )?hub\b|\b(?:enter|fill|provide|submit)(?:ing)?\b.*\bcredentials?\b|\bpast(?:e|ing)\b.*\b(?:keys?|tokens?|secrets?|credentials?|passwords?)\b|\b(?:link|connect)(?:ing)?\b.*\b(?:account|with|to)\b/i
const OVERVIEW = /\b(?:overview|what you need|credentials|requirements)\b/i
const PREREQUISITES = /prerequisite|before you/i
const TELLS_TO_ENTER = /\b(?:enter|paste|provide|fill in)\b/i

const inLinkingSentences: Way['look'] = (sections, linking) =>
  linkingParts(sections, linking).flatMap(({ body, section }) => inSentences(body, section))

/** The first that finds something is the one that counts. */
export const WAYS: readonly Way[] = [
  {
    // The form's own list can hold more than the overview. One that calls the fields otherwise is no help.
    look: (sections) => {
      const listed = listsOfForm(sections)
      const names = new Set(listed.map(({ label }) => fieldNameOf(label)))
      return overviewFields(sections).every(({ label }) => names.has(fieldNameOf(label))) ? listed : []
    },
  },
  {
    look: (_, linking) => linking.flatMap((section) => inLists(section.body, section, asksInside(section))),
    besides: (sections, linking) =>
      linkingParts(sections, linking).flatMap(({ body, section }) => inSentences(body, section, isProse)),
  },
  { look: overviewFields, besides: inLinkingSentences },
  { look: inLinkingSentences },
  {
    look: (sections, linking) =>
      linkingParts(sections, linking).flatMap(({ body, section }) => inWords(body, section)),
  },
  { look: prerequisiteFields, everywhere: true },
  {
    look: (sections) =>
      inTitles(sections, /\b(?:copy|find|get|locate|note|obtain|retrieve|save|store)(?:ing)?\b/i),
    everywhere: true,
  },
  { look: (sections) => inTitles(sections), everywhere: true },
  {
    look: (sections) => sections.flatMap((section) => inWords(section.body, section, TELLS_TO_ENTER)),
    everywhere: true,
  },
]

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
    if (block.kind === 'table') return asked || isOfFields(block) ? rowLabels(block, section) : []
    if (block.kind === 'steps')
      return block.steps.flatMap((step) => inLists(step.body, section, asksInside(step)))
    return 'body' in block ? inLists(block.body, section, asked) : []
  })
}

/** `Enter your credentials as follows:`, and the list below it. */
const FORM = /\benter (?:your|the|these) (?:\w+ )?(?:credentials|details|information|values) as follows:\s*$/i

const listsOfForm = (sections: readonly Section[]): Found[] =>
  sections.flatMap((section) =>
    [section.body, ...topSteps(section).map(({ body }) => body)].flatMap((body) =>
      body.flatMap((block, index): Found[] => {
        const before = body[index - 1]
        if (block.kind !== 'list' || before?.kind !== 'paragraph') return []
        return FORM.test(plainText(before.content))
          ? block.items.flatMap((item) => itemLabels(item, section))
          : []
      }),
    ),
  )

const asksInside = ({ title }: { readonly title: string }): boolean =>
  /\b(?:fields?|credentials?|details?|informations?|keys?|tokens?|secrets?|values?)\b|^(?:enter|fill|provide)\b/i.test(
    title,
  )

function itemLabels(item: readonly Block[], section: Section): Found[] {
  const [first] = item
  if (first?.kind !== 'paragraph') return []
  return labelsOfItem(first.content).map((found) => ({ ...found, piece: first, section }))
}

const isOfFields = ({ head: [first = []] }: Extract<Block, { kind: 'table' }>): boolean =>
  /^\s*(?:fields?|credentials?|inputs?)(?: names?)?\s*$/i.test(plainText(first))

/** A table of fields: what each is called, then what is said of it. */
function rowLabels(table: Extract<Block, { kind: 'table' }>, section: Section): Found[] {
  const need = table.head.findIndex((cell) => /^(?:required|mandatory)\??$/i.test(plainText(cell).trim()))
  return table.rows.flatMap((row) => {
    const hint = plainText(row.find((cell, index) => index > 0 && index !== need && cell.length > 0) ?? [])
    const isOptional = /^(?:no|optional)\b/i.test(plainText(row[need] ?? []).trim())
    return labelsOfItem(row[0] ?? []).map((found) => ({
      ...found,
      required: found.required && !isOptional,
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
      if (PREREQUISITES.test(section.title) || bold.length * 2 < block.items.length) return []
      return bold.flatMap((item) => itemLabels(item, section))
    })
  })
}

/** What is needed before one begins is no field, but for credentials that are named there alone. */
function prerequisiteFields(sections: readonly Section[]): Found[] {
  return sections
    .filter(({ title }) => PREREQUISITES.test(title))
    .flatMap((section) =>
      section.body.flatMap((block) =>
        block.kind === 'list'
          ? block.items
              .filter(([first]) => first?.kind === 'paragraph' && first.content[0]?.kind === 'strong')
              .flatMap((item) => itemLabels(item, section))
              .filter(({ label }) => isCredential(label))
          : [],
      ),
    )
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

/** What an item or a row says of its field can be a value: `**Region**: use `EU` or `US``. */
const isProse = ({ inList, block }: Passage): boolean => !inList && block.kind !== 'table'

const inSentences = (
  body: readonly Block[],
  section: Section,
  isMeant: (passage: Passage) => boolean = () => true,
): Found[] =>
  passagesOf(body)
    .filter(isMeant)
    .flatMap(({ content, block }) =>
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
