// The JazzHR guide: whole, safe, of four steps, and small.
import { describe, expect, test } from 'vitest'

import type { Block, Inline } from '../../src/core/guide.ts'
import { parseGuide } from '../../src/core/parseGuide.ts'
import { formHelp, guideSteps } from '../../src/core/stepper.ts'
import { normaliseValue, valuesSchema } from '../../src/core/values.ts'
import { builtInGuides } from '../../src/guides/index.ts'
import { jazzhr } from '../../src/guides/jazzhr.ts'

const parsed = parseGuide(jazzhr)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
const { guide, diagnostics } = parsed

const inlineText = (content: readonly Inline[]): string =>
  content
    .map((piece) => ('text' in piece ? piece.text : 'content' in piece ? inlineText(piece.content) : ''))
    .join('')

const blockText = (block: Block): string => {
  if (block.kind === 'list') return block.items.flat().map(blockText).join(' ')
  if ('content' in block) return inlineText(block.content)
  return 'body' in block ? block.body.map(blockText).join(' ') : ''
}

describe('the JazzHR guide', () => {
  test('is taken whole, with nothing left out', () => {
    expect(diagnostics).toEqual([])
    expect(guide).toMatchObject({
      provider: 'jazzhr',
      name: 'JazzHR',
      locale: 'en',
      auth: { kind: 'fields' },
    })
  })

  // It is drawn without a check; see `ownGuide`.
  test.each([...builtInGuides.values()])('is what the check would make of it: $name', (own) => {
    expect(parseGuide(own)).toEqual({ ok: true, guide: own, diagnostics: [] })
  })

  test('says first that admin rights are needed', () => {
    expect(guide.before).toHaveLength(1)
    expect(guide.before[0]).toMatchObject({ kind: 'notice', tone: 'warning' })
    expect(guide.before.map(blockText).join()).toContain('admin rights')
  })

  test.each([true, false])('has four steps, white label %s', (whiteLabel) => {
    expect(guideSteps(guide, { whiteLabel }).map(({ title, optional }) => [title, optional])).toEqual([
      ['Sign in to JazzHR', false],
      ['Open the Integrations tab', false],
      ['Copy your API key', false],
      ['Generate a new key', true],
    ])
  })

  test('opens JazzHR from the first step and names the roles that see the key in the second', () => {
    const [signIn, integrations] = guideSteps(guide, {})
    expect(signIn?.href).toBe('https://app.jazz.co')
    const text = integrations?.body.map(blockText).join(' ')
    for (const role of ['Super Administrators', 'Recruiting Administrators', 'Developers'])
      expect(text).toContain(role)
  })

  test('warns that the old key dies before it says how to make a new one', () => {
    const body = guideSteps(guide, {}).at(-1)?.body ?? []
    expect(body.map(({ kind }) => kind)).toEqual(['notice', 'paragraph'])
    expect(blockText(body[0]!)).toMatch(/old key stops working at once.*[Ee]very integration/)
    expect(blockText(body[1]!)).toContain('Generate New Key')
  })

  test('shows how to link from the Hub beside the form, but not under white label', () => {
    expect(formHelp(guide, {}).map(({ title }) => title)).toEqual(['Link the account from the Hub'])
    expect(formHelp(guide, { whiteLabel: true })).toEqual([])
  })

  test('names the Hub only where white label hides it', () => {
    const shown = { ...guide, sections: guide.sections.filter((section) => !section.whiteLabelHidden) }
    expect(JSON.stringify(shown)).not.toMatch(/\bhub\b/i)
  })

  test('points its one field at the step that yields it', () => {
    expect(guide.fields).toHaveLength(1)
    const [field] = guide.fields
    expect(field).toMatchObject({ name: 'apiKey', label: 'API Key', kind: 'secret', required: true })
    const step = guideSteps(guide, {}).find(({ id }) => id === field?.foundIn)
    expect(step?.title).toBe('Copy your API key')
  })

  test.each(['x', 'A'.repeat(31), 'a1'.repeat(16), 'key-with_other.signs', '1'.repeat(64)])(
    'takes %s: 32 letters and digits is a hint, never a refusal',
    (key) => {
      const [field] = guide.fields
      const value = normaliseValue(field!, key)
      expect(valuesSchema(guide.fields).safeParse({ apiKey: value }).success).toBe(true)
    },
  )

  test('is found by its provider alone, and no prototype name finds anything', () => {
    expect(builtInGuides.get('jazzhr')).toBe(jazzhr)
    for (const name of ['constructor', '__proto__', 'toString', ''])
      expect(builtInGuides.get(name)).toBeUndefined()
  })
})
