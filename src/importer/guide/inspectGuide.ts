/** Checks a guide as the widget does: when it is read, and when a value is checked. */
import { parseGuide, type ParsedGuide } from '../../core/parseGuide.ts'
import { patternRemarks } from '../../core/pattern.ts'

export function inspectGuide(value: unknown): ParsedGuide {
  const parsed = parseGuide(value)
  return parsed.ok
    ? { ...parsed, diagnostics: [...parsed.diagnostics, ...patternRemarks(parsed.guide)] }
    : parsed
}
