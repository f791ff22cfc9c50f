/**
 * Which fields of a guide show, which of them are private, and what none can be called.
 */
import type { Field } from './guide.ts'

/** What was typed, by field name. */
export type Values = Readonly<Record<string, string>>

/** True for kinds whose value stays in its input alone until it is sent. A multi-line value may be a private key. */
export const isPrivate = (field: Field): boolean => field.kind === 'secret' || field.kind === 'multiline'

/** True for a name that no field can have: every object has it, or react-hook-form keeps it for faults of a whole form. */
export const isReservedName = (name: string): boolean => name in { root: 1 }

/** The fields that show for what is typed: those whose `visibleWhen` holds, of a field that shows itself. */
export function visibleFields(fields: readonly Field[], values: Values): Field[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const known = new Map<Field, boolean>()
  const visible = (field: Field): boolean => {
    const before = known.get(field)
    if (before !== undefined) return before
    const { visibleWhen } = field
    // While it is being asked, a field hides those that wait for it: a circle hides itself.
    known.set(field, visibleWhen === undefined)
    if (!visibleWhen) return true
    const other = byName.get(visibleWhen.field)
    const shows =
      other !== undefined &&
      visible(other) &&
      [visibleWhen.equals].flat().includes(values[other.name] ?? other.value ?? '')
    known.set(field, shows)
    return shows
  }
  return fields.filter(visible)
}
