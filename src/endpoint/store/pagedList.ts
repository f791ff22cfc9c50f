/**
 * An ordered list in pages of a plain key-value storage: adding and removing touch one page whatever the length.
 */
import type { ListEntry } from './store.ts'
import type { Values } from './values.ts'

const PAGE_SIZE = 128

/** A list of ids. Only one process may write to it; see `ListEntry` for positions. */
export interface PagedList {
  append(id: string): Promise<number>
  drop(entry: ListEntry): Promise<void>
  page(count: number, before?: number): Promise<readonly ListEntry[]>
  oldestPage(): Promise<readonly ListEntry[]>
  /** Drops the oldest page if it still holds just these entries; answers whether it did. */
  dropOldestPage(held: readonly ListEntry[]): Promise<boolean>
}

type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((item: unknown) => typeof item === 'number') : []

const entries = (value: unknown): ListEntry[] =>
  Array.isArray(value)
    ? value.flatMap((item: unknown) => {
        if (!Array.isArray(item)) return []
        const [position, id] = item as unknown[]
        return typeof position === 'number' && typeof id === 'string' ? [{ position, id }] : []
      })
    : []

/** The list `name`; `inTurn` runs writers one after another. See `SetOptions` for `durable`. */
export function createPagedList(values: Values, name: string, inTurn: InTurn, durable = true): PagedList {
  const options = { durable }
  const headKey = `${name}:pages`
  const pageKey = (page: number) => `${name}:${page}`
  const readHead = async () => numbers(await values.get(headKey))
  const readPage = async (page: number) => entries(await values.get(pageKey(page)))
  const writePage = (page: number, items: readonly ListEntry[]) =>
    values.set(
      pageKey(page),
      items.map(({ position, id }) => [position, id]),
      options,
    )

  return {
    append: (id) =>
      inTurn(async () => {
        const head = await readHead()
        let page = head.at(-1) ?? 0
        let items = head.length === 0 ? [] : await readPage(page)
        const known = items.find((item) => item.id === id)
        if (known) return known.position
        let position = (items.at(-1)?.position ?? page * PAGE_SIZE - 1) + 1
        if (head.length === 0 || position >= (page + 1) * PAGE_SIZE) {
          page = head.length === 0 ? 0 : page + 1
          items = []
          position = page * PAGE_SIZE
          await values.set(headKey, [...head, page], options)
        }
        await writePage(page, [...items, { position, id }])
        return position
      }),
    drop: ({ position, id }) =>
      inTurn(async () => {
        const page = Math.floor(position / PAGE_SIZE)
        const items = await readPage(page)
        const rest = items.filter((item) => item.id !== id)
        if (rest.length === items.length) return
        const head = await readHead()
        // The last page stays even when empty: its number keeps positions from being given twice.
        if (rest.length > 0 || head.at(-1) === page) return writePage(page, rest)
        await values.set(
          headKey,
          head.filter((item) => item !== page),
          options,
        )
        await values.remove(pageKey(page), options)
      }),
    page: async (count, before = Infinity) => {
      const head = await readHead()
      const found: ListEntry[] = []
      for (const page of head.reverse()) {
        if (page * PAGE_SIZE >= before) continue
        const items = (await readPage(page)).filter((item) => item.position < before)
        found.push(...items.reverse())
        if (found.length >= count) break
      }
      return found.slice(0, count)
    },
    oldestPage: async () => {
      const [first] = await readHead()
      return first === undefined ? [] : readPage(first)
    },
    dropOldestPage: (held) =>
      inTurn(async () => {
        const [first, ...rest] = await readHead()
        const items = first === undefined ? [] : await readPage(first)
        if (first === undefined || JSON.stringify(items) !== JSON.stringify(held)) return false
        // As in `drop`: the last page is emptied, not removed.
        if (rest.length === 0) {
          await writePage(first, [])
          return false
        }
        await values.set(headKey, rest, options)
        await values.remove(pageKey(first), options)
        return true
      }),
  }
}
