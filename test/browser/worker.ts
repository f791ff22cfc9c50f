/**
 * The mock of the host's server. A test gives it handlers with `worker.use(http.post('/api/link', …))`;
 * they are gone before the next one.
 */
import { setupWorker } from 'msw/browser'

export const worker = setupWorker()

/** Requests that no handler answered. A test that leaves one here fails. */
export const unanswered: string[] = []
