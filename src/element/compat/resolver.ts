/**
 * The part of @hookform/resolvers that the widget calls, for the script alone: the build puts this in its place.
 */
import type { Resolved } from './form.ts'

/** What zod/mini and others of the Standard Schema offer: one check, an issue for each fault. */
interface Schema {
  readonly '~standard': {
    readonly validate: (value: unknown) => Checked | Promise<Checked>
  }
}

interface Checked {
  readonly value?: unknown
  readonly issues?: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[]
}

/** A resolver that checks with a schema; the first issue of each field stands. */
export const standardSchemaResolver =
  (schema: Schema) =>
  async (values: unknown): Promise<Resolved> => {
    const { value, issues } = await schema['~standard'].validate(values)
    if (!issues) return { values: value as Resolved['values'], errors: {} }
    const errors: Record<string, { message: string }> = {}
    for (const { message, path } of issues) errors[String(path[0])] ??= { message }
    return { values: {}, errors }
  }
