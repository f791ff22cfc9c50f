// Builders for guides in tests: the least that is legal, and what a test puts into it.
import type { Block, GuideInput, Inline } from '../../src/core/guide.ts'
import { type GuideRemark, parseGuide, type ParsedGuide } from '../../src/core/parseGuide.ts'
import { remarkText } from '../../src/core/remarks.ts'

/** A guide that is legal, with what is given over it. */
export const guideWith = (parts: Record<string, unknown> = {}) => ({
  schema: 1,
  provider: 'acme',
  name: 'Acme',
  auth: { kind: 'fields' },
  sections: [],
  fields: [],
  ...parts,
})

/** One section that holds `body`. */
export const guideOf = (...body: unknown[]) => guideWith({ sections: [{ id: 's', title: 'S', body }] })

export const text = (words: string): Inline => ({ kind: 'text', text: words })
export const paragraph = (...content: Inline[]): Block => ({ kind: 'paragraph', content })
export const step = (id: string, parts: Record<string, unknown> = {}) => ({
  id,
  title: id,
  body: [],
  ...parts,
})
export const field = (name: string, parts: Record<string, unknown> = {}) => ({
  name,
  label: name,
  kind: 'text',
  ...parts,
})

/** The guide, where it must be taken. */
export function taken(input: unknown) {
  const parsed = parseGuide(input)
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.faults)}`)
  return parsed
}

/** The faults, where it must be refused; as `path: message`. */
export function refused(input: unknown): string[] {
  const parsed = parseGuide(input)
  if (parsed.ok) throw new Error('taken')
  return parsed.faults.map(line)
}

export const line = (remark: GuideRemark): string => `${remark.path}: ${remarkText(remark)}`
export const remarks = (parsed: Extract<ParsedGuide, { ok: true }>): string[] => parsed.diagnostics.map(line)

/** Blocks of a guide as it is written. */
export type BlockInput = GuideInput['sections'][number]['body'][number]
