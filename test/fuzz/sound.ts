/** What must hold of every value that a parser lets through, whatever it was given. */
import { expect } from 'vitest'

const BUILT_IN = [Object.prototype, Array.prototype, String.prototype, Function.prototype]
const before = BUILT_IN.map(ownNames)

function ownNames(of: object): string {
  return Reflect.ownKeys(of).map(String).sort().join()
}

/** Fails where something was added to what everything inherits. */
export function expectUnpolluted(): void {
  expect(BUILT_IN.map(ownNames)).toEqual(before)
}

/** Fails where a value, as deep as it goes, has a key of a prototype, or a prototype that is not plain. */
export function expectSound(value: unknown): void {
  expectUnpolluted()
  const seen = new Set<object>()
  const queue: unknown[] = [value]
  for (const part of queue) {
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    expect([null, Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(part))
    for (const name of Reflect.ownKeys(part)) {
      expect(name).not.toMatch(/^(?:__proto__|constructor|prototype)$/)
      queue.push((part as Record<PropertyKey, unknown>)[name as string])
    }
  }
}
