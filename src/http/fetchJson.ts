/**
 * Fetches a document of data, such as a guide: bounded in size and time, and never sent anything about the person.
 */
import type { LinkOutcome } from '../core/link.ts'
import { readBody } from './createHttpLink.ts'
import { withDeadline } from './withDeadline.ts'

/** What came of a fetch; `reason` is a phrase for the developer: "answered 404". */
export type FetchedJson =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

type Ended = Extract<LinkOutcome, { ok: false }>

/** Gets `url` within 30 s and parses it as JSON, up to `limit` bytes. Never rejects. */
export async function fetchJson(url: string, limit: number, signal: AbortSignal): Promise<FetchedJson> {
  const fetched = await withDeadline<FetchedJson>(signal, (stop) => get(url, limit, stop))
  // Its own: a page may add to `Object.prototype`.
  return Object.hasOwn(fetched, 'error')
    ? { ok: false, reason: `ended in ${(fetched as Ended).error.code}` }
    : (fetched as FetchedJson)
}

async function get(url: string, limit: number, signal: AbortSignal): Promise<FetchedJson> {
  try {
    const response = await fetch(url, {
      signal,
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
    })
    if (!response.ok) return { ok: false, reason: `answered ${response.status}` }
    const text = await readBody(response, limit)
    if (text === undefined) return { ok: false, reason: `is larger than ${limit} bytes` }
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    return { ok: false, reason: error instanceof SyntaxError ? 'is not JSON' : 'could not be reached' }
  }
}
