/** One field of the form: its label, the input of its kind, and all that is said about it, tied to the input. */
import { useId, useRef } from 'react'

import type { Field } from '../../core/guide.ts'
import { Blocks } from '../parts/Blocks.tsx'
import { Button } from '../parts/Button.tsx'
import { Spoken } from '../parts/Spoken.tsx'
import { afterPress } from '../ahead.ts'
import type { HubHandle } from '../useHub.ts'
import type { FormField } from '../hooks/useHubForm.ts'
import { useView } from '../view.ts'

interface FieldRowProps {
  readonly hub: HubHandle
  readonly row: FormField
  /** A failure of the attempt that is told at this field. */
  readonly failure: string | undefined
  readonly onUseAnyway: () => void
}

// Hints to password managers that this is not the portal's own password (fault U15), and no help that alters what is typed.
const NO_HELP = {
  autoComplete: 'off',
  autoCapitalize: 'none',
  autoCorrect: 'off',
  // In words: Preact takes the attribute away for a false.
  spellCheck: 'false',
  'data-1p-ignore': '',
  'data-lpignore': 'true',
  'data-bwignore': '',
  'data-form-type': 'other',
} as const

export function FieldRow({ hub, row, failure, onUseAnyway }: FieldRowProps) {
  const { say, part, locale, guideText } = useView()
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const { field } = row
  const { state, guide } = hub
  const provider = guide?.name ?? ''
  const shown = row.revealed ? 'hide' : 'show'
  const later = afterPress.now()
  const remarks = later?.fieldRemarks(row, state.error, say, locale, provider)
  const problem = remarks?.problem ?? failure
  const question = remarks?.question
  const step = hub.steps.findIndex((each) => each.id === field.foundIn)
  const described = [
    field.hint !== undefined && `${id}-hint`,
    problem !== undefined && `${id}-problem`,
    question !== undefined && `${id}-doubt`,
  ].filter(Boolean)

  return (
    <div {...part('field')} ref={root} data-kind={field.kind}>
      <label {...part('label')} htmlFor={id}>
        <span {...guideText}>{field.label}</span>
        {!field.required && <span {...part('hint')}>{` ${say('optionalField')}`}</span>}
      </label>
      {field.notices && <Blocks blocks={field.notices} />}
      <div
        {...part('input-row')}
        dir={isAddress(field) ? 'ltr' : undefined}
        data-invalid={problem !== undefined || undefined}
      >
        {field.prefix !== undefined && <span {...part('affix')}>{field.prefix}</span>}
        <FieldInput
          id={id}
          row={row}
          locked={state.name === 'linking'}
          invalid={problem !== undefined}
          describedBy={described.join(' ') || undefined}
        />
        {field.suffix !== undefined && <span {...part('affix')}>{field.suffix}</span>}
        {field.kind === 'secret' && (
          <Button look="reveal" pressed={row.revealed} onPress={() => hub.form.toggleReveal(field.name)}>
            {/* No `aria-label`: whoever looks for the field by its label would find the button, too. */}
            <span key={shown} aria-hidden="true">
              {say(shown)}
            </span>
            <Spoken key={`${shown}Field`}>{say(`${shown}Field`, { field: field.label })}</Spoken>
          </Button>
        )}
      </div>
      {field.hint !== undefined && (
        <p {...part('hint')} {...guideText} id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {later && (
        <later.FieldRemarks
          id={id}
          problem={problem}
          question={question}
          row={root}
          onUseAnyway={onUseAnyway}
        />
      )}
      {step >= 0 && (
        <Button look="text-button" onPress={() => hub.goTo(step)}>
          {say(failure === undefined ? 'whereIsIt' : 'showMe')}
        </Button>
      )}
    </div>
  )
}

interface FieldInputProps {
  readonly id: string
  readonly row: FormField
  /** True while the value is on its way: it can be read, not changed. */
  readonly locked: boolean
  readonly invalid: boolean
  readonly describedBy: string | undefined
}

/** The control alone, uncontrolled: React would write a controlled value into the DOM attribute. */
function FieldInput({ id, row, locked, invalid, describedBy }: FieldInputProps) {
  const { say, part } = useView()
  const { field, revealed, input } = row
  const shared = {
    ...part('input'),
    ...NO_HELP,
    ...input,
    id,
    // Names no form, so that nothing of ours enters the data of the host's form around us.
    form: 'hub-none',
    translate: 'no',
    placeholder: field.placeholder,
    readOnly: locked || field.readOnly,
    'aria-required': field.required || undefined,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
  } as const
  switch (field.kind) {
    case 'multiline':
      return <textarea {...shared} rows={4} />
    case 'select': {
      const { readOnly, placeholder, ...select } = shared
      return (
        <select {...select} aria-disabled={readOnly || undefined}>
          {!field.readOnly && <option value="">{placeholder ?? say('choose')}</option>}
          {optionsOf(field).map((option, place) => (
            // By place: a guide may name one value twice.
            <option key={place} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    }
    case 'secret':
      return <input {...shared} dir="ltr" type={revealed && !locked ? 'text' : 'password'} />
    default:
      return <input {...shared} type="text" inputMode={field.kind === 'number' ? 'decimal' : field.kind} />
  }
}

/** Addresses, and what is set together from parts as they are, read from left to right in every language. */
const isAddress = ({ kind, prefix, suffix }: Field): boolean =>
  kind === 'url' || prefix !== undefined || suffix !== undefined

/** A choice that was made already offers nothing else: a `<select>` has no read-only state. */
const optionsOf = ({ options = [], readOnly, value }: Field): NonNullable<Field['options']> =>
  readOnly ? options.filter((option) => option.value === value) : options
