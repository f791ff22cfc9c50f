/**
 * The form: one handle for each field that shows. Private values stay in their inputs; they are read when Connect is
 * pressed, handed on and forgotten, so that no store, state or component ever holds one.
 */
import { type ChangeEvent, type ClipboardEvent, useEffect, useRef, useState } from 'react'
import { createFormControl, type FieldErrors } from 'react-hook-form'

import { isPrivate, type Values, visibleFields } from '../../core/fields.ts'
import type { Field } from '../../core/guide.ts'
import type { Doubt, Removal } from '../../core/normalise.ts'
import type { FieldFault } from '../../core/values.ts'
import { type Ahead, loadAhead } from '../ahead.ts'
import type { CheckedForm } from '../press/checkForm.ts'
import type * as Press from '../press/press.ts'
import { useLatest } from './useLatest.ts'

/** What a person types into. */
export type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What an input needs: spread it on an uncontrolled `<input>`, `<textarea>` or `<select>`. */
export interface InputProps {
  readonly name: string
  readonly ref: (input: Input | null) => void
  readonly onChange: (event: ChangeEvent<Input>) => void
  readonly onBlur: (event: { target: Input }) => void
  readonly onPaste?: (event: ClipboardEvent<Input>) => void
  readonly defaultValue?: string
}

/** One field that shows. */
export interface FormField {
  /** The field of the guide: its `name`, `label`, `kind`, `hint` … */
  readonly field: Field
  /** Why the value cannot be sent, after Connect was pressed. */
  readonly fault: FieldFault | undefined
  /** What was taken out of the value that was pasted or typed. */
  readonly cleaned: readonly Removal[]
  /** A question about the value: Connect waits until it is changed or {@link HubForm.accept}ed. */
  readonly doubt: Doubt | undefined
  /** True while a secret is shown in clear. */
  readonly revealed: boolean
  /** Spread it on an uncontrolled `<input>`, and give that a `type`: `password` for a `secret` that is not revealed. */
  readonly input: InputProps
}

/** The form as a host draws it. */
export interface HubForm {
  /** The fields that show, in order. */
  readonly fields: readonly FormField[]
  /** The person says that a doubted value is right. */
  readonly accept: (name: string) => void
  /** Shows a secret in clear, or hides it again. */
  readonly toggleReveal: (name: string) => void
  /** Hides what is revealed. */
  readonly mask: () => void
  /** Puts the focus on a field; false where it does not show. */
  readonly focus: (name: string) => boolean
}

/** The form as the engine works it. */
export interface FormEngine extends HubForm {
  /** Checks all that shows. Gives the values to `send`, or puts the focus on the first that needs mending. */
  readonly submit: (code: typeof Press, send: (values: Values) => void) => Promise<void>
  /** True when `submit` would send: asks no question, shows nothing. */
  readonly isReady: () => boolean
  /** Empties every input. */
  readonly clear: () => void
}

/** What is said of a value that was typed. */
export interface Remark {
  readonly cleaned: readonly Removal[]
  readonly doubt: Doubt | undefined
}

/** What react-hook-form tells of the open fields. */
interface Kept {
  readonly errors?: FieldErrors<Record<string, string>>
}

const NO_REMARKS: Readonly<Record<string, Remark>> = {}
const NO_REMARK: Remark = { cleaned: [], doubt: undefined }

/** The form for a guide's fields. `onEdited` is called with each change that the person makes; `press` checks it. */
export function useHubForm(
  all: readonly Field[],
  onEdited: () => void,
  press: Ahead<typeof Press>,
): FormEngine {
  const inputs = useRef(new Map<string, Input>())
  const accepted = useRef(new Set<string>())
  const [remarks, setRemarks] = useState(NO_REMARKS)
  const [revealed, setRevealed] = useState<string>()

  const defaults: Values = Object.fromEntries(
    all.filter((field) => !isPrivate(field)).map((field) => [field.name, field.value ?? '']),
  )
  // Not useForm: that draws everything a second time as soon as it is mounted, before the first frame.
  const [{ register, handleSubmit, getValues, clearErrors, reset, subscribe }] = useState(() =>
    createFormControl({
      defaultValues: defaults,
      shouldFocusError: false,
      reValidateMode: 'onSubmit',
      // The resolver reads the private inputs itself: what react-hook-form keeps never includes them.
      resolver: async (_kept, context, options) =>
        (await press.load()).resolve(latest.current, context, options),
    }),
  )
  const [{ errors }, setKept] = useState<Kept>({})
  const decides = all.some(({ visibleWhen }) => visibleWhen)
  useEffect(() => {
    // A server's form may have been filled in before this code was there.
    if (decides) setKept({})
    return subscribe({
      formState: { errors: true, values: decides },
      // It often tells that there are no errors, and each time all would be drawn anew.
      callback: (now) =>
        setKept((old) => (decides || Object.keys({ ...old.errors, ...now.errors })[0] ? now : old)),
    })
  }, [subscribe, decides])
  const open = (): Values => ({ ...defaults, ...getValues() })
  const shown = visibleFields(all, open())

  const remark = (name: string, change: Partial<Remark>): void =>
    setRemarks((old) => {
      const before = old[name] ?? NO_REMARK
      const next = { ...before, ...change }
      return JSON.stringify(before) === JSON.stringify(next) ? old : { ...old, [name]: next }
    })
  const edited = (name: string): void => {
    accepted.current.delete(name)
    // react-hook-form tells of it in any case, and all would be drawn anew with each key.
    if (errors?.[name]) clearErrors(name)
    onEdited()
  }

  const keep = (name: string, input: Input | null): void => {
    if (input) inputs.current.set(name, input)
    else inputs.current.delete(name)
  }

  const privateProps = (field: Field): InputProps => ({
    name: field.name,
    ref: (input) => keep(field.name, input),
    onChange: () => {
      remark(field.name, NO_REMARK)
      edited(field.name)
    },
    onBlur: () => press.now()?.cleanWhenReleased(checked, field),
    onPaste: (event) => {
      const code = press.now()
      if (code) code.paste(checked, field, event)
      else loadAhead(press, ({ clean }) => clean(checked, field))
    },
  })

  const openProps = (field: Field): InputProps => {
    const { ref, onChange, onBlur } = register(field.name)
    return {
      name: field.name,
      defaultValue: defaults[field.name] ?? '',
      ref: (input) => {
        ref(input)
        keep(field.name, input)
      },
      onChange: (event) => {
        void onChange(event)
        edited(field.name)
      },
      onBlur: (event) => void onBlur(event),
    }
  }

  const focus = (name: string): boolean => {
    const input = inputs.current.get(name)
    input?.focus()
    return input !== undefined
  }

  const checked: CheckedForm = {
    all,
    open,
    inputs: inputs.current,
    accepted: accepted.current,
    remark,
    edited,
    focus,
  }
  const latest = useLatest(checked)

  return {
    fields: shown.map((field) => ({
      field,
      fault: errors?.[field.name]?.message as FieldFault | undefined,
      ...(remarks[field.name] ?? NO_REMARK),
      revealed: revealed === field.name,
      input: isPrivate(field) ? privateProps(field) : openProps(field),
    })),
    submit: (code, send) => {
      setRevealed(undefined)
      return code.submitForm(checked, handleSubmit, send)
    },
    isReady: () => press.now()?.isReady(checked) === true,
    accept: (name) => {
      accepted.current.add(name)
      remark(name, NO_REMARK)
    },
    toggleReveal: (name) => setRevealed((now) => (now === name ? undefined : name)),
    mask: () => setRevealed(undefined),
    focus,
    clear: () => {
      for (const field of all) {
        const input = inputs.current.get(field.name)
        if (input && isPrivate(field)) input.value = ''
      }
      accepted.current.clear()
      setRemarks(NO_REMARKS)
      setRevealed(undefined)
      reset(defaults)
    },
  }
}
