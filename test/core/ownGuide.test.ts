// Guides that need no check: ours, as we wrote them, and nothing else.
import { describe, expect, test } from 'vitest'

import { isOwnGuide } from '../../src/core/ownGuide.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'
import { de } from '../../src/locales/de.ts'

describe('a guide of ours', () => {
  test.each([jazzhr, de.guides.jazzhr])('needs no check: $locale', (guide) => {
    expect(isOwnGuide(guide)).toBe(true)
  })

  test('does, once the host has changed it, however deep', () => {
    const [section] = de.guides.jazzhr.sections
    if (!section) throw new Error('The guide has no section.')
    const { title } = section
    section.title = 'Other'
    expect(isOwnGuide(de.guides.jazzhr)).toBe(false)
    section.title = title
    expect(isOwnGuide(de.guides.jazzhr)).toBe(true)
  })

  test.each<[what: string, guide: object]>([
    ['a copy with other fields', { ...jazzhr, fields: [] }],
    ['a whole copy', structuredClone(jazzhr)],
    ['an object below it', Object.create(jazzhr) as object],
    ['one that contains itself', selfContained()],
  ])('is not %s', (_, guide) => {
    expect(isOwnGuide(guide)).toBe(false)
  })
})

function selfContained(): object {
  const guide: Record<string, unknown> = { ...jazzhr }
  guide['self'] = guide
  return guide
}
