/**
 * The part of react-hook-form that the widget calls, for the script alone: the build puts this in its place, as
 * it does for React. The walks through the built script hold both to the same.
 */
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

interface Subscription {
  readonly formState: { readonly values?: boolean }
  readonly callback: (kept: { readonly errors: Errors; readonly values: Values }) => void
}

/** A form of uncontrolled inputs, checked when it is submitted. Lives outside React: typing renders nothing. */
export function createFormControl({ defaultValues, resolver }: FormOptions) {
  const inputs = new Map<string, Input>()
  let values: Values = { ...defaultValues }
  let errors: Errors = {}
  let subscription: Subscription | undefined

  const tell = (now: Errors): void => {
    errors = now
    subscription?.callback({ errors, values })
  }
  const fill = (name: string): void => {
    const input = inputs.get(name)
    if (input) input.value = values[name] ?? ''
  }

  return {
    register: (name: string) => ({
      ref: (input: Input | null) => {
        if (!input) {
          inputs.delete(name)
          return
        }
        inputs.set(name, input)
        fill(name)
      },
      onChange: ({ target }: { readonly target: Input }) => {
        values = { ...values, [name]: target.value }
        if (subscription?.formState.values) tell(errors)
      },
      onBlur: () => undefined,
    }),
    handleSubmit:
      (send: (values: Values) => unknown, refuse: (errors: Errors) => unknown) => async (): Promise<void> => {
        const checked = await resolver(values, undefined, {})
        tell(checked.errors)
        await (Object.keys(errors).length === 0 ? send(checked.values) : refuse(errors))
      },
    getValues: () => values,
    clearErrors: (name: string) => tell({ ...errors, [name]: undefined }),
    reset: (defaults: Readonly<Values>) => {
      values = { ...defaults }
      for (const name of inputs.keys()) fill(name)
      tell({})
    },
    /** Tells of the errors, and of the values where that is asked for. The last one who asks is told. */
    subscribe: (asked: Subscription) => {
      subscription = asked
      return () => {
        subscription = undefined
      }
    },
  }
}
