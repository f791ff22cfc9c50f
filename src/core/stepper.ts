/**
 * Which parts of a guide show, for the scopes asked for and the host's brand: the steps in one row, and the help beside the form.
 */
import type { Block, Guide, Section, Step } from './guide.ts'

/** What decides which parts show. */
export interface Audience {
  readonly scopes?: readonly string[] | undefined
  readonly whiteLabel?: boolean | undefined
}

/** One step as it is walked, and its section. `body` holds the section's prose too, where the page has it. */
export interface GuideStep extends Omit<Step, 'field'> {
  readonly section: { readonly id: string; readonly title: string }
}

const asked = (needed: readonly string[], { scopes = [] }: Audience): boolean =>
  needed.length === 0 || needed.some((scope) => scopes.includes(scope))

const shows = (section: Section, audience: Audience): boolean =>
  asked(section.scopes, audience) && !(section.whiteLabelHidden && audience.whiteLabel)

/**
 * The steps of all sections that show, in page order. Prose between steps belongs to the step that follows it,
 * prose after the last step to that one; a section without steps is one step.
 */
export function guideSteps(guide: Guide, audience: Audience): GuideStep[] {
  return guide.sections
    .filter((section) => section.place === 'stepper' && shows(section, audience))
    .flatMap((section) => sectionSteps(section, audience))
}

/** The sections that stand beside the form. */
export const formHelp = (guide: Guide, audience: Audience): Section[] =>
  guide.sections.filter((section) => section.place === 'form' && shows(section, audience))

function sectionSteps(section: Section, audience: Audience): GuideStep[] {
  const { id, body, scopes } = section
  const steps: { step: Omit<Step, 'field'>; body: Block[] }[] = []
  let prose: Block[] = []
  for (const block of body) {
    if (block.kind !== 'steps') {
      prose.push(block)
      continue
    }
    for (const step of block.steps.filter((each) => asked(each.scopes, audience))) {
      steps.push({ step, body: [...prose, ...step.body] })
      prose = []
    }
  }
  const title = shownTitle(section.title, section.optional)
  // One whose steps are all for others is none, unless it says something besides.
  if (!steps[0] && (prose[0] || !body[0]))
    steps.push({ step: { id, title, optional: section.optional, scopes, showScopes: false, body }, body: [] })
  steps.at(-1)?.body.push(...prose)
  return steps.map(({ step, body }) => {
    const optional = step.optional || section.optional
    return {
      ...step,
      // Its own where there is none: a page may have added an address to `Object.prototype`.
      href: step.href,
      title: shownTitle(step.title, optional),
      body,
      optional,
      section: { id, title },
    }
  })
}

// An optional step is marked as one where it is drawn; its title need not say so once more.
const shownTitle = (title: string, optional: boolean): string =>
  optional ? title.replace(/\s*\(optional\)\s*/i, ' ').trim() : title
