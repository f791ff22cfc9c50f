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

/** The schema of one field. Issues carry a {@link FieldFault} as their message, and never the value. */
function valueSchema(field: Field) {
  const check = (code: FieldFault, holds: (value: string) => boolean) =>
    z.refine<string>((value) => value === '' || holds(value), { message: code, abort: true })
  const { minLength = 0, maxLength = MAX_VALUE_LENGTH, options } = field
  return z.string().check(
    z.refine((value) => value !== '' || !field.required, 'required' satisfies FieldFault),
    check('too-long', (value) => value.length <= Math.min(maxLength, MAX_VALUE_LENGTH)),
    check('too-short', (value) => value.length >= minLength),
    check('number', (value) => field.kind !== 'number' || Number.isFinite(Number(value))),
    check('url', (value) => field.kind !== 'url' || isUrl(value)),
    check(
      'option',
      (value) => field.kind !== 'select' || (options ?? []).some((option) => option.value === value),
    ),
    check('pattern', (value) => fitsPattern(field.pattern, value)),
  )
}

/** The schema of the whole form, for the fields that show. */
export const valuesSchema = (fields: readonly Field[]) =>
  z.object(Object.fromEntries(fields.map((field) => [field.name, valueSchema(field)])))
