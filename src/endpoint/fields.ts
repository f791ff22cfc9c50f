/**
 * The fields of a link request against those that its provider declares.
 */
import type { FieldProblem } from '../core/link.ts'
import { DEFAULT_MAX_LENGTH, type ProviderField } from './providers/provider.ts'

/** The values that the provider takes, or what is wrong with each field. */
export type CheckedFields =
  | { readonly ok: true; readonly values: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly fields: readonly FieldProblem[] }

const problemOf = (value: unknown, field: ProviderField | undefined): string | undefined => {
  if (!field) return 'unknown'
  if (typeof value !== 'string') return 'type'
  if (value.length > (field.maxLength ?? DEFAULT_MAX_LENGTH)) return 'too-long'
  return field.required && value.trim() === '' ? 'required' : undefined
}

/** Checks own members alone. A field that may be left out and is empty counts as left out. */
export function checkFields(
  given: Readonly<Record<string, unknown>>,
  declared: readonly ProviderField[],
): CheckedFields {
  const byName = new Map(declared.map((field) => [field.name, field]))
  const problems: FieldProblem[] = []
  const values: [string, string][] = []
  for (const [name, value] of Object.entries(given)) {
    const code = problemOf(value, byName.get(name))
    if (code !== undefined) problems.push({ name, code })
    else if (typeof value === 'string' && value !== '') values.push([name, value])
  }
  for (const { name, required } of declared)
    if (required && !Object.hasOwn(given, name)) problems.push({ name, code: 'required' })
  if (problems.length > 0) return { ok: false, fields: problems }
  return { ok: true, values: Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1))) }
}
