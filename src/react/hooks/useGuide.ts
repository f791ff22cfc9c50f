/** The guide that a prop gives, checked, and the parts of it that show. */
import { useMemo } from 'react'

import type { Guide, GuideInput, Section } from '../../core/guide.ts'
import { ownJson } from '../../core/json.ts'
import { isOwnGuide } from '../../core/ownGuide.ts'
import { type ParsedGuide, parseGuide } from '../../core/parseGuide.ts'
import { formHelp, guideSteps, type GuideStep } from '../../core/stepper.ts'
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
  const checked = useMemo(() => (input ? check(input) : undefined), [input])
  const asked = scopes?.join(' ')
  return useMemo(() => {
    const misuse = misuseOf(checked)
    if (!checked?.ok) return { guide: undefined, steps: [], help: [], misuse }
    const audience = { scopes: asked?.split(' '), whiteLabel }
    const { guide } = checked
    return { guide, steps: guideSteps(guide, audience), help: formHelp(guide, audience), misuse }
  }, [checked, asked, whiteLabel])
}

// Ours without prototypes too, as the check leaves a guide.
const check = (input: GuideInput): ParsedGuide =>
  isOwnGuide(input) ? { ok: true, guide: ownJson(input) as Guide, diagnostics: [] } : parseGuide(input)

function misuseOf(parsed: ParsedGuide | undefined): Misuse | undefined {
  if (!parsed) return { code: 'guide-missing', fatal: true }
  if (!parsed.ok) return { code: 'guide-invalid', detail: ['', parsed.faults], fatal: true }
  return parsed.diagnostics.length > 0
    ? { code: 'guide-degraded', detail: ['', parsed.diagnostics], fatal: false }
    : undefined
}
