/**
 * The page as sections: what its headings, its marked parts and its "Step N" headings divide it into.
 */
import type { Block, Section, Step } from '../core/guide.ts'
import { flag } from './attributes.ts'
import type { Convert } from './convert.ts'
import { isBlockElement, isTransparent, warnOfUnknown } from './elements.ts'
import { hiddenReason } from './hidden.ts'
import { boldStep, STEP_HEADING } from './boldSteps.ts'
import { isInlineElement } from './inline.ts'
import {
  childrenOf,
  type Element,
  headingLevel,
  isBlank,
  isElement,
  isExpression,
  lineOf,
  nameOf,
  type Nodes,
  type Root,
  some,
  wordsBelow,
} from './nodes.ts'
import { scopesOf } from './scopes.ts'
import { isOptional, isStep, joinSteps, newStep } from './steps.ts'
import type { Title } from './titles.ts'

/** What a page is divided into. Ids are empty as yet. */
export interface Divided {
  readonly before: Block[]
  readonly sections: Section[]
}

/** What a marked part of the page says of the sections in it. */
interface Region {
  readonly scopes: readonly string[]
  readonly hidden: boolean
}

interface OpenStep {
  readonly level: number
  readonly step: Step
}

/** Sections have four levels; a deeper heading is a block. */
const DEEPEST_SECTION = 4
/** A line in bold that names a step lies deeper than any heading. */
const BOLD_LEVEL = 7

/** `skipped` are the nodes that are no part of a guide, as its title. */
export function divide(root: Root, skipped: ReadonlySet<Nodes>, convert: Convert): Divided {
  const outline = new Outline(
    convert,
    !some(root, (node) => isElement(node) && (isStep(node) || nameOf(node) === 'Steps')),
  )
  outline.walk(root.children.filter((node) => !skipped.has(node)))
  return outline.divided()
}

class Outline {
  private readonly before: Block[] = []
  private readonly sections: Section[] = []
  private current: Section | undefined
  private region: Region = { scopes: [], hidden: false }
  /** Steps that headings opened, the outer first. */
  private open: OpenStep[] = []
  private stepRow: { section: Section; level: number } | undefined

  constructor(
    private readonly convert: Convert,
    private readonly headingsAreSteps: boolean,
  ) {}

  divided(): Divided {
    for (const section of this.sections) section.body = joinSteps(section.body)
    if (this.sections.length > 0) return { before: this.before, sections: this.sections }
    // No headings and no steps: the page is one step, after its opening notices.
    const rest = this.before.findIndex((block) => block.kind !== 'notice')
    const [first] = rest < 0 ? [] : this.before.slice(rest)
    if (first === undefined) return { before: this.before, sections: [] }
    const section = this.newSection('', 2, this.convert.page.lineOf(first) ?? 1)
    section.body = this.before.slice(rest)
    return { before: this.before.slice(0, rest), sections: [section] }
  }

  walk(nodes: readonly Nodes[]): void {
    let loose: Nodes[] = []
    const flush = () => {
      this.add(this.convert.blocks(loose))
      loose = []
    }
    for (const node of nodes.flatMap((one) => this.parts(one))) {
      const level = headingLevel(node)
      const bold = level === undefined && this.headingsAreSteps ? boldStep(node) : undefined
      if (level === undefined && bold === undefined && !(isElement(node) && this.isDivided(node))) {
        loose.push(node)
        continue
      }
      flush()
      if (level !== undefined) this.heading(node, childrenOf(node), level)
      else if (bold) {
        this.heading(node, bold.title, BOLD_LEVEL)
        this.add(this.convert.blocks(bold.rest))
      } else if (isElement(node)) this.enter(node)
    }
    flush()
  }

  /** A paragraph's elements that divide the page stand for themselves, and the text between them. */
  private parts(node: Nodes): Nodes[] {
    if (node.type !== 'paragraph') return [node]
    const isPart = (child: Nodes) =>
      isElement(child) && (headingLevel(child) !== undefined || this.isDivided(child))
    if (!node.children.some(isPart)) return [node]
    return node.children
  }

  /** True for an element whose children are walked one by one: it is nothing itself, or marks a part of the page. */
  private isDivided(element: Element): boolean {
    if (hiddenReason(element) !== undefined || isInlineElement(element)) return false
    if (isMarked(element)) return true
    if (isStep(element) || nameOf(element) === 'Steps') return false
    if (isTransparent(element)) return nameOf(element) !== 'p'
    const isUnknown =
      element.type === 'mdxJsxFlowElement' && !this.convert.isInline(element) && !isBlockElement(element)
    return isUnknown && some(element, (node) => headingLevel(node) !== undefined || isMarkedNode(node))
  }

  private enter(element: Element): void {
    if (!isMarked(element)) {
      this.walkWithin(element)
      return
    }
    const outer = this.region
    const scopes = scopesOf(element)
    this.region = {
      scopes: scopes.length > 0 ? scopes : outer.scopes,
      hidden: outer.hidden || flag(element, 'data-whitelabel-hide'),
    }
    // A mark right after a heading is the mark of that heading's section.
    const section = this.current
    if (section?.body.length === 0 && this.open.length === 0 && !beginsWithHeading(element)) {
      section.scopes = [...this.region.scopes]
      section.whiteLabelHidden = this.region.hidden
    } else {
      this.close()
    }
    if (isTransparent(element) || !isBlockElement(element)) this.walkWithin(element)
    else this.add(this.convert.block(unmarked(element)))
    this.close()
    this.region = outer
  }

  private walkWithin(element: Element): void {
    if (!isBlockElement(element)) warnOfUnknown(element, this.convert)
    this.add(this.convert.attributeBlocks(element, []))
    this.walk(childrenOf(element))
  }

  /** What follows begins a section of its own. */
  private close(): void {
    this.current = undefined
    this.open = []
    this.stepRow = undefined
  }

  private heading(node: Nodes, children: readonly Nodes[], level: number): void {
    const line = lineOf(node)
    const isStepTitle = this.headingsAreSteps && STEP_HEADING.test(wordsBelow(node).trim())
    this.open = this.open.filter((open) => open.level < level)
    if (!isStepTitle && (this.open.length > 0 || level > DEEPEST_SECTION)) {
      this.add(this.convert.block(node))
      return
    }
    const title = this.convert.title(children, line)
    if (title.title === '') this.add(title.extra)
    else if (isStepTitle) this.openStep(title, level, line)
    else this.openSection(title, level, line)
  }

  private openSection({ title, extra }: Title, level: number, line: number): void {
    this.close()
    this.current = this.newSection(title, level, line)
    this.current.body.push(...extra)
  }

  private openStep({ title, extra }: Title, level: number, line: number): void {
    const made = this.convert.page.at(line, newStep(title, extra))
    const body = this.open.at(-1)?.step.body ?? this.sectionForStep(level, line).body
    const last = body.at(-1)
    if (last?.kind === 'steps') last.steps.push(made)
    else body.push(this.convert.page.at(line, { kind: 'steps', steps: [made] }))
    this.open.push({ level, step: made })
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

  private add(blocks: readonly Block[]): void {
    for (const block of blocks) this.place(block).push(block)
  }

  private place(block: Block): Block[] {
    const step = this.open.at(-1)?.step
    if (step) return step.body
    if (this.current) return this.current.body
    const isOpening = this.sections.length === 0 && !this.region.hidden && this.region.scopes.length === 0
    if (isOpening && block.kind !== 'steps') return this.before
    const level = this.sections.at(-1)?.level ?? 2
    this.current = this.newSection('', level, this.convert.page.lineOf(block) ?? 1)
    return this.current.body
  }

  private newSection(title: string, level: number, line: number): Section {
    const section: Section = this.convert.page.at(line, {
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

const isMarked = (element: Element): boolean =>
  flag(element, 'data-guide-section') ||
  flag(element, 'data-whitelabel-hide') ||
  (flag(element, 'data-guide-scopes') && !isStep(element))

// The mark is taken: the section has it.
const unmarked = (element: Element): Element => ({
  ...element,
  attributes: element.attributes.filter(
    (one) => one.type !== 'mdxJsxAttribute' || one.name !== 'data-whitelabel-hide',
  ),
})

const isMarkedNode = (node: Nodes): boolean => isElement(node) && isMarked(node)

const beginsWithHeading = (node: Nodes): boolean => {
  const first = childrenOf(node).find((child) => !isBlank(child) && !isExpression(child))
  return first !== undefined && (headingLevel(first) !== undefined || beginsWithHeading(first))
}
