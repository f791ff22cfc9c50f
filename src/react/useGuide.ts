/** The guide that a prop gives, checked once for each object, and the parts of it that show. */
import { useMemo } from 'react'

import type { Guide, GuideInput, Section } from '../core/guide.ts'
import { ownJson } from '../core/json.ts'
import { type ParsedGuide, parseGuide } from '../core/parseGuide.ts'
import { formHelp, guideSteps, type GuideStep } from '../core/stepper.ts'
import type { Misuse } from './useMisuse.ts'

/** What of a guide shows. */
export interface ShownGuide {
  readonly guide: Guide | undefined
  readonly steps: readonly GuideStep[]
  readonly help: readonly Section[]
  readonly misuse: Misuse | undefined
}

/** `guide` is undefined where it cannot be used; `misuse` says why. */
export function useGuide(
  input: GuideInput | undefined,
  scopes: readonly string[] | undefined,
  whiteLabel: boolean | undefined,
): ShownGuide {
  const parsed = useMemo(() => (input ? parsedOnce(input) : undefined), [input])
  const asked = scopes?.join(' ')
  return useMemo(() => {
    const misuse = misuseOf(parsed)
    if (!parsed?.ok) return { guide: undefined, steps: [], help: [], misuse }
    const audience = { scopes: asked?.split(' '), whiteLabel }
    const { guide } = parsed
    return { guide, steps: guideSteps(guide, audience), help: formHelp(guide, audience), misuse }
  }, [parsed, asked, whiteLabel])
}

// Two widgets and StrictMode's second render share one check of the same object.
const checked = new WeakMap<object, ParsedGuide>()

/** Checks a guide; the same object once, however often it is drawn. */
function parsedOnce(input: GuideInput): ParsedGuide {
  if (typeof input !== 'object') return parseGuide(input)
  let parsed = checked.get(input)
  if (!parsed) {
    parsed = parseGuide(input)
    checked.set(input, parsed)
  }
  return parsed
}

/**
 * Takes a guide as checked already: one that stands in the same file as this code, with every default written out, as
 * `parseGuide` would give it back (a test holds it to that). The check is a sixth of the time to a first drawing.
 */
export function trust(guide: Guide): Guide {
  if (!checked.has(guide)) {
    // Without prototypes, as the check leaves it.
    const own = ownJson(guide) as Guide
    checked.set(guide, { ok: true, guide: own, diagnostics: [] })
  }
  return guide
}

function misuseOf(parsed: ParsedGuide | undefined): Misuse | undefined {
  if (!parsed) return { code: 'guide-missing', fatal: true }
  if (!parsed.ok) return { code: 'guide-invalid', detail: ['', parsed.faults], fatal: true }
  return parsed.diagnostics.length > 0
    ? { code: 'guide-degraded', detail: ['', parsed.diagnostics], fatal: false }
    : undefined
}
