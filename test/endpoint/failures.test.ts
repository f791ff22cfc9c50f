/**
 * A storage that fails at any one of its calls: `server`, the whole account or none, and the same again mends it.
 * `slow/redis.test.ts` breaks a real Redis in the same way.
 */
import { expect, test } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { breakEachCall, breaker, FLOWS, type Breakable } from './failures.ts'

/** A memory of which every read and write can fail. */
function breakableMemory(): Breakable {
  const driver = memory() as Required<Driver>
  const { guard, ...control } = breaker()
  const storage = createStorage({
    driver: {
      ...driver,
      getItem: guard(driver.getItem),
      setItem: guard(driver.setItem),
      removeItem: guard(driver.removeItem),
    } as Driver,
  })
  return { storage, ...control }
}

test.each(Object.keys(FLOWS).flatMap((name) => [[name, 'before'] as const, [name, 'after'] as const]))(
  '%s, broken %s each call in turn',
  async (name, when) => {
    expect(await breakEachCall(FLOWS[name]!, breakableMemory, when)).toBeGreaterThan(2)
  },
)
