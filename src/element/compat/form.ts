/**
 * The part of react-hook-form that the widget calls, for the script alone: the build puts this in its place, as
 * preact/compat stands in for React. A test runs both through the same cases.
 */
import { useState } from 'react'

type Values = Record<string, string>
type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Errors = Readonly<Partial<Record<string, { readonly message?: string | undefined }>>>

/** What a resolver answers: the values, or an error for each field that has one. */
export interface Resolved {
  readonly values: Values
  readonly errors: Errors
}

interface FormOptions {
  readonly defaultValues: Readonly<Values>
  readonly resolver: (kept: Values, context: undefined, options: object) => Resolved | Promise<Resolved>
}

/** Values and inputs of one form, outside React: typing renders nothing. */
interface Store {
  values: Values
  errors: Errors
  readonly inputs: Map<string, Input>
}

/** A form of uncontrolled inputs, checked when it is submitted. */
export function useForm({ defaultValues, resolver }: FormOptions) {
  const [store] = useState<Store>(() => ({ values: { ...defaultValues }, errors: {}, inputs: new Map() }))
  const [, setErrors] = useState(store.errors)
  const [watched, setWatched] = useState<Values>()
  let watches = watched !== undefined

  const tell = (errors: Errors): void => {
    store.errors = errors
    setErrors(errors)
  }
  const fill = (name: string): void => {
    const input = store.inputs.get(name)
    if (input) input.value = store.values[name] ?? ''
  }

  return {
    register: (name: string) => ({
      ref: (input: Input | null) => {
        if (!input) {
          store.inputs.delete(name)
          return
        }
        store.inputs.set(name, input)
        fill(name)
      },
      onChange: (event: { readonly target: Input }) => {
        store.values = { ...store.values, [name]: event.target.value }
        if (watches) setWatched(store.values)
      },
      onBlur: () => undefined,
    }),
    handleSubmit:
      (send: (values: Values) => unknown, refuse: (errors: Errors) => unknown) => async (): Promise<void> => {
        const { values, errors } = await resolver(store.values, undefined, {})
        tell(errors)
        await (Object.keys(errors).length === 0 ? send(values) : refuse(errors))
      },
    getValues: () => store.values,
    clearErrors: (name: string) => {
      if (store.errors[name]) tell({ ...store.errors, [name]: undefined })
    },
    reset: (values: Readonly<Values>) => {
      store.values = { ...values }
      for (const name of store.inputs.keys()) fill(name)
      if (watches) setWatched(store.values)
      tell({})
    },
    /** The values, now and after each change. */
    watch: () => {
      watches = true
      return store.values
    },
    formState: { errors: store.errors },
  }
}
