/**
 * A storage that fails at any one of its calls: `server`, the whole account or none, and the same again mends it.
 * `slow/redis.test.ts` breaks a real Redis in the same way.
 */
import { expect, test } from 'vitest'
import { createStorage, type Driver } from 'unstorage'
import memory from 'unstorage/drivers/memory'

import { breakEachCall, breaker, BREAKS, guarded, type Breakable } from './failures.ts'

/** A memory of which every read and write can fail. */
function breakableMemory(): Breakable {
  const { guard, ...control } = breaker()
  return { storage: createStorage({ driver: guarded(memory() as Required<Driver>, guard) }), ...control }
}

test.each(BREAKS)('$name, broken $when each call in turn', async ({ flow, when }) => {
  expect(await breakEachCall(flow, breakableMemory, when)).toBeGreaterThan(2)
})
