// Foreign JSON at the edge: a bounded copy of own properties alone.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { JsonLimitError, ownJson, pathText } from '../../src/core/json.ts'

const roomy = { depth: 100, size: 1_000_000 }

const limitOf = (run: () => unknown): JsonLimitError => {
  try {
    run()
  } catch (error) {
    if (error instanceof JsonLimitError) return error
    throw error
  }
  throw new Error('no limit was passed')
}

const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { in: value }
  return value
}

describe('ownJson', () => {
  test('gives back any JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // As text and back, since -0 is no JSON; a `__proto__` key is left out.
        const json = JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
          key === '__proto__' ? undefined : inner,
        ) as unknown
        expect(JSON.stringify(ownJson(json, roomy))).toBe(JSON.stringify(json))
      }),
    )
  })

  test('gives copies: what the source does later does not matter', () => {
    const source = { a: [{ b: 'c' }] }
    const copy = ownJson(source, roomy) as typeof source
    source.a[0]!.b = 'changed'
    source.a.push({ b: 'more' })
    expect(copy).toEqual({ a: [{ b: 'c' }] })
  })

  test('gives objects without a prototype, so that nothing is inherited', () => {
    const copy = ownJson({ a: [{}] }, roomy) as { a: object[] }
    expect(Object.getPrototypeOf(copy)).toBeNull()
    expect(Object.getPrototypeOf(copy.a[0])).toBeNull()
    expect('toString' in copy).toBe(false)
  })

  test('leaves inherited, symbol-keyed and hidden properties, functions and __proto__ behind', () => {
    class Odd {
      own = 1
      get inherited() {
        return 2
      }
    }
    const source = Object.assign(new Odd(), {
      [Symbol('s')]: 3,
      run: () => 4,
      nothing: undefined,
      of: Symbol('x'),
    })
    Object.defineProperty(source, 'hidden', { value: 5, enumerable: false })
    const polluting = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}') as object
    expect(Object.keys(ownJson(source, roomy) as object)).toEqual(['own'])
    const copy = ownJson(polluting, roomy) as Record<string, unknown>
    expect(Object.keys(copy)).toEqual(['constructor'])
    expect(copy['admin']).toBeUndefined()
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('takes a nesting at the limit and refuses one past it, naming the place', () => {
    expect(() => ownJson(nested(5), { ...roomy, depth: 5 })).not.toThrow()
    const error = limitOf(() => ownJson({ a: { b: [{ c: [1] }] } }, { ...roomy, depth: 4 }))
    expect([error.limit, error.path]).toEqual(['depth', 'a.b[0].c'])
  })

  test('names at most ten keys of the place', () => {
    const { path } = limitOf(() => ownJson(nested(31), { ...roomy, depth: 30 }))
    expect(path).toBe('[0].in'.repeat(5))
  })

  test('takes a size at the limit and refuses one past it', () => {
    // One for the array and each value, and the characters of strings and keys.
    const value = ['abc', { key: 1 }]
    const size = 1 + 3 + 1 + 3 + 1
    expect(() => ownJson(value, { ...roomy, size })).not.toThrow()
    expect(limitOf(() => ownJson(value, { ...roomy, size: size - 1 })).limit).toBe('size')
  })

  test('ends on a value that contains itself, on one of many levels, and on a huge sparse array', () => {
    const loop: Record<string, unknown> = {}
    loop['loop'] = [loop]
    expect(limitOf(() => ownJson(loop, roomy)).limit).toBe('depth')
    expect(limitOf(() => ownJson(nested(50_000), roomy)).limit).toBe('depth')
    expect(limitOf(() => ownJson(new Array(4_000_000_000), roomy)).limit).toBe('size')
  })

  test('ends on a value that doubles at each level', () => {
    let bomb: unknown = 'x'
    for (let level = 0; level < 60; level += 1) bomb = [bomb, bomb]
    expect(limitOf(() => ownJson(bomb, roomy)).limit).toBe('size')
  })
})

test('pathText writes a path as an author would', () => {
  expect(pathText([])).toBe('')
  expect(pathText(['sections', 0, 'body', 2, 'href'])).toBe('sections[0].body[2].href')
  expect(pathText([3, 'a'])).toBe('[3].a')
})
