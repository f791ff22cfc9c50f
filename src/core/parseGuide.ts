/**
 * The way in for a guide: refused whole with the path of each fault, or taken with a note of what was left out.
 * A bad pattern, an unknown field kind and a refused link cost only themselves.
 */
import type * as z from 'zod/mini'

import {
  type Block,
  FIELD_KINDS,
  type Field,
  GUIDE_LIMITS,
  type Guide,
  guideSchema,
  type Inline,
} from './guide.ts'
import { JsonLimitError, ownJson, pathText } from './json.ts'
import { patternFault } from './pattern.ts'
import { gateImage, gateLink } from './url.ts'

/** What is wrong, or was left out, and where: `sections[0].body[2].href`. */
export interface GuideRemark {
  readonly path: string
  readonly message: string
}

/** The guide with remarks on what was degraded, or every fault. */
export type ParsedGuide =
  | { readonly ok: true; readonly guide: Guide; readonly diagnostics: readonly GuideRemark[] }
  | { readonly ok: false; readonly faults: readonly GuideRemark[] }

// Blocks nest at most four JSON levels each (steps, step, body, block), inlines two; the exact depth is counted later.
const JSON_LIMITS = { depth: GUIDE_LIMITS.depth * 6 + 8, size: GUIDE_LIMITS.json }

/**
 * Checks foreign data, an object or its JSON text, against the schema, the limits and the URL gate.
 * Never throws, and never returns what `value` itself holds: the guide is a copy.
 */
export function parseGuide(value: unknown): ParsedGuide {
  let own: unknown
  try {
    if (typeof value === 'string') checkSize(value)
    own = ownJson(typeof value === 'string' ? (JSON.parse(value) as unknown) : value, JSON_LIMITS)
    if (typeof value !== 'string') checkSize(JSON.stringify(own))
  } catch (error) {
    return refuse(
      error instanceof JsonLimitError
        ? { path: error.path, message: `The guide is ${error.message}` }
        : { path: '', message: 'The guide is not JSON' },
    )
  }
  const diagnostics: GuideRemark[] = []
  degradeFields(own, diagnostics)
  const parsed = guideSchema.safeParse(own)
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.map(remarkOf) }
  // Once more: zod gives objects with a prototype, where a property that is absent here could be inherited.
  const guide = ownJson(parsed.data, { depth: Infinity, size: Infinity }) as Guide
  const survey = new Survey(guide, diagnostics)
  return survey.faults.length > 0 ? { ok: false, faults: survey.faults } : { ok: true, guide, diagnostics }
}

function checkSize(json: string): void {
  // A character is a byte or more, so that text which is long anyway is not encoded first.
  if (json.length > GUIDE_LIMITS.json || new TextEncoder().encode(json).length > GUIDE_LIMITS.json)
    throw new JsonLimitError('size', '')
}

const refuse = (...faults: GuideRemark[]): ParsedGuide => ({ ok: false, faults })

/** What a schema found, as a remark. */
export const remarkOf = (issue: z.core.$ZodIssue): GuideRemark => ({
  path: pathText(issue.path),
  message: faultText(issue),
})

// By what is measured; else a number.
const EXTENT: Readonly<Record<string, readonly [tooLittle: string, tooMuch: string]>> = {
  string: ['Too short', 'Too long'],
  array: ['Too few', 'Too many'],
}

// zod/mini ships no texts of its own; these name what was wanted, which is what an author needs.
function faultText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Expected ${issue.expected}`
    case 'invalid_value':
      return `Expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_big':
      return `${EXTENT[issue.origin]?.[1] ?? 'Too large'}: at most ${issue.maximum}`
    case 'too_small':
      return `${EXTENT[issue.origin]?.[0] ?? 'Too small'}: at least ${issue.minimum}`
    case 'invalid_format':
      return 'Not of the expected form'
    case 'invalid_union':
      return 'Unknown kind'
    default:
      return issue.message
  }
}

/** Mends unknown kinds and patterns of another type before the schema sees them; the other fields stay as they are. */
function degradeFields(guide: unknown, diagnostics: GuideRemark[]): void {
  const fields = (guide as { fields?: unknown } | null)?.fields
  if (!Array.isArray(fields)) return
  const known: readonly unknown[] = FIELD_KINDS
  for (const [index, field] of fields.entries()) {
    if (field === null || typeof field !== 'object') continue
    const { kind, pattern } = field as { kind?: unknown; pattern?: unknown }
    if (pattern !== undefined && typeof pattern !== 'string') {
      delete (field as { pattern?: unknown }).pattern
      const message = 'The pattern is not a text: not applied'
      diagnostics.push({ path: `fields[${index}].pattern`, message })
    }
    if (known.includes(kind)) continue
    Object.assign(field, { kind: 'text' })
    const name = kind === undefined ? 'undefined' : JSON.stringify(kind).slice(0, 100)
    diagnostics.push({
      path: `fields[${index}].kind`,
      message: `The field kind ${name} is not known: drawn as text`,
    })
  }
}

/** One walk over a guide of the right shape: counts, ids, depth; mends links, images and patterns in place. */
class Survey {
  readonly faults: GuideRemark[] = []
  private readonly ids = new Set<string>()
  private stepCount = 0

  constructor(
    private readonly guide: Guide,
    private readonly diagnostics: GuideRemark[],
  ) {
    this.collectIds()
    if (guide.logo !== undefined && !this.passes(gateImage(guide.logo), guide.logo, 'logo')) delete guide.logo
    this.blocks(guide.before, 'before', 1)
    guide.sections.forEach((section, index) => this.blocks(section.body, `sections[${index}].body`, 1))
    const names = new Set<string>()
    guide.fields.forEach((field, index) => {
      const path = `fields[${index}]`
      if (names.has(field.name))
        this.faults.push({ path: `${path}.name`, message: `Used twice: ${field.name}` })
      names.add(field.name)
      this.field(field, path)
    })
  }

  private collectIds(): void {
    const add = (id: string, path: string) => {
      if (this.ids.has(id)) this.faults.push({ path, message: `Used twice: ${id}` })
      this.ids.add(id)
    }
    const visit = (blocks: readonly Block[], path: string): void =>
      blocks.forEach((block, index) => {
        const here = `${path}[${index}]`
        if (block.kind === 'steps')
          block.steps.forEach((step, at) => {
            this.stepCount += 1
            add(step.id, `${here}.steps[${at}].id`)
            visit(step.body, `${here}.steps[${at}].body`)
          })
        else if (block.kind === 'list') block.items.forEach((item, at) => visit(item, `${here}.items[${at}]`))
        else if ('body' in block) visit(block.body, `${here}.body`)
      })
    visit(this.guide.before, 'before')
    this.guide.sections.forEach((section, index) => {
      add(section.id, `sections[${index}].id`)
      visit(section.body, `sections[${index}].body`)
    })
    this.guide.fields.forEach((field, index) => visit(field.notices ?? [], `fields[${index}].notices`))
    if (this.stepCount > GUIDE_LIMITS.steps)
      this.faults.push({
        path: 'sections',
        message: `Too many steps: ${this.stepCount}, over ${GUIDE_LIMITS.steps}`,
      })
  }

  private blocks(blocks: Block[], path: string, depth: number): void {
    if (blocks.length > 0 && this.tooDeep(depth, path)) return
    blocks.forEach((block, index) => {
      blocks[index] = this.block(block, `${path}[${index}]`, depth)
    })
  }

  private block(block: Block, path: string, depth: number): Block {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        block.content = this.inlines(block.content, `${path}.content`, 1)
        return block
      case 'list':
        block.items.forEach((item, index) => this.blocks(item, `${path}.items[${index}]`, depth + 1))
        return block
      case 'table':
        block.head = block.head.map((cell, at) => this.inlines(cell, `${path}.head[${at}]`, 1))
        block.rows = block.rows.map((row, y) =>
          row.map((cell, x) => this.inlines(cell, `${path}.rows[${y}][${x}]`, 1)),
        )
        return block
      case 'image':
        if (this.passes(gateImage(block.src), block.src, `${path}.src`)) return block
        return { kind: 'paragraph', content: block.alt === '' ? [] : [{ kind: 'text', text: block.alt }] }
      case 'steps':
        block.steps.forEach((step, index) => {
          const here = `${path}.steps[${index}]`
          if (step.href !== undefined && !this.passes(gateLink(step.href), step.href, `${here}.href`))
            delete step.href
          this.blocks(step.body, `${here}.body`, depth + 1)
        })
        return block
      case 'card':
        if (block.href !== undefined && !this.linkPasses(block.href, `${path}.href`)) delete block.href
        this.blocks(block.body, `${path}.body`, depth + 1)
        return block
      case 'notice':
      case 'details':
      case 'quote':
        this.blocks(block.body, `${path}.body`, depth + 1)
        return block
      case 'code':
        return block
    }
  }

  /** Refused links leave their text behind. */
  private inlines(content: readonly Inline[], path: string, depth: number): Inline[] {
    if (content.length > 0 && this.tooDeep(depth, path)) return []
    return content.flatMap((piece, index): Inline[] => {
      if (!('content' in piece)) return [piece]
      const here = `${path}[${index}]`
      const inner = this.inlines(piece.content, `${here}.content`, depth + 1)
      if (piece.kind === 'link' && !this.linkPasses(piece.href, `${here}.href`)) return inner
      return [{ ...piece, content: inner }]
    })
  }

  private field(field: Field, path: string): void {
    if (field.pattern !== undefined) {
      const reason = patternFault(field.pattern)
      if (reason !== undefined) {
        this.diagnostics.push({ path: `${path}.pattern`, message: `The pattern ${reason}: not applied` })
        delete field.pattern
      }
    }
    if (field.foundIn !== undefined && !this.ids.has(field.foundIn)) {
      this.diagnostics.push({
        path: `${path}.foundIn`,
        message: `There is no step ${field.foundIn}: left out`,
      })
      delete field.foundIn
    }
    // A field that nobody could ever see or fill, but that is needed, would be a dead end.
    if (field.kind === 'select' && !field.options?.length) {
      this.diagnostics.push({
        path: `${path}.options`,
        message: 'There is nothing to choose from: drawn as text',
      })
      field.kind = 'text'
    }
    const decider = field.visibleWhen?.field
    if (decider !== undefined && !this.guide.fields.some(({ name }) => name === decider)) {
      this.diagnostics.push({
        path: `${path}.visibleWhen`,
        message: `There is no field ${decider}: always shown`,
      })
      delete field.visibleWhen
    }
    if (field.notices) this.blocks(field.notices, `${path}.notices`, 1)
  }

  private linkPasses(href: string, path: string): boolean {
    if (href.startsWith('#') && this.ids.has(href.slice(1))) return true
    return this.passes(gateLink(href), href, path)
  }

  private passes(
    gated: { ok: true } | { ok: false; reason: string },
    address: string,
    path: string,
  ): boolean {
    if (gated.ok) return true
    const message = `The address ${JSON.stringify(address.slice(0, 200))} ${gated.reason}: left out`
    this.diagnostics.push({ path, message })
    return false
  }

  private tooDeep(depth: number, path: string): boolean {
    if (depth <= GUIDE_LIMITS.depth) return false
    this.faults.push({ path, message: `Nested too deeply: over ${GUIDE_LIMITS.depth} levels` })
    return true
  }
}
