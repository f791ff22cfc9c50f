/** The address of the demo's endpoint on its own origin: what the page posts to, and what the servers route. */
export const ENDPOINT_PATH = '/api/link'

/** True for the endpoint's address and those below it, with or without a query. */
export const isEndpoint = (url: string): boolean =>
  url.startsWith(ENDPOINT_PATH) && /^(?:[/?]|$)/.test(url.slice(ENDPOINT_PATH.length))
