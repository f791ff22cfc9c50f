// The script's stand-in for React Query, where it holds what was fetched ahead.
import { expect, test, vi } from 'vitest'

import { QueryClient } from '../../src/element/compat/query.ts'

test('fetches ahead once, and forgets it when its time is over or it failed', async () => {
  vi.useFakeTimers()
  const client = new QueryClient()
  const queryFn = vi.fn(() => Promise.resolve('a guide'))
  const ask = { queryKey: ['guide', '/a.json'], queryFn, gcTime: 60_000 }
  expect(await client.query(ask)).toBe('a guide')
  expect(await client.query(ask)).toBe('a guide')
  expect(await client.ahead('["guide","/a.json"]')).toBe('a guide')
  expect(queryFn).toHaveBeenCalledTimes(1)

  vi.advanceTimersByTime(60_000)
  expect(client.ahead('["guide","/a.json"]')).toBeUndefined()

  queryFn.mockRejectedValueOnce(new Error('gone'))
  await expect(client.query(ask)).rejects.toThrow('gone')
  expect(client.ahead('["guide","/a.json"]')).toBeUndefined()
  vi.useRealTimers()
})
