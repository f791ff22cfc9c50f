/**
 * The form's values: the schema that is built from the fields, and what is sent.
 */
import * as z from 'zod/mini'

import type { Field } from './guide.ts'
import { normaliseSecret, normaliseText } from './normalise.ts'
import { fitsPattern } from './pattern.ts'
import { parseUrl } from './url.ts'

/** Why a value cannot be sent; each has a message. */
export type FieldFault = 'required' | 'too-short' | 'too-long' | 'pattern' | 'number' | 'url' | 'option'

/** A longer value is no credential (fault U11); a field's own `maxLength` may be less. */
export const MAX_VALUE_LENGTH = 4096

/** A value as it is sent. */
export function normaliseValue(field: Field, raw: string): string {
  if (field.readOnly && field.value !== undefined) return field.value
  if (field.kind === 'secret') return normaliseSecret(raw).value
  return field.kind === 'multiline' ? raw.trim() : normaliseText(raw)
}

const isUrl = (value: string): boolean => /^https?:$/.test(parseUrl(value)?.protocol ?? '')

/** Why a value cannot be sent as this field, if so: the first reason, so that what is too long is looked at no further. */
function faultOf(field: Field, value: string): FieldFault | undefined {
  const { kind, required, minLength = 0, maxLength = MAX_VALUE_LENGTH, options = [], pattern } = field
  if (value === '') return required ? 'required' : undefined
  if (value.length > Math.min(maxLength, MAX_VALUE_LENGTH)) return 'too-long'
  if (value.length < minLength) return 'too-short'
  if (kind === 'number' && !Number.isFinite(Number(value))) return 'number'
  if (kind === 'url' && !isUrl(value)) return 'url'
  if (kind === 'select' && !options.some((option) => option.value === value)) return 'option'
  return fitsPattern(pattern, value) ? undefined : 'pattern'
}

/** The schema of one field. Issues carry a {@link FieldFault} as their message, and never the value. */
const valueSchema = (field: Field) =>
  z.string().check(
    z.refine((value) => faultOf(field, value) === undefined, {
      error: ({ input }) => faultOf(field, input as string),
    }),
  )

/** The schema of the whole form, for the fields that show. */
export const valuesSchema = (fields: readonly Field[]) =>
  z.object(Object.fromEntries(fields.map((field) => [field.name, valueSchema(field)])))
