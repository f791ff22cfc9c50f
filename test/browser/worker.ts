/**
 * The mock of the host's server. A test gives it handlers with `worker.use(http.post('/api/link', …))`;
 * they are gone before the next one. Pictures are always there: a browser asks for them in its own time.
 */
import { http, HttpResponse } from 'msw'
import { setupWorker } from 'msw/browser'

const GIF = Uint8Array.from(atob('R0lGODlhAQABAAAAACw='), (sign) => sign.charCodeAt(0))

export const worker = setupWorker(
  http.get(/\.(?:png|svg)$/, () => new HttpResponse(GIF, { headers: { 'Content-Type': 'image/gif' } })),
)

/** Requests that no handler answered. A test that leaves one here fails. */
export const unanswered: string[] = []
