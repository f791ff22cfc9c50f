/**
 * Drafts the fields of a guide from the part of the page that tells to enter them. A draft is a person's to confirm.
 */
import type { Block, Field, Section, Step } from '../../core/guide.ts'
import { fieldKindOf } from './fieldKinds.ts'
import { type Found, LINKING, LINKING_STEP, WAYS } from './fieldLabels.ts'
import type { Page } from '../page.ts'
import { fieldNameOf } from './slug.ts'
import { topSteps, wordsOf } from './walk.ts'

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

const MOST = 20

/** `before` is what comes before the first section: an overview can stand there. */
export function draftFields(before: readonly Block[], sections: readonly Section[], page: Page): Drafted {
  const parts = [openingOf(before), ...sections]
  const linking = sections.filter(({ title, whiteLabelHidden }) => whiteLabelHidden || LINKING.test(title))
  for (const { look, besides, everywhere } of WAYS) {
    const found = unique(look(parts, linking))
    if (found.length === 0) continue
    const others = besides?.(parts, linking) ?? []
    const all = unique([...found, ...others.filter((one) => !found.some((known) => isSame(known, one)))])
    const source = everywhere ? undefined : found[0]?.section
    return {
      drafts: all.slice(0, MOST).map((one) => ({
        field: fieldOf(one, sections, source),
        line: page.lineOf(one.piece) ?? 1,
      })),
      ...(source && isItsOwn(source, sections, linking) ? { source } : {}),
    }
  }
  return { drafts: [] }
}

const openingOf = (before: readonly Block[]): Section => ({
  id: '',
  title: '',
  level: 2,
  scopes: [],
  optional: false,
  whiteLabelHidden: false,
  place: 'stepper',
  body: [...before],
})

/** True where the section can leave the stepper: it tells to link and nothing else, or has no steps. */
function isItsOwn(source: Section, sections: readonly Section[], linking: readonly Section[]): boolean {
  const isLinking = linking.includes(source) || topSteps(source).length === 0
  return isLinking && sections.some((section) => section !== source && section.place === 'stepper')
}

/** A sentence often leaves out the first words of a name: `API Key` is the `Admin API Key` of the overview. */
function isSame(known: Found, other: Found): boolean {
  const [one, two] = [known, other].map(({ label }) => ` ${label.toLowerCase()}`)
  return one !== undefined && two !== undefined && (one.endsWith(two) || two.endsWith(one))
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
  // Whole words: a `Port` is not told of by a portal, nor a `Host` by what is self-hosted.
  const literal = label.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const wanted = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?:e?s)?(?![\\p{L}\\p{N}])`, 'iu')
  const steps = sections
    .filter(
      (section) => section.place === 'stepper' && !section.whiteLabelHidden && !LINKING.test(section.title),
    )
    .flatMap((section): (Section | Step)[] => {
      const steps = topSteps(section)
      return steps.length > 0 ? steps : [section]
    })
    .filter((step) => !LINKING_STEP.test(step.title))
  const inTitle = steps.find((step) => wanted.test(step.title))
  return (inTitle ?? steps.find((step) => wanted.test(wordsOf(step.body))))?.id
}
