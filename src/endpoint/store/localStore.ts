/**
 * The store within one process, over any unstorage driver: leases and counters in memory, shared by every endpoint
 * on the same driver; values that end carry their end and are swept.
 */
import type { Driver, Storage } from 'unstorage'

import { createPagedList, type PagedList } from './pagedList.ts'
import { storedInTime } from './storeDeadline.ts'
import type { ListEntry, Store } from './store.ts'
import { createValues, FILE_DRIVERS } from './values.ts'

interface Lease {
  readonly token: string
  readonly until: number
}

interface Window {
  count: number
  readonly until: number
}

const SWEEP_EVERY_MS = 60_000
const SWEEP_PAGES = 10
// Longer than all calls of one turn together take on a storage that answers each in time.
const TURN_MS = 60_000
const MEMORY_LIMIT = 10_000

/** What one process shares about one driver. */
interface Domain {
  readonly leases: Map<string, Lease>
  readonly windows: Map<string, Window>
  readonly queues: Map<string, Promise<unknown>>
  readonly journalled: Set<string>
  sweepAt: number
  /** The page of the journal that was swept last. */
  swept: number
  /** At how many windows those that have ended are looked for. */
  windowsLimit: number
}

const domains = new WeakMap<Driver, Domain>()
// Two drivers over one folder are one storage.
const folders = new Map<string, Domain>()

const createDomain = (): Domain => ({
  leases: new Map(),
  windows: new Map(),
  queues: new Map(),
  journalled: new Set(),
  sweepAt: 0,
  swept: -1,
  windowsLimit: MEMORY_LIMIT,
})

function domainOf(driver: Driver): Domain {
  const { base } = (driver.options ?? {}) as { base?: unknown }
  const folder = FILE_DRIVERS.includes(driver.name) && typeof base === 'string' ? base : undefined
  const known = folder === undefined ? domains.get(driver) : folders.get(folder)
  if (known) return known
  const domain = createDomain()
  if (folder === undefined) domains.set(driver, domain)
  else folders.set(folder, domain)
  return domain
}

/** How a value lies in the storage. `until` in epoch milliseconds. */
interface Envelope {
  readonly value: object
  readonly until?: number
}

const isEnvelope = (found: unknown): found is Envelope =>
  typeof found === 'object' && found !== null && 'value' in found && typeof found.value === 'object'

/** A store for one process. `now` in epoch milliseconds. */
export function createLocalStore(storage: Storage, driver: Driver, root: string, now: () => number): Store {
  const domain = domainOf(driver)
  const values = createValues(storage, driver)

  /** One after another for each key, so that a read and the write that follows it are not torn apart. */
  const inTurn = <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const before = domain.queues.get(key) ?? Promise.resolve()
    // Work that hangs must not hold up for ever what comes after it, and what is only slow must not meet it halfway.
    const timed = () => storedInTime(work(), TURN_MS)
    const result = before.then(timed, timed)
    const settled = result.then(
      () => undefined,
      () => undefined,
    )
    domain.queues.set(key, settled)
    void settled.then(() => {
      if (domain.queues.get(key) === settled) domain.queues.delete(key)
    })
    return result
  }

  const lists = new Map<string, PagedList>()
  const listOf = (name: string): PagedList => {
    const known = lists.get(name)
    if (known) return known
    if (lists.size > MEMORY_LIMIT) lists.clear()
    const list = createPagedList(values, name, (work) => inTurn(`list:${name}`, work))
    lists.set(name, list)
    return list
  }
  const journalName = `${root}:expiring`
  // Lost, it costs disk space and nothing else.
  const journal = createPagedList(values, journalName, (work) => inTurn(`list:${journalName}`, work), false)

  const unwrap = (found: unknown): unknown => {
    if (!isEnvelope(found)) return found
    return found.until !== undefined && found.until <= now() ? null : found.value
  }

  const lives = (found: unknown): boolean =>
    isEnvelope(found) && (found.until === undefined || found.until > now())

  const removeEnded = (entry: ListEntry): Promise<void> =>
    inTurn(entry.id, async () => {
      // Looked at again in its turn: it may have been on its way here.
      if (lives(await values.get(entry.id))) return
      await values.remove(entry.id, { durable: false })
      domain.journalled.delete(entry.id)
      await journal.drop(entry)
    })

  /** Goes on where the last one ended, past what still lives: an invitation's use is kept for months, an answer for a day. */
  const sweep = async (): Promise<void> => {
    for (let pages = 0; pages < SWEEP_PAGES; pages += 1) {
      const page = await journal.pageAbove(domain.swept)
      domain.swept = page?.number ?? -1
      if (!page) return
      const found = await values.getMany(page.entries.map(({ id }) => id))
      for (const [index, entry] of page.entries.entries()) if (!lives(found[index])) await removeEnded(entry)
    }
  }

  const remember = async (key: string): Promise<void> => {
    if (domain.journalled.has(key)) return
    if (domain.journalled.size > MEMORY_LIMIT) domain.journalled.clear()
    await journal.append(key)
    domain.journalled.add(key)
    const tick = performance.now()
    if (tick < domain.sweepAt) return
    domain.sweepAt = tick + SWEEP_EVERY_MS
    // Housekeeping neither fails nor holds up the request that happens to start it.
    void inTurn('sweep', sweep).catch(() => undefined)
  }

  return {
    get: async (key) => unwrap(await values.get(key)),
    getMany: async (keys) => (await values.getMany(keys)).map(unwrap),
    set: async (key, value, { ttl, durable = ttl === undefined } = {}) => {
      if (ttl === undefined) return values.set(key, { value }, { durable })
      return inTurn(key, async () => {
        // The journal first: what it names and does not exist is swept; the other way round a value would stay for ever.
        await remember(key)
        await values.set(key, { value, until: now() + ttl * 1000 }, { ttl, durable })
      })
    },
    remove: (key) => values.remove(key, { durable: true }),
    take: (key, token, ms) => {
      const held = domain.leases.get(key)
      if (held && held.token !== token && held.until > performance.now()) return Promise.resolve(held.token)
      domain.leases.set(key, { token, until: performance.now() + ms })
      return Promise.resolve(token)
    },
    release: (key, token) => {
      if (domain.leases.get(key)?.token === token) domain.leases.delete(key)
      return Promise.resolve()
    },
    count: (key, seconds) => {
      const tick = now()
      const known = domain.windows.get(key)
      // A window that ends too far ahead was opened by a clock that has since been set back.
      const open = known && known.until > tick && known.until - tick <= seconds * 1000 ? known : undefined
      if (!open && domain.windows.size >= domain.windowsLimit) {
        for (const [name, { until }] of domain.windows) if (until <= tick) domain.windows.delete(name)
        // Not again before their number has doubled: no request goes over all owners.
        domain.windowsLimit = Math.max(MEMORY_LIMIT, domain.windows.size * 2)
      }
      const window = open ?? { count: 0, until: tick + seconds * 1000 }
      window.count += 1
      domain.windows.set(key, window)
      return Promise.resolve({ count: window.count, resetIn: (window.until - tick) / 1000 })
    },
    append: (list, id) => listOf(list).append(id),
    drop: (list, entry) => listOf(list).drop(entry),
    page: (list, count, before) => listOf(list).page(count, before),
  }
}
