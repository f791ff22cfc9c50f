/**
 * Reads a body as text up to a limit, so that neither a client nor a provider can fill the memory.
 */

/** A body: its text, or why there is none. */
export type BodyText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-utf-8' }

/**
 * Reads at most `limit` bytes and leaves the rest unread. Throws what the stream throws (a reset, an abort). Cancels nothing:
 * a request's body that is cancelled while more of it arrives ends a process of Node ("Controller is already closed").
 */
export async function readText(source: Request | Response, limit: number): Promise<BodyText> {
  if (!source.body) return { kind: 'text', text: '' }
  const reader: ReadableStreamDefaultReader<Uint8Array> = source.body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const stop = (kind: 'too-large' | 'not-utf-8'): BodyText => {
    reader.releaseLock()
    return { kind }
  }
  let size = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (value) size += value.byteLength
    if (size > limit) return stop('too-large')
    try {
      text += done ? decoder.decode() : decoder.decode(value, { stream: true })
    } catch {
      return stop('not-utf-8')
    }
    if (done) return { kind: 'text', text }
  }
}

/**
 * Takes in up to `limit` bytes of what {@link readText} left, and drops them: over a connection that still holds part of one
 * request no other can come. Never rejects.
 */
export async function dropRest(source: Request, limit: number): Promise<void> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  try {
    reader = source.body?.getReader()
    for (let size = 0; reader && size < limit;) {
      const { done, value } = await reader.read()
      if (done) return
      size += value.byteLength
    }
  } catch {
    // Nobody waits for what was refused, be it cut off or already read by somebody else.
  } finally {
    reader?.releaseLock()
  }
}
