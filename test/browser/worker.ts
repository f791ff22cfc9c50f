/**
 * The mock of the host's server. A test gives it handlers with `worker.use(http.post('/api/link', …))`;
 * they are gone before the next one. Pictures are always there: a browser asks for them in its own time.
 */
import { http, HttpResponse } from 'msw'
import { setupWorker } from 'msw/browser'

/** Where the last request of a test goes. */
const LAST = '/last-of-the-test'
const GIF = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=='), (sign) =>
  sign.charCodeAt(0),
)

export const worker = setupWorker(
  http.get(/\.(?:png|svg)$/, () => new HttpResponse(GIF, { headers: { 'Content-Type': 'image/gif' } })),
  http.post(LAST, () => HttpResponse.json({})),
)

/**
 * Answers what a test has left under way, then forgets its handlers. The worker is asked in the order of the requests: once
 * it has answered one that is sent now, it has met all before it.
 */
export async function endHandlers(): Promise<void> {
  await fetch(LAST, { method: 'POST', body: '{}' })
  worker.resetHandlers()
}

/** Requests that no handler answered. A test that leaves one here fails. */
export const unanswered: string[] = []
