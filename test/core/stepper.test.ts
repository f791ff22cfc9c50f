// Which parts of a guide show, for the scopes asked for and the host's brand.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Audience } from '../../src/core/stepper.ts'
import { formHelp, guideSteps } from '../../src/core/stepper.ts'
import { guideWith, paragraph, step, taken, text } from './guides.ts'

const section = (id: string, body: unknown[], parts: Record<string, unknown> = {}) => ({
  id,
  title: id,
  body,
  ...parts,
})
const steps = (...inner: unknown[]) => ({ kind: 'steps', steps: inner })
const prose = (words: string) => paragraph(text(words))
const guide = (...sections: unknown[]) => taken(guideWith({ sections })).guide
const titles = (sections: unknown[], audience: Audience = {}) =>
  guideSteps(guide(...sections), audience).map(({ title }) => title)

describe('guideSteps', () => {
  test('puts the steps of all sections in one row', () => {
    expect(
      titles([
        section('s', [steps(step('a'), step('b'))]),
        section('t', [steps(step('c')), steps(step('d'))]),
      ]),
    ).toEqual(['a', 'b', 'c', 'd'])
  })

  test('makes one step of a section without steps, empty ones included', () => {
    const [whole] = guideSteps(guide(section('s', [prose('p')], { optional: true, scopes: ['x'] })), {
      scopes: ['x'],
    })
    expect(whole).toEqual({
      id: 's',
      title: 's',
      optional: true,
      scopes: ['x'],
      showScopes: false,
      body: [prose('p')],
      section: { id: 's', title: 's' },
    })
    expect(titles([section('empty', [])])).toEqual(['empty'])
  })

  test('keeps prose in page order: before, between and after the steps', () => {
    const body = [
      prose('1'),
      steps(step('a', { body: [prose('2')] })),
      prose('3'),
      steps(step('b', { body: [prose('4')] }), step('c')),
      prose('5'),
    ]
    expect(guideSteps(guide(section('s', body)), {}).map((one) => one.body)).toEqual([
      [prose('1'), prose('2')],
      [prose('3'), prose('4')],
      [prose('5')],
    ])
  })

  test('an empty list of scopes always shows, another where one of them is asked for', () => {
    const sections = [
      section('s', [
        steps(
          step('always'),
          step('read', { scopes: ['read'] }),
          step('either', { scopes: ['read', 'write'] }),
        ),
      ]),
      section('t', [steps(step('deep'))], { scopes: ['admin'] }),
    ]
    expect(titles(sections)).toEqual(['always'])
    expect(titles(sections, { scopes: [] })).toEqual(['always'])
    expect(titles(sections, { scopes: ['write'] })).toEqual(['always', 'either'])
    expect(titles(sections, { scopes: ['read', 'admin'] })).toEqual(['always', 'read', 'either', 'deep'])
    expect(titles(sections, { scopes: ['Read', 'toString'] })).toEqual(['always'])
  })

  test('a section whose steps are all left out is left out, but its prose is not', () => {
    expect(titles([section('s', [steps(step('a', { scopes: ['x'] }))])])).toEqual([])
    expect(titles([section('s', [prose('p'), steps(step('a', { scopes: ['x'] }))])])).toEqual(['s'])
  })

  test('prose before a step that is left out belongs to the next one', () => {
    const body = [prose('1'), steps(step('a', { scopes: ['x'] })), prose('2'), steps(step('b'))]
    expect(guideSteps(guide(section('s', body)), {}).map((one) => one.body)).toEqual([
      [prose('1'), prose('2')],
    ])
  })

  test('a hidden section is absent under white label alone', () => {
    const sections = [section('s', []), section('h', [], { whiteLabelHidden: true })]
    expect(titles(sections, { whiteLabel: true })).toEqual(['s'])
    expect(titles(sections, { whiteLabel: false })).toEqual(['s', 'h'])
    expect(titles(sections)).toEqual(['s', 'h'])
  })

  test('the steps of an optional section are optional', () => {
    const sections = [section('s', [steps(step('a'), step('b', { optional: true }))], { optional: true })]
    expect(guideSteps(guide(...sections), {}).map(({ optional }) => optional)).toEqual([true, true])
  })

  test('an optional step does not say so in its title too', () => {
    const body = [steps(step('a', { title: 'Rotate the key (optional)', optional: true }))]
    const title = '(Optional) Read on'
    const given = guideSteps(guide(section('s', body), section('t', [], { title, optional: true })), {})
    expect(given.map(({ title, optional }) => [title, optional])).toEqual([
      ['Rotate the key', true],
      ['Read on', true],
    ])
  })

  test('leaves the guide as it was', () => {
    const whole = guide(section('s', [prose('1'), steps(step('a', { body: [prose('2')] })), prose('3')]))
    const before = JSON.stringify(whole)
    guideSteps(whole, {})
    expect(guideSteps(whole, {})).toEqual(guideSteps(whole, {}))
    expect(JSON.stringify(whole)).toBe(before)
  })

  test('loses and doubles no block of a section that shows', () => {
    const part = fc.oneof(fc.constant('prose' as const), fc.integer({ min: 0, max: 3 }))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        let count = 0
        const body = parts.map((one) =>
          one === 'prose'
            ? prose(`p${count++}`)
            : steps(
                ...Array.from({ length: one }, () => step(`s${count++}`, { body: [prose(`b${count++}`)] })),
              ),
        )
        const words = (of: unknown): string[] => JSON.stringify(of).match(/"text":"\w+"/g) ?? []
        const shown = guideSteps(guide(section('only', body)), {})
        const onlyEmptySteps = parts.length > 0 && parts.every((one) => one === 0)
        expect(shown.length > 0).toBe(!onlyEmptySteps)
        expect(words(shown)).toEqual(words(body))
      }),
    )
  })
})

describe('formHelp', () => {
  test('gives the sections beside the form that show, and the stepper does not', () => {
    const whole = guide(
      section('s', []),
      section('help', [prose('p')], { place: 'form' }),
      section('hidden', [], { place: 'form', whiteLabelHidden: true }),
      section('scoped', [], { place: 'form', scopes: ['x'] }),
    )
    const ids = (audience: Audience) => formHelp(whole, audience).map(({ id }) => id)
    expect(ids({})).toEqual(['help', 'hidden'])
    expect(ids({ whiteLabel: true, scopes: ['x'] })).toEqual(['help', 'scoped'])
    expect(guideSteps(whole, { scopes: ['x'] }).map(({ id }) => id)).toEqual(['s'])
  })
})
