/**
 * JazzHR: one API key, verified by listing users. The key goes into the query string towards JazzHR alone,
 * as its API asks for (https://www.resumatorapi.com/v1/).
 */
import { apiKeyProvider } from './apiKey.ts'
import { readAddress } from './authorizationServer.ts'
import type { Provider } from './provider.ts'

/** How to reach JazzHR. `baseUrl` is https, or http on loopback for a stand-in; `https://api.resumatorapi.com` by default. */
export interface JazzhrOptions {
  readonly baseUrl?: string
}

/** The JazzHR provider: `providers: [jazzhr()]`. Throws `provider-invalid`. */
export function jazzhr({ baseUrl = 'https://api.resumatorapi.com' }: JazzhrOptions = {}): Provider {
  readAddress('jazzhr', 'baseUrl', baseUrl)
  return apiKeyProvider({
    key: 'jazzhr',
    name: 'JazzHR',
    fields: [{ name: 'apiKey', required: true }],
    request: {
      url: `${baseUrl.replace(/\/+$/, '')}/v1/users`,
      query: { apikey: '{apiKey}' },
    },
    // JazzHR answers some bad keys with a 200 and a page.
    yes: 'json',
  })
}
