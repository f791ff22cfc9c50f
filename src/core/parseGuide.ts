/**
 * The way in for a guide: refused whole with the path of each fault, or taken with a note of what was left out.
 * An unknown field kind and a refused link cost only themselves. A bad pattern does too, where a value is checked: see `pattern.ts`.
 */
import type * as z from 'zod/mini'

import { type Block, FIELD_KINDS, GUIDE_LIMITS, type Guide, guideSchema } from './guide.ts'
import { JsonLimitError, ownJson, pathText } from './json.ts'
import type { OwnCode } from './remarks.ts'
import { gateImage, gateLink, type Gated, type Refusal } from './url.ts'

/** What is wrong, or was left out, and where: `sections[0].body[2].href`. `remarkText` says it in words. */
export interface GuideRemark {
  readonly path: string
  readonly issue: z.core.$ZodIssue | OwnIssue
}

/** What a schema cannot say. `detail` is foreign text, a number, or why something is refused. */
export interface OwnIssue {
  readonly code: OwnCode
  readonly detail?: string | number | undefined
  /** Of an address. */
  readonly reason?: Refusal | undefined
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
    return { ok: false, faults: [refusedJson(error)] }
  }
  const diagnostics: GuideRemark[] = []
  degradeFields(own, diagnostics)
  const parsed = guideSchema().safeParse(own)
  if (!parsed.success) return { ok: false, faults: schemaRemarks(parsed.error.issues) }
  // Once more: zod gives objects with a prototype, where a property that is absent here could be inherited.
  const guide = ownJson(parsed.data) as Guide
  const ids = new Set<string>()
  const faults = findFaults(guide, ids)
  if (faults.length > 0) return { ok: false, faults }
  mend(guide, ids, diagnostics)
  return { ok: true, guide, diagnostics }
}

function checkSize(json: string): void {
  // In bytes. Jest's jsdom has no TextEncoder.
  if (new Blob([json]).size > GUIDE_LIMITS.json) throw new JsonLimitError('size', '')
}

/** What a schema found, as remarks. */
export const schemaRemarks = (issues: readonly z.core.$ZodIssue[]): GuideRemark[] =>
  issues.map((issue) => ({ path: pathText(issue.path), issue }))

const remark = (path: string, code: OwnCode, detail?: OwnIssue['detail']): GuideRemark => ({
  path,
  issue: { code, detail },
})

/** Why a value was not even copied, as a remark. */
export const refusedJson = (error: unknown): GuideRemark =>
  error instanceof JsonLimitError ? remark(error.path, error.limit) : remark('', 'json')

/** Mends unknown kinds and patterns of another type before the schema sees them; the other fields stay as they are. */
function degradeFields(guide: unknown, diagnostics: GuideRemark[]): void {
  const fields = (guide as { fields?: unknown } | null)?.fields
  if (!Array.isArray(fields)) return
  const known: readonly unknown[] = FIELD_KINDS
  ;(fields as unknown[]).forEach((field, index) => {
    if (field === null || typeof field !== 'object') return
    const { kind, pattern } = field as { kind?: unknown; pattern?: unknown }
    if (pattern !== undefined && typeof pattern !== 'string') {
      delete (field as { pattern?: unknown }).pattern
      diagnostics.push(remark(`fields[${index}].pattern`, 'no-pattern'))
    }
    if (known.includes(kind)) return
    Object.assign(field, { kind: 'text' })
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- of none it gives none, whatever its type says
    const name = String(JSON.stringify(kind)).slice(0, 100)
    diagnostics.push(remark(`fields[${index}].kind`, 'field-kind', name))
  })
}

/** Any object of a guide, as the walks see it: a section, a step, a block or a piece of a sentence. */
interface Part {
  readonly kind?: string | undefined
  readonly id?: string | undefined
  readonly src?: string | undefined
  readonly alt?: string | undefined
  readonly text?: string | undefined
  readonly content?: Parts | undefined
  href?: string | undefined
}

type Parts = readonly (Part | Parts)[]

/** The same, once a list has been told from a part. */
const isList = (part: Part | Parts): part is Parts => Array.isArray(part)

/** Calls `visit` with each list of parts that a part holds. */
function eachList(part: Part, path: string, visit: (list: Parts, path: string, key: string) => void): void {
  for (const [key, value] of Object.entries(part) as [string, unknown][])
    if (Array.isArray(value) && typeof value[0] === 'object') visit(value as Parts, `${path}.${key}`, key)
}

const HOLDS_SENTENCES = /paragraph|heading|table/

/** What a schema cannot say: nothing comes twice, and steps and levels have an end. Fills `ids`. */
function findFaults(guide: Guide, ids: Set<string>): GuideRemark[] {
  const faults: GuideRemark[] = []
  const names = new Set<string>()
  const once = (seen: Set<string>, name: string, path: string): void => {
    if (seen.has(name)) faults.push(remark(path, 'twice', name))
    seen.add(name)
  }
  let steps = -guide.sections.length
  const inspect = (list: Parts, path: string, depth: number): void => {
    if (depth > GUIDE_LIMITS.depth) {
      faults.push(remark(path, 'deep'))
      return
    }
    list.forEach((part, index) => {
      const here = `${path}[${index}]`
      if (isList(part)) {
        inspect(part, here, depth)
        return
      }
      const { id, kind } = part
      if (id !== undefined) {
        steps += 1
        once(ids, id, `${here}.id`)
      }
      // Sentences nest by themselves, however deep the block stands that holds them.
      const below = kind === undefined ? depth : HOLDS_SENTENCES.test(kind) ? 1 : depth + 1
      eachList(part, here, (inner, at) => inspect(inner, at, below))
    })
  }
  inspect(guide.before, 'before', 1)
  inspect(guide.sections, 'sections', 1)
  guide.fields.forEach(({ name, notices = [] }, index) => {
    once(names, name, `fields[${index}].name`)
    inspect(notices, `fields[${index}].notices`, 1)
  })
  if (steps > GUIDE_LIMITS.steps) faults.push(remark('sections', 'steps', steps))
  return faults
}

/** Takes out, in place, what a gate refuses and what leads nowhere. */
function mend(guide: Guide, ids: ReadonlySet<string>, diagnostics: GuideRemark[]): void {
  const passes = (gate: (address: string) => Gated<unknown>, address: string, path: string): boolean => {
    const gated = gate(address)
    if (gated.ok) return true
    diagnostics.push({
      path,
      issue: { code: 'address', detail: address.slice(0, 200), reason: gated.reason },
    })
    return false
  }
  /** Refused links leave their text behind, and refused images their description. */
  const mendList = (list: Parts, path: string): Parts =>
    list.flatMap((part, index): Parts => {
      const here = `${path}[${index}]`
      if (isList(part)) return [mendList(part, here)]
      eachList(part, here, (inner, at, key) => Object.assign(part, { [key]: mendList(inner, at) }))
      const { kind, href, src, alt, content = [] } = part
      if (src !== undefined && !passes(gateImage, src, `${here}.src`))
        return [{ kind: 'paragraph', content: alt ? [{ kind: 'text', text: alt }] : [] }]
      // A step leads to a page of the provider's; cards and links may lead to a place in the guide.
      const leadsInside = kind !== undefined && href?.startsWith('#') && ids.has(href.slice(1))
      if (href === undefined || leadsInside || passes(gateLink, href, `${here}.href`)) return [part]
      if (kind === 'link') return content
      delete part.href
      return [part]
    })
  if (guide.logo !== undefined && !passes(gateImage, guide.logo, 'logo')) delete guide.logo
  guide.before = mendList(guide.before, 'before') as Block[]
  mendList(guide.sections, 'sections')
  guide.fields.forEach((field, index) => {
    const leaveOut = (
      key: 'foundIn' | 'options' | 'readOnly' | 'visibleWhen',
      code: OwnCode,
      detail?: string,
    ): void => {
      Reflect.deleteProperty(field, key)
      diagnostics.push(remark(`fields[${index}].${key}`, code, detail))
    }
    const { foundIn, visibleWhen, notices } = field
    if (foundIn !== undefined && !ids.has(foundIn)) leaveOut('foundIn', 'no-step', foundIn)
    // A field that nobody could ever see or fill, but that is needed, would be a dead end.
    if (field.kind === 'select' && !field.options?.length) {
      field.kind = 'text'
      leaveOut('options', 'no-options')
    }
    if (field.readOnly && !field.value) leaveOut('readOnly', 'no-value')
    if (visibleWhen && !guide.fields.some(({ name }) => name === visibleWhen.field))
      leaveOut('visibleWhen', 'no-field', visibleWhen.field)
    if (notices) field.notices = mendList(notices, `fields[${index}].notices`) as Block[]
  })
}
