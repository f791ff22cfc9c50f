/**
 * An ordered list in pages of a plain key-value storage: adding and removing touch one page whatever the length.
 */
import * as z from 'zod/mini'

import type { ListEntry } from './store.ts'
import type { Values } from './values.ts'

const PAGE_SIZE = 128

/** A list of ids. Only one process may write to it; see `ListEntry` for positions. */
export interface PagedList {
  append(id: string): Promise<number>
  drop(entry: ListEntry): Promise<void>
  page(count: number, before?: number): Promise<readonly ListEntry[]>
  /** The oldest page whose number is above `after`. */
  pageAbove(after: number): Promise<{ readonly number: number; readonly entries: ListEntry[] } | undefined>
}

/** Thrown for a list that cannot be read: taken for an empty one, the next write would lose what it held. */
class DamagedListError extends Error {
  override readonly name = 'DamagedListError'
  readonly code = 'list-damaged'
  constructor(key: string) {
    super(`${key} holds no part of a list. Restore it from a copy: removed, what it held is listed no more`)
  }
}

type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

const headSchema = z.array(z.number())
const pageSchema = z.array(z.tuple([z.number(), z.string()]))

/**
 * The list `name`; `inTurn` runs writers one after another. What is `precious` is flushed to disk where a driver can, and throws
 * where it is damaged; else it then starts anew.
 */
export function createPagedList(values: Values, name: string, inTurn: InTurn, precious = true): PagedList {
  const options = { durable: precious }
  const headKey = `${name}:pages`
  const pageKey = (page: number) => `${name}:${page}`
  const read = async <Item>(key: string, schema: z.ZodMiniType<Item[]>): Promise<Item[]> => {
    const found = (await values.get(key)) ?? []
    const { data } = schema.safeParse(found)
    if (!data && precious) throw new DamagedListError(key)
    return data ?? []
  }
  const readHead = () => read(headKey, headSchema)
  const readPage = async (page: number): Promise<ListEntry[]> =>
    (await read(pageKey(page), pageSchema)).map(([position, id]) => ({ position, id }))
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
    pageAbove: async (after) => {
      const number = (await readHead()).find((page) => page > after)
      return number === undefined ? undefined : { number, entries: await readPage(number) }
    },
  }
}
