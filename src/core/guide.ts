/**
 * The guide: a provider's instructions and fields as data, never HTML.
 * The schema is the one definition; `parseGuide` is the way in for foreign data.
 */
import * as z from 'zod/mini'

import { isReservedName } from './fields.ts'
import { cleanText } from './text.ts'

/** The limits of a guide; past one it is refused whole. Characters, items or levels. */
export const GUIDE_LIMITS = {
  json: 512 * 1024,
  steps: 200,
  sections: 100,
  blocksPerStep: 100,
  depth: 12,
  paragraph: 4000,
  title: 300,
  pattern: 200,
} as const

/** The field kinds that a form can draw. An unknown one becomes `text`. */
export const FIELD_KINDS = ['secret', 'text', 'multiline', 'select', 'number', 'url'] as const

// The types that contain themselves are written out, and the compiler holds the schemas to them: inferred, they
// are longer than a declaration file can hold (TS7056).

/** A piece of a sentence. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emphasis'; content: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; content: Inline[] }
  | { kind: 'icon'; name: string }
  | { kind: 'break' }

type BlockOf<AStep> =
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; start?: number | undefined; items: BlockOf<AStep>[][] }
  | { kind: 'notice'; tone: 'warning' | 'note' | 'info' | 'tip' | 'check'; body: BlockOf<AStep>[] }
  | { kind: 'image'; src: string; alt: string; width?: number | undefined }
  | { kind: 'code'; language?: string | undefined; text: string }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'details'; title: string; body: BlockOf<AStep>[] }
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'quote'; body: BlockOf<AStep>[] }
  | { kind: 'card'; title: string; href?: string | undefined; body: BlockOf<AStep>[] }
  | { kind: 'steps'; steps: AStep[] }

/** A piece of a page. */
export type Block = BlockOf<Step>

/** One step of the stepper. It shows when `scopes` is empty or one of them is asked for. */
export interface Step {
  id: string
  title: string
  optional: boolean
  scopes: string[]
  showScopes: boolean
  href?: string | undefined
  field?: string | undefined
  body: Block[]
}

export type BlockInput = BlockOf<StepInput>

export interface StepInput {
  id: string
  title: string
  optional?: boolean | undefined
  scopes?: string[] | undefined
  showScopes?: boolean | undefined
  href?: string | undefined
  field?: string | undefined
  body: BlockInput[]
}

/** The key of a provider, as it stands in an address. */
export const PROVIDER_KEY = /^[a-z0-9][a-z0-9._-]{0,99}$/

/** The same as a schema. */
export const providerSchema = () => z.string().check(z.regex(PROVIDER_KEY))

const kind = <const Kind extends string, Shape extends z.core.$ZodLooseShape>(name: Kind, shape: Shape) =>
  z.object({ kind: z.literal(name), ...shape })

const inlineLength = (content: readonly Inline[]): number =>
  content.reduce((length, piece) => {
    if ('text' in piece) return length + piece.text.length
    return 'content' in piece ? length + inlineLength(piece.content) : length
  }, 0)

/** The schema of a guide, made at its first use: our own guides are checked when they are compiled. */
export const guideSchema = (): GuideSchema => (made ??= makeGuideSchema())
let made: GuideSchema | undefined
type GuideSchema = ReturnType<typeof makeGuideSchema>

function makeGuideSchema() {
  const text = z.string().check(z.overwrite(cleanText))
  const title = text.check(z.maxLength(GUIDE_LIMITS.title))
  const id = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^\S+$/))
  const optionalString = z.optional(z.string())
  const optionalText = z.optional(text)
  const scopes = z._default(z.array(text), [])
  const flag = z._default(z.boolean(), false)

  const inlines = z.lazy(() => z.array(inline))
  const inline: z.ZodMiniType<Inline, Inline> = z.discriminatedUnion('kind', [
    kind('text', { text }),
    z.object({ kind: z.enum(['strong', 'emphasis']), content: inlines }),
    kind('code', { text }),
    kind('link', { href: z.string(), content: inlines }),
    kind('icon', { name: text }),
    kind('break', {}),
  ])

  const content = z
    .array(inline)
    .check(z.refine((pieces) => inlineLength(pieces) <= GUIDE_LIMITS.paragraph, 'Too long: at most 4,000'))

  const body = z.lazy(() => z.array(block))
  const boundedBody = z.lazy(() => z.array(block).check(z.maxLength(GUIDE_LIMITS.blocksPerStep)))

  const step = z.object({
    id,
    title,
    optional: flag,
    scopes,
    showScopes: flag,
    href: optionalString,
    field: optionalString,
    body: boundedBody,
  })

  const block: z.ZodMiniType<Block, BlockInput> = z.discriminatedUnion('kind', [
    kind('paragraph', { content }),
    kind('list', {
      ordered: z.boolean(),
      start: z.optional(z.int()),
      items: z.array(body),
    }),
    kind('notice', {
      tone: z.enum(['warning', 'note', 'info', 'tip', 'check']),
      body,
    }),
    kind('image', {
      src: z.string(),
      alt: text,
      width: z.optional(z.number().check(z.positive())),
    }),
    kind('code', { language: optionalString, text }),
    kind('table', { head: z.array(content), rows: z.array(z.array(content)) }),
    kind('details', { title, body }),
    kind('heading', { level: z.int().check(z.gte(1), z.lte(6)), content }),
    kind('quote', { body }),
    kind('card', { title, href: optionalString, body }),
    kind('steps', { steps: z.array(step) }),
  ])

  const section = z.object({
    id,
    title,
    level: z._default(z.int().check(z.gte(1), z.lte(4)), 2),
    scopes,
    optional: flag,
    whiteLabelHidden: flag,
    place: z._default(z.enum(['stepper', 'form']), 'stepper'),
    body: boundedBody,
  })

  const field = z.object({
    name: z.string().check(
      z.regex(/^[A-Za-z][\w-]{0,63}$/),
      z.refine((name) => !isReservedName(name), 'Reserved'),
    ),
    label: title,
    kind: z.enum(FIELD_KINDS),
    required: z._default(z.boolean(), true),
    hint: optionalText,
    placeholder: optionalText,
    prefix: optionalText,
    suffix: optionalText,
    pattern: optionalString,
    patternMessage: optionalText,
    minLength: z.optional(z.int().check(z.gte(0))),
    maxLength: z.optional(z.int().check(z.gte(1))),
    options: z.optional(z.array(z.object({ value: z.string(), label: text }))),
    value: optionalString,
    readOnly: z.optional(z.boolean()),
    visibleWhen: z.optional(
      z.object({ field: z.string(), equals: z.union([z.string(), z.array(z.string())]) }),
    ),
    foundIn: optionalString,
    notices: z.optional(body),
  })

  return z.object({
    schema: z.literal(1),
    provider: providerSchema(),
    name: text.check(z.minLength(1), z.maxLength(100)),
    locale: z._default(z.string(), 'en'),
    category: optionalText,
    logo: optionalString,
    auth: z.discriminatedUnion('kind', [
      kind('fields', {}),
      kind('redirect', { hosts: z.array(z.string()).check(z.minLength(1)) }),
    ]),
    before: z._default(body, []),
    sections: z.array(section).check(z.maxLength(GUIDE_LIMITS.sections)),
    fields: z.array(field),
  })
}

/** A guide as the widget draws it: checked, with every default filled in. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- see GuideInput
export interface Guide extends z.infer<GuideSchema> {}

/** A guide as it is written: `export const acme = { … } satisfies GuideInput`. */
// An interface, so that a compiler's message names it in place of writing it out.
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- its members are the schema's
export interface GuideInput extends z.input<GuideSchema> {}

/**
 * A part of the page: prose and steps in page order. In the stepper a section without steps is one step;
 * `place: 'form'` is help beside the form.
 */
export type Section = Guide['sections'][number]

/**
 * One input of the form. `pattern` is an unanchored regular expression's source matched against the whole value;
 * `foundIn` is the id of the step that yields the value; `visibleWhen` compares with another field's value.
 */
export type Field = Guide['fields'][number]
