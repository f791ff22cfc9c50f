/**
 * The sections of a guide while they are made: what blocks, headings and steps are put in, one after another.
 */
import type { Block, Section, Step } from '../../core/guide.ts'
import type { Page } from '../page.ts'
import { isOptional, joinSteps, newStep } from '../blocks/steps.ts'
import type { Title } from '../blocks/titles.ts'

/** What a page is divided into. Ids are empty as yet. */
export interface Divided {
  readonly before: Block[]
  readonly sections: Section[]
}

/** What a marked part of the page says of the sections in it. */
export interface Region {
  readonly scopes: readonly string[]
  readonly hidden: boolean
}

interface OpenStep {
  readonly level: number
  readonly step: Step
}

/** Sections have four levels; a deeper heading is a block. */
export const DEEPEST_SECTION = 4

/** Takes a page's parts in their order. */
export class Sections {
  private readonly before: Block[] = []
  private readonly sections: Section[] = []
  private current: Section | undefined
  /** What is said of the part that is being read. */
  region: Region = { scopes: [], hidden: false }
  /** Steps that headings opened, the outer first. */
  private open: OpenStep[] = []
  private stepRow: { section: Section; level: number } | undefined

  constructor(private readonly page: Page) {}

  divided(): Divided {
    for (const section of this.sections) section.body = joinSteps(section.body)
    if (this.sections.length > 0) return { before: this.before, sections: this.sections }
    // No headings and no steps: the page is one step, after its opening notices.
    const rest = this.before.findIndex((block) => block.kind !== 'notice')
    const [first] = rest < 0 ? [] : this.before.slice(rest)
    if (first === undefined) return { before: this.before, sections: [] }
    const section = this.newSection('', 2, this.page.lineOf(first) ?? 1)
    section.body = this.before.slice(rest)
    return { before: this.before.slice(0, rest), sections: [section] }
  }

  /** Closes the steps that a heading of this level ends; true where one is still open around it. */
  isWithinStep(level: number): boolean {
    this.open = this.open.filter((open) => open.level < level)
    return this.open.length > 0
  }

  /** The marks of a part that begins right after a heading are those of its section; false where none has just begun. */
  markCurrent(): boolean {
    const section = this.current
    if (!section || section.body.length > 0 || this.open.length > 0) return false
    section.scopes = [...this.region.scopes]
    section.whiteLabelHidden = this.region.hidden
    return true
  }

  /** What follows begins a section of its own. */
  close(): void {
    this.current = undefined
    this.open = []
    this.stepRow = undefined
  }

  openSection({ title, extra }: Title, level: number, line: number): void {
    this.close()
    this.current = this.newSection(title, level, line)
    this.current.body.push(...extra)
  }

  openStep({ title, extra }: Title, level: number, line: number): void {
    const made = this.page.at(line, newStep(title, extra))
    const body = this.open.at(-1)?.step.body ?? this.sectionForStep(level, line).body
    const last = body.at(-1)
    if (last?.kind === 'steps') last.steps.push(made)
    else body.push(this.page.at(line, { kind: 'steps', steps: [made] }))
    this.open.push({ level, step: made })
  }

  /** To the innermost that is open: a step, a section, or what comes before them all. */
  add(blocks: readonly Block[]): void {
    for (const block of blocks) this.place(block).push(block)
  }

  /** The section that the heading lies below; else one without a title, shared by the steps of a level. */
  private sectionForStep(level: number, line: number): Section {
    const { current, stepRow } = this
    if (current && (current.level < level || (stepRow?.section === current && stepRow.level === level)))
      return current
    const above = this.sections.at(-1)?.level ?? 2
    const section = this.newSection('', level > DEEPEST_SECTION ? above : level, line)
    this.current = section
    this.stepRow = { section, level }
    return section
  }

  private place(block: Block): Block[] {
    const step = this.open.at(-1)?.step
    if (step) return step.body
    if (this.current) return this.current.body
    const isOpening = this.sections.length === 0 && !this.region.hidden && this.region.scopes.length === 0
    if (isOpening && !holdsSteps(block)) return this.before
    const level = this.sections.at(-1)?.level ?? 2
    this.current = this.newSection('', level, this.page.lineOf(block) ?? 1)
    return this.current.body
  }

  private newSection(title: string, level: number, line: number): Section {
    const section: Section = this.page.at(line, {
      id: '',
      title,
      level: Math.min(level, DEEPEST_SECTION),
      scopes: [...this.region.scopes],
      optional: isOptional(title),
      whiteLabelHidden: this.region.hidden,
      place: 'stepper',
      body: [],
    })
    this.sections.push(section)
    return section
  }
}

// A guide has its steps in sections.
function holdsSteps(block: Block): boolean {
  if (block.kind === 'list') return block.items.some((item) => item.some(holdsSteps))
  return block.kind === 'steps' || ('body' in block && block.body.some(holdsSteps))
}
