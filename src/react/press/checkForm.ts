/** Reads, cleans and checks what was typed. Loaded with the press; nothing of it is kept. */
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import type { ClipboardEvent } from 'react'
import type { ResolverOptions, ResolverResult, UseFormHandleSubmit } from 'react-hook-form'

import { isPrivate, type Values, visibleFields } from '../../core/fields.ts'
import type { Field, Guide } from '../../core/guide.ts'
import { type Doubt, type Normalised, normaliseSecret } from '../../core/normalise.ts'
import { patternRemarks } from '../../core/pattern.ts'
import { reportUsage } from '../../core/usage.ts'
import { normaliseValue, valuesSchema } from '../../core/values.ts'
import type { Input, Remark } from '../hooks/useHubForm.ts'

/** A form as it stands, and what can be said of it. */
export interface CheckedForm {
  readonly all: readonly Field[]
  /** What is typed into the open fields. */
  readonly open: () => Values
  /** The inputs of all fields, by name. */
  readonly inputs: ReadonlyMap<string, Input>
  /** The fields whose doubted values the person has said to be right. */
  readonly accepted: ReadonlySet<string>
  /** What is left out of it stays as it was. */
  readonly remark: (name: string, remark: Partial<Remark>) => void
  /** Tells that the person has changed a value. */
  readonly edited: (name: string) => void
  readonly focus: (name: string) => void
}

type Kept = Record<string, string>

const shownOf = ({ all, open }: CheckedForm): Field[] => visibleFields(all, open())

function read(form: CheckedForm): Values {
  const open = form.open()
  return Object.fromEntries(
    shownOf(form).map((field) => {
      const raw = isPrivate(field) ? form.inputs.get(field.name)?.value : open[field.name]
      return [field.name, normaliseValue(field, raw ?? '')]
    }),
  )
}

/** The values, or what is wrong with them, as react-hook-form asks for it. */
export const resolve = async (
  form: CheckedForm,
  context: unknown,
  options: ResolverOptions<Kept>,
): Promise<ResolverResult<Kept>> =>
  standardSchemaResolver(valuesSchema(shownOf(form)))(read(form), context, options)

/** True when {@link submitForm} would send: asks no question, shows nothing. */
export const isReady = (form: CheckedForm): boolean =>
  doubtsOf(form).length === 0 && valuesSchema(shownOf(form)).safeParse(read(form)).success

/** Checks all that shows. Gives the values to `send`, or puts the focus on the first that needs mending. */
export async function submitForm(
  form: CheckedForm,
  handleSubmit: UseFormHandleSubmit<Kept>,
  send: (values: Values) => void,
): Promise<void> {
  const shown = shownOf(form)
  const doubts = doubtsOf(form)
  await handleSubmit(
    (values) => {
      const [first] = doubts
      if (!first) {
        shown.forEach((field) => clean(form, field))
        send(values)
        return
      }
      doubts.forEach(([name, doubt]) => form.remark(name, { cleaned: [], doubt }))
      form.focus(first[0])
    },
    (faults) => {
      shown.forEach((field) => clean(form, field))
      const first = shown.find(({ name }) => faults[name])
      if (first) form.focus(first.name)
    },
  )()
}

/** What is asked about the secrets that show, by name, but for those that the person has accepted. */
const doubtsOf = (form: CheckedForm): readonly [string, Doubt][] =>
  shownOf(form).flatMap((field): [string, Doubt][] => {
    const raw = form.inputs.get(field.name)?.value ?? ''
    const doubt = field.kind === 'secret' && !form.accepted.has(field.name) && normaliseSecret(raw).doubt
    return doubt ? [[field.name, doubt]] : []
  })

/** Tells on the console which patterns of a guide are not applied. */
export function tellPatterns(guide: Guide): void {
  const remarks = patternRemarks(guide)
  if (remarks.length > 0) reportUsage('guide-degraded', ['', remarks], 'warn')
}

/** Writes the cleaned value of a secret back and tells what was taken out. */
export function clean({ inputs, accepted, remark }: CheckedForm, { name, kind }: Field): void {
  const input = inputs.get(name)
  if (!input || kind !== 'secret') return
  const { value, removed, doubt } = normaliseSecret(input.value)
  // A sentence without its spaces would no longer be seen for one: the question comes first.
  if (removed.length === 0 || (doubt === 'sentence' && !accepted.has(name))) return
  input.value = value
  // A question that the press has brought meanwhile still stands.
  remark(name, { cleaned: removed })
}

/**
 * Cleans at once, or after the press that is under way: the line that tells what was cleaned would move the button from
 * under the pointer, and the press would be lost.
 */
export function cleanWhenReleased(form: CheckedForm, field: Field): void {
  // Of its own document: a portal may have put it into another window's, which is in quirks mode. There `:active` alone
  // is said of links only.
  const page = form.inputs.get(field.name)?.ownerDocument
  if (page?.querySelector(':is(:active)'))
    page.defaultView?.addEventListener('pointerup', () => setTimeout(() => clean(form, field)), {
      once: true,
    })
  else clean(form, field)
}

/** Puts what is pasted into a secret without what does not belong to it, and tells what that was. */
export function paste(form: CheckedForm, { name, kind }: Field, event: ClipboardEvent<Input>): void {
  const input = event.currentTarget
  if (kind !== 'secret' || !('setRangeText' in input) || input.readOnly) return
  const { value, removed, doubt }: Normalised = normaliseSecret(event.clipboardData.getData('text'))
  if (removed.length === 0 || doubt === 'sentence') return
  // Inserted by hand, since the browser would make a space of each line break and keep what nobody sees.
  event.preventDefault()
  input.setRangeText(value, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end')
  form.edited(name)
  form.remark(name, { cleaned: removed, doubt: undefined })
}
