/**
 * A guide's limits, checked where the page's lines are known; the guide's own parser knows none.
 */
import { type Block, GUIDE_LIMITS, type Guide, type Inline, type Section } from '../../core/guide.ts'
import { PageFault } from '../diagnostics.ts'
import type { Page } from '../page.ts'

/** A section with more blocks than a guide allows goes on as sections without a title. */
export function splitSections(sections: Section[], page: Page): void {
  const whole = sections.splice(0)
  for (const section of whole) {
    sections.push(section)
    const line = page.lineOf(section) ?? 1
    if (section.body.length > GUIDE_LIMITS.blocksPerStep)
      page.findings.add(
        line,
        'text-split',
        `A section of over ${GUIDE_LIMITS.blocksPerStep} parts goes on in another.`,
      )
    for (let rest = section.body.splice(GUIDE_LIMITS.blocksPerStep); rest.length > 0;) {
      const body = rest.splice(0, GUIDE_LIMITS.blocksPerStep)
      sections.push(page.at(page.lineOf(body[0] ?? section) ?? line, { ...section, title: '', body }))
    }
  }
}

/** Throws {@link PageFault} at the first piece that passes a limit of guides. */
export function checkMeasures(before: readonly Block[], sections: readonly Section[], page: Page): void {
  const { steps, blocksPerStep, depth } = GUIDE_LIMITS
  const fault = (piece: object | undefined, code: PageFault['code'], message: string) =>
    new PageFault((piece && page.lineOf(piece)) ?? 1, code, message)
  if (sections.length > GUIDE_LIMITS.sections)
    throw fault(
      sections[GUIDE_LIMITS.sections],
      'too-many-sections',
      `The page has over ${GUIDE_LIMITS.sections} sections.`,
    )
  let count = 0
  const visit = (blocks: readonly Block[], level: number): void => {
    for (const block of blocks) {
      if (level > depth) throw fault(block, 'too-deep', `The page is nested over ${depth} levels deep.`)
      if (block.kind === 'steps') {
        for (const step of block.steps) {
          count += 1
          if (count > steps) throw fault(step, 'too-many-steps', `The page has over ${steps} steps.`)
          if (step.body.length > blocksPerStep)
            throw fault(
              step,
              'too-many-blocks',
              `A step has over ${blocksPerStep} paragraphs, lists and images.`,
            )
          visit(step.body, level + 1)
        }
      } else if (block.kind === 'list') {
        block.items.forEach((item) => visit(item, level + 1))
      } else if ('body' in block) {
        visit(block.body, level + 1)
      } else if ('content' in block && inlineDepth(block.content) > depth) {
        throw fault(block, 'too-deep', `A text is nested over ${depth} levels deep.`)
      }
    }
  }
  visit(before, 1)
  for (const section of sections) visit(section.body, 1)
}

/** Throws {@link PageFault} for a guide that is too large as a whole. */
export function checkSize(guide: Guide): void {
  const { json } = GUIDE_LIMITS
  if (Buffer.byteLength(JSON.stringify(guide)) > json)
    throw new PageFault(1, 'too-large', `The guide is over ${json / 1024} KiB.`)
}

/** The line of the piece at `sections[0].body[2].href`, or of the nearest around it. */
export function lineOfPath(guide: Guide, path: string, page: Page): number {
  let line = 1
  let piece: unknown = guide
  for (const key of path.match(/[^.[\]]+/g) ?? []) {
    if (typeof piece !== 'object' || piece === null) break
    piece = (piece as Record<string, unknown>)[key]
    if (typeof piece === 'object' && piece !== null) line = page.lineOf(piece) ?? line
  }
  return line
}

const inlineDepth = (content: readonly Inline[]): number =>
  content.reduce((most, piece) => Math.max(most, 'content' in piece ? 1 + inlineDepth(piece.content) : 1), 0)
