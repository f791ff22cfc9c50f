/** Reads and checks what was typed. Loaded with the press; nothing of it is kept. */
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import type { ResolverOptions, ResolverResult } from 'react-hook-form'

import { isPrivate, type Values, visibleFields } from '../core/fields.ts'
import type { Field } from '../core/guide.ts'
import { type Doubt, normaliseSecret } from '../core/normalise.ts'
import { normaliseValue, valuesSchema } from '../core/values.ts'
import type { Input } from './useHubForm.ts'

/** A form as it stands: its fields, what is typed into the open ones, and the inputs of all. */
export interface Typed {
  readonly all: readonly Field[]
  readonly open: Values
  readonly inputs: ReadonlyMap<string, Input>
}

const read = ({ all, open, inputs }: Typed): Values =>
  Object.fromEntries(
    visibleFields(all, open).map((field) => {
      const raw = isPrivate(field) ? inputs.get(field.name)?.value : open[field.name]
      return [field.name, normaliseValue(field, raw ?? '')]
    }),
  )

const schema = ({ all, open }: Typed) => valuesSchema(visibleFields(all, open))

/** The values, or what is wrong with them, as react-hook-form asks for it. */
export const resolve = async (
  typed: Typed,
  context: unknown,
  options: ResolverOptions<Record<string, string>>,
): Promise<ResolverResult<Record<string, string>>> =>
  standardSchemaResolver(schema(typed))(read(typed), context, options)

/** True where the values can be sent. */
export const isValid = (typed: Typed): boolean => schema(typed).safeParse(read(typed)).success

/** What is asked about the secrets among `shown`, by name, but for those that the person has accepted. */
export const doubtsOf = (
  shown: readonly Field[],
  inputs: ReadonlyMap<string, Input>,
  accepted: ReadonlySet<string>,
): readonly [string, Doubt][] =>
  shown.flatMap((field): [string, Doubt][] => {
    const raw = inputs.get(field.name)?.value ?? ''
    const doubt = field.kind === 'secret' && !accepted.has(field.name) && normaliseSecret(raw).doubt
    return doubt ? [[field.name, doubt]] : []
  })
