/**
 * The catalogue: which guides there are, and where each is fetched from when it is chosen.
 * The schema is the one definition and the types are inferred from it; `parseCatalogue` is the way in for foreign data.
 */
import * as z from 'zod/mini'

import { providerSchema } from './guide.ts'
import { JsonLimitError, ownJson } from './json.ts'
import { type GuideRemark, refusedJson, schemaRemarks } from './parseGuide.ts'
import { cleanText } from './text.ts'
import { gateImage } from './url.ts'

/** The limits of a catalogue; past one it is refused whole. Characters or items. */
export const CATALOGUE_LIMITS = {
  json: 8 * 1024 * 1024,
  entries: 20_000,
  aliases: 20,
  locales: 100,
  address: 2000,
} as const

// Relative to the catalogue's own address, or https. `//host` and `\host` look relative and are not, and of a control
// character before a scheme or `//` the parser sees nothing.
const GUIDE_ADDRESS =
  // eslint-disable-next-line no-control-regex -- as above
  /^(?:https:\/\/[^@\s\\\u0000-\u001f]+|(?![/\\]{2})(?![a-z][a-z\d+.-]*:)[^\s\\\u0000-\u001f]+)$/i

/** The whole list. Every `href` is relative to the catalogue's own address, or https. Made where there is a catalogue. */
export function makeCatalogueSchema() {
  const label = z.string().check(z.overwrite(cleanText), z.minLength(1), z.maxLength(100))
  const href = z.string().check(z.maxLength(CATALOGUE_LIMITS.address), z.regex(GUIDE_ADDRESS))
  const locale = z.string().check(z.minLength(1), z.maxLength(35))

  const entry = z.object({
    provider: providerSchema(),
    name: label,
    aliases: z.optional(z.array(label).check(z.maxLength(CATALOGUE_LIMITS.aliases))),
    category: z.optional(label),
    logo: z.optional(z.string()),
    href,
    auth: z._default(z.enum(['fields', 'redirect']), 'fields'),
    locale: z._default(locale, 'en'),
    locales: z.optional(z.array(z.object({ locale, href })).check(z.maxLength(CATALOGUE_LIMITS.locales))),
  })

  return z.object({
    schema: z.literal(1),
    entries: z.array(entry).check(z.maxLength(CATALOGUE_LIMITS.entries)),
  })
}

/**
 * One guide to pick. `href` is the guide in `locale`, and `locales` names the same guide in other languages.
 * Two entries of one `provider` are two ways to link it (say an API key and OAuth): `auth` tells them apart, then `name`.
 */
export type CatalogueEntry = Catalogue['entries'][number]

/** A catalogue as the picker takes it: checked, with every default filled in. */
export type Catalogue = z.infer<ReturnType<typeof makeCatalogueSchema>>

/** A catalogue as it is written. */
export type CatalogueInput = z.input<ReturnType<typeof makeCatalogueSchema>>

/** The catalogue with remarks on what was left out, or every fault. */
export type ParsedCatalogue =
  | { readonly ok: true; readonly catalogue: Catalogue; readonly diagnostics: readonly GuideRemark[] }
  | { readonly ok: false; readonly faults: readonly GuideRemark[] }

/**
 * Checks foreign data against the schema and the limits. Never throws. A logo that the gate refuses is left out
 * with a remark; anything else that is wrong refuses the whole.
 */
export function parseCatalogue(value: unknown): ParsedCatalogue {
  let own: unknown
  try {
    if (typeof value === 'string' && value.length > CATALOGUE_LIMITS.json)
      throw new JsonLimitError('size', '')
    own = ownJson(typeof value === 'string' ? (JSON.parse(value) as unknown) : value, {
      depth: 8,
      size: CATALOGUE_LIMITS.json,
    })
  } catch (error) {
    return { ok: false, faults: [refusedJson(error)] }
  }
  const parsed = makeCatalogueSchema().safeParse(own)
  if (!parsed.success) return { ok: false, faults: schemaRemarks(parsed.error.issues) }
  // Once more: zod gives objects with a prototype, where a property that is absent here could be inherited.
  const catalogue = ownJson(parsed.data) as Catalogue
  const diagnostics: GuideRemark[] = []
  catalogue.entries.forEach((item, index) => {
    if (item.logo === undefined) return
    const gated = gateImage(item.logo)
    if (gated.ok) return
    const issue = { code: 'address', detail: item.logo.slice(0, 200), reason: gated.reason } as const
    diagnostics.push({ path: `entries[${index}].logo`, issue })
    delete item.logo
  })
  return { ok: true, catalogue, diagnostics }
}
