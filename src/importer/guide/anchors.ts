/**
 * Ids of sections and steps, and all the names by which links within the page lead to them.
 */
import type { Block, Section, Step } from '../../core/guide.ts'
import { attribute } from '../blocks/attributes.ts'
import { plainText } from '../blocks/content.ts'
import { childrenOf, type Element, isElement, lineOf, nameOf, type Nodes, wordsBelow } from '../nodes.ts'
import type { Page } from '../page.ts'
import { slugOf } from './slug.ts'

type Place = Section | Step

/** Lines between a target and the heading that it is set before. */
const REACH = 2

/** Names the places of one page first, then finds them. */
export class Anchors {
  private readonly places: { line: number; place: Place }[] = []
  private readonly taken = new Set<string>()
  private readonly aliases = new Map<string, Place>()
  /** Aliases that the page sets itself, which go before those of titles. */
  private readonly ids = new Set<string>()
  private readonly titles = new Map<string, number>()

  constructor(private readonly page: Page) {}

  name(sections: readonly Section[]): void {
    for (const section of sections) {
      this.take(section, 'section')
      this.within(section.body, section)
    }
  }

  /** Ids that the page sets itself: on the heading that follows, else on the part that they stand in. */
  alias(node: Nodes): void {
    if (isElement(node)) {
      const id = attribute(node, 'id') ?? (nameOf(node) === 'a' ? attribute(node, 'name') : undefined)
      const place = id === undefined ? undefined : this.placeOf(node)
      const key = id?.toLowerCase()
      // Of two elements with one id, links lead to the first.
      if (key !== undefined && place && !this.ids.has(key)) {
        this.ids.add(key)
        this.aliases.set(key, place)
      }
    }
    childrenOf(node).forEach((child) => this.alias(child))
  }

  find(id: string): string | undefined {
    const key = decoded(id).toLowerCase()
    // Some sites keep signs in an id: `#step-1%3A-the-key`.
    return (this.aliases.get(key) ?? this.aliases.get(siteSlug(key)))?.id
  }

  private within(blocks: readonly Block[], place: Place): void {
    for (const block of blocks) {
      if (block.kind === 'steps') {
        for (const step of block.steps) {
          this.take(step, 'step')
          this.within(step.body, step)
        }
      } else if (block.kind === 'list') {
        block.items.forEach((item) => this.within(item, place))
      } else {
        if (block.kind === 'heading') this.aliasTitle(plainText(block.content), place)
        if (block.kind === 'details' || block.kind === 'card') this.aliasTitle(block.title, place)
        if ('body' in block) this.within(block.body, place)
      }
    }
  }

  private take(place: Place, fallback: string): void {
    const slug = slugOf(place.title).slice(0, 80).replace(/-+$/, '') || fallback
    let id = slug
    for (let number = 2; this.taken.has(id); number++) id = `${slug}-${number}`
    this.taken.add(id)
    place.id = id
    this.places.push({ line: this.page.lineOf(place) ?? 1, place })
    if (place.title !== '') this.aliasTitle(place.title, place)
  }

  // Sites number a title that comes again from 1 or from 2; the first that takes a name keeps it.
  private aliasTitle(title: string, place: Place): void {
    for (const slug of new Set([siteSlug(title), slugOf(title)])) {
      const times = this.titles.get(slug) ?? 0
      this.titles.set(slug, times + 1)
      const names = times === 0 ? [slug] : [`${slug}-${times}`, `${slug}-${times + 1}`]
      for (const name of names) if (!this.aliases.has(name)) this.aliases.set(name, place)
    }
  }

  private placeOf(target: Element): Place | undefined {
    const line = lineOf(target)
    // What shows nothing itself is set before a heading; what shows something is a target in its own place.
    const last = wordsBelow(target).trim() === '' ? line + REACH : (target.position?.end.line ?? line)
    const next = this.places.find((one) => one.line >= line && one.line <= Math.min(last, line + REACH))
    return (next ?? this.places.findLast((one) => one.line <= line))?.place
  }
}

// As documentation sites make ids of headings: what is no letter, digit, space or dash goes.
const siteSlug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .trim()
    .replace(/ /g, '-')

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
