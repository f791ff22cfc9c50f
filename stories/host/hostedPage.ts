/** The headers that come with the hosted page, as its owner sends them. */

/** Who may be asked, and who may show the page in a frame. */
export interface PageOwner {
  /** The origin of the endpoint. */
  readonly endpoint: string
  /** Origins of the portals. */
  readonly parents: readonly string[]
}

/** From the text of `_headers`, with the owner's origins in it. */
export function pageHeaders(shipped: string, { endpoint, parents }: PageOwner): Record<string, string> {
  const headers = Object.fromEntries(
    [...shipped.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  )
  const policy = headers['content-security-policy'] ?? ''
  return {
    ...headers,
    'content-security-policy': policy
      .replace("connect-src 'self'", `connect-src 'self' ${endpoint}`)
      .replace("frame-ancestors 'none'", `frame-ancestors ${parents.join(' ') || "'none'"}`),
  }
}
