/**
 * The page as sections: what its headings, its marked parts and its "Step N" headings divide it into.
 */
import { flag } from '../blocks/attributes.ts'
import type { Convert } from '../blocks/convert.ts'
import { isBlockElement, isTransparent, warnOfUnknown } from '../blocks/elements.ts'
import { boldStep, STEP_HEADING } from './boldSteps.ts'
import { isInlineElement } from '../blocks/inline.ts'
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
} from '../nodes.ts'
import { scopesOf } from '../blocks/scopes.ts'
import { DEEPEST_SECTION, type Divided, Sections } from './sections.ts'
import { isStep } from '../blocks/steps.ts'

/** A line in bold that names a step lies deeper than any heading. */
const BOLD_LEVEL = 7

/** `skipped` are the nodes that are no part of a guide, as its title. */
export function divide(root: Root, skipped: ReadonlySet<Nodes>, convert: Convert): Divided {
  const outline = new Outline(
    convert,
    skipped,
    !some(root, (node) => isElement(node) && (isStep(node) || nameOf(node) === 'Steps')),
  )
  outline.walk(root.children)
  return outline.sections.divided()
}

class Outline {
  readonly sections: Sections

  constructor(
    private readonly convert: Convert,
    private readonly skipped: ReadonlySet<Nodes>,
    private readonly headingsAreSteps: boolean,
  ) {
    this.sections = new Sections(convert.page)
  }

  walk(nodes: readonly Nodes[]): void {
    let loose: Nodes[] = []
    const flush = () => {
      this.sections.add(this.convert.blocks(loose))
      loose = []
    }
    for (const node of nodes.flatMap((one) => this.parts(one))) {
      if (this.skipped.has(node)) continue
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
        this.sections.add(this.convert.blocks(bold.rest))
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
    if (isInlineElement(element)) return false
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
    const { sections } = this
    const outer = sections.region
    const scopes = scopesOf(element)
    sections.region = {
      scopes: scopes.length > 0 ? scopes : outer.scopes,
      hidden: outer.hidden || flag(element, 'data-whitelabel-hide'),
    }
    // A mark right after a heading is the mark of that heading's section.
    if (beginsWithHeading(element) || !sections.markCurrent()) sections.close()
    if (isTransparent(element) || !isBlockElement(element)) this.walkWithin(element)
    else sections.add(this.convert.block(unmarked(element)))
    sections.close()
    sections.region = outer
  }

  private walkWithin(element: Element): void {
    if (!isBlockElement(element)) warnOfUnknown(element, this.convert)
    this.sections.add(this.convert.attributeBlocks(element, []))
    this.walk(childrenOf(element))
  }

  private heading(node: Nodes, children: readonly Nodes[], level: number): void {
    const line = lineOf(node)
    const isStepTitle = this.headingsAreSteps && STEP_HEADING.test(wordsBelow(node).trim())
    const isWithinStep = this.sections.isWithinStep(level)
    if (!isStepTitle && (isWithinStep || level > DEEPEST_SECTION)) {
      this.sections.add(this.convert.block(node))
      return
    }
    const title = this.convert.title(children, line)
    if (title.title === '') this.sections.add(title.extra)
    else if (isStepTitle) this.sections.openStep(title, level, line)
    else this.sections.openSection(title, level, line)
  }
}

/** True for an element that marks a part of the page. */
export const isMarked = (element: Element): boolean =>
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
